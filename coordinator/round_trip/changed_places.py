"""Whether the changed cells of a column were typed, or hold what stood in other rows before: it was sorted alone.

The stories that can be told of them are compared by what each would need to be true, in bits: the cells were typed one
by one; a few pairs of them were exchanged on purpose; the column was put in order; its values changed places in some
other way. In each of them, some cells may have been edited besides.
"""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

_PAIRS, _SORTED, _PLACES = 6.0, 4.0, 10.0
"""Bits for pairs being exchanged, a column being sorted, and its values changing places in no order that is seen."""
_AMONG_MOVES = 2.0
"""Bits for either of the last two where cells of other columns are known to have moved."""
_ALIKE = 3.0
"""Bits for a column having moved by just the rows by which another did."""
_FEW = 3
"""Fewer cells that hold one another's values were edited."""
_PAIR = 2
_FILLED, _FILLED_OF_PAIR = 6, 7
"""So many cells stand in order because they were sorted, if they did not before; and where just two changed."""
_MADE_UP = 2.0
"""Bits for an edit bringing back what another one took away."""
_MOST_PAIRS = 6
_RING = 3
"""Three cells that hold one another's values were exchanged too, where so many times more are filled."""
_ALL, _NONE = 0.98, 0.02
"""The most and the least that is taken for granted of what somebody types."""


@dataclass(frozen=True)
class ColumnLine:
    """A column as it went out and as it came back.

    Attributes:
        out, back: its cells, folded so that equal values are equal; None for an empty one.
        choices: whether there are just a few values that can be typed into it.
        orders: the places of its cells in each order in which they may have been sorted.
        were, texts: what each cell is sorted by that went out, and that came back; empty for an empty one.
    """

    out: Sequence[Hashable]
    back: Sequence[Hashable]
    choices: bool
    orders: Sequence[Sequence[int]]
    were: Sequence[str]
    texts: Sequence[str]

    @cached_property
    def changed(self) -> list[int]:
        """Places of the cells that say something else than went out."""
        return [p for p, (a, b) in enumerate(zip(self.out, self.back, strict=True)) if a != b]

    @cached_property
    def shared(self) -> int:
        """How many changed cells hold what other changed cells held."""
        before, after = (Counter(line[p] for p in self.changed) for line in (self.out, self.back))
        return (before & after).total()


def changed_places(line: ColumnLine, *, moves: bool = False, alike: Sequence[Sequence[int | None]] = ()) -> bool:
    """Return whether cells of a column changed places, rather than that they were typed or exchanged on purpose.

    Args:
        line: the column.
        moves: whether cells of other columns or rows are known to have moved.
        alike: of columns known to have been sorted, for each place where its cell stood before; None if unknown.
    """
    count, total = len(line.changed), len(line.out)
    edited = count - line.shared
    if line.shared < _PAIR:
        return False
    if edited == 0 and line.shared >= _FEW and (moves or (2 * count > total and not _are_pairs(line))):
        return True
    typed = _Typed(line)
    where = _choose(total, count)
    costs = [typed.cost(p) for p in line.changed]
    besides = typed.besides(edited)
    edits = where + sum(costs)
    pairs = math.inf if moves else where + _pairs(line, typed)
    after = Counter(line.back[p] for p in line.changed)
    arranged = sum(math.log2(k) for k in range(2, line.shared + 1)) - sum(
        math.log2(k) for n in after.values() for k in range(2, n + 1)
    )
    moved = _PLACES if not moves else _AMONG_MOVES
    places = where + moved + max(arranged, 0.0) + 2 * _choose(count, edited) + besides
    told = [_moved_alike(line, typed, homes) for homes in alike]
    if edited == 0 or (line.shared >= _FEW and 2 * edited <= count):
        told.append(_in_order(line, typed, moves))
    if line.shared >= _FEW and 2 * edited <= count:
        told.append(places)
    return min(told, default=math.inf) < min(edits, pairs)


def _are_pairs(line: ColumnLine) -> bool:
    """Return whether all changed cells exchanged their values in pairs."""
    changes = Counter((line.out[p], line.back[p]) for p in line.changed)
    return all(changes[after, before] == number for (before, after), number in changes.items())


class _Typed:
    """What it costs to type a value: little for one of few words, much for one that stands in one row alone."""

    def __init__(self, line: ColumnLine) -> None:
        self._line = line
        self._column = Counter(v for v in line.out if v is not None)
        after = Counter(v for p in line.changed if (v := line.back[p]) is not None)
        self._after = after
        blank = len(line.changed) - after.total()
        self._blank = _within((blank + 0.5) / (len(line.changed) + 1))
        self._known = _ALL if line.choices else _within(max(map(_repeats, (self._column, after))))
        self.new = sum(v not in self._column for p in line.changed if (v := line.back[p]) is not None)

    def cost(self, place: int) -> float:
        """Return the bits for typing what a cell says over what it said."""
        value, was = self._line.back[place], self._line.out[place]
        likely = self._likely(value)
        return -math.log2(min(_ALL, likely / (1 - min(_ALL, self._likely(was)))))

    def besides(self, number: int) -> float:
        """Return the bits for typing into so many cells, whatever it was."""
        new = min(number, self.new)
        each = sum(self.cost(p) for p in self._line.changed) / len(self._line.changed)
        return (number - new) * each - new * math.log2((1 - self._blank) * (1 - self._known))

    def _likely(self, value: Hashable) -> float:
        if value is None:
            return self._blank
        if value not in self._column:
            return (1 - self._blank) * (1 - self._known)  # which one it is, is the same in every story
        share = max(self._after[value] / max(self._after.total(), 1), self._column[value] / self._column.total())
        return (1 - self._blank) * self._known * share


def _repeats(values: Counter[Hashable]) -> float:
    """Return how likely the next value of a column is one that stands in it."""
    alone = sum(n == 1 for n in values.values())
    return 1 - (alone + 0.5) / (values.total() + 1)


def _within(share: float) -> float:
    return min(_ALL, max(_NONE, share))


def _choose(total: int, some: int) -> float:
    """Return the bits for which cells of all it is."""
    return (math.lgamma(total + 1) - math.lgamma(some + 1) - math.lgamma(total - some + 1)) / math.log(2)


def _pairs(line: ColumnLine, typed: _Typed) -> float:
    """Return the bits for pairs, or one ring of three, being exchanged on purpose and the rest being typed."""
    waiting: dict[tuple[Hashable, Hashable], list[int]] = {}
    pairs, rest = 0, []
    for place in line.changed:
        was, says = line.out[place], line.back[place]
        if others := waiting.get((says, was)):
            others.pop()
            pairs += 1
        else:
            waiting.setdefault((was, says), []).append(place)
    rest = [p for places in waiting.values() for p in places]
    if len(rest) == len(line.changed) == _RING and line.shared == _RING:
        return _PAIRS + 1 if sum(v is not None for v in line.out) > 2 * _RING else math.inf
    if not 0 < pairs <= _MOST_PAIRS:
        return math.inf
    which = sum(math.log2(k) for k in range(2 * pairs - 1, 1, -2))
    return _PAIRS + which + _choose(len(line.changed), len(rest)) + sum(typed.cost(p) for p in rest)


def _in_order(line: ColumnLine, typed: _Typed, moves: bool) -> float:
    """Return the bits for the column being sorted, rising or falling with blanks below, and some cells edited."""
    ranks = {text: rank for rank, text in enumerate(sorted({*line.texts, *line.were}))}
    fewest = len(line.texts)
    for order in line.orders:
        for step in (1, -1):
            besides, before = (
                _out_of_order([step * ranks[t] if (t := said[p]) else len(ranks) for p in order])
                for said in (line.texts, line.were)
            )
            if besides < before:
                fewest = min(fewest, besides)
    changed, lost = len(line.changed), len(line.changed) - line.shared
    edited = max(lost, fewest, 2 if fewest and not lost else 0)  # one edit alone leaves other values than there were
    if edited == 0:
        if sum(map(bool, line.texts)) >= (_FILLED if changed >= _FEW else _FILLED_OF_PAIR):
            return 0.0
        return _SORTED if changed >= _FEW else math.inf
    if changed - edited < _FEW:
        return math.inf
    made_up = _MADE_UP * (edited - lost)
    return (_AMONG_MOVES if moves else _SORTED) + _choose(len(line.out), edited) + typed.besides(edited) + made_up


def _out_of_order(values: Sequence[int]) -> int:
    """Return how few values have to be taken out so that the others do not fall."""
    ends: list[int] = []
    for value in values:
        at = bisect_right(ends, value)
        if at == len(ends):
            ends.append(value)
        else:
            ends[at] = value
    return len(values) - len(ends)


def _moved_alike(line: ColumnLine, typed: _Typed, homes: Sequence[int | None]) -> float:
    """Return the bits for the column having moved by the rows by which another one did."""
    changed = set(line.changed)
    edited = sum(p in changed if h is None else line.back[p] != line.out[h] for p, h in enumerate(homes))
    if edited >= len(line.changed):
        return math.inf
    return _ALIKE + _choose(len(line.out), edited) + typed.besides(edited)


def homes(line: ColumnLine) -> list[int | None]:
    """Return for each place of a column where its cell stood before; None where more than one held such a value."""
    stood: dict[Hashable, int | None] = {}
    for place, value in enumerate(line.out):
        stood[value] = None if value in stood or value is None else place
    again = Counter(line.back)
    return [stood.get(v) if again[v] == 1 else None for v in line.back]
