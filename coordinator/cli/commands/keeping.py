"""Commands for keeping a campaign safe: check, backup, restore, protect, unprotect."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import click

from coordinator.base.errors import UserError
from coordinator.cli.options import command, file_argument
from coordinator.cli.output import Bar
from coordinator.cli.session import CommandSession

_MOST_NAMED = 20
"""So many steps that a restore would take back are named."""


@command("check")
@click.option(
    "--seal", metavar="LETTERS", default="", help="a seal that was noted: does the history still go on from it?"
)
def check(session: CommandSession, seal: str) -> int:
    """Check whether database, history and search index agree."""
    from coordinator.operations import checking

    with session.open() as campaign, Bar() as bar:
        session.say_where(campaign.path)
        done = checking.check(campaign, seal, progress=bar)
    found, history = done.found, done.found.history
    document = {
        "ok": not found.problems,
        "problems": found.problems,
        "rules": done.rules,
        "differences": [one.as_document() for one in found.differences],
        "history": history.as_document() if history is not None else None,
        "noted": done.noted,
    }
    session.out.document(document, "\n".join([*(found.problems or [checking.AGREES]), *done.seals, *done.rules]))
    return 1 if found.problems else 0


@command("backup")
@click.argument(
    "file", metavar="[FILE]", type=click.Path(), required=False, help="where to; else the folder of backups"
)
def backup(session: CommandSession, file: str | None) -> int:
    """Write a checked copy of the campaign."""
    from coordinator.operations import keeping

    path = _file(session)
    into = Path(file) if file else None
    if into is not None and into.exists():
        raise UserError(f"{into.name} exists already. Choose another name.")
    made = keeping.make(path, into=into)
    digest = keeping.sha256(made)
    session.out.document({"backup": str(made), "sha256": digest}, f"Wrote {made}, checked; SHA-256 {digest}.")
    return 0


def _file(session: CommandSession) -> Path:
    with session.open() as campaign:
        if campaign.path is None:
            raise UserError("A team's database is backed up on its server, with pg_dump.")
        return campaign.path


@command("backups")
def backups(session: CommandSession) -> int:
    """List the backups beside the campaign, newest first, with what they hold."""
    from coordinator.operations import keeping
    from coordinator.store import campaign

    if campaign.is_url(session.named):
        raise UserError("A team's database is backed up on its server, with pg_dump.")
    where = Path(session.named)
    session.unlock(where)
    found = [(each, keeping.held_in(each.path)) for each in keeping.all_of(where)]
    listed = [
        {
            "path": str(each.path),
            "at": f"{each.at:%Y-%m-%dT%H:%M:%SZ}",
            "why": each.why,
            "records": dict(held.records),
            "step": asdict(held.step) if held.step else None,
            "trouble": held.trouble,
        }
        for each, held in found
    ]
    words = []
    for each, held in found:
        counts = ", ".join(f"{held.records[rt.key]:,} {rt.plural.lower()}" for rt in keeping.COUNTED if held.records)
        last = f"; last step: {held.step.title} ({held.step.author})" if held.step else ""
        words.append(f"{each.path.name}: {held.trouble or counts + last}")
    session.out.document({"backups": listed}, "\n".join(words) or "There are no backups beside this file.")
    return 0


@command("restore")
@file_argument("file", "BACKUP", "the backup")
@click.option("--dry-run", "dry_run", is_flag=True, help="say what it would change, and change nothing")
def restore(session: CommandSession, file: str, dry_run: bool) -> int:
    """Replace the campaign with a backup."""
    from coordinator.operations.keeping import difference, restore_backup, words_of
    from coordinator.store import campaign

    where = session.named
    if campaign.is_url(where):
        raise UserError("A team's database is restored on its server, with pg_restore.")
    session.unlock(Path(file))
    with suppress(UserError):  # restoring says what to do where it is damaged
        session.unlock(Path(where))
    if dry_run:
        found = difference(Path(file), Path(where))
        lost, gained = ([asdict(step) for step in steps] for steps in (found.lost, found.gained))
        told = {"campaign": where, "lost": lost, "gained": gained, "another": found.is_another}
        counts = {"there": dict(found.there.records), "here": dict(found.here.records), "trouble": found.there.trouble}
        session.out.document({**told, **counts}, words_of(found, Path(file).name, most=_MOST_NAMED))
        return 1 if found.there.trouble else 0
    done = restore_backup(Path(file), Path(where), author=session.author)
    words = f"{where} is as in {file}."
    if done.kept:
        words += f" What was there is kept as {done.kept}."
    words = f"{words} {done.told}".strip()
    kept = str(done.kept) if done.kept else None
    session.out.document({"campaign": where, "kept": kept, "forgotten": done.forgotten}, words)
    return 0


@command("protect")
@click.argument(
    "file", metavar="[FILE]", type=click.Path(), required=False, help="the campaign file, if not by --campaign"
)
@click.option("--change", is_flag=True, help="give a protected file another passphrase")
@click.option("--remember", is_flag=True, help="keep the passphrase in the keyring of this computer")
@click.option(
    "--replace-backups", "replace", is_flag=True, help="make one new backup and delete the copies beside it from before"
)
def protect(session: CommandSession, file: str | None, change: bool, remember: bool, replace: bool) -> int:
    """Protect the campaign file with a passphrase, or with another one."""
    from coordinator.cli.passphrases import new_passphrase
    from coordinator.operations import protecting

    path = _protectable(session, file)
    before = protecting.is_protected(path)
    if before:
        session.unlock(path)
    variable = protecting.NEW_PASSPHRASE if change else protecting.PASSPHRASE
    passphrase = new_passphrase(path, variable=variable) if before == change else ""
    act = protecting.change_passphrase if change else protecting.protect
    with Bar() as bar:
        done = act(path, passphrase, progress=bar)
    if remember:
        protecting.remember(path, passphrase)
    gone, left = protecting.replace_backups(done) if replace else ((), done)
    what = f"{path.name} has another passphrase." if change else f"{path.name} is protected."
    words = [f"{what} Without the passphrase nobody can read it: keep it where it is not lost."]
    if gone:
        words.append(
            f"One protected backup was made, and {'older' if change else 'plain'} copies deleted: {len(gone)}."
        )
    still = "still open with the passphrase from before" if change else "are still plain"
    for paths, how in ((left.others, still), (left.plain, "are plain: whoever has them can read them")):
        words += _others(paths, f"These copies of it {how}. Delete those that are not needed:")
    document = {"campaign": str(path), "protected": True, "others": list(map(str, left.others)), "deleted": len(gone)}
    if change:
        document["plain"] = list(map(str, left.plain))
    session.out.document(document, "\n".join(words))
    return 0


@command("unprotect")
@click.argument(
    "file", metavar="[FILE]", type=click.Path(), required=False, help="the campaign file, if not by --campaign"
)
def unprotect(session: CommandSession, file: str | None) -> int:
    """Make a protected campaign file plain again."""
    from coordinator.operations import protecting

    path = _protectable(session, file)
    session.unlock(path)
    with Bar() as bar:
        done = protecting.unprotect(path, progress=bar)
    words = [f"{path.name} is plain: everybody who has the file can read it."]
    words += _others(done.others, "These copies of it still need the passphrase:")
    document = {"campaign": str(path), "protected": False, "others": list(map(str, done.others))}
    session.out.document(document, "\n".join(words))
    return 0


def _protectable(session: CommandSession, file: str | None) -> Path:
    from coordinator.store import campaign

    where = file or session.named
    if campaign.is_url(where):
        raise UserError("A team's database is protected on its server.")
    return Path(where)


def _others(paths: Sequence[Path], words: str) -> list[str]:
    return [words, *(f"  {path}" for path in paths)] if paths else []
