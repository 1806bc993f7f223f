"""How long people stand at a stage before they move on, from the history."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from statistics import median
from typing import Any

from sqlalchemy import Text, cast, func, select
from sqlalchemy.engine import Connection

from coordinator.records.catalog import CANDIDATE, SIGNUP
from coordinator.reports.definitions import ENDED, FIGURES, way
from coordinator.reports.scope import Scope
from coordinator.reports.tally import filter_of
from coordinator.store import query
from coordinator.store.rows import raw_rows
from coordinator.store.tables import CHANGE, CHANGE_SET

Move = tuple[str, str | None, str | None]
"""A moment, the stage before, the stage after."""
DAY = 86_400.0
MEANS = (
    "Median days from entering a stage to moving further, of all who moved on. A pause counts; who went back begins "
    "anew; a stage that was skipped counts nothing. The first stage begins with the first sign-up."
)


def median_days(connection: Connection, scope: Scope, seq: int | None = None) -> dict[str, float]:
    """Return, for each stage that somebody moved on from, the median of the days before they did.

    Args:
        connection: one that sees today's campaign with its history.
        scope: whose moves count.
        seq: what came after this change set is left out; None: nothing is.
    """
    among = _people(connection, scope)
    begun = _begun(connection)
    days: dict[str, list[float]] = defaultdict(list)
    for person, moves in _moves(connection, seq):
        if among is None or person in among:
            for stage, stood in standing(moves, begun.get(person)):
                days[stage].append(stood)
    return {stage: median(days[stage]) for stage in way() if days[stage]}


def _people(connection: Connection, scope: Scope) -> Container[int] | None:
    where = filter_of(FIGURES["people"], scope)
    return None if where is None else set(query.select_ids(connection, CANDIDATE, where))


def _changed() -> tuple[Any, ...]:
    written = cast(CHANGE.c.fields, Text()).like('%"stage"%')
    return (CHANGE.c.record == CANDIDATE.key, CHANGE.c.action == "update", written)


def _moves(connection: Connection, seq: int | None) -> Iterator[tuple[int, list[Move]]]:
    """Give the moves of each person, in order."""
    columns = (CHANGE.c.record_id, CHANGE.c.seq, CHANGE_SET.c.at, CHANGE.c.fields)
    statement = select(*columns).join(CHANGE_SET, CHANGE_SET.c.seq == CHANGE.c.seq).where(*_changed())
    if seq is not None:
        statement = statement.where(CHANGE.c.seq <= seq)
    rows = raw_rows(connection.execute(statement.order_by(CHANGE.c.record_id, CHANGE.c.seq)))
    for person, mine in groupby(rows, key=itemgetter(0)):
        yield person, [(at, *_stages(fields)) for _, _, at, fields in mine]


def _stages(fields: Any) -> tuple[str | None, str | None]:
    before, after = (json.loads(fields) if isinstance(fields, str) else fields)["stage"]
    return before, after


def _begun(connection: Connection) -> Mapping[int, str]:
    """Return when those who moved signed up first."""
    moved = select(CHANGE.c.record_id).where(*_changed())
    table = SIGNUP.table.c
    first = select(table.candidate, func.min(table.submitted_at)).where(
        table.candidate.in_(moved), table.submitted_at.is_not(None), table.deleted_at.is_(None)
    )
    return dict(raw_rows(connection.execute(first.group_by(table.candidate))))  # type: ignore[arg-type]


def standing(moves: Iterable[Move], begun: str | None) -> Iterator[tuple[str, float]]:
    """Give the stages that one person moved on from, each with the days before; without a beginning, not the first."""
    place = {stage: i for i, stage in enumerate(way())} | dict.fromkeys(ENDED, len(way()))
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
    return (dt.datetime.fromisoformat(until) - dt.datetime.fromisoformat(since)).total_seconds() / DAY
