"""Names of people: a cell's words become first and last name, suffix, preferred name and pronouns.

Every word ends in a value, in the leftover, or in a problem that names the cell. What cannot be told from the
words alone is not guessed: the order of `Nguyễn Văn A` or `Kim Min Jun` stays as written.
"""

import re
from collections.abc import Sequence

from coordinator.base.folding import fold_word
from coordinator.importing import name_words as known
from coordinator.importing.name_asides import NameCell, without_asides
from coordinator.importing.name_ends import without_generation_inside, without_suffixes, without_titles
from coordinator.importing.name_surroundings import (
    ends_surely,
    names_anothers,
    refusal_ahead,
    refusal_behind,
    without_pictures,
)
from coordinator.importing.no_names import before_name, is_no_name, is_no_part, may_begin
from coordinator.importing.readings import CellReading
from coordinator.records.kinds import STATE, Hints, Value, plain_text
from coordinator.records.kinds.base import EMPTY_WORDS
from coordinator.records.kinds.nothing import declines
from coordinator.records.kinds.texts import ALSO_NAMES, proper_case

_NO_SIGNS_OF_NAMES = re.compile(r"[<>{}=%]")
"""A cell with one of these is kept as it stands: nobody's name is taken apart at them."""
_SIMPLE = re.compile(r"([A-Z][a-z]{2,}) ([A-Z][a-z]{2,})")
_COMMA = re.compile(r"[,，،、]")
_DASH = re.compile(r"\s+[-–—]+\s+|\s*[|•]\s*")
_LINKS = re.compile(
    r"(?i)\s*[&;/]\s*|\s+\+\s+|\s+(?:and|or|und|et)\s+|\s+(?-i:with|con)\s+(?=\S+\s+\S)"
    r"|\s+(?-i:for|via|por|para|on behalf of|in place of|instead of|de parte de|en nombre de|en lugar de)"
    r"\s+(?=\S+\s+\S)"
    r"|\s+(?:c/o|obo|o/b/o)\s+"
)
"""What stands between two people: `Jane & Bob`, `Fay Hu for Gus Ive`."""
_LINK_Y = re.compile(r"\s+([yYe])\s+")
_HOUSEHOLD = re.compile(
    r"(?i)(?:the|los|las)\s+[^\W\d_][\w'’-]*s|.*\S\s+(?:family|household|famil[iy]es)|(?:familia|family of)\s.+"
)
_HOUSE = frozenset({"Family", "Household", "Families"})
_FOR_SOMEBODY = re.compile(
    r"(?i)(?:friends of|(?:the )?committee (?:to (?:re-?)?elect|for)|citizens (?:for|to elect)|(?:re-?)?elect|vote for|"
    r"campaign (?:of|for|to elect)|people for|amigos de) \S"
    r"|.*\S (?:for|4|para) (?:congress|(?:state |us |u\.s\. )?(?:senate|house|assembly)|mayor|governor|president|"
    r"sheriff|judge|(?:city |county |town )?council|school board|commissioner|alcalde|alcaldesa|gobernadora?|congreso|"
    r"senado|concejal)\b"
)
"""Names of campaigns, which begin or end so: `Friends of Jay`, `Jay for Congress`."""
_OF_THE_DEAD = re.compile(r"(?i)(?:the )?(?:estate|memory) of \S|(?:in )?(?:loving )?memory of \S|the late \S")
"""How the name of somebody who died begins."""
_SEATS = re.compile(r"(?i)\s+(?:[x×]\s?\d{1,2}|\d{1,2}\s?[x×])$")
"""How many come: `Pam Beck x2`."""
_SIGNS = ".,;:·•*~_-–— "


def read_full_name(raw: object, hints: Hints) -> CellReading:
    """Split a full name: `DOE, JANE`, `Jane de la Cruz Jr.`, `María José Núñez (she/her)`.

    Two people in one cell stay together as written, and are told.
    """
    text = plain_text(raw)
    if (simple := _SIMPLE.fullmatch(text)) and not _has_a_part(simple[1], simple[2]):
        return CellReading({"given_name": simple[1], "family_name": simple[2]})
    if text.strip(" ,;").lower() in EMPTY_WORDS:
        return CellReading({})
    if is_no_name(text):
        return CellReading({}, (f"“{text}” is no name. Write a first and a last name.",))
    said = NameCell(text)
    name = _without_refusal(without_asides(_own_part(raw, said), said, in_full=True), said, in_full=True)
    if names_anothers(name):
        said.given = name
        said.problems.append(_anothers(text))
        return said.reading()
    if ahead := before_name(name):
        said.rest.append(ahead.strip(" ,;:-–—"))
        name = name.removeprefix(ahead)
    if len(name.split()) > 1 and (known.is_organization(name.split()[-1]) or _FOR_SOMEBODY.match(name)):
        said.family = name
        said.problems.append(f"“{text}” looks like an organization. It is kept as written; is it somebody's name?")
        return said.reading()
    if _OF_THE_DEAD.match(name):
        said.given = name
        said.problems.append(f"“{text}” seems to name somebody who died. It is kept as written; set “Do not contact”?")
        return said.reading()
    name = _without_seats(name, said)
    if _is_several(name):
        _keep_together(name, said)
        return said.reading()
    name = _without_tail(name, said)
    parts = _parts(name.replace("\n", " "), said)
    if len(parts) > 1 and _are_two(*parts[:2]):
        said.problems.append(_several(text))
        said.given = ", ".join(parts)
    elif len(parts) > 1:
        _family_first(parts, said)
    elif parts:
        _given_first(parts[0].split(), said)
    _set_initials_apart(said)
    return said.reading()


def read_given_name(raw: object, hints: Hints) -> CellReading:
    """Read a first name with what people write beside it: `Dot (Dottie)`, `Dr. Jane`, `Ana (she/her)`."""
    text = plain_text(raw)
    if text.lower() in EMPTY_WORDS and text not in ALSO_NAMES:
        return CellReading({})
    if is_no_name(text):
        return CellReading({}, (f"“{text}” is no name. Write a first name.",))
    if _NO_SIGNS_OF_NAMES.search(text):
        return CellReading({"given_name": text})
    if text.isascii() and text.isalpha():
        return CellReading({"given_name": proper_case(text)})
    said = NameCell(text)
    name = _without_refusal(without_asides(_own_part(raw, said, pictured=True), said, in_full=False), said)
    if names_anothers(name):
        said.problems.append(_anothers(text))
    if _LINKS.search(name) or _HOUSEHOLD.fullmatch(name):
        said.problems.append(_several(text))
    words = _without_others(_without_seats(name, said).split(), said)
    words = without_titles(without_suffixes(words, said, known.is_generation), said)
    said.given = " ".join(words).strip(" ,;")
    return said.reading()


def read_family_name(raw: object, hints: Hints) -> CellReading:
    """Read a last name and what stands beside it: `Tucker Jr.`, `Fox, PhD`, `Larkin (she/her)`; Null is a name."""
    text = plain_text(raw)
    if text.lower() in EMPTY_WORDS and not (text.isalpha() and text.istitle()):
        return CellReading({})
    if is_no_part(text):
        return CellReading({}, (f"“{text}” is no name. Write a last name.",))
    if text.isascii() and text.isalpha():
        return CellReading({"family_name": proper_case(text)})
    said = NameCell(text)
    name = _without_refusal(without_asides(_own_part(raw, said), said, in_full=False), said)
    said.rest = [*said.preferred, *said.rest]
    said.preferred = []
    if "&" in name:
        said.problems.append(_several(text))
    words = _without_others(_without_seats(name, said).split(), said)
    words = without_suffixes(words, said, known.is_suffix)
    said.family = " ".join(words).strip(" ,;")
    return said.reading()


def read_middle_name(raw: object, hints: Hints) -> CellReading:
    """Read a middle name; None and Null are no middle names, as they would be last names."""
    text = plain_text(raw)
    if text.lower() in EMPTY_WORDS and text != "Na":
        return CellReading({})
    if declines(text):
        return CellReading({}, (f"“{text}” is no name.",))
    return CellReading({"middle_name": proper_case(text)})


_AS_LAST = "is taken as a last name; it may be a first name. Write both."


def is_titled(told: str) -> bool:
    """Return whether what is told of a cell is that a word behind a title is the last name: `Ms. Null`."""
    return told.endswith(_AS_LAST)


def complete_name(values: dict[str, Value]) -> str:
    """Settle what only a whole row shows about a name.

    A middle name without a first name is the first name; Null alone, or as both names, is nobody's.

    Returns:
        the middle name that became the first name, or "".
    """
    if (given := values.get("given_name")) is not None and str(given).lower() not in EMPTY_WORDS:
        return ""
    names = [str(values[key]).lower() for key in ("given_name", "family_name") if key in values]
    if names and EMPTY_WORDS.issuperset(names) and not _are_names(*names):
        values.pop("given_name", None)
        values.pop("family_name", None)
    if "given_name" in values:
        return ""
    if "middle_name" in values:
        values["given_name"] = moved = values.pop("middle_name")
        return str(moved)
    return ""


def _are_names(given: str, family: str = "") -> bool:
    """Return whether two words for nothing are a first and a last name after all, as those of Nan Nil."""
    from coordinator.records.short_forms import is_given_name

    return family not in ("", given) and is_given_name(fold_word(given))


def _one_line(raw: object) -> str:
    """Return a cell's text; a line break stays only between two full names."""
    lines = [line for line in plain_text(raw, lines=True).split("\n") if line.strip()]
    names = len(lines) > 1 and all(len(line.split()) > 1 for line in lines)
    return ("\n" if names else " ").join(lines).strip(" ,;")


def _own_part(raw: object, said: NameCell, *, pictured: bool = False) -> str:
    """Return a cell's text without a refusal ahead of the name, and without pictures, which are put aside.

    A first name alone may be `pictured`: so somebody writes it, and no last name comes of it.
    """
    name, pictures = (_one_line(raw), []) if pictured else without_pictures(_one_line(raw))
    said.rest += pictures
    if ahead := refusal_ahead(name):
        said.rest.append(ahead.strip(" ,;:-–—"))
        name = name.removeprefix(ahead).strip(" ,;:-–—")
    return name


def _without_refusal(name: str, said: NameCell, *, in_full: bool = False) -> str:
    """Return a name without a refusal behind it, which is put aside."""
    behind = refusal_behind(name, in_full=in_full)
    if not behind:
        return name
    said.rest.append(behind.strip(_AROUND_REFUSALS))
    return name.removesuffix(behind).strip(_AROUND_REFUSALS)


_AROUND_REFUSALS = " ,;:*-–—/|.!"


def _anothers(text: str) -> str:
    return f"“{text}” names somebody by another person. It is kept as written; write this person's own name."


def _has_a_part(first: str, last: str) -> bool:
    if known.is_organization(last) or may_begin(first) or is_no_part(last) or ends_surely(last):
        return True
    return (
        known.is_title(first, 1)
        or known.is_title_before(first, last)
        or known.is_suffix(last)
        or first in {"The", "Los", "Las"}
        or last in _HOUSE
    )


def _is_several(name: str) -> bool:
    """Return whether a cell names more than one person: `Jane & Bob Lee`, `Ana y Omar Ruiz`, `The Riveras`."""
    if _LINKS.search(name) or "\n" in name or _HOUSEHOLD.fullmatch(name):
        return True
    link = _LINK_Y.search(name)
    if link is None:
        return False
    before, after = len(name[: link.start()].split()), len(name[link.end() :].split())
    if link[1] == "e":
        return before == 1 and after > 1 and not name.islower()
    return before == 1 or after > 1


def several_in(given: str) -> list[str]:
    """Return the first names of two or more people that stand in one: `Jane & Bob`; of one person: that."""
    links = _links_in(given)
    begins, ends = [0, *(link.end() for link in links)], [*(link.start() for link in links), len(given)]
    return [name for name in map(str.strip, map(given.__getitem__, map(slice, begins, ends))) if name]


def without_one(text: str, name: str) -> str:
    """Return a text without the name of one of several people in it, and without what stands between them."""
    said = r"\s+".join(map(re.escape, name.split()))
    link = rf"(?:{_LINKS.pattern.removeprefix('(?i)')}|{_LINK_Y.pattern})"
    return re.sub(rf"(?i)(?<!\w){said}{link}|{link}{said}(?!\w)", "", text)


def _links_in(name: str) -> list[re.Match[str]]:
    return sorted([*_LINKS.finditer(name), *_LINK_Y.finditer(name)], key=re.Match.start)


def _several(text: str) -> str:
    return f"“{text}” names more than one person. It is kept as written; give each of them a row of their own."


def _keep_together(name: str, said: NameCell) -> None:
    """Keep two people as one: `Jane & Bob` Lee if they share a last name, otherwise all as the first name."""
    said.problems.append(_several(said.text))
    name = name.replace("\n", " / ")
    links = _links_in(name)
    if not links:
        said.family = name
        return
    words = without_suffixes(name[links[-1].end() :].split(), said, known.is_suffix, in_full=True)
    if len(name[: links[0].start()].split()) > 1 or len(words) < 2 or "," in name:
        said.given, said.suffixes = name, []
        return
    at = _family_begins(words)
    said.given = " ".join([name[: links[-1].end()].strip(), *words[:at]])
    said.family = " ".join(words[at:])


def _without_seats(name: str, said: NameCell) -> str:
    """Return a name without how many come with it."""
    if seats := _SEATS.search(name):
        said.rest.append(seats[0].strip())
        return name[: seats.start()]
    return name


def _without_tail(name: str, said: NameCell) -> str:
    """Return a name without what follows a dash or a bar: `Ana Larkin - Denver`."""
    head, *tail = _DASH.split(name, maxsplit=1)
    if not tail or not head.strip() or not tail[0].strip():
        return name
    if all(map(known.is_suffix, tail[0].split())):
        return f"{head} {tail[0]}"
    said.rest.append(tail[0])
    return head


def _parts(name: str, said: NameCell) -> list[str]:
    """Return the parts between commas that are names; suffixes, degrees, titles and other words are put aside."""
    first, *others = [p for p in (part.strip() for part in _COMMA.split(name)) if p.strip(_SIGNS)] or [""]
    in_full = len(first.split()) > 1
    names = [first] if first else []
    for part in others:
        words = part.split()
        if all(map(known.is_suffix, words)) or (in_full and all(map(known.is_degree_in_capitals, words))):
            said.suffixes += words
        elif in_full and known.spelled_out(words) == len(words):
            said.suffixes.append(part)
        elif len(words) == 1 and known.is_title(words[0], 1):
            said.titles += words
        elif len(names) > 1 or _is_no_name(words) or (in_full and _stands_behind(part, first)):
            said.rest.append(part)
        else:
            names.append(part)
    return names


def _is_no_name(words: Sequence[str]) -> bool:
    return any(map(known.is_no_nickname, words)) or any(_is_other(w) for w in words)


def _is_other(word: str) -> bool:
    """Return whether a word is a number, an address or `TBD`, not a name."""
    if is_no_part(word) or not word.strip("?"):
        return True
    return "@" in word[1:] or (any(map(str.isdigit, word)) and not word[0].isalpha() and not known.is_generation(word))


def _without_others(words: Sequence[str], said: NameCell) -> list[str]:
    """Return words without numbers and addresses, which are put aside."""
    others = [word for word in words if _is_other(word)]
    said.rest += others
    return [word for word in words if word not in others]


def _stands_behind(part: str, name: str) -> bool:
    """Return whether what follows a whole name is no first name: a service, an acronym, a place.

    Args:
        part: what follows.
        name: the name before it.
    """
    from coordinator.records.short_forms import is_given_name

    if known.is_service(part):
        return True
    words = without_titles(name.split(), NameCell(name), in_full=True)
    in_capitals = re.match(r"[A-Z]{3,}\b", part)
    if in_capitals and not name.isupper() and not is_given_name(fold_word(in_capitals[0])):
        return True
    if len(words) < 2:
        return False
    titled = len(words) < len(name.split()) and not is_given_name(fold_word(part.split()[0]))
    return titled or _is_place(part, words[0])


def _is_place(part: str, first: str) -> bool:
    """Return whether what follows a whole name is no first name: `Ana Larkin, Denver`, not `Garcia Lopez, Ana`.

    Args:
        part: what follows.
        first: the first word of the name before it.
    """
    from coordinator.records.short_forms import is_given_name

    if part.isupper() and STATE.vocabulary.find(part):
        return True
    word = part.split()[0].strip(".")
    begins = is_given_name(fold_word(first)) and not known.is_particle(first)
    return begins and len(word) > 1 and not is_given_name(fold_word(word))


def _are_two(one: str, other: str) -> bool:
    """Return whether two names with a comma between them are two people's: `Bo Lee, Ann Fox`."""
    from coordinator.records.short_forms import is_given_name

    first, second = ([w for w in part.split() if not known.is_suffix(w)] for part in (one, other))
    if second and _INITIAL.fullmatch(second[-1]):
        return False
    if len(first) != len(second) or len(first) < len(("first", "last")):
        return False
    begin = all(is_given_name(fold_word(words[0])) for words in (first, second))
    return begin and not is_given_name(fold_word(second[-1]))


def _family_first(parts: Sequence[str], said: NameCell) -> None:
    """Read `Lee, Bob Jr.`, `de la Cruz, Maria`, `Cruz, Maria de la`."""
    family = without_titles(without_suffixes(parts[0].split(), said, known.is_fifth_or_suffix), said)
    given = without_titles(without_suffixes(parts[1].split(), said, known.is_suffix), said)
    end = len(given)
    while end > 1 and given[end - 1].islower() and known.is_particle(given[end - 1]):
        end -= 1
    said.given, said.family = " ".join(given[:end]), " ".join([*given[end:], *family])


def _given_first(words: Sequence[str], said: NameCell) -> None:
    """Read `Ana Larkin`, `De Alton Sands`, `Mary Van Dyke`, `Cher`; behind a title, one word is the last name; told."""
    words = _without_service(without_suffixes(_without_others(words, said), said, known.is_suffix, in_full=True), said)
    words = without_generation_inside(without_titles(words, said, in_full=True), said)
    if len(words) == 1 and said.titles:
        said.family = words[0]
        said.problems.append(f"“{said.text}” {_AS_LAST}")
    elif len(words) < 2:
        said.given = " ".join(words)
    else:
        at = _family_begins(words)
        said.given, said.family = " ".join(words[:at]), " ".join(words[at:])


def _without_service(words: Sequence[str], said: NameCell) -> list[str]:
    """Return the words of a whole name without the service behind it, which is put aside: `Col. Ann Orr USMC`."""
    if len(words) > len(("first", "last")) and words[-1].isupper() and known.is_service(words[-1]):
        said.rest.append(words[-1])
        return list(words[:-1])
    return list(words)


def _set_initials_apart(said: NameCell) -> None:
    """Make initials behind a first name the middle name: `Estelle M.`; `J. R.` and `A. Philip` are first names."""
    words = said.given.split()
    end = len(words)
    while end and _INITIAL.fullmatch(words[end - 1]):
        end -= 1
    if end and said.family:
        said.given, said.middle = " ".join(words[:end]), " ".join(words[end:])


_INITIAL = re.compile(r"[^\W\d_]\.?|(?:[^\W\d_]\.){2,}")
_MARIA = frozenset("maría maria ma ma. mª rosa".split())
"""First names that go on with a particle: María de la Luz, María del Carmen."""
_DEVOTED = re.compile(r"(?:jos[eé] de jes[uú]s|juan de dios)(?= )")
"""First names of several words; De Jesús is a last name, too, but hardly ever behind José."""


_GOES_ON = frozenset("y vda vda. viuda".split())
"""What goes on with a last name that stands before it: Ortega y Gasset, Cantú vda. de Ríos."""


def _family_begins(words: Sequence[str]) -> int:
    """Return the position of the last name's first word: the first particle after the first name, or the last word."""
    last = len(words) - 1
    if devoted := _DEVOTED.match(" ".join(words).lower()):
        return len(devoted[0].split())
    at = 1
    if words[0].lower() in _MARIA and last > 1 and known.is_particle(words[1]):
        while at < last and known.is_particle(words[at]):
            at += 1
        at = at + 1 if at < last else 1
    for position in range(at, last):
        if known.is_particle(words[position]):
            return max(1, position - 1) if words[position].lower() in _GOES_ON else position
    return last
