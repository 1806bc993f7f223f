"""Headings that can only mean one field, in whatever order their words stand, where the cells may be that field's."""

import re
from collections.abc import Callable, Sequence

from coordinator.importing.recognition.column import NAMES_OF, ColumnEvidence
from coordinator.importing.recognition.lexicon import concepts_of

_NEARLY_ALL, _MOSTLY, _HARDLY = 0.9, 0.5, 0.3
_EMPLOYERS = frozenset("employer employers workplace empleador empleadora patron".split())
_EMPLOYED = frozenset("employed employs works working trabaja".split())
_BY_WHOM = frozenset("by at where with who whom for donde quien en para con".split())
_ABBREVIATED = frozenset("emp empl emplr empr".split())
_OF_NAMES = frozenset("name nm nombre".split())
_BESIDE_EMPLOYERS = _BY_WHOM | frozenset(
    "present current currently now your the of primary main principal day job place s actual actualmente su sus tu de "
    "del la el are you is do they usted te le".split()
)
_NATIONS = frozenset("nation country pais".split())
_BESIDE_NATIONS = frozenset(
    "of residence residency resident reside resides residing domicile live lives living you your in which what do the "
    "current present home mailing name de residencia domicilio donde en que vive vives reside su tu actual".split()
)
_AGREED = frozenset("cons cnsnt consent consents consented consentimiento consintio permission permiso".split())
_WHEN = frozenset("date dt dates day when time on at fecha cuando".split())
_BESIDE_AGREED = frozenset(
    "given gave granted obtained received signed recorded of was the their your our de del el la dado otorgado".split()
)
_WAY = (
    r"(phone )?calls?|(text|phone|e ?mail)s?( messages?)?|e ?mails?|texts?|sms|llamadas?|mensajes?( de texto)?|correos?"
)
_ONE_OR_OTHER = re.compile(rf"\b({_WAY}) (or|o|u|vs|versus) (a |an |by |por |un |una )?({_WAY})\b")
_PREFERS = frozenset("prefer prefers preferred preference prefiere prefieres preferencia rather".split())


def _is_employer(column: ColumnEvidence) -> bool:
    words = set(column.heading.words)
    named = words & _EMPLOYERS or words & _EMPLOYED and words & _BY_WHOM or words & _ABBREVIATED and words & _OF_NAMES
    beside = words - _EMPLOYERS - _EMPLOYED - _ABBREVIATED - _OF_NAMES - _BESIDE_EMPLOYERS
    facts = column.facts
    said = facts.share("yes_no", "yes_no_words", "date", "int", "email", "phone", "place") < _HARDLY
    only = not column.beside_organization  # what is called so is rather the field
    people = facts.share("full_name") >= _MOSTLY and facts.share("org") < _HARDLY and not words & _EMPLOYERS
    return bool(named) and not beside and only and said and not people


def _is_country(column: ColumnEvidence) -> bool:
    words = set(column.heading.words)
    return bool(words & _NATIONS) and words <= _NATIONS | _BESIDE_NATIONS and column.facts.share("country") >= _MOSTLY


def _is_day_of_consent(column: ColumnEvidence) -> bool:
    words = set(column.heading.words)
    dated = column.facts.share("date", "typed_date") >= _MOSTLY
    return bool(words & _AGREED and words & _WHEN) and words <= _AGREED | _WHEN | _BESIDE_AGREED and dated


def _is_preference(column: ColumnEvidence) -> bool:
    text = " ".join(column.heading.words)
    asked = _ONE_OR_OTHER.search(text) is not None or not _PREFERS.isdisjoint(column.heading.words)
    return asked and column.facts.share("channel") >= _MOSTLY


_MIDDLE = frozenset("mid mdl midl middl mddl".split())
_INITIAL, _ONE_WORD = re.compile(r"[^\W\d_]\.?"), re.compile(r"[^\W\d_]+\.?")
_BESIDE_MIDDLE = frozenset("name nm nme init initial or your s".split())


def _is_middle_name(column: ColumnEvidence) -> bool:
    words = set(column.heading.words)
    if words == {"mid"}:  # may be a member's number too
        texts = column.facts.samples
        named = any(_INITIAL.fullmatch(text) for text in texts) or column.facts.share("first_name") >= _MOSTLY
        return named and all(_ONE_WORD.fullmatch(text) for text in texts) and not column.facts.share("yes_no")
    named = bool(words & _MIDDLE and words & _BESIDE_MIDDLE) and words <= _MIDDLE | _BESIDE_MIDDLE
    return named and column.facts.share("yes_no_words", "int", "date", "email", "phone") < _HARDLY


_LIVED_AT = frozenset("mail mailing letters post postal live living home house residence".split())


def _is_street(column: ColumnEvidence) -> bool:
    """Return whether streets stand under words of where letters go and a hint that it is the street."""
    hinted = not {"street", "address"}.isdisjoint(c for _, c in concepts_of(column.heading.aside))
    letters = hinted and not _LIVED_AT.isdisjoint(column.heading.words)
    return letters and column.facts.share("street", "whole_address") >= _MOSTLY


_AREAS = frozenset("geo geog geography geographic area state st".split())


def _is_state(column: ColumnEvidence) -> bool:
    """Return whether the cells are states under a word that programs use for coordinates: *Geo*."""
    words = set(column.heading.words)
    return "geo" in column.concepts and words <= _AREAS and column.facts.share("state") >= _NEARLY_ALL


_BESIDE_BIRTH = frozenset(
    "date dates day dt d of your my full the when were was are you what is s please enter on mm dd yyyy yy m y "
    "fecha de del su tu mi cuando cual es".split()
)
_SOME_BORN = 0.2


def is_birth_date(column: ColumnEvidence) -> bool:
    """Return whether a heading says birth and nothing else, and some cells are such dates: the others are bad ones."""
    words = set(column.heading.words)
    named = {word for word in words if _BIRTH.issuperset(c for _, c in concepts_of((word,))) and concepts_of((word,))}
    facts = column.facts
    dated = facts.share("date", "typed_date") >= _HARDLY and facts.share("born") >= _SOME_BORN
    return bool(named) and words <= named | _BESIDE_BIRTH and dated


_BIRTH = frozenset(("birth",))
_PLAIN: tuple[tuple[str, Callable[[ColumnEvidence], bool]], ...] = (
    ("organization", _is_employer),
    ("birth_date", is_birth_date),
    ("country", _is_country),
    ("consent_date", _is_day_of_consent),
    ("contact_preference", _is_preference),
    ("middle_name", _is_middle_name),
    ("state", _is_state),
    ("address", _is_street),
)
_LEGAL = frozenset("legal passport certificate licence license".split())
_SHOWN = frozenset(
    "ballot badge badges appear appears appearing nametag tag printed print display boleta gafete".split()
)
_OF_THE_PERSON = frozenset(("company",))
"""Whom a heading may name that still holds what is the person's own: *Employer*."""


def plainly(column: ColumnEvidence) -> str:
    """Return the field that a column is by its words and cells, whatever is said elsewhere of either; "" if none."""
    if not column.facts.count or not _OF_THE_PERSON.issuperset(column.whose) or column.heading.repeated > 1:
        return ""
    return next((target for target, test in _PLAIN if test(column)), "")


def settle_legal_names(columns: Sequence[ColumnEvidence]) -> None:
    """Where one column has the name as it will appear on a ballot or badge, the legal one is the name of the person."""
    names = [c for c in columns if c.is_named and not c.whose and not c.is_contact and NAMES_OF & set(c.concepts)]
    legal = [c for c in names if not _LEGAL.isdisjoint(c.heading.words)]
    shown = [c for c in names if not _SHOWN.isdisjoint(c.heading.words) and c not in legal]
    if len(legal) == len(shown) == 1 and len(names) == len(legal) + len(shown):
        legal[0].surely = "+full_name"
