"""Columns of a sheet that came back: recognized by name, in any known language, otherwise by content."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from coordinator.base.folding import fold_heading
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.targets import ANSWER, IGNORED
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Value, plain_text
from coordinator.round_trip.heading_row import HeadingRow, MovedHeadings
from coordinator.round_trip.shape import LOOK, Shape
from coordinator.round_trip.sheets_out import ALSO_HERE

if TYPE_CHECKING:
    from coordinator.workbooks import Table

LIKELY = 0.6
"""A column that holds at least this share of a field's values is that field's, no matter what it is called."""
Bases = Sequence[Mapping[str, Value] | None]


class Columns:
    """Finds out what each column of a sheet is.

    Args:
        rt: the record type, with its answers.
        table: the table on the sheet.
        shape: where row ID and code are.
        went_out: keys of the fields that went out, in order; empty if unknown.
        agreed: keys of the fields that may be changed; None: all editable ones.
        decided: heading → field key, `answer` or `ignored`, from a user; overrides every guess.
        bases: for each row, its record when it went out.

    Attributes:
        moved: headings that do not stand over what they name, once the columns are found.
    """

    def __init__(
        self,
        rt: RecordType,
        table: "Table",
        shape: Shape,
        went_out: Sequence[str],
        agreed: frozenset[str] | None,
        decided: Mapping[str, str],
        bases: Bases,
    ) -> None:
        self._rt = rt
        self._table = table
        self._shape = shape
        self._went_out = went_out
        self._agreed = agreed
        self._decided = decided
        self._bases = bases
        self.moved: MovedHeadings | None = None

    def find(self) -> list[ColumnPlan]:
        """Return what each column becomes; each field is assigned once."""
        found = dict(self._chosen())
        for names in self._names():
            taken = {key for key, _ in found.values()}
            for index, heading in self._open(found):
                key = names.get(fold_heading(heading))
                if key is not None and key not in taken:
                    found[index] = (key, "its name")
                    taken.add(key)
        self.moved = self._moved_headings(found)
        if self.moved is not None:
            held = self.moved.fields
            found = {i: of for i, of in found.items() if i not in held and of[0] not in held.values()}
            found |= {i: (key, BY_PLACE) for i, key in held.items()}
        found |= self._by_content(found)
        return [self._plan(i, heading, *found.get(i, ("", ""))) for i, heading in enumerate(self._table.header)]

    def _chosen(self) -> Iterator[tuple[int, tuple[str, str]]]:
        for index, heading in enumerate(self._table.header):
            target = self._decided.get(heading)
            if target is not None and (target == IGNORED or self._is_answer(target) or target in self._rt.by_key):
                yield index, (target, CHOSEN)

    def _is_answer(self, target: str) -> bool:
        """Return whether a column is kept as an answer: where there are none, a field may be called so."""
        return target == ANSWER and self._rt.has_answers

    def _names(self) -> Iterator[dict[str, str]]:
        """Yield names of fields: first as we wrote them, also shortened, then keys, then all other names."""
        shown = self._rt.shown
        sent = [f for f in shown if f.key in self._went_out]
        yield {fold_heading(self._rt.headings[f.key]): f.key for f in sent}
        yield self._shortened(sent)
        yield {fold_heading(self._rt.headings[f.key]): f.key for f in shown}
        yield {fold_heading(f.key): f.key for f in shown}
        yield {fold_heading(name): f.key for f in reversed(shown) for name in (*f.aliases, f.label)}

    def _shortened(self, sent: Sequence[Field]) -> dict[str, str]:
        """Return the first words of the headings that went out, one or many of it, where only one field begins so."""
        begins: dict[str, set[str]] = {}
        for field in sent:
            words = self._rt.headings[field.key].split()
            for n in range(1, len(words)):
                short = " ".join(words[:n])
                for name in (short, f"{short}s"):
                    begins.setdefault(fold_heading(name), set()).add(field.key)
        return {name: next(iter(keys)) for name, keys in begins.items() if len(keys) == 1}

    def _open(self, found: Mapping[int, object]) -> list[tuple[int, str]]:
        ours = (self._shape.ids, self._shape.codes)
        return [(i, h) for i, h in enumerate(self._table.header) if i not in found and i not in ours]

    def _moved_headings(self, found: Mapping[int, tuple[str, str]]) -> MovedHeadings | None:
        """Return the headings that moved; of a sheet where somebody chose fields, none: they know what it holds."""
        if any(why == CHOSEN for _, why in found.values()) or not any(self._bases):
            return None
        filled = Counter(
            i for row in self._table.rows[:LOOK] for i, cell in enumerate(row.cells) if cell is not None and cell != ""
        )
        named = {i: key for i, (key, _) in found.items()}
        ours = {i for i in (self._shape.ids, self._shape.codes) if i is not None}
        for names in self._names():  # a heading may have come to stand over row IDs or codes
            over = {i: key for i in ours if (key := names.get(fold_heading(self._table.header[i]))) is not None}
            named |= {i: key for i, key in over.items() if key not in named.values()}
        shown = {f.key for f in self._rt.shown}
        went_out = [key for key in self._went_out if key in shown]
        return HeadingRow(named, len(self._table.header), ours, went_out, filled, self._hits).moved()

    def _hits(self, index: int, key: str) -> int:
        """Return how many cells of a column say what went out in a field."""
        from coordinator.round_trip.cells import is_untouched

        field, found = self._rt.by_key[key], 0
        for row, base in zip(self._table.rows[:LOOK], self._bases, strict=False):
            if base is not None and row.cells[index] not in (None, ""):
                value = field.derive(base) if field.derive is not None else base.get(key)
                found += value is not None and is_untouched(field, row.cells[index], value)
        return found

    def _by_content(self, found: Mapping[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
        """Recognize renamed columns: they still hold what went out."""
        taken = {key for key, _ in found.values()}
        missing = [self._rt.by_key[k] for k in self._went_out if k in self._rt.by_key and k not in taken]
        scores = [
            (score, -place, index, field.key)
            for index, _ in self._open(found)
            for place, field in enumerate(missing)
            if (score := self._likeness(index, field)) >= LIKELY
        ]
        result: dict[int, tuple[str, str]] = {}
        for _, _, index, key in sorted(scores, reverse=True):
            if index not in result and key not in {k for k, _ in result.values()}:
                result[index] = (key, BY_CONTENT)
        return result

    def _likeness(self, index: int, field: Field) -> float:
        """Return the share of a field's values that a column still holds."""
        from coordinator.round_trip.cells import is_untouched

        hits = total = 0
        for row, base in zip(self._table.rows[:LOOK], self._bases, strict=False):
            value, cell = (base or {}).get(field.key), row.cells[index]
            if base is not None and (value is not None or plain_text(cell)):
                total += 1
                hits += value is not None and is_untouched(field, cell, value)
        return hits / total if total else 0.0

    def _plan(self, index: int, heading: str, key: str, why: str) -> ColumnPlan:
        cells = (plain_text(r.cells[index]) for r in self._table.rows[:5])
        samples = tuple(dict.fromkeys(c for c in cells if c))

        def plan(target: str, label: str, why: str) -> ColumnPlan:
            return ColumnPlan(index, heading, target, label, 1.0, samples, why)

        if index in (self._shape.ids, self._shape.codes):
            return plan(IGNORED, "Tells the row", OURS)
        if key == IGNORED or self._is_answer(key):
            return plan(key, "Keep as an answer" if key == ANSWER else "Ignore", why)
        field = self._rt.by_key.get(key)
        if field is None and heading == ALSO_HERE.label and ALSO_HERE.key in self._went_out:
            return plan(IGNORED, f"{ALSO_HERE.label}, for reading only", OURS_TO_READ)
        if field is None:
            return plan(IGNORED, "Not one of ours", NOT_OURS)
        if not is_open(field, self._agreed):
            return plan(IGNORED, f"{field.label}, for reading only", READ_ONLY + field.key)
        return plan(field.key, field.label, why)


CHOSEN = "chosen"
"""The reason for a column whose field somebody chose."""
BY_CONTENT = "what it holds"
"""The reason for a column that is a field's by its cells, whatever its heading says."""
BY_PLACE = "where it stands"
"""The reason for a column over which another's heading moved."""
OURS = "ours"
"""The reason for the columns of row IDs and of the export's codes."""
OURS_TO_READ = "went out to be read"
"""The reason for a column that no field has, which tells who else is at a phone."""
NOT_OURS = "no such field"
"""The reason for a column that did not go out."""
LEFT_OUT = "its heading moved"
"""The reason for a column of which nothing is taken, as its heading moved and somebody wants it so."""
READ_ONLY = "not to be changed: "
"""Starts the reason for a column that is compared but not imported; its field's key follows."""


BESIDE = "whom it is about: "
"""Starts the reason for a column of a person's details beside another record, to be read; the detail's key follows."""


def is_open(field: Field, agreed: frozenset[str] | None) -> bool:
    """Return whether a field may be changed in a sheet."""
    return field.editable and field.stored and (agreed is None or field.key in agreed)


def adds_lines(field: Field) -> bool:
    """Return whether a cell of a column that did not go out is a further line of its field, as it is of notes."""
    return field.kind.has_lines and not field.is_answer


def read_only_field(rt: RecordType, plan: ColumnPlan) -> Field | None:
    """Return the field of a read-only column; None if the column is not one."""
    return rt.by_key.get(plan.why.removeprefix(READ_ONLY)) if plan.why.startswith(READ_ONLY) else None


def field_of(rt: RecordType, plan: ColumnPlan) -> Field | None:
    """Return the field that went out in a column, also one that is only for reading; None if it is not one of ours."""
    return rt.by_key.get(plan.target) or read_only_field(rt, plan) or field_beside(rt, plan)


def field_beside(rt: RecordType, plan: ColumnPlan) -> Field | None:
    """Return the field of a column of a person's details beside another record; None if the column is not one."""
    return rt.by_key.get(plan.why.removeprefix(BESIDE)) if plan.why.startswith(BESIDE) else None
