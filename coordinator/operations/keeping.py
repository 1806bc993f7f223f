"""Backups: making, finding and restoring them."""

from dataclasses import dataclass
from pathlib import Path

from coordinator.changes.restoring import forget_again, forgotten_in
from coordinator.store import backups
from coordinator.store.backups import folder_of, make, sha256

__all__ = ["BackupRestored", "folder_of", "make", "restore_backup", "sha256"]


@dataclass(frozen=True, slots=True)
class BackupRestored:
    """The result of restoring a backup.

    Attributes:
        kept: the backup of what was there before; None if there was nothing.
        forgotten: number of people erased from the restored campaign because they had asked to be forgotten.
    """

    kept: Path | None
    forgotten: int


def restore_backup(backup: Path, place: Path, *, author: str) -> BackupRestored:
    """Replace a campaign with a checked backup, and again erase people forgotten since it was made.

    Raises:
        UserError: the backup is damaged, or the campaign's location cannot be written.
    """
    known = forgotten_in(place)
    kept = backups.restore(backup, place)
    return BackupRestored(kept, forget_again(place, known, author=author))
