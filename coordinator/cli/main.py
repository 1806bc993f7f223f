"""Entry point of the command line."""

import logging
import os
import sys
from collections.abc import Sequence

import click
from click.shell_completion import shell_complete

from coordinator import __version__
from coordinator.base.errors import Cancelled, UserError
from coordinator.base.faults import as_told
from coordinator.cli import COMPLETE, NAME
from coordinator.cli.options import EXIT_STATUS, everywhere
from coordinator.cli.program import Program
from coordinator.cli.session import CommandSession, Screen

DESCRIPTION = """Connects people who may run for office with partners who help them.
Without a command the window opens: coordinator [FILE]."""

_log = logging.getLogger(__name__)


def program() -> Program:
    """Return the program with all its commands."""
    version = click.version_option(
        __version__, prog_name="Coordinator", message="%(prog)s %(version)s", help="print the version"
    )
    made = Program(
        NAME,
        help=DESCRIPTION,
        epilog=EXIT_STATUS,
        params=everywhere(),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
        subcommand_metavar="COMMAND [ARGS]...",
    )
    return version(made)


def run(argv: Sequence[str], screen: Screen) -> int:
    """Run one command; return the exit status.

    Args:
        argv: the command and its arguments.
        screen: the functions that need the window.

    Raises:
        SystemExit: with status 2, the command was not understood.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    made, session = program(), CommandSession(screen)
    if wanted := os.environ.get(COMPLETE):
        return shell_complete(made, {"obj": session}, NAME, COMPLETE, wanted)
    try:
        with made.make_context(NAME, list(argv), obj=session) as context:
            status: int = made.invoke(context)
        sys.stdout.flush()
        return status
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.UsageError as error:
        error.show()
        raise SystemExit(error.exit_code) from error
    except UserError as error:
        _log.warning("Not done; the person was told why", exc_info=error)
        print(error, file=sys.stderr)
    except (Cancelled, KeyboardInterrupt):
        print("Stopped. What was under way left no trace.", file=sys.stderr)
    except BrokenPipeError:
        _stop_writing()
    except Exception as error:
        if (sentence := as_told(error, session.what_is_safe())) is None:
            raise
        _log.warning("Refused by a disk, a file or a database; the person was told", exc_info=error)
        print(sentence, file=sys.stderr)
        _stop_writing_if_refused()
    finally:
        session.say_what_is_left()
    return 1


def _stop_writing_if_refused() -> None:
    """Discard further output if a full disk refuses it: Python would try again at exit, and complain."""
    try:
        sys.stdout.flush()
    except OSError:
        _stop_writing()


def _stop_writing() -> None:
    """Discard further output: its reader is gone, and Python would complain at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
