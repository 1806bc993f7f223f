"""People who asked to be forgotten and must not come back with the next list."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_word
from coordinator.changes.edits import EditStep
from coordinator.changes.mark_keys import blind, keys_of
from coordinator.changes.marks import (
    NAMES_MARKED,
    SHARED,
    WITH_NAME,
    mark_of,
    mark_of_beginning,
    marks_of,
    marks_of_shared,
)
from coordinator.changes.plan import Plan
from coordinator.people.mended_addresses import mended_emails, with_any_area
from coordinator.records.catalog import CANDIDATE, FORGOTTEN, record_type
from coordinator.records.fields import Row, Sign
from coordinator.records.kinds import EMAILS, PHONES, Value, as_list
from coordinator.records.mailboxes import same_mailbox_key
from coordinator.records.short_forms import graded_with
from coordinator.store import query

MAY_BE = (
    "May be somebody who asked to be forgotten: one who did had this e-mail or phone, as others have. Look who it is; "
    "if it is the same person, forget them again."
)
"""Told of a new person; see `Suppressed.may_be`."""
MAY_LACK_AREA = (
    "May be somebody who asked to be forgotten: one who did had a number that ends with these seven digits. Look who "
    "it is; if it is the same person, forget them again."
)
"""Told of a new person; see `Suppressed.ends_alike`."""
ADDRESS_LEFT_OUT = (
    "An e-mail or number in this row is of somebody who asked to be forgotten and had quite another name. It is left "
    "out; the rest is taken. If it is the same person, forget them again."
)
"""Told of a row; see `Suppressed.addresses_of_another`."""
NAME_LEFT_OUT = (
    "This row named somebody who asked to be forgotten beside somebody else. That name is left out; the rest is taken."
)
"""Told of a row, without the name."""
_REFUSED = (
    "This is an e-mail or phone of somebody who asked to be forgotten, so it is not taken. If somebody else has it "
    "now, add that person anew."
)
_REFUSED_IN_TEXT = (
    "{} is an e-mail or phone of somebody who asked to be forgotten, so the text is not taken. Take it out. If "
    "somebody else has it now, add that person anew."
)
NAMES_FORGOTTEN = (
    "This cell of somebody else's row holds an e-mail or phone of somebody who asked to be forgotten; cells beside it "
    "may name them. Empty them in the list, leave the row out, or take it if somebody else has that address now."
)
"""Told of a row, without what its cells say."""
_EMAIL = CANDIDATE.keys_of(Sign.EMAIL)[0]
_SIGNS_OF_ADDRESSES = (
    (_EMAIL, EMAILS, re.compile("@"), re.compile(r"[^\s<>(),;:\"“”|/]+@[^\s<>(),;:\"“”|/]+[^\s<>(),;:.!?'\"“”|/]")),
    (
        CANDIDATE.keys_of(Sign.PHONE)[0],
        PHONES,
        re.compile(r"(?:\d\D{0,4}){7}"),
        re.compile(r"\+?1?[\s.-]*\(?\d{3}\)?[\s./-]*\d{3}[\s.-]*\d{4}(?!\d)"),
    ),
)
"""Key of a field, the kind that finds its addresses among words, what a text with one has at least, and how one is
written."""
_ADDRESSES = frozenset(CANDIDATE.addresses)


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Recognizes forgotten people by the marks of their addresses and numbers, and knows nothing else about them."""

    keys: str
    marks: frozenset[str]
    with_names: bool
    with_shared: bool = False
    with_beginnings: frozenset[str] = frozenset()

    @classmethod
    def of(cls, connection: Connection) -> "Suppressed":
        """Read a campaign's marks.

        Raises:
            UserError: their key is on another computer, so that they would recognize nobody; the text says what to do.
        """
        if told := blind(connection):
            raise UserError(told)
        table = FORGOTTEN.table
        found = connection.execute(select(table.c.mark, table.c.what).where(table.c.deleted_at.is_(None))).all()
        marks = frozenset(mark for mark, _ in found)
        with_names, with_shared = (any(what.endswith(kind) for _, what in found) for kind in (WITH_NAME, SHARED))
        beginnings = frozenset(mark for mark, what in found if NAMES_MARKED in what)
        return cls(" ".join(keys_of(connection).known), marks, with_names, with_shared, beginnings)

    def __contains__(self, row: Row) -> bool:
        """Return whether a row has an address or number of a forgotten person, or one of the same mailbox."""
        found = marks_of(self.keys, row, with_names=self.with_names, alike=True) if self.marks else {}
        return not self.marks.isdisjoint(found)

    def told_of(self, row: Row, cells: Collection[str]) -> Iterator[str]:
        """Yield what is told of a new person who may be a forgotten one; see `means` for the cells."""
        emails = mended_emails(cells) if self.with_shared else ()
        if self.may_be(row) or any(self.may_be({_EMAIL: email}) for email in emails):
            yield MAY_BE
        if self.ends_alike(cells):
            yield MAY_LACK_AREA

    def means(self, row: Row, cells: Iterable[str]) -> bool:
        """Return whether a row has an address of a forgotten person once cells that are no address are mended.

        Args:
            row: the row's values.
            cells: texts of the row that were taken for no e-mail or phone: `ana (at) example.org`.
        """
        return any({**row, _EMAIL: email} in self for email in mended_emails(cells)) if self.marks else False

    def ends_alike(self, cells: Iterable[str]) -> bool:
        """Return whether a cell of seven digits is the end of a forgotten person's number."""
        numbers = (number for text in cells for number in with_any_area(text)) if self.marks else ()
        return any(mark_of(key, number) in self.marks for number in numbers for key in self.keys.split())

    def named_in(self, cells: Mapping[str, Value], row: Row) -> list[str]:
        """Return the headings of the cells of a row of somebody else that hold an address of a forgotten person.

        A name alone tells nobody: no name is kept of who was forgotten.

        Args:
            cells: heading → cell of the row.
            row: the row's values; what is an address of the row's own person is not looked at.
        """
        if not self.marks:
            return []
        own = {value for sign in (Sign.EMAIL, Sign.PHONE) for value in CANDIDATE.values_of(row, sign)}
        return [heading for heading, cell in cells.items() if self._is_named(cell, own)]

    def _is_named(self, cell: Value, own: Collection[Value]) -> bool:
        text = cell if isinstance(cell, str) else str(cell or "")
        rows = [{key: value} for key, value in _addresses_in(text) if value not in own]
        return any(row in self or self.may_be(row) for row in rows)

    def holds(self, text: str) -> set[str]:
        """Return the e-mails and numbers in a text that are of forgotten people, and of nobody else who is here."""
        return {value for key, value in _addresses_in(text) if {key: value} in self} if self.marks else set()

    def addresses_of_another(self, row: Row) -> list[str]:
        """Return a forgotten person's numbers and e-mails in a row about somebody else: its names are quite others.

        Who has the last name alone in common, and an e-mail of their own, is another one of the family. An e-mail is
        another's only beside one of the row's own.
        """
        given, families = (list(CANDIDATE.values_of(row, sign)) for sign in (Sign.GIVEN_NAME, Sign.FAMILY_NAME))
        first, last = ({fold_word(word) for name in names for word in name.split()} for names in (given, families))
        if not self.with_beginnings or not last or not any(len(word) > 1 for word in first):
            return []
        first |= {form for word in first for form in graded_with(word)}
        numbers, emails = (list(map(str, CANDIDATE.values_of(row, sign))) for sign in (Sign.PHONE, Sign.EMAIL))
        theirs = [email for email in emails if {_EMAIL: email} in self]
        has_own = len(theirs) < len(emails)
        found = [a for a in (*numbers, *(theirs if has_own else ())) if self._is_anothers(a, first, last, has_own)]
        return found if found and {**row, **without_addresses(row, found)} not in self else []

    def _is_anothers(self, address: str, first: Collection[str], last: Collection[str], has_own: bool) -> bool:
        """Return whether an address is of a forgotten person who had quite other first and last names."""
        for key in self.keys.split():
            ways = dict.fromkeys((address, same_mailbox_key(address)))
            if any(mark_of(key, way) in self.with_beginnings for way in ways):
                heads = {mark_of_beginning(key, way, w): w in first for way in ways for w in (*last, *first)}
                alike = [is_first for mark, is_first in heads.items() if mark in self.marks]
                return not alike or (has_own and not any(alike))
        return False

    def without_others_addresses(self, row: Mapping[str, Value]) -> tuple[dict[str, Value], bool]:
        """Return a row without a forgotten person's addresses, if it is about somebody else, and whether it had any."""
        gone = self.addresses_of_another(row)
        return {**row, **(without_addresses(row, gone) if gone else {})}, bool(gone)

    def may_be(self, row: Row) -> bool:
        """Return whether a row has an address that a forgotten person had together with others."""
        return self.with_shared and not self.marks.isdisjoint(marks_of_shared(self.keys, row))


def _addresses_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield the e-mails and numbers among the words of a text, each with the field that it would be in."""
    for key, kind, sign, written in _SIGNS_OF_ADDRESSES:
        if sign.search(text):
            found = {str(value) for part in (text, *written.findall(text)) for value in kind.take(part).values}
            yield from ((key, value) for value in found)


def without_addresses(row: Row, gone: Collection[str]) -> dict[str, Value]:
    """Return the fields of a row that hold some e-mails or numbers, without these; a further one becomes the first."""
    left: dict[str, Value] = {}
    for key, further in CANDIDATE.further.items():
        values = [str(value) for value in (row.get(key), *as_list(row.get(further))) if value]
        stay = [value for value in values if value not in gone]
        if stay != values:
            left[key] = stay[0] if stay else None
            left[further] = stay[1:] or None
    return left


class AddressesOfForgotten(EditStep):
    """Refuses to give somebody, by hand, an address of a person who asked to be forgotten; imports leave it out too."""

    def refusals(self, connection: Connection, plan: Plan) -> dict[tuple[str, int, str], str]:
        """Return the cells that would bring such an address, also among the words of a text."""
        mine = [c for c in plan.changes if c.record == CANDIDATE.key and not c.fields.keys().isdisjoint(_ADDRESSES)]
        texts = list(_texts_with_addresses(plan))
        if not (mine or texts) or blind(connection):
            return {}
        suppressed = Suppressed.of(connection)
        here = query.read_by_id(connection, CANDIDATE, [c.record_id for c in mine], CANDIDATE.names) if mine else {}
        refused = {}
        for change in mine:
            for key in _ADDRESSES & change.fields.keys():
                _, after = change.fields[key]
                if {**here.get(change.record_id, {}), key: after} in suppressed:
                    refused[change.record, change.record_id, key] = _REFUSED
        for place, before, after in texts:
            if new := suppressed.holds(after) - suppressed.holds(before):
                refused[place] = _REFUSED_IN_TEXT.format(", ".join(sorted(new)))
        return refused


def _texts_with_addresses(plan: Plan) -> Iterator[tuple[tuple[str, int, str], str, str]]:
    """Yield where an edit writes a text that has an e-mail or a number, with what stood there and what is written."""
    for change in plan.changes:
        for key, (before, after) in change.fields.items():
            if change.record == CANDIDATE.key and key in _ADDRESSES or not isinstance(after, str):
                continue
            if change.record != CANDIDATE.key and not _is_free_text(change.record, key):
                continue
            if any(sign.search(after) for _, _, sign, _ in _SIGNS_OF_ADDRESSES):
                yield (change.record, change.record_id, key), str(before or ""), after


def _is_free_text(record: str, key: str) -> bool:
    field = record_type(record).by_key.get(key)
    return field is not None and field.kind.has_lines
