"""Whom a sheet is about: which column has their names, and whose the e-mails and phones under another word are."""

import re
from collections.abc import Sequence

from coordinator.importing.recognition.column import NAMES_OF, SOMEBODY, ColumnEvidence
from coordinator.importing.recognition.lexicon import concepts_of
from coordinator.importing.recognition.person_nouns import nouns
from coordinator.importing.recognition.undress import split_words

SUBJECTS = nouns("heads")
"""Who a sheet is about where one of these words heads a column of names."""
__BESIDE_SUBJECTS = frozenset(
    "the our current potential prospective possible new local state el la s name full nombre completo de del".split()
)
_REACHED_BY = frozenset(
    "phone cell mobile number no email e mail address telefono celular movil correo electronico numero de del la el s "
    "home primary first last name city state zip county street".split()
)
"""What else stands in the heading of a subject's own e-mail, phone or home."""
_OFFICIALS = nouns("elected")
_HELD = frozenset("held current holds actual ocupa".split())
_CONTACT_PERSON = re.compile(
    r"((main|primary|key|first|lead|chief|point of) )?contacts?( person)?( name)?|poc|persona de contacto"
    r"|contacto (principal|primario)|(nombre (del|de su) )contacto( principal)?|contact persons?( name)?"
)
_CONTACTS = nouns("contact")
ROLES = nouns("maybe")
"""Who may be somebody else than the one who signed up, unless the names of the sheet are called so."""
_STAFF = frozenset(("staff",))
_PLAIN = frozenset("tel my your best main".split())
_YOUNG = nouns("pupil")
_OF_PUPILS = nouns("school") | frozenset(
    "grade grades homeroom classroom kindergarten preschool grado salon aula".split()
)
"""Words of lists of a school: those named there are children, and those who can be reached their parents."""
_PARENTS = frozenset(("parent", "relative"))
_PLUS_ONE = re.compile(r"(?i)^\s*\+\s?1\b|\bplus[\s-]?(one|1)\b|\bin[\s-]?laws?\b")
_OF_CONTACT = re.compile(
    r"(?i)\bcontact'?s?['’]s?\b|\bof (the |your |a )?contact\b|\b(de su|de tu|del) contacto\b|\byour contact\b"
)
_MOSTLY, _LONGEST = 0.5, 10


def _words(column: ColumnEvidence) -> set[str]:
    """Return all words of a heading, also those of its possessives and brackets."""
    return {*split_words(column.heading.raw.replace("’", "'")), *column.words, *column.heading.aside}


def _has_names(column: ColumnEvidence) -> bool:
    return column.is_named and not column.is_contact and column.facts.share("sentence") < _MOSTLY


def _is_subject(column: ColumnEvidence) -> bool:
    """Return whether a column of names is headed by the word for those whom a sheet is about."""
    words = column.words
    return bool(SUBJECTS.intersection(words)) and (SUBJECTS | __BESIDE_SUBJECTS).issuperset(words)


def settle_subjects(columns: Sequence[ColumnEvidence]) -> None:
    """Say which column has the names of those whom a sheet is about; a contact person beside them is somebody else."""
    _contact_groups(columns)
    named = [c for c in columns if _has_names(c) and c.heading.repeated == 1]
    contacts = [c for c in named if _CONTACT_PERSON.fullmatch(" ".join(c.heading.words))]
    subjects = [c for c in named if c not in contacts and _is_subject(c)]
    reached = [c for c in subjects if any(o.is_contact and o.words[:1] == c.words[:1] for o in columns)]
    subjects = reached if len(reached) == 1 else subjects
    for subject in subjects:
        _named_things(columns, subject)
    own = [
        c for c in named if c not in contacts and not c.of_a_thing and not c.whose and NAMES_OF.intersection(c.concepts)
    ]
    if not own and len(subjects) == 1:
        subjects[0].whose, subjects[0].surely = (), "+full_name"
        own = subjects
        _offices_held(columns, subjects[0])
        _reached_by(columns, subjects[0])
    if own:
        _contact_people(columns, contacts, own)
    elif len(contacts) == 1 and any(c.is_contact for c in columns):
        contacts[0].whose, contacts[0].surely = (), "+full_name"
        contacts[0].concepts = tuple(c for c in contacts[0].concepts if c != "emergency")
        for column in columns:
            if column.is_contact and column.whose == (SOMEBODY,) and _CONTACTS.intersection(column.words):
                column.whose = ()  # "POC email" beside "Point of contact"


_A_NAME = frozenset((("name",), ("nombre",), ("title",), ("task",), ("task", "name"), ("item",), ("item", "name")))
_SMALL_WORD = re.compile(r"^\w+( \w+)* [a-z]\w*$")


def _named_things(columns: Sequence[ColumnEvidence], subject: ColumnEvidence) -> None:
    """`Name` beside the names below *Candidate*: where it says “Call back” in many rows, it names tasks."""
    for column in columns:
        facts = column.facts
        if column.words not in _A_NAME or column is subject or not facts.count or column.in_mail:
            continue
        again = facts.distinct <= _MOSTLY and facts.distinct < subject.facts.distinct
        column.of_a_thing = again or _small(column) >= _MOSTLY > _small(subject)


def _small(column: ColumnEvidence) -> float:
    """Return the share of cells whose last word begins with a small letter: “Send packet”."""
    texts = column.facts.samples
    return sum(_SMALL_WORD.match(text) is not None for text in texts) / len(texts) if texts else 0.0


def _reached_by(columns: Sequence[ColumnEvidence], subject: ColumnEvidence) -> None:
    """Beside the names below *Volunteer*, *Volunteer phone* is that person's own."""
    called = SUBJECTS.intersection(subject.words)
    own = []
    for column in columns:
        more = set(column.words) - called
        if column is not subject and called.intersection(column.words) and more and more <= _REACHED_BY:
            column.whose = ()
            own.append(column)
    for kind in ("email", "phone"):
        of_kind = [c for c in columns if kind in c.kinds and (c in own or not c.whose)]
        if len(of_kind) == 1 and of_kind[0] in own:
            of_kind[0].surely = kind


def _contact_groups(columns: Sequence[ColumnEvidence]) -> None:
    """`Candidate: First`, `Contact: First`, `Contact: Email`: a group of contacts with names is of somebody else."""
    named = {
        c.heading.path[0].lower() for c in columns if len(c.heading.path) > 1 and NAMES_OF.intersection(c.concepts)
    }
    theirs = {group for group in named if _CONTACTS.intersection(split_words(group))}
    for column in columns if theirs and named - theirs else ():
        if len(column.heading.path) > 1 and column.heading.path[0].lower() in theirs and not column.whose:
            column.whose = (SOMEBODY,)


def _offices_held(columns: Sequence[ColumnEvidence], subject: ColumnEvidence) -> None:
    """Beside an elected official, *Office held* is the office."""
    held = [c for c in columns if "office" in c.concepts and _HELD.intersection(c.words) and c is not subject]
    others = [c for c in columns if "office" in c.concepts and c not in held and c is not subject]
    if _OFFICIALS.intersection(subject.words) and len(held) == 1 and not others:
        held[0].surely = "office"
    for column in columns if _OFFICIALS.intersection(subject.words) else ():
        if "staff" in column.whose and column is not subject:
            column.whose = ("manager", *column.whose)  # an official's scheduler


def _contact_people(
    columns: Sequence[ColumnEvidence], contacts: Sequence[ColumnEvidence], own: Sequence[ColumnEvidence]
) -> None:
    """Where the person has a name, a contact person is another, and the contact's e-mail and phone are theirs."""
    others = [c for c in contacts if "name" not in c.concepts or not any(c.in_mail for c in contacts)]
    beside = [c for c in columns if c.is_contact and not c.whose and _CONTACTS.intersection(_words(c))]
    if not others or any("first" in c.concepts for c in own) and any("name" in c.concepts for c in others):
        return  # a program's *Contact name* beside the first name is the same person
    certain = [c for c in others if beside or c.words == ("contact", "person") or len(own) == 1 and _is_subject(own[0])]
    for column in certain:
        column.whose, column.surely = (SOMEBODY,), ""
    for column in beside if certain else ():
        column.whose = (SOMEBODY,)


def settle_pupils(columns: Sequence[ColumnEvidence]) -> None:
    """Where a list names pupils, and only their parents can be reached, a person has to say who signed up.

    A form that parents fill in asks for them first, and then for their child.
    """
    reached = [c for c in columns if c.is_contact]
    if not reached or not all(map(_names_parents, reached)):
        return
    first = next(at for at, c in enumerate(columns) if _names_parents(c))
    if not any(_OF_PUPILS.intersection(_words(c)) for c in columns[:first]):
        return
    for column in columns:
        column.disputed = not column.whose
        if column.surely in ("email", "phone"):
            column.surely = ""


def _names_parents(column: ColumnEvidence) -> bool:
    words = (*column.heading.words, *column.heading.aside)
    return not _PARENTS.isdisjoint((*column.whose, *(c for _, c in concepts_of(words))))


def settle_roles(columns: Sequence[ColumnEvidence]) -> None:
    """Mark what stands under the word for somebody who may be another: *Guest's phone*, *+1 email*."""
    first = next((c for c in columns if _has_names(c) and not c.whose and c.heading.repeated == 1), None)
    own = _words(first) if first is not None else set()
    of_parents = any({"parent", "relative"}.intersection(c.whose) for c in columns)
    for column in columns:
        words = _words(column)
        if column.is_contact and _STAFF.issuperset(column.whose) and column.whose and first is not None:
            column.of_role = True  # "Texter email"
        if column.whose or column is first or len(words) > _LONGEST or column.heading.says_nothing:
            continue
        roles = words & (ROLES if of_parents else ROLES | _YOUNG)
        of_contact = not _CONTACTS & own and _OF_CONTACT.search(column.heading.raw)
        second = _PLUS_ONE.search(column.heading.raw) and not _PLUS_ONE.search(first.heading.raw if first else "")
        theirs = roles and (not roles & own or column.is_contact and has_plain_one(column, columns))
        if second and column.is_contact and has_plain_one(column, columns):
            column.whose = (SOMEBODY,)  # "+1 phone" beside "Phone"
        else:
            column.of_role = bool(theirs or of_contact or second)


def has_plain_one(column: ColumnEvidence, columns: Sequence[ColumnEvidence]) -> bool:
    """Return whether another column has e-mails or phones of the same kind, and names nobody."""
    kind = "email" if "email" in column.kinds else "phone"
    return any(kind in c.kinds and not c.whose and _words(c) <= _REACHED_BY | _PLAIN for c in columns)
