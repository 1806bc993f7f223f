"""Merges that were taken back: what they left of a person in the history of the other one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from coordinator.changes.merges_taken_back import merged_with
from coordinator.changes.person_traces import PersonTraces, ReadCell, as_field, changes_about, gather
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import as_values
from coordinator.records.kinds import Value
from coordinator.store import query

Pair = tuple[Value, Value]
Rewritten = dict[tuple[int, str, int], dict[str, Pair | None]]
"""(sequence number, record type, number) → field key → what the history is to say instead; None: nothing."""


LEAST_LINE = 8
"""Shorter lines that a merge left are not looked for."""


def gather_with_merges(connection: Connection, candidate: int, read: ReadCell = as_field) -> PersonTraces:
    """Gather all that a campaign knows of a person, with the lines that a merge left in others' records.

    Args:
        connection: a connection to the campaign.
        candidate: the person's number.
        read: how cells of lists were read.

    Raises:
        UserError: there is nobody of that number.
    """
    traces = gather(connection, candidate, read)
    left = tuple(dict.fromkeys(line for line in _lines_left(connection, traces) if len(line) >= LEAST_LINE))
    traces.naming = replace(traces.naming, texts=(*traces.naming.texts, *left))
    return traces


def _lines_left(connection: Connection, traces: PersonTraces) -> Iterator[str]:
    """Yield what stands in others' records by a merge that was taken back, since somebody had written there too."""
    parts: set[str] | None = None
    for chain, number in merged_with(connection, traces.ids, traces.steps):
        parts = _parts(connection, traces) if parts is None else parts
        row = query.read_by_id(connection, CANDIDATE, [number]).get(number, {})
        for key, steps in _written(connection, number, chain).items():
            if any(seq in chain for seq, _ in steps):
                yield from (set(_split(row.get(key))) & parts) - set(_split(steps[0][1][0])) - set(traces.shared)


def undone_merges(connection: Connection, traces: PersonTraces) -> Rewritten:
    """Return how the history of others reads without what came and went with a merge that was taken back."""
    found: Rewritten = {}
    parts: set[str] | None = None
    for chain, number in merged_with(connection, traces.ids, traces.steps):
        parts = _parts(connection, traces) if parts is None else parts
        for at, key, pair in _rewritten(connection, number, chain, parts):
            found.setdefault((at, CANDIDATE.key, number), {})[key] = pair
    return found


def _parts(connection: Connection, traces: PersonTraces) -> set[str]:
    """Return all texts, lines and items of lists that the person's fields have, or ever had."""
    values = [v for row in traces.people for v in as_values(row).values()]
    values += [v for _, f in changes_about(connection, CANDIDATE.key, traces.ids) for pair in f.values() for v in pair]
    return {part for value in values for part in _split(value)}


def _split(value: Value) -> list[str]:
    if isinstance(value, str):
        return [value, *value.split("\n")]
    return [v for v in value if isinstance(v, str)] if isinstance(value, list) else []


def _written(connection: Connection, number: int, chain: Sequence[int]) -> dict[str, list[tuple[int, Pair]]]:
    """Return what was written into a record from a merge to its last undoing, by field, in order."""
    written: dict[str, list[tuple[int, Pair]]] = {}
    for seq, fields in sorted(changes_about(connection, CANDIDATE.key, [number]), key=lambda c: c[0]):
        for key, (before, after) in fields.items():
            if chain[0] <= seq <= chain[-1]:
                written.setdefault(key, []).append((seq, (before, after)))
    return written


def _rewritten(
    connection: Connection, number: int, chain: Sequence[int], parts: set[str]
) -> Iterator[tuple[int, str, Pair | None]]:
    """Yield (sequence number, field key, new pair) for what was written from the merge to its last undoing."""
    for key, steps in _written(connection, number, chain).items():
        first, last = steps[0][1][0], steps[-1][1][1]
        if all(seq in chain for seq, _ in steps) and first == last:
            yield from ((seq, key, None) for seq, _ in steps)
        elif any(seq in chain for seq, _ in steps) and _without(last, parts, first) == last:
            for seq, (before, after) in steps:
                pair = _without(before, parts, first), _without(after, parts, first)
                if pair != (before, after):
                    yield seq, key, None if pair[0] == pair[1] else pair


def _without(value: Value, parts: set[str], first: Value) -> Value:
    """Return a value without what is the person's and was not there before the merge."""
    gone = parts - set(_split(first))
    if isinstance(value, str):
        if value in gone:
            return first
        kept = [line for line in value.split("\n") if line not in gone]
        return "\n".join(kept) or first
    if isinstance(value, list):
        return [v for v in value if v not in gone] or None
    return value
