"""People a partner added to its sheet whom we did not hand over."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from coordinator.importing.acts import ActKind
from coordinator.importing.cells import read_rows
from coordinator.importing.columns import ColumnPlan, map_columns
from coordinator.importing.joins import joined_as
from coordinator.importing.plan import ImportPlan, RowOutcome, SheetPlan, What
from coordinator.importing.steps import ImportStep
from coordinator.importing.targets import IGNORED
from coordinator.partners import referral_statuses
from coordinator.partners.details_told import tell, tell_details
from coordinator.partners.handoff_columns import columns_of, heading_of
from coordinator.partners.status_words import StatusWords
from coordinator.people.forgotten import ADDRESS_LEFT_OUT, MAY_BE, Suppressed
from coordinator.people.matching import Match, People
from coordinator.people.merging import APART
from coordinator.records.catalog import CANDIDATE, PARTNER, REFERRAL, VERDICT
from coordinator.records.fields import Field
from coordinator.records.kinds import PLAIN_HINTS, Value, plain_text
from coordinator.records.refusals import MARKS, PERMISSIONS
from coordinator.round_trip.newcomers import is_total
from coordinator.store import query

IDENTITY = (
    "given_name",
    "family_name",
    "preferred_name",
    "suffix",
    "email",
    "other_emails",
    "phone",
    "other_phones",
    "birth_date",
)
ABOUT_REFUSING = frozenset({*MARKS, *PERMISSIONS})
Values = Mapping[str, Value]


ADDED = "Added by the partner"
"""The reason of the referral of somebody whom a partner added."""


def reject(result: ImportPlan, outcome: RowOutcome, told: str) -> None:
    """Skip a row and say why."""
    tell(result, outcome, "", outcome.title, told)
    outcome.what, outcome.sentence = What.REJECTED, told


def taken_for(
    connection: Connection, result: ImportPlan, outcome: RowOutcome, values: Values, match: Match | None
) -> int | None:
    """Return whom a partner's row is taken for, and tell if they have another name here; None: somebody new.

    A row that someone parted is somebody new.
    """
    if match is None:
        return None
    here = query.read_by_id(connection, CANDIDATE, [match.record_id])[match.record_id]
    joined = joined_as(match, {k: v for k, v in values.items() if v is not None and k in IDENTITY}, here, here)
    if joined is not None and result.options.is_parted((outcome.sheet, outcome.number)):
        return None
    outcome.joined = joined
    return match.record_id


def add_person(
    connection: Connection,
    result: ImportPlan,
    outcome: RowOutcome,
    values: Values,
    known: int | None,
    partner: int,
    answer: str,
    remark: str,
    apart: int | None = None,
) -> None:
    """A person we did not hand over: either new, or known to us but not through this hand-off.

    Args:
        connection: a connection to the campaign.
        result: the import's plan.
        outcome: the row.
        values: what the row says.
        known: number of the person if known.
        partner: number of the partner.
        answer, remark: what the partner says.
        apart: number of somebody whom the row would be taken for, if someone said that it is not them.
    """
    person = {k: v for k, v in values.items() if v is not None}
    if not any(person.get(k) for k in ("email", "phone", "family_name")):
        reject(result, outcome, "There is no name, no e-mail and no phone. Fill one in, or leave the row out.")
        return
    suppressed = Suppressed.of(connection)
    values, anothers = suppressed.without_others_addresses(person)
    person = {k: v for k, v in values.items() if v is not None}
    if known is None and person in suppressed:
        outcome.title = ""
        reject(result, outcome, "Asked to be forgotten; left out.")
        return
    number = known if known is not None else result.plan.create(CANDIDATE.key, {"stage": "interested", **person})
    if apart is not None:
        result.plan.create(VERDICT.key, {"first": apart, "second": number, "verdict": APART})
    meaning = StatusWords(connection).meaning(partner, answer) if answer else None
    status = meaning if meaning in referral_statuses.following(referral_statuses.SENT) else "received"
    if meaning not in (None, status):
        now = referral_statuses.status_term(status).label
        tell(result, outcome, "", answer, f"“{answer}” is noted as its answer, and the status is {now}.")
    result.plan.create(
        REFERRAL.key,
        {
            "candidate": number,
            "partner": partner,
            "status": status,
            "answer": answer or None,
            "remark": remark or None,
            "reason": ADDED,
        },
    )
    outcome.what, outcome.record, outcome.record_id = What.NEW, CANDIDATE.key, number
    outcome.created = person
    outcome.sentence = f"{ADDED}: " + (
        "known here, will be connected with it" if known is not None else "will be a new candidate"
    )
    if known is None and suppressed.may_be(person):
        outcome.sentence += f". {MAY_BE}"
    if anothers:
        outcome.sentence += f". {ADDRESS_LEFT_OUT}"


class AddedPeople(ImportStep):
    """Imports the people a partner added to our own workbook."""

    def planned(self, connection: Connection, result: ImportPlan) -> None:
        """Treat rows without an ID as people."""
        if result.plan.kind == "return":
            _take_added(connection, result)


def _take_added(connection: Connection, result: ImportPlan) -> None:
    for sheet in (s for s in result.sheets if s.record == REFERRAL.key):
        lost = {row for act in sheet.acts if act.kind is ActKind.IDS_GONE for row in act.rows}
        rows = [
            r
            for r in result.rows
            if r.sheet == sheet.name
            and r.what is What.REJECTED
            and not r.cells.get("ID")
            and r.number not in lost
            and (r.sheet, r.number) not in result.options.skipped
            and not is_total(r.cells.values())
        ]
        partner = _partner_of(connection, result, sheet.name)
        if rows and partner is not None:
            _take_rows(connection, result, sheet, rows, partner)


def _partner_of(connection: Connection, result: ImportPlan, sheet: str) -> int | None:
    ids = [r.record_id for r in result.rows if r.sheet == sheet and r.record_id and r.record_id > 0]
    found = {r["partner"] for r in query.read_rows(connection, REFERRAL, ids, ("partner",))}
    return found.pop() if len(found) == 1 else None


def _take_rows(
    connection: Connection, result: ImportPlan, sheet: SheetPlan, rows: Sequence[RowOutcome], partner: int
) -> None:
    full = query.typed(connection, CANDIDATE)
    header = [c.header for c in sheet.columns]
    table = [[r.cells.get(h) for h in header] for r in rows]
    guesses = map_columns(full, header, [list(c) for c in zip(*table, strict=True)])
    sent = _sent(connection, partner)
    theirs = {h for act in sheet.acts if act.kind is ActKind.NEW_COLUMN for h in act.columns}
    of_person = (_of_person(c, guess, sent, theirs) for c, guess in zip(sheet.columns, guesses, strict=True))
    columns = [c for c in of_person if c is not None]
    read, _ = read_rows(full, columns, [r.number for r in rows], table, PLAIN_HINTS, {}, {})
    people = People.like(connection, [r.values for r in read])
    labels = {k: REFERRAL.by_key[k].label for k in ("answer", "remark")}
    for outcome, row in zip(rows, read, strict=True):
        match = people.find(row.values)
        for problem in outcome.problems:
            if problem in result.problems:
                result.problems.remove(problem)
        outcome.problems.clear()
        outcome.title = CANDIDATE.title(row.values)
        said = {k: plain_text(outcome.cells.get(label) or "") for k, label in labels.items()}
        known = taken_for(connection, result, outcome, row.values, match)
        tell_details(connection, result, outcome, columns, row, known)
        if known is not None and partner in referral_statuses.existing(connection, [known]).get(known, {}):
            reject(result, outcome, "This person is with the partner already, in a row with an ID.")
            continue
        apart = match.record_id if match is not None and known is None else None
        add_person(connection, result, outcome, row.values, known, partner, said["answer"], said["remark"], apart)


def _sent(connection: Connection, partner: int) -> dict[str, Field]:
    """Return the details that a partner gets, by their headings."""
    row = query.record(connection, PARTNER, partner)
    columns = columns_of(connection, row and row["handoff_columns"])
    return {heading_of(column): column.field for column in columns}


def _of_person(
    column: ColumnPlan, guess: ColumnPlan, sent: Mapping[str, Field], theirs: Collection[str]
) -> ColumnPlan | None:
    """Return a column as one of the person's; None if it is none, or says what they allow and refuse.

    Args:
        column: the column of the returned sheet.
        guess: what it would be in any list.
        sent: heading → the detail that went out under it.
        theirs: headings of columns that the partner added.
    """
    if column.target != IGNORED:
        return None
    field = sent.get(column.header) or CANDIDATE.by_key.get(guess.target)
    own = column.header in theirs
    if field is None or not field.stored or (own and field.key not in IDENTITY) or field.key in ABOUT_REFUSING:
        return guess if guess.target == "+full_name" else None
    return replace(guess, target=field.key)
