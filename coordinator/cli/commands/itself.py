"""Commands for the program itself: pictures of its window, the demo, shell completion."""

from importlib import import_module
from pathlib import Path
from types import ModuleType

import click
from click.shell_completion import get_completion_class

from coordinator.base.errors import UserError
from coordinator.cli import COMPLETE, NAME
from coordinator.cli.lookup import by_plural
from coordinator.cli.options import command, file_argument
from coordinator.cli.output import Bar
from coordinator.cli.session import CommandSession


@command("pictures")
@file_argument("directory", "DIR", "folder for the pictures")
def pictures(session: CommandSession, directory: str) -> int:
    """Write the window's screens as PNG."""
    made = _tool("pictures").make_pictures(Path(directory), Path(session.where) if session.where else None)
    session.out.document({"pictures": [str(p) for p in made]}, "\n".join(str(p) for p in made))
    return 0


@command("demo")
@click.argument(
    "directory", metavar="[DIR]", type=click.Path(), default="coordinator-demo", help="folder for all of it"
)
def demo(session: CommandSession, directory: str) -> int:
    """Run the demo off screen on the sample tour and print where its files are."""
    tool = _tool("demo")
    with Bar() as bar:
        made = tool.make_demo(Path(directory), session.author, bar)
    counts = by_plural(made.exported.rows)
    data = {
        "campaign": str(made.campaign),
        "export": str(made.exported.path),
        "rows": counts,
        "pictures": [str(p) for p in made.pictures],
    }
    rows = ", ".join(f"{n} {k}" for k, n in counts.items())
    words = (
        f"The sample tour was imported into {made.campaign},\nexported to {made.exported.path} ({rows}),\n"
        f"and the window's screens lie in {made.campaign.parent / 'pictures'} ({len(made.pictures)} pictures).\n"
        f"Look further with: ./run list candidates --campaign {made.campaign}"
    )
    session.out.document(data, words)
    return 0


def _tool(name: str) -> ModuleType:
    """Return a module of `tools`, which exists only in a checkout.

    Raises:
        UserError: it does not exist.
    """
    try:
        return import_module(f"tools.{name}")
    except ModuleNotFoundError as error:
        if error.name not in ("tools", f"tools.{name}"):
            raise
        raise UserError(
            f"The {name} command is for those who build Coordinator and is not installed with it. "
            f"Get the source code and run there: ./run {name}"
        ) from error


@command("completion")
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")), metavar="SHELL", help="bash, zsh or fish")
@click.pass_context
def completion(context: click.Context, session: CommandSession, shell: str) -> int:
    """Print the completion script for a shell to run at startup."""
    made = get_completion_class(shell)
    assert made is not None
    script = made(context.find_root().command, {}, NAME, COMPLETE).source()
    session.out.document({"shell": shell, "script": script}, script)
    return 0
