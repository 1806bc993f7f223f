"""The way in from the command line."""

import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.base.errors import Cancelled, UserError
from coordinator.base.log import Word
from coordinator.cli import (
    answers,
    commands,
    connecting,
    exporting,
    forms,
    handing,
    importing,
    keeping,
    people,
    reporting,
    ruling,
    touring,
)
from coordinator.cli.arguments import parser
from coordinator.cli.output import Output

if TYPE_CHECKING:
    from coordinator.reports.charts import Chart

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Screen:
    """What only the window can do, handed in by whoever knows it.

    Attributes:
        open_desk: shows the window of a desk file until somebody leaves it; gives the exit status.
        draw_chart: draws a chart of the reports into a file, in dark colours or not.
    """

    open_desk: Callable[[Path], int]
    draw_chart: Callable[["Chart", Path, bool], None]


COMMANDS: dict[str, Callable[..., int]] = {
    "new": commands.new,
    "import": importing.import_,
    "export": exporting.export,
    "exports": exporting.exports,
    "purposes": exporting.purposes,
    "list": commands.list_,
    "count": commands.count,
    "show": commands.show,
    "set": commands.set_,
    "history": commands.history,
    "undo": commands.undo,
    "redo": commands.redo,
    "duplicates": people.duplicates,
    "merge": people.merge,
    "apart": people.apart,
    "forget": people.forget,
    "sources": people.sources,
    "answers": answers.answers,
    "add-answer": answers.make,
    "set-answer": answers.retype,
    "move-answer": answers.move,
    "stops": touring.stops,
    "after": touring.after,
    "credit": touring.credit,
    "desk": touring.desk,
    "stats": reporting.stats,
    "report": reporting.report,
    "chart": reporting.chart,
    "check": keeping.check,
    "backup": keeping.backup,
    "restore": keeping.restore,
    "pictures": keeping.pictures,
    "demo": keeping.demo,
    **connecting.COMMANDS,
    **handing.COMMANDS,
    "form": forms.form,
    "form-setup": forms.form_setup,
    "paper": forms.paper,
    "call": forms.call,
    "calls": forms.calls_,
    **ruling.COMMANDS,
}


def run(argv: Sequence[str], screen: Screen) -> int:
    """Run one command; return the exit status.

    Args:
        argv: the command and its arguments.
        screen: what only the window can do.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    arguments = parser().parse_args(argv)
    arguments.open_desk, arguments.draw_chart = screen.open_desk, screen.draw_chart
    out = Output(getattr(arguments, "json", False))
    _log.info("Command %s", Word(arguments.command))
    try:
        status = COMMANDS[arguments.command](arguments, out)
        sys.stdout.flush()
        return status
    except UserError as error:
        _log.warning("Not done; the person was told why", exc_info=error)
        print(error, file=sys.stderr)
    except (Cancelled, KeyboardInterrupt):
        print("Stopped. What was under way left no trace.", file=sys.stderr)
    except BrokenPipeError:
        _stop_writing()
    return 1


def _stop_writing() -> None:
    """Whoever read the output has gone: let what is left of it go nowhere, or Python complains on leaving."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
