"""Commands for keeping a campaign safe: check, backup, restore, protect, unprotect."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click

from coordinator.base.errors import UserError
from coordinator.base.faults import DamagedValue
from coordinator.cli.options import command, file_argument
from coordinator.cli.output import Bar
from coordinator.cli.session import CommandSession


@command("check")
@click.option(
    "--seal", metavar="LETTERS", default="", help="a seal that was noted: does the history still go on from it?"
)
def check(session: CommandSession, seal: str) -> int:
    """Check whether database, history and search index agree."""
    from sqlalchemy.exc import SQLAlchemyError

    from coordinator.changes import checking, sealed_steps
    from coordinator.operations.ruling import all_problems
    from coordinator.records.catalog import PARTNER
    from coordinator.store import query

    with session.open() as campaign, campaign.reading() as connection:
        session.say_where(campaign.path)
        found = checking.check(connection)
        problems = found.problems
        noted = sealed_steps.step_sealed(connection, seal) if seal else None
        if seal and noted is None:
            problems.append(
                f"No step has the seal {seal}: this is not the history that it was noted of, or it was changed."
            )
        rules = []
        try:
            unmet = all_problems(connection)
            names = query.titles(connection, PARTNER, unmet)
            rules = [f"{names[number]}: {sentence}" for number, found in unmet.items() for sentence in found]
        except (DamagedValue, SQLAlchemyError, TypeError, AttributeError, LookupError):
            if not problems:
                raise
    history = found.history
    sealed = history.in_words() if history is not None else []
    if noted is not None:
        sealed.append(f"The seal that was noted is that of step {noted:,}.")
    told = "\n".join([*(problems or ["Everything agrees."]), *sealed, *rules])
    document = {
        "ok": not problems,
        "problems": problems,
        "rules": rules,
        "differences": [one.as_document() for one in found.differences],
        "history": history.as_document() if history is not None else None,
        "noted": noted,
    }
    session.out.document(document, told)
    return 1 if problems else 0


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


@command("restore")
@file_argument("file", "BACKUP", "the backup")
def restore(session: CommandSession, file: str) -> int:
    """Replace the campaign with a backup."""
    from coordinator.operations.keeping import restore_backup
    from coordinator.store import campaign

    where = session.named
    if campaign.is_url(where):
        raise UserError("A team's database is restored on its server, with pg_restore.")
    session.unlock(Path(file))
    with suppress(UserError):  # restoring says what to do where it is damaged
        session.unlock(Path(where))
    done = restore_backup(Path(file), Path(where), author=session.author)
    words = f"{where} is as in {file}."
    if done.kept:
        words += f" What was there is kept as {done.kept}."
    if done.forgotten:
        words += f" People erased again, who had asked to be forgotten: {done.forgotten}."
    if done.parted:
        words += f" Merged with them in the backup, parted again and kept: {', '.join(done.parted)}."
    kept = str(done.kept) if done.kept else None
    session.out.document({"campaign": where, "kept": kept, "forgotten": done.forgotten}, words)
    return 0


@command("protect")
@click.argument(
    "file", metavar="[FILE]", type=click.Path(), required=False, help="the campaign file, if not by --campaign"
)
@click.option("--remember", is_flag=True, help="keep the passphrase in the keyring of this computer")
@click.option(
    "--replace-backups", "replace", is_flag=True, help="make one protected backup and delete the plain ones beside it"
)
def protect(session: CommandSession, file: str | None, remember: bool, replace: bool) -> int:
    """Protect the campaign file with a passphrase."""
    from coordinator.cli.passphrases import new_passphrase
    from coordinator.operations import protecting

    path = _protectable(session, file)
    if protecting.is_protected(path):
        session.unlock(path)
    passphrase = "" if protecting.is_protected(path) else new_passphrase(path)
    with Bar() as bar:
        done = protecting.protect(path, passphrase, progress=bar)
    if remember:
        protecting.remember(path, passphrase)
    gone, left = protecting.replace_backups(done) if replace else ((), done.others)
    words = [f"{path.name} is protected. Without the passphrase nobody can read it: keep it where it is not lost."]
    if gone:
        words.append(f"One protected backup was made, and plain copies deleted: {len(gone)}.")
    words += _others(left, "These copies of it are still plain. Delete those that are not needed:")
    document = {"campaign": str(path), "protected": True, "others": list(map(str, left)), "deleted": len(gone)}
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
