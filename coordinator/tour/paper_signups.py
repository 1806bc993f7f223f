"""Turns typed-in paper sheets into sign-ups."""

from collections.abc import Iterable

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.records import times
from coordinator.records.catalog import CANDIDATE, EVENT
from coordinator.records.kinds import plain_text
from coordinator.store import query
from coordinator.tour.paper import Line, PaperStop, source_name, split_reach, stop_of
from coordinator.tour.questions import CONSENTS, DEFAULT, REACH, questions
from coordinator.tour.signup_intake import Planned, plan_slips
from coordinator.tour.slips import Origin, Slip


def plan_sheet(connection: Connection, event: int, sheet: int, lines: Iterable[Line]) -> Planned:
    """Plan a sheet's sign-ups; typing it again updates what differs.

    Args:
        connection: an open connection.
        event: the stop where it was filled in.
        sheet: its number.
        lines: its lines; empty ones are skipped.

    Raises:
        UserError: the stop does not exist, or the sheet is empty.
    """
    stop = stop_of(connection, event)
    row = query.record(connection, EVENT, event)
    begins = times.span(row) if row else None
    at = f"{begins[0]:%Y-%m-%dT%H:%M:%SZ}" if begins else None
    slips = [_slip(stop, sheet, line, at) for line in lines if not line.is_empty]
    if not slips:
        raise UserError(f"Nothing is typed in for sheet {sheet}. Type at least one line.")
    asked = questions(query.typed(connection, CANDIDATE), DEFAULT)
    many = f"{len(slips)} lines" if len(slips) > 1 else "1 line"
    return plan_slips(connection, asked, slips, f"Typed in sheet {sheet} of {stop.title}: {many}")


def _slip(stop: PaperStop, sheet: int, line: Line, at: str | None) -> Slip:
    boxes = {key: plain_text(text) for key, text in line.boxes.items()}
    ticks = {key: "yes" if boxes.get(key) else "no" for key in CONSENTS}
    written = {key: text for key, text in boxes.items() if key not in (REACH, *CONSENTS) and text}
    place = f"sheet {sheet}, line {line.number}"
    answers = {**written, **split_reach(boxes.get(REACH, "")), **ticks}
    origin, beside = Origin(source_name(stop), "sheet", stop.number), {"Sheet": str(sheet), "Line": str(line.number)}
    return Slip(origin, place, answers, at, beside, f"{stop.title}, {place}")
