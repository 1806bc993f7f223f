"""Columns about the sign-up itself, told by their cells: at which stop it was, and whether the person came."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from coordinator.base.folding import fold_word, without_accents
from coordinator.importing.attendance import NEITHER, came, cancelled, read_attended
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.sign_ups import EVENT_WORD, says_who_comes
from coordinator.importing.stops import EventFinder
from coordinator.importing.targets import (
    ANSWER,
    ATTENDED,
    CANCELLED,
    COMING,
    IGNORED,
    NO_SHOW,
    SIGNUP_PREFIX,
    WHY_CANCELLED,
)
from coordinator.importing.who_comes import asks_who_came, asks_who_comes
from coordinator.records.fields import ANSWER_PREFIX
from coordinator.records.kinds import PLAIN_HINTS, plain_text
from coordinator.records.kinds.yes_no import read_yes_no
from coordinator.records.vocabularies import vocabulary
from coordinator.store.credited import CODE_HEADINGS

WHY = "its cells are stops of this tour"
ENOUGH, SOME = 0.5, 0.25
"""Shares of cells that are stops: under any heading, and under one that is about stops."""
_OF_STOPS = re.compile(
    r"(?i)\b(stop|event|tour|rally|meeting|venue|location|where did (we|you)|signed up)\b|evento|gira"
)


_ATTENDED = frozenset(
    "attended didattend checkedin checkin checkinstatus checkedinstatus showedup showup showed attendedevent "
    "turnedup wasthere werethere estuvo estuvopresente sepresento acudio attendedtheevent didtheyattend "
    "inattendance wasinattendance joinedlive madeit "
    "didtheycome didtheyshow didtheyshowup came present attendance attendancestatus "
    "attendstatus asistio asistencia llego llegada vino presente".split()
)


_MAY_BE_TO_COME = frozenset("attendance attendancestatus attendstatus asistencia".split())
"""Of these, headings below which a yes may also say that somebody will come."""
_ARRIVED = frozenset(
    "checkintime checkindate checkindatetime checkedinat checkedinon checkedintime timecheckedin datecheckedin "
    "arrivedat arrivaltime timein scannedat scantime horadellegada horadeentrada".split()
)
"""Headings of the time at which somebody came."""
_CANCELLED = re.compile(
    r"(?:rsvp |registration |booking |order |ticket |sign ?up |reservation )?(?:was |is |date |time |datetime |day )?"
    r"cancel(?:l?ed|l?ation)(?: rsvp| registration| order)?(?: (?:at|on|date|time|datetime|timestamp|day|by \w+))*"
    r"|(?:fecha|hora|dia) de (?:la )?cancelacion|cancelad[oa](?: el| en)?|cancelo(?: el)?|canceled|cancel"
    r"|(?:has |have )?(?:withdrawn|withdrew|(?:dropped|backed|pulled|bowed) out)(?: at| on| date)?|se retiro|"
    r"(?:date|time) withdrawn|declined (?:at|on)|refunded (?:at|on)|refund date"
)
"""Headings, without accents and signs, of whether or when somebody cancelled."""


_NO_SHOW = re.compile(
    r"no ?shows?|(?:was |is )?absent|did not (?:come|attend|show)|didn t (?:come|attend|show)|no asistio|falto"
)
_WHY_CANCELLED = re.compile(
    r"(?:(?:rsvp|registration|booking|order|ticket|sign ?up|reservation) )?"
    r"(?:cancel(?:l?ed|l?ation|l?ing)?|withdrawal|dropout|no longer coming) "
    r"(?:reason|note|notes|comment|comments|explanation)"
    r"|(?:reasons?|why) (?:for |of |they |you |i |did you |did they |are you )*(?:the )?"
    r"(?:cancel(?:l?ed|l?ation|l?ing)?|withdrawing|withdrawal|withdrew|not coming|not attending|"
    r"(?:dropping|dropped|backing|backed) out)"
    r"|(?:motivo|razon|causa) (?:de |del |por )?(?:la |su )?(?:cancelacion|cancelar|que cancelo|baja del evento)"
    r"|por que (?:cancelo|no viene|no asistira)"
)
"""Headings of why somebody cancelled."""
_OWN_COLUMNS = {
    WHY_CANCELLED: ("Why cancelled", _WHY_CANCELLED),
    CANCELLED: ("Cancelled", _CANCELLED),
    NO_SHOW: ("Did not come", _NO_SHOW),
}
"""What has columns of its own beside sign-ups: target → its label, and its headings."""


def with_cancelled(
    columns: Sequence[ColumnPlan], cells: Sequence[Sequence[object]], decided: Collection[str]
) -> list[ColumnPlan]:
    """Return the columns of a list of sign-ups, with those that say whether people cancelled or stayed away.

    Args:
        columns: what each column becomes so far.
        cells: some cells of each column.
        decided: headings that a person decided about; they stay as they are.
    """
    result = list(columns)
    if {EVENT_WORD, ATTENDED, _STATUS}.isdisjoint(c.target for c in columns):
        return result
    free = dict(_OWN_COLUMNS)
    for column in columns:
        heading = re.sub(r"[^a-z]+", " ", without_accents(column.header)).strip()
        target = next((t for t, (_, named) in free.items() if named.fullmatch(heading)), None)
        if target is None or column.header in decided or column.target in _OWN_COLUMNS:
            continue
        texts = [text for cell in cells[column.index] if (text := plain_text(cell))]
        if not texts or target == WHY_CANCELLED or _share(texts, _says_cancelled) >= ENOUGH:
            label, _ = free.pop(target)
            why = "its name and its cells"
            result[column.index] = replace(column, target=target, label=label, certainty=0.95, why=why, asks="")
    return result


def _says_cancelled(text: str) -> bool:
    return cancelled(text) is not None


def with_attendance(
    columns: Sequence[ColumnPlan], cells: Sequence[Sequence[object]], decided: Collection[str]
) -> list[ColumnPlan]:
    """Return the columns, with one of yes and no under a heading such as “Attended” as whether the person came.

    Args:
        columns: what each column becomes so far.
        cells: some cells of each column.
        decided: headings that a person decided about; they stay as they are.
    """
    result = list(columns)
    at_stops = any(c.target == EVENT_WORD for c in columns)
    for column in columns if not any(c.target == ATTENDED for c in columns) else ():
        word = fold_word(column.header)
        timed = word in _ARRIVED and column.header not in decided
        named = word in _ATTENDED or at_stops and asks_who_came(column.header)
        past = column.target == _STATUS and word not in _MAY_BE_TO_COME and column.header not in decided
        if not timed and (not (_is_open(column, decided) or past) or not named):
            continue
        if _share(cells[column.index], _says_who_came) >= ENOUGH:
            result[column.index] = replace(
                column, target=ATTENDED, label="Attended", certainty=0.95, why="its name and its cells", asks=""
            )
            break
    return result


def _says_who_came(text: str) -> bool:
    found = read_attended(ATTENDED, text, PLAIN_HINTS)
    return bool(found.values)


_REPLIES = frozenset(
    "response reply answer rsvpresponse respuesta status rsvpstatus signupstatus "
    "registrationstatus attendeestatus guestreply estado".split()
)
_STATUS = SIGNUP_PREFIX + "status"


def with_reply(
    columns: Sequence[ColumnPlan],
    cells: Sequence[Sequence[object]],
    decided: Collection[str],
    *,
    at_a_stop: bool = False,
) -> list[ColumnPlan]:
    """Return the columns of a list with stops, with those that say who is coming as the sign-up's status.

    What an earlier list with this header was taken as does not count: in its first week everybody may still come.

    Args:
        columns: what each column becomes so far.
        cells: some cells of each column.
        decided: headings that a person decided about; they stay as they are.
        at_a_stop: whether somebody said at which stop all rows are.
    """
    result = list(columns)
    if not at_a_stop and all(c.target != EVENT_WORD for c in columns):
        return result
    status = next((c for c in columns if c.target == _STATUS), None)
    for column in columns:
        if column.header in decided or column.target == _STATUS:
            continue
        texts = cells[column.index]
        asked = asks_who_comes(column.header)
        named = status is None and fold_word(column.header) in _REPLIES
        no_stages = column.target == "stage" and _share(texts, vocabulary("stages").find) < SOME
        if (
            (asked or named)
            and _is_open(column, decided)
            and _share(texts, _is_reply) >= (SOME if asked else ENOUGH)
            or named
            and no_stages
            and _share(texts, says_who_comes) >= SOME
        ):
            target, label = (_STATUS, "Status") if status is None else (COMING, "Coming")
            why = "it says who is coming"
            result[column.index] = replace(column, target=target, label=label, certainty=0.9, why=why, asks="")
            if status is not None:
                break
            status = result[column.index]
    return result


def _is_reply(text: str) -> bool:
    return came(text) is not None or read_yes_no(text).meaning not in NEITHER


def with_stop_column(
    columns: Sequence[ColumnPlan], cells: Sequence[Sequence[object]], events: EventFinder, decided: Collection[str]
) -> list[ColumnPlan]:
    """Return the columns, with the one that holds stops as the stop if nothing else is taken for it.

    Titles and pages tell themselves. Towns of stops are also towns where people live, so a column of towns is the
    stop only if its heading is about stops too.

    Args:
        columns: what each column becomes so far.
        cells: some cells of each column.
        events: knows the stops.
        decided: headings that a person decided about; they stay as they are.
    """
    result = list(columns)
    if not events.names:
        return result
    now = next((c for c in columns if c.target == EVENT_WORD), None)
    if now is not None and (now.header in decided or _share(cells[now.index], events.fitting) >= ENOUGH):
        return result
    fitting = [
        (share, -c.index) for c in columns if _is_open(c, decided) and (share := _stops(c, cells[c.index], events))
    ]
    if not fitting:
        return result
    best = -max(fitting)[1]
    if now is not None:
        result[now.index] = replace(now, target=ANSWER, label="Keep as an answer", why="another column says the stop")
    result[best] = replace(columns[best], target=EVENT_WORD, label="Tour event", certainty=0.95, why=WHY, asks="")
    return result


def _is_open(column: ColumnPlan, decided: Collection[str]) -> bool:
    """Return whether a column may become the stop: codes of links are credited by themselves."""
    free = column.target in (ANSWER, IGNORED) or column.target.startswith(ANSWER_PREFIX)
    return free and column.header not in decided and fold_word(column.header) not in CODE_HEADINGS


def _stops(column: ColumnPlan, cells: Sequence[object], events: EventFinder) -> float:
    """Return the share of cells that are stops; 0 if they are not enough."""
    named = _share(cells, events.is_named)
    if named >= ENOUGH:
        return named
    share = _share(cells, events.fitting)
    return share if share >= SOME and _OF_STOPS.search(column.header) else 0.0


def _share(cells: Sequence[object], fits: Callable[[str], object]) -> float:
    texts = [text for cell in cells if (text := plain_text(cell))]
    return sum(1 for text in texts if fits(text)) / len(texts) if texts else 0.0
