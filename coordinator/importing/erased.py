"""Words that were erased on request: what a list says of somebody does not bring them back."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from sqlalchemy import Text, select, type_coerce
from sqlalchemy.engine import Connection

from coordinator.base.folding import fold_heading
from coordinator.changes.naming import ERASED, was_before_erasing
from coordinator.records.catalog import CANDIDATE, SIGNUP
from coordinator.records.kinds import Value
from coordinator.store.backups import FORGET_KIND
from coordinator.store.tables import CHANGE, CHANGE_SET

_WORD = re.compile(r"\w")
_HEADED = re.compile(r"^[^:\n]{1,80}: ")
"""Words that no field took stand in the notes behind their heading."""


@dataclass(slots=True)
class ErasedWords:
    """What is left of texts about people in which words were erased.

    Attributes:
        lines: number of the person → what is left of their lines.
        whole: number of the person → folded headings of cells of which nothing is left.
    """

    lines: Mapping[int, Sequence[str]] = field(default_factory=dict)
    whole: Mapping[int, Set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, connection: Connection) -> "ErasedWords":
        """Read the people, their sign-ups and the history of both; nothing if no words were ever erased."""
        if connection.scalar(select(CHANGE_SET.c.seq).where(CHANGE_SET.c.kind == FORGET_KIND).limit(1)) is None:
            return cls()
        table = SIGNUP.table
        texts: list[tuple[int, str, str]] = []
        rows = select(table.c.candidate, table.c.row).where(type_coerce(table.c.row, Text).contains(ERASED))
        for person, row in connection.execute(rows):
            texts += ((person, *text) for text in _texts(row))
        raw = type_coerce(CHANGE.c.fields, Text)
        for rt in (CANDIDATE, SIGNUP):
            number = CHANGE.c.record_id if rt is CANDIDATE else table.c.candidate
            of = select(number, CHANGE.c.fields).where(CHANGE.c.record == rt.key, raw.contains(ERASED))
            of = of if rt is CANDIDATE else of.join(table, table.c.id == CHANGE.c.record_id)
            for person, fields in connection.execute(of):
                texts += ((person, *text) for text in _texts(fields))
        lines: dict[int, dict[str, None]] = defaultdict(dict)
        whole: dict[int, set[str]] = defaultdict(set)
        for person, heading, text in texts:
            if _WORD.search(text.replace(ERASED, "")):
                lines[person].update(dict.fromkeys(_lines(text)))
            else:
                whole[person].add(fold_heading(heading))
        return cls({person: list(some) for person, some in lines.items()}, whole)

    def in_cells(self, person: int, cells: Mapping[str, Value]) -> dict[str, str]:
        """Return the cells of a row about somebody that say such words again, with what is left of them."""
        lines, whole = self.lines.get(person, ()), self.whole.get(person, ())
        found = {}
        for heading, cell in cells.items() if lines or whole else ():
            if not isinstance(cell, str) or not cell.strip() or cell == ERASED:
                continue
            said = cell.split("\n")
            left = [next((line for line in lines if was_before_erasing(one, line)), one) for one in said]
            if left != said:
                found[heading] = "\n".join(left)
            elif whole and fold_heading(heading) in whole:
                found[heading] = ERASED
        return found


def _texts(value: Value, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield all texts in a value in which words were erased, each with the key or heading that it stands under."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from _texts(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one, key)
    elif isinstance(value, str) and ERASED in value:
        yield key, value


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text in which words were erased and others were not, also without the heading ahead."""
    for line in text.split("\n"):
        for part in {line, _HEADED.sub("", line)}:
            if ERASED in part and _WORD.search(part.replace(ERASED, "")):
                yield part.strip()


def without_erased(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return values without the lines and items in which words were erased."""
    found: dict[str, Value] = {}
    for key, value in values.items():
        if isinstance(value, str) and ERASED in value:
            value = "\n".join(line for line in value.split("\n") if ERASED not in line) or None
        elif isinstance(value, list):
            value = [one for one in value if ERASED not in str(one)] or None
        found |= {} if value is None else {key: value}
    return found
