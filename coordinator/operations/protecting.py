"""Protecting a campaign file with a passphrase, taking that away again, and opening what is protected."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coordinator.base import databases, keys
from coordinator.base.databases import Locked, WrongPassphrase, is_locked, is_protected
from coordinator.base.errors import UserError
from coordinator.base.keys import NEW_PASSPHRASE, PASSPHRASE
from coordinator.base.progress import SILENT, Progress
from coordinator.store import backups, copies, header, protection

__all__ = [
    "NEW_PASSPHRASE",
    "PASSPHRASE",
    "Locked",
    "Protected",
    "WrongPassphrase",
    "change_passphrase",
    "check_old",
    "check_passphrase",
    "is_locked",
    "is_protected",
    "protect",
    "remember",
    "remembered",
    "replace_backups",
    "unlock",
    "unlock_if_known",
    "unprotect",
]

SERVICE = "Coordinator protected files"
"""What the passphrases are kept under in the system's keyring; they go by the salt of the file."""
check_passphrase = keys.check_passphrase


@dataclass(frozen=True, slots=True)
class Protected:
    """What came of protecting a campaign file, or of taking that away.

    Attributes:
        path: the file.
        others: copies of the campaign that still are as it was before: plain ones, or protected ones.
        plain: plain copies of a campaign that got another passphrase: they are no copies from before alone.
    """

    path: Path
    others: Sequence[Path]
    plain: Sequence[Path] = ()


def protect(path: Path, passphrase: str, *, progress: Progress = SILENT) -> Protected:
    """Protect a campaign file, which is open nowhere, with a passphrase.

    Raises:
        UserError: it is protected already, the passphrase is soon guessed, or the file cannot be replaced; nothing was
        changed.
        Cancelled: the person canceled; nothing was changed.
    """
    if not databases.CAN_PROTECT:
        raise UserError("Protecting files needs the package sqlcipher3: pip install sqlcipher3")
    header.look(path)
    if is_protected(path):
        raise UserError(
            f"{path.name} is protected already. For another passphrase: coordinator protect --change {path.name}"
        )
    _rewrite(path, passphrase, progress)
    return Protected(path, _copies(path, protected=False))


def change_passphrase(path: Path, passphrase: str, *, progress: Progress = SILENT) -> Protected:
    """Give a protected campaign file, which is open nowhere, another passphrase; it is never plain meanwhile.

    Its protected copies keep the passphrase that they were made with.

    Raises:
        Locked: its passphrase is not known here.
        UserError: it is plain, the new passphrase is soon guessed, or the file cannot be replaced; nothing was changed.
        Cancelled: the person canceled; nothing was changed.
    """
    header.look(path)
    if not is_protected(path):
        raise UserError(f"{path.name} is not protected. Protect it: coordinator protect {path.name}")
    _rewrite(path, passphrase, progress)
    return Protected(path, _copies(path, protected=True), _copies(path, protected=False))


def _rewrite(path: Path, passphrase: str, progress: Progress) -> None:
    check_passphrase(passphrase)
    key = keys.derived(passphrase, os.urandom(keys.SALT))
    protection.rewrite(path, key, progress=progress)
    keys.give(key)


def unprotect(path: Path, *, progress: Progress = SILENT) -> Protected:
    """Make a protected campaign file, which is open nowhere, plain again.

    Raises:
        Locked: its passphrase is not known here.
        UserError: it is plain already, or cannot be replaced; nothing was changed.
        Cancelled: the person canceled; nothing was changed.
    """
    header.look(path)
    if not is_protected(path):
        raise UserError(f"{path.name} is not protected.")
    protection.rewrite(path, None, progress=progress)
    return Protected(path, _copies(path, protected=True))


def _copies(path: Path, *, protected: bool) -> list[Path]:
    """Return the copies of a campaign that are protected, or that are not."""
    inside = [copy.path for copy in backups.copies_of(path)]
    return [copy for copy in sorted({*inside, *copies.elsewhere(path)}) if is_protected(copy) == protected]


def replace_backups(done: Protected) -> tuple[Sequence[Path], Protected]:
    """Make one new backup of a campaign that was just protected, and delete the copies in its folder of backups.

    Those are the plain ones, and those that open with a passphrase from before.

    Returns:
        the deleted copies, and the same with the copies in other places, which stay.

    Raises:
        UserError: the new backup could not be written; nothing was deleted.
    """
    gone = backups.replace(done.path, [*done.others, *done.plain], why="after protecting")
    others, plain = ([path for path in some if path not in gone] for some in (done.others, done.plain))
    return gone, replace(done, others=others, plain=plain)


def check_old(path: Path, passphrase: str) -> None:
    """Refuse to go on unless somebody knows the passphrase of a protected file, which may be open here.

    Raises:
        WrongPassphrase: it is another one.
    """
    salt, key = keys.lookup(path)
    if salt is None or key != keys.derived(passphrase, salt):
        raise WrongPassphrase(path)


def unlock(path: Path, passphrase: str) -> None:
    """Take the passphrase of a protected file; with it, what is protected alike opens too.

    Raises:
        WrongPassphrase: it is another one; nothing was changed.
    """
    databases.unlock(path, passphrase)


def unlock_if_known(path: Path) -> bool:
    """Open a protected file with the passphrase of the environment or of the keyring; return whether it is open.

    A plain file always is.

    Raises:
        WrongPassphrase: the environment has another one.
    """
    if not is_locked(path):
        return True
    if given := os.environ.get(PASSPHRASE):
        unlock(path, given)
        return True
    if (kept := remembered(path)) is None:
        return False
    try:
        unlock(path, kept)
    except WrongPassphrase:
        return False
    return True


def remember(path: Path, passphrase: str) -> None:
    """Keep the passphrase of a protected file in the keyring of this computer.

    Raises:
        UserError: the keyring did not take it.
    """
    import keyring
    from keyring.errors import KeyringError

    salt, _ = keys.lookup(path)
    assert salt is not None
    try:
        keyring.set_password(SERVICE, salt.hex(), passphrase)
    except KeyringError as error:
        raise UserError(
            f"The system's keyring did not take the passphrase ({error}). Unlock it, or install one."
        ) from error


def remembered(path: Path) -> str | None:
    """Return the passphrase that the keyring of this computer has for a protected file; None if it has none."""
    import keyring
    from keyring.errors import KeyringError

    salt, _ = keys.lookup(path)
    if salt is None:
        return None
    try:
        return keyring.get_password(SERVICE, salt.hex())
    except KeyringError:
        return None
