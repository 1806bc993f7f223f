"""Commands for calls: e-mails that ask people to sign up."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coordinator.base.errors import UserError
from coordinator.base.naming_some import counted, so_many_people
from coordinator.cli.completing import RowIds
from coordinator.cli.lookup import number_of
from coordinator.cli.mail_account import account_here
from coordinator.cli.options import (
    again_option,
    command,
    dry_run_option,
    filter_option,
    gathered,
    send_option,
    template_option,
)
from coordinator.cli.output import Bar
from coordinator.cli.session import CommandSession
from coordinator.records.catalog import CANDIDATE
from coordinator.records.left_out import told_left_out
from coordinator.store.campaign import Campaign

if TYPE_CHECKING:
    from coordinator.partners.mail_account import Sent
    from coordinator.tour.calls import Call, Letter


@dataclass(frozen=True, slots=True)
class CallArguments:
    """The options of a call; each attribute is the option of the same name.

    Attributes:
        folder: `--to`.
        where: the filter.
    """

    folder: str | None
    where: str | None
    rsvps: str | None
    template: str | None
    code: str | None
    send: bool
    again: bool
    together: bool
    dry_run: bool


@command("call")
@click.argument("name", metavar="NAME", help="what the campaign calls it; its answers are counted under it")
@gathered(
    "given",
    CallArguments,
    click.option(
        "--to", "folder", metavar="FOLDER", type=click.Path(), help="where the drafts go, a file for each person"
    ),
    filter_option("of candidates, such as: state = OH and tags = supporter"),
    click.option(
        "--rsvps", metavar="STOP", type=RowIds("E"), help="the people who said that they will come to this tour event"
    ),
    template_option(),
    click.option("--code", metavar="CODE", help="what its link carries; else made from the name"),
    send_option(),
    again_option("on purpose, also the people who got it"),
    click.option("--together", is_flag=True, help="a letter to an address that several people share names them all"),
    dry_run_option("show the first; write and send nothing"),
)
def call(session: CommandSession, name: str, given: CallArguments) -> int:
    """Write or send an e-mail call."""
    from coordinator.operations.calling import send_call, write_drafts
    from coordinator.tour.calls import left_out

    if not (given.folder or given.send or given.dry_run):
        raise UserError("Where do the drafts go? Add --to FOLDER, or --send, or --dry-run to look at it first.")
    account = account_here() if given.send else None
    with session.open() as campaign, Bar() as bar:
        made, found = _letters(session, campaign, name, given)
        why_nobody = _why_nobody(campaign, made)
        ready = [letter for letter in found if not letter.why_not]
        sent = None
        if account and not given.dry_run:
            sent = send_call(campaign, made, found, *account, author=session.author, progress=bar)
        elif given.folder and not given.dry_run:
            write_drafts(campaign, made, found, Path(given.folder), author=session.author)
    left = [one._asdict() for one in left_out(found)]
    data = {
        "call": made.name,
        "code": made.code,
        "people": sum(1 + len(one.also) for one in ready),
        "letters": len(ready),
        "left_out": left,
        "sent": len(sent.sent) if sent else None,
        "refused": len(sent.refused) if sent else None,
        "first": asdict(ready[0].text) if ready else None,
        "why_nobody": why_nobody,
    }
    told = [*_told(given, made, found, sent), *([f"  {why_nobody}"] if why_nobody else [])]
    session.out.document(data, "\n".join(told))
    if sent and sent.stopped:
        raise UserError(sent.stopped)
    return 0


def _letters(
    session: CommandSession, campaign: Campaign, name: str, given: CallArguments
) -> "tuple[Call, list[Letter]]":
    from coordinator.partners.messages import template
    from coordinator.store import query
    from coordinator.tour import calls

    with campaign.reading() as connection:
        event = number_of(given.rsvps, "event") if given.rsvps else None
        text = template(connection, calls.PURPOSE, given.template)
        made = calls.Call(name, given.code or calls.code_of(name), text, event, given.together)
        people = calls.rsvps_of(connection, event) if event else query.select_ids(connection, CANDIDATE, given.where)
        return made, calls.letters(connection, made, people, owner=session.author, again=given.again)


def _why_nobody(campaign: Campaign, made: "Call") -> str:
    from coordinator.tour.calls import why_no_rsvps

    with campaign.reading() as connection:
        return why_no_rsvps(connection, made.event) if made.event is not None else ""


def _told(given: CallArguments, made: "Call", found: "list[Letter]", sent: "Sent | None") -> Iterator[str]:
    from coordinator.tour.calls import left_out

    ready = [letter for letter in found if not letter.why_not]
    if sent:
        yield f"Sent {counted(len(sent.sent), 'e-mail')} of {made.name}; its link has the code {made.code}."
        yield from (f"  not taken: {why}" for why in list(sent.refused.values())[:10])
    elif given.dry_run:
        people = sum(1 + len(one.also) for one in ready)
        yield f"{so_many_people(people)} would get {made.name}, whose link has the code {made.code}. The first:"
        yield from (f"To: {one.email}\nSubject: {one.text.subject}\n\n{one.text.body}" for one in ready[:1])
    else:
        yield f"Wrote {counted(len(ready), 'draft')} to {given.folder}; the link has the code {made.code}."
    yield from (f"  left out: {line}" for line in told_left_out(left_out(found)))


@command("calls")
def calls_(session: CommandSession) -> int:
    """List calls with their results."""
    from coordinator.tour.calls import answered

    with session.reading() as connection:
        found = [asdict(one) for one in answered(connection)]
    session.out.table(found, [{k: str(v) for k, v in one.items()} for one in found])
    return 0
