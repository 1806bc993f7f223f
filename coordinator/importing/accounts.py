"""What became of a file: each column's cells counted, and everything that is left out named with its words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from coordinator.base.naming_some import name_some
from coordinator.importing.targets import ANSWER, IGNORED
from coordinator.records.kinds import Value


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A row, column, cell or sheet that an import leaves out.

    Attributes:
        sheet: name of the sheet; for csv, the file's name.
        row: row number shown by the spreadsheet program; None for a column or a whole sheet.
        column: heading of the column; "" for a whole row or sheet.
        text: its words; "" for a whole column or sheet, and for people who asked to be forgotten.
        why: the reason, such as `below the records` or `column ignored`.
    """

    sheet: str
    row: int | None
    column: str
    text: str
    why: str

    def as_json(self) -> dict[str, Value]:
        """Return the object that the command line prints."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class ColumnOutcome:
    """What became of a column's cells.

    Attributes:
        index: the column's position, from 0.
        heading: its heading.
        target: key of a target, `answer` or `ignored`.
        label: the target's name.
        filled: how many cells hold something.
        kept: how many of them were taken: in fields, or as answers.
        problems: how many of them have a problem.
        left_out: how many of them were not taken, since the column is ignored or the row is left out.
    """

    index: int
    heading: str
    target: str
    label: str
    filled: int
    kept: int
    problems: int
    left_out: int

    @property
    def words(self) -> str:
        """What became of them, in words: `12 cells in City, 1 of them with a problem, 2 left out`."""
        where = {ANSWER: "kept as an answer", IGNORED: "ignored"}.get(self.target, f"in {self.label}")
        if not self.filled:
            return "empty"
        parts = [f"{self.kept:,} cell{'' if self.kept == 1 else 's'} {where}"] if self.kept else []
        parts += [f"{self.problems:,} with a problem"] if self.problems else []
        parts += [f"{self.left_out:,} left out"] if self.left_out else []
        return ", ".join(parts)


def in_words(not_taken: Iterable[NotTaken], sheets: int) -> list[str]:
    """Return a line for each reason: `2 rows below the records (row 7: Cher; row 8: 303-555-0144)`.

    Args:
        not_taken: what is left out.
        sheets: how many sheets the file has; with more than one, each line names its sheet.
    """
    groups: dict[tuple[str, str, str], list[NotTaken]] = {}
    for line in not_taken:
        groups.setdefault(_group(line), []).append(line)
    lines = []
    for (sheet, what, why), some in groups.items():
        named = [_named(line) for line in some]
        where = f" of {sheet}" if sheets > 1 and what != "sheet" else ""
        number = f"{len(some):,} {what}{'' if len(some) == 1 else 's'}{where}"
        told = f"{number}, {why[:1].lower()}{why[1:].rstrip('.')}"
        lines.append(f"{told}: {name_some(named, between='; ')}" if any(named) else told)
    return lines


ASKED_TO_BE = "asked to be forgotten"
"""Why the rows of people are left out whom the campaign has to forget."""


def rows_forgotten(rows: int) -> str:
    """Return the note that rows of people who asked to be forgotten are left out."""
    return f"{rows} row{'s' if rows > 1 else ''} skipped: {ASKED_TO_BE}."


def besides(notes: Iterable[str], not_taken: Sequence[NotTaken]) -> list[str]:
    """Return notes without the one that only says again how many rows are left out as people asked to be forgotten."""
    by_sheet = Counter(line.sheet for line in not_taken if line.why == ASKED_TO_BE)
    again = set(map(rows_forgotten, by_sheet.values()))
    return [note for note in notes if note not in again]


def _group(line: NotTaken) -> tuple[str, str, str]:
    what = "row" if line.row is not None and not line.column else "cell" if line.row is not None else "column"
    if line.row is None and not line.column:
        what = "sheet"
    return (line.sheet if what != "sheet" else "", what, line.why if what != "column" else "ignored")


def _named(line: NotTaken) -> str:
    if line.row is None:
        return line.column or line.sheet
    place = f"row {line.row}" + (f", {line.column}" if line.column else "")
    return f"{place} ({line.text[:80]})" if line.text else place
