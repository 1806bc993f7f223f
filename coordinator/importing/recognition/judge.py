"""Judging one column: what it cannot be, whatever else speaks for it."""

import re
from collections.abc import Callable, Mapping

from coordinator.importing.headed_cells import CONTACTS, networks_in
from coordinator.importing.recognition.column import NAMES_OF, SOMEBODY, ColumnEvidence
from coordinator.importing.recognition.keys import may_be_key
from coordinator.importing.recognition.kinds_of_text import kinds_of
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
    is_of_another_thing,
    is_permission,
    is_read_by_rule,
    is_yes_no,
    may_permit,
    may_refuse,
    names_ways,
)
from coordinator.importing.targets import ANSWER, IGNORED
from coordinator.importing.words_beside import is_not_to_use
from coordinator.records.channel_headings import welcome_ways
from coordinator.records.kept_from import asks_whom_not_to_pass_on_to
from coordinator.records.opt_out_headings import Side, one_way, side
from coordinator.records.refusals import MARKS
from coordinator.records.ways_refused import asks_about_each

Test = Callable[[ColumnEvidence], bool]

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


def _has(*concepts: str) -> Test:
    return lambda c: any(x in c.concepts for x in concepts)


def _cells(least: float, *kinds: str) -> Test:
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


def _are_contacts(c: ColumnEvidence) -> bool:
    """Return whether cells are e-mails and phones themselves: who is reached there said no way that they prefer."""
    return c.facts.shares.get("email", 0.0) + c.facts.shares.get("phone", 0.0) >= MOSTLY_OF_TWO


def reached_at(c: ColumnEvidence) -> str:
    """Return what most cells are below a heading such as *Contact* or *E-mail / phone*: `email`, `phone` or ""."""
    asked = _has("contact", "channel")(c) or _PREFERRED.intersection(c.words) or _has("email")(c) and _has("phone")(c)
    if c.whose or not _are_contacts(c) or not asked:
        return ""
    return "email" if c.facts.share("email") > c.facts.share("phone") else "phone"


_FEW, _MANY = 4, 8
"""So many cells say little, and so many say much."""
SURELY_LISTED = 0.9
"""From this share of cells that stand in a closed list on, they are of it though no heading says so."""
_OF_LEVELS = ("level", "office", "run", "seek", "election", "place", "race", "district")


def _asks_of_offices(c: ColumnEvidence) -> bool:
    """Return whether a heading may ask for the level of an office: not *Track*, below which somebody wrote *Local*."""
    named = any("level" in kinds_of(word) for word in c.words)
    return c.heading.says_nothing or named or _has(*_OF_LEVELS)(c)


MOSTLY_OF_TWO = 0.4
"""E-mails and phones that make up so much of a column's cells are what it is for; some others may be misread."""
_FITS: Mapping[str, Test] = {
    "email": lambda c: c.facts.share("email") >= 0.5 or reached_at(c) == "email",
    "other_emails": _cells(0.5, "email"),
    "phone": _phones,
    "other_phones": _phones,
    "state": _cells(0.5, "state"),
    "postcode": _cells(0.5, "zip", "zip_short"),
    "birth_date": _cells(0.5, "date", "birth_year", "typed_date"),
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
    "consent_date": _cells(0.5, "date", "typed_date", "epoch"),
    "election_date": lambda c: c.facts.share("date", "typed_date") >= 0.5 and c.facts.share("born") < 0.6,
    "signup.submitted_at": _cells(0.5, "date", "typed_date", "epoch"),
    "stated_age": _cells(0.5, "age"),
    "age_band": _cells(0.4, "age_band"),
    "+age": lambda c: c.facts.shares.get("age", 0.0) + c.facts.shares.get("age_band", 0.0) >= 0.5,
    "pronouns": _cells(0.4, "pronoun"),
    "suffix": _cells(0.5, "suffix"),
    "tags": lambda c: c.facts.share(*PLAIN_ANSWERS) < PLAINLY,
    "contact_preference": lambda c: c.facts.share(*PLAIN_ANSWERS) < 0.5 and not _are_contacts(c),
    "gender": _cells(0.5, "gender", "letter"),
    "party_line": lambda c: (
        c.facts.share("party") >= 0.4
        or c.facts.share("yes_no", "date", "phone", "int", "sentence") < 0.4
        and (c.facts.count < _MANY or c.facts.share("party") >= 0.1)
    ),
    "languages": _cells(0.35, "languages", "language"),
    "earlier_runs": _cells(0.5, "tiny", "small"),
    "office": lambda c: (
        c.facts.share("yes_no", "date", "email", "phone", "int") < 0.5
        and (c.facts.share("office") >= (0.15 if _asks_of_offices(c) else 0.75) or c.facts.count < _FEW)
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
        and (c.facts.share("stage") > 0 or c.facts.count < _FEW or _has("stage")(c))
    ),
    "city": lambda c: c.facts.share("date", "email", "phone", "int", "yes_no", "sentence") < 0.5,
    "county": lambda c: c.facts.share("date", "email", "phone", "yes_no", "sentence", "state") < 0.5,
    "+place": lambda c: c.facts.share("place", "town") >= 0.4,
    "+address": _cells(0.4, "street", "whole_address"),
    "address": lambda c: c.facts.share("street") >= 0.3,
    "country": lambda c: c.facts.share("country") >= 0.3 or c.facts.count < 4,
    "owner": lambda c: c.facts.share("yes_no", "date", "int") < 0.5,
    "notes": lambda c: c.facts.share("yes_no", "date", "email", "phone", "int", "uuid") < 0.6,
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


_OTHER_CONSENT = _has("photo", "quote", "terms", "signature")


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


def _mostly_born(column: ColumnEvidence) -> bool:
    return column.heading.says_nothing or column.facts.share("born", "birth_year") >= 0.6 and not column.whose


_HOW_MANY = frozenset("many times often number num no count runs tries attempts campaigns races cuantas veces".split())


def _is_flag(column: ColumnEvidence) -> bool:
    """Return whether all cells are yes and no, or 0 and 1."""
    facts = column.facts
    flags = facts.variety == 2 and facts.count >= _MANY and set(facts.samples) <= {"0", "1"}
    return flags or facts.share("yes_no") >= 0.9 and facts.share("int") < 0.5


def _counts(column: ColumnEvidence) -> bool:
    return bool(_COUNTED.intersection(column.words)) and not _has("phone", "mobile", "call", "text")(column)


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
_SEVERAL = 3
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


def _tallies(column: ColumnEvidence) -> bool:
    """Return whether small numbers stand under a word for a way of contact: so many texts were sent."""
    ways = _has("text", "call", "email", "phone", "mobile", "volunteer", "contact")(column)
    return ways and column.facts.share("int") >= PLAINLY and not _has("district", "precinct", "congress")(column)


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
    r"\b(can|could|would|will|do) you (like to |want to )?(help|do|volunteer|offer)\b|\bi (can|could|will) help\b"
    r"|\bhow (can|could|will) you\b|\bpuede(s)? (ayudar|ofrecer)\b"
)
"""Questions of what somebody offers: *What can you help with?*"""
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
    return column.facts.variety < _SEVERAL and not column.heading.says_nothing


_OF_DATES = frozenset("when date dates day days on the of and time fecha dia cuando dt".split())
"""Words of headings that say no more than that there is a date: of what is not known, and is asked."""
_PREFERRED = frozenset(("prefer", "prefers", "preferred", "prefiere", "prefiero"))
"""Who prefers another way refuses none."""
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
_EARLIER_MAY_BE = frozenset("office office_level division".split())
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


_OF_MIDDLE_NAMES = frozenset("name first last full middle preferred initial".split())


def _is_letter_of_group(c: ColumnEvidence) -> bool:
    """Return whether letters stand under a word that is about no name: unit A, shift B."""
    return not c.heading.says_nothing and not _OF_MIDDLE_NAMES.intersection((*c.concepts, *c.words)) and _letters(c)


def _letters(c: ColumnEvidence) -> bool:
    texts = c.facts.samples
    return sum(len(t.strip(". ")) == 1 for t in texts) > len(texts) * MOSTLY_OF_TWO


def _names_no_staff(c: ColumnEvidence) -> bool:
    """Return whether a heading says nothing of staff, and somebody else stands in each row."""
    named = not c.concepts and not c.heading.says_nothing
    return named and c.facts.count >= _FEW and c.facts.variety == c.facts.count


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
    return several or c.heading.asks and not _has("owner", "staff")(c) or not _OWNED.isdisjoint(words)


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


_WORDED: Mapping[str, Test] = {
    "consent_share": lambda c: (
        bool(_TO_THE_PRESS.intersection(c.words))
        or side(c.heading.raw) is Side.IN
        and bool(one_way(c.heading.raw))
        and not _has("share", "partner")(c)
        and not _BY_OTHERS.intersection(c.words)
    ),
    "consent_date": lambda c: bool(
        _OF_AN_END.intersection(c.words)
        or REFUSING.intersection(c.words)
        or one_way(c.heading.raw)
        or side(c.heading.raw) is Side.OUT
    ),
    "birth_date": lambda c: (
        bool(c.words) and not _has("birth", "age")(c) and (_are_too_few(c) or bool(c.concepts) and not _mostly_born(c))
    ),
    "consent_contact": lambda c: (
        bool(_DONE.intersection(c.words) or _ASKED_LATER.intersection(c.words[:1]))
        and not _has("consent")(c)
        and not _TO_BE.intersection(c.words)
        or bool(_BY_OTHERS.intersection(c.words))
        and not _BY_US.intersection(c.words)
        or _is_by_one_way(c)
        or names_ways(c)
        or bool(_PREFERRED.intersection(c.words) and one_way(c.heading.raw))
    ),
    "do_not_contact": lambda c: (
        bool(_NO_OPT_OUT.intersection(c.words))
        or bool(_BY_OTHERS.intersection((*c.words, *c.heading.text.lower().split())))
        and not _BY_US.intersection(c.words)
        or _has("consent")(c)
        and not _has("never")(c)
        and not c.heading.aside
    ),
    "first_time": lambda c: (
        bool(_NEVER.intersection(c.words))
        and _OF_RUNNING.isdisjoint(c.words)
        and "first" not in c.words
        or bool(_CHOSE.intersection(c.words) and _OF_BALLOTS.intersection(c.words))
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
    "wanted_services": lambda c: _OFFERS.search(" ".join(c.words)) is not None,
    "signup.event": lambda c: (
        (tuple(c.words) in _LISTS or _is_part_of_event(c) or _asks_how(c))
        and not c.facts.share("eventish")
        or bool(_OF_TRANSPORT.intersection(c.words) and _OF_STOPS.intersection(c.words))
    ),
    "signup.status": lambda c: bool(_OF_CONSENT.intersection(c.words)) or is_permission(c),
    "phone": _counts,
    "other_phones": _counts,
    "earlier_runs": lambda c: _is_flag(c) and not _HOW_MANY.intersection(c.words) or counts_other_things(c),
    "organization_role": is_role_at_event,
    "stated_age": lambda c: "when" in c.words,
    "occupation": _titles_a_thing,
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
        and not _has("owner")(c)
        or is_of_another_desk(c)
    ),
    "signup.submitted_at": lambda c: (
        side(c.heading.raw) is Side.OUT
        or _AGAIN.search(c.heading.raw) is not None
        or bool(_OF_AN_END.intersection(c.words))
        or is_other_time(c)
    ),
    "city": lambda c: (
        c.facts.variety < _SEVERAL and not c.heading.says_nothing and not names_a_place(c) or _is_of_a_thing(c)
    ),
}
"""Wordings that say that a column is something else."""


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
    return joined and facts.words < 1.2 and facts.count >= _MANY and facts.distinct < 0.7


def contradicted(target: str, column: ColumnEvidence) -> bool:
    """Return whether the cells below a field's own name are positively something else."""
    if column.of_a_thing and target in _NAMES_TO_BE or column.of_earlier_office and target in _EARLIER_MAY_BE:
        return True
    if target in (ANSWER, IGNORED) or _anothers(column) or target == "+full_name" and bool(column.half_of_name):
        return True
    if target in ("email", "other_emails") and column.facts.share("small") >= _SURE_ENOUGH:
        return True  # so many pieces of mail
    if target == "contact_preference" and _are_contacts(column):
        return True
    own = KIND_OF.get(target, ())
    wider = 0.0 if column.half_of_name else column.facts.share(*_WIDER.get(target, ()))
    if wider >= (0.2 if column.facts.count >= _FEW else 1.0 + column.facts.share(*own)):
        return True
    if column.facts.share(*own) >= 0.3:
        return False
    shapes = (*own, "words") if target in _OF_NAMES else own  # most names are in no list
    if target in _LISTED and column.facts.count >= _MANY and column.facts.share(*shapes) < 0.1:
        return True
    if target == "notes" and (_are_tags(column) or column.facts.count >= _FEW and column.facts.mainly("int")):
        return True
    few = column.facts.count < _FEW
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
    if column.of_earlier_office and target in _EARLIER_MAY_BE or column.of_a_thing and target in _NAMES_TO_BE:
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
    worded = _WORDED.get(target)
    return worded is not None and worded(column)


def cannot_be(target: str, column: ColumnEvidence) -> bool:
    """Return whether something stands against a target, whatever speaks for it."""
    if target in (ANSWER, IGNORED):
        return False
    if column.facts.count and not column.facts.share("none") and (fits := _FITS.get(target)) and not fits(column):
        return True
    if _says_otherwise(target, column):
        return True
    if target in CONSENTS and len(column.words) == 1 and column.facts.share(*PLAIN_ANSWERS) < PLAINLY:
        return True
    if target in ("signup.status", "stage") and column.facts.mainly("marital"):
        return True
    if target in CONSENTS:
        return _OTHER_CONSENT(column) and not _has("share")(column)
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
MOSTLY_NOT = 0.3


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
