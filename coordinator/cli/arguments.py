"""What the command line understands."""

import argparse

from coordinator import __version__
from coordinator.cli import connecting, handing, ruling, touring
from coordinator.records.kinds import ANSWER_KINDS

EXIT_STATUS = "Exit status: 0 done; 1 not done, with a sentence on standard error; 2 the command was not understood."
FIGURE_KEYS = (
    "people",
    "sign_ups",
    "connected",
    "in_training",
    "filed",
    "on_the_ballot",
    "elected",
    "independents",
    "young",
    "local",
    "handed_over",
)
KINDS = ("candidates", "partners", "events", "signups", "referrals", "contacts")


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--campaign",
        metavar="FILE",
        default=argparse.SUPPRESS,
        help="the campaign file or postgresql:// address (or set COORDINATOR_CAMPAIGN)",
    )
    common.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print one JSON document")
    top = argparse.ArgumentParser(
        prog="coordinator",
        parents=[common],
        epilog=EXIT_STATUS,
        description="Connects people who may run for office with partners who help them. "
        "Without a command the window opens: coordinator [FILE].",
    )
    top.add_argument("--version", action="version", version=f"Coordinator {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def add(name: str, help_: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=help_, description=help_, parents=[common], epilog=EXIT_STATUS)

    new = add("new", "Make a new campaign file.")
    new.add_argument("file", metavar="FILE")
    new.add_argument("--sample", action="store_true", help="with the sample tour in it")
    _import(add("import", "Import files: one object with --json, of several files an array of them."))
    _export(add("export", "Write records to a workbook (.xlsx, .ods), or one kind of them to a .csv."))
    _ledger(add)
    _reading(add)
    _writing(add)
    _people(add)
    connecting.add_commands(add)
    handing.add_commands(add)
    ruling.add_commands(add)
    touring.arguments(add)
    _reporting(add)
    _keeping(add)
    _forms(add)
    return top


def _import(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", metavar="FILE")
    command.add_argument("--sheet", help="only this sheet")
    command.add_argument("--into", choices=KINDS[:3], help="what the rows are, if it is not found out")
    command.add_argument("--source", metavar="NAME", help="name of the form or list that the rows come from")
    command.add_argument("--event", metavar="ID", help="row ID of the tour event at which they signed up")
    command.add_argument("--partner", metavar="PARTNER", help="the partner whose answers these are, if not found out")
    command.add_argument("--dry-run", action="store_true", help="say what would happen; write nothing")
    command.add_argument(
        "--on-conflict",
        choices=("keep", "take"),
        default="keep",
        help="where both sides changed: keep what is here (usual) or take the sheet",
    )
    command.add_argument(
        "--rule",
        action="append",
        metavar="[FIELD=]RULE",
        help="where the database differs: ask (usual), fill (what is here stays) or overwrite; "
        "remembered with the source",
    )
    command.add_argument(
        "--column",
        action="append",
        metavar="HEADING=FIELD",
        help="what a column becomes: a field, answer or ignored; remembered",
    )
    command.add_argument("--header-row", type=int, metavar="N", help="where the headings stand, if not found out")
    command.add_argument("--leave-out", action="append", metavar="SHEET", help="a sheet, or a table, to leave out")
    command.add_argument("--day-first", action="append", metavar="HEADING", help="its dates are day/month")
    command.add_argument("--month-first", action="append", metavar="HEADING", help="its dates are month/day")
    command.add_argument(
        "--delete-missing",
        action="store_true",
        help="of a returned workbook: delete what went out and is not in it any more",
    )
    command.add_argument("--likely", action="store_true", help="tell who of the new people may be here already")
    command.add_argument("--problems", metavar="OUT.xlsx", help="write the rows that could not be taken here")


def _export(command: argparse.ArgumentParser) -> None:
    command.add_argument("out", metavar="OUT")
    command.add_argument("--kind", action="append", choices=KINDS, help="which records; can be given several times")
    command.add_argument("--filter", metavar="EXPR", help="only these, of one kind")
    command.add_argument("--view", metavar="NAME", help="the records of a saved view")
    command.add_argument("--columns", metavar="A,B", help="which columns, in this order: field keys or headings")
    command.add_argument("--editable", metavar="A,B", help="only what is changed in these columns is taken back")
    command.add_argument(
        "--for",
        dest="purpose",
        metavar="PURPOSE",
        help="what for: takes what is saved under that name; what is given here is saved",
    )
    command.add_argument("--to", metavar="WHOM", help="who gets it, for the ledger")
    command.add_argument("--template", type=int, metavar="N", help="no records, but N blank rows to fill in")
    command.add_argument("--protect", action="store_true", help="protect the sheets, without a password")
    command.add_argument("--everybody", action="store_true", help="those too who do not want to be contacted")


def _ledger(add) -> None:  # type: ignore[no-untyped-def]
    ledger = add("exports", "List the workbooks that went out: with whom, since when, what came back.")
    ledger.add_argument("--out", action="store_true", help="only those of which something may still come back")
    ledger.add_argument("--done", metavar="CODE", help="nothing more is expected of this export")
    ledger.add_argument("--not-done", metavar="CODE", help="it is expected back after all")
    saved = add("purposes", "List what workbooks go out for, with the columns saved for it.")
    saved.add_argument("--drop", metavar="NAME", help="delete one; coordinator undo brings it back")


def _reading(add) -> None:  # type: ignore[no-untyped-def]
    listing = add("list", "List records: an array of objects by field key with --json.")
    listing.add_argument("kind", choices=KINDS)
    listing.add_argument("--filter", metavar="EXPR", help="such as: state = CO and stage in (Interested, Contacted)")
    listing.add_argument("--fields", metavar="A,B", help="field keys, or answers by their heading")
    listing.add_argument("--limit", type=int, metavar="N")
    count = add("count", "Count records.")
    count.add_argument("kind", choices=KINDS)
    count.add_argument("--filter", metavar="EXPR")
    show = add("show", "Show one record.")
    show.add_argument("id", metavar="ID")
    history = add("history", "Show what was done, newest first; of one record with its ID.")
    history.add_argument("id", metavar="ID", nargs="?")


def _writing(add) -> None:  # type: ignore[no-untyped-def]
    setting = add("set", "Change fields of a record; an empty value clears.")
    setting.add_argument("id", metavar="ID")
    setting.add_argument("values", nargs="+", metavar="field=value")
    undo = add("undo", "Take back the newest step, or the one of a sequence number.")
    undo.add_argument("seq", type=int, nargs="?", metavar="SEQ")
    undo.add_argument(
        "--give", action="append", metavar="ID", help="of a merge: what came since and goes to the one who comes back"
    )
    add("redo", "Do again what was undone last.")


def _people(add) -> None:  # type: ignore[no-untyped-def]
    likely = add("duplicates", "List pairs of candidates who may be one person, the surest first.")
    likely.add_argument("--limit", type=int, metavar="N")
    merge = add("merge", "Make one person, or one tour event, of two; the first one stays, the other's ID leads there.")
    merge.add_argument("id", metavar="ID")
    merge.add_argument("other", metavar="ID")
    apart = add("apart", "Remember that two who look alike are not one person.")
    apart.add_argument("id", metavar="ID")
    apart.add_argument("other", metavar="ID")
    forget = add("forget", "Erase a person for ever, and keep them from coming back with the next list.")
    forget.add_argument("id", metavar="ID")
    forget.add_argument("--yes", action="store_true", help="do it; without this it is only said what would be erased")
    add("answers", "List the fields that the campaign made itself; rename one with: set ID heading=…")
    make = add("add-answer", "Make a field of the campaign's own.")
    make.add_argument("kind", choices=KINDS[:3], help="which records get it")
    make.add_argument("heading", metavar="HEADING")
    make.add_argument("--type", choices=ANSWER_KINDS, default="text", help="what its values are")
    retype = add("set-answer", "Give an answer another type; its values are read anew.")
    retype.add_argument("id", metavar="ID")
    retype.add_argument("--type", choices=ANSWER_KINDS, required=True)
    move = add("move-answer", "Move an answer's values into another field; what does not fit stays and is told.")
    move.add_argument("id", metavar="ID", help="row ID of the answer, from coordinator answers")
    move.add_argument("field", metavar="FIELD", help="key of a field, or heading of another answer")
    move.add_argument("--dry-run", action="store_true", help="say what would happen; write nothing")
    add("sources", "List where sign-ups come from, with how their columns were mapped.")


def _scoped(command: argparse.ArgumentParser) -> None:
    command.add_argument("--since", metavar="DAY", help="first day, such as 2025-02-21; election is 2024-11-05")
    command.add_argument("--until", metavar="DAY", help="last day, included")
    command.add_argument("--as-of", metavar="DATE-TIME", help="as it was: 2025-10-01 (its end) or 2025-10-01T18:00")
    command.add_argument("--zone", metavar="ZONE", default="America/New_York", help="whose days")
    command.add_argument("--state", metavar="STATE", help="only people of this state")
    command.add_argument("--source", metavar="NAME", help="only sign-ups through this source")
    command.add_argument("--event", metavar="ID", help="only sign-ups credited to this stop")
    command.add_argument("--partner", metavar="ID", help="only people connected with this partner")


def _reporting(add) -> None:  # type: ignore[no-untyped-def]
    stats = add("stats", "Count: people, sign-ups, connected, in training, filed, elected; one object with --json.")
    _scoped(stats)
    stats.add_argument(
        "--by",
        metavar="A,B",
        help="broken down by state, level, party, stage, age, connected, source, event, partner, status, week",
    )
    report = add("report", "Write the weekly report: a workbook (.xlsx), to print (.pdf), or for an e-mail (.txt).")
    report.add_argument("kind", choices=("weekly",))
    report.add_argument("out", metavar="OUT")
    _scoped(report)
    chart = add("chart", "Draw one chart of the overview as .svg or .png.")
    chart.add_argument(
        "name", metavar="NAME", help="funnel, weeks, states, levels, parties, ages, partners, stops, sources"
    )
    chart.add_argument("out", metavar="OUT.svg")
    chart.add_argument("--figure", choices=FIGURE_KEYS, default="people", help="which figure the map shows")
    chart.add_argument("--per-head", action="store_true", help="the map goes by residents")
    chart.add_argument("--stacked-by", choices=("event", "source"), default="event", help="what the weeks are made of")
    chart.add_argument("--dark", action="store_true", help="in dark colours")
    _scoped(chart)


def _keeping(add) -> None:  # type: ignore[no-untyped-def]
    add("check", "Make sure that database, history and search agree.")
    backup = add("backup", "Write a checked copy of the campaign.")
    backup.add_argument("file", metavar="FILE", nargs="?", help="where to; else the folder of backups")
    restore = add("restore", "Put a backup in the campaign's place; what was there is kept as a backup.")
    restore.add_argument("file", metavar="BACKUP")
    pictures = add("pictures", "Write the window's screens as PNG.")
    pictures.add_argument("directory", metavar="DIR")
    demo = add("demo", "Do the main job off screen on the sample tour.")
    demo.add_argument("directory", metavar="DIR", nargs="?", default="coordinator-demo")


def _forms(add) -> None:  # type: ignore[no-untyped-def]
    form = add("form", "Serve the sign-up form to phones on this network, or behind a web server, until Ctrl+C.")
    form.add_argument("--event", metavar="ID", help="row ID of the tour event that all sign-ups name")
    form.add_argument("--host", default="0.0.0.0", help="address to listen on (all of this machine's)")
    form.add_argument("--port", type=int, default=8765, metavar="N", help="port to listen on (%(default)s)")
    form.add_argument(
        "--rate", type=float, default=120, metavar="N", help="posts a minute from one address (%(default)s)"
    )
    form.add_argument(
        "--behind-proxy",
        metavar="ADDRESS",
        help="address of the web server in front, such as 127.0.0.1; it says who sends",
    )
    setup = add("form-setup", "Show or choose what the form asks, and what it tells of the campaign.")
    setup.add_argument("--ask", metavar="A,B", help="questions, in order: name, reach, fields, headings of answers")
    setup.add_argument("--name", help="who collects the answers")
    setup.add_argument("--contact", metavar="E-MAIL", help="where people can ask for their data")
    setup.add_argument(
        "--address", metavar="URL", help="where people find the form; codes of paper and calls lead there"
    )
    paper = add("paper", "Write sign-up sheets of a stop as PDF, with its QR code.")
    paper.add_argument("id", metavar="STOP", help="row ID of the tour event")
    paper.add_argument("out", metavar="OUT.pdf")
    paper.add_argument("--sheets", type=int, default=1, metavar="N", help="how many")
    paper.add_argument("--first", type=int, default=1, metavar="N", help="number of the first one")
    call = add(
        "call", "Write to a list and ask people to sign up: drafts, or by the mail account. Nobody gets it twice."
    )
    call.add_argument("name", metavar="NAME", help="what the campaign calls it; its answers are counted under it")
    call.add_argument("--to", dest="out", metavar="FOLDER", help="where the drafts go, a file for each person")
    call.add_argument("--filter", metavar="EXPR", help="of candidates, such as: state = OH and tags = supporter")
    call.add_argument("--rsvps", metavar="STOP", help="those who said that they will come to this tour event")
    call.add_argument("--template", metavar="NAME", help="else the campaign's, or the one of the program")
    call.add_argument("--code", metavar="CODE", help="what its link carries; else made from the name")
    call.add_argument("--send", action="store_true", help="send it through the campaign's mail account")
    call.add_argument("--again", action="store_true", help="on purpose, those too who got it")
    call.add_argument("--dry-run", action="store_true", help="show the first; write and send nothing")
    add("calls", "List the calls with how many were written and how many answered.")
