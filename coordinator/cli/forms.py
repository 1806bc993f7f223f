"""The commands of the form, of paper and of calls."""

import argparse
from pathlib import Path
from typing import Any

from coordinator.cli.commands import author, open_campaign
from coordinator.cli.output import Output
from coordinator.cli.records import number_of
from coordinator.errors import UserError

Arguments = argparse.Namespace


def form(arguments: Arguments, out: Output) -> int:
    """Serve the form until Ctrl+C."""
    from coordinator.tour.form.server import serve

    def ready(address: str) -> None:
        out.document({"address": address}, f"The form is at {address} – Ctrl+C stops it.")
        print(end="", flush=True)

    with open_campaign(arguments) as campaign:
        if campaign.read_only:
            raise UserError(f"{campaign.name} can only be read here: sign-ups could not be written.")
        event = number_of(arguments.event, "event") if arguments.event else None
        serve(
            campaign, event=event, host=arguments.host, port=arguments.port, per_minute=arguments.rate,
            proxy=arguments.behind_proxy, ready=ready,
        )  # fmt: skip
    return 0


def form_setup(arguments: Arguments, out: Output) -> int:
    """Say what the form asks, and what it tells; without options show it."""
    from coordinator.changes import apply
    from coordinator.tour.public import plan_public, public
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
