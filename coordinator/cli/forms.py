"""The commands of the form, of paper and of calls."""

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordinator.base.errors import UserError
from coordinator.cli.commands import author, campaign_named, open_campaign
from coordinator.cli.handing import account_here
from coordinator.cli.output import Bar, Output
from coordinator.cli.records import number_of
from coordinator.records.catalog import CANDIDATE
from coordinator.store.campaign import Campaign

if TYPE_CHECKING:
    from coordinator.partners.mail_account import Sent
    from coordinator.tour.calls import Call, Letter

Arguments = argparse.Namespace


def form(arguments: Arguments, out: Output) -> int:
    """Serve the form until Ctrl+C."""
    from coordinator.form.server import serve

    def ready(address: str) -> None:
        out.document({"address": address}, f"The form is at {address} – Ctrl+C stops it.")
        print(end="", flush=True)

    with open_campaign(arguments) as campaign:
        if campaign.read_only:
            raise UserError(f"{campaign.name} can only be read here: sign-ups could not be written.")
        event = number_of(arguments.event, "event") if arguments.event else None
        serve(
            campaign,
            campaign_named(arguments),
            event=event,
            host=arguments.host,
            port=arguments.port,
            per_minute=arguments.rate,
            proxy=arguments.behind_proxy,
            ready=ready,
        )
    return 0


def form_setup(arguments: Arguments, out: Output) -> int:
    """Say what the form asks, and what it tells; without options show it."""
    from coordinator.changes import apply
    from coordinator.tour.public_facts import plan_public, public
    from coordinator.tour.questions import asked, plan_questions

    wanted = {k: v for k in ("name", "contact", "address") if (v := getattr(arguments, k)) is not None}
    with open_campaign(arguments) as campaign:
        if wanted:
            with campaign.reading() as connection:
                plan = plan_public(connection, wanted)
            apply.apply(campaign, plan, author=author())
        if arguments.ask:
            with campaign.reading() as connection:
                plan = plan_questions(connection, arguments.ask.split(","))
            apply.apply(campaign, plan, author=author())
        with campaign.reading() as connection:
            told, keys = public(connection), [question.key for question in asked(connection)]
    data: dict[str, Any] = {"name": told.name, "contact": told.contact, "address": told.address, "asks": keys}
    out.document(data, "\n".join(f"{k}: {', '.join(v) if isinstance(v, list) else v or '–'}" for k, v in data.items()))
    return 0


def paper(arguments: Arguments, out: Output) -> int:
    """Write sign-up sheets of a stop."""
    from coordinator.tour.paper import stop_of
    from coordinator.tour.paper_pdf import write_sheets

    with open_campaign(arguments) as campaign, campaign.reading() as connection:
        stop = stop_of(connection, number_of(arguments.id, "event"))
    write_sheets(stop, Path(arguments.out), arguments.sheets, arguments.first)
    data = {"file": arguments.out, "stop": stop.code, "sheets": arguments.sheets, "link": stop.link or None}
    told = f"Wrote {arguments.out}: {arguments.sheets} sheets of {stop.title}."
    if not stop.link:
        told += " They have no QR code: say where people find the form with coordinator form-setup --address."
    out.document(data, told)
    return 0


def call(arguments: Arguments, out: Output) -> int:
    """Write or send an e-mail call."""
    from coordinator.tour import calls

    if not (arguments.out or arguments.send or arguments.dry_run):
        raise UserError("Say where the drafts go, or --send, or --dry-run to look at it first.")
    account = account_here() if arguments.send else None
    with open_campaign(arguments) as campaign, Bar() as bar:
        made, found = _letters(campaign, arguments)
        ready = [letter for letter in found if not letter.why_not]
        sent = None
        if account and not arguments.dry_run:
            sent = calls.send_call(campaign, made, found, *account, author=author(), progress=bar)
        elif not arguments.dry_run:
            calls.write_drafts(campaign, made, found, Path(arguments.out), author=author())
    left = [{"name": one.name, "why": one.why_not} for one in found if one.why_not]
    data = {
        "call": made.name,
        "code": made.code,
        "people": len(ready),
        "left_out": left,
        "sent": len(sent.sent) if sent else None,
        "refused": len(sent.refused) if sent else None,
        "first": asdict(ready[0].text) if ready else None,
    }
    out.document(data, "\n".join(_told(arguments, made, found, sent)))
    if sent and sent.stopped:
        raise UserError(sent.stopped)
    return 0


def _letters(campaign: Campaign, arguments: Arguments) -> "tuple[Call, list[Letter]]":
    from coordinator.partners.messages import template
    from coordinator.store import query
    from coordinator.tour import calls

    with campaign.reading() as connection:
        event = number_of(arguments.rsvps, "event") if arguments.rsvps else None
        text = template(connection, calls.PURPOSE, arguments.template)
        made = calls.Call(arguments.name, arguments.code or calls.code_of(arguments.name), text, event)
        people = (
            calls.rsvps_of(connection, event) if event else query.select_ids(connection, CANDIDATE, arguments.filter)
        )
        return made, calls.letters(connection, made, people, owner=author(), again=arguments.again)


def _told(arguments: Arguments, made: "Call", found: "list[Letter]", sent: "Sent | None") -> Iterator[str]:
    ready = [letter for letter in found if not letter.why_not]
    if sent:
        yield f"Sent {len(sent.sent)} e-mails of {made.name}; its link has the code {made.code}."
        yield from (f"  not taken: {why}" for why in list(sent.refused.values())[:10])
    elif arguments.dry_run:
        yield f"{len(ready)} people would get {made.name}, whose link has the code {made.code}. The first:"
        yield from (f"To: {one.email}\nSubject: {one.text.subject}\n\n{one.text.body}" for one in ready[:1])
    else:
        yield f"Wrote {len(ready)} drafts to {arguments.out}; the link has the code {made.code}."
    reasons = Counter(letter.why_not for letter in found if letter.why_not)
    yield from (f"  left out: {number} because: {why}" for why, number in reasons.most_common(10))


def calls_(arguments: Arguments, out: Output) -> int:
    """List calls with what came of them."""
    from coordinator.tour.calls import answered

    with open_campaign(arguments) as campaign, campaign.reading() as connection:
        found = [asdict(one) for one in answered(connection)]
    out.table(found, [{k: str(v) for k, v in one.items()} for one in found])
    return 0
