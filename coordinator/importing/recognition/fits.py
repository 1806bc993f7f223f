"""What the cells of a column may be: for each target what they have to look like."""

from collections.abc import Callable, Mapping

from coordinator.importing.recognition.column import ColumnEvidence
from coordinator.importing.recognition.keys import may_be_key
from coordinator.importing.recognition.kinds_of_text import kinds_of
from coordinator.importing.recognition.permissions import (
    PLAIN_ANSWERS,
    PLAINLY,
    is_yes_no,
)
from coordinator.importing.recognition.plainly_worded import is_birth_date

Test = Callable[[ColumnEvidence], bool]


PREFERRED = frozenset(("prefer", "prefers", "preferred", "prefiere", "prefiero"))
"""Who prefers another way refuses none."""


def has(*concepts: str) -> Test:
    """Return the test whether a heading has one of some concepts."""
    return lambda c: any(x in c.concepts for x in concepts)


def cells_are(least: float, *kinds: str) -> Test:
    """Return the test whether a share of the cells is of one of some kinds."""
    return lambda c: c.facts.share(*kinds) >= least


def _names(c: ColumnEvidence) -> bool:
    f = c.facts
    return (
        f.share("words", "name_turned") >= 0.5
        and f.share("email", "phone", "date", "yes_no", "state", "party", "pronoun") < 0.5
        and (f.share("sentence") < 0.5 or f.share("full_name") >= 0.5)
        and f.words < 6
    )


def _phones(c: ColumnEvidence) -> bool:
    f = c.facts
    enough = f.share("phone") >= 0.4 or reached_at(c) == "phone"
    return enough and f.share("epoch") < 0.5 and f.share("date") < 0.5 and not f.share("running")


def are_contacts(c: ColumnEvidence) -> bool:
    """Return whether cells are e-mails and phones themselves: who is reached there said no way that they prefer."""
    return c.facts.shares.get("email", 0.0) + c.facts.shares.get("phone", 0.0) >= MOSTLY_OF_TWO


def reached_at(c: ColumnEvidence) -> str:
    """Return what most cells are below a heading such as *Contact* or *E-mail / phone*: `email`, `phone` or ""."""
    asked = has("contact", "channel")(c) or PREFERRED.intersection(c.words) or has("email")(c) and has("phone")(c)
    if c.whose or not are_contacts(c) or not asked:
        return ""
    return "email" if c.facts.share("email") > c.facts.share("phone") else "phone"


FEW, MANY = 4, 8
"""So many cells say little, and so many say much."""
SURELY_LISTED = 0.9
"""From this share of cells that stand in a closed list on, they are of it though no heading says so."""
_OF_LEVELS = ("level", "office", "run", "seek", "election", "place", "race", "district")


def _asks_of_offices(c: ColumnEvidence) -> bool:
    """Return whether a heading may ask for the level of an office: not *Track*, below which somebody wrote *Local*."""
    named = any("level" in kinds_of(word) for word in c.words)
    return c.heading.says_nothing or named or has(*_OF_LEVELS)(c)


MOSTLY_NOT = 0.3
MOSTLY_OF_TWO = 0.4
"""E-mails and phones that make up so much of a column's cells are what it is for; some others may be misread."""
_REMARKS = frozenset("notes note comments comment remarks remark notas comentarios observaciones".split())
_A_SENTENCE = 3


def are_remarks(column: ColumnEvidence) -> bool:
    """Return whether a column is headed as remarks and says more than addresses, or too little to be a list of them.

    Whom a remark names is somebody else: `ask sue@example.org about rides`.
    """
    if _REMARKS.isdisjoint(column.heading.words) or len(column.heading.words) >= FEW:
        return False
    return column.facts.count < FEW or any(len(cell.split()) > _A_SENTENCE for cell in column.facts.samples)


FITS: Mapping[str, Test] = {
    "email": lambda c: c.facts.share("email") >= 0.5 or reached_at(c) == "email",
    "other_emails": cells_are(0.5, "email"),
    "phone": _phones,
    "other_phones": _phones,
    "state": cells_are(0.5, "state"),
    "postcode": cells_are(0.5, "zip", "zip_short"),
    "birth_date": lambda c: c.facts.share("date", "birth_year", "typed_date") >= 0.5 or is_birth_date(c),
    "given_name": _names,
    "family_name": _names,
    "preferred_name": _names,
    "middle_name": _names,
    "+full_name": _names,
    "signup.event": lambda c: c.facts.share("yes_no", "email", "phone") < 0.5,
    "signup.source_key": may_be_key,
    "consent_contact": is_yes_no,
    "consent_share": is_yes_no,
    "do_not_contact": is_yes_no,
    "first_time": is_yes_no,
    "consent_date": cells_are(0.5, "date", "typed_date", "epoch"),
    "election_date": lambda c: c.facts.share("date", "typed_date") >= 0.5 and c.facts.share("born") < 0.6,
    "signup.submitted_at": cells_are(0.5, "date", "typed_date", "epoch"),
    "stated_age": cells_are(0.5, "age"),
    "age_band": cells_are(0.4, "age_band"),
    "+age": lambda c: c.facts.shares.get("age", 0.0) + c.facts.shares.get("age_band", 0.0) >= 0.5,
    "pronouns": cells_are(0.4, "pronoun"),
    "suffix": cells_are(0.5, "suffix"),
    "tags": lambda c: c.facts.share(*PLAIN_ANSWERS) < PLAINLY,
    "contact_preference": lambda c: c.facts.share(*PLAIN_ANSWERS) < 0.5 and not are_contacts(c),
    "gender": cells_are(0.5, "gender", "letter"),
    "party_line": lambda c: (
        c.facts.share("party") >= 0.4
        or c.facts.share("yes_no", "date", "phone", "int", "sentence") < 0.4
        and (c.facts.count < MANY or c.facts.share("party") >= 0.1)
    ),
    "languages": cells_are(0.35, "languages", "language"),
    "earlier_runs": cells_are(0.5, "tiny", "small"),
    "office": lambda c: (
        c.facts.share("yes_no", "date", "email", "phone", "int") < 0.5
        and (c.facts.share("office") >= (0.15 if _asks_of_offices(c) else 0.75) or c.facts.count < FEW)
    ),
    "organization": lambda c: c.facts.share("phone", "email") < MOSTLY_NOT,
    "division": lambda c: (
        not any("%" in s for s in c.facts.samples) and (c.facts.share("district", "int") >= 0.25 or c.facts.count < 4)
    ),
    "office_level": lambda c: (
        c.facts.share("level") >= SURELY_LISTED
        or _asks_of_offices(c)
        and (c.facts.share("level") >= 0.4 or c.facts.share("office") >= 0.6)
    ),
    "stage": lambda c: (
        c.facts.share("yes_no", "date", "email", "phone", "int", "state") < 0.5
        and (c.facts.share("stage") > 0 or c.facts.count < FEW or has("stage")(c))
    ),
    "city": lambda c: c.facts.share("date", "email", "phone", "int", "yes_no", "sentence") < 0.5,
    "county": lambda c: c.facts.share("date", "email", "phone", "yes_no", "sentence", "state") < 0.5,
    "+place": lambda c: c.facts.share("place", "town") >= 0.4,
    "+address": cells_are(0.4, "street", "whole_address"),
    "address": lambda c: c.facts.share("street") >= 0.3,
    "country": lambda c: c.facts.share("country") >= 0.3 or c.facts.count < 4,
    "owner": lambda c: c.facts.share("yes_no", "date", "int") < 0.5,
    "notes": lambda c: c.facts.share("yes_no", "date", "email", "phone", "int", "uuid") < 0.6 or are_remarks(c),
    "occupation": lambda c: c.facts.share("yes_no", "date", "email", "phone", "int", "uuid") < 0.5,
}

KIND_OF: Mapping[str, tuple[str, ...]] = {
    "email": ("email",),
    "other_emails": ("email",),
    "phone": ("phone",),
    "other_phones": ("phone",),
    "state": ("state",),
    "postcode": ("zip",),
    "party_line": ("party",),
    "office_level": ("level",),
    "gender": ("gender",),
    "pronouns": ("pronoun",),
    "suffix": ("suffix",),
    "age_band": ("age_band",),
    "languages": ("languages",),
    "stage": ("stage",),
    "division": ("district",),
    "office": ("office",),
    "+place": ("place",),
    "city": ("town",),
    "county": ("county",),
    "address": ("street",),
    "+address": ("street",),
    "+full_name": ("full_name", "name_turned"),
    "given_name": ("first_name",),
    "family_name": ("last_name",),
    "birth_date": ("date",),
    "wanted_services": ("wanted",),
    "stated_age": ("age",),
    "signup.source_key": ("uuid",),
    "signup.status": ("status",),
    "signup.submitted_at": ("date",),
    "consent_date": ("date",),
    "election_date": ("date",),
    "follow_up": ("date",),
}
"""The kinds of cells that a target's are."""
