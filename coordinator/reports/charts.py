"""Charts as data: titles, findings and marks, each mark with its number and the list behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator.records.catalog import record_type
from coordinator.store.filters import Filter, to_text

FUNNEL, BARS, STACKED, WEEKS, TILES = "funnel", "bars", "stacked", "weeks", "tiles"
OTHERS = "Others"


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar, part of a bar, or tile.

    Attributes:
        label: what it stands for.
        number: number of records in the list behind it.
        record: key of the record type of that list.
        where: filter of that list.
        group: the part of a bar it is.
        drawn: the value its length shows, if not the number.
        note: text shown next to it.
        stage: a stage whose glyph is shown before it.
        open: whether its period is not over yet.
        place: column and row of a tile.
    """

    label: str
    number: int
    record: str
    where: Filter | None
    group: str = ""
    drawn: float | None = None
    note: str = ""
    stage: str = ""
    open: bool = False
    place: tuple[int, int] | None = None

    @property
    def size(self) -> float:
        """The value its length or color shows."""
        return float(self.number) if self.drawn is None else self.drawn

    @property
    def expression(self) -> str:
        """The list's filter, as text."""
        return "" if self.where is None else to_text(self.where, record_type(self.record))

    @property
    def in_words(self) -> str:
        """Its text for tooltips and screen readers."""
        name = f"{self.label}, {self.group}" if self.group else self.label
        counted = record_type(self.record)
        what = counted.label if self.number == 1 else counted.plural
        return f"{name}: {self.number:,} {PEOPLE.get(self.record, what).lower()}" + (
            f" ({self.note})" if self.note else ""
        )


PEOPLE = {"candidate": "people"}


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart and the table behind it.

    Attributes:
        key: its name on the command line.
        title: its title.
        finding: its main point, on one line.
        kind: how it is drawn.
        marks: its marks, in keyboard order.
        groups: parts of bars, in order.
        means: what it counts.
        unit: unit of the numbers.
        headings: headings of the table: label, group, number, note.
    """

    key: str
    title: str
    finding: str
    kind: str
    marks: tuple[Mark, ...]
    groups: tuple[str, ...] = ()
    means: str = ""
    unit: str = "People"
    headings: tuple[str, str, str] = ("", "", "")

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(mark.number for mark in self.marks)

    def table(self) -> list[list[str | int]]:
        """Return headings and rows of the table behind it; empty columns are left out."""
        first, group, note = self.headings
        head: list[str | int] = [first or "What", group or "Part", self.unit, note or "Beside it"]
        rows: list[list[str | int]] = [[m.label, m.group, m.number, m.note] for m in self.marks]
        used = [i for i in range(len(head)) if i in (0, 2) or any(r[i] for r in rows)]
        return [[r[i] for i in used] for r in (head, *rows)]


def share(part: float, whole: float) -> str:
    """Return a share in words; empty if the whole is zero."""
    if not whole:
        return ""
    percent = 100 * part / whole
    return f"{percent:.0f}%" if percent >= 1 or percent == 0 else "under 1%"


def listed(words: Sequence[str]) -> str:
    """Return words as used within a sentence."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
