"""Signed up before: the sign-ups that a source brought, and which of them the rows of its next list may be."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from coordinator.base.folding import fold_word
from coordinator.importing.cells import InRow
from coordinator.importing.sign_ups import SUBMITTED
from coordinator.importing.targets import SIGNUP_PREFIX
from coordinator.people.extensions import extensions_of
from coordinator.records.catalog import CANDIDATE, SIGNUP
from coordinator.records.kinds import Value, as_text, plain_text
from coordinator.records.kinds.spreadsheets import is_cut
from coordinator.records.rows import SignupRow
from coordinator.store import query

OWN_KEY = f"{SIGNUP_PREFIX}source_key"
_Key = tuple[str, int, int]
"""What identifies a row at its source, which of several rows of a list it is, and which of several people."""


@dataclass(frozen=True, slots=True)
class Known:
    """A sign-up that this source brought before."""

    record: SignupRow

    @property
    def row(self) -> Mapping[str, Value]:
        """Its row as it came last time."""
        return self.record["row"] or {}

    @property
    def key(self) -> str:
        """What identifies it at its source."""
        return as_text(self.record["source_key"])

    @property
    def candidate(self) -> int:
        """Whose it is."""
        return self.record["candidate"]


class SignedUp:
    """The sign-ups of a source that the rows of a list may be.

    Args:
        connection: a connection to the campaign.
        source: number of the source; below 0 while it is only planned, so that nothing is known.
    """

    def __init__(self, connection: Connection, source: int) -> None:
        self._connection, self._source = connection, source
        self._known: dict[str, Known] = {}
        self._families: dict[str, list[_Key]] = {}
        self._exact: dict[int, Known] = {}
        self._taken: set[int] = set()
        self._listed: dict[str, int] = {}

    def read(self, rows: Sequence[InRow], bases: Sequence[str]) -> None:
        """Read the sign-ups with the keys of rows; where a row says otherwise than its own, all with its base.

        A row that comes just as it came before is the sign-up that was made of it, whatever the order of the list.
        """
        if self._source < 0:
            return
        listed: dict[str, list[int]] = {}
        for number, base in enumerate(bases):
            listed.setdefault(base, []).append(number)
        self._listed |= {base: len(here) for base, here in listed.items()}
        self._find((base, n, 1) for base, here in listed.items() for n in range(1, len(here) + 1))
        changed = (
            base
            for base, here in listed.items()
            if base in self._families
            and any(self._row_of((base, n, 1)) != rows[number].cells for n, number in enumerate(here, 1))
        )
        self._find_next([key for base in changed for key in self._families[base]])
        for base, here in listed.items():
            family = self._families.get(base, ())
            if len(family) > 1:
                self._assign(family, [rows[number] for number in here])

    def _row_of(self, key: _Key) -> Mapping[str, Value] | None:
        known = self._known.get(_written(key))
        return known.row if known else None

    def _assign(self, family: Iterable[_Key], rows: Sequence[InRow]) -> None:
        """Assign sign-ups to the rows that say the same as last time."""
        left = [self._known[_written(key)] for key in family]
        for row in rows:
            if same := next((known for known in left if known.row == row.cells), None):
                left.remove(same)
                self._exact[id(row)] = same
                self._taken.add(same.record["id"])

    def _find(self, keys: Iterable[_Key]) -> list[_Key]:
        """Read the sign-ups with some keys; return the keys of those that are there."""
        sought = {written: key for key in keys if (written := _written(key)) not in self._known}
        found = query.ids_by_values(self._connection, SIGNUP, "source_key", list(sought), of=("source", self._source))
        ids = [number for numbers in found.values() for number in numbers]
        there = []
        for record in query.read_rows(self._connection, SIGNUP, ids):
            written = as_text(record["source_key"])
            self._known[written] = Known(record)
            there.append(sought[written])
        for key in sorted(there, key=lambda k: (k[2], k[1])):
            self._families.setdefault(key[0], []).append(key)
        return there

    def _find_next(self, keys: Sequence[_Key]) -> None:
        """Read the sign-ups that came after some with the same base, in a list or in a later one."""
        while keys:
            after = {(b, n + 1, m) for b, n, m in keys if m == 1} | {(b, n, m + 1) for b, n, m in keys}
            keys = self._find(after)

    @property
    def is_empty(self) -> bool:
        """Whether no row of the list came before."""
        return not self._known

    def get(self, key: str) -> Known | None:
        """Return the sign-up with a key; None if there is none."""
        return self._known.get(key)

    def same(self, row: InRow) -> Known | None:
        """Return the sign-up that one of several rows with one base was when it came just so; otherwise None."""
        return self._exact.get(id(row))

    def of(self, base: str, key: str) -> tuple[list[Known], list[Known]]:
        """Return the sign-ups with a row's own key, each of another person, and the others with its base."""
        own: list[Known] = []
        others: list[Known] = []
        for found in self._families.get(base, ()):
            (own if _written((*found[:2], 1)) == key else others).append(self._known[_written(found)])
        return own, others

    def listed(self, base: str) -> int:
        """Return how many rows of the list have a base."""
        return self._listed.get(base, 0)

    def take(self, known: Known) -> None:
        """Note that a row of the list is a sign-up: no other row is."""
        self._taken.add(known.record["id"])

    def is_taken(self, known: Known) -> bool:
        """Return whether a sign-up is another row's of the list."""
        return known.record["id"] in self._taken

    def free(self, key: str) -> str:
        """Return a key for a new sign-up: a row's own one, or one for another person with it."""
        free, number = key, 1
        while free in self._known:
            number += 1
            free = _of_person(key, number)
        return free


def numbered(key: str, seen: dict[str, int]) -> str:
    """Return the key of the next row of a list that has it; `seen` counts them."""
    seen[key] = number = seen.get(key, 0) + 1
    return key if number == 1 else _in_list(key, number)


def _in_list(key: str, number: int) -> str:
    return key if number == 1 else f"{key}#{number}"


def _of_person(key: str, number: int) -> str:
    return key if number == 1 else f"{key}~{number}"


def _written(key: _Key) -> str:
    base, row, person = key
    return _of_person(_in_list(base, row), person)


def has_own_key(row: InRow) -> bool:
    """Return whether the service's key, or the time of the sign-up, says which sign-up a row is; a mere day does not.

    A full hour to the second is taken for a day: somewhere it is midnight.
    """
    said = row.values if row.came is None else row.came
    submitted = as_text(said.get(SUBMITTED))
    return bool(said.get(OWN_KEY) or (submitted and not submitted.endswith(":00:00Z")))


def counted(row: InRow) -> bool:
    """Return whether a row's key is a number as lists count their lines with: the next list begins anew."""
    key = plain_text((row.values if row.came is None else row.came).get(OWN_KEY))
    return key.isdigit() and len(key) <= _LINES


_LINES = 4


def source_key(row: InRow) -> str:
    """Return what identifies a row at its source, as it came: the service's own key, otherwise when and who."""
    said = row.values if row.came is None else row.came
    if (own := said.get(OWN_KEY)) and (key := plain_text(own)) and not is_cut(key):
        return key
    submitted = str(said.get(SUBMITTED) or "")
    who = str(said.get("email") or "") or fold_word(CANDIDATE.title(said))
    parts = [submitted, who]
    if not said.get("email"):
        parts.append(str(said.get("phone") or ""))
    elif not submitted:
        parts.append(fold_word(CANDIDATE.title(said)))
    if not any(parts):
        parts.append(hashlib.sha256(repr(sorted(row.cells.items())).encode()).hexdigest()[:16])
    return "|".join(parts)


def desk_key(row: InRow, key: str, fields: Sequence[str]) -> str:
    """Return what identifies a row by the extension beside its phone as well; "" if it has none, or an e-mail."""
    said = row.values if row.came is None else row.came
    if said.get(OWN_KEY) or said.get("email") or not said.get("phone"):
        return ""
    found = extensions_of(said, fields)
    return f"{key}|x{'/'.join(sorted(found))}" if found else ""
