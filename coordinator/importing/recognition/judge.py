"""Judging one column: what it cannot be, whatever else speaks for it."""

from collections.abc import Mapping

from coordinator.importing.headed_cells import CONTACTS, networks_in
from coordinator.importing.recognition.column import NAMES_OF, ColumnEvidence
from coordinator.importing.recognition.fits import FEW, FITS, KIND_OF, MANY, MOSTLY_NOT, are_contacts, are_remarks, has
from coordinator.importing.recognition.not_meant import is_of_another_desk
from coordinator.importing.recognition.permissions import (
    PLAIN_ANSWERS,
    PLAINLY,
    is_of_another_thing,
    is_read_by_rule,
    may_permit,
    may_refuse,
)
from coordinator.importing.recognition.wordings import EARLIER_MAY_BE, WORDED
from coordinator.importing.targets import ANSWER, IGNORED
from coordinator.importing.words_beside import is_not_to_use
from coordinator.records.channel_headings import welcome_ways
from coordinator.records.kept_from import asks_whom_not_to_pass_on_to
from coordinator.records.opt_out_headings import Side, side
from coordinator.records.refusals import MARKS

OWN = frozenset(
    "given_name family_name preferred_name middle_name suffix +full_name email other_emails phone other_phones "
    "address +address "
    "birth_date +place city state postcode county occupation party_line gender pronouns stated_age age_band "
    "+age".split()
)
"""What is harm when it is another's."""
HARMFUL = frozenset(
    "given_name family_name +full_name email other_emails phone other_phones state +place address +address postcode "
    "birth_date consent_contact consent_share do_not_contact".split()
)
"""What does harm where something else is taken for it."""
CONSENTS = frozenset("consent_contact consent_share do_not_contact do_not_call do_not_text do_not_email".split())


_TECHNICAL = frozenset("technical geo updated started id user file created time".split())
_WHEN = frozenset("started updated created time".split())
_SURE_ENOUGH = 0.6


def may_be_left_out(column: ColumnEvidence, share: float) -> bool:
    """Return whether there is a reason to leave a column out: it is about the form or the browser."""
    if not column.facts.count or column.numbers_lines:
        return True
    if side(column.heading.raw) is Side.OUT:
        return False  # `UNSUB_TIME`: its cells are opt-outs
    if column.facts.share("cut"):
        return False  # a number cut short is told
    if (
        column.facts.share("ip", "agent", "uuid") >= 0.6
        or column.facts.share("decimal") >= 0.6
        and "geo" in column.concepts
    ):
        return True
    meant = _TECHNICAL.intersection(column.concepts)
    if meant and meant <= _WHEN and column.facts.share("date", "typed_date", "clock", "int", "epoch") < 0.3:
        return False
    return share >= _SURE_ENOUGH and bool(meant)


_OTHER_CONSENT = has("photo", "quote", "terms", "signature")


_CLOSED = (
    "email phone date zip state party pronoun level stage yes_no yes_no_words url uuid gender age_band street "
    "languages epoch running marital no_year"
).split()
_CLOSED_FEW = ("email", "phone", "date", "epoch", "running", "no_year")
"""Kinds of cells that stand against a field's own name: any, and where there are few cells."""
_WIDER: Mapping[str, tuple[str, ...]] = {
    "stated_age": ("age_band",),
    "age_band": ("age",),
    "city": ("place", "whole_address"),
    "address": ("whole_address",),
    "given_name": ("full_name", "name_turned"),
    "family_name": ("full_name", "name_turned"),
}
"""Kinds of cells for which there is a wider target: a town with its state below *City*."""
_LISTED = frozenset(
    "languages gender pronouns office_level party_line stage suffix age_band office state email phone postcode "
    "birth_date city county division address +full_name signup.submitted_at".split()
)
"""Fields of which at least one cell in ten is known by how it looks, if they are what their column is called."""
_OF_NAMES = frozenset(("+full_name", "given_name", "family_name"))
_FREE = frozenset("notes tags occupation communities wanted_services organization organization_role owner".split())


def _are_tags(column: ColumnEvidence) -> bool:
    """Return whether the cells are lists of a few words with signs between them: `needs-call;hot`."""
    facts = column.facts
    joined = any(sign in text for text in facts.samples for sign in ";,-|")
    return joined and facts.words < 1.2 and facts.count >= MANY and facts.distinct < 0.7


def contradicted(target: str, column: ColumnEvidence) -> bool:
    """Return whether the cells below a field's own name are positively something else."""
    if column.of_a_thing and target in _NAMES_TO_BE or column.of_earlier_office and target in EARLIER_MAY_BE:
        return True
    if target in (ANSWER, IGNORED) or _anothers(column) or target == "+full_name" and bool(column.half_of_name):
        return True
    if target in ("email", "other_emails") and column.facts.share("small") >= _SURE_ENOUGH:
        return True  # so many pieces of mail
    if target == "contact_preference" and are_contacts(column):
        return True
    if target == "signup.event" and column.facts.share(*PLAIN_ANSWERS) >= PLAINLY:
        return True
    own = KIND_OF.get(target, ())
    wider = 0.0 if column.half_of_name else column.facts.share(*_WIDER.get(target, ()))
    if wider >= (0.2 if column.facts.count >= FEW else 1.0 + column.facts.share(*own)):
        return True
    if column.facts.share(*own) >= 0.3:
        return False
    shapes = (*own, "words") if target in _OF_NAMES else own  # most names are in no list
    if target in _LISTED and column.facts.count >= MANY and column.facts.share(*shapes) < 0.1:
        return True
    if target == "notes" and (_are_tags(column) or column.facts.count >= FEW and column.facts.mainly("int")):
        return True
    few = column.facts.count < FEW
    closed = [k for k in (_CLOSED_FEW if few else _CLOSED) if column.facts.share(k) >= 0.6 and k not in own]
    if target in CONSENTS or target == "first_time":
        closed = [k for k in closed if not k.startswith("yes_no")]
    if target in _FREE:
        closed = [k for k in closed if k not in ("yes_no_words", "level", "url")]
    return bool(closed)


_NAMES_TO_BE = frozenset("given_name family_name preferred_name middle_name +full_name".split())
_CHOICES_MAY_BE = CONSENTS | {"first_time"}
"""What one of several columns with ticks may be: each asks for a permission of its own."""
_SOME_EVENTS = 0.3


def _says_otherwise(target: str, column: ColumnEvidence) -> bool:
    """Return whether a heading's words say that a column is something else than a target."""
    if target in CONSENTS and is_of_another_thing(column) or target in _SOUGHT and _of_near_ones(column):
        return True
    if column.of_second and target in _OF_ONE_PERSON and not (column.of_role and target in OWN):
        return True
    if target in ("consent_contact", "consent_share") and not may_permit(column):
        return True
    if column.of_earlier_office and target in EARLIER_MAY_BE or column.of_a_thing and target in _NAMES_TO_BE:
        return True
    if column.choice and target not in _CHOICES_MAY_BE:
        return True
    if target in MARKS and not may_refuse(column, target):
        return True
    if target == "+full_name" and is_of_another_desk(column):
        return True
    if is_read_by_rule(target, column):
        return True
    if target == "consent_share" and welcome_ways(column.heading.raw):
        return True
    worded = WORDED.get(target)
    return worded is not None and worded(column)


def cannot_be(target: str, column: ColumnEvidence) -> bool:
    """Return whether something stands against a target, whatever speaks for it."""
    if target in (ANSWER, IGNORED):
        return False
    if column.facts.count and not column.facts.share("none") and (fits := FITS.get(target)) and not fits(column):
        return True
    if _says_otherwise(target, column) or target in CONTACTS and are_remarks(column):
        return True
    if target in CONSENTS and len(column.words) == 1 and column.facts.share(*PLAIN_ANSWERS) < PLAINLY:
        return True
    if target in ("signup.status", "stage") and column.facts.mainly("marital"):
        return True
    if target in CONSENTS:
        return _OTHER_CONSENT(column) and not has("share")(column)
    if target in OWN and target != "suffix":
        if target == "+full_name" and column.half_of_name or asks_whom_not_to_pass_on_to(column.heading.raw):
            return True
        return _anothers(column) or target in CONTACTS and is_not_to_use(column.heading.text)
    if target == "signup.event" and column.facts.share("opted_out") >= _SOME_EVENTS:
        return True
    if target == "signup.event" and NAMES_OF.intersection(column.concepts) and "event" not in column.concepts:
        return column.facts.share("eventish") < _SOME_EVENTS
    if target == "first_time":
        return "before" in column.concepts and "firsttime" not in column.concepts
    return False


FEW_WORDS = 4


def is_of_a_network(column: ColumnEvidence) -> bool:
    """Return whether a short heading names a social network, and the cells may be names or addresses there."""
    names = column.facts.count and column.facts.share("yes_no", "tick", "sentence", "int", "date") < MOSTLY_NOT
    return (
        bool(names) and len(column.words) <= FEW_WORDS and not column.whose and bool(networks_in(column.heading.text))
    )


_SURELY_ANOTHER = frozenset(
    "emergency spouse parent friend relative nominator host manager child official buyer their somebody venue mailing "
    "browser elsewhere".split()
)


_SOUGHT = frozenset(("office", "office_level", "division"))
_OF_ONE_PERSON = OWN | CONSENTS | _SOUGHT | frozenset(MARKS) | frozenset("first_time earlier_runs languages".split())
"""What a second person's column is not, even where it is asked about."""
_NEAR_ONES = frozenset("spouse parent friend relative child their somebody official".split())
"""Fields of what somebody runs for, and whose office or seat is not the one that the person runs for."""


def _of_near_ones(column: ColumnEvidence) -> bool:
    return not _NEAR_ONES.isdisjoint(column.whose)


def _anothers(column: ColumnEvidence) -> bool:
    """Return whether a heading certainly names somebody else."""
    return bool(_SURELY_ANOTHER.intersection(column.whose))
