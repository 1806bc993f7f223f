"""Bounds: which pairs cannot be alike, found for very many at once.

For each pair the most that `likeness` can give is worked out, first from figures, then from words where it matters.
Nobody who is alike is dropped; who is left is compared by `likeness` itself. The tests try both on made people.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import cpdist

from coordinator.base.folding import in_other_letters
from coordinator.people import by_figures
from coordinator.people import likeness as bits
from coordinator.people.by_figures import Bits, Mask
from coordinator.people.crowd import Crowd, Numbers, Pairs, Places
from coordinator.people.letters import missing
from coordinator.people.short_forms import OwnForms
from coordinator.records.mailboxes import same_mailbox_key
from coordinator.records.short_forms import are_forms_but_for_a_slip, graded_with
from coordinator.records.sketches import (
    ADDRESS,
    BETWEEN_VALUES,
    KNOWN,
    ONE_EMAIL,
    ONE_FAMILY,
    ONE_GIVEN,
    ONE_PHONE,
    values_of,
)

Weigh: TypeAlias = Callable[[Places, Places], Bits]
_COMMON = 300
"""Of so many values of a column, it is noted what they are worth for one another."""
_NOT_YET = np.float32(np.nextafter(np.float32(bits.SHORT_FORM[0]), np.float32(bits.SAME_GIVEN)))
"""The weight of other first names that were not compared yet: hardly more than they can be worth."""
_SIGNS = re.compile(r"[^\w\n]|_")
_ONE_NAME = ONE_GIVEN | ONE_FAMILY
_SWAPPED = 2 * bits.SAME_GIVEN
"""The most for names with first and last name swapped."""


@dataclass(slots=True)
class _Left:
    """The pairs that are left, and the most that each part of them can be worth; `chance` as in `likeness`."""

    chance: float
    a: Places
    b: Places
    given: Bits
    family: Bits
    birth: Bits
    email: Bits
    phone: Bits
    place: Bits
    address: Bits
    suffix: Bits

    def __getitem__(self, chosen: "Mask | Places") -> "_Left":
        return _Left(self.chance, *(getattr(self, f.name)[chosen] for f in fields(self)[1:]))

    def shared(self) -> Mask:
        """Return which pairs may share an e-mail or a phone."""
        found: Mask = (self.email >= bits.SAME_EMAIL) | (self.phone >= bits.SAME_PHONE)
        return found

    def may_be(self) -> Mask:
        """Return which pairs may be alike, with their names as they stand."""
        names = self.family + self.given
        names[self.may_be_in_emails()] += bits.IN_AN_EMAIL[0] - bits.NOT_SHARED
        household = (names < 0) & (self.given == bits.OTHER_GIVEN) & (self.birth < bits.NEAR_DAY)
        household &= (self.family < bits.SAME_FAMILY) | (self.email < bits.SAME_EMAIL)
        filled_in_wrongly = (self.birth >= bits.SAME_DAY) & (self.address > 0)
        married = (self.address >= bits.SAME_ADDRESS) & (self.given == bits.SAME_GIVEN)
        married &= (self.family == bits.OTHER_FAMILY) & ~filled_in_wrongly
        names[filled_in_wrongly] = np.maximum(names[filled_in_wrongly], bits.OTHER_NAMES)
        names[married] += bits.MARRIAGE
        found: Mask = ~household & self.reaches(names)
        return found

    def may_be_in_emails(self) -> Mask:
        """Return which pairs have other last names, and share so little that the e-mails may tell."""
        found: Mask = (self.family == bits.OTHER_FAMILY) & (self.email <= 0) & (self.phone <= 0) & (self.address <= 0)
        return found

    def reaches(self, names: "Bits | float") -> Mask:
        """Return which pairs may be alike if their names are worth so much."""
        parts = (self.email, self.phone, self.birth, self.place, self.address)
        any_agrees = np.logical_or.reduce([part > 0 for part in parts])
        least = np.where(self.shared(), np.float32(bits.LEAST), np.float32(bits.LEAST + self.chance))
        found: Mask = any_agrees & (sum(parts, bits.PRIOR + self.suffix + names) >= least)
        return found


class _Common:
    """What the common values of a column are worth for one another: looked up in a table, as sorting costs more.

    Args:
        second: the column in the crowd of the second of each pair, as numbers; it says what is common.
    """

    def __init__(self, second: Numbers) -> None:
        numbers, at, counts = np.unique(second, return_index=True, return_counts=True)
        chosen = np.sort(np.argsort(-counts, kind="stable")[:_COMMON])
        self._numbers, self._at = numbers[chosen], at[chosen]
        self._ranks = (ranks := self._ranked(second)), ranks
        self._found = np.full((_COMMON + 1) ** 2, np.nan, np.float32)

    def take(self, first: Numbers) -> None:
        """Take the column of another crowd for the first of each pair."""
        self._ranks = self._ranked(first), self._ranks[1]

    def _ranked(self, some: Numbers) -> NDArray[np.int32]:
        at = np.searchsorted(self._numbers[:-1], some).astype(np.int32)
        return np.where(self._numbers[at] == some, at, np.int32(_COMMON))

    def weights(self, a: Places, b: Places, weigh: Weigh, rare: Weigh) -> Bits:
        """Return what values are worth.

        Args:
            a, b: the places of people.
            weigh: says it of common values, once for each two, by the places of two people of the second crowd.
            rare: says it of all others.
        """
        ranks = self._ranks[0][a], self._ranks[1][b]
        at = ranks[0] * (_COMMON + 1) + ranks[1]
        found: Bits = self._found[at]
        if len(new := np.flatnonzero(np.isnan(found))):
            common = (ranks[0][new] < _COMMON) & (ranks[1][new] < _COMMON)
            known, others = new[common], new[~common]
            both, back = np.unique(at[known], return_inverse=True)
            self._found[both] = weigh(*(self._at[rank] for rank in np.divmod(both, _COMMON + 1)))
            found[known] = self._found[both][back]
            found[others] = rare(a[others], b[others])
        return found


class Bounds:
    """Finds which pairs of two crowds may be alike.

    Args:
        second: the crowd of the second of each pair; also that of the first until another is taken.
        own: the short forms that the campaign added.
        chance: what `by_chance` says of the people among whom the pairs are.
    """

    def __init__(self, second: Crowd, own: OwnForms, chance: float = 0.0) -> None:
        self._first, self._second, self._own, self._chance = second, second, own, chance
        self._given_weights: dict[int, float] = {}
        self._common = {name: _Common(second.numbers(name)) for name in ("given", "city")}

    def take(self, first: Crowd) -> None:
        """Take a crowd for the first of each pair."""
        self._first = first
        for name, common in self._common.items():
            common.take(first.numbers(name))

    def possible(self, pairs: Pairs) -> Pairs:
        """Return those of some pairs that may be alike."""
        left = self._by_figures(pairs)
        straight = left.may_be()
        alike = [self._by_words(left[straight]), self._may_be_swapped(left)]
        return np.concatenate([some.a for some in alike]), np.concatenate([some.b for some in alike])

    def _by_figures(self, pairs: Pairs) -> _Left:
        a, b = pairs
        suffixes = self._both("suffix", a, b)
        fits = (suffixes[0] == suffixes[1]) | (suffixes[0] == 0) | (suffixes[1] == 0)
        a, b = a[fits], b[fits]
        marks = np.bitwise_and(*self._both("marks", a, b))
        parts = {
            "given": self._given(a, b, (marks & ONE_GIVEN) != 0),
            "family": by_figures.families(*self._both("family", a, b), (marks & _ONE_NAME) == _ONE_NAME),
            "birth": by_figures.births(*self._both("birth", a, b)),
            "email": self._emails(a, b, (marks & ONE_EMAIL) != 0),
            "phone": by_figures.phones(*self._both("phone", a, b), (marks & ONE_PHONE) != 0),
            "place": by_figures.places(*self._both("postcode", a, b), *self._both("city", a, b)),
            "address": np.where((marks & ADDRESS) != 0, np.float32(bits.SAME_ADDRESS), np.float32(0)),
            "suffix": np.where(suffixes[0][fits] == suffixes[1][fits], np.float32(0), np.float32(bits.ONE_SUFFIX[0])),
        }
        return _Left(self._chance, a, b, **parts)

    def _both(self, name: str, a: Places, b: Places) -> tuple[Numbers, Numbers]:
        return self._first.numbers(name)[a], self._second.numbers(name)[b]

    def _texts(self, name: str, left: _Left, of: Places) -> tuple[list[str], list[str]]:
        return self._first.texts(name, left.a[of]), self._second.texts(name, left.b[of])

    def _given(self, a: Places, b: Places, one: Mask) -> Bits:
        """Return the weights of first names; the most where somebody has several."""
        x, y = self._both("given", a, b)
        other = np.flatnonzero(one & (x != y))
        found = np.full(len(a), bits.SAME_GIVEN, np.float32)
        found[other] = self._common["given"].weights(a[other], b[other], self._weigh_common, _not_yet)
        found[one & (x == 0) & (y == 0)] = 0
        return found

    def _weigh_common(self, a: Places, b: Places) -> Bits:
        """Return the weights of the usual first names of people of the second crowd."""
        names = ([text.partition(BETWEEN_VALUES)[0] for text in self._second.texts("given", of)] for of in (a, b))
        return self._weigh(*names)

    def _weigh_given(self, a: Places, b: Places) -> Bits:
        """Return the weights of first names, one for each."""
        codes, first, back = _pairs_of(*self._both("given", a, b))
        known = (self._given_weights.get(code, np.nan) for code in codes.tolist())
        weights = np.fromiter(known, np.float32, len(codes))
        new = np.flatnonzero(np.isnan(weights))
        at = first[new]
        weights[new] = self._weigh(self._first.texts("given", a[at]), self._second.texts("given", b[at]))
        self._given_weights.update(zip(codes[new].tolist(), weights[new].tolist(), strict=True))
        found: Bits = weights[back]
        return found

    def _weigh(self, a: list[str], b: list[str]) -> Bits:
        """Return the weights of first names, one for each; of most of them it is plain that they are different."""
        found = np.full(len(a), bits.OTHER_GIVEN, np.float32)
        for place in _perhaps_one_given(a, b) if not self._own.pairs else range(len(a)):
            one, other = a[place], b[place]
            found[place] = bits.given_weight((one,), (other,), self._own)[0] if one and other else 0
        return found

    def _emails(self, a: Places, b: Places, one: Mask) -> Bits:
        whole, names, digits = (self._both(name, a, b) for name in ("email", "local", "digits"))
        found = np.full(len(a), bits.NOT_SHARED, np.float32)
        found[names[0] == names[1]] = bits.SAME_EMAIL_NAME
        found[digits[0] == digits[1]] = bits.NEAR_EMAIL
        found[(whole[0] == whole[1]) | ~one] = bits.SAME_EMAIL
        found[(whole[0] == 0) | (whole[1] == 0)] = 0
        return found

    def _by_words(self, left: _Left) -> _Left:
        """Return the pairs that may be alike by their words too."""
        for look in (
            *(self._look_at_cities, self._look_at_addresses, self._look_at_families),
            *(self._look_at_emails, self._look_at_given, self._look_in_emails, self._look_at_several),
        ):
            if len(left.a):
                look(left)
                left = left[left.may_be()]
        return left

    def _look_at_families(self, left: _Left) -> None:
        of = np.flatnonzero(left.family == bits.NEAR_FAMILY)
        a, b = self._texts("families", left, of)
        alike, letters = _alike(a, b), _letters(a, b)
        found = np.where(alike >= bits.ALIKE, np.float32(bits.ALIKE_FAMILY), np.float32(bits.OTHER_FAMILY))
        for place in _perhaps_parts(a, b, letters):
            if bits.is_part(a[place], b[place]):
                found[place] = bits.PART_OF_FAMILY
        found[(alike >= bits.NEARLY) | (letters == 1)] = bits.NEAR_FAMILY
        found[_in_other_letters(a, b)] = 0
        left.family[of] = found

    def _look_at_given(self, left: _Left) -> None:
        of = np.flatnonzero(left.given == _NOT_YET)
        left.given[of] = self._weigh_given(left.a[of], left.b[of])

    def _look_at_addresses(self, left: _Left) -> None:
        houses = self._both("house", left.a, left.b)
        same_house = (houses[0] == houses[1]) & (houses[0] != 0)
        there = left.address > 0
        left.address[there] = np.where(same_house[there], np.float32(bits.PART_OF_ADDRESS), np.float32(0))
        of = np.flatnonzero(there)
        of = of[self._may_be_near("address", left.a[of], left.b[of])]
        a, b = self._texts("address", left, of)
        letters = _letters(a, b)
        found = left.address[of]
        for place in _perhaps_parts(a, b, letters):
            if a[place].startswith(b[place]) or b[place].startswith(a[place]):
                found[place] = bits.PART_OF_ADDRESS
        near = 1 - letters / np.maximum(_lengths(a), _lengths(b)) >= bits.NEARLY_ADDRESS
        neighbors = (houses[0] != houses[1]) & (houses[0] != 0) & (houses[1] != 0)
        found[near] = np.where(neighbors[of[near]], np.float32(bits.NEAR_NUMBER), np.float32(bits.SAME_ADDRESS))
        left.address[of] = found

    def _may_be_near(self, name: str, a: Places, b: Places) -> Mask:
        """Return which texts may be nearly the same, or a part of each other, by the letters that stand in them."""
        letters_a, lengths_a = self._first.letters(name)
        letters_b, lengths_b = self._second.letters(name)
        least, part = missing(letters_a[a], letters_b[b])
        found: Mask = part | (least <= (1 - bits.NEARLY_ADDRESS) * np.maximum(lengths_a[a], lengths_b[b]))
        return found

    def _look_at_cities(self, left: _Left) -> None:
        cities = self._both("city", left.a, left.b)
        in_city = (left.place == bits.NEAR_ZIP_IN_CITY) | (left.place == bits.SAME_CITY)
        of = np.flatnonzero(in_city & (cities[0] != cities[1]) & (cities[0] != 0) & (cities[1] != 0))
        compare = (partial(self._compare_cities, crowd) for crowd in (self._second, self._first))
        alike = self._common["city"].weights(left.a[of], left.b[of], *compare)
        other = of[alike == 0]
        near = left.place[other] == bits.NEAR_ZIP_IN_CITY
        left.place[other] = np.where(near, np.float32(bits.NEAR_ZIP), np.float32(0))

    def _compare_cities(self, first: Crowd, a: Places, b: Places) -> Bits:
        _, one, back = _pairs_of(first.numbers("city")[a], self._second.numbers("city")[b])
        alike = _alike(first.texts("city", a[one]), self._second.texts("city", b[one]))
        found: Bits = np.where(alike >= bits.NEARLY_CITY, np.float32(1), np.float32(0))[back]
        return found

    def _look_at_emails(self, left: _Left) -> None:
        of = np.flatnonzero(left.email == bits.NEAR_EMAIL)
        a, b = (list(map(same_mailbox_key, some)) for some in self._texts("emails", left, of))
        other = of[_letters(a, b, bits.LETTERS) > bits.LETTERS]
        names = self._both("local", left.a[other], left.b[other])
        found = np.where(names[0] == names[1], np.float32(bits.SAME_EMAIL_NAME), np.float32(bits.NOT_SHARED))
        left.email[other] = found

    def _look_in_emails(self, left: _Left) -> None:
        """Drop who shares a first name and only a place or a birth date, unless an e-mail has the other's last name."""
        of = np.flatnonzero(left.may_be_in_emails() & ((left.birth <= 0) | (left.place <= 0)))
        families, emails = self._texts("families", left, of), self._texts("emails", left, of)
        found = np.full(len(of), False)
        for family, email in zip(families, reversed(emails), strict=True):
            found |= np.fromiter(map(str.__contains__, _without_signs(email), family), np.bool_, len(of))
        left.family[of[~found]] = bits.VETO

    def _look_at_several(self, left: _Left) -> None:
        """Look at the addresses and numbers of those who have several."""
        for name, found, one, weigh in (
            ("emails", left.email, ONE_EMAIL, bits.emails_weight),
            ("phones", left.phone, ONE_PHONE, bits.phones_weight),
        ):
            several = (np.bitwise_and(*self._both("marks", left.a, left.b)) & one) == 0
            of = np.flatnonzero(several & (found > 0))
            texts = zip(*self._texts(name, left, of), strict=True)
            weights = (weigh(values_of(x), values_of(y))[0] for x, y in texts)
            found[of] = np.fromiter(weights, np.float32, len(of))

    def _may_be_swapped(self, left: _Left) -> _Left:
        """Return the pairs that may be alike if one of each has first and last name swapped."""
        given, families = (self._both(name, left.a, left.b) for name in ("given_initials", "family_initials"))
        begin = (given[0] & families[1]) != 0, (families[0] & given[1]) != 0
        some = np.flatnonzero((begin[0] | begin[1]) & left.reaches(_SWAPPED))
        left, one_alike = left[some], (begin[0] & begin[1])[some]
        crosswise = (self._both("given", left.a, left.b), self._both("family", left.a, left.b))
        one_same = (crosswise[0][0] == crosswise[1][1]) | (crosswise[1][0] == crosswise[0][1])
        for first, second, known in (("given", "families", 1), ("families", "given", 0)):
            if not len(left.a):
                break
            a = self._first.texts(first, left.a)
            b = self._second.texts(second, left.b)
            alike = (_alike(a, b) >= bits.NEARLY_GIVEN) | (_letters(a, b, 1) <= 1)
            alike |= (self._both("marks", left.a, left.b)[known] & KNOWN) != 0
            for place in np.flatnonzero(~alike & one_same).tolist():
                both = a[place], b[place]
                alike[place] = bits.is_part_of_given(*both) or bits.is_initial_of_given(*both)
            several = (np.bitwise_and(*self._both("marks", left.a, left.b)) & _ONE_NAME) != _ONE_NAME
            half = one_same & (left.email >= bits.SAME_EMAIL)
            one_alike |= alike
            later = left.shared() & (one_alike | (first == "given"))  # one of both is enough
            kept = alike | several | half | later | bool(self._own.pairs)
            left, one_same, one_alike = left[kept], one_same[kept], one_alike[kept]
        if len(left.a):
            self._look_at_addresses(left)
        return left[left.reaches(_SWAPPED)]


def _not_yet(a: Places, _: Places) -> Bits:
    return np.full(len(a), _NOT_YET, np.float32)


def _pairs_of(a: Numbers, b: Numbers) -> tuple[NDArray[np.uint64], Places, Places]:
    """Return the different pairs of numbers, in no order; where each is first; and for each place which it is."""
    both = np.minimum(a, b).astype(np.uint64) << np.uint64(32) | np.maximum(a, b)
    return np.unique(both, return_index=True, return_inverse=True)


def _alike(a: list[str], b: list[str]) -> NDArray[np.float64]:
    return cpdist(a, b, scorer=JaroWinkler.similarity, dtype=np.float64)


def _perhaps_one_given(a: list[str], b: list[str]) -> list[int]:
    """Return where first names may be worth more than `OTHER_GIVEN`, or one is unknown."""
    perhaps = (_alike(a, b) >= bits.NEARLY_GIVEN) | (_letters(a, b, 1) <= 1)
    known = {name: (name[:1] if len(name) >= bits.INITIALS else "", bits.sound(name)) for name in {*a, *b}}
    for place in np.flatnonzero(~perhaps).tolist():
        one, other = a[place], b[place]
        (first, heard), (also, also_heard) = known[one], known[other]
        alike = first == also or not first or not also or heard == also_heard or other in graded_with(one)
        alike = alike or in_other_letters(one, other) or are_forms_but_for_a_slip(one, other)
        perhaps[place] = alike or one.endswith(other) or other.endswith(one)
    found: list[int] = np.flatnonzero(perhaps).tolist()
    return found


def _without_signs(texts: list[str]) -> list[str]:
    """Return texts without the signs in them, which stand for nothing in an e-mail."""
    return _SIGNS.sub("", "\n".join(texts)).split("\n") if texts else []


def _in_other_letters(a: list[str], b: list[str]) -> list[int]:
    """Return where two texts are written in different letters."""
    if all("".join(texts).isascii() for texts in (a, b)):
        return []
    return [place for place, (x, y) in enumerate(zip(a, b, strict=True)) if in_other_letters(x, y)]


def _lengths(texts: list[str]) -> NDArray[np.int32]:
    return np.fromiter(map(len, texts), np.int32, len(texts))


def _perhaps_parts(a: list[str], b: list[str], letters: NDArray[np.int32]) -> list[int]:
    """Return where one text may be a part of the other: they differ by no more letters than one is longer."""
    found: list[int] = np.flatnonzero(letters == np.abs(_lengths(a) - _lengths(b))).tolist()
    return found


def _letters(a: list[str], b: list[str], most: int | None = None) -> NDArray[np.int32]:
    """Return by how many letters texts differ; more than `most` is one more."""
    return cpdist(a, b, scorer=OSA.distance, score_cutoff=most, dtype=np.int32)
