"""Whether a line of cells moved along itself: a cell deleted or inserted with “shift cells” moves all that follow.

Two stories are compared by what they would need to be true, in bits: everything was edited by hand, or some stretches
were moved and the rest was edited. A filled-down value and a replacement everywhere are one edit each, so that neither
is taken for a move.
"""

import math
from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

HOLE = "\0"
"""Stands for a cell that is not known: a row without a record, or a record without a row."""
_MOST_EDIT, _LEAST_EDIT = 6.0, 0.5
"""Bits for one cell being edited at all, where few are and where most are."""
_MOST_BITS = 8.0
_NEXT = 1.0
"""Bits for the cell below an edited one being edited too."""
_MOVE = 2.0
"""Bits for a stretch starting to move, besides those for where it starts, and ends."""
_ALIKE_MOVE = 3.0
"""The same, where the line beside it moved just so."""
_EXPLAINED = 12.0
"""A moved stretch has to explain edits worth this much."""
_ALIKE_EXPLAINED = 4.0
_SHORT_SAYS = 7.0
"""Bits of the cells of a short stretch below edits."""
_CHANCE = 4.0
"""Bits for as many moves as are tried."""
_EDITED_INSIDE = 2.0
"""Bits that a cell of a stretch takes away which says something else: it was edited as well."""
_AMONG_EDITS = 2
"""So much more it has to explain where most edits are none of its cells."""
_TRUE = 0.6
"""Share of a moved stretch's cells that hold what the move says."""
_FEW = 2
"""One changed cell was edited, whatever stands beside it."""
_NEAR = 4
"""Moves by up to this many cells are tried even where no value is rare enough to point at its former place."""
_USUAL = 2
_MOST_TRIED = 6
_RARE = 12
"""A value in at most this many cells points at its former place."""
_REPLACED = 3
_SHORT = 8
"""A stretch with more changed cells says enough in bits."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Cells that hold what went out some cells further on.

    Attributes:
        first, last: places of its first and last cell.
        by: how many cells further on their values went out; below 0: further back.
    """

    first: int
    last: int
    by: int


def moved(out: Sequence[Hashable], back: Sequence[Hashable], like: Sequence[Shift] | None = None) -> tuple[Shift, ...]:
    """Return the stretches of a line that moved along it; none if the edits are told better one by one.

    Args:
        out: what went out, folded so that equal values are equal; None for an empty cell, `HOLE` if unknown.
        back: what came back, at the same places.
        like: how the line beside it moved; only this is tried, and less is asked of it.
    """
    changed = [p for p, (a, b) in enumerate(zip(out, back, strict=True)) if a != b and HOLE not in (a, b)]
    if len(changed) < _FEW:
        return ()
    if _are_exchanged(out, back, changed):
        return ()
    former = set(out)
    if not any(back[p] in former for p in changed if back[p] is not None):
        return ()  # nothing of what was written stood elsewhere before
    bits = _bits(out, back)
    edit = min(_MOST_EDIT, max(_LEAST_EDIT, math.log2(len(out) / len(changed))))
    edits = _edits(out, back, changed, bits, edit)
    moves = {s.by for s in like} if like is not None else _likely(out, back, changed, edits)
    found = _along(out, back, moves, edits, bits, edit, like is not None) if moves else ()
    return found or _to_the_end(out, back, changed, bits)


def _are_exchanged(out: Sequence[Hashable], back: Sequence[Hashable], changed: Sequence[int]) -> bool:
    """Return whether all changed cells exchanged their values in pairs, each unlike the others: typed, not moved."""
    values = {back[p]: p for p in changed if back[p] is not None}
    return len(values) == len(changed) and all(
        (other := values.get(out[p])) is not None and out[other] == back[p] for p in changed
    )


def _along(
    out: Sequence[Hashable],
    back: Sequence[Hashable],
    moves: Collection[int],
    edits: Mapping[int, float],
    bits: Mapping[Hashable, float],
    edit: float,
    alike: bool,
) -> tuple[Shift, ...]:
    """Return the stretches of the cheapest story that explain enough."""
    place = math.log2(len(out))
    move = (_ALIKE_MOVE, _ALIKE_MOVE) if alike else (_MOVE + place, place)
    untouched = {value: n + edit for value, n in bits.items()}
    path = _path(out, back, sorted(moves, key=lambda k: (abs(k), k)), edits, untouched, move)
    enough = _ALIKE_EXPLAINED if alike else _EXPLAINED
    stretches = [s for s in _stretches(path) if s.by]
    inside = {p for s in stretches for p in range(s.first, s.last + 1)}
    if not alike and 2 * len(inside & edits.keys()) < len(edits):
        enough *= _AMONG_EDITS  # in many edits, some will look like a move
    return tuple(s for s in stretches if _holds(s, out, back, edits, enough) and (alike or _says(s, out, back, bits)))


def _to_the_end(
    out: Sequence[Hashable], back: Sequence[Hashable], changed: Sequence[int], bits: Mapping[Hashable, float]
) -> tuple[Shift, ...]:
    """Return the stretch from a changed cell to the last, if each cell of it holds what a move would bring.

    It is too short for bits to tell; that a value comes from beside it, and that nothing speaks against it, is enough.
    One more cell has to have changed in it where others were edited before it, and its cells say more than by chance.
    """
    last = len(out) - 1
    for edited in (0, *range(max(1, len(changed) - _SHORT), len(changed))):
        first, inside = changed[edited], changed[edited:]
        for by in (1, -1, 2, -2, 3, -3):
            if len(inside) <= abs(by) + bool(edited):
                continue
            if edited and sum(bits[back[p]] for p in range(first, last + 1)) < _SHORT_SAYS:
                continue
            carried = any(back[p] is not None and 0 <= p + by <= last and out[p + by] == back[p] for p in inside)
            places = range(first, last + 1)
            if carried and all(_fits(out, p + by, back[p]) or (p - first < -by and back[p] is None) for p in places):
                return (Shift(first, last, by),)
    return ()


def _bits(out: Sequence[Hashable], back: Sequence[Hashable]) -> Mapping[Hashable, float]:
    """Return how much each value says: a rare one more than one that stands everywhere."""
    counts = Counter(v for v in out if v is not HOLE)
    total = max(counts.total(), 1)
    said = {v: min(_MOST_BITS, max(0.3, math.log2(total / n))) for v, n in counts.items()}
    return {v: said.get(v, _MOST_BITS) for v in {*said, *back}}


def _edits(
    out: Sequence[Hashable],
    back: Sequence[Hashable],
    changed: Sequence[int],
    bits: Mapping[Hashable, float],
    edit: float,
) -> dict[int, float]:
    """Return what each changed cell costs as an edit; those of one filling or one replacement share its cost."""
    runs: dict[int, int] = {}
    run, last = 0, -2
    for place in changed:
        filled = last >= 0 and all(back[p] in (back[place], HOLE) for p in range(last, place))
        run = run if filled else run + 1
        runs[place], last = run, place
    size = Counter(runs.values())
    before = Counter(out)
    pairs = Counter((out[p], back[p]) for p in changed)
    whole = {pair for pair, n in pairs.items() if n >= _REPLACED and n == before[pair[0]]}
    found = {}
    for place in changed:
        pair = (out[place], back[place])
        among = max(size[runs[place]], pairs[pair] if pair in whole else 1)
        new = edit if place - 1 not in runs else min(edit, _NEXT)
        found[place] = (new + bits[back[place]]) / among
    return found


def _likely(
    out: Sequence[Hashable], back: Sequence[Hashable], changed: Sequence[int], edits: Mapping[int, float]
) -> list[int]:
    """Return the moves that explain the most edits."""
    total = len(out)
    where: dict[Hashable, list[int]] = {}
    for place, value in enumerate(out):
        where.setdefault(value, []).append(place)
    votes: Counter[int] = Counter()
    for place in changed:
        value = back[place]
        if value is None:
            continue
        for former in where.get(value, ()) if len(where.get(value, ())) <= _RARE else ():
            votes[former - place] += 1
    tried = {k for k, _ in votes.most_common(4 * _MOST_TRIED)} | set(range(-_NEAR, _NEAR + 1))
    tried.discard(0)
    scores = {
        k: sum(edits[p] for p in changed if 0 <= p + k < total and back[p] is not None and back[p] == out[p + k])
        for k in tried
    }
    good = sorted((k for k in tried if scores[k] >= _EXPLAINED / 2), key=lambda k: (-scores[k], abs(k)))
    return good[:_MOST_TRIED]


def _path(
    out: Sequence[Hashable],
    back: Sequence[Hashable],
    moves: Sequence[int],
    edits: Mapping[int, float],
    bits: Mapping[Hashable, float],
    move: tuple[float, float],
) -> list[int]:
    """Return for each place by how much its cell moved, so that all edits and moves together cost least."""
    states = [0, *moves]
    began = [0.0, *(move[0] + _far(k, len(out)) for k in moves)]
    cost = began
    came: list[list[int]] = []
    for place, cell in enumerate(back):
        best = min(range(len(states)), key=cost.__getitem__)
        ends = cost[best] + move[1]
        origin = [_origin(s, best, cost, cost[best] + began[s], ends) for s in range(len(states))]
        came.append(origin)
        mismatch = edits.get(place, bits[cell])
        after = []
        for s, k in enumerate(states):
            start = cost[s] if origin[s] == s else cost[best] + began[s] if k else ends
            fits = _fits(out, place + k, cell) or (k < 0 and cell is None and _inserted(out, back, place, k))
            after.append(start + (0.0 if fits else mismatch))
        cost = after
    state = min(range(len(states)), key=cost.__getitem__)
    path = []
    for origin in reversed(came):
        path.append(states[state])
        state = origin[state]
    return path[::-1]


def _far(by: int, total: int) -> float:
    """Return the bits for by how much a stretch moved: a few cells are usual, for others any number will do."""
    return 0.0 if abs(by) <= _USUAL else 4.0 + (0.0 if abs(by) <= _NEAR else math.log2(total))


def _origin(state: int, best: int, cost: Sequence[float], starts: float, ends: float) -> int:
    """Return the state that it is cheapest to come from; a move starts as late and ends as early as it can."""
    if state == 0:
        return best if cost[state] > ends else state
    return best if state != best and cost[state] >= starts else state


def _fits(out: Sequence[Hashable], place: int, cell: Hashable) -> bool:
    """Return whether a cell holds what went out at a place; beyond the last one there was nothing."""
    if cell is HOLE:
        return True
    if not 0 <= place < len(out):
        return cell is None
    return out[place] is HOLE or out[place] == cell


def _inserted(out: Sequence[Hashable], back: Sequence[Hashable], place: int, by: int) -> bool:
    """Return whether an empty cell was put in here: what went out at its place came back further on."""
    return place - by < len(out) and out[place] is not None and back[place - by] == out[place]


def _stretches(path: Sequence[int]) -> list[Shift]:
    found: list[Shift] = []
    for place, by in enumerate(path):
        if found and found[-1].by == by and found[-1].last == place - 1:
            found[-1] = Shift(found[-1].first, place, by)
        else:
            found.append(Shift(place, place, by))
    return found


def _says(stretch: Shift, out: Sequence[Hashable], back: Sequence[Hashable], bits: Mapping[Hashable, float]) -> bool:
    """Return whether a stretch would hardly look moved by chance, were each cell of a part of the line typed in anew.

    Of fifty cells in which somebody wrote Yes or No, some dozen say what a move would bring.
    """
    said = 0.0
    for place in range(stretch.first, stretch.last + 1):
        fits = _fits(out, place + stretch.by, back[place])
        said += bits[back[place]] if fits else -min(bits[back[place]], _EDITED_INSIDE)
    ends = 1 if stretch.last == len(out) - 1 else 2
    return said >= ends * math.log2(len(out)) + _CHANCE


def _holds(
    stretch: Shift, out: Sequence[Hashable], back: Sequence[Hashable], edits: Mapping[int, float], enough: float
) -> bool:
    """Return whether a stretch holds what a move of it would bring, in most cells and enough of the changed ones."""
    places = range(stretch.first, stretch.last + 1)
    fit = [p for p in places if _fits(out, p + stretch.by, back[p])]
    explained = [edits[p] for p in fit if p in edits]
    return len(explained) >= _FEW and sum(explained) >= enough and len(fit) >= _TRUE * len(places)
