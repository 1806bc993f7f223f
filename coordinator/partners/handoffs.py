"""Hand-offs: everything proposed to a partner becomes one file for it; what it may know and no more."""

import datetime as dt
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.progress import SILENT, Progress
from coordinator.changes import apply as applying
from coordinator.changes import history
from coordinator.changes.change_set import now
from coordinator.changes.plan import Plan
from coordinator.partners import referral_statuses
from coordinator.partners.fit import shown_day
from coordinator.partners.handoff_columns import Column, columns_of, sheet_type
from coordinator.partners.referral_ledger import ReferralLedger, StatusMove
from coordinator.partners.status_words import StatusWords
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, HANDOFF, PARTNER, REFERRAL
from coordinator.records.kinds import Value
from coordinator.records.vocabularies import vocabulary
from coordinator.store import query
from coordinator.store.campaign import Campaign, head_of
from coordinator.store.tables import META

if TYPE_CHECKING:
    from coordinator.workbooks import About

Row = Mapping[str, Value]
KEEP_DAYS = 90
EDITABLE = ("answer", "remark")
"""What of a hand-off its receiver may fill in."""


@dataclass(frozen=True, slots=True)
class Passed:
    """One person of a hand-off."""

    referral: int
    person: Row


@dataclass(slots=True)
class Handover:
    """What a hand-off would be.

    Attributes:
        partner: the partner's record.
        columns: the details that go out.
        people: whose.
        left_out: (name, why) of those proposed who do not go out.
        delete_by: ISO date by when the partner has to delete the file.
        words: the partner's words for a status.
    """

    partner: Row
    columns: list[Column]
    people: list[Passed]
    left_out: list[tuple[str, str]]
    delete_by: str
    day: dt.date
    made_at: int
    words: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A hand-off that was written.

    Attributes:
        handoff: its number.
        seq: its step in the history.
        path: the file.
        code: the export's code, as it stands in every row.
    """

    handoff: int
    seq: int
    path: Path
    code: str
    handover: Handover


def plan_handover(
    connection: Connection,
    partner: int,
    *,
    again: bool = False,
    only: Sequence[int] | None = None,
    delete_by: str | None = None,
    day: dt.date | None = None,
) -> Handover:
    """Find out what a hand-off to a partner would hold; nothing is written.

    Args:
        connection: any.
        partner: its number.
        again: on purpose, people too who were sent to this partner before.
        only: only these referrals.
        delete_by: ISO date; None: after as many days as the partner may keep lists.
        day: None: today.

    Raises:
        UserError: the partner is not there, or its columns name no field.
    """
    row = query.record(connection, PARTNER, partner)
    if row is None or row.get("deleted_at"):
        raise UserError("This partner is not there any more.")
    today = day or dt.date.today()
    ids = query.ids_by_values(connection, REFERRAL, "partner", [partner]).get(partner, [])
    referrals = query.read_rows(connection, REFERRAL, ids)
    full = query.typed(connection, CANDIDATE)
    people = {r["id"]: r for r in query.read_rows(connection, full, {r["candidate"] for r in referrals})}
    handover = Handover(
        row,
        columns_of(connection, row.get("handoff_columns")),
        [],
        [],
        delete_by or _delete_by(row, today),
        today,
        head_of(connection),
        StatusWords(connection).of_partner.get(partner, []),
    )
    _gather(handover, referrals, people, again, only)
    return handover


def _delete_by(partner: Row, day: dt.date) -> str:
    days = partner.get("keep_days")
    return (day + dt.timedelta(days=KEEP_DAYS if days is None else int(days))).isoformat()


def _gather(
    handover: Handover, referrals: Sequence[Row], people: Mapping[int, Row], again: bool, only: Sequence[int] | None
) -> None:
    sent = {r["candidate"] for r in referrals if r.get("sent_on") and r.get("status") != referral_statuses.WITHDRAWN}
    met: set[int] = set()
    for referral in referrals:
        proposed = (referral.get("status") or referral_statuses.PROPOSED) == referral_statuses.PROPOSED
        repeated = again and referral_statuses.is_open(referral.get("status"))
        if not (proposed or repeated) or (only is not None and referral["id"] not in only):
            continue
        person = people[referral["candidate"]]
        why = _why_not(person, again, person["id"] in sent, person["id"] in met)
        met.add(person["id"])
        if why:
            handover.left_out.append((CANDIDATE.title(person), why))
        else:
            handover.people.append(Passed(referral["id"], person))


def _why_not(person: Row, again: bool, sent: bool, met: bool) -> str:
    """Say why somebody does not go out; empty: they do."""
    if person.get("deleted_at"):
        return "was deleted"
    if person.get("do_not_contact"):
        return "does not want to be contacted"
    if not person.get("consent_share"):
        return "no consent to share" if person.get("consent_share") is None else "says no to sharing"
    if met:
        return "is proposed twice"
    return "was sent to this partner before" if sent and not again else ""


def hand_over(
    campaign: Campaign, handover: Handover, out: Path | str, *, author: str, progress: Progress = SILENT
) -> HandedOver:
    """Write a hand-off to a workbook or csv, and its referrals as sent: one step.

    Raises:
        UserError: nobody goes out, the file cannot be written, or the campaign cannot.
        Cancelled: the person cancelled; no file is left and nothing was written.
    """
    path = Path(out)
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise UserError(f"{path.name}: write to a name that ends with .xlsx or .csv.")
    if not handover.people:
        raise UserError(_nobody(handover))
    code = secrets.token_hex(3).upper()
    with campaign.reading() as connection:
        plan, number = _plan(connection, handover, path, code)
        _write(connection, handover, path, code, progress)
    try:
        applied = applying.apply(campaign, plan, author=author, progress=progress)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    assert applied.seq is not None
    return HandedOver(applied.new_ids[HANDOFF.key, number], applied.seq, path, code, handover)


def _nobody(handover: Handover) -> str:
    name = handover.partner["name"]
    if not handover.left_out:
        return f"Nobody is proposed to {name}. Connect people first: coordinator connect --filter …"
    reasons = ", ".join(dict.fromkeys(why for _, why in handover.left_out))
    return f"Nobody can be handed over to {name}: of {len(handover.left_out)} proposed, all are left out ({reasons})."


def _plan(connection: Connection, handover: Handover, path: Path, code: str) -> tuple[Plan, int]:
    """Plan the step: the hand-off, the export's line in the ledger, and every referral as sent."""
    day, partner = handover.day.isoformat(), handover.partner
    title = f"Handed {len(handover.people)} people to {partner['name']}"
    plan = Plan("handoff", title, handover.made_at, source=path.name)
    keys = [c.field.key for c in handover.columns]
    there = history.change_set(connection, handover.made_at)
    plan.create(
        "export",
        {
            "code": code,
            "file": path.name,
            "seq": handover.made_at,
            "token": there.token if there else None,
            "sheets": {
                REFERRAL.key: {
                    "columns": [*keys, *EDITABLE],
                    "filter": None,
                    "rows": len(handover.people),
                    "editable": list(EDITABLE),
                }
            },
            "holder": partner["name"],
        },
    )
    number = plan.create(
        HANDOFF.key,
        {
            "partner": partner["id"],
            "file": path.name,
            "code": code,
            "status": "written",
            "made_on": day,
            "people": len(handover.people),
            "columns": keys,
            "delete_by": handover.delete_by,
            "recipient": partner.get("contact_email"),
        },
    )
    book = ReferralLedger(connection, [p.referral for p in handover.people], handover.day)
    for passed in handover.people:
        more = {"handoff": number, "consent": consent_words(passed.person)}
        if book.allowed(passed.referral, referral_statuses.SENT):
            book.move(plan, StatusMove(passed.referral, referral_statuses.SENT, more))
        else:
            before = book.rows[passed.referral]
            plan.update(REFERRAL.key, passed.referral, {k: (before.get(k), v) for k, v in more.items()})
    return plan, number


def consent_words(person: Row) -> str:
    """Return under which words somebody agreed to be passed on."""
    on = f", given {shown_day(str(person['consent_date']))}" if person.get("consent_date") else ""
    return str(person.get("consent_wording") or "May be shared with partners: yes") + on


def _write(connection: Connection, handover: Handover, path: Path, code: str, progress: Progress) -> None:
    from coordinator.workbooks import SheetOut, Stamp, write_book, write_csv

    answers = [t.label for t in vocabulary("referral_status").terms if t.code in referral_statuses.ANSWERS]
    shown = sheet_type(handover.columns, handover.words or answers)
    ids = (row_id.make(REFERRAL.letter, p.referral) for p in handover.people)
    rows = _rows(connection, handover)
    sheet = SheetOut(shown, shown.fields, rows, ids, len(handover.people), editable=frozenset(EDITABLE))
    there = history.change_set(connection, handover.made_at)
    stamp = Stamp(
        campaign=connection.scalar(select(META.c.value).where(META.c.key == "campaign")) or "",
        seq=handover.made_at,
        token=there.token if there else "",
        export=code,
        kinds=(REFERRAL.key,),
        columns={REFERRAL.key: [f.key for f in shown.fields]},
        editable={REFERRAL.key: EDITABLE},
    )
    if path.suffix.lower() == ".csv":
        write_csv(path, sheet, stamp, progress=progress)
    else:
        write_book(path, [sheet], stamp, _about(handover), progress=progress)


def _rows(connection: Connection, handover: Handover) -> Iterator[tuple[Value, ...]]:
    """Yield the agreed details of each person; the answer is for the partner, who gets it back as it stands."""
    before = {
        r["id"]: r for r in query.read_rows(connection, REFERRAL, [p.referral for p in handover.people], EDITABLE)
    }
    for passed in handover.people:
        details = (
            c.field.derive(passed.person) if c.field.derive else passed.person.get(c.field.key)
            for c in handover.columns
        )
        yield (*details, *(before[passed.referral].get(k) for k in EDITABLE))


def _about(handover: Handover) -> "About":
    from coordinator.workbooks import About

    first = (
        f"For {handover.partner['name']}: {len(handover.people)} people who agreed to be passed on to you.",
        "Fill in “Status at the partner” and “Remark of the partner” for each of them, in your own words if you like, "
        "and send the file back. Add people who came to you otherwise below.",
        f"Delete this file by {shown_day(handover.delete_by)}. It is for you alone: pass it on to nobody.",
    )
    return About(holder=str(handover.partner["name"]), first=first)


def find_handoff(connection: Connection, number: int) -> dict[str, Value]:
    """Return a hand-off.

    Raises:
        UserError: it is not there, or was undone.
    """
    row = query.record(connection, HANDOFF, number)
    if row is None or row.get("deleted_at"):
        raise UserError("This hand-off is not there, or was undone.")
    return row


def plan_sent(connection: Connection, number: int, *, recipient: str | None = None, by_mail: bool = False) -> Plan:
    """Plan to note that a hand-off has gone out; from then on it can be called back, not undone.

    Args:
        connection: any.
        number: the hand-off.
        recipient: to whom; None: as it is noted.
        by_mail: we sent it ourselves: then this step cannot be undone either.

    Raises:
        UserError: it is not there, or was sent before.
    """
    row = find_handoff(connection, number)
    if row.get("status") not in (None, "written"):
        raise UserError(f"{row['file']} has gone out already ({HANDOFF.by_key['status'].kind.show(row['status'])}).")
    name = query.titles(connection, PARTNER, [row["partner"]]).get(row["partner"], "")
    plan = Plan("send" if by_mail else "edit", f"Sent {row['file']} to {name}", head_of(connection))
    after = {"status": "sent", "sent_at": now(), "recipient": recipient or row.get("recipient")}
    plan.update(HANDOFF.key, number, {k: (row.get(k), v) for k, v in after.items() if row.get(k) != v})
    return plan
