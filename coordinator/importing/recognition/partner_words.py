"""Everyday headings of lists of partners: who they are, who answers there, and whom they take."""

import re
from collections.abc import Mapping

from coordinator.base.folding import without_accents

_GROUP = r"(organi[sz]ations?|orgs?|groups?|partners?|allies|ally|coalition|nonprofit|organizacion|grupo)"
_WHO = r"(contact|contacto|liaison|rep|representative|point of contact|poc)"
_CONTACT = rf"((main|primary|lead|key|our|partner|org|group|their|the)? ?{_WHO}( person)?( s)?|their|partner s|group s)"
_THEY = r"(they |we |it )?"
_WORDS = {
    "name": rf"(the )?(partner )?{_GROUP}( s)?( name)?|name of (the )?{_GROUP}|nombre de la organizacion|who they are",
    "contact_email": rf"{_CONTACT} (e ?mail|correo)( address)?|(e ?mail|correo) of (the )?{_WHO}( person)?",
    "contact_phone": rf"{_CONTACT} (tele)?(phone|tel|cell|mobile)( number)?"
    rf"|(tele)?(phone|cell) of (the )?{_WHO}( person)?",
    "contact_name": rf"{_CONTACT.replace('|their|partner s|group s', '')}( s)?( name)?"
    r"|who to (ask for|contact|call|talk to)"
    rf"|(person )?(to|we) (ask for|contact|talk to)|ask for|name of (the )?{_WHO}( person)?|persona de contacto",
    "states": rf"(which |what )?states?( where)? ({_THEY}(serve|cover|work in|operate in)|(served|covered))|states"
    rf"|{_THEY}(covers?|serves?)( which| what)?( states)?|coverage( area)?|(service|coverage) area"
    r"|area (served|covered)|where (they|we) (work|serve|operate|train)|estados",
    "levels": rf"((which|what) )?(offices?|levels?|races|seats)( of office)? {_THEY}(trains?|recruits?|covers?|helps?|"
    r"supports?|prepares?|serves?|takes?|works? on)( people)?( for| with)?|(office )?levels( of office)?|niveles"
    r"|(levels|offices) (served|covered|trained for|supported)"
    rf"|{_THEY}(trains?|recruits?|prepares?)( people| candidates)? for( (which|what))?( offices| levels)?",
    "party_lines": rf"{_THEY}(takes?|accepts?|works? with|serves?|trains?)( which| what) part(y|ies)|part(y|ies)"
    rf"|(which |what )?part(y|ies)( lines?)? ({_THEY}(takes?|accepts?|works? with|serves?)|accepted|taken|served)"
    r"|partidos",
    "rule": rf"(who|whom) {_THEY}(takes?|accepts?|serves?|works? with|trains?)|who (can|may) (apply|go|join)"
    r"|eligibility",
    "services": r"services( offered)?|what (they|it) (offers?|provides?|does|do)|(they )?(offers?|provides?)|servicios",
    "answer_days": r"how (long|many days)( until| before| till)? (they|it|we) (answers?|repl(y|ies)|hear( back)?)",
    "handoff_wish": r"how (to|they want( us)? to|we) (refer|hand off|send)( people| someone| candidates)?",
}
_PATTERNS = {field: re.compile(pattern) for field, pattern in _WORDS.items()}
_WHOM_THEY_TAKE = frozenset({"states", "levels", "party_lines", "rule", "services"})
_OF_ANYBODY = frozenset({"party", "parties", "levels", "services", "eligibility", "offers", "service area"})
"""Headings that a list of people has as well: alone, they do not tell partners."""


_NAMES = frozenset({"given_name", "family_name", "+full_name"})


def partner_field(heading: str) -> str:
    """Return the field of a partner that a heading says in everyday words; "" if it says none."""
    said = _said(heading)
    return next((field for field, pattern in _PATTERNS.items() if pattern.fullmatch(said)), "")


def lists_partners(people: Mapping[str, str]) -> bool:
    """Return whether a sheet lists organizations, each with a person to ask for and whom the organization takes.

    Args:
        people: heading → what its column is if each row is a person.
    """
    said = {heading: partner_field(heading) for heading in people}
    if any(target in _NAMES and said[heading] != "contact_name" for heading, target in people.items()):
        return False
    found = set(said.values())
    if "name" not in found or found.isdisjoint({"contact_name", "contact_email", "contact_phone"}):
        return False
    return any(field in _WHOM_THEY_TAKE and _said(heading) not in _OF_ANYBODY for heading, field in said.items())


def _said(heading: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", without_accents(heading).lower()))
