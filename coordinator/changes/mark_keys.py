"""The keys of the marks of forgotten people, as a campaign keeps them, and whether they can be read here."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.store.tables import META

SERVICE = "Coordinator forgotten people"
KEY = "forget key"
"""The fact under which a campaign keeps its key, or where to find it."""
IN_KEYRING = "keyring:"


@dataclass(frozen=True, slots=True)
class MarkKeys:
    """The keys of a campaign's marks; there are several if two histories were joined.

    Attributes:
        known: the keys that could be read.
        missing: names of keys that are in the keyring of another computer.
        in_file: whether one of them lies in the campaign, beside the marks.
    """

    known: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    in_file: bool = False


def kept_keys(connection: Connection) -> str:
    """Return what the campaign keeps of its keys, separated by blanks; "" if no one was ever forgotten."""
    return connection.scalar(select(META.c.value).where(META.c.key == KEY)) or ""


def keys_of(connection: Connection) -> MarkKeys:
    """Return the keys of a campaign's marks."""
    known, missing, in_file = [], [], False
    for part in kept_keys(connection).split():
        if not part.startswith(IN_KEYRING):
            known.append(part)
            in_file = True
        elif key := from_keyring(part.removeprefix(IN_KEYRING)):
            known.append(key)
        else:
            missing.append(part.removeprefix(IN_KEYRING))
    return MarkKeys(tuple(known), tuple(missing), in_file)


def blind(connection: Connection) -> str:
    """Return a sentence if people were forgotten who cannot be recognized on this computer; else ""."""
    if not keys_of(connection).missing:
        return ""
    return (
        "Some people asked to be forgotten, and the key that recognizes them is in the keyring of another computer. "
        "Without it a list could bring them back. There: coordinator forget-key --out FILE; here: coordinator "
        "forget-key --take FILE. If it is lost for good: coordinator forget-key --lost"
    )


def from_keyring(name: str) -> str | None:
    """Return the key of that name from the system's keyring; None if it is not there, or there is no keyring."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, name)
    except KeyringError:
        return None
