"""Backups: making, finding and restoring them."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from coordinator.base.databases import driver
from coordinator.base.errors import UserError
from coordinator.changes.forget import KIND as FORGETTING
from coordinator.changes.restoring import forget_again, forgotten_in
from coordinator.operations import undoing
from coordinator.store import backups, copies
from coordinator.store.backup_contents import COUNTED, BackupDifference, Held, StepHeld, difference, held_in
from coordinator.store.backups import Backup, all_of, make, sha256
from coordinator.store.campaign import Campaign
from coordinator.store.copies import folder_of

__all__ = [
    "COUNTED",
    "Backup",
    "BackupRestored",
    "BackupDifference",
    "Held",
    "StepHeld",
    "all_of",
    "difference",
    "folder_of",
    "held_in",
    "make",
    "restore_backup",
    "save_open",
    "sha256",
    "words_of",
]


@dataclass(frozen=True, slots=True)
class BackupRestored:
    """The result of restoring a backup.

    Attributes:
        kept: the backup of what was there before; None if there was nothing.
        forgotten: number of people erased from the restored campaign because they had asked to be forgotten.
        parted: name and row ID of those who were merged with one of them in the backup, and stay.
        unsure: where words that were erased may be back, in words.
    """

    kept: Path | None
    forgotten: int
    parted: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """What became of people who were forgotten, and of words that were erased, in words; "" if there is nothing."""
        parts = []
        if self.forgotten:
            parts.append(f"People erased again, who had asked to be forgotten: {self.forgotten}.")
        if self.parted:
            parts.append(f"Merged with them in the backup, parted again and kept: {', '.join(self.parted)}.")
        if self.unsure:
            parts.append(
                f"Words that were erased since may be back in {', '.join(self.unsure)}, which the backup has from "
                "another history: look there, and erase them again."
            )
        return " ".join(parts)


def words_of(found: BackupDifference, name: str, *, most: int) -> str:
    """Return in words what restoring a copy would change.

    Args:
        found: how it differs from the campaign.
        name: the copy's name.
        most: how many steps are named.
    """
    if found.there.trouble:
        return f"{found.there.trouble} It cannot be restored as it is."
    parts = []
    forgot = not found.is_another and any(step.kind == FORGETTING for step in found.lost)
    lost = found.lost if found.is_another else [step for step in found.lost if step.kind != FORGETTING]
    if found.is_another:
        parts.append(f"{name} is a copy of another campaign: restoring puts that one in this one's place.")
    if lost:
        steps = "1 step" if len(lost) == 1 else f"{len(lost):,} steps"
        named = "; ".join(f"{step.title} ({step.author}, {_day(step.at)})" for step in lost[:most])
        more = f"; and {len(lost) - most:,} more" if len(lost) > most else ""
        parts.append(f"Restoring takes back {steps} done since: {named}{more}.")
    if found.gained and not found.is_another:
        steps = "1 step" if len(found.gained) == 1 else f"{len(found.gained):,} steps"
        parts.append(f"It brings back {steps} that the campaign has not any more.")
    if not found.lost and not found.gained and not found.here.trouble:
        parts.append("It holds just what the campaign holds now.")
    changed = [
        f"{rt.plural} {found.here.records[rt.key]:,} → {found.there.records[rt.key]:,}"
        for rt in COUNTED
        if found.here.records.get(rt.key, 0) != found.there.records.get(rt.key, 0) and rt.key in found.here.records
    ]
    if forgot:
        parts.append("Whoever was forgotten since stays forgotten: they are erased again from what is restored.")
    if changed:
        less = ", less whoever is erased again" if forgot else ""
        parts.append(f"{', '.join(changed)}{less}.")
    if found.here.trouble:
        parts.append(found.here.trouble)
    return f"{' '.join(parts)} What is there now is kept as a backup."


def _day(at: str) -> str:
    """Return the local day and time of a stored time."""
    when = dt.datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC)
    return f"{when.astimezone():%b %d, %H:%M}"


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
        return BackupRestored(kept, done.number, done.parted, done.unsure)
    except UserError as error:
        raise UserError(f"{error} What was there is kept as {kept}.") from error
