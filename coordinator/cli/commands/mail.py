"""Commands for writing to people: introductions, templates, the mail account."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coordinator.base.errors import UserError
from coordinator.base.naming_some import counted
from coordinator.cli.completing import RowIds
from coordinator.cli.lookup import id_of, partner_of
from coordinator.cli.mail_account import account_here, password_from_somewhere
from coordinator.cli.options import again_option, command, dry_run_option, filter_option, send_option, template_option
from coordinator.cli.output import Bar, written
from coordinator.cli.session import CommandSession
from coordinator.records.catalog import REFERRAL

if TYPE_CHECKING:
    from coordinator.operations.handing_over import Introduction

MOST_LEFT_OUT = 10
"""So many people who are left out are named."""


@command("introduce")
@click.argument("folder", metavar="[FOLDER]", type=click.Path(), required=False, help="where the drafts go")
@click.option("--partner", metavar="PARTNER", type=RowIds("P"), help="only people passed on to this one")
@filter_option("of referrals, such as: candidate.state = OH")
@template_option()
@send_option("send them through the campaign's mail account")
@again_option("on purpose, also the people who got one")
@dry_run_option("show them; write and send nothing")
def introduce(
    session: CommandSession,
    folder: str | None,
    partner: str | None,
    where: str | None,
    template: str | None,
    send: bool,
    again: bool,
    dry_run: bool,
) -> int:
    """Introduce people to the partner they were passed on to."""
    from coordinator.operations.handing_over import introductions, send_introductions, write_drafts
    from coordinator.store import query

    if not (folder or send or dry_run):
        raise UserError("Where do the drafts go? Name a folder, or add --send or --dry-run.")
    account = account_here() if send else None
    with session.open() as campaign, Bar() as bar:
        with campaign.reading() as connection:
            ids: Sequence[int] = query.select_ids(connection, REFERRAL, where)
            if partner:
                number = partner_of(connection, partner)
                theirs = query.ids_by_values(connection, REFERRAL, "partner", [number]).get(number, ())
                ids = sorted(set(ids) & set(theirs))
            found = introductions(connection, ids, owner=session.author, name=template, again=again)
        files, sent_, told = [], [], ""
        if account and not dry_run:
            result = send_introductions(campaign, found, *account, author=session.author, progress=bar)
            sent_, told = result.sent, result.stopped
        elif folder and not dry_run and any(not i.why_not for i in found):
            files = write_drafts(campaign, found, Path(folder), author=session.author)
    ready = [i for i in found if not i.why_not]
    left_out = [(i.name, i.why_not) for i in found if i.why_not]
    data = {
        "ready": [_introduction(i) for i in ready],
        "files": [str(f) for f in files],
        "sent": [id_of("referral", n) for n in sent_],
        "stopped": told,
        "left_out": [{"name": name, "why": why} for name, why in left_out],
    }
    left = [f"  left out: {name}, {why}" for name, why in left_out[:MOST_LEFT_OUT]]
    if len(left_out) > MOST_LEFT_OUT:
        left.append(f"  left out: {len(left_out) - MOST_LEFT_OUT} more (--json names them)")
    words = _introduced_words(ready, files, sent_, told, dry=dry_run)
    session.out.document(data, "\n".join((words, *left)))
    if told:
        raise UserError(told)
    return 0


def _introduction(one: "Introduction") -> dict[str, str]:
    return {
        "referral": id_of("referral", one.referral),
        "to": one.email,
        "subject": one.text.subject,
        "text": one.text.body,
    }


def _introduced_words(
    ready: "Sequence[Introduction]", files: Sequence[Path], sent_: Sequence[int], told: str, *, dry: bool
) -> str:
    if dry:
        shown = "\n\n".join(f"To: {i.name} <{i.email}>\n{i.text.subject}\n\n{i.text.body}" for i in ready[:3])
        return f"{len(ready)} would be written to. Nothing was written.\n\n{shown}"
    if files:
        return f"Wrote {counted(len(files), 'draft')} to {files[0].parent}."
    return f"Sent {len(sent_)} of {len(ready)}." if sent_ or told else "Nobody is to be written to."


@command("template")
@click.argument("name", metavar="NAME", help="what it is called")
@click.option(
    "--for", "purpose", metavar="PURPOSE", default="introduction", help="introduction, covering, recall, script"
)
@click.option("--subject", metavar="TEXT", required=True, help="the subject, with fields in braces")
@click.option("--body", metavar="FILE", type=click.Path(), required=True, help="a text file with fields in braces")
def template(session: CommandSession, name: str, purpose: str, subject: str, body: str) -> int:
    """Create or change a template."""
    from coordinator.operations.ruling import save_template

    try:
        text = Path(body).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{body} cannot be read as text ({error}).") from error
    with session.open() as campaign:
        with campaign.reading() as connection:
            plan = save_template.plan(connection, name, purpose, subject, text)
        seq = session.write(campaign, plan).seq
    session.out.document({"change_set": seq}, plan.title + written(seq))
    return 0


@command("mail-account")
@click.option("--host", metavar="NAME", help="name of the mail server")
@click.option("--port", type=int, default=587, metavar="N", help="its port", show_default=True)
@click.option("--security", metavar="KIND", default="starttls", help="starttls, tls or none", show_default=True)
@click.option("--user", metavar="NAME", default="", help="name to log in with")
@click.option("--from", "sender", metavar="ADDRESS", help="the address that mails come from")
@click.option("--rate", type=int, default=30, metavar="N", help="mails a minute", show_default=True)
def mail_account(
    session: CommandSession, host: str | None, port: int, security: str, user: str, sender: str | None, rate: int
) -> int:
    """Set up, or show, the mail account."""
    from coordinator.base import settings
    from coordinator.partners.mail_account import Account, keep_account, load_account

    kept = settings.load()
    if host:
        if not sender:
            raise UserError("Say which address mails come from: --from you@example.org")
        account = Account(host, port, sender, security, user, rate)
        keep_account(kept, account, password_from_somewhere() if user else None)
    found = load_account(kept)
    session.out.document(
        {"account": asdict(found) if found else None},
        f"Mail goes out through {found.host} as {found.sender}." if found else "No mail account is set up here.",
    )
    return 0
