"""Rows that came before: which sign-up a row of the next list was, if its source knows it already."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from coordinator.base.folding import fold_case
from coordinator.importing.cells import InRow
from coordinator.importing.sign_ups import SUBMITTED, of_person
from coordinator.importing.signed_up import OWN_KEY, Known, SignedUp, counted, desk_key, has_own_key
from coordinator.importing.sources import name_from
from coordinator.people.matching import (
    People,
    are_others,
    are_two_names,
    says_otherwise,
    share_an_address,
    speaks_against,
)
from coordinator.people.telling import Telling, telling
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import Value

Values = Mapping[str, Value]


@dataclass(slots=True)
class EarlierRows:
    """Finds the sign-up that a row of a list was before.

    Attributes:
        signed_up: the sign-ups that the source brought.
        reread: reads rows of earlier imports.
        here: number → a person as the rows so far leave them.
        people: who is here.
        file: name of the file.
        of_one_source: whether a person said that both lists are of one source.
    """

    signed_up: SignedUp
    reread: Callable[[Mapping[str, Value]], InRow]
    here: Callable[[int], Values]
    people: People
    file: str
    of_one_source: bool
    _read: dict[int, InRow] = field(default_factory=dict)

    def find(
        self, row: InRow, person: dict[str, Value], base: str, key: str, further: Known | None
    ) -> tuple[Known | None, Sequence[int]]:
        """Return the sign-up that a row was before, if any, and whom the row may be about if the source knows several.

        Another list may name somebody with the same name and e-mail who is somebody else.

        Args:
            row: the row.
            person: what it says about the person.
            base: what identifies it at its source; several rows of a list may have that.
            key: its own key.
            further: a sign-up that earlier versions knew by another key.
        """
        if same := self.signed_up.same(row):
            return same, ()
        self._read.clear()
        own, others = self.signed_up.of(base, key)
        if not own and further is not None:
            own = [further]
        if own and own[0].row == row.cells and not self.signed_up.is_taken(own[0]):
            return own[0], ()
        if has_own_key(row):
            return next((k for k in own if not self._is_anothers(row, person, k)), None), ()
        fitting = [k for k in (*own, *others) if not self._is_anothers(row, person, k)]
        nearest, others_too = self._nearest(person, fitting)
        who = list(dict.fromkeys((*(k.candidate for k in nearest), *others_too)))
        if len(who) > 1 and (others_too or self.signed_up.listed(base) < len(who)):
            return None, who
        return next((k for k in nearest if not self.signed_up.is_taken(k)), None), ()

    def _nearest(self, person: Values, fitting: Sequence[Known]) -> tuple[Sequence[Known], set[int]]:
        """Return the sign-ups that a row agrees with best in what tells namesakes apart; and others it may be about.

        A row that no longer tells it may be about all of them, and about people whom other sources brought.
        """
        if not fitting:
            return (), set()
        grades = [telling(person, self.said_by(known)) for known in fitting]
        if (best := max(grades)) is Telling.LESS:
            return fitting, {*self.people.namesakes(person), *(known.candidate for known in fitting)}
        return [known for known, grade in zip(fitting, grades, strict=True) if grade is best], set()

    def row_of(self, known: Known) -> InRow:
        """Return a sign-up's row as it was read last time."""
        number = known.record["id"]
        if number not in self._read:
            self._read[number] = self.reread(known.row)
        return self._read[number]

    def said_by(self, known: Known) -> dict[str, Value]:
        """Return what a sign-up's row said of the person last time."""
        return of_person(self.row_of(known))

    def _is_anothers(self, row: InRow, person: dict[str, Value], known: Known) -> bool:
        """Return whether what a row of another list says anew speaks against its being about the same person.

        So does a birth date that leads to somebody else, or leaves it open who it is. Whatever the key says, another
        name with other addresses is somebody else: many lists count their lines from 1. In another list a namesake
        with other addresses is, too, where the key may be a line's number. Without a key or a time, a row of the same
        list may be about father or son too.
        """
        if known.row == row.cells:
            return False
        here = self.here(known.record["candidate"])
        if self.is_same_row(row, known):
            by_line = counted(row)
            if by_line and not self._is_of_same_list(known) and not share_an_address(person, here):
                return not share_an_address(person, self.said_by(known))
            others, sure = are_others(person, here, counted=by_line), has_own_key(row) or bool(here.get("deleted_at"))
            if sure and not others:
                return False
            before = self.said_by(known)
            if others and are_others(person, before, counted=by_line):
                return True
            return not sure and (are_two_names(person, before, here) or says_otherwise(person, before, here))
        if here.get("deleted_at"):
            return False
        before = self.said_by(known)
        anew = {k: v for k, v in person.items() if k in CANDIDATE.names or v != before.get(k)}
        if speaks_against(anew, here) or (not has_own_key(row) and are_two_names(person, before, here)):
            return True
        match = self.people.find(person) if "birth_date" in anew else None
        return "birth_date" in anew and (match is None or match.record_id != known.record["candidate"])

    def is_same_row(self, row: InRow, known: Known) -> bool:
        """Return whether a row is surely the one that came before, so that what differs was changed at the source.

        It is, if the service's key or the time of the sign-up says so, or if it came in the same list. Two lists with
        the same columns may both name a person and say different things; then neither corrects the other.
        """
        came = row.values if row.came is None else row.came
        if came.get(OWN_KEY) or came.get(SUBMITTED):
            return True
        return self._is_of_same_list(known)

    def _is_of_same_list(self, known: Known) -> bool:
        """Return whether a sign-up came in the same list, or a person has named the source that both are of."""
        if self.of_one_source:
            return True
        before = Path((known.record["came_in"] or self.file).rsplit(", ", 2)[0])
        return fold_case(name_from(before)) == fold_case(name_from(Path(self.file)))

    def unless_at_another(self, earlier: Known | None, desk: str, base: str, fields: Sequence[str]) -> Known | None:
        """Return the sign-up with a row's name and number, unless it has another extension than the row."""
        if earlier is None:
            return None
        theirs = desk_key(self.reread(earlier.row), base, fields)
        return earlier if theirs in ("", desk) else None
