"""Commands about the program itself: pictures of its window, a demonstration, completion in a shell."""

from pathlib import Path

import click
from click.shell_completion import get_completion_class

from coordinator.cli import COMPLETE, NAME
from coordinator.cli.lookup import by_plural
from coordinator.cli.options import command, file_argument
from coordinator.cli.output import Bar
from coordinator.cli.session import CommandSession


@command("pictures")
@file_argument("directory", "DIR", "folder for the pictures")
def pictures(session: CommandSession, directory: str) -> int:
    """Write the window's screens as PNG."""
    made = session.screen.draw(Path(directory), Path(session.where) if session.where else None)
    session.out.document({"pictures": [str(p) for p in made]}, "\n".join(str(p) for p in made))
    return 0


@command("demo")
@click.argument(
    "directory", metavar="[DIR]", type=click.Path(), default="coordinator-demo", help="folder for all of it"
)
def demo(session: CommandSession, directory: str) -> int:
    """Do the main job off screen on the sample tour and say where all of it is."""
    from coordinator.operations.exporting import export
    from coordinator.operations.importing import load_sample
    from coordinator.store import campaign

    folder = Path(directory).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while (path := folder / f"sample-{number}.campaign").exists():
        number += 1
    with campaign.create(path) as made, Bar() as bar:
        load_sample(made, progress=bar)
        result = export(made, folder / f"sample-{number}.xlsx", author=session.author, progress=bar)
    shots = session.screen.draw(folder / "pictures", path)
    data = {
        "campaign": str(path),
        "export": str(result.path),
        "rows": by_plural(result.rows),
        "pictures": [str(p) for p in shots],
    }
    rows = ", ".join(f"{n} {k}" for k, n in by_plural(result.rows).items())
    words = (
        f"The sample tour was imported into {path},\nexported to {result.path} ({rows}),\n"
        f"and the window's screens lie in {folder / 'pictures'} ({len(shots)} pictures).\n"
        f"Look further with: ./run list candidates --campaign {path}"
    )
    session.out.document(data, words)
    return 0


@command("completion")
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")), metavar="SHELL", help="bash, zsh or fish")
@click.pass_context
def completion(context: click.Context, session: CommandSession, shell: str) -> int:
    """Print the script that a shell runs when it starts."""
    made = get_completion_class(shell)
    assert made is not None
    script = made(context.find_root().command, {}, NAME, COMPLETE).source()
    session.out.document({"shell": shell, "script": script}, script)
    return 0
