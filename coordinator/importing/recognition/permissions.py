"""Permissions: which columns ask whether people may be contacted or passed on, and what their answers are."""

import re
from collections.abc import Mapping, Sequence

from coordinator.importing.recognition.column import ColumnEvidence
from coordinator.importing.recognition.sharing_questions import asks_to_share
from coordinator.records.channel_headings import permits
from coordinator.records.contact_objects import has_another_object
from coordinator.records.denials import is_left, may_deny, may_forbid_passing_on, refuses, without_terms
from coordinator.records.list_states import holds_states
from coordinator.records.maybe_refusals import a_yes_may_refuse
from coordinator.records.offers import offers_help
from coordinator.records.opt_out_headings import (
    Side,
    denies_a_denial,
    heading_words,
    is_about_else,
    is_short_for_calls,
    is_short_for_one_way,
    leaves_open,
    marks_of,
    one_way,
    plain_words,
    side,
    speaks_of_contact,
    ways_in,
)
from coordinator.records.opt_outs import said
from coordinator.records.refusals import CHANNELS, MARKS, NO_CONTACT
from coordinator.records.ways_refused import asks_what_to_avoid
from coordinator.records.whose_no import holds_for_all

PLAINLY = 0.5
"""So many cells must be a plain yes or no."""
PLAIN_ANSWERS = ("yes_no", "tick", "typed_bool")


def answered(c: ColumnEvidence) -> float:
    """Return the share of cells that are a yes or no, alone or in words."""
    return c.facts.share(*PLAIN_ANSWERS) + c.facts.share("yes_no_words")


def is_yes_no(c: ColumnEvidence) -> bool:
    """Return whether most cells are a yes or no."""
    return c.facts.share(*PLAIN_ANSWERS) >= 0.5 or answered(c) >= 0.6


REFUSING = frozenset(
    "not dont don never stop unsubscribe unsubscribed optout decline remove private confidential revoked "
    "withdrawn object objection objections opposed oppose refuse refused refusal mind problem hide hidden withhold "
    "withheld prohibit forbid restriction restrictions restricted exclusion exclusions limits "
    "opone oponerse opongo molesta negar niega oculto ocultar".split()
)
"""A yes to such a question is no permission."""
_CONSENT_WORDS = tuple("consent permission subscri unsub opt bounce autoriz permiso acept compart".split())


_ASKS_ELSE = re.compile(
    r"(no|num|nr|number|count) of (\w+ )*(calls?|texts?|e ?mails?|messages|contacts?|attempts|visits|letters|times)\b"
    r"|(the )?(days?|dates?|times?|hours?|weeks?) (that |when |on which )?(you|they|i|we) \w+"
    r"|not (on|in) (this|the|our|that) (list|roster|roll|sheet|file)( \w+)* (add|enter|write|type|put|sign) "
)
"""How many, when, and what to write down: *No. of calls made*, *Days you can't be reached*, *Not on the list? Add …*"""


def is_about_consent(column: ColumnEvidence) -> bool:
    """Return whether a heading or its cells speak of a consent or an opt-out."""
    words = column.words
    if _ASKS_ELSE.match(heading_words(column.heading.raw)):
        return False
    if any(w.startswith(_CONSENT_WORDS) and w not in ("option", "options", "optional", "optimal") for w in words):
        return True
    return "never" in column.concepts and bool({"contact", "call", "text", "email", "phone"} & set(column.concepts))


_TICKED = re.compile(
    r"((check|tick) ?(box|mark)(es)?|ticks?|toggles?|switch(es)?|booleans?|bool|box(es)?|yes ?(or )?no|y n|casillas?|"
    r"marcar?|marque|si o no)( (field|column|question|here|aqui))?( \d+)?$"
)
"""Headings that say how a cell is filled and not of what: *Checkbox*."""


def is_of_another_thing(column: ColumnEvidence) -> bool:
    """Return whether what a heading agrees to or refuses is neither contact nor passing on, or is not said at all."""
    if column.surely or column.heading.says_nothing:
        return False
    words = heading_words(column.heading.raw)
    if _TICKED.match(words):
        return True
    return has_another_object(words) and has_another_object(" ".join(column.words))


_ALLOWING = frozenset(("consent", "subscribe", "never"))
_REACHING = frozenset("contact text call email phone share subscribe".split())
_NO_PERMISSION = frozenset("photo quote terms signature volunteer skill event before office citizen voter why".split())
_SHOWN = frozenset("list print online name directory show fellow".split())
_FEW_ANSWERS = 4


_CONTACT_OR_NOT = frozenset(("contact", "contactable", "reachable", "reach out", "contactar", "contacto"))
"""Bare headings whose no may mean that people are not to be contacted."""


def is_permission(column: ColumnEvidence) -> bool:
    """Return whether a heading asks for permission to write, call or share, and no rule reads its cells by themselves.

    Such a column is asked about even where it is certain that it is an answer: a no in it must not be overlooked.
    """
    words = heading_words(column.heading.raw)
    if offers_help(words) or is_of_another_thing(column) or _ASKS_ELSE.match(words):
        return False
    meant = set(column.concepts)
    if "stop" in column.words and _denies(column) and _is_about_our_contact(column):
        meant.discard("event")  # to stop calls is no stop of the tour
    if "marketing" in column.words:
        meant |= {"consent", "subscribe"}
    if any(w.startswith("compart") for w in column.words):
        meant.add("share")
    if heading_words(column.heading.raw) in _CONTACT_OR_NOT and is_yes_no(column):
        return True
    if may_forbid_passing_on(heading_words(column.heading.raw)) and is_yes_no(column):
        return True
    if meant & _NO_PERMISSION or column.whose or side(column.heading.raw) is not None or refuses_one_way(column):
        return False
    allows = bool(meant & _ALLOWING or REFUSING.intersection(column.words)) and bool(meant & _REACHING)
    if not _is_about_our_contact(column) and (not allows or _SHOWN.intersection(column.words)):
        return False
    few = is_yes_no(column) and column.facts.variety <= _FEW_ANSWERS
    return few or "consent" in meant and answered(column) >= PLAINLY


def may_permit_sharing(column: ColumnEvidence) -> bool:
    """Return whether a heading asks to pass somebody on, and most cells are a yes or no, however many wordings."""
    return not column.whose and is_yes_no(column) and asks_to_share(heading_words(column.heading.raw))


_OURS = re.compile(
    r"\b(our|nuestr[oa]s) "
    r"(calls|emails?|texts|messages|mail\w*|letters|newsletters?|updates|correos|mensajes|llamadas)\b"
    r"|\b(acept\w+|recib\w+|quier\w+|want\w*|accept\w*|receive\w*|gets?) .*"
    r"\b(noticias|novedades|boletin\w*|mail|mailings|letters|news|postal|correo postal)\b"
)
"""Headings about what we send, that permit it or do not."""
_OWN_DATA = re.compile(
    r"\b(sell|sold|share|pass) (on )?(my|your|our|mis|sus|the)? ?(info\w*|data|datos|details|name|contact\w*)\b"
)


def _is_about_our_contact(column: ColumnEvidence) -> bool:
    """Return whether a heading denies some contact or passing on, or is about what we send."""
    heading = column.heading.raw
    words = heading_words(heading)
    if leaves_open(heading) and not is_about_else(heading) or _OURS.search(words):
        return True
    return (
        _denies(column)
        and bool(_OWN_DATA.search(words) or speaks_of_contact(words))
        and not _OTHER_THINGS.search(words)
    )


_AGREES = re.compile(
    r"(?:yes )?(?:i (?:agree|consent|opt in|want|wish|would like) to (?:receive|get|be sent)|i accept|send me|"
    r"(?:do|would) you (?:want|like|agree) to (?:receive|get)) "
    r"(?:(?:our|your|campaign|occasional|future|regular|the|more) )*(?:updates|news|information|communications?)"
    r"(?: (?:from|about) (?:us|you|the campaign|the tour))?"
    r"|(?:shall|should|may|can|could) (?:we|our team|the campaign|someone) (?:please )?(?:keep|stay|be|get)"
    r"(?: you)? (?:posted|informed|updated|up to date|in the loop|in touch)(?: with you)?"
    r"|(?:si )?(?:acepto|deseo|desea|quiero|quiere|me gustaria|le gustaria) recibir "
    r"(?:(?:sus|nuestr[ao]s|mas|las) )*(?:noticias|novedades|informacion|actualizaciones|comunicaciones)"
)
"""Headings whose yes is the permission to be written to, and no more."""


_CALLS = CHANNELS["call"].mark


_STAYS_IN_TOUCH = re.compile(
    r"\b(touch|contact\w*|reach\w*|follow ?ups?|hear|communicat\w*|comunic\w*|get back|respond|reply|ways?|methods?|"
    r"channels?|medios?)\b"
)
_NAMES_A_WAY = re.compile(
    r"(please |just |by |via |with |through |i prefer |por |un |una |a )*(phone|call|text|sms|e ?mail|mail|llam|"
    r"mensaje|texto|correo|whatsapp|signal)\w*( (me|calls?|messages?|is best|works|please|first|only))*"
)


def names_ways(column: ColumnEvidence) -> bool:
    """Return whether most cells name a way of contact, such as `Text me`: that is a wish and no permission."""
    texts = [plain_words(text) for text in column.facts.samples]
    return bool(texts) and sum(_NAMES_A_WAY.fullmatch(t) is not None for t in texts) >= PLAINLY * len(texts)


def settle_permissions(columns: Sequence[ColumnEvidence]) -> None:
    """Note which column is surely the permission to be contacted, and that *DNC* beside *DNT* is about calls."""
    for column in columns:
        words = heading_words(column.heading.raw)
        if not column.whose and names_ways(column) and _STAYS_IN_TOUCH.search(words) and not _denies(column):
            column.surely = column.surely or "contact_preference"
        if not column.whose and is_yes_no(column) and _AGREES.fullmatch(heading_words(column.heading.text)):
            column.surely = column.surely or "consent_contact"
    short = [c for c in columns if not c.whose and is_short_for_one_way(c.heading.raw)]
    for column in columns if short else ():
        if not column.whose and is_short_for_calls(column.heading.raw) and is_yes_no(column):
            column.surely = column.surely or _CALLS


_OTHER_THINGS = re.compile(r"\b(fax|photos?|raffle|lunch|dinner|surveys?|press|video\w*|fees?|terms)\b")


def refuses_one_way(column: ColumnEvidence) -> bool:
    """Return whether a heading asks about one way of contact, such as calls; a no below it is read as an opt-out."""
    heading = column.heading.raw
    if not column.whose and permits(heading, column.facts.samples):
        return True
    return side(heading) is Side.IN and bool(one_way(heading)) and is_yes_no(column)


_DENYING = frozenset(
    "no nobody none neither nor without nunca nadie sin rather exclude excluded strike struck blackout blacklist dead "
    "deceased died avoid ban banned block blocked delete deleted alone leave off out quit cease suppressed baja dnc "
    "fallecido fallecida wont cant cannot wouldnt doesnt longer restrict restricted restriction restrictions".split()
)
"""Words of headings that deny, besides those of refusing."""


_OF_THE_TOUR = frozenset(("stop", "stops"))


def _denies(column: ColumnEvidence) -> bool:
    """Return whether a heading denies something, or may: a yes below it is no permission."""
    return _plainly_denies(column) or not _of_the_tour(column) and may_deny(heading_words(column.heading.raw))


def _of_the_tour(column: ColumnEvidence) -> bool:
    words = {*column.words, *heading_words(column.heading.raw).split()}
    if not words & _OF_THE_TOUR:
        return False
    return not speaks_of_contact(" ".join(words)) and not ways_in(" ".join(words))  # "Denver stop"


def _only_tells_how_to_end(heading: str) -> bool:
    """Return whether a heading denies nothing but in its terms: *Text me (reply STOP to opt out)*."""
    words = heading_words(heading)
    asked = without_terms(words)
    return asked != words and (REFUSING | _DENYING).isdisjoint(asked.split()) and not may_deny(asked)


def _plainly_denies(column: ColumnEvidence) -> bool:
    """Return whether a heading has a word that denies; *Drop off signs* and *Day off* have none."""
    if _of_the_tour(column):
        return False
    words = {*column.words, *heading_words(column.heading.raw).split()}
    return "never" in column.concepts or not (REFUSING | _DENYING).isdisjoint(words)


_WILL_NOT = re.compile(
    r"\b(rather|prefer) (\w+ ){0,3}(didnt|dont|wouldnt|not|no)\b"
    r"|^(\w+ ){0,2}(wont|cant|cannot|couldnt|could not|wouldnt|would not|doesnt|no longer)\b"
)


def may_permit(column: ColumnEvidence) -> bool:
    """Return whether a yes under a heading may be a permission; it is none where the heading itself denies."""
    heading = column.heading.raw
    if offers_help(heading_words(heading)):
        return False
    if side(heading) is Side.OUT or denies_a_denial(heading) or _WILL_NOT.search(heading_words(heading)):
        return False
    if a_yes_may_refuse(heading):
        return False
    return REFUSING.isdisjoint(column.words) and not may_deny(heading_words(heading))


def may_refuse(column: ColumnEvidence, mark: str) -> bool:
    """Return whether a heading denies a way of contact, or all of them: only such a yes may set the mark."""
    heading = column.heading.raw
    if column.heading.says_nothing or column.surely == mark:
        return True
    words = heading_words(heading)
    asked = side(heading)
    if not _plainly_denies(column) and asked is not Side.OUT or is_about_else(heading) or leaves_open(heading):
        return False
    if not holds_for_all(words) or words.startswith("no of ") or _only_tells_how_to_end(heading):
        return False
    if refuses(words):
        return mark in (said(heading) or marks_of(ways_in(words)))
    spoken = " ".join((words, *column.words))
    named = {CHANNELS[way].mark for way in ways_in(spoken)}
    if len(named) == 1 and "list" not in column.words:
        return mark in named
    if named or mark in said(heading):
        return mark == NO_CONTACT or mark in said(heading)
    return mark == NO_CONTACT and not is_left(words)


def names_one(column: ColumnEvidence) -> bool:
    """Return whether a heading itself says which mark it is; *Do not call list* may be of all contact."""
    return not column.surely and "list" not in column.words or refuses(heading_words(column.heading.raw))


_OF_LISTS = frozenset({"consent_contact", "consent_date", "consent_wording", *MARKS})
"""What a column may be that says who is on a list of ours."""
_SUBSCRIBED = frozenset("subscribed unsubscribed bounced bouncing".split())


def is_read_by_rule(target: str, column: ColumnEvidence) -> bool:
    """Return whether a column is no field because it names ways to avoid, or says who is on a list of ours.

    A mailing program's own state of a subscription, such as `Email_Subscription`, may still be a sign-up's status.
    """
    heading, samples = column.heading.raw, column.facts.samples
    if asks_what_to_avoid(heading, samples):
        return True
    if target in _OF_LISTS or not holds_states(heading, samples):
        return False
    plain = "subscription" in column.words and _SUBSCRIBED.issuperset(text.casefold() for text in samples)
    return target != "signup.status" or not plain


_DATED, _ASKED_FOR = "consent_date", frozenset(("consent_contact", "consent_share", "consent_wording"))
_MAYBE_ASKED = 0.25
"""From this share of the likelihood on, a column may be a consent."""


def dated_consents(
    columns: Sequence[ColumnEvidence], shares: Sequence[Mapping[str, float]]
) -> Sequence[Mapping[str, float]]:
    """Take the date of a consent out where no heading speaks of one: *Date signed* of a petition.

    Args:
        columns: the columns of the sheet.
        shares: of each column, the share of the likelihood of each target.
    """
    asked = any(sum(one.get(target, 0.0) for target in _ASKED_FOR) >= _MAYBE_ASKED for one in shares)
    if asked or any(is_about_consent(c) and not c.facts.mainly("date") for c in columns):
        return shares
    return [
        _without(one, _DATED) if _DATED in one and "signature" in c.concepts and not is_about_consent(c) else one
        for c, one in zip(columns, shares, strict=True)
    ]


def _without(shares: Mapping[str, float], target: str) -> dict[str, float]:
    kept = {t: s for t, s in shares.items() if t != target}
    total = sum(kept.values()) or 1.0
    return {t: s / total for t, s in kept.items()}
