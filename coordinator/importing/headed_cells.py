"""Cells that only their heading explains: opt-outs, consents, and names in social networks."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from coordinator.base.folding import without_accents
from coordinator.importing.denying_headings import denies, turned
from coordinator.importing.mixed_contacts import mixed
from coordinator.importing.name_order import family_first, in_order, is_spanish
from coordinator.importing.name_words import is_called_so
from coordinator.importing.offices import asks_for_level
from coordinator.importing.offices_in_answers import OFFICE, is_of_an_office, with_offices
from coordinator.importing.readings import CellReading
from coordinator.importing.targets import ANSWER, COMING, NAME_OF_LIST, SIGNUP_PREFIX, Target
from coordinator.importing.two_questions import asked_in, read_both
from coordinator.importing.who_comes import asks_who_confirmed
from coordinator.records import opt_out_headings, opt_outs
from coordinator.records.catalog import CANDIDATE
from coordinator.records.channel_headings import permits
from coordinator.records.contact_columns import Reader, reader_for
from coordinator.records.kept_from import asks_whom_not_to_pass_on_to, is_everybody, says_nobody
from coordinator.records.kinds import EMPTY_WORDS, PAGES, YES_NO, Cleaned, Hints, Value, as_items, plain_text
from coordinator.records.kinds.yes_no import Meaning, Said, read_yes_no
from coordinator.records.list_states import stops_one_way
from coordinator.records.only_ways import only_way
from coordinator.records.refusals import CHANNELS, CONSENT, MARKS, NO_CONTACT, SHARING
from coordinator.records.signs_of_refusal import (
    is_unreached,
    is_wrong_number,
    is_wrong_party,
    limits_a_number,
    may_be_gone,
    may_refuse,
)
from coordinator.records.told_refusals import told_refusal
from coordinator.records.ways_refused import asks_what_to_avoid
from coordinator.records.whose_no import met_nobody

LEVEL = "office_level"
WEB_PAGES = "web_pages"
JOINED = frozenset({WEB_PAGES, *MARKS})
"""Fields that several columns of a sheet can fill together."""
CONSENTS = (CONSENT, SHARING)
NOTE = 4
"""What a longer note says of contact is told as well."""
CONTACTS = frozenset({"phone", "other_phones", "email", "other_emails"})
"""Targets beside whose numbers and addresses an opt-out may stand: `303-555-0101 (do not call)`."""
_FULL_NAME = "+full_name"
_NAMES = frozenset({_FULL_NAME, "given_name", "family_name"})
"""Targets beside whose names an opt-out may stand: `Bo Lee (deceased)`."""
_REMARKS = re.compile(
    r"(?i)\b(notes?|comments?|remarks?|anything else|questions|message|notas?|comentarios?|observaciones)\b"
    r"|^column [a-z]{1,2}$"
)
"""Headings of remarks; a column without a heading is one too."""
_PREFERENCE = "contact_preference"
_WANTED_PARTNERS = "wanted_partners"
_UNWANTED_PARTNERS = "unwanted_partners"
_STATUS_KEY = SIGNUP_PREFIX + "status"
MAY_TELL = frozenset({_STATUS_KEY, COMING, "stage", "tags", _PREFERENCE})
"""Targets of which a cell may be an opt-out: `unsubscribed`, `Do not call`."""
_STATUS = re.compile(
    r"(?i)status|\bopt|subscri|consent|permission|bounc|do.?not|don.?t|\bdnc\b|newsletter|mailing|deliverab|"
    r"communication|contact|estado|suscri|stage|etapa|result|dispos|outcome|segment|\blists?\b"
)
"""Headings of answers of which a cell may be an opt-out."""
_OTHERS = re.compile(r"(?i)spouse|partner|parent|father|mother|emergency|\breferr|employment|marital|payment|order")
NETWORKS = {
    "Instagram": r"instagram|\binsta\b|\big\b",
    "Twitter": r"twitter|\bx\b|\btweet",
    "Facebook": r"facebook|\bfb\b",
    "LinkedIn": r"linked ?in",
    "TikTok": r"tik ?tok",
    "YouTube": r"you ?tube",
    "Bluesky": r"blue ?sky|\bbsky\b",
    "Threads": r"\bthreads\b",
    "Mastodon": r"mastodon",
    "Snapchat": r"snap ?chat",
    "Telegram": r"telegram",
}


def under(target: Target, heading: str, key: str, samples: Sequence[str] = ()) -> Target:
    """Return how cells under a heading are read as a target.

    Args:
        target: what the column becomes.
        heading: its heading.
        key: the target's key in the column's plan; `answer` for a field of the campaign's own.
        samples: some of the column's cells: below `Phone calls` they may be yes and no.
    """
    if key in MARKS:
        return _mark(target, heading)
    if key == WEB_PAGES:
        return _web_pages(target, heading)
    if key in (_STATUS_KEY, COMING) and asks_who_confirmed(heading):
        target = _confirmed(target)
    if key in CONTACTS or key in _NAMES:
        target = mixed(target) if key in CONTACTS else _in_order(target, heading) if key == _FULL_NAME else target
        return _opted_out_beside(target, heading if key in CONTACTS else "")
    chosen = key == _PREFERENCE and asks_what_to_avoid(heading, samples)  # a person chose it as the way they want
    by_rule = key in _BY_RULE and not chosen and not permits(heading, samples)
    if by_rule and (reader := reader_for(heading, samples)):
        return _read_by_rule(target, heading, key, reader)
    if key in CONSENTS:
        return _consent(target, heading, key)
    if key == "notes" or (key == ANSWER and _REMARKS.search(heading) and opt_out_headings.side(heading) is None):
        return _opted_out_in_words(target, heading)
    target = _of_sharing(target, heading, key)
    if key == ANSWER and permits(heading, samples):
        return _also_opted_out(target, heading, key, opt_outs.refused)
    asked = _STATUS.search(heading.replace("_", " ")) or opt_out_headings.side(heading) is not None
    tells = key == ANSWER and asked and not _OTHERS.search(heading)
    if key == "tags":
        return _also_opted_out(target, heading, key, _tag_marks)
    if key in MAY_TELL or tells:
        return _also_opted_out(target, heading, key)
    if key != ANSWER or _OTHERS.search(heading):
        return target
    return _opted_out_in_answer(with_offices(target, heading), heading)


def _consent(target: Target, heading: str, key: str) -> Target:
    """Return how cells of a consent are read: a heading that denies it turns them round."""
    if asked_in(heading):
        return read_both(_also_opted_out(target, heading, key), heading)
    if denies(heading, key):
        return turned(_also_opted_out(target, heading, key), heading)
    if key == CONSENTS[0] and opt_out_headings.one_way(heading):
        return _permits_one_way(target, heading)
    return _also_opted_out(target, heading, key)


def _of_sharing(target: Target, heading: str, key: str) -> Target:
    """Return how cells are read that may say to whom somebody is to be passed on, or not."""
    if key == _UNWANTED_PARTNERS or key == ANSWER and asks_whom_not_to_pass_on_to(heading):
        return _kept_from(target, heading)
    asked = key in (ANSWER, _WANTED_PARTNERS) and _SHARING.search(heading) and not _OTHERS.search(heading)
    return _shared_with_none(target) if asked else target


def _in_order(target: Target, heading: str) -> Target:
    """Read full names in the order that their heading says."""
    if family_first(heading) is None and not is_spanish(heading):
        return target

    def read(raw: object, hints: Hints) -> CellReading:
        return target.read(in_order(raw, heading) if isinstance(raw, str) else raw, hints)

    return replace(target, read=read)


def _confirmed(target: Target) -> Target:
    """Read whether somebody confirmed: a plain no says that they did not, and not that they will stay away."""

    def read(raw: object, hints: Hints) -> CellReading:
        reading, text = target.read(raw, hints), plain_text(raw)
        if read_yes_no(text) != Said(Meaning.NO):
            return reading
        return replace(reading, values={key: f"{text} (not confirmed)" for key in target.fields})

    return replace(target, read=read, clean=None)


_WRITE_YES = "Write Yes if they do not want it, otherwise No."


def _mark(target: Target, heading: str) -> Target:
    """Read a mark such as “Do not call”: a cell may set another one, and one that is not understood is a problem."""
    key = target.fields[0]
    permits = opt_out_headings.side_of_a_mark(heading) is opt_out_headings.Side.IN
    write = "Write No if they do not want it, otherwise Yes." if permits else _WRITE_YES

    def read(raw: object, hints: Hints) -> CellReading:
        text = plain_text(raw)
        found = opt_outs.read(raw, heading, key)
        if not found.understood:
            told = f"“{text}” under “{heading}” is neither yes nor no. {write}"
            return CellReading({}, (told,))
        words = None if heading == NAME_OF_LIST else _in_other_words(raw)
        return CellReading(dict(found.marks), (), words)

    return replace(target, read=read, clean=None, fields=(key, *(m for m in MARKS if m != key)))


_BY_RULE = frozenset({ANSWER, _PREFERENCE, _STATUS_KEY, CONSENTS[0]})
"""Targets of columns that name ways of contact, or who is on a list of ours."""
_NOT_CLEAR = (
    "It is not clear what “{}” under “{}” says of contact. Read it, and set a mark such as “Do not call” if so."
)


def _read_by_rule(target: Target, heading: str, key: str, reader: Reader) -> Target:
    """Read ways of contact to avoid or that are all right, and who is on a list; what is not understood is told."""

    def read(raw: object, hints: Hints) -> CellReading:
        found = reader(raw)
        reading = target.read(raw, hints)
        if not found.understood:
            told = _NOT_CLEAR.format(plain_text(raw), heading)
            if key in CONSENTS:
                return CellReading({}, (told,))
            return replace(reading, problems=(*reading.problems, told))
        if not found.marks:
            return reading
        if key in CONSENTS:
            all_ = NO_CONTACT in found.marks or {way.mark for way in CHANNELS.values()} <= found.marks.keys()
            no: dict[str, Value] = {key: False} if all_ else {}
            return CellReading({**no, **found.marks}, (), _in_other_words(raw))
        problems = reading.problems if reading.values else ()
        return CellReading({**reading.values, **found.marks}, problems, None if reading.values else plain_text(raw))

    return replace(target, read=read, clean=None, fields=(*target.fields, *MARKS))


def _read_marks(raw: object, heading: str) -> Mapping[str, bool]:
    return opt_outs.read(raw, heading).marks


_OUT_OF_SHARING = re.compile(r"(?i)\W*(opt(ed)?[- ]?outs?|stop|removed?)\W*$")
_REFUSING_TAG = re.compile(r"(?i)no[-_ ]?(calls?|texts?|sms|e-?mails?|contact)")
"""A tag such as `no-text`; as the text of a cell these words may also mean that there is no number."""


def _tag_marks(raw: object, heading: str) -> Mapping[str, bool]:
    """Return the marks that the tags of a cell mean, each read by itself."""
    found: dict[str, bool] = {}
    for tag in (part.strip() for part in re.split(r"[;,|\n]", plain_text(raw))):
        refusing = _REFUSING_TAG.fullmatch(tag)
        found |= opt_outs.read(f"do not {refusing[1]}" if refusing else tag).marks
    return found


def _also_opted_out(
    target: Target, heading: str, key: str, read_marks: Callable[[object, str], Mapping[str, bool]] = _read_marks
) -> Target:
    """Read a status, a consent or an answer; a cell that means an opt-out sets the mark as well."""
    asked = heading if key == ANSWER or key == _STATUS_KEY and opt_out_headings.of_ways(heading) else ""

    def read(raw: object, hints: Hints) -> CellReading:
        way = only_way(plain_text(raw)) if key == _PREFERENCE else ""
        reading = target.read(way or raw, hints)
        marks = {mark: True for mark, yes in read_marks(raw, asked).items() if yes}
        if way and not marks:
            told = _NO_OTHER_WAY.format(plain_text(raw))
            return CellReading(reading.values, (told,)) if reading.values else target.read(raw, hints)
        if not marks and key == _PREFERENCE:
            return replace(reading, problems=(_MAY_MEAN.format(plain_text(raw)),)) if _no_way(raw) else reading
        if not marks:
            return reading if reading.problems else replace(reading, problems=_to_be_read(raw, heading))
        if key == CONSENTS[1] and _OUT_OF_SHARING.match(plain_text(raw)):
            marks = {}  # out of being passed on, and of nothing else
        general = key != CONSENTS[0] or NO_CONTACT in marks
        no: dict[str, Value] = {key: False} if key in CONSENTS and general else {}
        kept = reading.leftover if reading.values else _in_other_words(raw)
        return CellReading({**reading.values, **no, **marks}, reading.problems if reading.values else (), kept)

    def clean(raw: object, hints: Hints) -> Cleaned:
        """Clean a cell that is no opt-out; of one that is, say that it has to be read."""
        cleaned = target.clean(raw, hints) if target.clean else Cleaned(None, "")
        told = _no_way(raw) or only_way(plain_text(raw)) if key == _PREFERENCE else _to_be_read(raw, heading)
        opted_out = not cleaned.problem and (read_marks(raw, asked) or told)
        return Cleaned(None, "an opt-out") if opted_out else cleaned

    return replace(target, read=read, clean=clean if target.clean else None, fields=(*target.fields, *MARKS))


_NO_OTHER_WAY = (
    "“{}” may mean that this person wants to be contacted in no other way. Read it, and set the marks if so."
)


def _permits_one_way(target: Target, heading: str) -> Target:
    """Read a question about one way of contact, such as calls: a no refuses that way and says nothing of the others."""

    def read(raw: object, hints: Hints) -> CellReading:
        marks = opt_outs.refused(raw, heading)
        if not marks:
            return target.read(raw, hints)
        no: dict[str, Value] = {target.key: False} if NO_CONTACT in marks else {}
        return CellReading({**no, **marks}, (), _in_other_words(raw))

    return replace(target, read=read, clean=None, fields=(*target.fields, *MARKS))


def _opted_out_beside(target: Target, heading: str) -> Target:
    """Read a number, an address or a name; the words beside it, or in place of it, may be an opt-out."""

    def read(raw: object, hints: Hints) -> CellReading:
        reading = target.read(raw, hints)
        if reading.values and not reading.leftover:
            return reading
        beside = reading.leftover if reading.values else raw
        marks = {mark: True for mark, yes in opt_outs.read(beside or "", heading).marks.items() if yes}
        if not marks:
            told = (*reading.problems, *_limited(beside)) if reading.values else reading.problems
            return replace(reading, problems=told)
        problems = reading.problems if reading.values else ()
        return CellReading({**reading.values, **marks}, problems, reading.leftover or plain_text(raw))

    return replace(target, read=read, fields=(*target.fields, *MARKS))


_LIMITED = "“{}” may mean that this number is not for calls, or not for texts. Read it, and set a mark if so."


def _limited(beside: object) -> tuple[str, ...]:
    """Return what is told of words beside a number, an address or a name that set no mark."""
    text = plain_text(beside)
    if not text:
        return ()
    return (_LIMITED.format(text),) if limits_a_number(text) else _to_be_read(text)


_MAY_MEAN = "“{}” may mean that this person does not want to be contacted. Read it, and set the mark if so."
_NOT_PASSED_ON = "“{}” may mean that this person does not want to be passed on. Read it, and say No if so."
_MOOD = re.compile(
    r"(?i)“(very |was |is |still |he was |she was )*(angry|hostile|rude|upset|mean|nasty|irate|furious|belligerent|"
    r"abusive|annoyed|uncooperative|enojad[oa]|molest[oa]|groser[oa])\W*”"
)
"""How somebody was who refused: where the row has a mark, it says no more."""
_NO_WAY = frozenset("never none no nobody neither nothing ninguno ninguna nunca nadie".split())


def asks_for_a_mark(told: str) -> bool:
    """Return whether a problem asks to read words and to set a mark or a No."""
    return told.endswith(tuple(said.partition("{}")[2] for said in (_MAY_MEAN, _NOT_PASSED_ON, _LIMITED)))


def asks_in_vain(values: Mapping[str, Value], told: str) -> bool:
    """Return whether a problem of a row asks for a mark, a No, an office or a level that its values say already."""
    if is_of_an_office(told):
        return bool(values.get(OFFICE))
    if asks_for_level(told):
        return bool(values.get(LEVEL))
    if told.endswith(_MAY_MEAN.partition("{}")[2]) and any(values.get(mark) for mark in MARKS):
        return _MOOD.match(told) is not None
    return values.get(CONSENTS[1]) is False and told.endswith(_NOT_PASSED_ON.partition("{}")[2])


def _no_way(raw: object) -> bool:
    """Return whether a cell under a preferred way of contact names none."""
    words = opt_out_headings.plain_words(plain_text(raw)).split()
    return bool(words) and (words[0] in _NO_WAY and len(words) <= NOTE or words == ["not", "at", "all"])


_NOT_THEIRS = "“{}” may mean that the number is not this person's. Read it, and take the number away if so."


def says_not_theirs(told: str) -> bool:
    """Return whether a problem of a row tells of words that say that a number is not the person's."""
    return told.endswith(_NOT_THEIRS.partition("{}")[2])


_OF_TWO_SENSES = (
    "“{}” may mean that somebody else was reached, or that this person is of another party. Read it, and correct "
    "the number or the party line if so."
)
_NOT_REACHED = "“{}” may mean that the number or address is not in use. Read it, and take it away if so."
_GONE = "“{}” may mean that this person has died, or that mail does not reach them. Read it, and set a mark if so."


def _to_be_read(raw: object, heading: str = "") -> tuple[str, ...]:
    """Return what is told of words that may be an opt-out, without being plain enough to set a mark."""
    text = plain_text(raw)
    if met_nobody(opt_out_headings.plain_words(text), heading) or is_called_so(text, heading):
        return ()
    if opt_outs.may_say_so(raw) or may_refuse(raw, heading):
        return (_MAY_MEAN.format(text),)
    if opt_outs.may_forbid_sharing(raw):
        return (_NOT_PASSED_ON.format(text),)
    if may_be_gone(raw, heading):
        return (_GONE.format(text),)
    if is_unreached(raw, heading):
        return (_NOT_REACHED.format(text),)
    if is_wrong_party(raw):
        return (_OF_TWO_SENSES.format(text),)
    return (_NOT_THEIRS.format(text),) if is_wrong_number(raw, heading) else ()


_SHARING = re.compile(r"(?i)\b(shar(e|ed|ing)|compart\w+)\b.*\b(info\w*|data|details|contact|name|me|with|con|datos)\b")


def _shared_with_none(target: Target) -> Target:
    """Read an answer about whom to be passed on to; that it is nobody is told."""

    def read(raw: object, hints: Hints) -> CellReading:
        reading, text = target.read(raw, hints), plain_text(raw)
        told = (_NOT_PASSED_ON.format(text),) if _no_way(raw) and YES_NO.clean(raw).value is None else ()
        return replace(reading, problems=(*reading.problems, *told))

    return replace(target, read=read, clean=None)


_FROM_ALL = "“{}” is taken as No to “{}”. Take the No away if it means something else."


def _kept_from(target: Target, heading: str) -> Target:
    """Read to whom somebody is not to be passed on: “Everybody” says No to being passed on, and “nobody” is told."""

    def read(raw: object, hints: Hints) -> CellReading:
        reading, text = target.read(raw, hints), plain_text(raw)
        if is_everybody(text):
            told = _FROM_ALL.format(text, CANDIDATE.by_key[CONSENTS[1]].label)
            values = {k: v for k, v in reading.values.items() if k != _UNWANTED_PARTNERS}
            return CellReading({**values, CONSENTS[1]: False}, (*reading.problems, told), reading.leftover)
        told = _NOT_PASSED_ON.format(text)
        vague = says_nobody(text) and asks_whom_not_to_pass_on_to(heading)
        return replace(reading, problems=(*reading.problems, told)) if vague else reading

    return replace(target, read=read, clean=None, fields=(*target.fields, CONSENTS[1]))


def _taken_as(text: str, marks: Iterable[str]) -> str:
    """Return what is told of words that set marks."""
    names = " and ".join(f"“{CANDIDATE.by_key[mark].label}”" for mark in marks)
    return f"“{text}” is taken as {names}. If it means something else, untick that at the person."


def _opted_out_in_words(target: Target, heading: str) -> Target:
    """Read a remark: a short one that is an opt-out sets the mark, a longer one is told."""

    def read(raw: object, hints: Hints) -> CellReading:
        reading, text = target.read(raw, hints), plain_text(raw)
        marks = {mark: True for mark, yes in opt_outs.read(raw).marks.items() if yes}
        if not marks and told_refusal(text):
            marks = {NO_CONTACT: True}
        if marks:
            longer = len(text.split()) > NOTE
            problems = (*reading.problems, _taken_as(text, marks)) if longer else reading.problems
            return CellReading({**reading.values, **marks}, problems, reading.leftover)
        return CellReading(reading.values, (*reading.problems, *_to_be_read(raw, heading)), reading.leftover)

    def clean(raw: object, hints: Hints) -> Cleaned:
        """Clean a remark that says nothing of opting out; of one that does, say that it has to be read."""
        cleaned = target.clean(raw, hints) if target.clean else Cleaned(None, "")
        says_so = _to_be_read(raw, heading) or opt_outs.read(raw).marks or told_refusal(plain_text(raw))
        return Cleaned(None, "an opt-out") if says_so and not cleaned.problem else cleaned

    return replace(target, read=read, clean=clean if target.clean else None, fields=(*target.fields, *MARKS))


def _opted_out_in_answer(target: Target, heading: str) -> Target:
    """Read an answer to another question: who asks there to be left alone is marked and told, and who may is told."""

    def read(raw: object, hints: Hints) -> CellReading:
        reading, text = target.read(raw, hints), plain_text(raw)
        marks = opt_outs.asked_for(text)
        if marks and (ways := stops_one_way(raw, heading)):
            marks = opt_out_headings.marks_of(ways)
        if not marks:
            return replace(reading, problems=(*reading.problems, *_to_be_read(raw, heading)))
        return CellReading({**reading.values, **marks}, (*reading.problems, _taken_as(text, marks)), reading.leftover)

    def clean(raw: object, hints: Hints) -> Cleaned:
        """Clean an answer in which nobody asks to be left alone."""
        cleaned = target.clean(raw, hints) if target.clean else Cleaned(None, "")
        says_so = not cleaned.problem and (opt_outs.asked_for(plain_text(raw)) or _to_be_read(raw, heading))
        return Cleaned(None, "an opt-out") if says_so else cleaned

    return replace(target, read=read, clean=clean if target.clean else None, fields=(*target.fields, *MARKS))


def _in_other_words(raw: object) -> str | None:
    """Return a cell's text if it says more than yes or no."""
    text = plain_text(raw)
    return None if text.lower() in EMPTY_WORDS or YES_NO.clean(raw).value is not None else text


def networks_in(heading: str) -> list[str]:
    """Return the social networks that a heading names."""
    plain = without_accents(heading).replace("_", " ")
    return [network for network, words in NETWORKS.items() if re.search(words, plain)]


def _web_pages(target: Target, heading: str) -> Target:
    """Read web pages and names in social networks; a name alone is kept with the network that the heading names."""
    named = networks_in(heading)

    def read(raw: object, hints: Hints) -> CellReading:
        found = PAGES.clean(raw, hints)
        pages = [_with_network(str(page), named) for page in as_items(found.value)]
        return CellReading({target.fields[0]: pages} if pages else {}, (found.problem,) if found.problem else ())

    return replace(target, read=read, clean=None)


def _with_network(page: str, named: list[str]) -> str:
    if len(named) != 1 or "/" in page or re.search(NETWORKS[named[0]], page.lower()):
        return page
    return f"{named[0]}: {page}"
