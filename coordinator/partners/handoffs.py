"""Hand-offs: what is proposed to a partner becomes one file, with only the details it may have."""

import datetime as dt
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.naming_some import so_many_people
from coordinator.base.paths import name_of
from coordinator.base.progress import SILENT, Progress
from coordinator.changes import apply as applying
from coordinator.changes import history
from coordinator.changes.change_set import differing, now
from coordinator.changes.plan import Plan
from coordinator.partners import referral_statuses
from coordinator.partners.fit import shown_day
from coordinator.partners.handoff_columns import (
    PREFIX,
    Column,
    columns_of,
    refused_columns,
    sent_detail,
    sheet_type,
    suffix_columns,
)
from coordinator.partners.referral_ledger import ReferralLedger, StatusMove
from coordinator.partners.status_words import StatusWords
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, HANDOFF, PARTNER, REFERRAL
from coordinator.records.kinds import Value
from coordinator.records.refusals import refuses_sharing, told_of_refusing
from coordinator.records.rows import CandidateRow, HandoffRow, PartnerRow, ReferralRow
from coordinator.records.vocabularies import vocabulary
from coordinator.store import query
from coordinator.store.campaign import Campaign, head_of
from coordinator.store.tables import META

if TYPE_CHECKING:
    from coordinator.workbooks import About

KEEP_DAYS = 90
EDITABLE = ("answer", "remark")
"""The hand-off fields its recipient may fill in."""


@dataclass(frozen=True, slots=True)
class Passed:
    """One person in a hand-off."""

    referral: int
    person: CandidateRow


@dataclass(slots=True)
class Handover:
    """The content of a planned hand-off.

    Attributes:
        partner: the partner's record.
        columns: the details sent.
        people: the people included.
        left_out: (name, why) of the proposed people who are left out.
        delete_by: ISO date by which the partner has to delete the file.
        words: the partner's words for a status.
    """

    partner: PartnerRow
    columns: list[Column]
    people: list[Passed]
    left_out: list[tuple[str, str]]
    delete_by: str
    day: dt.date
    made_at: int
    words: list[str] = field(default_factory=list)

    @property
    def refusing(self) -> Mapping[str, Sequence[str]]:
        """What people say no to who are included, as `Do not call: Yes`, each with their names; the file tells it."""
        return told_of_refusing(p.person for p in self.people)


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A written hand-off.

    Attributes:
        handoff: its number.
        seq: its step in the history.
        path: the file.
        code: the export code, which is in every row.
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
    """Plan the content of a hand-off to a partner; nothing is written.

    Args:
        connection: an open connection.
        partner: its number.
        again: include people who were sent to this partner before.
        only: only these referrals.
        delete_by: ISO date; None: after the number of days the partner may keep lists.
        day: None: today.

    Raises:
        UserError: the partner does not exist, or one of its columns is not a field.
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
    for more in (suffix_columns, refused_columns):
        handover.columns += more([p.person for p in handover.people], handover.columns)
    return handover


def _delete_by(partner: PartnerRow, day: dt.date) -> str:
    days = partner.get("keep_days")
    return (day + dt.timedelta(days=KEEP_DAYS if days is None else days)).isoformat()


def _gather(
    handover: Handover,
    referrals: Sequence[ReferralRow],
    people: Mapping[int, CandidateRow],
    again: bool,
    only: Sequence[int] | None,
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


def _why_not(person: CandidateRow, again: bool, sent: bool, met: bool) -> str:
    """Return why a person is left out; empty: they are not."""
    if person.get("deleted_at"):
        return "was deleted"
    if refused := refuses_sharing(person):
        return refused
    if not person.get("consent_share"):
        return "no consent to share"
    if met:
        return "is proposed twice"
    return "was sent to this partner before" if sent and not again else ""


def hand_over(
    campaign: Campaign, handover: Handover, out: Path | str, *, author: str, progress: Progress = SILENT
) -> HandedOver:
    """Write a hand-off to a workbook or CSV file and mark its referrals as sent, in one step.

    Raises:
        UserError: nobody is included, or the file or campaign cannot be written.
        Cancelled: the person canceled; no file is left and nothing was written.
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
    """Plan the step: the hand-off, its entry in the export ledger, and every referral as sent."""
    day, partner = handover.day.isoformat(), handover.partner
    title = f"Handed {so_many_people(len(handover.people))} to {partner['name']}"
    plan = Plan("handoff", title, handover.made_at, source=name_of(path))
    keys = [c.field.key for c in handover.columns]
    there = history.change_set(connection, handover.made_at)
    plan.create(
        "export",
        {
            "code": code,
            "file": name_of(path),
            "seq": handover.made_at,
            "token": there.token if there else None,
            "sheets": {
                REFERRAL.key: {
                    "columns": [*(PREFIX + key for key in keys), *EDITABLE],
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
            "file": name_of(path),
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
        more: dict[str, Value] = {"handoff": number, "consent": consent_words(passed.person)}
        if book.allowed(passed.referral, referral_statuses.SENT):
            book.move(plan, StatusMove(passed.referral, referral_statuses.SENT, more))
        else:
            plan.update(REFERRAL.key, passed.referral, differing(book.rows[passed.referral], more))
    return plan, number


def consent_words(person: CandidateRow) -> str:
    """Return the consent text a person agreed to."""
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
    """Yield each person's agreed details; the answer column is for the partner and keeps its current value."""
    before = query.read_by_id(connection, REFERRAL, [p.referral for p in handover.people], EDITABLE)
    for passed in handover.people:
        details = (sent_detail(c.field, passed.person) for c in handover.columns)
        yield (*details, *(before[passed.referral].get(k) for k in EDITABLE))


def _about(handover: Handover) -> "About":
    from coordinator.workbooks import About

    first = (
        f"For {handover.partner['name']}: {so_many_people(len(handover.people))} who agreed to be passed on to you.",
        "Fill in “Status at the partner” and “Remark of the partner” for each of them, in your own words if you like, "
        "and send the file back. Add people who came to you otherwise below.",
        f"Delete this file by {shown_day(handover.delete_by)}. It is for you alone: pass it on to nobody.",
    )
    return About(holder=str(handover.partner["name"]), first=first)


def find_handoff(connection: Connection, number: int) -> HandoffRow:
    """Return a hand-off.

    Raises:
        UserError: it does not exist, or was undone.
    """
    row = query.record(connection, HANDOFF, number)
    if row is None or row.get("deleted_at"):
        raise UserError("This hand-off is not there, or was undone.")
    return row


def plan_sent(connection: Connection, number: int, *, recipient: str | None = None, by_mail: bool = False) -> Plan:
    """Plan to note a hand-off as sent; after that it can be called back but not undone.

    Args:
        connection: an open connection.
        number: the hand-off.
        recipient: who it went to; None: as already noted.
        by_mail: we mailed it ourselves, so this step cannot be undone either.

    Raises:
        UserError: it does not exist, or was sent before.
    """
    row = find_handoff(connection, number)
    if row.get("status") not in (None, "written"):
        raise UserError(f"{row['file']} has gone out already ({HANDOFF.by_key['status'].kind.show(row['status'])}).")
    name = query.titles(connection, PARTNER, [row["partner"]]).get(row["partner"], "")
    plan = Plan("send" if by_mail else "edit", f"Sent {row['file']} to {name}", head_of(connection))
    after = {"status": "sent", "sent_at": now(), "recipient": recipient or row.get("recipient")}
    plan.update(HANDOFF.key, number, differing(row, after))
    return plan
