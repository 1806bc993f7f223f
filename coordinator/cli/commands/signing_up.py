"""Commands for the ways to sign up: desk, form, paper."""

import getpass
import os
import sys
from pathlib import Path

import click

from coordinator.base.errors import UserError
from coordinator.cli.lookup import number_of
from coordinator.cli.options import command, event_option, file_argument, id_argument
from coordinator.cli.session import CommandSession
from coordinator.records.catalog import EVENT

NEW_WORDS = 3


@command("desk")
@click.argument(
    "words",
    nargs=-1,
    required=True,
    metavar="FILE | new STOP FILE",
    help="a desk file; or new, a stop's row ID, a file",
)
@click.option(
    "--pin",
    metavar="PIN",
    help="what it takes to leave the desk: 4 to 12 digits, none that is tried first (else asked, or COORDINATOR_PIN)",
)
def desk(session: CommandSession, words: tuple[str, ...], pin: str | None) -> int:
    """Create a sign-up desk file, or open one."""
    if words[0] != "new":
        if len(words) > 1:
            raise UserError("Write: coordinator desk FILE.desk, or: coordinator desk new STOP FILE.desk")
        if sys.stdin.isatty():  # else its window asks
            session.unlock(Path(words[0]))
        return session.screen.open_desk(Path(words[0]))
    if len(words) != NEW_WORDS:
        raise UserError("Write: coordinator desk new STOP FILE.desk, with the stop's row ID from: coordinator stops")
    from coordinator.tour.desk import make_desk

    stop, path = number_of(words[1], EVENT.key), Path(words[2])
    pin = pin or os.environ.get("COORDINATOR_PIN") or _asked_pin()
    with session.reading() as connection:
        made = make_desk(connection, stop, path, pin)
    session.out.document(
        {"desk": str(made), "event": words[1]},
        f"Made {made}. Open it on the desk's computer: coordinator desk {made.name}\n"
        f"Afterwards bring it back and import it: coordinator import {made.name}",
    )
    return 0


def _asked_pin() -> str:
    if not sys.stdin.isatty():
        raise UserError("Give a PIN with --pin: it takes it to leave the desk.")
    return getpass.getpass("PIN to leave the desk, 4 to 12 digits: ")


@command("form")
@event_option("row ID of the tour event that all sign-ups name")
@click.option("--host", metavar="ADDRESS", default="0.0.0.0", help="address to listen on (all of this machine's)")
@click.option("--port", type=int, default=8765, metavar="N", help="port to listen on", show_default=True)
@click.option("--rate", type=float, default=120, metavar="N", help="posts a minute from one address", show_default=True)
@click.option(
    "--behind-proxy",
    "proxy",
    metavar="ADDRESS",
    help="address of the web server in front, such as 127.0.0.1; it names the sender",
)
def form(session: CommandSession, event: str | None, host: str, port: int, rate: float, proxy: str | None) -> int:
    """Serve the form until Ctrl+C."""
    from coordinator.changes.mark_keys import blind
    from coordinator.form.server import serve

    def ready(address: str) -> None:
        session.out.document({"address": address}, f"The form is at {address} – Ctrl+C stops it.")
        print(end="", flush=True)

    with session.open() as campaign:
        if campaign.read_only:
            raise UserError(f"{campaign.name} can only be read here: sign-ups could not be written.")
        with campaign.reading() as connection:
            if told := blind(connection):
                raise UserError(told)
        stop = number_of(event, "event") if event else None
        serve(
            campaign,
            session.named,
            event=stop,
            host=host,
            port=port,
            per_minute=rate,
            proxy=proxy,
            ready=ready,
        )
    return 0


@command("form-setup")
@click.option("--ask", metavar="A,B", help="questions, in order: name, reach, fields, headings of answers")
@click.option("--name", metavar="NAME", help="who collects the answers")
@click.option("--contact", metavar="E-MAIL", help="where people can ask for their data")
@click.option("--address", metavar="URL", help="where people find the form; codes of paper and calls lead there")
def form_setup(
    session: CommandSession, ask: str | None, name: str | None, contact: str | None, address: str | None
) -> int:
    """Set what the form asks and says; without options, show it."""
    from coordinator.operations.signing_up import choose_facts, choose_questions
    from coordinator.tour.public_facts import public
    from coordinator.tour.questions import asked

    given = {"name": name, "contact": contact, "address": address}
    wanted = {key: value for key, value in given.items() if value is not None}
    with session.open() as campaign:
        if wanted:
            with campaign.reading() as connection:
                plan = choose_facts.plan(connection, wanted)
            session.write(campaign, plan)
        if ask:
            with campaign.reading() as connection:
                plan = choose_questions.plan(connection, ask.split(","))
            session.write(campaign, plan)
        with campaign.reading() as connection:
            told, keys = public(connection), [question.key for question in asked(connection)]
    data: dict[str, object] = {"name": told.name, "contact": told.contact, "address": told.address, "asks": keys}
    session.out.document(
        data, "\n".join(f"{k}: {', '.join(v) if isinstance(v, list) else v or '–'}" for k, v in data.items())
    )
    return 0


@command("paper")
@id_argument("row ID of the tour event", letter=EVENT.letter, metavar="STOP")
@file_argument("file", "OUT.pdf", "the sheets to print")
@click.option("--sheets", type=int, default=1, metavar="N", help="how many")
@click.option("--first", type=int, default=1, metavar="N", help="number of the first one")
def paper(session: CommandSession, id: str, file: str, sheets: int, first: int) -> int:
    """Write sign-up sheets for a stop."""
    from coordinator.tour.paper import stop_of
    from coordinator.tour.paper_pdf import write_sheets

    with session.reading() as connection:
        stop = stop_of(connection, number_of(id, "event"))
    write_sheets(stop, Path(file), sheets, first)
    data = {"file": file, "stop": stop.code, "sheets": sheets, "link": stop.link or None}
    told = f"Wrote {file}: {sheets} sheets of {stop.title}."
    if not stop.link:
        told += " They have no QR code: say where people find the form with coordinator form-setup --address."
    session.out.document(data, told)
    return 0
