"""What one cell of a row says about another: the country about numbers and codes, the state about the ZIP code."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import repeat
from typing import Protocol

from coordinator.importing.columns import ColumnPlan
from coordinator.importing.places import disagreement, is_abroad
from coordinator.importing.readings import CellReading
from coordinator.importing.targets import Target, targets_of
from coordinator.records.catalog import RecordType
from coordinator.records.kinds import Hints, Value, as_list, as_text, plain_text
from coordinator.records.kinds.zips import DIGITS, with_lost_zeros
from coordinator.records.kinds.zones import split_zone
from coordinator.records.times import zone_of

_COUNTRY, _STATE, _ZIP = "country", "state", "postcode"
_BY_COUNTRY = frozenset({"phone", "other_phones", _STATE, _ZIP})
"""Fields that are read in another way if the row names another country."""


class ReadRow(Protocol):
    """A row: its clean values, (heading, cell, sentence) of what could not be used, (heading, words) left over."""

    values: dict[str, Value]
    problems: list[tuple[str, str, str]]
    kept: list[tuple[str, str]]


Cells = Sequence[object]


def apply_row_rules(
    rt: RecordType, rows: Sequence[ReadRow], plans: Sequence[ColumnPlan], columns: Sequence[Cells], hints: Hints
) -> None:
    """Read anew the cells that other cells of their row change, and tell which cells of a row contradict each other.

    Args:
        rt: the record type.
        rows: the rows, all cells read.
        plans: what each column becomes.
        columns: the cells by column.
        hints: what the cells were read with.
    """
    targets = targets_of(rt)
    known = [(plan, targets[plan.target]) for plan in plans if plan.target in targets]
    local = [(plan, target) for plan, target in known if _is_local(rt, target)]
    for plan, target in local:
        for row, cell in zip(rows, columns[plan.index], strict=True):
            if isinstance(cell, str) and cell:
                _at_the_place(rt, row, plan, target, cell)
    if _COUNTRY in rt.by_key:
        affected = [(plan, target) for plan, target in known if not _BY_COUNTRY.isdisjoint(target.fields)]
        for index, row in enumerate(rows):
            if (said := row.values.get(_COUNTRY)) and is_abroad(country := as_text(said)):
                _read_abroad(row, [(p, t, columns[p.index][index]) for p, t in affected], hints, country)
    if _ZIP in rt.by_key and _STATE in rt.by_key:
        written = [(plan, columns[plan.index]) for plan, target in known if _ZIP in target.fields]
        beside = zip(*(cells for _, cells in written), strict=True) if written else repeat(())
        for row, cells in zip(rows, beside, strict=False):
            code, state = row.values.get(_ZIP), row.values.get(_STATE)
            if not code or not state or _agree(code, state, cells):
                continue
            if not is_abroad(as_text(row.values.get(_COUNTRY))):
                _compare(row, str(code), str(state), [(p, cell) for (p, _), cell in zip(written, cells, strict=True)])


def _is_local(rt: RecordType, target: Target) -> bool:
    field = rt.by_key.get(target.fields[0])
    return field is not None and field.kind.is_local


def _read_abroad(row: ReadRow, cells: Sequence[tuple[ColumnPlan, Target, object]], hints: Hints, country: str) -> None:
    """Read phone, ZIP code and state of a row as those of its country."""
    anew: list[tuple[str, str, CellReading, CellReading]] = []
    for plan, target, cell in cells:
        if cell is None or cell == "":
            continue
        before = target.read(cell, hints)
        if target.key == _STATE:
            after = CellReading({}, (), plain_text(cell))  # `WA` in Australia is not Washington
        else:
            after = target.read(cell, replace(hints, country=country))
        if before != after:
            anew.append((plan.header, plain_text(cell), before, after))
    for heading, _, before, _ in anew:  # all of them first: two cells may have said the same
        _take_out(row, heading, before)
    for heading, text, _, after in anew:
        _put_in(row, heading, text, after)


def _at_the_place(rt: RecordType, row: ReadRow, plan: ColumnPlan, target: Target, cell: object) -> None:
    """Turn a time with UTC or an offset beside it into the local time of its place, if the row says which that is."""
    key = target.fields[0]
    text, zone = split_zone(plain_text(cell))
    told = rt.by_key[key].clean(cell).problem
    if zone is None or told is None or key not in row.values:
        return
    if row.values.get("time_zone") or row.values.get(_STATE):
        local = dt.datetime.fromisoformat(str(row.values[key])).replace(tzinfo=zone)
        there = local.astimezone(zone_of(row.values)).replace(tzinfo=None)
        row.values[key] = there.isoformat(timespec="minutes")
    elif zone is dt.UTC:
        row.values["time_zone"] = "UTC"
    else:
        return
    row.problems[:] = [p for p in row.problems if p[0] != plan.header or p[2] != told]


def _take_out(row: ReadRow, heading: str, before: CellReading) -> None:
    """Take back what a cell was read as."""
    for key, value in before.values.items():
        there = row.values.get(key)
        if there == value:
            row.values.pop(key)
        elif isinstance(value, list) and isinstance(there, list):
            row.values[key] = [v for v in as_list(there) if v not in value]
    row.problems[:] = [p for p in row.problems if p[0] != heading or p[2] not in before.problems]
    row.kept[:] = [words for words in row.kept if words != (heading, before.leftover)]


def _put_in(row: ReadRow, heading: str, cell: str, after: CellReading) -> None:
    """Add what a cell is read as now; what finds another value in its place is kept in the notes."""
    for key, value in after.values.items():
        there = row.values.get(key)
        if isinstance(value, list) and isinstance(there, list):
            row.values[key] = [*as_list(there), *(v for v in as_list(value) if v not in there)]
        elif row.values.setdefault(key, value) != value and not after.leftover:
            row.kept.append((heading, cell))
    if after.leftover:
        row.kept.append((heading, after.leftover))
    row.problems += [(heading, cell, told) for told in after.problems]


def _agree(code: Value, state: Value, cells: Sequence[object]) -> bool:
    """Return whether a ZIP code was taken as it stands in its cell and is one of the state, as most are."""
    return len(str(code)) >= DIGITS and code in cells and not _disagreement(str(code)[:DIGITS], str(state))


def _compare(row: ReadRow, code: str, state: str, cells: Sequence[tuple[ColumnPlan, object]]) -> None:
    """Take back zeros that were put before a ZIP code of another state, and tell a ZIP code of another state."""
    for plan, cell in cells:
        typed = plain_text(cell).lstrip("'")
        left = typed.partition("-")[0]
        if 0 < len(left) < DIGITS and left.isdigit() and code.partition("-")[0] == left.zfill(DIGITS):
            if with_lost_zeros(left, state):
                return
            row.values[_ZIP] = typed
            told = f"“{typed}” is no ZIP code of {state}, with or without zeros before it. It is kept as written."
            row.problems.append((plan.header, typed, told))
            return
    heading = next((plan.header for plan, cell in cells if code[:DIGITS] in plain_text(cell)), None)
    for told in _disagreement(code[:DIGITS], state) if heading is not None else ():
        if told not in (p[2] for p in row.problems):
            row.problems.append((heading or "", code, told))


_disagreement = cache(disagreement)
