"""Headings without what those about the person all begin with: `Volunteer: First`, *Donor First Name*."""

import re
from collections import Counter
from collections.abc import Sequence

from coordinator.importing.recognition.lexicon import concepts_of
from coordinator.importing.recognition.person_nouns import nouns
from coordinator.importing.recognition.undress import split_words, undress

_GROUPS = frozenset(
    "volunteer volunteers voluntario voluntaria contact contacto info information informacion details datos personal "
    "personales person persona individual member miembro participant participante attendee asistente applicant "
    "solicitante registrant supporter signer basic basics general about you your su sus tu the this el la los de of "
    "candidate candidato candidata prospect donor voter profile perfil identity identidad data section".split()
)
"""Words of a first row of headings that only say that the columns below are about the person."""
_PART = re.compile(r"\s*(?::|>|\||–|—| - )\s+")
_SUBJECTS = nouns("begins")
"""Whom all of a list may be about, before each of their columns: *Donor First Name*, *Donor Phone*."""
_HALVES = frozenset(("first", "last"))
_PERSONAL = frozenset(
    "name first last full middle suffix email phone mobile landline address street line2 city state zip county country "
    "occupation employer".split()
)
_PLAIN_NAMES = frozenset((("name",), ("full", "name"), ("your", "name"), ("nombre",), ("nombre", "completo")))
_LONGEST = 3


def without_groups(headings: Sequence[str]) -> list[str]:
    """Return headings without a group of two rows, `Volunteer: First`, or a word for the person, *Donor First Name*.

    Numbers that count people become words that do: `2. Name` beside `1. Name` is *Person 2 Name*.
    """
    return _without_subject(_without_rows(_with_counted_people(headings)))


_COUNTED = re.compile(r"\s*#?(\d{1,2})\s*[.):–—-]\s*(?=[^\W\d])(.+)")
_ALIKE = 2


def _with_counted_people(headings: Sequence[str]) -> list[str]:
    """Return headings with the people whom their numbers count; questions have a number each."""
    found = [_COUNTED.fullmatch(h) for h in headings]
    blocks: dict[int, set[str]] = {}
    for match in found:
        if match:
            blocks.setdefault(int(match[1]), set()).add(match[2].casefold())
    first = blocks.get(1, set())
    again = {number for number, rests in blocks.items() if number > 1 and len(rests & first) >= _ALIKE}
    return [
        h
        if m is None or not again
        else m[2]
        if int(m[1]) == 1
        else f"Person {m[1]} {m[2]}"
        if int(m[1]) in again
        else h
        for h, m in zip(headings, found, strict=True)
    ]


def _without_rows(headings: Sequence[str]) -> list[str]:
    """Return headings of two rows without the first one: `Volunteer: First` is *First*.

    Only a group that says whose the columns are, and nothing more, is left off; where two such groups have columns of
    the same name, as `Candidate: First` and `Contact: First`, all headings stay as they are.
    """
    parts = [_PART.split(h, maxsplit=1) for h in headings]
    rests = [
        p[1] if len(p) > 1 and p[1] and (words := split_words(p[0])) and _GROUPS.issuperset(words) else h
        for p, h in zip(parts, headings, strict=True)
    ]
    cut = sum(r != h for r, h in zip(rests, headings, strict=True))
    return list(headings) if cut < 2 or _are_alike(headings, rests) else rests


def _without_subject(headings: Sequence[str]) -> list[str]:
    """Return headings without the word for those whom a list is about, if no other names of people stand in it."""
    subject = _subject(headings)
    rests = [_rest(h, subject) if subject else h for h in headings]
    return list(headings) if _are_alike(headings, rests) else rests


def _are_alike(headings: Sequence[str], rests: Sequence[str]) -> bool:
    """Return whether a heading that was cut is now the same as another one."""
    times = Counter(r.casefold() for r in rests)
    return any(r != h and times[r.casefold()] > 1 for r, h in zip(rests, headings, strict=True))


def _subject(headings: Sequence[str]) -> str:
    """Return the word that stands before the first and the last names of a list, "" if there is none or another."""
    halves: dict[str, set[str]] = {}
    for heading in headings:
        words = undress(heading).words
        half = _HALVES & _meant(words)
        if words in _PLAIN_NAMES or half and len(words) <= len(half) + 1 and words[0] not in _SUBJECTS:
            return ""
        if half and words[0] in _SUBJECTS:
            halves.setdefault(words[0], set()).update(half)
    subject, found = next(iter(halves.items()), ("", set()))
    return subject if len(halves) == 1 and found == _HALVES else ""


def _meant(words: Sequence[str]) -> set[str]:
    return {c for _, c in concepts_of(words)}


def _rest(heading: str, subject: str) -> str:
    """Return a heading without the subject before what a person has: *Donor ZIP* is *ZIP*."""
    first, *words = undress(heading).words or ("",)
    if first != subject or not words or len(words) > _LONGEST or not _PERSONAL & _meant(words):
        return heading
    return " ".join(words)
