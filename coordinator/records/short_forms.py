"""Short forms of first names: which names one person may go by, from lists.

The lists are in `resources/short_forms`, where their sources are told; the package `nicknames` has more.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache
from itertools import combinations
from pathlib import Path

from coordinator.base.folding import fold_word
from coordinator.base.paths import resources

LISTS = ("english", "spanish")
ASKED = ("languages", "sounds", "compounds")
"""Lists of names that are only asked about."""
ABBREVIATIONS = "abbreviations"
SHORTEST_SLIP = 4
"""Shorter first names are a letter away from too many others."""
Pair = frozenset[str]


class Grade(IntEnum):
    """How sure it is that two first names can be one person's."""

    NONE = 0
    TWO = 1
    """Names of one origin that many bear, and neither is a short form: Aaron and Erin."""
    LIKELY = 2
    """Worth a question: names of one origin, or one name in two languages."""
    EITHER = 3
    """One is a short form of the other, and of a name of the other sex too: Alex, Chris, Vic."""
    SURE = 4
    """One is a short form of the other."""


@dataclass(frozen=True, slots=True)
class _Group:
    """A name in its spellings, and its short forms."""

    names: tuple[str, ...]
    short: tuple[str, ...]
    sex: str


class Lists:
    """What the lists say; all names are folded.

    Args:
        groups: the program's own lists.
        asked: pairs that are only asked about: one name in two languages, abbreviated, or heard for another.
        public: names and short forms of a public list, which mixes men and women.
        frequent: first names that many people have; who has one of them need not have it for short.
        alone: short forms that are the only name of many; pairs with one of them are only asked about.
        nicknames: what anybody may be called, and whose they are.
        abbreviated: names and how they are abbreviated; these are asked about with the short forms of the names too.
    """

    def __init__(
        self,
        groups: Sequence[_Group],
        asked: Iterable[Pair],
        public: Iterable[tuple[str, str]],
        frequent: Iterable[str],
        alone: Iterable[str],
        nicknames: Iterable[tuple[str, str]] = (),
        abbreviated: Iterable[tuple[str, str]] = (),
    ) -> None:
        self._groups = groups
        self.frequent = frozenset(frequent)
        self._alone = frozenset(alone)
        self._public = [(a, b) for a, b in public if a and b and a != b]
        self._asked = frozenset(asked)
        self._abbreviated = tuple(abbreviated)
        self._nicknames = _whose(nicknames)

    @cached_property
    def _whole(self) -> Mapping[str, set[str]]:
        """Whole names, and whose they are."""
        return _whose((name, group.sex) for group in self._groups for name in group.names)

    @cached_property
    def _short(self) -> Mapping[str, set[str]]:
        """Short forms, and whose they are."""
        return _whose((name, group.sex) for group in self._groups for name in group.short)

    def sexes(self, name: str) -> set[str]:
        """Return whose a name or short form is."""
        return self._whole.get(name, set()) | self._short.get(name, set()) | self._nicknames.get(name, set())

    def is_nickname(self, name: str) -> bool:
        """Return whether a name is one that anybody may be called, or nothing but a short form."""
        if name in self._nicknames:
            return True
        names = (self._whole, self._public_names, self.frequent, self._alone)
        return name in self._short and not any(name in some for some in names)

    @cached_property
    def grades(self) -> Mapping[Pair, Grade]:
        """How sure each listed pair is."""
        found: dict[Pair, Grade] = dict.fromkeys(self._asked, Grade.LIKELY)
        for group in self._groups:
            one = [frozenset(p) for p in combinations({*group.names, *group.short}, 2)]
            found |= {pair: max(Grade.LIKELY, found.get(pair, Grade.NONE)) for pair in one}
        for name, short in self._public:
            grade = Grade.SURE if self._is_only_short(name, short) else self._asked_grade(name, short)
            found[frozenset((name, short))] = max(grade, found.get(frozenset((name, short)), Grade.NONE))
        for group in self._groups:
            for name in group.names:
                for short in group.short:
                    if name != short and short not in self._whole:
                        found[frozenset((name, short))] = self._grade(name, short)
        for name, abbreviation in self._abbreviated:
            for other in self.forms.get(name, frozenset()) - {abbreviation}:
                found.setdefault(frozenset((abbreviation, other)), Grade.LIKELY)  # Wm. and Bill
        return found

    def _asked_grade(self, a: str, b: str) -> Grade:
        """Return how sure a pair of the public list is that may be two names."""
        return Grade.TWO if {a, b} <= self.frequent and not {a, b} & self._short.keys() else Grade.LIKELY

    def _grade(self, name: str, short: str) -> Grade:
        """Return how sure a name and its short form of the program's own lists are."""
        if short in self._alone:
            return Grade.LIKELY
        return Grade.SURE if self._short[short] <= self._whole[name] else Grade.EITHER

    @cached_property
    def graded(self) -> Mapping[str, frozenset[str]]:
        """Each name, and the names with which it stands in `grades`."""
        found: dict[str, set[str]] = defaultdict(set)
        for pair in self.grades:
            for name in pair:
                found[name] |= pair
        return {name: frozenset(others - {name}) for name, others in found.items()}

    @cached_property
    def _cut(self) -> Mapping[str, frozenset[str]]:
        """What is left of each listed name without one of its letters, and whole, and the names that it is left of."""
        found: dict[str, set[str]] = defaultdict(set)
        for name in self.graded:
            if len(name) >= SHORTEST_SLIP:
                for part in _without_a_letter(name):
                    found[part].add(name)
        return {part: frozenset(names) for part, names in found.items()}

    def within_a_slip(self, word: str) -> frozenset[str]:
        """Return the listed names of which a word differs by one letter, or by two that changed places."""
        from rapidfuzz.distance import OSA

        near = frozenset[str]().union(*(self._cut.get(part, ()) for part in _without_a_letter(word)))
        return frozenset(name for name in near if OSA.distance(name, word) == 1)

    @cached_property
    def _public_names(self) -> frozenset[str]:
        return frozenset(name for name, _ in self._public)

    def _is_only_short(self, name: str, short: str) -> bool:
        """Return whether the public list's short form is no name of its own, and nobody's of the other sex."""
        if any(short in names for names in (self._public_names, self._whole, self.frequent, self._alone)):
            return False
        sexes = self._short.get(short, set()) | self._whole.get(name, set())
        return len(sexes) < 2

    @cached_property
    def forms(self) -> Mapping[str, frozenset[str]]:
        """Each name, and the names that are short or long forms of it."""
        found: dict[str, set[str]] = defaultdict(set)
        for group in self._groups:
            for name in group.names:
                for short in group.short:
                    found[name].add(short)
                    found[short].add(name)
        for name, short in self._public:
            found[name].add(short)
            found[short].add(name)
        return {name: frozenset(others - {name}) for name, others in found.items()}

    @cached_property
    def wholes(self) -> Mapping[str, frozenset[str]]:
        """Each short form, and the names that it is short for."""
        found: dict[str, set[str]] = defaultdict(set)
        for group in self._groups:
            for short in group.short:
                found[short].update(group.names)
        for name, short in self._public:
            if short not in found.get(name, ()):  # the public list has some pairs both ways
                found[short].add(name)
        return {short: frozenset(names - {short}) for short, names in found.items()}


@lru_cache(maxsize=1)
def listed() -> Lists:
    """Return the lists that come with the program."""
    from nicknames import name_triplets

    folder = resources() / "short_forms"
    groups: list[_Group] = []
    for name in LISTS:
        groups += _groups((folder / f"{name}.txt").read_text(encoding="utf-8").splitlines())
    abbreviated = list(_names_alike(folder, ABBREVIATIONS))
    alike = [*abbreviated, *(names for name in ASKED for names in _names_alike(folder, name))]
    asked = (frozenset(pair) for names in alike for pair in combinations(names, 2))
    frequent = (resources() / "recognition" / "first_names.txt").read_text(encoding="utf-8").split()
    alone = (
        line for line in (folder / "alone.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    )
    public = ((fold_word(line.name1), fold_word(line.name2)) for line in name_triplets())
    nicknames = _groups((folder / "nicknames.txt").read_text(encoding="utf-8").splitlines())
    return Lists(
        groups,
        asked,
        public,
        frequent,
        (fold_word(name) for line in alone for name in line.split()),
        ((name, group.sex) for group in nicknames for name in group.short),
        ((name, short) for name, *abbreviations in abbreviated for short in abbreviations),
    )


def _names_alike(folder: Path, name: str) -> Iterator[tuple[str, ...]]:
    """Yield the names of each line of a list of names that are only asked about."""
    lines = (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    yield from (tuple(map(fold_word, line.split())) for line in lines if not line.startswith("#"))


def _without_a_letter(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _whose(names: Iterable[tuple[str, str]]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name, sex in names:
        found[name].add(sex)
    return dict(found)


def _groups(lines: Iterable[str]) -> Iterator[_Group]:
    sex = ""
    for line in lines:
        names, colon, short = line.partition(":")
        if line.startswith("["):
            sex = line.strip("[]")
        elif colon and not line.startswith("#"):
            yield _Group(_folded(names), _folded(short), sex)


def _folded(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(fold_word, words.split())))


@lru_cache(maxsize=200_000)
def grade_of(a: str, b: str) -> Grade:
    """Return how sure the lists are that two folded first names, which are not equal, can be one person's."""
    return listed().grades.get(frozenset((a, b)), Grade.NONE)


def graded_with(name: str) -> frozenset[str]:
    """Return the folded first names for which `grade_of` is not none with a name."""
    return listed().graded.get(name, frozenset())


def is_short_form(a: str, b: str) -> bool:
    """Return whether a list has two folded first names as forms of one name (Bill, William)."""
    return b in listed().forms.get(a, ())


def is_short_for(short: str, name: str) -> bool:
    """Return whether a folded first name is the short form of another, and not the other way round: Bev, Beverly."""
    wholes = listed().wholes
    return len(short) < len(name) and name in wholes.get(short, ()) and short not in wholes.get(name, ())


_GENDERS = {"men": "man", "women": "woman"}


def genders_of(given: str) -> frozenset[str]:
    """Return whose a folded first name or short form is by the lists: men's, women's, both; empty if not listed."""
    return frozenset(_GENDERS[sex] for sex in listed().sexes(given))


def is_nickname(name: str, of: str) -> bool:
    """Return whether one folded first name may be an odd nickname of somebody with another, by whose names both are."""
    return listed().is_nickname(name) and not genders_of(name).isdisjoint(genders_of(of))


def is_given_name(word: str) -> bool:
    """Return whether a folded word is in the lists of first names and their short forms."""
    return word in listed().forms


def is_known_name(word: str) -> bool:
    """Return whether a folded word is a frequent first name, or in the lists; a slip of the pen rarely is."""
    return word in listed().frequent or word in listed().forms


@lru_cache(maxsize=100_000)
def meant_by(word: str) -> frozenset[str]:
    """Return a folded first name and, if no list knows it, the names of which it may be a slip of the pen."""
    slip = len(word) >= SHORTEST_SLIP and not is_known_name(word)
    return frozenset((word,)) | (listed().within_a_slip(word) if slip else frozenset())


def are_forms_but_for_a_slip(a: str, b: str) -> bool:
    """Return whether two folded first names may be forms of one, one or both of them with a slip: Mcihael and Mick."""
    one, other = meant_by(a), meant_by(b)
    if len(one) == len(other) == 1:
        return False
    return not one.isdisjoint(other) or any(not other.isdisjoint(graded_with(name)) for name in one)


@lru_cache(maxsize=100_000)
def initials(given: str) -> frozenset[str]:
    """Return the first letters of a folded first name and of its short and long forms (William: w, b, l)."""
    return frozenset(form[0] for form in (given, *listed().forms.get(given, ())) if form)
