"""Matching: which person in the database, or earlier in the file, a row is about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from coordinator.people.keys import births_agree, folded_names, has_name, names_agree
from coordinator.records.catalog import CANDIDATE, RecordType
from coordinator.records.fields import Row, Sign
from coordinator.records.kinds import Value
from coordinator.store import query


@dataclass(frozen=True, slots=True)
class Match:
    """A person who was found.

    Attributes:
        record_id: number of the candidate; below 0 if new in the same file.
        by: what matches, in words.
    """

    record_id: int
    by: str


class People:
    """The people that rows of a file may be about, found by e-mail and phone.

    Couples share e-mail addresses, and a buyer's address is on every ticket; households share phones.
    So an address alone is not enough: the names must not contradict. Only exact matches count;
    likely ones are left for review.
    """

    def __init__(self) -> None:
        self._by_email: dict[str, list[int]] = defaultdict(list)
        self._by_phone: dict[str, list[int]] = defaultdict(list)
        self._rows: dict[int, Mapping[str, Value]] = {}
        self._named: dict[str, set[str]] = {}

    @classmethod
    def like(cls, connection: Connection, rows: Iterable[Row], rt: RecordType = CANDIDATE) -> "People":
        """Load the people in the database who share an e-mail or phone with any of `rows`; `rt` may have answers."""
        people = cls()
        found: set[int] = set()
        for sign, values in people._list(rows).items():
            for key in CANDIDATE.keys_of(sign):
                for ids in query.ids_by_values(connection, CANDIDATE, key, values).values():
                    found.update(ids)
        for number, row in query.read_by_id(connection, rt, sorted(found)).items():
            if not row.get("deleted_at"):
                people.add(number, row)
        return people

    def _list(self, rows: Iterable[Row]) -> dict[Sign, set[str]]:
        """Return all addresses and numbers of a list, and note the first names beside those that stand in it twice."""
        first: dict[str, Row] = {}
        shared: dict[str, list[Row]] = {}
        found: dict[Sign, set[str]] = {Sign.EMAIL: set(), Sign.PHONE: set()}
        for row in rows:
            for sign, all_ in found.items():
                for value in CANDIDATE.values_of(row, sign):
                    all_.add(value)
                    before = first.setdefault(value, row)
                    if before is not row:
                        shared.setdefault(value, [before]).append(row)
        self._named = {value: {n for row in some for n in _given_names(row)} for value, some in shared.items()}
        return found

    def row(self, record_id: int) -> Mapping[str, Value] | None:
        """Return what is known about a person; None if they were not loaded."""
        return self._rows.get(record_id)

    def add(self, record_id: int, row: Mapping[str, Value]) -> None:
        """Let later rows find this person."""
        self._rows[record_id] = row
        for email in CANDIDATE.values_of(row, Sign.EMAIL):
            if record_id not in self._by_email[email]:
                self._by_email[email].append(record_id)
        for phone in CANDIDATE.values_of(row, Sign.PHONE):
            if record_id not in self._by_phone[phone]:
                self._by_phone[phone].append(record_id)

    def find(self, row: Row) -> Match | None:
        """Return the one person that a row is about, or None if that is not certain.

        An e-mail with agreeing names is enough; a phone needs both names on both sides. Two different birth
        dates are left for review: fathers and sons share name, phone and address.
        """
        for email in CANDIDATE.values_of(row, Sign.EMAIL):
            here = self._by_email.get(email)
            if here is None:
                continue
            same = [i for i in here if self._may_be(row, i, typos=True)]
            if match := self._best(same, row, "e-mail"):
                return match
        for phone in CANDIDATE.values_of(row, Sign.PHONE):
            here = self._by_phone.get(phone)
            if here is None or not has_name(row):
                continue
            same = [i for i in here if has_name(self._rows[i]) and self._may_be(row, i)]
            if match := self._best(same, row, "phone and name"):
                return match
        return None

    def _may_be(self, row: Row, record_id: int, *, typos: bool = False) -> bool:
        other = self._rows[record_id]
        if not (births_agree(row, other) and names_agree(row, other, typos=typos)):
            return False
        return not self._several_here(row, other)

    def _several_here(self, row: Row, other: Row) -> bool:
        """Return whether several people share the addresses of two whose first names are not the same.

        An initial must fit only one of them; two names of one list that differ by a last letter (Paul, Paula) are two.
        """
        mine, theirs = (set(_given_names(some)[:1]) for some in (row, other))
        if mine == theirs:
            return False
        shared = _addresses(row)
        listed = {*_given_names(row), *(name for key in shared for name in self._named.get(key, ()))}
        here = {i for key in shared for i in (*self._by_email.get(key, ()), *self._by_phone.get(key, ()))}
        known = listed.union(*(_given_names(self._rows[i]) for i in here))
        for name in mine | theirs:
            if len(name) == 1 and len({n for n in known if len(n) > 1 and n.startswith(name)}) > 1:
                return True
        short, long = sorted([*mine, *theirs], key=len) if mine and theirs else ("", "")
        return len(long) == len(short) + 1 > 2 and {short, long} <= listed

    def _best(self, ids: list[int], row: Row, by: str) -> Match | None:
        """Return the only match, or the only one with exactly these names; otherwise None."""
        if len(ids) > 1:
            exact = [i for i in ids if _exact(row, self._rows[i])]
            ids = exact if len(exact) == 1 else []
        return Match(ids[0], by) if ids else None


def _given_names(row: Row) -> list[str]:
    return folded_names(row, Sign.GIVEN_NAME)


def _addresses(row: Row) -> set[str]:
    return {*CANDIDATE.values_of(row, Sign.EMAIL), *CANDIDATE.values_of(row, Sign.PHONE)}


def _exact(a: Row, b: Row) -> bool:
    return all((a.get(k) or "") == (b.get(k) or "") for k in CANDIDATE.title_fields)
