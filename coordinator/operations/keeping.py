"""Safekeeping: backups are made, found, and put in a campaign's place."""

from dataclasses import dataclass
from pathlib import Path

from coordinator.changes.restoring import forget_again, forgotten_in
from coordinator.store import backups
from coordinator.store.backups import folder_of, make, sha256

__all__ = ["BackupRestored", "folder_of", "make", "restore_backup", "sha256"]


@dataclass(frozen=True, slots=True)
class BackupRestored:
    """What came of restoring a backup.

    Attributes:
        kept: the backup of what was there, or None if nothing was.
        forgotten: how many people of the backup were erased, since they had asked to be forgotten.
    """

    kept: Path | None
    forgotten: int


def restore_backup(backup: Path, place: Path, *, author: str) -> BackupRestored:
    """Put a checked backup in a campaign's place, and erase again who was forgotten since it was made.

    Raises:
        UserError: the backup is damaged, or the place cannot be written.
    """
    known = forgotten_in(place)
    kept = backups.restore(backup, place)
    return BackupRestored(kept, forget_again(place, known, author=author))
