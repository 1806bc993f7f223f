"""The command decorator, and options shared by several commands."""

import logging
from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import TypeVar

import click

from coordinator.base.log import Word
from coordinator.cli.completing import FieldNames, RowIds
from coordinator.cli.output import Output
from coordinator.cli.program import HELP
from coordinator.cli.session import AUTHOR, CAMPAIGN, CommandSession

EXIT_STATUS = "Exit status: 0 done; 1 not done, with a sentence on standard error; 2 the command was not understood."
KINDS = ("candidates", "partners", "events", "signups", "referrals", "contacts")
"""The kinds of records that can be listed and exported."""
IMPORTED_KINDS = KINDS[:3]
"""The kinds that imports create and that can have the campaign's own fields."""

_log = logging.getLogger(__name__)
Function = Callable[..., int]
Decorator = Callable[[Function], Function]
Into = TypeVar("Into")


def _session(context: click.Context) -> CommandSession:
    found = context.find_object(CommandSession)
    assert found is not None
    return found


def _campaign(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        _session(context).campaign = value


def _json(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        _session(context).out = Output(True)


def _author(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        _session(context).by = value


def everywhere() -> list[click.Parameter]:
    """Return the options allowed both before and after a command; the last one counts."""
    return [
        click.Option(
            ["--campaign"],
            metavar="FILE",
            expose_value=False,
            callback=_campaign,
            type=click.Path(),
            help=f"the campaign file or postgresql:// address (or set {CAMPAIGN})",
        ),
        click.Option(["--json"], is_flag=True, expose_value=False, callback=_json, help="print one JSON document"),
        click.Option(
            ["--author"],
            metavar="NAME",
            expose_value=False,
            callback=_author,
            help=f"who does it, for the history (or set {AUTHOR})",
        ),
    ]


def command(name: str) -> Callable[[Function], click.Command]:
    """Turn a function that takes the session and returns the exit status into a command.

    Args:
        name: its name in the table of commands, which also has its help.
    """

    def make(function: Function) -> click.Command:
        @wraps(function)
        def noted(*args: object, **given: object) -> int:
            _log.info("Command %s", Word(name))
            return function(*args, **given)

        made = click.command(name, help=HELP.get(name, ""), short_help=HELP.get(name, ""), epilog=EXIT_STATUS)(
            click.pass_obj(noted)
        )
        made.params.extend(everywhere())
        return made

    return make


def gathered(name: str, into: type[Into], *options: Decorator) -> Decorator:
    """Pass several options to a function as one object.

    Args:
        name: the function's parameter for the object.
        into: its dataclass; each field has the name of an option.
        options: the options themselves.
    """

    keys = tuple(signature(into).parameters)

    def decorate(function: Function) -> Function:
        @wraps(function)
        def call(*args: object, **given: object) -> int:
            values = {key: given.pop(key) for key in keys}
            return function(*args, **given, **{name: into(**values)})

        wrapped: Function = call
        for option in reversed(options):
            wrapped = option(wrapped)
        return wrapped

    return decorate


def id_argument(help_: str = "row ID", name: str = "id", letter: str = "C", metavar: str = "ID") -> Decorator:
    """Return the argument for a row ID; completion offers records with the letter."""
    return click.argument(name, metavar=metavar, type=RowIds(letter), help=help_)


def optional_id_argument(help_: str) -> Decorator:
    """Return the argument for an optional row ID."""
    return click.argument("id", metavar="[ID]", type=RowIds(), required=False, help=help_)


def kind_argument(kinds: tuple[str, ...] = KINDS, help_: str = "which records") -> Decorator:
    """Return the argument for a kind of records."""
    return click.argument("kind", type=click.Choice(kinds), metavar="KIND", help=f"{help_}: {', '.join(kinds)}")


def filter_option(help_: str = "only these, such as: state = CO and stage in (Interested, Contacted)") -> Decorator:
    """Return `--filter`; its expression is passed as `where`."""
    return click.option("--filter", "where", metavar="EXPR", type=FieldNames(), help=help_)


def dry_run_option(help_: str = "say what would happen; write nothing") -> Decorator:
    """Return `--dry-run`."""
    return click.option("--dry-run", is_flag=True, help=help_)


def limit_option() -> Decorator:
    """Return `--limit`."""
    return click.option("--limit", type=int, metavar="N", callback=_not_negative, help="only the first N")


def _not_negative(context: click.Context, option: click.Parameter, value: int | None) -> int | None:
    if value is not None and value < 0:
        raise click.BadParameter(f"{value} is less than 0.", context, option)
    return value


def partner_argument(help_: str = "row ID, name, or part of the name") -> Decorator:
    """Return the argument for a partner."""
    return click.argument("partner", metavar="PARTNER", type=RowIds("P"), help=help_)


def optional_partner_argument(help_: str) -> Decorator:
    """Return the argument for an optional partner."""
    return click.argument("partner", metavar="[PARTNER]", type=RowIds("P"), required=False, help=help_)


def file_argument(name: str, metavar: str, help_: str) -> Decorator:
    """Return the argument for a file or folder."""
    return click.argument(name, metavar=metavar, type=click.Path(), help=help_)


def event_option(help_: str) -> Decorator:
    """Return `--event`, a stop of the tour."""
    return click.option("--event", metavar="ID", type=RowIds("E"), help=help_)


def send_option(help_: str = "send it through the campaign's mail account") -> Decorator:
    """Return `--send`."""
    return click.option("--send", is_flag=True, help=help_)


def again_option(help_: str) -> Decorator:
    """Return `--again`: deliberately repeat what was done before."""
    return click.option("--again", is_flag=True, help=help_)


def template_option() -> Decorator:
    """Return `--template`."""
    return click.option("--template", metavar="NAME", help="else the campaign's, or the one of the program")
