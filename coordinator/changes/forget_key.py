"""The key of the marks of forgotten people: in the system's keyring where there is one, else in the campaign.

With the campaign file alone, nobody can then try whether an address belongs to somebody who was forgotten. It protects
against no one who can use this account of this computer. A team's database keeps its key itself: its members share it.
"""

import hashlib
import secrets
from pathlib import Path

from sqlalchemy import delete, insert
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.open_files import refuse_open
from coordinator.base.private_files import make_file, write_text
from coordinator.changes.mark_keys import IN_KEYRING, KEY, SERVICE, from_keyring, kept_keys, keys_of
from coordinator.store.campaign import Campaign
from coordinator.store.tables import META

FILE_HEAD = "Coordinator key of forgotten people"
_LETTERS = 64


def keep_keys(connection: Connection, kept: str) -> None:
    """Write what the campaign keeps of its keys; `kept` is as `kept_keys` returned it."""
    connection.execute(delete(META).where(META.c.key == KEY))
    if kept:
        connection.execute(insert(META).values(key=KEY, value=kept))


def key_to_mark_with(connection: Connection) -> str:
    """Return the key for new marks, made if there is none; one that lies in a campaign file goes into the keyring."""
    local = connection.dialect.name == "sqlite"
    parts = kept_keys(connection).split()
    moved = [_kept_as(part) if local and not part.startswith(IN_KEYRING) else part for part in parts]
    if moved != parts:
        keep_keys(connection, " ".join(moved))
    if known := keys_of(connection).known:
        return known[0]
    key = secrets.token_hex(_LETTERS // 2)
    keep_keys(connection, " ".join([*moved, _kept_as(key) if local else key]))
    return key


def write_key_file(campaign: Campaign, path: Path) -> int:
    """Write the keys into a file, to take them to another computer; return how many.

    Raises:
        UserError: there is no key here, or the file is there already or cannot be written.
    """
    with campaign.reading() as connection:
        known = keys_of(connection).known
    if not known:
        raise UserError("There is no key here: nobody was forgotten, or the key is on another computer.")
    try:
        make_file(path)
        write_text(path, "\n".join([FILE_HEAD, *known]) + "\n")
    except OSError as error:
        raise UserError(f"{path} cannot be written ({error.strerror}). Choose another place.") from error
    return len(known)


def take_key_file(campaign: Campaign, path: Path) -> int:
    """Take keys that were written on another computer; return how many this campaign was missing.

    Raises:
        UserError: the file cannot be read, or holds none of the keys that are missing here.
    """
    try:
        refuse_open(path)
        head, *keys = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read. Choose the file that forget-key --out wrote.") from error
    brought = {_name_of(key): key for key in keys if len(key) == _LETTERS}
    if head != FILE_HEAD or not brought:
        raise UserError(f"{path.name} holds no key. Choose the file that forget-key --out wrote.")
    with campaign.reading() as connection:
        taken = [name for name in keys_of(connection).missing if name in brought]
    if not taken:
        raise UserError(f"{path.name} holds no key that is missing here.")
    named = {IN_KEYRING + name: _kept_as(brought[name]) for name in taken}
    with campaign.writing() as connection:
        keep_keys(connection, " ".join(named.get(part, part) for part in kept_keys(connection).split()))
    return len(taken)


def give_up_missing(campaign: Campaign) -> int:
    """Stop asking for keys that are lost, whose marks then recognize nobody; return how many."""
    with campaign.writing() as connection:
        missing = keys_of(connection).missing
        lost = {IN_KEYRING + name for name in missing}
        keep_keys(connection, " ".join(part for part in kept_keys(connection).split() if part not in lost))
    return len(missing)


def _name_of(key: str) -> str:
    return hashlib.sha256(f"name of {key}".encode()).hexdigest()[:16]


def _kept_as(key: str) -> str:
    """Put a key into the keyring; return what the campaign keeps: its name, or the key where there is no keyring."""
    import keyring
    from keyring.errors import KeyringError

    name = _name_of(key)
    try:
        keyring.set_password(SERVICE, name, key)
    except KeyringError:
        return key
    return IN_KEYRING + name if from_keyring(name) == key else key
