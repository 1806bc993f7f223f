"""Sign-ups: the form's questions and texts, its slips, and paper sheets typed in."""

from collections.abc import Iterable, Sequence

from sqlalchemy.engine import Connection

from coordinator.changes.plan import Plan
from coordinator.operations.carrying_out import Operation
from coordinator.tour.form_setup import plan_public, plan_questions
from coordinator.tour.paper import Line
from coordinator.tour.paper_signups import plan_sheet
from coordinator.tour.questions import FormQuestion
from coordinator.tour.signup_intake import plan_slips
from coordinator.tour.slips import Slip


def _plan_sheet(connection: Connection, event: int, sheet: int, lines: Iterable[Line]) -> Plan:
    return plan_sheet(connection, event, sheet, lines).plan


def _plan_slips(connection: Connection, asked: Sequence[FormQuestion], slips: Iterable[Slip], title: str) -> Plan:
    return plan_slips(connection, asked, slips, title).plan


choose_questions = Operation(plan_questions)
"""Set the form's questions."""
choose_facts = Operation(plan_public)
"""Set what the form says about the campaign."""
type_in_sheet = Operation(_plan_sheet)
"""Enter a paper sheet's lines as sign-ups; see `tour.paper_signups.plan_sheet`."""
take_slips = Operation(_plan_slips)
"""Enter filled-in forms as sign-ups; see `tour.signup_intake.plan_slips`."""
