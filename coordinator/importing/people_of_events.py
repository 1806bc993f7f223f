"""Lists of events and lists of who signed up for them: in these an event stands in many rows, with others in each."""

import re
from collections import defaultdict
from collections.abc import Sequence

from coordinator.base.folding import without_accents
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.recognition.column import NAMES_OF, ColumnEvidence
from coordinator.importing.recognition.evidence import column_of
from coordinator.importing.recognition.kinds_of_text import kinds_of
from coordinator.records.kinds import plain_text
from coordinator.records.short_forms import is_known_name

_OF_THE_EVENT = re.compile(
    r"(?i)\b(hosts?|hosting|organi[sz]ers?|contacts?|venue|site|speakers?|special|lead|leads|leader|captains?|"
    r"managers?|coordinators?|owners?|staff|emcee|mc|moderators?|presenters?|press|media|director|liaison|advance|"
    r"by|poc|security|caterer|vendor|invites?|invited|anfitri[oó]na?|organizador[ae]?s?|contactos?|lugar|orador[ae]?s?|"
    r"ponentes?|encargad[oa]s?|responsables?|coordinador[ae]?s?|l[ií]der|prensa|por)\b"
)
"""Words of those whom an event has for itself."""
_WHO_COMES = re.compile(
    r"(?i)\b(volunteer|attendee|participant|registrant|signee|shift ?(worker|holder)|canvasser|walker|phone ?banker|"
    r"texter|driver|worker|supporter|rsvp|signed ?up|sign-?up|voluntari[oa]|asistente|participante|inscrit[oa]|"
    r"registrad[oa]|invitad[oa])(?:'s|’s)?\b"
)
"""Words of those who come to one, in the singular."""
_AN_EVENT = re.compile(r"(?i)\b(events?|stops?|rally|rallies|tour|town ?hall|eventos?|paradas?|mitin|gira)\b")
_OF_A_THING = re.compile(
    r"(?i)\b(events?|stops?|rally|rallies|tour|town ?hall|eventos?|paradas?|mitin|gira|titles?|"
    r"meetings?|shows?|groups?|org\w*|partners?|compan(y|ies)|chapters?|unions?|"
    r"clubs?|committees?|pacs?|coalitions?|grupos?|aliad[oa]s?|sindicatos?)\b"
)
"""Headings of the names of events and organizations, which may be called after people."""
_NO_PERSONS = frozenset(("eventish", "org"))
_ITS_NAME = ("title", "name")
_IDENTITY = ("title", "starts_at", "city", "venue", "slug")
_NAMES = ("words", "full_name", "name_turned", "first_name", "last_name")
_MOSTLY = 0.5
_LONGEST_NAME = 6.0


def who_comes(columns: Sequence[ColumnPlan], cells: Sequence[Sequence[object]]) -> str:
    """Return the heading of the people who come, of a sheet that looks like a list of events; "" if it lists events.

    Args:
        columns: what each column would be in a list of events.
        cells: some cells of each column.
    """
    if all(c.target not in ("title", "starts_at") for c in columns):
        return ""
    events = _events_of_rows(columns, cells)
    ran = any(c.target == "attendance" or _runs_it(c, cells[c.index]) for c in columns)
    for column in columns:
        evidence = column_of(column.header, cells[column.index])
        if column.target in _IDENTITY or not _may_be_people(evidence):
            continue
        named = _WHO_COMES.search(column.header) is not None and not ran
        if named and evidence.facts.variety * 2 > evidence.facts.count or _differs(events, cells[column.index]):
            return column.header
    return ""


def named_like_people(columns: Sequence[ColumnPlan], cells: Sequence[Sequence[object]]) -> str:
    """Return the heading of the names of what a sheet lists where they are people's names; "" if they are not.

    Args:
        columns: what each column would be in a list of events or of partners.
        cells: some cells of each column.
    """
    for column in columns:
        if column.target not in _ITS_NAME or _OF_A_THING.search(column.header.replace("_", " ")):
            continue
        texts = [text for cell in cells[column.index] if (text := plain_text(cell))]
        if sum(map(_is_a_persons, texts)) > len(texts) * _MOSTLY:
            return column.header
    return ""


def _is_a_persons(text: str) -> bool:
    """Return whether a text is a whole name with a first name that people have, and no name of an event or a body."""
    kinds = kinds_of(text)
    if _NO_PERSONS.intersection(kinds) or not {"full_name", "name_turned"}.intersection(kinds):
        return False
    first = re.findall(r"[^\W\d_]+", without_accents(text.partition(",")[2] or text))
    return bool(first) and is_known_name(first[0])


def are_events(columns: Sequence[ColumnPlan], cells: Sequence[Sequence[object]]) -> bool:
    """Return whether a sheet whose names are those of speakers, leads … lists events: each once, with its day.

    Args:
        columns: what each column would be in a list of events.
        cells: some cells of each column.
    """
    dated = any(c.target == "starts_at" for c in columns)
    if not dated or not any(c.target != "starts_at" and _AN_EVENT.search(c.header) for c in columns):
        return False
    people = [c for c in columns if c.target not in _IDENTITY and _has_people(c, cells[c.index])]
    events = [event for event in _events_of_rows(columns, cells) if any(event)]
    if not people or not all(_is_of_event(c.header) for c in people):
        return False
    return len(events) > 1 and len(set(events)) == len(events)


def _has_people(column: ColumnPlan, cells: Sequence[object]) -> bool:
    evidence = column_of(column.header, cells)
    return evidence.is_contact or evidence.is_named or NAMES_OF & set(evidence.concepts) != set()


def _runs_it(column: ColumnPlan, cells: Sequence[object]) -> bool:
    """Return whether a column has the names of who leads, hosts or speaks at the event of its row."""
    return _is_of_event(column.header) and column_of(column.header, cells).is_named


def _is_of_event(heading: str) -> bool:
    return _OF_THE_EVENT.search(heading.replace("_", " ")) is not None


def _may_be_people(column: ColumnEvidence) -> bool:
    """Return whether the cells of a column are names, e-mails or phones, and not those of whom an event has itself."""
    if _is_of_event(column.heading.raw):
        return False
    named = column.facts.share(*_NAMES) >= _MOSTLY and column.facts.words < _LONGEST_NAME
    return column.is_contact or column.is_named or named and _WHO_COMES.search(column.heading.raw) is not None


def _events_of_rows(columns: Sequence[ColumnPlan], cells: Sequence[Sequence[object]]) -> list[tuple[str, ...]]:
    told = [cells[c.index] for c in columns if c.target in _IDENTITY]
    return [tuple(plain_text(cell).casefold() for cell in row) for row in zip(*told, strict=True)]


def _differs(events: Sequence[tuple[str, ...]], cells: Sequence[object]) -> bool:
    """Return whether somebody else stands in each row of an event that has several, for most such events."""
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for event, cell in zip(events, cells, strict=True):
        if any(event) and (text := plain_text(cell).casefold()):
            found[event].append(text)
    several = [texts for texts in found.values() if len(texts) > 1]
    return bool(several) and sum(len(set(t)) > 1 for t in several) > len(several) * _MOSTLY
