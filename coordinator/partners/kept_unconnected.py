"""People whom a partner adds and who refuse: they get no referral, and its words go to their notes."""

from sqlalchemy.engine import Connection

from coordinator.changes.change_set import Action, Change
from coordinator.importing.plan import FieldChange, ImportPlan, RowOutcome, What
from coordinator.partners.added_people import ADDED
from coordinator.records.catalog import CANDIDATE, PARTNER, REFERRAL
from coordinator.records.fields import as_values
from coordinator.records.kinds import Value, as_number
from coordinator.records.refusals import refuses_sharing
from coordinator.store import query

NOTES = "notes"


def connect_nobody_refusing(connection: Connection, result: ImportPlan) -> None:
    """Take the referral away of each added person who refuses contact or sharing, or asks for that in the sheet."""
    plan = result.plan
    made = {n: c for c in plan.changes if _is_added(c) and (n := as_number(c.fields[CANDIDATE.key][1])) is not None}
    known = query.read_by_id(connection, CANDIDATE, [n for n in made if n > 0])
    rows = {r.record_id: r for r in result.rows if r.record == CANDIDATE.key}
    for number, referral in made.items():
        person: dict[str, Value] = dict(as_values(known[number])) if number in known else {}
        for change in plan.changes:
            if (change.record, change.record_id) == (CANDIDATE.key, number):
                person |= {key: after for key, (_, after) in change.fields.items()}
        if why := refuses_sharing(person):
            plan.changes.remove(referral)
            _note(connection, result, rows[number], referral, person, why)


def _is_added(change: Change) -> bool:
    made = change.record == REFERRAL.key and change.action is Action.CREATE
    return made and change.fields.get("reason", (None, None))[1] == ADDED


def _note(
    connection: Connection,
    result: ImportPlan,
    row: RowOutcome,
    referral: Change,
    person: dict[str, Value],
    why: str,
) -> None:
    """Put what the partner says of a person into their notes, and tell that they are not connected."""
    said = [str(referral.fields[key][1]) for key in ("answer", "remark") if key in referral.fields]
    row.sentence = row.sentence.replace("will be connected with it", "not connected with it")
    row.sentence += f"; no referral: {CANDIDATE.title(person) or row.title} {why}"
    if not said:
        return
    partner = as_number(referral.fields[PARTNER.key][1]) or 0
    before, field = person.get(NOTES), CANDIDATE.by_key[NOTES]
    line = f"{query.titles(connection, PARTNER, [partner]).get(partner, '')}: {'; '.join(said)}"
    after = f"{before}\n{line}" if before else line
    if before and line in str(before).split("\n"):
        return
    result.plan.update(CANDIDATE.key, row.record_id or 0, {NOTES: (before, after)})
    row.sentence += f"; “{line}” goes to the notes"
    if row.what is not What.NEW:
        row.fields.append(
            FieldChange(NOTES, field.label, before, after, before, record=CANDIDATE.key, record_id=row.record_id or 0)
        )
