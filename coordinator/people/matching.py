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
        self._listed: list[Row] = []
        self._named: dict[str, list[Row]] | None = None

    @classmethod
    def like(cls, connection: Connection, rows: Iterable[Row], rt: RecordType = CANDIDATE) -> "People":
        """Load the people in the database who share an e-mail or phone with any of `rows`; `rt` may have answers."""
        people = cls()
        people._listed = rows = list(rows)
        emails = {e for row in rows for e in CANDIDATE.values_of(row, Sign.EMAIL)}
        phones = {p for row in rows for p in CANDIDATE.values_of(row, Sign.PHONE)}
        found: set[int] = set()
        for sign, values in ((Sign.EMAIL, emails), (Sign.PHONE, phones)):
            for key in CANDIDATE.keys_of(sign):
                for ids in query.ids_by_values(connection, CANDIDATE, key, values).values():
                    found.update(ids)
        for number, row in query.read_by_id(connection, rt, sorted(found)).items():
            if not row.get("deleted_at"):
                people.add(number, row)
        return people

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
            same = [i for i in self._by_email.get(email, ()) if self._may_be(row, i, typos=True)]
            if match := self._best(same, row, "e-mail"):
                return match
        if not has_name(row):
            return None
        for phone in CANDIDATE.values_of(row, Sign.PHONE):
            same = [i for i in self._by_phone.get(phone, ()) if has_name(self._rows[i]) and self._may_be(row, i)]
            if match := self._best(same, row, "phone and name"):
                return match
        return None

    def _may_be(self, row: Row, record_id: int, *, typos: bool = False) -> bool:
        other = self._rows[record_id]
        if not (births_agree(row, other) and names_agree(row, other, typos=typos)):
            return False
        return not self._several_here(row, other)

    def _listed_names(self, key: str) -> set[str]:
        """Return the first names that stand with an address or number in the file; few files need to know."""
        if self._named is None:
            self._named = defaultdict(list)
            for row in self._listed:
                for shared in _addresses(row):
                    self._named[shared].append(row)
        return {name for row in self._named.get(key, ()) for name in folded_names(row, Sign.GIVEN_NAME)}

    def _several_here(self, row: Row, other: Row) -> bool:
        """Return whether several people share the addresses of two whose first names are not the same.

        An initial must fit only one of them; two names of one list that differ by a last letter (Paul, Paula) are two.
        """
        mine, theirs = (set(folded_names(some, Sign.GIVEN_NAME)[:1]) for some in (row, other))
        if mine == theirs:
            return False
        shared = _addresses(row)
        listed = {name for key in shared for name in self._listed_names(key)}
        here = {i for key in shared for i in (*self._by_email.get(key, ()), *self._by_phone.get(key, ()))}
        known = listed.union(*(folded_names(self._rows[i], Sign.GIVEN_NAME) for i in here))
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


def _addresses(row: Row) -> set[str]:
    return {*CANDIDATE.values_of(row, Sign.EMAIL), *CANDIDATE.values_of(row, Sign.PHONE)}


def _exact(a: Row, b: Row) -> bool:
    return all((a.get(k) or "") == (b.get(k) or "") for k in CANDIDATE.title_fields)
