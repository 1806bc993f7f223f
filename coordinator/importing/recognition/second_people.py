"""Second people: a word for somebody else that stands before what a person has, or that a question is about."""

import re
from collections.abc import Sequence
from dataclasses import replace

from coordinator.importing.recognition.column import NAMES_OF, NEXT_ONE, SOMEBODY, ColumnEvidence
from coordinator.importing.recognition.lexicon import concepts_of
from coordinator.importing.recognition.person_nouns import nouns
from coordinator.importing.recognition.subjects import SUBJECTS, has_plain_one
from coordinator.importing.recognition.undress import split_words

_HELD = frozenset(
    "name first last full middle preferred email phone mobile landline address street line2 city state zip county "
    "birth age gender pronoun language race community occupation party office level district".split()
)
"""Concepts of what a person has."""
_WHERE = frozenset("district level office party city county state".split())
_AGREED = frozenset(("consent", "firsttime", "subscribe"))
"""Concepts of what a person agrees to or is asked."""
_VERBS = frozenset(
    "agree agrees agreed consents consented consenting ok okay okays is has have can may might could will would wants "
    "willing gives gave permits permitted allows allowed accepts accepted authorizes happy running runs ran "
    "new share shares sharing acepta autoriza permite puede quiere".split()
)
"""What follows the one who is asked about."""
_ASKS = frozenset("is are does do did has have can could may might will would should was were if whether".split())
_BEFORE = frozenset("the a an your my our their this el la su sus tu mi".split())
_LONGEST = 4
_HOW_MANY = frozenset("2 3 4 5 6 two three four five".split())
_ANYBODY = nouns("counted") | {"household"}
"""Whom a sheet may be about: the second one of them is somebody else."""
_OTHERS = frozenset("emergency spouse parent friend referrer nominator host manager child relative".split())
"""Concepts of people who are not the one who signed up."""
_NOUNS = nouns("another")
_BODIES = frozenset("company venue event household organization union file user ticket".split())
_PARTNER = "partner"
_BODIES_TOO = (_PARTNER, "employer")
_SOME = 0.3
_PLUS_ONE = (("plus", "one"), ("plus", "1"))
_CONTACTS_US = re.compile(
    r"\b(may|can|could|will|would|might|to) (please )?(contact|call|text|e ?mail|reach( out to)?|write( to)?|message|"
    r"follow up with) (me|you|us|them)\b"
)
"""Somebody else who contacts the person: *Our coordinator may call me*."""
_IS_REACHED = re.compile(
    r"\b(employer|partner)( \w+){1,4} be(ing)? (contacted|called|texted|emailed|reached|written|approached)\b"
)
"""Who is a body elsewhere, and a person where they are reached: *Your partner may be contacted*."""
_DATA_OF = re.compile(
    r"\b(?:share|pass|give|use|send|forward|store|keep|publish)(?: on| along)? (?:the |your |my |a )?(.+?) "
    r"(?:contact )?(?:info\w*|data|name|details|number|phone|e ?mail|address|contact)\b"
)
"""Whose data a question is about: *May we share your friend's info?*"""
_MEETS_THEM = re.compile(
    r"\b(you|i) (\w+ )?(want|wish|plan|prefer|like|intend|hope|need|going|rather) to (contact|call|text|e ?mail|"
    r"reach out to|write to|meet|talk to|approach) (?!me\b|you\b|us\b)"
)
"""Who signed up does the contacting: *Do you want to contact partners yourself?*"""
_HEAD = re.compile(
    r"^(the )?(head|jefe|jefa|cabeza) (of|de|del) (the |la |el )?(household|family|house|hogar|familia)\b"
)


def settle_heads(columns: Sequence[ColumnEvidence]) -> None:
    """Take the head of a household for the person, where no other column has a bare name: *Head of household: cell*."""
    heads = [(c, found.end()) for c in columns if (found := _HEAD.search(" ".join(c.words)))]
    among = [c for c, _ in heads]
    if not any(map(_names, among)) or any(_names(c) and _is_own(c) for c in columns if c not in among):
        return
    for column, end in heads:
        begin = len(" ".join(column.words)[:end].split())
        column.words = column.words[begin:]
        column.heading = replace(column.heading, words=column.heading.words[begin:])
        column.concepts = tuple(c for c in column.concepts if c not in ("household", "home", "manager"))
        column.whose = ()


def settle_second_people(columns: Sequence[ColumnEvidence]) -> None:
    """Say which columns are of a second person, by the word before what they hold or by whom they ask about.

    A word that names another for a name, an e-mail or a phone does so for all that stands under it.
    """
    others = {s for c in columns if _of_a_person(c) and _tells(c) and (s := _stem(c.heading.words))}
    own = {_stem(c.heading.words) for c in columns if not c.whose and _names(c)}
    surely = {_stem(c.heading.words) for c in columns if c.surely and not c.whose}
    mine = [c for c in columns if not c.whose and _tells(c) and _is_own(c)]
    bare, named = bool(mine), any(map(_names, mine))
    for column in columns:
        text, stem = " ".join(column.heading.words), _stem(column.heading.words)
        known = _is_next(stem) and bare or stem in others and stem not in own and _telling(stem)
        second = bare and stem not in surely and (named or stem not in own) and _is_second(stem, column)
        known = known or second and column.is_contact and has_plain_one(column, columns)
        if _CONTACTS_US.search(text):
            continue
        if known or second and not column.is_contact:
            column.of_second = True
        elif _is_answered(column):
            column.of_second = _MEETS_THEM.search(text) is not None or bare and _is_asked_about(text)
        if known and not column.whose:
            column.whose, column.surely = (SOMEBODY,), ""


def _tells(column: ColumnEvidence) -> bool:
    """Return whether a column says who somebody is: by a name, an e-mail or a phone."""
    return _names(column) or column.is_contact


def _is_answered(column: ColumnEvidence) -> bool:
    return column.facts.share("yes_no", "yes_no_words", "tick", "typed_bool") > _SOME


def _names(column: ColumnEvidence) -> bool:
    return bool(NAMES_OF.intersection(column.concepts)) and not column.is_contact and not column.facts.share("yes_no")


def _of_a_person(column: ColumnEvidence) -> bool:
    return SOMEBODY in column.whose or bool(_OTHERS.intersection(column.whose))


def _is_own(column: ColumnEvidence) -> bool:
    """Return whether nobody is named before what a heading asks for: *Name*, *Your e-mail*, *Candidate phone*."""
    stem = [w for w in _stem(column.heading.words) if w not in _BEFORE]
    return all(w in SUBJECTS or w in _PLAIN for w in stem) and not _is_next(tuple(stem))


_PLAIN = frozenset(
    "student respondent home work best primary main own personal legal given contact "
    "information about you us tell".split()
)


def _stem(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words before what a heading says that somebody has or agrees to: *Person 2 DOB* → person 2."""
    start = 0
    while start < len(words) and (words[start] in _BEFORE or start == 0 and words[0] in _ASKS):
        start += 1
    end = start
    while end < len(words) and (words[end] not in _VERBS or end == start) and words[end] not in _BEFORE:
        meant = {c for at, c in concepts_of(words[end : end + 3]) if at == 0}
        if meant & _HELD and not _leads(words, end) or meant & _AGREED:
            break
        end += 1
    return tuple(words[start:end]) if end < len(words) else ()


def _leads(words: Sequence[str], at: int) -> bool:
    """Return whether a word that could say what somebody has says who: *second* adult, *precinct* captain."""
    meant = {c for _, c in concepts_of(words[at : at + 1])}
    of_place = bool(meant & _WHERE) and _is_noun("".join(words[at + 1 : at + 2]))
    return of_place or words[at] in NEXT_ONE or _is_noun(words[at])


def _telling(stem: tuple[str, ...]) -> bool:
    return _is_next(stem) or SUBJECTS.isdisjoint(stem) and any(w not in NEXT_ONE and not w.isdigit() for w in stem)


def _is_next(stem: tuple[str, ...]) -> bool:
    """Return whether a stem counts people beyond the first: *Person 2*, *Second adult*, *Co-applicant*."""
    if len(stem) < 2 or len(stem) > _LONGEST:
        return False
    if stem[0] == "co":
        return True
    if stem[-1] in _HOW_MANY:
        return stem[-2] in _ANYBODY or _is_noun(stem[-2])
    return bool(NEXT_ONE.intersection(stem[:-1])) and (stem[-1] in _ANYBODY or _is_noun(stem[-1]))


def _is_second(stem: tuple[str, ...], column: ColumnEvidence | None = None) -> bool:
    """Return whether the words before what a person has name somebody else than the one who signed up.

    *Partner* does where nobody is asked: bodies are partners too, and may ask to be allowed to call.
    """
    if not stem or len(stem) > _LONGEST:
        return False
    if stem in _PLUS_ONE or _is_next(stem):
        return True
    if stem[-1] in _BODIES_TOO and column is not None:
        return "firsttime" in column.concepts or stem[-1] == _PARTNER and not _is_answered(column)
    meant = {c for _, c in concepts_of(stem)}
    return "emergency" in meant or not meant & _BODIES and _is_noun(stem[-1])


def _is_noun(word: str) -> bool:
    """Return whether a word is for somebody else: *roommate*, *treasurer*."""
    return word in _NOUNS


def _is_asked_about(text: str) -> bool:
    """Return whether somebody else may be reached, or their data passed on: *May we share your friend's info?*"""
    found = _DATA_OF.search(text)
    return _IS_REACHED.search(text) is not None or found is not None and _is_second(split_words(found[1]))
