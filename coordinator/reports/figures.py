"""The figures of a scope, whole and broken down: the same function for tab, report and command line."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.engine import Connection

from coordinator.base.progress import SILENT, Progress
from coordinator.records import row_id
from coordinator.records.catalog import EVENT, RecordType, record_type
from coordinator.records.kinds import Value
from coordinator.reports.definitions import FIGURES, Figure
from coordinator.reports.dimensions import BEYOND, DIMENSIONS, Dimension
from coordinator.reports.scope import Scope
from coordinator.reports.tally import Cell, tallies
from coordinator.store import query

NONE = "not known"
ALL = tuple(FIGURES.values())
Numbers = Mapping[str, int]
"""Key of a figure → its number."""


def figures(
    connection: Connection, scope: Scope, wanted: Iterable[Figure] = ALL, progress: Progress = SILENT
) -> dict[str, int]:
    """Return figures of a scope: people, sign-ups and referrals are gone through once each."""
    return dict(broken_down(connection, scope, (), wanted, progress)[()])


def broken_down(
    connection: Connection,
    scope: Scope,
    dims: Sequence[str],
    wanted: Iterable[Figure] = ALL,
    progress: Progress = SILENT,
) -> dict[Cell, dict[str, int]]:
    """Return figures for each combination of values of some dimensions that anybody has.

    Without dimensions there is one combination, `()`, of everybody.
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


def in_order(connection: Connection, dim: Dimension, values: Iterable[Value]) -> list[tuple[Value, str]]:
    """Return values with what to call them: in the order of their list, weeks by time, else by name; none last."""
    named = labels(connection, dim, values)
    order = {code: i for i, code in enumerate(dim.kind.ranks)} if dim.kind else {}

    def place(item: tuple[Value, str]) -> tuple[bool, int, str]:
        value, label = item
        return value is None, order.get(value, len(order)), str(value) if dim.key == "week" else label.casefold()

    return sorted(named.items(), key=place)


def labels(connection: Connection, dim: Dimension, values: Iterable[Value]) -> dict[Value, str]:
    """Return what to call the values of a dimension."""
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
        return {v: NONE if v is None else BEYOND.get(v, str(v)) for v in wanted}
    return {v: NONE if v is None else kind.show(v) if kind else str(v) for v in wanted}


def _named(connection: Connection, rt: RecordType, wanted: Sequence[Value]) -> dict[Value, str]:
    """Return titles; of several that are called alike, with the row ID of each."""
    titles = query.titles(connection, rt, [v for v in wanted if v is not None])
    often = Counter(titles.values())
    without = "no stop" if rt is EVENT else NONE
    return {
        v: without
        if v is None
        else NONE
        if (title := titles.get(v)) is None
        else f"{title} ({row_id.make(rt.letter, v)})"
        if often[title] > 1
        else title
        for v in wanted
    }


def code_of(dim: Dimension, value: Value) -> Value:
    """Return a value as programs read it: a reference as row ID, connected as true or false."""
    kind = dim.kind
    if kind and kind.record and value is not None:
        return row_id.make(record_type(kind.record).letter, value)
    return bool(value) if dim.key == "connected" else value


def stats(
    connection: Connection, scope: Scope, by: Sequence[str] = (), progress: Progress = SILENT
) -> dict[str, object]:
    """Return all figures, and for each dimension the figures of each of its values, as programs read them."""
    document: dict[str, object] = dict(figures(connection, scope, progress=progress))
    broken: dict[str, list[dict[str, Value]]] = defaultdict(list)
    for key in by:
        dim, found = DIMENSIONS[key], broken_down(connection, scope, (key,), progress=progress)
        named = in_order(connection, dim, (value for (value,) in found))
        referring = dim.kind and dim.kind.record
        broken[key] = [
            {key: code_of(dim, value), **({"name": label} if referring else {}), **found[value,]}
            for value, label in named
        ]
    return document | ({"by": dict(broken)} if by else {})
