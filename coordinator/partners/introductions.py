"""Introductions: one e-mail to each person passed on; also the covering letters of hand-offs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from email.message import EmailMessage
from pathlib import Path

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.naming_some import so_many_people
from coordinator.base.private_files import make_folder
from coordinator.base.progress import SILENT, Progress
from coordinator.changes import apply as applying
from coordinator.changes.change_set import now
from coordinator.changes.plan import Plan
from coordinator.partners import referral_statuses
from coordinator.partners.copies_held import Recall
from coordinator.partners.fit import shown_day
from coordinator.partners.mail_account import Account, Sent, send
from coordinator.partners.messages import Text, attach, fill, message, template, write_draft
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, CONTACT, PARTNER, PROGRAMME, REFERRAL
from coordinator.records.refusals import refuses, told_of_refusing
from coordinator.records.rows import CandidateRow, HandoffRow, PartnerRow, ProgrammeRow, ReferralRow
from coordinator.store import copies, query
from coordinator.store.campaign import Campaign, head_of


@dataclass(frozen=True, slots=True)
class Introduction:
    """An e-mail to one person.

    Attributes:
        text: final subject and text.
        why_not: why it is not written; empty if it is.
    """

    referral: int
    candidate: int
    name: str
    email: str
    text: Text
    why_not: str = ""


def introductions(
    connection: Connection, referrals: Iterable[int], *, owner: str, name: str | None = None, again: bool = False
) -> list[Introduction]:
    """Return each person's introduction to their partner, including why some get none.

    Args:
        connection: an open connection.
        referrals: the referrals.
        owner: who signs it.
        name: name of a template; None: the campaign's or the built-in one.
        again: also write to people who already got one.

    Raises:
        UserError: the template does not exist or has an unknown field.
    """
    text = template(connection, "introduction", name)
    rows = query.read_rows(connection, REFERRAL, referrals)
    people = {r["id"]: r for r in query.read_rows(connection, CANDIDATE, {r["candidate"] for r in rows})}
    partners = {r["id"]: r for r in query.read_rows(connection, PARTNER, {r["partner"] for r in rows})}
    courses = {
        r["id"]: r for r in query.read_rows(connection, PROGRAMME, {r["programme"] for r in rows if r["programme"]})
    }
    noted = query.ids_by_values(connection, CONTACT, "about", [r["id"] for r in rows if r.get("introduced_on")])
    found, met = [], set[tuple[int, int]]()
    for row in rows:
        person, partner = people[row["candidate"]], partners[row["partner"]]
        values = _values(person, partner, courses.get(row["programme"] or 0), owner)
        pair = (row["candidate"], row["partner"])
        why = "is there twice" if pair in met else _why_not(row, person, again, row["id"] in noted)
        met.add(pair)
        title, email = CANDIDATE.title(person), str(person.get("email") or "")
        found.append(Introduction(row["id"], person["id"], title, email, fill(text, values), why))
    return found


def _why_not(referral: ReferralRow, person: CandidateRow, again: bool, noted: bool) -> str:
    if referral.get("deleted_at") or person.get("deleted_at"):
        return "was deleted"
    if why := refuses(person, "email"):
        return why
    if not person.get("email"):
        return "has no e-mail"
    if (
        referral.get("status") or referral_statuses.PROPOSED
    ) == referral_statuses.PROPOSED or not referral_statuses.is_open(referral.get("status")):
        return f"is {referral_statuses.status_term(referral.get('status')).label.lower()}, not with the partner"
    if (introduced := referral["introduced_on"]) and not again:
        on = shown_day(introduced)
        return f"got it on {on}" if noted else f"may have got it on {on}, when sending was cut off"
    return ""


def _values(person: CandidateRow, partner: PartnerRow, course: ProgrammeRow | None, owner: str) -> dict[str, str]:
    show = {k: CANDIDATE.by_key[k].kind.show(person.get(k)) for k in ("given_name", "family_name", "office", "state")}
    return {
        **show,
        "given_name": str(person.get("preferred_name") or show["given_name"] or "there"),
        "name": CANDIDATE.title(person),
        "owner": owner,
        "programme": course["name"] if course else "",
        "deadline": shown_day(course["deadline"]) if course and course["deadline"] else "",
        **_partner_values(partner),
    }


def _partner_values(partner: PartnerRow | None) -> dict[str, str]:
    if partner is None:
        return dict.fromkeys(("partner", "website", "contact", "contact_email"), "")
    return {
        "partner": partner["name"],
        "website": partner["website"] or "",
        "contact": partner["contact_name"] or partner["name"],
        "contact_email": partner["contact_email"] or "",
    }


def mail_of(introduction: Introduction, sender: str) -> EmailMessage:
    """Return an introduction as an e-mail.

    Raises:
        UserError: the address is not valid.
    """
    return message(sender, introduction.email, introduction.name, introduction.text)


def plan_introduced(connection: Connection, done: Sequence[Introduction], *, owner: str, by_mail: bool) -> Plan:
    """Plan to note introductions as contacts; those we sent ourselves cannot be undone."""
    what = "introduction" if len(done) == 1 else "introductions"
    title = f"Sent {len(done)} {what}" if by_mail else f"Wrote {len(done)} {what} as drafts"
    plan = Plan("send" if by_mail else "edit", title, head_of(connection))
    here = {r["id"]: r for r in query.read_rows(connection, REFERRAL, [i.referral for i in done], ("introduced_on",))}
    moment = now()
    for one in done:
        before = here[one.referral].get("introduced_on")
        if before != moment[:10]:
            plan.update(REFERRAL.key, one.referral, {"introduced_on": (before, moment[:10])})
        plan.create(
            CONTACT.key,
            {
                "candidate": one.candidate,
                "contact_kind": "email",
                "at": moment,
                "done": True,
                "owner": owner,
                "about": one.referral,
                "notes": one.text.subject,
            },
        )
    return plan


def write_drafts(campaign: Campaign, found: Sequence[Introduction], folder: Path, *, author: str) -> list[Path]:
    """Write introductions as draft files, one each, and note them, in one step.

    Raises:
        UserError: the folder cannot be written.
    """
    ready = [i for i in found if not i.why_not]
    try:
        make_folder(folder)
    except OSError as error:
        raise UserError(f"{folder} cannot be made ({error.strerror}). Choose another place.") from error
    paths = []
    for one in ready:
        path = folder / f"{row_id.make(REFERRAL.letter, one.referral)}.eml"
        write_draft(mail_of(one, ""), path)
        paths.append(path)
    copies.remember_drafts(campaign.path, folder)
    with campaign.reading() as connection:
        plan = plan_introduced(connection, ready, owner=author, by_mail=False)
    applying.apply(campaign, plan, author=author)
    return paths


def send_introductions(
    campaign: Campaign,
    found: Sequence[Introduction],
    account: Account,
    password: str,
    *,
    author: str,
    progress: Progress = SILENT,
) -> Sent:
    """Send introductions through the campaign's mail account; nobody gets one twice even after a crash.

    All are noted as being sent before the first goes out. Afterwards, those the server accepted are noted as contacts
    and the others may be retried. If the program is killed in between, nobody is written to again unless requested.

    Raises:
        Cancelled: the person canceled; what was sent is noted.
    """
    ready = {i.referral: i for i in found if not i.why_not}
    mails, wrong = _mails(ready, account.sender)
    if not mails:
        return Sent(refused=wrong)
    trying = [ready[key] for key, _ in mails]
    with campaign.reading() as connection:
        claim = _plan_days(connection, trying, now()[:10], f"Sending {len(trying)} introductions")
    applying.apply(campaign, claim, author=author)
    taken: list[int] = []
    try:
        result = send(account, password, mails, total=len(mails), taken=taken.append, progress=progress)
    finally:
        with campaign.reading() as connection:
            done = plan_introduced(connection, [ready[k] for k in taken], owner=author, by_mail=True)
            back = _plan_days(connection, [i for i in trying if i.referral not in taken], None, "")
        done.changes += back.changes
        applying.apply(campaign, done, author=author)
    result.refused |= wrong
    return result


def _plan_days(connection: Connection, some: Sequence[Introduction], day: str | None, title: str) -> Plan:
    """Plan the introduction date of referrals."""
    plan = Plan("send", title, head_of(connection))
    here = {r["id"]: r for r in query.read_rows(connection, REFERRAL, [i.referral for i in some], ("introduced_on",))}
    for one in some:
        before = here[one.referral].get("introduced_on")
        if before != day:
            plan.update(REFERRAL.key, one.referral, {"introduced_on": (before, day)})
    return plan


def _mails(ready: Mapping[int, Introduction], sender: str) -> tuple[list[tuple[int, EmailMessage]], dict[int, str]]:
    mails, wrong = [], {}
    for key, one in ready.items():
        try:
            mails.append((key, mail_of(one, sender)))
        except UserError as error:
            wrong[key] = str(error)
    return mails, wrong


def covering(
    connection: Connection,
    handoff: HandoffRow,
    content: bytes,
    *,
    owner: str,
    sender: str = "",
    name: str | None = None,
) -> EmailMessage:
    """Return the covering letter of a hand-off, with its file attached.

    Raises:
        UserError: the partner has no e-mail address, or the template has an unknown field.
    """
    partner = query.record(connection, PARTNER, handoff["partner"])
    values = {**_partner_values(partner), **_handoff_values(handoff), "owner": owner}
    text = template(connection, "covering", name)
    if told := _told_of_refusing(connection, handoff):
        text = replace(text, body=_above_signature(text.body, told))
    text = fill(text, values)
    mail = message(sender, _to(handoff, partner), values["contact"], text)
    attach(mail, str(handoff["file"]), content)
    return mail


def _above_signature(body: str, told: str) -> str:
    """Return a template with one more paragraph: above the last one if that is signed, else below it."""
    *paragraphs, last = body.rstrip().split("\n\n")
    told = told.replace("{", "{{").replace("}", "}}")
    ended = (told, last) if paragraphs and "{owner}" in last else (last, told)
    return "\n\n".join((*paragraphs, *ended)) + "\n"


def _told_of_refusing(connection: Connection, handoff: HandoffRow) -> str:
    """Return the sentence of a covering letter about people in the file who say no to contact; "" if nobody does."""
    number = handoff["id"]
    found = query.ids_by_values(connection, REFERRAL, "handoff", [number]).get(number, ())
    referrals = query.read_rows(connection, REFERRAL, sorted(found), ("candidate",))
    rows = query.read_rows(connection, CANDIDATE, sorted({r["candidate"] for r in referrals}))
    told = [f"“{what}” ({len(names)})" for what, names in told_of_refusing(rows).items()]
    if not told:
        return ""
    return (
        f"Some of these people said no to being contacted, at all or in one way; the file says who: {', '.join(told)}."
    )


def recall_letter(connection: Connection, found: Recall, *, owner: str, sender: str = "") -> EmailMessage:
    """Return a letter asking to delete a hand-off, with the list of people attached.

    Raises:
        UserError: the partner has no e-mail address.
    """
    values = {**_partner_values(found.partner), **_handoff_values(found.handoff), "owner": owner}
    values |= {"count": str(len(found.names)), "people": so_many_people(len(found.names))}
    text = fill(template(connection, "recall"), values)
    mail = message(sender, _to(found.handoff, found.partner), values["contact"], text)
    attach(mail, "please-delete.csv", found.table)
    return mail


def _to(handoff: HandoffRow, partner: PartnerRow | None) -> str:
    to = handoff["recipient"] or (partner and partner["contact_email"])
    if not to:
        name = partner["name"] if partner else "This partner"
        raise UserError(f"{name} has no contact e-mail. Add one, or send the file yourself.")
    return to


def _handoff_values(handoff: HandoffRow) -> dict[str, str]:
    days = {"delete_by": handoff["delete_by"], "made_on": handoff["made_on"]}
    return {
        **{key: shown_day(day) if day else "" for key, day in days.items()},
        "file": str(handoff["file"]),
        "count": str(handoff.get("people") or ""),
        "people": so_many_people(handoff.get("people") or 0),
    }
