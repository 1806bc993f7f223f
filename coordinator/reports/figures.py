"""Figures of a scope, in total and broken down, shared by tab, report and command line."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.engine import Connection

from coordinator.base.progress import SILENT, Progress
from coordinator.records import row_id
from coordinator.records.catalog import EVENT, RecordType, record_type
from coordinator.records.kinds import as_number
from coordinator.reports.definitions import FIGURES, DimensionValue, Figure
from coordinator.reports.dimensions import BEYOND, DIMENSIONS, Dimension
from coordinator.reports.scope import Scope
from coordinator.reports.tally import Cell, tallies
from coordinator.store import query

NONE = "not known"
ALL = tuple(FIGURES.values())
Numbers = Mapping[str, int]
"""Figure key → its number."""


def figures(
    connection: Connection, scope: Scope, wanted: Iterable[Figure] = ALL, progress: Progress = SILENT
) -> dict[str, int]:
    """Return figures of a scope; people, sign-ups and referrals are each read once."""
    return dict(broken_down(connection, scope, (), wanted, progress)[()])


def broken_down(
    connection: Connection,
    scope: Scope,
    dims: Sequence[str],
    wanted: Iterable[Figure] = ALL,
    progress: Progress = SILENT,
) -> dict[Cell, dict[str, int]]:
    """Return figures for each combination of dimension values that occurs.

    Without dimensions there is one combination, `()`, for everybody.
    """
    figures_ = tuple(wanted)
    found: dict[Cell, dict[str, int]] = {} if dims else {(): dict.fromkeys((f.key for f in figures_), 0)}
    for counted in dict.fromkeys(f.counted for f in figures_):
        mine = [f for f in figures_ if f.counted == counted]
        groups = list(dict.fromkeys((*dims, *(t for t in f.terms if t not in dims)) for f in mine))
        made = dict(zip(groups, tallies(connection, counted, scope, groups, progress=progress), strict=True))
        for figure in mine:
            group = (*dims, *(t for t in figure.terms if t not in dims))
            for cell, number in made[group].by(*dims, where=figure.terms).items():
                found.setdefault(cell, dict.fromkeys((f.key for f in figures_), 0))[figure.key] = number
    return found


def in_order(
    connection: Connection, dim: Dimension, values: Iterable[DimensionValue]
) -> list[tuple[DimensionValue, str]]:
    """Return values with their labels: in list order, weeks by time, others by name; none comes last."""
    named = labels(connection, dim, values)
    order: dict[DimensionValue, int] = {code: i for i, code in enumerate(dim.kind.ranks)} if dim.kind else {}

    def place(item: tuple[DimensionValue, str]) -> tuple[bool, int, str]:
        value, label = item
        return value is None, order.get(value, len(order)), str(value) if dim.key == "week" else label.casefold()

    return sorted(named.items(), key=place)


def labels(connection: Connection, dim: Dimension, values: Iterable[DimensionValue]) -> dict[DimensionValue, str]:
    """Return labels for the values of a dimension."""
    wanted = list(values)
    if dim.key == "connected":
        return {v: "Connected" if v else "Not connected" for v in wanted}
    if dim.key == "age":
        from coordinator.records.vocabularies import vocabulary

        return {v: NONE if v is None else vocabulary("age_bands").label(str(v)) for v in wanted}
    kind = dim.kind
    if kind and kind.record:
        return _named(connection, record_type(kind.record), wanted)
    if dim.key == "week":
        return {v: NONE if v is None else BEYOND.get(str(v), str(v)) for v in wanted}
    return {v: NONE if v is None else kind.show(v) if kind else str(v) for v in wanted}


def _named(connection: Connection, rt: RecordType, wanted: Sequence[DimensionValue]) -> dict[DimensionValue, str]:
    """Return titles; duplicates get their row ID added."""
    titles = query.titles(connection, rt, [as_number(v) for v in wanted])
    often = Counter(titles.values())
    without = "no stop" if rt is EVENT else NONE

    def called(value: DimensionValue) -> str:
        if value is None:
            return without
        title = titles.get(int(value))
        if title is None:
            return NONE
        return f"{title} ({row_id.make(rt.letter, int(value))})" if often[title] > 1 else title

    return {v: called(v) for v in wanted}


def code_of(dim: Dimension, value: DimensionValue) -> DimensionValue:
    """Return a value for JSON: a reference as row ID, connected as true or false."""
    kind = dim.kind
    if kind and kind.record and value is not None:
        return row_id.make(record_type(kind.record).letter, int(value))
    return bool(value) if dim.key == "connected" else value


def stats(
    connection: Connection, scope: Scope, by: Sequence[str] = (), progress: Progress = SILENT
) -> dict[str, object]:
    """Return all figures, and the figures of each value of each dimension, for JSON."""
    document: dict[str, object] = dict(figures(connection, scope, progress=progress))
    broken: dict[str, list[dict[str, DimensionValue]]] = defaultdict(list)
    for key in by:
        dim, found = DIMENSIONS[key], broken_down(connection, scope, (key,), progress=progress)
        named = in_order(connection, dim, (value for (value,) in found))
        referring = dim.kind and dim.kind.record
        broken[key] = [
            {key: code_of(dim, value), **({"name": label} if referring else {}), **found[value,]}
            for value, label in named
        ]
    return document | ({"by": dict(broken)} if by else {})
