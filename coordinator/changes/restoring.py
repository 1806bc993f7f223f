"""Restoring: people who were forgotten stay forgotten when an older backup replaces the campaign."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes import apply as applying
from coordinator.changes.erased_again import ErasedSince, erase_again
from coordinator.changes.forget import KIND, erased_keys, forget
from coordinator.changes.forget_key import keep_keys
from coordinator.changes.history import undone_seqs
from coordinator.changes.mark_keys import blind, kept_keys, keys_of
from coordinator.changes.marks import OF_MAILBOX, marks_of
from coordinator.changes.plan import Plan
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, FORGOTTEN, VERDICT
from coordinator.store import campaign, query
from coordinator.store.campaign import Campaign, head_of
from coordinator.store.tables import CHANGE, CHANGE_SET

PAGE = 20_000


@dataclass(frozen=True, slots=True)
class ForgottenMarks:
    """The forgotten people of a campaign file.

    Attributes:
        keys: what the file keeps of the keys of the marks.
        erased: keys of the mentions in others' records whose words were erased, and what is left there.
        last: the highest number of a person's record.
        missing: lower numbers that no record has.
    """

    campaign: str | None
    keys: str
    marks: dict[str, str]
    erased: ErasedSince = field(default_factory=ErasedSince)
    last: int = 0
    missing: frozenset[int] = frozenset()

    def has(self, number: int) -> bool:
        """Return whether the file has a person's record of a number."""
        return number <= self.last and number not in self.missing


@dataclass(frozen=True, slots=True)
class ForgottenAgain:
    """What became of forgotten people in a restored campaign.

    Attributes:
        number: how many were erased.
        parted: who was merged with one of them in the backup, and stays: name and row ID.
        unsure: where words that were erased may be back, in words.
    """

    number: int = 0
    parted: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


def forget_again(
    place: Path, known: ForgottenMarks | None, *, author: str, undo: Callable[[Campaign, int], object]
) -> ForgottenAgain:
    """Erase people from a restored campaign who were forgotten in the file it replaced, and words erased there.

    Somebody who was merged with one of them in the backup, and is in the replaced file, is parted from them and stays.

    An older backup lacks the marks of people forgotten later: they are copied from the replaced file,
    if it was the same campaign and could still be read.

    Args:
        place: the restored campaign file.
        known: the forgotten people of the replaced file; see `forgotten_in`.
        author: who restores.
        undo: takes back a step of the restored campaign by its number, such as a merge.

    Raises:
        UserError: the restored file cannot be written, or the key of the marks is on another computer.
    """
    if known is None or not (known.marks or known.erased.places):
        return ForgottenAgain()
    with campaign.open_(place) as restored:
        if restored.fact("campaign") != known.campaign:
            return ForgottenAgain()
        _take_over(restored, known, author)
        found = _all_marked(restored)
        stay, go = _part(restored, known, found, undo)
        found = [*found, *go, *(_all_marked(restored) if stay else ())]
        found = [n for n in dict.fromkeys(found) if n not in stay]
        number = sum(1 for _ in _forget_again(restored, author, found, known.erased.places))
        if number:
            restored.compact()
        unsure = erase_again(restored, known.erased, author=author)
        with restored.reading() as connection:
            titles = query.titles(connection, CANDIDATE, stay)
        return ForgottenAgain(
            number,
            tuple(f"{titles.get(n, '')} ({row_id.make(CANDIDATE.letter, n)})" for n in sorted(stay)),
            tuple(unsure),
        )


def forgotten_in(place: Path) -> ForgottenMarks | None:
    """Return the forgotten people of a campaign file; None if there is no file, or it cannot be read."""
    if not place.exists():
        return None
    try:
        with campaign.open_(place) as here, here.reading() as connection:
            rows = connection.execute(select(FORGOTTEN.table.c.mark, FORGOTTEN.table.c.what))
            marks = {mark: what for mark, what in rows}
            missing, last = list[int](), 0
            for number in connection.scalars(select(CANDIDATE.table.c.id).order_by(CANDIDATE.table.c.id)):
                missing += range(last + 1, number)
                last = number
            erased = ErasedSince.of(connection, erased_keys(connection))
            return ForgottenMarks(here.fact("campaign"), kept_keys(connection), marks, erased, last, frozenset(missing))
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


def _all_marked(restored: Campaign) -> list[int]:
    with restored.reading() as connection:
        if told := blind(connection):
            raise UserError(f"The backup is restored, but people who were forgotten may be back. {told}")
        return list(_marked(connection))


def _part(
    restored: Campaign, known: ForgottenMarks, marked: Collection[int], undo: Callable[[Campaign, int], object]
) -> tuple[set[int], set[int]]:
    """Take back merges of somebody who was forgotten with somebody who was not; return who stays, and who goes."""
    with restored.reading() as connection:
        merges = [(seq, pair) for seq, pair in _merges(connection) if not pair.isdisjoint(marked)]
    mixed = [(seq, pair) for seq, pair in merges if len({known.has(number) for number in pair}) > 1]
    stay, go, taken_back = set[int](), set[int](), set[int]()
    for seq, pair in mixed:
        later = [one for one, other in merges if one > seq and not other.isdisjoint(pair)]
        for one in (seq, *later, seq):  # one that was merged again since is parted from that first
            if seq in taken_back:
                break
            if one not in taken_back:
                try:
                    undo(restored, one)
                except UserError:
                    continue
                taken_back.add(one)
        if seq in taken_back:
            stay |= {number for number in pair if known.has(number)}
            go |= {number for number in pair if not known.has(number)}
    return stay - go, go


def _merges(connection: Connection) -> Iterator[tuple[int, frozenset[int]]]:
    """Yield (step, the two people) of all merges that stand, the newest first."""
    undone = undone_seqs(connection)
    table = VERDICT.table
    statement = (
        select(CHANGE_SET.c.seq, table.c.first, table.c.second)
        .join(CHANGE, CHANGE.c.seq == CHANGE_SET.c.seq)
        .join(table, table.c.id == CHANGE.c.record_id)
        .where(CHANGE_SET.c.kind == "merge", CHANGE.c.record == VERDICT.key, table.c.verdict == "same")
        .order_by(CHANGE_SET.c.seq.desc())
    )
    for seq, first, second in connection.execute(statement).all():
        if seq not in undone:
            yield seq, frozenset((first, second))


def _forget_again(restored: Campaign, author: str, found: Collection[int], erased: Collection[str]) -> Iterator[int]:
    """Erase people with the words that were erased in others' records; yield their numbers.

    Whoever is merged with somebody in the restored campaign goes with them, and is not counted apart.
    """
    for number in found:
        if _is_there(restored, number):
            forget(restored, number, author=author, erase=erased)
            yield number


def _is_there(restored: Campaign, number: int) -> bool:
    with restored.reading() as connection:
        return bool(query.read_rows(connection, CANDIDATE, [number]))


def _marked(connection: Connection) -> Iterator[int]:
    """Yield the candidates with a mark, including deleted ones."""
    keys = " ".join(keys_of(connection).known)
    table = FORGOTTEN.table
    found = connection.execute(select(table.c.mark, table.c.what).where(table.c.deleted_at.is_(None)))
    marks = {mark for mark, what in found if not what.endswith(OF_MAILBOX)}
    ids = connection.scalars(select(CANDIDATE.table.c.id)).all()
    for start in range(0, len(ids), PAGE):
        for row in query.read_rows(
            connection, CANDIDATE, ids[start : start + PAGE], (*CANDIDATE.addresses, *CANDIDATE.names)
        ):
            if not marks.isdisjoint(marks_of(keys, row, with_names=True)):
                yield row["id"]
