"""Explains why today's figure for a past day differs from the one given that day, by the changes since."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.changes.change_set import ChangeSet
from coordinator.changes.history import change_sets
from coordinator.records.catalog import CANDIDATE, REFERRAL, SIGNUP, RecordType
from coordinator.records.kinds import as_number
from coordinator.reports.as_of import COUNTED, CREDITING, PROGRESS, Past
from coordinator.reports.chart_specs import World
from coordinator.reports.definitions import Figure
from coordinator.reports.dimensions import DIMENSIONS
from coordinator.reports.scope import Scope
from coordinator.reports.tally import filter_of
from coordinator.store import query
from coordinator.store.rows import raw_rows
from coordinator.store.tables import CHANGE

KINDS = {
    "merge": "Duplicates merged",
    "import": "Imported later",
    "forget": "Asked to be forgotten",
    "delete": "Deleted",
    "edit": "Edited",
    "add": "Added later",
    "return": "Workbook taken back",
    "undo": "Taken back",
    "redo": "Done again",
}
LATER = "They were known at that moment, with a date behind it."
AGES = ("birth_date", "stated_age", "age_band")
FORGOTTEN = "They are in neither figure: nothing of them was kept."


@dataclass(frozen=True, slots=True)
class PastDifference:
    """The effect of one change set on a figure.

    Attributes:
        seq, kind, title, at, author: the change set.
        words: the kind of reason.
        came, went: numbers of the records it added to the figure, and removed.
        note: additional remarks.
    """

    seq: int
    kind: str
    title: str
    at: str
    author: str
    words: str
    came: tuple[int, ...] = ()
    went: tuple[int, ...] = ()
    note: str = ""


def reasons(at: World, known: Connection, figure: Figure, scope: Scope, moment: str) -> list[PastDifference]:
    """Return why today's figure for a past time differs from the one at that time, newest reason first.

    Args:
        at: the campaign as it was then.
        known: what we know today about that time.
        figure: the figure.
        scope: the people included then.
        moment: the past time, UTC.
    """
    assert at.past is not None
    then = set(query.select_ids(at.counted, figure.record_type, filter_of(figure, scope)))
    now = set(query.select_ids(known, figure.record_type, filter_of(figure, as_told_today(scope, moment))))
    causes = _causes(at, figure, scope, then ^ now)
    stops = _of_stops(at.past) if scope.event is not None else 0
    came, went = _by_cause(causes, now - then, stops), _by_cause(causes, then - now, stops)
    sets = {s.seq: s for s in change_sets(at.now) if s.seq > at.past.seq}
    found = [_reason(sets[seq], came[seq], went[seq]) for seq in sorted({*came, *went}, reverse=True) if seq in sets]
    if 0 in came or 0 in went:
        dated = (tuple(came.get(0, ())), tuple(went.get(0, ())))
        found.append(PastDifference(0, "date", LATER, moment, "", "Dated later", *dated))
    return [*found, *(_reason(s, (), (), FORGOTTEN) for s in sets.values() if s.kind == "forget")]


def as_told_today(scope: Scope, moment: str) -> Scope:
    """Return the same scope for today's knowledge: nothing dated after the moment."""
    return replace(scope, period=replace(scope.period, cut=moment))


def _reason(line: ChangeSet, came: Iterable[int], went: Iterable[int], note: str = "") -> PastDifference:
    words = KINDS.get(line.kind, line.kind.capitalize())
    return PastDifference(line.seq, line.kind, line.title, line.at, line.author, words, tuple(came), tuple(went), note)


def _by_cause(causes: dict[int, int], ids: Iterable[int], stops: int) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for number in sorted(ids):
        found[causes.get(number, stops)].append(number)
    return found


def _of_stops(then: Past) -> int:
    """Return the first change set since that affected sign-up credit; 0 for none."""
    seqs = [seq for rt in CREDITING for fields in then.before[rt.key].values() for _, seq in fields.values()]
    return min([*seqs, *(seq for rt in CREDITING for _, seq in then.there[rt.key].values())], default=0)


def _causes(at: World, figure: Figure, scope: Scope, ids: set[int]) -> dict[int, int]:
    """Return, for each record, the first change set since that touched what the figure depends on."""
    assert at.past is not None
    if figure.counted == CANDIDATE.key:
        return _of_people(at, figure, scope, ids)
    rows = query.read_by_id(at.now, figure.record_type, ids, ["candidate"])
    owner = {number: person for number, row in rows.items() if (person := as_number(row["candidate"])) is not None}
    people = _of_people(at, figure, scope, set(owner.values()))
    own = {number: _first(at.past, figure.counted, number, _told(figure.counted)) for number in ids}
    both = {number: [c for c in (own[number], people.get(owner.get(number, 0))) if c] for number in ids}
    return {number: min(causes) for number, causes in both.items() if causes}


def _of_people(at: World, figure: Figure, scope: Scope, ids: set[int]) -> dict[int, int]:
    assert at.past is not None
    causes: dict[int, list[int]] = defaultdict(list)
    looked_at = [
        d.field
        for d in map(DIMENSIONS.__getitem__, figure.terms)
        if d.of == CANDIDATE.key and d.field in _told(CANDIDATE.key)
    ]
    looked_at += [*AGES, "state"] if "age" in figure.terms or scope.state else []
    looked_at += ["postcode"] if scope.event is not None else []
    for number in ids:
        if seq := _first(at.past, CANDIDATE.key, number, looked_at):
            causes[number].append(seq)
    for rt in (SIGNUP, REFERRAL):
        for record, people in _owners(at, rt).items():
            if (among := people & ids) and (seq := _first(at.past, rt.key, record, _told(rt.key))):
                for number in among:
                    causes[number].append(seq)
    return {number: min(seqs) for number, seqs in causes.items()}


@cache
def _told(record: str) -> tuple[str, ...]:
    """Return the fields whose changes count as reasons; progress does not."""
    return tuple(key for key in COUNTED[record] if key not in PROGRESS.get(record, ()))


def _first(then: Past, record: str, number: int, fields: Iterable[str]) -> int | None:
    """Return the first change set since that created, removed or changed a record in these fields."""
    before = then.before[record]
    seqs = [before[key][number][1] for key in fields if number in before.get(key, ())]
    if number in then.there[record]:
        seqs.append(then.there[record][number][1])
    return min(seqs, default=None)


def _owners(at: World, rt: RecordType) -> dict[int, set[int]]:
    """Return the changed records' owners, now and then: record number → people."""
    assert at.past is not None
    touched = select(CHANGE.c.record_id).where(CHANGE.c.seq > at.past.seq, CHANGE.c.record == rt.key)
    table = rt.table.c
    rows = raw_rows(at.now.execute(select(table.id, table.candidate).where(table.id.in_(touched))))
    found = {number: {person} for number, person in rows}
    for number, (person, _) in at.past.before[rt.key]["candidate"].items():
        found.setdefault(number, set()).add(person)
    return found
