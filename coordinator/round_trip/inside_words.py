"""A text that was replaced in all cells at once, also inside words: St became Saint, and Elm Street Elm Saintreet."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from coordinator.base.naming_some import counted
from coordinator.importing.acts import MOST_SHOWN, Act, ActKind, Reply, examples, named
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Compared, plain_text
from coordinator.records.refusals import ABOUT_CONSENT
from coordinator.round_trip.date_forms import date_forms
from coordinator.round_trip.masses import MANY, Mass, identifies
from coordinator.round_trip.rows import ReturnedRow

PAIRS = 3
"""So many different values changed alike are no single value that was put right."""
LOOKED_AT, TRIED = 200, 60
"""How many cells tell what may have been replaced, and how many such texts are tried."""
BESIDE = 8
"""Up to so many unchanged characters on either side may belong to what was replaced."""
SHORT = 4
"""So many letters are tried that may have been replaced in several places of a cell."""
_MOST = 3
_LONGEST = 40


class _Cell(NamedTuple):
    column: ColumnPlan
    field: Field
    row: ReturnedRow
    before: str
    after: str


class _Replacing(NamedTuple):
    """What was replaced, in small letters, and by what."""

    old: str
    new: str

    def fits(self, cell: _Cell) -> bool:
        """Return whether it makes a cell what it is, as programs replace: in any case, or in one."""
        return self.gives(cell.before, cell.after)

    def fits_date(self, cell: _Cell) -> bool:
        """Return whether it makes a date what it is, in some form in which a program shows both."""
        return any(map(self.gives, date_forms(cell.before), date_forms(cell.after)))

    def gives(self, before: str, after: str) -> bool:
        """Return whether it makes a text another one."""
        if self.old not in before.lower():
            return False
        pattern = re.compile(re.escape(self.old), re.IGNORECASE)
        cases = set(pattern.findall(before))
        return bool(cases) and (
            after == pattern.sub(lambda _: self.new, before).strip()
            or any(after == before.replace(case, self.new).strip() for case in cases)
        )

    def may_be_in(self, cell: _Cell) -> bool:
        """Return whether a cell that was edited holds what it puts there, and nothing that it would replace."""
        after, new = cell.after.lower(), self.new.lower()
        put = bool(new) and new in after and new not in cell.before.lower()
        return put and (self.old in new or self.old not in after)

    def breaks_words(self, text: str) -> bool:
        """Return whether it stands somewhere in a text as a part of a word."""
        edges = (r"(?<=\w)" if self.old[0].isalnum() else "(?!)", r"(?=\w)" if self.old[-1].isalnum() else "(?!)")
        old = re.escape(self.old)
        return re.search(f"{edges[0]}{old}|{old}{edges[1]}", text, re.IGNORECASE) is not None


def replaced_inside(
    rt: RecordType,
    sheet: str,
    columns: Sequence[ColumnPlan],
    rows: Sequence[ReturnedRow],
    touching: Mapping[str, Sequence[ReturnedRow]],
) -> Iterator[Mass]:
    """Yield each text that was replaced inside the cells of a sheet, dates too, in whatever columns, with those cells.

    Nothing of it is taken where it broke words, or changed what people are known by.

    Args:
        rt: the record type, with its answers.
        sheet: the sheet's name.
        columns: its columns.
        rows: its rows with a base.
        touching: the rows whose cells do not say what went out, by field key.
    """
    cells, dates = list(_cells(rt, columns, touching)), list(_dates(rt, columns, touching))
    for _ in range(_MOST):
        best = _best(rows, cells) or _best(rows, dates)
        if best is None:
            return
        texts, dated = [c for c in cells if best.fits(c)], [c for c in dates if best.fits_date(c)]
        found = [*texts, *dated]
        harms = any(identifies(c.field) or best.breaks_words(c.before) for c in texts)
        harms = harms or any(rt.is_person and c.field.identity for c in dated)
        act, those = _act(sheet, best, found, harms=harms)
        gone = {id(c) for c in found}
        dates = [c for c in dates if id(c) not in gone]
        if act.answer is Reply.LEAVE:
            edited = [c for c in cells if id(c) not in gone and c.column.header in act.columns and best.may_be_in(c)]
            act.sentence += _told_of_edited(edited)
            act.rows = tuple(sorted({*act.rows, *(c.row.outcome.number for c in edited)}))
            those = [*those, *((c.column, c.row) for c in edited)]
            gone |= {id(c) for c in edited}
        yield act, those
        cells = [c for c in cells if id(c) not in gone]


def _cells(
    rt: RecordType, columns: Sequence[ColumnPlan], touching: Mapping[str, Sequence[ReturnedRow]]
) -> Iterator[_Cell]:
    """Yield the texts that came back as others; of words from a list, those that are none any more."""
    for column in columns:
        field = rt.by_key.get(column.target)
        if field is None or field.key in ABOUT_CONSENT:
            continue
        chosen = field.kind.item.vocabulary is not None
        if not (_is_text(field) or chosen):
            continue
        for row in touching.get(field.key, ()):
            if chosen and field.key not in row.unread:
                continue  # another word of the list was chosen
            before = plain_text(field.kind.show((row.base or {}).get(field.key)))
            after = plain_text(row.cells[column.index])
            if before and before != after:
                yield _Cell(column, field, row, before, after)


def _dates(
    rt: RecordType, columns: Sequence[ColumnPlan], touching: Mapping[str, Sequence[ReturnedRow]]
) -> Iterator[_Cell]:
    """Yield the dates that came back as others."""
    for column in columns:
        field = rt.by_key.get(column.target)
        if field is None or field.kind.item.compared is not Compared.AS_DATES or field.key in ABOUT_CONSENT:
            continue
        for row in touching.get(field.key, ()):
            before, after = ((row.base or {}).get(field.key), row.said.get(field.key))
            if before is not None and after is not None:
                yield _Cell(column, field, row, field.kind.show(before), field.kind.show(after))


def _is_text(field: Field) -> bool:
    kind = field.kind.item
    chosen = kind.vocabulary is not None or kind.record or kind.computed or kind.compared is Compared.AS_DATES
    return not chosen and field.key not in ABOUT_CONSENT


def _best(rows: Sequence[ReturnedRow], cells: Sequence[_Cell]) -> _Replacing | None:
    """Return what explains the most cells; None if nothing explains enough.

    Whole words that did not change in most cells that have them were put right one by one.
    """
    if len(cells) < MANY:
        return None
    step = max(1, len(cells) // LOOKED_AT)
    pairs = {(c.before, c.after) for c in cells[::step]}
    counts = Counter(r for pair in pairs for r in {*_candidates(*pair), *_everywhere(*pair)})
    tried = [r for r, n in sorted(counts.items(), key=lambda one: (-one[1], len(one[0].old))) if n >= PAIRS][:TRIED]
    fitting = {r: [c for c in cells if r.fits(c)] for r in tried}
    fitting = {
        r: those
        for r, those in fitting.items()
        if len(those) >= MANY and len({(c.before, c.after) for c in those}) >= PAIRS
    }
    if not fitting:
        return None
    most = max(map(len, fitting.values()))
    there = {c.column.index: c.column for those in fitting.values() for c in those}
    texts = _unchanged(list(there.values()), rows)
    scored = [
        (_holding(r, those, texts), any(r.breaks_words(c.before) for c in those), len(r.old), r)
        for r, those in fitting.items()
        if len(those) == most
    ]
    unchanged, breaks, _, best = min(scored)
    return best if unchanged <= most or (breaks and len(best.old) > 1 and not best.old.isdecimal()) else None


def _candidates(before: str, after: str) -> Iterator[_Replacing]:
    """Yield what may have been replaced in a cell: what differs, with what stands beside it."""
    shorter = min(len(before), len(after))
    alike = _alike_from(before, after)
    alike_behind = _alike_from(before[::-1], after[::-1])
    if before.casefold() == after.casefold():
        return  # only written in capitals
    if alike == len(before):
        yield from _longer_words(before, after)
    if len(before) in (alike, alike_behind):
        return  # only more was written
    starts = range(shorter - alike_behind, alike + 1) if alike + alike_behind >= shorter else (alike,)
    for start in starts:
        behind = min(alike_behind, shorter - start)
        for left in range(max(0, start - BESIDE), start + 1):
            for right in range(max(0, behind - BESIDE), behind + 1):
                old, new = before[left : len(before) - right], after[left : len(after) - right]
                if len(old.strip()) > 1 and old == old.strip():
                    yield _Replacing(old.lower(), new)


def _longer_words(before: str, after: str) -> Iterator[_Replacing]:
    """Yield what became longer where a cell goes on in its last word: St became Street."""
    if not (before[-1].isalnum() and after[len(before)].isalnum()):
        return  # another word was added
    word = before.rfind(" ") + 1
    for start in {word, max(word - 1, 0)}:  # with the blank before it, or without
        if len(before) - word > 1:
            yield _Replacing(before[start:].lower(), after[start:])


def _everywhere(before: str, after: str) -> Iterator[_Replacing]:
    """Yield the letters that may have been replaced in a cell, and short texts that were in several places of it."""
    if before.casefold() == after.casefold():
        return
    first, lower = _alike_from(before, after), before.lower()
    longer = after.startswith(before) or after.endswith(before)
    for start in range(max(0, first - SHORT + 1), first + 1):
        for end in range(start + 1, min(len(before), start + SHORT) + 1):
            old = lower[start:end]
            number = lower.count(old)
            more, odd = divmod(len(after) - len(before), number or 1)
            if (number < 2 and (longer or len(old) > 1)) or odd or len(old) + more < 0:
                continue
            found = _Replacing(old, after[start : start + len(old) + more])
            if found.gives(before, after):
                yield found


def _alike_from(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _holding(replacing: _Replacing, cells: Iterable[_Cell], texts: Mapping[int, Sequence[str]]) -> int:
    """Return how many unchanged cells, of the columns of some changed ones, have what was replaced."""
    return sum(replacing.old in text for index in {c.column.index for c in cells} for text in texts[index])


def _unchanged(columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]) -> dict[int, list[str]]:
    """Return the cells that say what went out, in small letters, by column."""
    return {
        column.index: [
            plain_text(row.cells[column.index]).lower()
            for row in rows
            if column.target not in row.said and column.target not in row.unread
        ]
        for column in columns
    }


def _told_of_edited(cells: Sequence[_Cell]) -> str:
    """Return the sentence on cells that were edited before their text was replaced; empty if there are none."""
    if not cells:
        return ""
    shown = [f"“{c.after[:_LONGEST]}” in row {c.row.outcome.number}" for c in cells[:MOST_SHOWN]]
    more = f" and {len(cells) - MOST_SHOWN:,} more" if len(cells) > MOST_SHOWN else ""
    return f" {', '.join(shown)}{more} {'was' if len(cells) == 1 else 'were'} edited too."


def _act(sheet: str, replacing: _Replacing, cells: Collection[_Cell], *, harms: bool) -> Mass:
    columns = tuple(dict.fromkeys(c.column.header for c in cells))
    first = next(iter(cells))
    shown = re.search(re.escape(replacing.old), first.before, re.IGNORECASE)
    old = shown.group() if shown else replacing.old
    where = named(columns) if len(columns) <= MOST_SHOWN else counted(len(columns), "column")
    became = f"became “{replacing.new}”" if replacing.new else "was taken out"
    act = Act(
        ActKind.REPLACED,
        sheet,
        columns,
        tuple(sorted({c.row.outcome.number for c in cells})),
        f"“{old}” {became} inside the cells of {where}: {counted(len(cells), 'cell')}.",
        Reply.LEAVE if harms else Reply.TAKE,
        (Reply.LEAVE, Reply.TAKE) if harms else (Reply.TAKE, Reply.LEAVE),
        examples([(c.row.outcome.number, c.before, c.after) for c in cells], [c.column.header for c in cells]),
        len(cells),
        word=old,
    )
    return act, [(c.column, c.row) for c in cells]
