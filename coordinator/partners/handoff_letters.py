"""A hand-off's covering letter with its file, as a draft or sent through the campaign's mail account."""

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

from coordinator.base.errors import UserError
from coordinator.base.open_files import refuse_open
from coordinator.changes import apply as applying
from coordinator.partners.copies_held import Recall
from coordinator.partners.handoffs import find_handoff, plan_sent
from coordinator.partners.introductions import covering, recall_letter
from coordinator.partners.mail_account import Account, send
from coordinator.partners.messages import write_draft
from coordinator.records.rows import HandoffRow
from coordinator.store import copies
from coordinator.store.campaign import Campaign


def draft_handoff(campaign: Campaign, number: int, file: Path, draft: Path, *, author: str) -> None:
    """Write the covering letter of a hand-off, with its file, as a draft for the mail program.

    Raises:
        UserError: the file is not from that hand-off, the partner has no address, or the draft cannot be written.
    """
    write_draft(_letter(campaign, number, file, author), draft)
    copies.remember_drafts(campaign.path, draft.parent)


def draft_recall(campaign: Campaign, found: Recall, draft: Path, *, author: str) -> None:
    """Write the letter that calls a hand-off back, with the names of its people, as a draft for the mail program.

    Raises:
        UserError: the draft cannot be written.
    """
    with campaign.reading() as connection:
        letter = recall_letter(connection, found, owner=author)
    write_draft(letter, draft)
    copies.remember_drafts(campaign.path, draft.parent)


def send_handoff(campaign: Campaign, number: int, file: Path, account: Account, password: str, *, author: str) -> None:
    """Send a hand-off to its partner and note it as sent; after that it cannot be undone.

    Raises:
        UserError: it was sent before, the file is not from that hand-off, or the server refused it; then nothing is
        noted.
    """
    with campaign.reading() as connection:
        plan_sent(connection, number)
    mail = _letter(campaign, number, file, author, account.sender)
    result = send(account, password, [(number, mail)])
    if not result.sent:
        told = result.stopped or next(iter(result.refused.values()), "")
        raise UserError(f"{file.name} was not sent. {told}")
    with campaign.reading() as connection:
        plan = plan_sent(connection, number, by_mail=True)
    applying.apply(campaign, plan, author=author)


def _letter(campaign: Campaign, number: int, file: Path, author: str, sender: str = "") -> EmailMessage:
    refuse_open(file)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UserError(f"{file} cannot be read ({error.strerror}). Say where the hand-off's file is.") from error
    with campaign.reading() as connection:
        row = find_handoff(connection, number)
        if not _is_of(row, content):
            raise UserError(f"{file.name} is not the file of this hand-off ({row['file']}). Nothing was sent.")
        return covering(connection, row, content, owner=author, sender=sender)


def _is_of(handoff: HandoffRow, content: bytes) -> bool:
    """Return whether a file carries a hand-off's export code, so that no partner gets another's list."""
    code = str(handoff.get("code") or "").encode()
    if not content.startswith(b"PK"):
        return code in content
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return code in book.read("docProps/core.xml")
    except (zipfile.BadZipFile, KeyError):
        return False
