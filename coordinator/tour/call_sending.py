"""Sending calls: as drafts or by mail, noted as contacts."""

from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.private_files import make_folder
from coordinator.base.progress import SILENT, Progress
from coordinator.changes import apply as applying
from coordinator.changes.change_set import now
from coordinator.changes.plan import Plan
from coordinator.partners.mail_account import Account, Sent, send
from coordinator.partners.messages import message, write_draft
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, CONTACT, SOURCE
from coordinator.records.kinds import Value
from coordinator.store import copies, query
from coordinator.store.campaign import Campaign, head_of
from coordinator.tour.calls import KIND, NAMED, Call, Letter, check_call
from coordinator.tour.public_facts import Public, public
from coordinator.tour.questions import asked
from coordinator.tour.signup_intake import mapping

TOGETHER = 25


def mail_of(letter: Letter, told: Public, sender: str) -> EmailMessage:
    """Return a letter as an e-mail with unsubscribe information.

    Raises:
        UserError: the address is not valid.
    """
    mail = message(sender, letter.email, letter.name, letter.text)
    if told.contact:
        mail["List-Unsubscribe"] = f"<mailto:{told.contact}?subject=stop>"
    return mail


def plan_source(connection: Connection, call: Call) -> Plan:
    """Plan the source of a call so that even immediate answers are credited to it; nothing if it already exists.

    Raises:
        UserError: the call is not valid.
    """
    check_call(connection, call)
    plan = Plan("edit", f"Call {call.name}", head_of(connection))
    if not query.ids_by_values(connection, SOURCE, "code", [call.code]):
        boxes = [box for question in asked(connection) for box in question.boxes]
        plan.create(SOURCE.key, {"name": call.name, "source_kind": KIND, "code": call.code, "mapping": mapping(boxes)})
    return plan


def plan_noted(connection: Connection, call: Call, done: Sequence[Letter], *, owner: str, by_mail: bool) -> Plan:
    """Plan to note a call's letters as contacts; those we sent ourselves cannot be undone."""
    what = "1 e-mail" if len(done) == 1 else f"{len(done)} e-mails"
    title = f"{'Sent' if by_mail else 'Wrote'} {what} of the call {call.name}"
    plan = Plan("send" if by_mail else "edit", title, head_of(connection))
    for letter in done:
        values: dict[str, Value] = {"contact_kind": "email", "at": now(), "done": True, "owner": owner}
        for person in (letter.candidate, *letter.also):
            lines = [letter.text.subject, *([NAMED] if person in letter.also else []), call.mark]
            plan.create(CONTACT.key, {"candidate": person, **values, "notes": "\n".join(lines)})
    return plan


def write_drafts(campaign: Campaign, call: Call, found: Sequence[Letter], folder: Path, *, author: str) -> list[Path]:
    """Write a call as draft files, one for each letter, and note them for everybody they name.

    Raises:
        UserError: the folder cannot be written.
    """
    ready = [letter for letter in found if not letter.why_not]
    try:
        make_folder(folder)
    except OSError as error:
        raise UserError(f"{folder} cannot be made ({error.strerror}). Choose another place.") from error
    told = _begun(campaign, call, author)
    paths = [folder / f"{row_id.make(CANDIDATE.letter, letter.candidate)}.eml" for letter in ready]
    for letter, path in zip(ready, paths, strict=True):
        write_draft(mail_of(letter, told, ""), path)
    copies.remember_drafts(campaign.path, folder)
    _note(campaign, call, ready, author, by_mail=False)
    return paths


def _begun(campaign: Campaign, call: Call, author: str) -> Public:
    with campaign.reading() as connection:
        plan, told = plan_source(connection, call), public(connection)
    applying.apply(campaign, plan, author=author)
    return told


def _note(campaign: Campaign, call: Call, done: Sequence[Letter], author: str, *, by_mail: bool) -> None:
    with campaign.reading() as connection:
        plan = plan_noted(connection, call, done, owner=author, by_mail=by_mail)
    applying.apply(campaign, plan, author=author)


def send_call(
    campaign: Campaign,
    call: Call,
    found: Sequence[Letter],
    account: Account,
    password: str,
    *,
    author: str,
    progress: Progress = SILENT,
) -> Sent:
    """Send a call through the campaign's mail account at its rate; accepted messages are noted even if others fail.

    Raises:
        UserError: the call is not valid.
        Cancelled: the person canceled; what was sent is noted.
    """
    told = _begun(campaign, call, author)
    ready = {letter.candidate: letter for letter in found if not letter.why_not}
    waiting: list[Letter] = []

    def note() -> None:
        if waiting:
            _note(campaign, call, waiting, author, by_mail=True)
            waiting.clear()

    def taken(key: int) -> None:
        waiting.append(ready[key])
        if len(waiting) >= TOGETHER:
            note()

    mails, wrong = [], {}
    for key, letter in ready.items():
        try:
            mails.append((key, mail_of(letter, told, account.sender)))
        except UserError as error:
            wrong[key] = str(error)
    try:
        result = send(account, password, mails, total=len(mails), taken=taken, progress=progress)
    finally:
        note()
    result.refused |= wrong
    return result
