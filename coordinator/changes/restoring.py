"""Restoring: people who were forgotten stay forgotten when an older backup replaces the campaign."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes import apply as applying
from coordinator.changes.forget import KIND, erased_keys, forget
from coordinator.changes.forget_key import keep_keys
from coordinator.changes.mark_keys import blind, kept_keys, keys_of
from coordinator.changes.marks import marks_of
from coordinator.changes.plan import Plan
from coordinator.records.catalog import CANDIDATE, FORGOTTEN
from coordinator.store import campaign, query
from coordinator.store.campaign import Campaign, head_of

PAGE = 20_000


@dataclass(frozen=True, slots=True)
class ForgottenMarks:
    """The forgotten people of a campaign file.

    Attributes:
        keys: what the file keeps of the keys of the marks.
        erased: keys of the mentions in others' records whose words were erased.
    """

    campaign: str | None
    keys: str
    marks: dict[str, str]
    erased: frozenset[str] = frozenset()


def forget_again(place: Path, known: ForgottenMarks | None, *, author: str) -> int:
    """Erase people from a restored campaign who were forgotten in the file it replaced; return how many.

    An older backup lacks the marks of people forgotten later: they are copied from the replaced file,
    if it was the same campaign and could still be read.

    Args:
        place: the restored campaign file.
        known: the forgotten people of the replaced file; see `forgotten_in`.
        author: who restores.

    Raises:
        UserError: the restored file cannot be written, or the key of the marks is on another computer.
    """
    if known is None or not known.marks:
        return 0
    with campaign.open_(place) as restored:
        if restored.fact("campaign") != known.campaign:
            return 0
        _take_over(restored, known, author)
        number = sum(1 for _ in _forget_again(restored, author, known.erased))
        if number:
            restored.compact()
        return number


def forgotten_in(place: Path) -> ForgottenMarks | None:
    """Return the forgotten people of a campaign file; None if there is no file, or it cannot be read."""
    if not place.exists():
        return None
    try:
        with campaign.open_(place) as here, here.reading() as connection:
            rows = connection.execute(select(FORGOTTEN.table.c.mark, FORGOTTEN.table.c.what))
            marks = {mark: what for mark, what in rows}
            return ForgottenMarks(
                here.fact("campaign"), kept_keys(connection), marks, frozenset(erased_keys(connection))
            )
    except UserError:
        return None


def _take_over(restored: Campaign, known: ForgottenMarks, author: str) -> None:
    """Write the marks into the restored campaign, with the key they were made with."""
    with restored.writing() as connection:
        keep_keys(connection, " ".join(dict.fromkeys([*kept_keys(connection).split(), *known.keys.split()])))
        there = set(connection.scalars(select(FORGOTTEN.table.c.mark)))
        plan = Plan(KIND, "Took over who was forgotten from the file that was replaced", head_of(connection))
        for mark, what in known.marks.items():
            if mark not in there:
                plan.create(FORGOTTEN.key, {"mark": mark, "what": what})
        applying.apply_within(connection, plan, author=author)


def _forget_again(restored: Campaign, author: str, erased: frozenset[str]) -> Iterator[int]:
    """Erase everyone who has a mark, with the words that were erased in others' records; yield their numbers."""
    with restored.reading() as connection:
        if told := blind(connection):
            raise UserError(f"The backup is restored, but people who were forgotten may be back. {told}")
        found = list(_marked(connection))
    for number in found:
        forget(restored, number, author=author, erase=erased)
        yield number


def _marked(connection: Connection) -> Iterator[int]:
    """Yield the candidates with a mark, including deleted ones."""
    keys = " ".join(keys_of(connection).known)
    marks = set(connection.scalars(select(FORGOTTEN.table.c.mark).where(FORGOTTEN.table.c.deleted_at.is_(None))))
    ids = connection.scalars(select(CANDIDATE.table.c.id)).all()
    for start in range(0, len(ids), PAGE):
        for row in query.read_rows(
            connection, CANDIDATE, ids[start : start + PAGE], (*CANDIDATE.addresses, *CANDIDATE.names)
        ):
            if not marks.isdisjoint(marks_of(keys, row, with_names=True)):
                yield row["id"]
