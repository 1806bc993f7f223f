"""What a heading's words say a column is not, for each target, whatever its cells look like."""

import re
from collections.abc import Mapping

from coordinator.importing.recognition.birth_dates import is_of_another_day
from coordinator.importing.recognition.column import NAMES_OF, SOMEBODY, ColumnEvidence
from coordinator.importing.recognition.first_times import is_of_being_there
from coordinator.importing.recognition.fits import FEW, MANY, MOSTLY_NOT, MOSTLY_OF_TWO, PREFERRED, Test, has
from coordinator.importing.recognition.lexicon import concepts_of
from coordinator.importing.recognition.not_meant import (
    counts_other_things,
    is_of_a_trade,
    is_of_another_desk,
    is_of_messages,
    is_of_school_years,
    is_other_time,
    is_role_at_event,
)
from coordinator.importing.recognition.permissions import (
    PLAIN_ANSWERS,
    PLAINLY,
    REFUSING,
    is_permission,
    is_yes_no,
    names_ways,
)
from coordinator.importing.recognition.sharing_questions import passes_nobody_on
from coordinator.records.opt_out_headings import Side, heading_words, one_way, side
from coordinator.records.ways_refused import asks_about_each

_BY_OTHERS = frozenset(
    "partner partners others friends pals folks allied allies organizations organisations orgs groups "
    "sister affiliates coalition third sponsors sponsor vendors exhibitors advertisers chapters clubs committees "
    "schools school trainers campaigns partnering "
    "aliados socios organizaciones grupos".split()
)
_NO_OPT_OUT = frozenset("trade show share knock exchange rent".split())
_BY_US = frozenset("we us nosotros newsletter updates".split())


_BARE_WAYS = frozenset("email emails e mail mails call calls text texts sms correo correos llamadas mensajes".split())


_OF_ZIPS = frozenset("code codes codigo mail post zona area id".split())
_COUNTED_HEADS = frozenset("voters voter votes vote ballots people population".split())
_ABBREVIATED = 3


def _counts_something(column: ColumnEvidence) -> bool:
    """Return whether numbers of five digits are no ZIP codes, by a word of their heading: *Votes received*."""
    words = {w for w in column.heading.words if len(w) > _ABBREVIATED}
    if column.heading.says_nothing or "zip" in column.concepts or not words:
        return False
    return not (names_a_place(column) or words & _OF_ZIPS) or bool(words & _COUNTED_HEADS)


def _is_by_one_way(column: ColumnEvidence) -> bool:
    """Return whether a heading asks about texts or e-mails alone: its no is an opt-out of these, its yes is no more."""
    heading = column.heading.raw
    ways = one_way(heading)
    if column.words and _BARE_WAYS.issuperset(column.words):
        return True  # *Email* above yes and no
    return bool(ways) and "call" not in ways and (side(heading) is Side.IN or "status" in column.words)


_HOW_MANY = frozenset("many times often number num no count runs tries attempts campaigns races cuantas veces".split())


def _is_flag(column: ColumnEvidence) -> bool:
    """Return whether all cells are yes and no, or 0 and 1."""
    facts = column.facts
    flags = facts.variety == 2 and facts.count >= MANY and set(facts.samples) <= {"0", "1"}
    return flags or facts.share("yes_no") >= 0.9 and facts.share("int") < 0.5


def _counts(column: ColumnEvidence) -> bool:
    return bool(_COUNTED.intersection(column.words)) and not has("phone", "mobile", "call", "text")(column)


_DONE = frozenset(
    "held done happened completed scheduled attempted reached called texted emailed contacted spoke left made "
    "llamado contactado hecho realizada".split()
)
"""What somebody did: no permission to do it."""
_ASKED_LATER = frozenset("did was were".split())
"""*Did they come?* asks what was, and for no permission."""
_TO_BE = frozenset("be being me".split())
_COUNTED = frozenset(
    "member membership account card badge order ticket case reference confirmation employee student license policy "
    "invoice receipt file registration id".split()
)
_OF_AN_END = frozenset(
    "removed cancelled canceled cancellation deactivated deleted archived lapsed expired expires expiration resigned "
    "terminated refunded blocked banned withdrew withdrawn expiry expire valid until revoked".split()
)
"""Words of times at which something ended; a sign-up begins: `UNSUB_TIME`, *Cancelled at*."""
_AGAIN = re.compile(r"(?i)\bre[-_ ]?(subscri|activat|join|enrol|open)\w*")
_OF_NO_STAFF = frozenset(("nominator", "emergency", "spouse", SOMEBODY))
SEVERAL = 3
_SENTENCES = 3.0
_TITLES = frozenset(("title", "titulo", "titles"))
_OF_JOBS = frozenset(
    "job position work professional current role occupation employment official career your my their of and or "
    "contact person business company org organization candidate volunteer member de su puesto trabajo cargo".split()
)


def _titles_a_thing(column: ColumnEvidence) -> bool:
    """Return whether a heading asks for the title of a talk, a book …: no job, unless the cells are jobs."""
    words = column.words
    titled = len(words) > 1 and (words[-1] in _TITLES or words[0] in _TITLES)
    return titled and not (_OF_JOBS | _TITLES).issuperset(words) and column.facts.share("job") < MOSTLY_NOT


def _designates(column: ColumnEvidence) -> bool:
    """Return whether *Designation* says what a gift is for: as a job's title it stands above jobs."""
    return "designation" in column.words and column.facts.share("job") < MOSTLY_NOT


def _tallies(column: ColumnEvidence) -> bool:
    """Return whether small numbers stand under a word for a way of contact: so many texts were sent."""
    ways = has("text", "call", "email", "phone", "mobile", "volunteer", "contact")(column)
    return ways and column.facts.share("int") >= PLAINLY and not has("district", "precinct", "congress")(column)


_OF_OFFICES = frozenset(
    "office sought race run running candidate board council district ward school legislative".split()
)


def _seats_somebody(column: ColumnEvidence) -> bool:
    """Return whether small numbers say where somebody sits or lives, as below *Seat number*: no district is meant."""
    seat = bool(_OF_SEATS.intersection(column.words)) and _OF_OFFICES.isdisjoint(column.words)
    return seat and column.facts.share("int") >= PLAINLY and not column.beside_office


_OF_SEATS = frozenset(
    "seat seats asiento asientos table mesa row fila block blocks blk lot parcel cuadra manzana lote".split()
)
_OFFERS = re.compile(
    r"\b(can|could|would|will|do) you (like to |want to )?(help|do|volunteer|offer)\b|\bhow (can|could|will) you\b"
    r"|\b(i|you|they) (can|could|will|would|d|want to|like to|plan to) (\w+ )?(help|give|offer|do|volunteer|provide|"
    r"teach|contribute|assist)\b|\b(willing|able|happy|glad|available|eager) to (\w+ )?(help|give|offer|do|"
    r"volunteer|provide|teach|assist)\b|(?<!\bwe )\bcan (help|assist|offer)\b(?! (you|me)\b)"
    r"|(?<!\bwe )\boffer(s|ing)?\b"
    r"|\bwants? to (help|volunteer)\b|\bpued[eo]s? (ayudar|ofrecer)\b|\bdispuest[oa] a (ayudar|ofrecer)\b"
)
"""Headings of what somebody offers: *What can you help with?*, *Willing to do*."""
_LISTS = frozenset({("list",), ("lists",), ("list", "name"), ("lista",), ("segment",)})
"""A mailing program's lists: what is on them is no stage of an effort."""
_PARTS = frozenset(
    "session sessions talk talks workshop workshops breakout panel class classes taller talleres sesion charla".split()
)


def _is_part_of_event(column: ColumnEvidence) -> bool:
    """Return whether a heading asks for a talk or workshop; those that name stops are found by their cells."""
    return bool(_PARTS.intersection(column.words)) and not _OF_STOPS.intersection(column.words)


_OF_STOPS = frozenset("event stop tour rally evento parada gira".split())
_OF_TRANSPORT = frozenset("bus truck rest metro train subway trolley transit autobus camion shuttle".split())
_OF_BALLOTS = frozenset("ballot ballots voting vote voto boleta absentee".split())
"""What somebody chose of voting says nothing of running: *Opted for paper ballot*."""
_CHOSE = frozenset("opted opt chose chosen chooses picked selected prefers preferred requested wants".split())
_OF_SIGN_UP = frozenset("list rsvp registration attendance attendee ticket".split())
_OF_PLACES = frozenset("city place home address county street state district country zip".split())


def names_a_place(column: ColumnEvidence) -> bool:
    """Return whether a heading speaks of places; *Normal* below *Sensitivity* is no town."""
    return bool(_OF_PLACES.intersection((*column.concepts, *(c for _, c in concepts_of(column.heading.aside)))))


def _are_too_few(column: ColumnEvidence) -> bool:
    """Return whether cells are so few that they alone are no evidence, where a heading speaks of something else."""
    return column.facts.variety < SEVERAL and not column.heading.says_nothing


_OF_DATES = frozenset("when date dates day days on the of and time fecha dia cuando dt".split())
"""Words of headings that say no more than that there is a date: of what is not known, and is asked."""
_TO_THE_PRESS = frozenset("press media newspaper newspapers reporter reporters journalist journalists prensa".split())
_EXCEPT = frozenset("except excluding unwanted no other than salvo excepto".split())
_NEVER = frozenset("never nunca jamas".split())
_OF_RUNNING = frozenset(
    "run ran running runs candidate candidates candidacy office offices elected election campaign campaigned held "
    "sought served filed ballot stood postulado candidato candidata cargo campana corrido".split()
)
"""What somebody may never have done; who never married may have run."""
_OF_CONSENT = frozenset("consent consents consented marketing permission permissions gdpr consentimiento".split())
"""What a status of these words is: a consent, and no stage."""
EARLIER_MAY_BE = frozenset("office office_level division".split())
"""What an office held or run for before is taken for, though another one is meant."""
_OF_THINGS = frozenset(
    "color colour colors colours size sizes product products item items sku model brand style material fabric "
    "price cost quantity qty stock inventory barcode flavor flavour breed animal pet vehicle producto articulo "
    "talla precio".split()
)
"""What things have or are: `Brown` below *Color* is nobody's name."""


def _is_of_a_thing(c: ColumnEvidence) -> bool:
    """Return whether a heading is about things, and asks for nobody's name: *Color*, *Item*, *Shirt size*."""
    return not _OF_THINGS.isdisjoint(c.heading.words) and NAMES_OF.isdisjoint(
        {m for _, m in concepts_of(c.heading.words)}
    )


_OF_MIDDLE_NAMES = frozenset("name first last full middle mid preferred initial".split())


def _is_letter_of_group(c: ColumnEvidence) -> bool:
    """Return whether letters stand under a word that is about no name: unit A, shift B."""
    return not c.heading.says_nothing and not _OF_MIDDLE_NAMES.intersection((*c.concepts, *c.words)) and _letters(c)


def _letters(c: ColumnEvidence) -> bool:
    texts = c.facts.samples
    return sum(len(t.strip(". ")) == 1 for t in texts) > len(texts) * MOSTLY_OF_TWO


def _names_no_staff(c: ColumnEvidence) -> bool:
    """Return whether a heading says nothing of staff, and somebody else stands in each row."""
    named = not c.concepts and not c.heading.says_nothing
    return named and c.facts.count >= FEW and c.facts.variety == c.facts.count


_WORKS_FOR_SOMEBODY = re.compile(
    r"\b(candidates?|persons?|people|who|whom|boss|official|legislator|politician|campaigns?|candidat[oa]s?|persona|"
    r"quien)\b.*\b(you|usted|tu|we|they|i)\b.*\b(work|volunteer|canvass|staff|trabaj\w+)\b"
)
"""*Candidate you work for* asks for somebody, and for no organization."""


def _asks_for_whom(c: ColumnEvidence) -> bool:
    return _WORKS_FOR_SOMEBODY.search(" ".join(c.words)) is not None


_OTHER_BODIES = frozenset(
    "sponsor sponsors sponsoring sponsored host hosting hosted cohost referring referral recruiting nominating "
    "recommending endorsing inviting fiscal parent receiving partnering sending placing presenting organizing "
    "benefiting patrocinadora patrocinador anfitriona organizadora remitente".split()
)
"""Before *organization* these say which body does something for the event or the person: not the person's own."""
_BODIES = frozenset("organization organisation org group company agency institution organizacion".split())


def _is_of_other_body(c: ColumnEvidence) -> bool:
    """Return whether a heading asks which body sponsors, hosts or sent somebody: *Sponsor organization*."""
    words = set(c.heading.words)
    return bool(words & _OTHER_BODIES and words & _BODIES)


_HOW = frozenset("how why did does do was were would will rate como por".split())
_OF_FEELING = frozenset("feel felt think thought like liked enjoy enjoyed hear heard learn learned rate".split())
_REMEMBERED = frozenset(
    "word words mood feeling feelings impression impressions reaction rating score takeaway takeaways highlight "
    "feedback favorite best worst opinion palabra impresion opiniones".split()
)
"""What somebody says of an event, also where no question is asked: *One word for the stop*."""


def _asks_how(c: ColumnEvidence) -> bool:
    """Return whether a question is about an event, and does not ask which: *How did tonight's stop make you feel?*"""
    words = c.words
    asked = c.heading.asks and bool(_HOW.intersection(words[:1]) or _OF_FEELING.intersection(words))
    return asked or not _REMEMBERED.isdisjoint(words)


def _owns_a_thing(c: ColumnEvidence) -> bool:
    """Return whether a heading asks who owns a thing, or which of several owners: *Owner 2*, *Whose phone is it?*"""
    words = c.heading.words
    several = "owner" in c.concepts and len(words) > 1 and (words[-1].isdigit() or words[0] in _ONE_OF_SEVERAL)
    return several or c.heading.asks and not has("owner", "staff")(c) or not _OWNED.isdisjoint(words)


_ONE_OF_SEVERAL = frozenset("co second 2nd first 1st other another additional joint previous former".split())
_OWNED = frozenset(
    "home homeowner property house unit lot parcel building land landowner business company car vehicle pet dog boat "
    "store shop restaurant propietario propietaria dueno duena".split()
)


def _is_no_stage(c: ColumnEvidence) -> bool:
    """Return whether a heading names a list, a consent or a race that is over."""
    listed = tuple(c.words) in _LISTS and c.facts.share("stage") < PLAINLY
    of_else = bool((_OF_CONSENT | _OF_SIGN_UP).intersection(c.words)) or c.of_earlier_race
    return listed or of_else or side(c.heading.raw) is not None


_STATES = frozenset("status state stat estado estatus".split())


def _states_a_subscription(c: ColumnEvidence) -> bool:
    """Return whether a column says who is on a mailing program's list: that is a state, and no permission given."""
    subscribing = any(word.startswith(("subscri", "suscri")) for word in c.words)
    return subscribing and not _STATES.isdisjoint(c.words) and c.facts.share(*PLAIN_ANSWERS) < PLAINLY


_PAID = frozenset("recipient recipients payee payees beneficiary beneficiaries destinatario beneficiario".split())


def _is_given_to(c: ColumnEvidence) -> bool:
    """Return whether a heading only says who was given something: a committee's name is no office that is sought."""
    return bool(c.words) and _PAID.issuperset(c.words)


_OF_LADDERS = frozenset("ladder ladders funnel drip".split())
"""A way of messages that a program sends people one after another; they are called like events: *Ladder*."""

WORDED: Mapping[str, Test] = {
    "consent_share": lambda c: (
        bool(_TO_THE_PRESS.intersection(c.words))
        or passes_nobody_on(heading_words(c.heading.text))
        or side(c.heading.raw) is Side.IN
        and bool(one_way(c.heading.raw))
        and not has("share", "partner")(c)
        and not _BY_OTHERS.intersection(c.words)
    ),
    "consent_date": lambda c: bool(
        _OF_AN_END.intersection(c.words)
        or REFUSING.intersection(c.words)
        or one_way(c.heading.raw)
        or side(c.heading.raw) is Side.OUT
    ),
    "birth_date": lambda c: _are_too_few(c) and not has("birth", "age")(c) or is_of_another_day(c),
    "consent_contact": lambda c: (
        bool(_DONE.intersection(c.words) or _ASKED_LATER.intersection(c.words[:1]))
        and not has("consent")(c)
        and not _TO_BE.intersection(c.words)
        or bool(_BY_OTHERS.intersection(c.words))
        and not _BY_US.intersection(c.words)
        or _is_by_one_way(c)
        or _states_a_subscription(c)
        or names_ways(c)
        or bool(PREFERRED.intersection(c.words) and one_way(c.heading.raw))
    ),
    "do_not_contact": lambda c: (
        bool(_NO_OPT_OUT.intersection(c.words))
        or bool(_BY_OTHERS.intersection((*c.words, *c.heading.text.lower().split())))
        and not _BY_US.intersection(c.words)
        or has("consent")(c)
        and not has("never")(c)
        and not c.heading.aside
    ),
    "first_time": lambda c: (
        bool(_NEVER.intersection(c.words))
        and _OF_RUNNING.isdisjoint(c.words)
        and "first" not in c.words
        or bool(_CHOSE.intersection(c.words) and _OF_BALLOTS.intersection(c.words))
        or is_of_being_there(c)
    ),
    "unwanted_partners": lambda c: not (REFUSING | _EXCEPT).intersection(c.words) or is_yes_no(c),
    "election_date": lambda c: _OF_DATES.issuperset(c.words),
    "address": lambda c: _are_too_few(c) and not names_a_place(c),
    "+address": lambda c: _are_too_few(c) and not names_a_place(c),
    "+place": lambda c: _are_too_few(c) and not names_a_place(c),
    "county": lambda c: _are_too_few(c) and not names_a_place(c) or _is_of_a_thing(c),
    "postcode": _counts_something,
    "contact_preference": lambda c: side(c.heading.raw) is Side.OUT or bool(asks_about_each(c.heading.raw)),
    "consent_wording": lambda c: 0 < c.facts.words < _SENTENCES,
    "organization": lambda c: _asks_for_whom(c) or _is_of_other_body(c),
    "wanted_services": lambda c: (
        _OFFERS.search(" ".join(c.words)) is not None or _is_part_of_event(c) and not has("seek", "help")(c)
    ),
    "signup.event": lambda c: (
        (tuple(c.words) in _LISTS or _is_part_of_event(c) or _asks_how(c))
        and not c.facts.share("eventish")
        or bool(_OF_LADDERS.intersection(c.words) and "event" not in c.concepts)
        or bool(_OF_TRANSPORT.intersection(c.words) and _OF_STOPS.intersection(c.words))
    ),
    "signup.status": lambda c: bool(_OF_CONSENT.intersection(c.words)) or is_permission(c),
    "office": _is_given_to,
    "phone": _counts,
    "other_phones": _counts,
    "earlier_runs": lambda c: _is_flag(c) and not _HOW_MANY.intersection(c.words) or counts_other_things(c),
    "organization_role": is_role_at_event,
    "stated_age": lambda c: "when" in c.words or has("birth")(c) and not has("age")(c),
    "occupation": lambda c: _titles_a_thing(c) or _designates(c),
    "gender": _is_of_a_thing,
    "division": lambda c: _tallies(c) or _seats_somebody(c),
    "middle_name": lambda c: c.heading.repeated > 1 or _is_letter_of_group(c) or _is_of_a_thing(c),
    **dict.fromkeys(("given_name", "family_name", "preferred_name", "+full_name"), _is_of_a_thing),
    "stage": lambda c: _is_no_stage(c) or _is_of_a_thing(c) or is_of_messages(c),
    "suffix": is_of_school_years,
    "owner": lambda c: (
        _names_no_staff(c)
        or _owns_a_thing(c)
        or _asks_for_whom(c)
        or is_of_a_trade(c)
        or not _OF_NO_STAFF.isdisjoint(c.whose)
        or "manager" in c.whose
        and not has("owner")(c)
        or is_of_another_desk(c)
    ),
    "signup.submitted_at": lambda c: (
        side(c.heading.raw) is Side.OUT
        or _AGAIN.search(c.heading.raw) is not None
        or bool(_OF_AN_END.intersection(c.words))
        or is_other_time(c)
    ),
    "city": lambda c: (
        c.facts.variety < SEVERAL and not c.heading.says_nothing and not names_a_place(c) or _is_of_a_thing(c)
    ),
}
"""Wordings that say that a column is something else."""
