"""Restoring: a backup takes the campaign's place, and whoever was forgotten since stays forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes import apply as applying
from coordinator.changes.forget import KEY, KIND, forget, key_of, marks_of
from coordinator.changes.plan import Plan
from coordinator.records.candidates import OTHERS
from coordinator.records.catalog import CANDIDATE, FORGOTTEN
from coordinator.store import backups, campaign, query
from coordinator.store.campaign import Campaign, head_of
from coordinator.store.tables import META

PAGE = 20_000
ADDRESSES = tuple(key for pair in OTHERS.items() for key in pair)


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of restoring a backup.

    Attributes:
        kept: the backup of what was there, or None if nothing was.
        forgotten: how many people of the backup were erased, since they had asked to be forgotten.
    """

    kept: Path | None
    forgotten: int


@dataclass(frozen=True, slots=True)
class _Marks:
    """Who was forgotten in a campaign."""

    campaign: str | None
    keys: str
    marks: dict[str, str]


def restore(backup: Path, place: Path, *, author: str) -> Restored:
    """Put a checked backup in a campaign's place, and erase again who was forgotten since it was made.

    The marks of forgotten people are not in an older backup: they are taken over from the file that is
    replaced, where it is the same campaign and can still be read.

    Raises:
        UserError: the backup is damaged, or the place cannot be written.
    """
    known = _marks_of(place)
    kept = backups.restore(backup, place)
    if known is None or not known.marks:
        return Restored(kept, 0)
    with campaign.open_(place) as restored:
        if restored.fact("campaign") != known.campaign:
            return Restored(kept, 0)
        _take_over(restored, known, author)
        return Restored(kept, sum(1 for _ in _forget_again(restored, author)))


def _marks_of(place: Path) -> _Marks | None:
    """Return who was forgotten in the file that is replaced; None where it cannot be read."""
    if not place.exists():
        return None
    try:
        with campaign.open_(place) as here, here.reading() as connection:
            rows = connection.execute(select(FORGOTTEN.table.c.mark, FORGOTTEN.table.c.what))
            return _Marks(here.fact("campaign"), key_of(connection) or "", {mark: what for mark, what in rows})
    except UserError:
        return None


def _take_over(restored: Campaign, known: _Marks, author: str) -> None:
    """Write the marks into the restored campaign, with the key that they were made with."""
    with restored.writing() as connection:
        here = key_of(connection)
        keys = " ".join(dict.fromkeys([*(here or "").split(), *known.keys.split()]))
        if here is None:
            connection.execute(insert(META).values(key=KEY, value=keys))
        elif here != keys:
            connection.execute(update(META).where(META.c.key == KEY).values(value=keys))
        there = set(connection.scalars(select(FORGOTTEN.table.c.mark)))
        plan = Plan(KIND, "Took over who was forgotten from the file that was replaced", head_of(connection))
        for mark, what in known.marks.items():
            if mark not in there:
                plan.create(FORGOTTEN.key, {"mark": mark, "what": what})
        applying.apply_within(connection, plan, author=author)


def _forget_again(restored: Campaign, author: str) -> Iterator[int]:
    """Erase whoever bears a mark; yield their numbers."""
    with restored.reading() as connection:
        found = list(_marked(connection))
    for number in found:
        forget(restored, number, author=author)
        yield number


def _marked(connection: Connection) -> Iterator[int]:
    """Yield the candidates who bear a mark, the deleted ones too."""
    keys = key_of(connection) or ""
    marks = set(connection.scalars(select(FORGOTTEN.table.c.mark).where(FORGOTTEN.table.c.deleted_at.is_(None))))
    ids = connection.scalars(select(CANDIDATE.table.c.id)).all()
    for start in range(0, len(ids), PAGE):
        for row in query.read_rows(connection, CANDIDATE, ids[start : start + PAGE], ADDRESSES):
            if not marks.isdisjoint(marks_of(keys, row)):
                yield row["id"]
