"""What stands beside a name: brackets, quotation marks, pronouns and guests, and where their words go."""

import re
import unicodedata
from dataclasses import dataclass, field

from coordinator.base.folding import fold_word
from coordinator.importing import name_words as known
from coordinator.importing.readings import CellReading
from coordinator.records.kinds import Value
from coordinator.records.kinds.texts import proper_case
from coordinator.records.names import GENERATIONS

_ASIDE = re.compile(
    r"\(((?:[^()]|\([^()]*\))*)\)?|\[([^\[\]]*)\]?|\{([^{}]*)\}?|<([^<>]*)>?|[\"“”„«]([^\"“”„«»]*)[\"“”»]?|(?<!\w)['‘]([^'‘’]+)['’](?!\w)"
)
_BRACKETS = 4
"""The first groups of `_ASIDE` are brackets, the others quotation marks."""
_CALLED = re.compile(r"(?i)(?:aka|a\.k\.a\.?|goes by|called|call me|known as|prefers|nickname:?|nick:?)\s+(\S+)")
_FORMER = re.compile(r"(?i)(?<=\w),?\s+((?:n[ée]e|fka|f\.k\.a\.|aka|a\.k\.a\.|formerly|formerly known as)\s+\S.*)$")
"""Another name after the name: `Jo Fox née Hale`."""
_COMPANY = (
    r"(?:(?:\d{1,2}|an?|one|two|three|my|his|her|their|una?|su|mi)\s+)?"
    r"(?:guests?|spouse|wife|husband|partner|kids?|children|friends?|date|invitad[oa]s?|acompañantes?|espos[oa]|hij[oa]s)"
)
_PLUS = re.compile(
    rf"(?i)\s\(?(?:(?:\+|plus|más)\s*(?:\d{{1,2}}|one|two|three|un[oa]|family|familia|{_COMPANY})"
    rf"|(?P<linked>(?:&|and|w/|with|y|con)\s*{_COMPANY}))\)?$"
)
"""Who comes too and has no name: `Pat Moss +1`, `Pat Moss plus one`, `Pat Moss & guest`."""


@dataclass(slots=True)
class NameCell:
    """Where the words of one cell go."""

    text: str
    titles: list[str] = field(default_factory=list)
    given: str = ""
    middle: str = ""
    family: str = ""
    suffixes: list[str] = field(default_factory=list)
    preferred: list[str] = field(default_factory=list)
    pronouns: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def add_pronouns(self, words: str) -> None:
        """Add `she/her`, also of `Pronouns: she/her`."""
        self.pronouns.append(known.without_label(words))

    def reading(self) -> CellReading:
        """Return the values, in usual case if all was in one case."""
        if not (self.given or self.family or self.problems):
            told = f"“{self.text}” is no name. Write a first and a last name."
            return CellReading({"pronouns": ", ".join(self.pronouns)} if self.pronouns else {}, (told,))
        self._put_whole_first()
        names = f"{self.given} {self.middle} {self.family}"
        in_one_case = names.isupper() or names.islower()
        shouts = in_one_case or (len(self.family) > 2 and self.family.isupper())
        found: dict[str, Value] = {
            "given_name": proper_case(self.given) if in_one_case else self.given,
            "middle_name": self.middle.upper(),
            "family_name": proper_case(self.family) if shouts else self.family,
            "suffix": ", ".join(_usual(s) if in_one_case else s for s in self.suffixes),
            "preferred_name": " ".join(proper_case(p) if in_one_case else p for p in self.preferred[:1]),
            "pronouns": ", ".join(self.pronouns),
        }
        left = [" ".join(self.titles), *self.preferred[1:], *self.rest]
        values = {key: value for key, value in found.items() if value}
        said = " ".join([*map(str, values.values()), *left])
        if values and not self.problems and (signs := signs_left_out(self.text, said)):
            told = " and ".join(f"“{v}”" for v in values.values())
            self.problems.append(f"“{self.text}” is taken as {told}, without {signs}. Mend it here if that is no name.")
        return CellReading(values, tuple(self.problems), "; ".join(filter(None, left)) or None)

    def _put_whole_first(self) -> None:
        """Make the whole name the first name where its short form stands ahead of it: `Bev (Beverly) Stroud`."""
        if not self.preferred or not self.given:
            return
        from coordinator.records.short_forms import is_short_for

        if is_short_for(fold_word(self.given), fold_word(self.preferred[0])):
            self.given, self.preferred[0] = self.preferred[0], self.given


_PAIRS = re.compile(r"[(\[{<][^()\[\]{}<>]*[)\]}>]|([\"“”„«'‘])[^\"“”„«»'‘’]*[\"“”»'’]")
_BETWEEN = re.compile(r"(?<=\w)\s*[;:]\s+(?=\w)")
_USUAL = frozenset(".,'’‘-–—/|&+*")
"""Signs that stand between the parts of names, or are kept with them."""


def signs_left_out(text: str, said: str) -> str:
    """Return the signs of a cell that what it became does not say, as they stand; "" if there is none to tell of.

    Brackets and quotation marks in pairs, and what stands between the parts of a name, are none.
    """
    signs = [c for c in text if not (c.isalnum() or c.isspace())]
    if not any(c not in _USUAL for c in signs):
        return ""
    bare = text
    while (inner := _PAIRS.sub(lambda pair: pair[0][1:-1], bare)) != bare:
        bare = inner
    bare = _BETWEEN.sub(" ", bare)
    left = [c for c in bare if c.isprintable() and unicodedata.category(c)[0] in "PS" and c not in _USUAL]
    for sign in said:
        if sign in left:
            left.remove(sign)
    return " ".join(left)


def _usual(suffix: str) -> str:
    return suffix.capitalize() if suffix.strip(".").lower() in {"jr", "sr", "esq", "junior", "senior"} else suffix


def without_asides(text: str, said: NameCell, *, in_full: bool) -> str:
    """Return a name without what stands in brackets, in quotation marks, or as pronouns at its end."""
    name, start = "", 0
    for match in _ASIDE.finditer(text):
        name += text[start : match.start()]
        start = match.end()
        inside = next((g for g in match.groups() if g), "").strip()
        quoted = any(match.groups()[_BRACKETS:])
        name += _aside(inside, quoted, name, text[start:] if in_full else "", said) if inside else " "
    name += text[start:]
    guests = _PLUS.search(name)
    if guests and (not guests["linked"] or " " in name[: guests.start()].strip()):  # `Moss & Friends` is no person
        said.rest.append(guests[0].strip())
        name = name[: guests.start()]
    if former := _FORMER.search(name):
        said.rest.append(former[1])
        name = name[: former.start()]
    name, pronouns = known.split_pronouns(name)
    if pronouns:
        said.add_pronouns(pronouns)
    return re.sub(r" {2,}", " ", name).strip(" ,;*")


def _aside(inside: str, quoted: bool, before: str, after: str, said: NameCell) -> str:
    """Put the words of brackets or quotation marks where they belong; return them if they are part of the name."""
    if known.is_pronouns(inside):
        said.add_pronouns(inside)
    elif not before.strip() or all(map(known.is_suffix, inside.split())):
        return f" {inside} "
    elif not quoted and fold_word(inside) in GENERATIONS:
        said.suffixes.append(inside)
    elif called := _CALLED.fullmatch(inside):
        said.preferred.append(called[1])
        said.rest.append(inside)
    elif _is_called(inside, quoted, before, after, said.text):
        said.preferred.append(inside)
    else:
        said.rest.append(inside)
    return " "


def _is_called(inside: str, quoted: bool, before: str, after: str, text: str) -> bool:
    """Return whether words in brackets or quotation marks are what a person is called."""
    words = inside.split()
    if len(words) > 2 or not all(w.strip(".").replace("-", "").replace("'", "").isalpha() for w in words):
        return False
    if any(map(known.is_no_nickname, words)) or (inside[0].islower() and not text.islower()):
        return False
    if quoted or (re.match(r"\s*[^\W\d_]", after) and not known.is_suffix(after.split()[0])):
        return True
    given = (
        before.rsplit(",", 1)[1].split() if "," in before else before.split()[: -1 if " " in before.strip() else None]
    )
    if len(words) != 1 or not given:
        return False
    return any(_is_form_of(inside, name) for name in given) or (
        " " not in before.strip() and "," not in before and _is_another_name(fold_word(inside), fold_word(given[0]))
    )


def _is_another_name(inside: str, given: str) -> bool:
    """Return whether a word in brackets behind a first name is a first name too, no town and none of the other sex."""
    from coordinator.importing.towns import is_town
    from coordinator.records.short_forms import genders_of, is_known_name

    one, other = genders_of(inside), genders_of(given)
    return is_known_name(inside) and not is_town(inside) and (not one or not other or not one.isdisjoint(other))


def _is_form_of(a: str, b: str) -> bool:
    """Return whether one first name is a form of the other: Bob and Robert, Dot and Dottie."""
    from coordinator.records.short_forms import is_short_form

    one, other = fold_word(a), fold_word(b)
    return is_short_form(one, other) or (min(len(one), len(other)) > 1 and one[:2] == other[:2])
