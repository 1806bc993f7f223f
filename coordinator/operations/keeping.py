"""Backups: making, finding and restoring them."""

from dataclasses import dataclass
from pathlib import Path

from coordinator.base.databases import driver
from coordinator.base.errors import UserError
from coordinator.changes.restoring import forget_again, forgotten_in
from coordinator.operations import undoing
from coordinator.store import backups, copies
from coordinator.store.backups import make, sha256
from coordinator.store.campaign import Campaign
from coordinator.store.copies import folder_of

__all__ = ["BackupRestored", "folder_of", "make", "restore_backup", "save_open", "sha256"]


@dataclass(frozen=True, slots=True)
class BackupRestored:
    """The result of restoring a backup.

    Attributes:
        kept: the backup of what was there before; None if there was nothing.
        forgotten: number of people erased from the restored campaign because they had asked to be forgotten.
        parted: name and row ID of those who were merged with one of them in the backup, and stay.
    """

    kept: Path | None
    forgotten: int
    parted: tuple[str, ...] = ()


def save_open(campaign: Campaign, into: Path) -> Path:
    """Save what an open campaign holds as another file, also where its own was deleted or replaced; return the file.

    Raises:
        UserError: it cannot be written there.
    """
    with campaign.reading() as connection:
        raw = connection.connection.dbapi_connection
        assert isinstance(raw, driver.Connection)
        return backups.make(Path(campaign.where), into=into, held=raw)


def restore_backup(backup: Path, place: Path, *, author: str) -> BackupRestored:
    """Replace a campaign with a checked backup, and again erase people forgotten since it was made.

    Raises:
        UserError: the backup is damaged, or the campaign's location cannot be written; or it is restored, but people
        who were forgotten may be back: the text says so, and where the earlier file is kept.
    """
    known = forgotten_in(place)
    elsewhere, campaign = copies.elsewhere(place), copies.campaign_id(place)
    kept = backups.restore(backup, place)
    if campaign is not None and copies.campaign_id(place) == campaign:
        copies.remember(place, [*elsewhere, backup])
    try:
        done = forget_again(place, known, author=author, undo=lambda here, seq: undoing.undo(here, author, seq))
        return BackupRestored(kept, done.number, done.parted)
    except UserError as error:
        raise UserError(f"{error} What was there is kept as {kept}.") from error
