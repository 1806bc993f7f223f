"""A no that a list says of an address: whoever else has that e-mail or number gets it too, or is asked about."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coordinator.base.naming_some import name_some
from coordinator.importing.cells import InRow
from coordinator.importing.rows_into_records import Folder
from coordinator.importing.said_itself import Cells, is_reported, said_itself
from coordinator.people.keys import NameFit, births_agree, families_agree, genders_agree, given_fit, has_name
from coordinator.people.matching import Match, People, speaks_against
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import Sign
from coordinator.records.kinds import Value
from coordinator.records.mailboxes import same_mailbox_key
from coordinator.records.names import named
from coordinator.records.refusals import CHANNELS, CONSENT, MARKS, NO_CONTACT
from coordinator.records.traits import traits

Values = Mapping[str, Value]
_WAYS = {Sign.EMAIL: ("email",), Sign.PHONE: ("call", "text")}
"""Sign of an address → the ways in which people are reached there."""
_LIKELY = 0.95
"""From this likeness on a no counts for both of two people at the address that they share."""


def marks_in(values: Values) -> list[str]:
    """Return the marks that a row or a person has."""
    return [] if values.keys().isdisjoint(MARKS) else [mark for mark in MARKS if values.get(mark) is True]


def _said_by(values: Values) -> list[str]:
    """Return the marks that a row means; a no to being contacted at all that names nobody is one as well."""
    if marks := marks_in(values):
        return marks
    return [NO_CONTACT] if values.get(CONSENT) is False and is_nameless(values) else []


def is_nameless(values: Values) -> bool:
    """Return whether no name is known: then a no is all about the address."""
    return not any(map(values.get, CANDIDATE.names))


def only_one_there(person: Values, people: People) -> Match | None:
    """Return whom a row that says no and names nobody is about: the only one with its addresses; otherwise None.

    Among several, it is the one without a name, made of such a row before.
    """
    if not is_nameless(person) or not _said_by(person):
        return None
    here = {number: sign for sign, _, number in _there(person, people)}
    nameless = [number for number in here if is_nameless(people.known(number))]
    one = list(here) if len(here) == 1 else nameless
    if len(one) != 1:
        return None
    return Match(one[0], "e-mail" if here[one[0]] is Sign.EMAIL else "phone")


@dataclass(slots=True)
class NoAtAddress:
    """Gives the no of a row to everybody who has its e-mail or number.

    A no that names nobody, or that a service reports of an address, is about the address. Of what somebody says of
    themselves, the others are told, since it need not be theirs.

    Attributes:
        people: the people that rows may be about.
        folder: collects what happens to them.
        load: lets the folder know some people of the database.
        rows: returns the cells, by heading, of the rows that some people in the database came from, by person.
        are_apart: whether somebody decided that two people are not one: a no of the one is not the other's by likeness.
        coming: what the rows to come say.
        given: mark → number and name of those who get it by an address.
    """

    people: People
    folder: Folder
    load: Callable[[Iterable[int]], object]
    rows: Callable[[Collection[int]], Mapping[int, Sequence[Cells]]]
    are_apart: Callable[[int, int], bool] = lambda a, b: False
    coming: Iterable[InRow] = ()
    given: dict[str, dict[int, str]] = field(default_factory=dict)
    _refused: dict[str, list[int]] = field(default_factory=dict)
    _rows_now: dict[int, list[Cells]] = field(default_factory=dict)
    _rows_before: dict[int, Sequence[Cells]] = field(default_factory=dict)
    _is_anew: bool = False

    def __post_init__(self) -> None:
        for number in self.people.numbers:
            self._note(number, self.people.known(number))

    def concerns(self, person: Values) -> bool:
        """Return whether a row may say no, or any row before it did."""
        return bool(self._refused) or person.get(CONSENT) is False or not person.keys().isdisjoint(MARKS)

    def take(
        self, row: InRow, person: Values, number: int, *, anew: bool, unchanged: bool
    ) -> Iterator[tuple[str, str]]:
        """Take what a row says of its addresses, or what was said of them before.

        Args:
            row: the row.
            person: what it says about its person.
            number: the person.
            anew: the row says it for the first time.
            unchanged: the row came before and says nothing new: whose addresses it has was settled then.

        Yields:
            for each address, the address and what to tell.
        """
        self._is_anew = anew
        if marks := _said_by(person):
            if anew:
                yield from self._tell_others(row, person, number, marks)
            self._note(number, person)
            self._rows_now.setdefault(number, []).append(row.cells)
        elif self._refused and not unchanged:
            yield from self._ask_those_before(person, number)

    def _say_again(self, number: int, mark: str) -> None:
        """Let somebody have a mark of their own, who has it already or one that says more."""
        now = self.folder.now(number)
        if now.get(mark):
            self.folder.say_again(number, mark)
        elif now.get(NO_CONTACT):
            self.folder.put(number, mark, True)

    def told(self) -> Iterator[str]:
        """Yield a sentence for each mark that people got by an address."""
        for mark, names in self.given.items():
            got = f"{len(names):,} people get" if len(names) > 1 else "1 person gets"
            yield f"{got} “{_label(mark)}” since their e-mail or number said no: {_named(list(names.values()))}."

    def _note(self, number: int, values: Values) -> None:
        if _said_by(values) or values.get(CONSENT) is False:
            for sign in _WAYS:
                for address in CANDIDATE.values_of(values, sign):
                    if number not in (there := self._refused.setdefault(same_mailbox_key(address), [])):
                        there.append(number)

    def _tell_others(self, row: InRow, person: Values, number: int, marks: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Give what a row says of its addresses to the others who have them."""
        nameless = is_nameless(person)
        who = [] if nameless else [CANDIDATE.title(self.folder.now(number))]
        others: dict[tuple[Sign, str], list[int]] = {}
        for sign, address, other in _there(person, self.people):
            if other != number:
                others.setdefault((sign, address), []).append(other)
        if nameless:
            yield from self._tell_only_one(person, number, marks)
        reported = nameless or (bool(others) and is_reported(row.cells))
        mailed = not nameless and NO_CONTACT in marks and bool(CANDIDATE.values_of(person, Sign.EMAIL))
        for (sign, address), numbers in others.items():
            meant = _meant(marks, sign) or (list(marks) if nameless else [])
            by_service = reported and not (mailed and sign is Sign.PHONE)  # it sends e-mails, and knows of no more
            may_be = [n for n in numbers if not self.are_apart(number, n)]
            same = [n for n in may_be if _is_same_person(person, self.people.known(n))]
            yield from self._give(address, _of_one(marks, sign), same, who, sure=True, one=True)
            likely = [n for n in may_be if n not in same and _is_likely_same(person, self.people.known(n))]
            yield from self._give(address, meant, likely, who, sure=True, one=True)
            numbers = [n for n in numbers if n not in same and n not in likely]
            for sure, some in self._by_certainty(numbers, by_service, sign, marks):
                yield from self._give(address, meant, some, who, sure=sure)

    def _tell_only_one(self, person: Values, number: int, marks: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Tell who the row that names nobody is about; a yes of theirs does not outweigh its no."""
        now = self.folder.now(number)
        if is_nameless(now):
            return
        sign, address = next((sign, a) for sign in _WAYS for a in CANDIDATE.values_of(person, sign))
        if _said_by(now) or now.get(CONSENT) is False:
            yield address, f"“{_title_with(now, address)}” has “{_shown(address)}”: this no counts for them."
        else:
            yield from self._give(address, _meant(marks, sign), [number], [], sure=True)

    def _ask_those_before(self, person: Values, number: int) -> Iterator[tuple[str, str]]:
        """Take a no that was said of a row's addresses before the row came."""
        for sign in _WAYS:
            for address in CANDIDATE.values_of(person, sign):
                meant: dict[bool, dict[str, None]] = {True: {}, False: {}}
                of_one = dict[str, None]()
                who = dict[str, None]()
                for other in self._refused.get(same_mailbox_key(address), ()):
                    if other == number:
                        continue
                    theirs = self.people.known(other)
                    if not (
                        marks := _said_by(theirs)
                    ):  # a no to being contacted is their own, unless an address said it
                        meant[True].update(dict.fromkeys(_meant(self._said_itself(address, other, [NO_CONTACT]), sign)))
                        continue
                    if not is_nameless(theirs):
                        who[CANDIDATE.title(theirs)] = None
                    may_be = not self.are_apart(number, other)
                    if may_be and _is_same_person(person, theirs):
                        of_one.update(dict.fromkeys(_of_one(marks, sign)))
                        continue
                    if may_be and _is_likely_same(person, theirs):
                        of_one.update(dict.fromkeys(_meant(marks, sign)))
                        continue
                    said = _meant(self._said_itself(address, other, marks), sign)
                    if said and not (other in self._rows_now and self._says_yes(number, said)):
                        meant[True].update(dict.fromkeys(said))
                        continue
                    about_it = is_nameless(theirs) or (NO_CONTACT in marks and _has_only(theirs, sign))
                    for sure, some in self._by_certainty([number], about_it, sign, marks):
                        meant[sure].update(dict.fromkeys(_meant(marks, sign) if some else ()))
                yield from self._give(address, list(of_one), [number], list(who), sure=True, one=True)
                for sure, all_ in meant.items():
                    yield from self._give(address, list(all_), [number], list(who), sure=sure)

    def _said_itself(self, address: str, number: int, marks: Sequence[str]) -> list[str]:
        """Return the marks that an e-mail or number of somebody said itself, and that still stand with them."""
        rows = [*self._rows_now.get(number, ()), *(self._before(number) if number > 0 else ())]
        said = said_itself(address, rows, self.people.known(number))
        return sorted(said) if NO_CONTACT in marks else [mark for mark in marks if mark in said or NO_CONTACT in said]

    def _before(self, number: int) -> Sequence[Cells]:
        """Return the rows that somebody came from; those of all who refused at addresses to come are read at once."""
        if number not in self._rows_before:
            refused = {number} if self._rows_before else {number, *self._refused_there()}
            self._rows_before |= self.rows(refused)
        return self._rows_before[number]

    def _refused_there(self) -> Iterator[int]:
        """Yield who of the database said no and has an address of the rows."""
        for row in self.coming:
            for sign in _WAYS:
                for address in CANDIDATE.values_of(row.values, sign):
                    yield from (n for n in self._refused.get(same_mailbox_key(address), ()) if n > 0)

    def _by_certainty(
        self, numbers: Sequence[int], about_it: bool, sign: Sign, marks: Sequence[str]
    ) -> Iterator[tuple[bool, list[int]]]:
        """Yield for whom a no surely counts, and for whom it is a question.

        What is surely about the address counts for all. A no to e-mails, of whoever reads them there, counts unless
        the same list says that the other wants them.
        """
        if about_it:
            yield True, list(numbers)
            return
        e_mails = sign is Sign.EMAIL and NO_CONTACT not in marks
        sure = [n for n in numbers if e_mails and not self._says_yes(n, _meant(marks, sign))]
        yield True, sure
        yield False, [n for n in numbers if n not in sure]

    def _says_yes(self, number: int, marks: Sequence[str]) -> bool:
        """Return whether somebody new in this file wants to be contacted."""
        now = self.folder.made.get(number, {})
        return now.get(CONSENT) is True or any(now.get(mark) is False for mark in marks)

    def _give(
        self,
        address: str,
        marks: Sequence[str],
        numbers: Sequence[int],
        by: Sequence[str],
        *,
        sure: bool,
        one: bool = False,
    ) -> Iterator[tuple[str, str]]:
        """Mark people by an address, or tell who is not marked, and who said the no: `by`, where they are known.

        Those who are most likely `one` with whoever said it are told as that; others there are not marked.
        """
        names = []
        self.load(numbers)
        for number in numbers:
            now = self.folder.now(number)
            for mark in marks if sure and self._is_anew else ():
                self._say_again(number, mark)
            missing = [mark for mark in marks if not now.get(mark) and not now.get(NO_CONTACT)]
            if not missing:
                continue
            names.append(_title_with(now, address))
            for mark in missing if sure else ():
                self.folder.put(number, mark, True)
                self.given.setdefault(mark, {})[number] = names[-1]
            if sure:
                self.people.add(number, self.folder.now(number))
        labels = " and ".join(f"“{_label(mark)}”" for mark in marks)
        if names and sure:
            whom = "who has it too and is most likely the same person" if one else "whoever has it too"
            yield address, f"“{_shown(address)}” said no: {labels} set for {whom}: {_named(names)}."
        elif names:
            who = f"{_named(by)}, who has" if len(by) == 1 else f"{_named(by)}, who have" if by else "Somebody with"
            told = f"{who} “{_shown(address)}”{',' if by else ''} said no. "
            told += f"Not marked, though it is theirs too: {_named(names)}. "
            yield address, f"{told}Set {labels} there as well if the no is about the address or number."


def _title_with(person: Values, address: str) -> str:
    """Return a person's name, with the e-mails of the mailbox of an address if they write it differently."""
    emails = CANDIDATE.values_of(person, Sign.EMAIL)
    box = same_mailbox_key(address)
    others = [] if address in emails else [email for email in emails if same_mailbox_key(email) == box]
    return CANDIDATE.title(person) + (f" ({', '.join(others)})" if others else "")


def told_of_anothers(before: Values, after: Values, number: int, people: People) -> Iterator[tuple[str, str]]:
    """Yield each e-mail or number that somebody here gets and others here had first, and what to tell.

    Args:
        before, after: somebody without and with what a row adds.
        number: who it is.
        people: the others.
    """
    for sign in _WAYS:
        had = set(CANDIDATE.values_of(before, sign))
        for address in CANDIDATE.values_of(after, sign):
            if address in had:
                continue
            if others := [n for n in people.at(address) if n != number]:
                names = _named([CANDIDATE.title(people.known(n)) for n in others])
                told = f"“{_shown(address)}” is here already, of {names}. {CANDIDATE.title(after)} has it too now; "
                yield address, f"{told}take it out if the row has somebody else’s."


def _there(person: Values, people: People) -> Iterator[tuple[Sign, str, int]]:
    """Yield who has the addresses of a row."""
    for sign in _WAYS:
        for address in CANDIDATE.values_of(person, sign):
            for number in people.at(address):
                yield sign, address, number


def _meant(marks: Sequence[str], sign: Sign) -> list[str]:
    """Return the marks by channel that a no means for an address."""
    own = [CHANNELS[way].mark for way in _WAYS[sign]]
    return own if NO_CONTACT in marks else [mark for mark in own if mark in marks]


def _of_one(marks: Sequence[str], sign: Sign) -> list[str]:
    """Return the marks that count for whom stands here twice: a no to all contact, or to the way that both share."""
    return [NO_CONTACT] if NO_CONTACT in marks else _meant(marks, sign)


def _is_same_person(a: Values, b: Values) -> bool:
    """Return whether two people who share an address are one who stands here twice: all names fit, nothing differs.

    Whoever refused all contact refuses it wherever they stand.
    """
    if not has_name(a) or not has_name(b) or not births_agree(a, b):
        return False
    one, other = named(a), named(b)
    if one.generation != other.generation or not families_agree(one, other):
        return False
    return given_fit(one, other) in (NameFit.SAME, NameFit.SHORT) and genders_agree(a, b, one, other)


def _is_likely_same(a: Values, b: Values) -> bool:
    """Return whether two people who share an address are most likely one: where they share it, the no counts for both.

    Somebody is asked about the two; until then nobody is reached where one of them refused it.
    """
    from coordinator.people.likeness import likeness

    if is_nameless(a) or is_nameless(b) or speaks_against(a, b):
        return False
    return likeness(traits(0, a), traits(0, b)).score >= _LIKELY


def _has_only(values: Values, sign: Sign) -> bool:
    """Return whether somebody can be reached by nothing else: a list of opt-outs knows no more of them."""
    return not any(CANDIDATE.values_of(values, other) for other in _WAYS if other is not sign)


def _shown(address: str) -> str:
    return address if "@" in address else CANDIDATE.by_key[CANDIDATE.keys_of(Sign.PHONE)[0]].kind.show(address)


def _label(mark: str) -> str:
    return CANDIDATE.by_key[mark].label


def _named(names: Sequence[str]) -> str:
    return name_some(f"“{name}”" for name in names)
