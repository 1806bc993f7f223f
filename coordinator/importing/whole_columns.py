"""What only all cells of a column say together: which two languages `both` means, and how many gave no answer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from coordinator.importing.accounts import NotTaken
from coordinator.importing.cell_columns import CellColumn
from coordinator.importing.cells import InRow
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.problems import Problem
from coordinator.importing.readings import is_declined
from coordinator.importing.targets import Target
from coordinator.records.catalog import RecordType
from coordinator.records.kinds import PLAIN_HINTS, plain_text
from coordinator.records.kinds.choices import BOTH
from coordinator.records.kinds.nothing import declines, may_decline
from coordinator.records.refusals import PERMISSIONS

_TWO = 2
_NO_LANGUAGE = frozenset({"", "other", "otro", "otra"})


def with_both(rt: RecordType, columns: Sequence[ColumnPlan], cells: Sequence[CellColumn]) -> list[ColumnPlan]:
    """Return the columns, those of sets with what `both` means if their other cells name two terms and no more."""
    return [replace(c, both=_two(rt, c, cells[c.index])) for c in columns]


def _two(rt: RecordType, column: ColumnPlan, cells: CellColumn) -> tuple[str, ...]:
    kind = rt.by_key[column.target].kind if column.target in rt.by_key else None
    terms = kind.vocabulary if kind is not None and kind.many else None
    if kind is None or terms is None:
        return ()
    distinct = {plain_text(cell).lower() for cell in cells.distinct.values()}
    if BOTH.isdisjoint(distinct):
        return ()
    cleaned = [kind.clean(text) for text in distinct - BOTH - _NO_LANGUAGE if not declines(text)]
    named = {code for one in cleaned if isinstance(one.value, list) for code in one.value}
    two = tuple(term.code for term in terms.terms if term.code in named)
    return two if len(two) == _TWO and not any(one.problem for one in cleaned) else ()


_NO_PARTY = frozenset({"none", "ninguno", "ninguna"})
"""Under a party, this may mean no party or no answer: nothing is taken, and that is told."""


def declined_cells(
    sheet: str,
    columns: Iterable[ColumnPlan],
    targets: Mapping[str, Target],
    cells: Sequence[CellColumn],
    read: Sequence[InRow],
) -> list[NotTaken]:
    """Return the cells in which people gave no answer, of columns whose fields do not keep those words.

    Args:
        sheet: name of the sheet.
        columns: what the columns became.
        targets: all that a column can become.
        cells: the cells by column.
        read: the rows as read.
    """
    found = []
    for column in columns:
        fields = targets[column.target].fields if column.target in targets else ()
        here = cells[column.index]
        texts = [cell for cell in here.distinct.values() if isinstance(cell, str)] if fields else []
        party = column.target == "party_line"
        words = [
            text
            for text in (texts if party else _to_look_at(texts) if _may_decline(texts) else ())
            if "@" not in text and not text[:1].isdigit()
        ]
        declined = {
            c for c in words if is_declined(column.target, c) and not targets[column.target].read(c, PLAIN_HINTS).values
        }
        declined |= {c for c in words if party and plain_text(c).lower() in _NO_PARTY}
        for cell, row in zip(here.cells, read, strict=True) if declined else ():
            text = plain_text(cell) if cell in declined else ""
            if text and text not in [str(row.values[key]) for key in fields if key in row.values]:
                found.append(NotTaken(sheet, row.number, column.header, text, "taken as no answer"))
    return found


_TOGETHER = 50
"""So many texts are looked at together first."""


def _to_look_at(texts: Sequence[str]) -> Iterator[str]:
    """Yield those of some texts that may say that there is no answer: most are something else."""
    for start in range(0, len(texts), _TOGETHER):
        some = texts[start : start + _TOGETHER]
        if _may_decline(some):
            yield from (text for text in some if _may_decline((text,)))


def _may_decline(texts: Sequence[str]) -> bool:
    """Return whether any of some texts may say that there is no answer: one look at all of them."""
    joined = "|".join(texts)
    return may_decline(joined) or not (joined.isascii() and joined.isprintable()) or "_x" in joined or "  " in joined


def both_told(
    rt: RecordType,
    file: str,
    sheet: str,
    columns: Iterable[ColumnPlan],
    cells: Sequence[CellColumn],
    read: Sequence[InRow],
) -> list[Problem]:
    """Return a problem for each column in which `both` was taken for two terms, at its first row."""
    found = []
    for column in columns:
        if not column.both:
            continue
        here = cells[column.index]
        both = {key for key, cell in here.distinct.items() if plain_text(cell).lower() in BOTH}
        means = [at for at, key in enumerate(here.keys) if key in both]
        shown = rt.by_key[column.target].kind.show([*column.both])
        word = plain_text(here.cells[means[0]])
        told = f"“{word}” is taken as {shown}, since no other is named in this column ({len(means):,} rows)."
        found.append(Problem(file, sheet, read[means[0]].number, column.header, word, told))
    return found


_TICKS = frozenset(("✓", "✔", "✔️", "☑", "☑️", "✅", "√"))
_CROSS = "x"


def crosses_told(
    rt: RecordType,
    file: str,
    sheet: str,
    columns: Iterable[ColumnPlan],
    cells: Sequence[CellColumn],
    read: Sequence[InRow],
) -> list[Problem]:
    """Return a problem for each `x` in a column of yes and no where others are ticks: it may be a yes or a no.

    It permits nothing; what it refuses stays until somebody has looked.
    """
    found = []
    for column in columns:
        field = rt.by_key.get(column.target)
        if field is None or not field.kind.is_said_by_heading:
            continue
        here = cells[column.index]
        texts = {key: plain_text(cell) for key, cell in here.distinct.items()}
        crosses = {key for key, text in texts.items() if text.casefold() == _CROSS}
        if not crosses or _TICKS.isdisjoint(texts.values()):
            continue
        for at, key in enumerate(here.keys):
            if key not in crosses:
                continue
            row = read[at]
            if column.target in PERMISSIONS and row.values.get(column.target) is True:
                del row.values[column.target]
            shown = plain_text(here.cells[at])
            told = f"“{shown}” stands among ticks and may mean yes or no. Look at the paper and say Yes or No."
            found.append(Problem(file, sheet, row.number, column.header, shown, told))
    return found
