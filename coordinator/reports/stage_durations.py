"""How long people stay at a stage before moving on, from the history."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from statistics import median

from sqlalchemy import ColumnElement, Text, func, select, type_coerce
from sqlalchemy.engine import Connection

from coordinator.base.bulk import no_collection
from coordinator.records.catalog import CANDIDATE, SIGNUP
from coordinator.records.stages import ENDED, way
from coordinator.reports.as_of import in_order
from coordinator.reports.scope import Scope
from coordinator.reports.tally import of_scope
from coordinator.store.clauses import clause
from coordinator.store.expressions import SQLITE
from coordinator.store.filters import In
from coordinator.store.rows import raw_rows
from coordinator.store.tables import CHANGE, CHANGE_SET

Move = tuple[str, str | None, str | None]
"""Time, stage before, stage after."""
DAY = 86_400.0
STAGE = re.compile(r'"stage":\s*\[(?:null|"([^"]*)"),\s*(?:null|"([^"]*)")\]')
MEANS = (
    "Median days from entering a stage to moving further, of all who moved on. A pause counts; who went back begins "
    "anew; a stage that was skipped counts nothing, nor does what was undone. The first stage begins with the first "
    "sign-up."
)


def median_days(connection: Connection, scope: Scope, seq: int | None = None) -> dict[str, float]:
    """Return, for each stage people moved on from, the median number of days they stayed.

    Args:
        connection: a connection to today's campaign with its history.
        scope: the people included.
        seq: ignore everything after this change set; None: include everything.
    """
    with no_collection():
        moved = _moves(connection, scope, seq)
    begun = _begun(connection, [person for person, moves in moved.items() if moves[0][1] == way()[0]])
    days: dict[str, list[float]] = defaultdict(list)
    for person, moves in moved.items():
        for stage, stood in standing(moves, begun.get(person)):
            days[stage].append(stood)
    return {stage: median(days[stage]) for stage in way() if days[stage]}


def _moves(connection: Connection, scope: Scope, seq: int | None) -> Mapping[int, list[Move]]:
    """Return the moves of each person in a scope, in order."""
    times: dict[int, str] = dict(raw_rows(connection.execute(select(CHANGE_SET.c.seq, CHANGE_SET.c.at))))
    fields = type_coerce(CHANGE.c.fields, Text())
    statement = select(CHANGE.c.record_id, CHANGE.c.seq, fields).where(
        in_order(connection, CANDIDATE.key), CHANGE.c.action == "update", _written(connection, fields)
    )
    statement = statement.where(*of_scope(CHANGE.c.record_id, scope, connection.dialect.name))
    if seq is not None:
        statement = statement.where(CHANGE.c.seq <= seq)
    moved: dict[int, list[Move]] = defaultdict(list)
    undone = _undone(connection, seq)
    for person, at, written in raw_rows(connection.execute(statement.order_by(CHANGE.c.seq))):
        if at not in undone:
            moved[person].append((times[at], *_stages(written)))
    return moved


def _undone(connection: Connection, seq: int | None) -> set[int]:
    """Return the change sets that were undone and not redone, and the undo and redo steps themselves."""
    back = select(CHANGE_SET.c.seq, CHANGE_SET.c.undoes).where(CHANGE_SET.c.undoes.is_not(None))
    back = back if seq is None else back.where(CHANGE_SET.c.seq <= seq)
    found: set[int] = set()
    for number, undoes in raw_rows(connection.execute(back.order_by(CHANGE_SET.c.seq.desc()))):
        if number not in found:
            found.add(undoes)
        found.add(number)
    return found


def _written(connection: Connection, fields: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition that a change may affect the stage; the case-folding LIKE would take three times as long."""
    place = func.instr if connection.dialect.name == SQLITE else func.strpos
    found: ColumnElement[bool] = place(fields, '"stage"') > 0
    return found


def _stages(fields: str) -> tuple[str | None, str | None]:
    """Return the old and new stage from a change's JSON; a text in it cannot look like a key."""
    found = STAGE.search(fields)
    return (found[1], found[2]) if found else (None, None)


def _begun(connection: Connection, people: Sequence[int]) -> Mapping[int, str]:
    """Return when people first signed up."""
    table, dialect = SIGNUP.table.c, connection.dialect.name
    mine = clause(In("candidate", tuple(people)), SIGNUP, dialect)
    first = select(table.candidate, func.min(table.submitted_at)).where(
        mine, table.submitted_at.is_not(None), table.deleted_at.is_(None)
    )
    return dict(raw_rows(connection.execute(first.group_by(table.candidate))))


@cache
def _places() -> Mapping[str | None, int]:
    return {**{stage: i for i, stage in enumerate(way())}, **dict.fromkeys(ENDED, len(way()))}


def standing(moves: Iterable[Move], begun: str | None) -> Iterator[tuple[str, float]]:
    """Yield the stages a person moved on from, with days at each; skips the first if its start is unknown."""
    place = _places()
    at: int | None = None
    since: str | None = None
    for moment, before, after in moves:
        if at is None and before in place:
            at, since = place[before], begun if place[before] == 0 else None
        if after not in place:
            continue
        if at is not None and place[after] > at and since is not None and since <= moment:
            yield way()[at], _days(since, moment)
        if place[after] != at:
            at, since = place[after], moment


def _days(since: str, until: str) -> float:
    return (_seconds(until) - _seconds(since)) / DAY


@lru_cache(maxsize=100_000)
def _seconds(moment: str) -> float:
    return dt.datetime.fromisoformat(moment).timestamp()
