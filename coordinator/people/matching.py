"""Matching: which person in the database, or earlier in the file, a row is about."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import IntEnum

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base.folding import fold_word
from coordinator.people.extensions import NOTES, extension_fields, extensions_of
from coordinator.people.joined_names import SHORTEST, goes_with, listed_in, names_another, rows_of
from coordinator.people.keys import (
    NameFit,
    births_agree,
    families_agree,
    fit_of,
    gender_of,
    genders_agree,
    given_fit,
    has_name,
    middles_agree,
    names_agree,
)
from coordinator.people.merging import SAME
from coordinator.people.one_list import differ
from coordinator.people.short_forms import NO_OWN, OwnForms
from coordinator.records.ages import years_of_birth
from coordinator.records.catalog import CANDIDATE, VERDICT, RecordType
from coordinator.records.fields import Row, Sign, as_values
from coordinator.records.kinds import Value, as_list
from coordinator.records.mailboxes import same_mailbox_key
from coordinator.records.names import Named, named
from coordinator.records.refusals import MARKS
from coordinator.store import query

_GIVEN = CANDIDATE.keys_of(Sign.GIVEN_NAME)[0]


class Against(IntEnum):
    """What speaks against two rows being about one person, although their names fit."""

    NOTHING = 0
    PERHAPS = 1
    """One of them has a suffix."""
    SURELY = 2


FEW = 2
"""Of an address that more people share, only what is compared is read."""
COMPARED = (
    *(*CANDIDATE.names, *CANDIDATE.addresses, *CANDIDATE.title_fields),
    *(
        "city",
        "postcode",
        "middle_name",
        "birth_date",
        "stated_age",
        "stated_age_on",
        "age_band",
        "gender",
        "pronouns",
        "deleted_at",
    ),
    *(NOTES, *MARKS),
)
_OF_NAMES = (*CANDIDATE.names, "middle_name", NOTES)
"""What a row says of a name."""
_ZIP = 5
SEVERAL = 2
"""This many other last names at one e-mail are no couple's."""
ROLES = frozenset(
    "admin administration board campaign church contact contacto desk events frontdesk hello hola iglesia info "
    "informes media news office oficina parish parroquia press prensa reception recepcion sales secretary secretaria "
    "staff support team ventas volunteer volunteers voluntarios webmaster".split()
)
"""What the e-mail of an office begins with; several people sign up with it."""


AS_DECIDED = "as you decided"
"""How somebody was found whom a person named."""


@dataclass(frozen=True, slots=True)
class Match:
    """A person who was found.

    Attributes:
        record_id: number of the candidate; below 0 if new in the same file.
        by: what matches, in words, or `AS_DECIDED`.
    """

    record_id: int
    by: str

    @property
    def how(self) -> str:
        """How they were found, in words."""
        return found_by(self.by)


def found_by(by: str) -> str:
    """Return how somebody was found, in words: `found by e-mail`, or that a person decided it."""
    return by if by == AS_DECIDED else f"found by {by}"


class People:
    """The people that rows of a file may be about, found by e-mail and phone.

    Couples share e-mail addresses, and a buyer's address is on every ticket; households share phones. So an address
    alone is not enough: the names must fit, and nothing may speak against it. Likely matches are left for review.

    Args:
        own: the short forms that the campaign added.
    """

    def __init__(self, own: OwnForms = NO_OWN) -> None:
        self._own = own
        self._by_email: dict[str, list[int]] = defaultdict(list)
        self._by_phone: dict[str, list[int]] = defaultdict(list)
        self._by_mailbox: dict[str, list[int]] = defaultdict(list)
        self._indexes = [
            (key, by_address)
            for sign, by_address in ((Sign.EMAIL, self._by_email), (Sign.PHONE, self._by_phone))
            for key in CANDIDATE.keys_of(sign)
        ]
        self._rows: dict[int, Mapping[str, Value]] = {}
        self._in_part: set[int] = set()
        self._names: dict[int, Named | None] = {}
        self._earlier: Mapping[int, list[Named]] = {}
        self._rows_of: dict[int, list[Mapping[str, Value]]] = defaultdict(list)
        self._listed_of: dict[int, list[Row]] = defaultdict(list)
        self._came_from: dict[int, list[Mapping[str, Value]]] = {}
        self._named_otherwise: Set[int] = frozenset()
        self._unread: dict[str, set[int]] = {}
        self._connection: Connection | None = None
        self._rt: RecordType = CANDIDATE
        self._desks: tuple[str, ...] = ()
        self._shared: dict[str, list[tuple[object, ...]]] = {}
        self._listed: dict[str, list[Named]] = {}

    @classmethod
    def like(cls, connection: Connection, rows: Iterable[Row], rt: RecordType = CANDIDATE) -> "People":
        """Let those of `rows` find people in the database who share an e-mail or phone; `rt` may have answers.

        While they are looked for, the connection is still read from.
        """
        people = cls(OwnForms.of(connection))
        people._connection, people._rt, people._desks = connection, rt, extension_fields(rt)
        whole: set[int] = set()
        shared: dict[Sign, dict[str, set[int]]] = {Sign.EMAIL: {}, Sign.PHONE: {}}
        first = people._list(rows)
        for sign, values in first.items():
            for key in CANDIDATE.keys_of(sign):
                for value, ids in query.ids_by_values(connection, CANDIDATE, key, values).items():
                    if len(ids) <= FEW:
                        whole.update(ids)
                    else:
                        shared[sign].setdefault(str(value), set()).update(ids)
        if phones := shared[Sign.PHONE]:
            from coordinator.people.led_to_nobody import led_to_nobody

            names = {phone: people._names_beside(phone) or [named(first[Sign.PHONE][phone])] for phone in phones}
            people._unread = {phone: phones.pop(phone) for phone in led_to_nobody(connection, phones, names)}
        people._read(whole, None)
        in_part = tuple(dict.fromkeys((*COMPARED, *people._desks, *(f.key for f in rt.fields if f.is_answer))))
        people._read({number for some in shared.values() for ids in some.values() for number in ids}, in_part)
        if mailboxes := set(map(same_mailbox_key, first[Sign.EMAIL])):
            from coordinator.people.mailbox_owners import mailbox_owners

            people._read(mailbox_owners(connection, mailboxes), in_part)
        people._earlier = _merged_names(connection, people._rows)
        people._named_otherwise = people._with_another_name(first)
        return people

    def _with_another_name(self, first: Mapping[Sign, Mapping[str, Row]]) -> Set[int]:
        """Return the people at the addresses of rows that say another first name than theirs."""
        by_sign = {Sign.EMAIL: self._by_email, Sign.PHONE: self._by_phone}
        return {
            number
            for sign, rows in first.items()
            for address, row in rows.items()
            for number in by_sign[sign].get(address, ())
            if row.get(_GIVEN) != self._rows[number].get(_GIVEN)
        }

    def _read(self, numbers: Iterable[int], keys: Sequence[str] | None) -> None:
        """Let people in the database be found who are not known yet; if only some `keys` are read, they are in part."""
        if self._connection is None:
            return
        anew = {number for number in numbers if number not in self._rows}
        for number, row in query.read_by_id(self._connection, self._rt, sorted(anew), keys).items():
            if not row.get("deleted_at"):
                self.add(number, row)
                self._names[number] = None
                if keys is not None:
                    self._in_part.add(number)

    def _list(self, rows: Iterable[Row]) -> dict[Sign, dict[str, Row]]:
        """Return the first row with each address and number, and note the names beside those that stand there twice."""
        shared: dict[str, list[Row]] = {}
        found: dict[Sign, dict[str, Row]] = {Sign.EMAIL: {}, Sign.PHONE: {}}
        columns = [(key, first) for sign, first in found.items() for key in CANDIDATE.keys_of(sign)]
        for row in rows:
            for key, first in columns:
                if not (value := row.get(key)):
                    continue
                for address in (value,) if isinstance(value, str) else as_list(value):
                    if (before := first.setdefault(address, row)) is not row:
                        shared.setdefault(address, [before]).append(row)
        self._shared = {key: [tuple(map(row.get, _OF_NAMES)) for row in some] for key, some in shared.items()}
        return found

    def _names_beside(self, address: str) -> Sequence[Named]:
        """Return the names beside an address that stands twice in the file, worked out when first asked for."""
        if address in self._shared:
            self._listed[address] = [named(dict(zip(_OF_NAMES, n, strict=True))) for n in self._shared.pop(address)]
        return self._listed.get(address, ())

    def row(self, record_id: int) -> Mapping[str, Value] | None:
        """Return what is known about a person; None if they were not loaded, or in part."""
        return None if record_id in self._in_part else self._rows.get(record_id)

    @property
    def numbers(self) -> Collection[int]:
        """The numbers of the people who are known, at least in part."""
        return self._rows.keys()

    def known(self, record_id: int) -> Mapping[str, Value]:
        """Return somebody who is known: all of their fields, or those that are compared."""
        return self._rows[record_id]

    def at(self, address: str) -> Sequence[int]:
        """Return the people who have an e-mail or phone, those with another writing of the same mailbox too."""
        others = self._by_mailbox.get(same_mailbox_key(address), ()) if _is_email(address) else ()
        return tuple(dict.fromkeys((*self._by_address(address), *others)))

    def add(self, record_id: int, row: Mapping[str, Value]) -> None:
        """Let later rows find this person."""
        self._rows[record_id] = row
        self._in_part.discard(record_id)
        if record_id < 0:
            self._names[record_id] = None
        else:  # an earlier row may come again and change them
            self._names.pop(record_id, None)
        for key, by_address in self._indexes:
            if not (value := row.get(key)):
                continue
            for address in (value,) if isinstance(value, str) else as_list(value):
                if record_id not in (here := by_address[address]):
                    here.append(record_id)
                    if by_address is self._by_email:
                        self._by_mailbox[same_mailbox_key(address)].append(record_id)

    def came_in(self, record_id: int, cells: Mapping[str, Value]) -> None:
        """Note the row, by heading, of a sign-up of this person that is not in the database yet."""
        self._rows_of[record_id].append(cells)

    def is_of(self, record_id: int, row: Row) -> None:
        """Note that a row of the file is about a person in the database: later rows that differ from it are not."""
        if record_id > 0 and any(key in self._shared or key in self._listed for key in _addresses(row)):
            self._listed_of[record_id].append(row)

    def find(self, row: Row) -> Match | None:
        """Return the one person that a row is about, or None if that is not certain.

        An e-mail with a name that fits is enough; a phone needs both names on both sides, and another writing of a
        mailbox the very same name. What speaks against it (a suffix, a birth date, a gender, a middle name, another row
        of the file that differs) leaves it for review: fathers and sons share name and address.
        """
        for email in CANDIDATE.values_of(row, Sign.EMAIL):
            if (here := self._by_email.get(email)) and (match := self._only(here, row, email)):
                return match
        for phone in CANDIDATE.values_of(row, Sign.PHONE):
            if not (here := self._by_phone.get(phone)) or not has_name(row):
                continue
            if match := self._only(here, row, phone):
                return match
        for email in CANDIDATE.values_of(row, Sign.EMAIL):
            if self._by_email.get(email):
                continue
            here = [number for number in self.at(email) if _is_namesake(row, self._rows[number])]
            if here and (match := self._only(here, row, email)):
                return match
        return None

    def namesakes(self, row: Row) -> list[int]:
        """Return everybody with an e-mail or phone of a row whom it may be about, by the name."""
        mine = named(row)
        here = dict.fromkeys(i for address in sorted(_addresses(row)) for i in self._by_address(address))
        return [i for i in here if self._has_name_of(i, mine) and not speaks_against(row, self._rows[i])]

    def _has_name_of(self, number: int, mine: Named) -> bool:
        theirs = self._nearest(number, mine)
        return given_fit(mine, theirs, self._own) >= NameFit.SHORT and families_agree(mine, theirs)

    def _only(self, here: Iterable[int], row: Row, at: str) -> Match | None:
        """Return the only one of the people at an e-mail or phone that a row can be about; otherwise None."""
        mine = named(row)
        fitting: list[int] = []
        unlike: list[Named] = []
        own = frozenset[str]() if _is_email(at) else extensions_of(row, self._desks)
        at_other_desks = False
        for number in here:
            other = self._rows[number]
            theirs = self._nearest(number, mine)
            agree = families_agree(mine, theirs)  # first, as most people at a phone differ in it
            if not _is_email(at) and not (agree and has_name(other)):
                continue
            fit = given_fit(mine, theirs, self._own)
            if fit is NameFit.OTHER or not (
                agree or (fit is NameFit.SAME and families_agree(mine, theirs, typos=True))
            ):
                continue
            if own and self._is_at_another_desk(row, own, other):
                at_other_desks = True
                continue
            match _against(row, other, mine, theirs):
                case Against.NOTHING:
                    fitting.append(number)
                case Against.PERHAPS:
                    unlike.append(theirs)
        fitting = self._nearest_of(self._not_apart(fitting, row), row)
        if len(fitting) != 1 or not self._is_certain(row, mine, fitting[0], at):
            return None
        if at_other_desks and own.isdisjoint(extensions_of(self._rows[fitting[0]], self._desks)):
            return None  # several of one name at an office
        if not _is_email(at) and _lives_elsewhere(row, self._rows[fitting[0]]):
            return None  # a landline, perhaps of father and son
        if unlike and not _is_confirmed(row, self._rows[fitting[0]]) and not self._are_listed(row, unlike):
            return None  # a father, and a son who did not write his suffix this time
        return Match(fitting[0], "e-mail" if _is_email(at) else "phone and name")

    def _is_at_another_desk(self, row: Row, own: Set[str], other: Row) -> bool:
        """Return whether two people share nothing but an office's number, and have different extensions there."""
        theirs = extensions_of(other, self._desks)
        if not theirs or not own.isdisjoint(theirs) or _is_same_day(row, other):
            return False
        return len(_addresses(row) & _addresses(other)) == 1

    def _not_apart(self, fitting: list[int], row: Row) -> list[int]:
        """Return those of several people of whom no other row of the file differs from a row.

        If there are others, only those who have a second address of the row.
        """
        apart = {i for i in fitting if any(_are_apart(row, other) for other in self._rows_in_file(i))}
        mine = _addresses(row) if apart else set()
        return [i for i in fitting if not apart or (i not in apart and len(mine & _addresses(self._rows[i])) > 1)]

    def _rows_in_file(self, number: int) -> Sequence[Row]:
        """Return what the rows of the file so far say about a person."""
        return [self._rows[number]] if number < 0 else self._listed_of.get(number, ())

    def _nearest_of(self, fitting: list[int], row: Row) -> list[int]:
        """Return those of several who fit a row best: born on the same day, then with the same name.

        Nobody, if the year of birth says otherwise than the name.
        """
        if len(fitting) < FEW:
            return fitting
        same_year = {i for i in fitting if _is_same_year(row, self._rows[i])}
        for agrees in (_is_same_day, _exact):
            fitting = [i for i in fitting if agrees(row, self._rows[i])] or fitting
        return fitting if same_year.issuperset(fitting) or not same_year else []

    def _nearest(self, number: int, mine: Named) -> Named:
        """Return the name of somebody, or of whoever was merged into them, that fits best."""
        now = self._named(number)
        if number not in self._earlier:
            return now
        return max((now, *self._earlier[number]), key=lambda n: families_agree(mine, n) * given_fit(mine, n, self._own))

    def _named(self, number: int) -> Named:
        """Return the name of somebody; it is worked out once, until the person is added anew."""
        if (found := self._names.get(number)) is None:
            found = named(self._rows[number])
            if number in self._names:
                self._names[number] = found
        return found

    def _is_certain(self, row: Row, mine: Named, number: int, at: str) -> bool:
        """Return whether first names that fit are enough, in view of everybody with these addresses."""
        other = self._rows[number]
        if self._is_an_offices(at, row, mine, other):
            return False
        theirs = self._nearest(number, mine)
        if not families_agree(mine, theirs) and (_is_a_role(at) or self._has_others(row, number, mine, theirs)):
            return False  # rather two people at an office than a slip of the pen
        fit = given_fit(mine, theirs, self._own)
        if mine.first != theirs.first and _differ_in_pronouns(row, other):
            return False
        if fit is NameFit.SAME:
            return True
        if fit is not NameFit.UNKNOWN and _differ_in_anything(row, other):
            return False  # two of one family: Bob is asked about who has another phone than Robert
        if fit is not NameFit.UNKNOWN and not self._is_one_with_all(row, mine, number, theirs):
            return False
        if fit is NameFit.EITHER and not (gender_of(row) and gender_of(other)):
            return False  # twins are born on the same day, and one may be Alex where the other is Alexis
        if fit is NameFit.INITIAL and not _is_same_day(row, other):
            return False  # couples share an e-mail with the name of one, and whom else it fits may come later
        listed, known = self._names_at(_addresses(row))
        if fit is not NameFit.UNKNOWN and {mine.first, theirs.first} <= listed:
            return False  # two rows of one list with one address: two people
        rest = (listed | known) - {*mine.given, *theirs.given}
        if fit is NameFit.UNKNOWN:
            return not rest
        both = (mine.first, theirs.first)
        return not any(fit_of(name, one, self._own) or _begins(name, one) for name in rest for one in both)

    def _is_one_with_all(self, row: Row, mine: Named, number: int, theirs: Named) -> bool:
        """Return whether one more first name goes with all under which somebody came, and with their e-mails."""
        emails = {email for some in (row, self._rows[number]) for email in CANDIDATE.values_of(some, Sign.EMAIL)}
        if any(names_another(email, mine, theirs, self._own) for email in emails):
            return False
        names = [self._named(number), *self._earlier.get(number, ())]
        rows = [*self._rows_of.get(number, ()), *self._rows_here(number)]
        return goes_with(mine, names, listed_in(rows, names, self._own), self._own)

    def _rows_here(self, number: int) -> Sequence[Mapping[str, Value]]:
        """Return the rows from which the sign-ups of a person in the database came: read of all who need it at once."""
        if self._connection is None or number < 0:
            return ()
        if number not in self._came_from:
            self._came_from |= rows_of(self._connection, {number, *self._named_otherwise})
            self._named_otherwise = frozenset()
        return self._came_from[number]

    def _has_others(self, row: Row, number: int, mine: Named, theirs: Named) -> bool:
        """Return whether others with another last name than two people have an e-mail or phone of a row."""
        addresses = _addresses(row)
        here = {i for address in addresses for i in self._by_address(address)} - {number}
        names = [*map(self._named, here), *(names for address in addresses for names in self._names_beside(address))]
        return any(not families_agree(name, mine) and not families_agree(name, theirs) for name in names)

    def _is_an_offices(self, at: str, row: Row, mine: Named, other: Row) -> bool:
        """Return whether an address is shared by people of other last names, and two of them differ in their own.

        Couples share an e-mail too, so there it takes several others, or a name such as `info@`.
        """
        if _is_same_day(row, other) or not _differ_beside(at, row, other):
            return False
        here = [*(self._named(i) for i in self._by_address(at)), *self._names_beside(at)]
        others = {names.families for names in here if not families_agree(mine, names)}
        return _is_a_role(at) or len(others) >= (SEVERAL if _is_email(at) else 1)

    def _by_address(self, at: str) -> Sequence[int]:
        """Return the people at an e-mail or phone; those whom no row can be about are read when they are asked for."""
        if at in self._unread:
            self._read(self._unread.pop(at), (*COMPARED, *self._desks))
        return (self._by_email if _is_email(at) else self._by_phone).get(at, ())

    def _names_at(self, addresses: Iterable[str]) -> tuple[set[str], set[str]]:
        """Return the first names that stand with addresses in the file, and those of the people who are known."""
        listed = {names.first for key in addresses for names in self._names_beside(key)}
        here = {i for key in addresses for i in self._by_address(key)}
        known = {self._named(i).first for i in here}
        return listed - {""}, known - {""}

    def _are_listed(self, row: Row, unlike: Iterable[Named]) -> bool:
        """Return whether the file names all of some people with their suffixes beside the row's address."""
        here = {(n.first, n.families, n.generation) for key in _addresses(row) for n in self._names_beside(key)}
        return {(n.first, n.families, n.generation) for n in unlike} <= here


def _merged_names(connection: Connection, people: Collection[int]) -> dict[int, list[Named]]:
    """Return the names of those who were merged into some people; lists may know them by these."""
    table = VERDICT.table
    merged = select(table.c.first, table.c.second).where(table.c.verdict == SAME, table.c.deleted_at.is_(None))
    gone = {second: first for first, second in connection.execute(merged) if first in people}
    found: dict[int, list[Named]] = defaultdict(list)
    for row in query.read_rows(connection, CANDIDATE, sorted(gone), ("middle_name", *CANDIDATE.names)):
        found[gone[row["id"]]].append(named(as_values(row)))
    return dict(found)


def _is_email(address: str) -> bool:
    return "@" in address


def _is_a_role(address: str) -> bool:
    """Return whether an e-mail is one of an office rather than of a person."""
    return _is_email(address) and re.split(r"[^a-z]", address, maxsplit=1)[0] in ROLES


def _differ_beside(at: str, a: Row, b: Row) -> bool:
    """Return whether two rows with one address have another further one each: phones or e-mails, or else ZIP codes."""
    sign = Sign.PHONE if _is_email(at) else Sign.EMAIL
    one, other = (set(CANDIDATE.values_of(row, sign)) for row in (a, b))
    if one and other:
        return one.isdisjoint(other)
    return _is_email(at) and bool(a.get("postcode") and b.get("postcode")) and a["postcode"] != b["postcode"]


def _differ_in_anything(a: Row, b: Row) -> bool:
    """Return whether two rows with one address have nothing in common of other phones, e-mails, ZIP codes or cities."""
    for sign in (Sign.EMAIL, Sign.PHONE):
        one, other = (set(CANDIDATE.values_of(row, sign)) for row in (a, b))
        if one and other and one.isdisjoint(other):
            return True
    (town_a, zip_a), (town_b, zip_b) = map(_place, (a, b))
    return zip_a != zip_b if zip_a and zip_b else bool(town_a and town_b) and town_a != town_b


def _place(row: Row) -> tuple[str, str]:
    """Return the folded city and the five digits of the ZIP code where somebody lives; "" if unknown."""
    return fold_word(str(row.get("city") or "")), str(row.get("postcode") or "")[:_ZIP]


def _begins(a: str, b: str) -> bool:
    """Return whether one of two first names begins the other, so that it may be short for it: Kay and Kaylee."""
    short, long = sorted((a, b), key=len)
    return len(short) >= SHORTEST and long.startswith(short)


def _differ_in_pronouns(a: Row, b: Row) -> bool:
    """Return whether two rows say other pronouns: she/her and they/them."""
    one, other = (re.split(r"\W+", str(row.get("pronouns") or "").casefold().strip())[0] for row in (a, b))
    return bool(one and other) and one != other


def _lives_elsewhere(a: Row, b: Row) -> bool:
    """Return whether two rows with one phone and one name differ in all else: other e-mails in other towns."""
    from rapidfuzz.distance import OSA

    one, other = (set(CANDIDATE.values_of(row, Sign.EMAIL)) for row in (a, b))
    if not one or not other or not one.isdisjoint(other) or _is_confirmed(a, b):
        return False
    (town_a, zip_a), (town_b, zip_b) = map(_place, (a, b))
    if town_a and town_a == town_b:
        return False
    if zip_a and zip_b:
        return OSA.distance(zip_a, zip_b) > 1
    return bool(town_a and town_b)


def speaks_against(a: Row, b: Row) -> bool:
    """Return whether something speaks against two rows with one address and one name being about one person."""
    return _against(a, b, named(a), named(b)) is not Against.NOTHING


_BORN = ("birth_date", "stated_age", "stated_age_on", "age_band")
_GENDER = ("gender", "pronouns")


def says_otherwise(said: Row, before: Row, here: Row) -> bool:
    """Return whether what a row says otherwise than last time speaks against its being about the same person.

    Args:
        said, before: the row now, and as it came last time.
        here: the person as the database has them.
    """
    changed = {key for key in {*said, *before} if said.get(key) != before.get(key)}
    anew = {**here, **{key: said.get(key) for key in changed}}
    for group in (_BORN, _GENDER):
        if not changed.isdisjoint(group):
            anew |= {key: said.get(key) for key in group}
    return speaks_against(anew, here)


def are_two_names(said: Row, *known: Row) -> bool:
    """Return whether a row names somebody else than each of several rows, which may be about one person."""
    return not any(names_agree(said, row, typos=True) for row in known)


def share_an_address(a: Row, b: Row) -> bool:
    """Return whether two rows have an e-mail or phone in common."""
    return not _addresses(a).isdisjoint(_addresses(b))


def are_others(a: Row, b: Row, *, counted: bool = True) -> bool:
    """Return whether two rows with one key are about two people: the names differ, and no e-mail or phone is common.

    If one of them has neither e-mail nor phone, both first and last name must differ. By a number of a line nothing is
    known that name or address does not say too: where neither is common, they are two.

    Args:
        a, b: the two rows, with names and addresses.
        counted: the key is a number as lists count their lines with; any other key is given once, and whoever
            married or moved keeps it, so that both names must differ.
    """
    names_a, names_b = named(a), named(b)
    if share_an_address(a, b):
        return False
    other_first = given_fit(names_a, names_b) is NameFit.OTHER
    other_last = not families_agree(names_a, names_b, typos=True)
    if counted:
        named_alike = any(x and y for x, y in ((names_a.given, names_b.given), (names_a.families, names_b.families)))
        return other_first or other_last or not named_alike
    return other_first and other_last


def _against(a: Row, b: Row, names_a: Named, names_b: Named) -> Against:
    """Return what speaks against two rows with one address and names that fit being about one person."""
    if not births_agree(a, b) or not middles_agree(names_a, names_b):
        return Against.SURELY
    years_a, years_b = years_of_birth(a), years_of_birth(b)
    if years_a and years_b and (years_a[1] < years_b[0] - 1 or years_b[1] < years_a[0] - 1):
        return Against.SURELY
    if not genders_agree(a, b, names_a, names_b):
        return Against.SURELY
    if names_a.generation == names_b.generation:
        return Against.NOTHING
    if names_a.generation and names_b.generation:
        return Against.SURELY
    return Against.NOTHING if _is_same_day(a, b) else Against.PERHAPS


def _is_same_day(a: Row, b: Row) -> bool:
    """Return whether two people were born on the same day."""
    born = str(a.get("birth_date") or "")
    return len(born) == len("2000-01-31") and born == b.get("birth_date")


def _is_same_year(a: Row, b: Row) -> bool:
    """Return whether two people were surely born in the same year."""
    born = str(a.get("birth_date") or "")[:4]
    return bool(born) and born == str(b.get("birth_date") or "")[:4]


def _is_confirmed(a: Row, b: Row) -> bool:
    """Return whether something beside names and addresses says that two rows are about one person."""
    if _is_same_day(a, b):
        return True
    generation = named(a).generation
    return bool(generation) and generation == named(b).generation


def _are_apart(a: Row, b: Row) -> bool:
    """Return whether two rows of one list differ, and no birth date or suffix says that they are of one person."""
    return differ(a, b) and not _is_confirmed(a, b)


def _is_namesake(a: Row, b: Row) -> bool:
    """Return whether two rows have the very same first and last name, folded."""
    one, other = named(a), named(b)
    return bool(one.first and one.families) and (one.first, one.families) == (other.first, other.families)


def _addresses(row: Row) -> set[str]:
    return {*CANDIDATE.values_of(row, Sign.EMAIL), *CANDIDATE.values_of(row, Sign.PHONE)}


def _exact(a: Row, b: Row) -> bool:
    return all((a.get(k) or "") == (b.get(k) or "") for k in CANDIDATE.title_fields)
