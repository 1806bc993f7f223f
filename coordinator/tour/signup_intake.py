"""Sign-up intake: turns slips from forms, desks and paper into sign-ups, like rows of an imported list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from sqlalchemy.engine import Connection

from coordinator.changes.plan import Plan
from coordinator.importing import sources
from coordinator.importing.cells import InRow, read_rows
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.people import PeopleIntake
from coordinator.importing.plan import ConflictRule, ImportOptions, RowOutcome
from coordinator.importing.rows_into_records import Folder
from coordinator.importing.sign_ups import SignUpReader
from coordinator.importing.stops import EventFinder
from coordinator.importing.targets import IGNORED, SOURCE_KEY
from coordinator.people.matching import Match, People
from coordinator.records.catalog import CANDIDATE, SIGNUP, SOURCE, RecordType
from coordinator.records.kinds import PLAIN_HINTS, Value
from coordinator.records.refusals import YES_OR_NO
from coordinator.store import query
from coordinator.store.campaign import head_of
from coordinator.tour.questions import CONSENTS, Box, FormQuestion
from coordinator.tour.slips import Origin, Slip

SUBMITTED = "signup.submitted_at"
CODE_HEADINGS = {
    "c": "Form code",
    "utm_source": "utm_source",
    "utm_medium": "utm_medium",
    "utm_campaign": "utm_campaign",
}
"""Source parameter of a link → the heading under which it is kept."""


@dataclass(frozen=True, slots=True)
class Planned:
    """The effect of slips.

    Attributes:
        plan: the change set.
        outcomes: what becomes of each accepted slip.
        forgotten: number of slips from people who asked to be forgotten.
    """

    plan: Plan
    outcomes: list[RowOutcome]
    forgotten: int


def plan_slips(connection: Connection, asked: Sequence[FormQuestion], slips: Iterable[Slip], title: str) -> Planned:
    """Plan the intake of slips; a slip already known by source and key only changes what it corrects.

    Args:
        connection: an open connection.
        asked: the questions asked.
        slips: the slips; keys are unique within an origin.
        title: title of the change set.
    """
    rt = query.typed(connection, CANDIDATE)
    plan = Plan("import", title, head_of(connection))
    people = Folder(rt, plan, rules=dict.fromkeys(CONSENTS, ConflictRule.OVERWRITE))
    signups = Folder(SIGNUP, plan)
    outcomes: list[RowOutcome] = []
    forgotten = 0
    boxes = [box for question in asked for box in question.boxes]
    for origin, part in groupby(sorted(slips, key=lambda s: (s.origin.name, s.origin.event or 0)), lambda s: s.origin):
        intake = _intake(connection, rt, people, signups, origin, boxes)
        mine = list(part)
        intake.places = {slip.key: slip.came_in for slip in mine}
        rows = _rows(rt, boxes, mine)
        found = intake.plan(rows)
        plan.told += [*_joins(origin, mine, found), *_yeses(origin, mine, found)]
        outcomes += found
        forgotten += intake.forgotten
    people.leave_out_as_before()
    people.finish()
    signups.finish()
    if all(change.record == SOURCE.key for change in plan.changes):
        plan.changes.clear()
    return Planned(plan, outcomes, forgotten)


def _joins(origin: Origin, slips: Sequence[Slip], outcomes: Iterable[RowOutcome]) -> Iterable[str]:
    """Yield a sentence for each slip that was taken for somebody of another name; the history keeps it."""
    for outcome in outcomes:
        if outcome.joined is not None:
            yield f"{slips[outcome.number - 1].came_in or origin.name}: {outcome.join_told}"


def _yeses(origin: Origin, slips: Sequence[Slip], outcomes: Iterable[RowOutcome]) -> Iterable[str]:
    """Yield a sentence for each slip that says yes of somebody who had said no; the history keeps it."""
    labels = {CANDIDATE.by_key[key].label for key in YES_OR_NO}
    for outcome in outcomes:
        for problem in outcome.problems:
            if problem.column in labels:
                where = slips[outcome.number - 1].came_in or origin.name
                yield f"{where}, “{problem.column}: {problem.value}”: {problem.message}"


def _intake(
    connection: Connection, rt: RecordType, people: Folder, signups: Folder, origin: Origin, boxes: Sequence[Box]
) -> "SlipIntake":
    options = ImportOptions(event=origin.event)
    source = _source(connection, people.plan, origin, boxes)

    def reread(cells: Mapping[str, Value]) -> InRow:
        answers = {box.key: str(cells[box.heading]) for box in boxes if box.heading in cells}
        (row,) = _rows(rt, boxes, [Slip(origin, "", answers)])
        return row

    said = SignUpReader(EventFinder(()), origin.event)
    return SlipIntake(connection, rt, people, signups, options, source, origin.name, "", said, reread)


def _source(connection: Connection, plan: Plan, origin: Origin, boxes: Sequence[Box]) -> int:
    """Return the number of a source, planning to create it if it does not exist."""
    known = sources.find(connection, origin.name, ())
    if known is not None:
        return known.record_id
    planned = (c.record_id for c in plan.changes if c.record == SOURCE.key and c.fields["name"][1] == origin.name)
    return next(planned, 0) or plan.create(
        SOURCE.key, {"name": origin.name, "source_kind": origin.kind, "mapping": mapping(boxes)}
    )


def mapping(boxes: Iterable[Box]) -> dict[str, Value]:
    """Return the settings stored with a source of slips: where its codes are, so that they can be credited."""
    columns = {**{box.heading: box.target for box in boxes}, **dict.fromkeys(CODE_HEADINGS.values(), IGNORED)}
    return sources.Memory(columns).stored(list(columns))


def _rows(rt: RecordType, boxes: Sequence[Box], slips: Sequence[Slip]) -> list[InRow]:
    """Read slips the way an import reads a list, with the boxes as columns."""
    headings = list(dict.fromkeys(h for slip in slips for h in slip.beside))
    columns = [ColumnPlan(i, b.heading, b.target, b.heading, 1.0, ()) for i, b in enumerate(boxes)]
    columns += [ColumnPlan(len(boxes) + i, h, IGNORED, h, 1.0, ()) for i, h in enumerate(headings)]
    cells = [
        [*(s.answers.get(b.key) or None for b in boxes), *(s.beside.get(h) or None for h in headings)] for s in slips
    ]
    answers = {f.label: f for f in rt.fields if f.is_answer}
    rows, _ = read_rows(rt, columns, range(1, len(slips) + 1), cells, PLAIN_HINTS, answers, {})
    for row, slip in zip(rows, slips, strict=True):
        row.values[SOURCE_KEY] = slip.key
        if slip.at:
            row.values[SUBMITTED] = slip.at
    return rows


@dataclass(slots=True)
class SlipIntake(PeopleIntake):
    """Plans slips, which are identified by their keys.

    Attributes:
        places: key of a slip at its source → where to find it.
    """

    places: Mapping[str, str] = field(default_factory=dict)

    def _came_in(self, row: InRow) -> str:
        """Return where to find a slip: sheet and line on paper, nothing for a form."""
        return self.places[str(row.values[SOURCE_KEY])]

    def _join(
        self,
        match: Match,
        person: dict[str, Value],
        row: InRow,
        derived: Sequence[str],
        outcome: RowOutcome,
        people: People,
    ) -> int:
        """A box left empty takes no yes of a known person back, but is a no where nothing is known; a tick counts."""
        here = self._know(match.record_id, people)
        said = {k: v for k, v in person.items() if k not in CONSENTS or v or here.get(k) is None}
        return PeopleIntake._join(self, match, said, row, derived, outcome, people)
