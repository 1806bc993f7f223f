"""Commands that look after a campaign: check, backup, restore, pictures, demo."""

import argparse
import os
from importlib import import_module
from pathlib import Path
from types import ModuleType

from coordinator.base.errors import UserError
from coordinator.cli.commands import author, open_campaign
from coordinator.cli.output import Bar, Output
from coordinator.cli.records import by_plural

Arguments = argparse.Namespace


def check(arguments: Arguments, out: Output) -> int:
    """Say whether database, history and search agree."""
    from coordinator.changes.checking import problems_of

    with open_campaign(arguments) as campaign, campaign.reading() as connection:
        problems = problems_of(connection)
    out.document({"ok": not problems, "problems": problems}, "\n".join(problems) or "Everything agrees.")
    return 1 if problems else 0


def backup(arguments: Arguments, out: Output) -> int:
    """Write a checked copy."""
    from coordinator.store import backups

    path = _file(arguments)
    into = Path(arguments.file) if arguments.file else None
    if into is not None and into.exists():
        raise UserError(f"{into.name} exists already. Choose another name.")
    made = backups.make(path, into=into)
    digest = backups.sha256(made)
    out.document({"backup": str(made), "sha256": digest}, f"Wrote {made}, checked; SHA-256 {digest}.")
    return 0


def _file(arguments: Arguments) -> Path:
    with open_campaign(arguments) as campaign:
        if campaign.path is None:
            raise UserError("A team's database is backed up on its server, with pg_dump.")
        return campaign.path


def restore(arguments: Arguments, out: Output) -> int:
    """Put a backup in the campaign's place."""
    from coordinator.changes.restoring import restore as put_back
    from coordinator.store import campaign

    where = getattr(arguments, "campaign", None) or os.environ.get("COORDINATOR_CAMPAIGN")
    if not where:
        raise UserError("Say which campaign: --campaign FILE, or set COORDINATOR_CAMPAIGN.")
    if campaign.is_url(where):
        raise UserError("A team's database is restored on its server, with pg_restore.")
    done = put_back(Path(arguments.file), Path(where), author=author())
    words = f"{where} is as in {arguments.file}."
    if done.kept:
        words += f" What was there is kept as {done.kept}."
    if done.forgotten:
        words += f" People erased again, who had asked to be forgotten: {done.forgotten}."
    kept = str(done.kept) if done.kept else None
    out.document({"campaign": where, "kept": kept, "forgotten": done.forgotten}, words)
    return 0


def pictures(arguments: Arguments, out: Output) -> int:
    """Write the window's screens as PNG."""
    where = getattr(arguments, "campaign", None) or os.environ.get("COORDINATOR_CAMPAIGN")
    made = _tool("pictures").make_pictures(Path(arguments.directory), Path(where) if where else None)
    out.document({"pictures": [str(p) for p in made]}, "\n".join(str(p) for p in made))
    return 0


def demo(arguments: Arguments, out: Output) -> int:
    """Do the main job off screen on the sample tour and say where all of it is."""
    tool = _tool("demo")
    with Bar() as bar:
        made = tool.make_demo(Path(arguments.directory), author(), bar)
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
    out.document(data, words)
    return 0


def _tool(name: str) -> ModuleType:
    """Return a module of `tools`, which lies beside the program in a checkout alone.

    Raises:
        UserError: it is not there.
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
