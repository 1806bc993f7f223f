"""Commands for people who asked to be forgotten."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coordinator.base.errors import UserError
from coordinator.cli.lookup import number_of
from coordinator.cli.options import command, id_argument
from coordinator.cli.session import CommandSession
from coordinator.records.catalog import CANDIDATE

if TYPE_CHECKING:
    from coordinator.changes.mentions import Mention
    from coordinator.operations.forgetting import ForgetPreview, Holding
    from coordinator.operations.keeping import Backup


@command("forget")
@id_argument()
@click.option("--yes", is_flag=True, help="do it; without this, the command only says what it would erase")
@click.option("--dry-run", is_flag=True, help="say what it would erase and what would be left, as a result")
@click.option(
    "--erase",
    metavar="KEY",
    multiple=True,
    help="also erase the words in this mention, such as C-00034-R.notes; all: in all that surely name the person",
)
@click.option("--backups-now", is_flag=True, help="make a new backup, and delete all earlier ones now")
@click.option(
    "--folder", metavar="FOLDER", multiple=True, type=click.Path(), help="look for files that name the person there too"
)
def forget(
    session: CommandSession,
    id: str,
    yes: bool,
    dry_run: bool,
    erase: tuple[str, ...],
    backups_now: bool,
    folder: tuple[str, ...],
) -> int:
    """Erase a person."""
    from coordinator.operations.forgetting import ALL, forget_person, preview

    number = number_of(id, CANDIDATE.key)
    folders = [*map(Path, folder), *_last_folder()]
    with session.open() as campaign:
        before = preview(campaign, number, folders=folders)
        _check_keys(erase, before.holding.mentions, ALL)
        if dry_run:
            document = {"change_set": None, "erases": before.erased, "looked_for": list(before.looked_for)}
            session.out.document({**document, **_json(before.holding)}, _told(before, id))
            return 0
        if not yes:
            raise UserError(_told(before, id))
        done = forget_person(
            campaign, number, author=session.author, erase=erase, backups_now=backups_now, folders=folders
        )
    letters = done.left.letters
    told = [done.sentence, f"Backups deleted: {done.backups_deleted}."]
    told += ["", "Letters to those who hold a copy:", "", letters] if letters else []
    session.out.document(
        {
            "change_set": done.seq,
            "holders": [asdict(h) for h in done.left.partners],
            "backups_deleted": done.backups_deleted,
            "marks": done.marks,
            "key": "file" if done.key_in_file else "keyring",
            "compacted": done.compacted,
            "sentence": done.sentence,
            **_json(done.left),
        },
        "\n".join(told),
    )
    return 0


def _last_folder() -> list[Path]:
    """Return the folder where the window last wrote a file."""
    from coordinator.base.settings import load

    kept = load().get("folder", "")
    return [Path(kept)] if kept else []


def _check_keys(erase: Iterable[str], mentions: "Iterable[Mention]", every: str) -> None:
    known = {m.key for m in mentions}
    if wrong := [key for key in erase if key != every and key not in known]:
        raise UserError(f"{wrong[0]} is no mention of this person. There are: {', '.join(sorted(known)) or 'none'}.")


def _told(before: "ForgetPreview", id: str) -> str:
    """Return what forgetting would do, in words."""
    lines = [f"This erases {before.title} forever; it cannot be undone."]
    if before.looked_for:
        lines.append(f"Looked for, also as it was earlier: {', '.join(before.looked_for)}.")
    if rest := before.holding.lines():
        lines += ["These hold or name them too; they stay unless you say otherwise:", *(f"  {line}" for line in rest)]
    if before.holding.mentions:
        lines.append("To erase words there too: --erase KEY, or --erase all for those that surely name the person.")
    if before.holding.backups:
        all_ = "the 1 backup" if before.holding.copies == 1 else f"all {before.holding.copies} backups"
        lines.append(f"To delete {all_} from before and make a new one at once: --backups-now.")
    return "\n".join([*lines, f"To do it: coordinator forget {id} --yes"])


def _json(holding: "Holding") -> dict[str, object]:
    return {
        "mentions": _mentions_json(holding.mentions),
        "namesakes": list(holding.namesakes),
        "exports": [asdict(e) for e in holding.exports],
        "files": [str(path) for path in holding.files.naming],
        "files_not_read": [str(path) for path in holding.files.unread],
        "backups": _backups_json(holding.backups),
        "left": holding.lines(),
    }


def _backups_json(copies: "Iterable[Backup]") -> list[dict[str, str]]:
    return [{"file": str(b.path), "at": b.at.isoformat(), "why": b.why} for b in copies]


def _mentions_json(mentions: "Iterable[Mention]") -> list[dict[str, object]]:
    return [
        {
            "key": m.key,
            "where": m.where,
            "says": m.says,
            "goes": [{"says": says, "becomes": after} for says, after in m.goes.items()],
            "surely": m.surely,
            "own": m.own,
            "now": m.now,
            "steps": sorted(m.steps),
        }
        for m in mentions
    ]


@command("forget-words")
@click.argument(
    "words",
    metavar="WORDS",
    nargs=-1,
    required=True,
    help="names, addresses, numbers; a name of several words in quotation marks",
)
@click.option(
    "--erase",
    metavar="KEY",
    multiple=True,
    help="erase the words there, for good; all: wherever they surely are the whole name or address",
)
@click.option("--backups-now", is_flag=True, help="make a new backup, and delete all earlier ones now")
def forget_words(session: CommandSession, words: tuple[str, ...], erase: tuple[str, ...], backups_now: bool) -> int:
    """List where a name, an address or a number stands in records and their history, or erase it."""
    from coordinator.operations.forgetting import ALL, WordsErased, erase_words, finder_of_words, mentions_of_words

    with session.open() as campaign:
        with campaign.reading() as connection:
            found = mentions_of_words(connection, words)
        _check_keys(erase, found, ALL)
        done = WordsErased(None, found)
        if erase:
            finder = finder_of_words(words)
            done = erase_words(campaign, finder, erase, author=session.author, backups_now=backups_now)
    lines = [f"{m.key}: {m.where}: {m.shown}" for m in done.mentions] or ["Nothing names this."]
    if done.seq is not None:
        still = [f"They still stand in {done.still_there}."] if done.backups else []
        lines = [f"Erased (step {done.seq}). Backups deleted: {done.backups_deleted}.", *still, *lines]
    document = {
        "change_set": done.seq,
        "mentions": _mentions_json(done.mentions),
        "backups": _backups_json(done.backups),
        "backups_deleted": done.backups_deleted,
    }
    session.out.document(document, "\n".join(lines))
    return 0


@command("forget-key")
@click.option("--out", metavar="FILE", type=click.Path(), help="write the key into a file, for another computer")
@click.option("--take", metavar="FILE", type=click.Path(), help="take the key from a file that --out wrote")
@click.option("--lost", is_flag=True, help="the key is lost: stop asking for it; its marks recognize nobody any more")
def forget_key(session: CommandSession, out: str | None, take: str | None, lost: bool) -> int:
    """Say where the key of the marks is, or take it to another computer."""
    from coordinator.operations.forgetting import give_up_missing, keys_of, take_key_file, write_key_file

    if sum(map(bool, (out, take, lost))) > 1:
        raise UserError("Choose one of --out, --take and --lost.")
    with session.open() as campaign:
        number = 0
        if out:
            number = write_key_file(campaign, Path(out))
        elif take:
            number = take_key_file(campaign, Path(take))
        elif lost:
            number = give_up_missing(campaign)
        with campaign.reading() as connection:
            keys = keys_of(connection)
    place = "in the campaign, beside the marks" if keys.in_file else "in this computer's keyring"
    told = f"The key of forgotten people is {place}." if keys.known else "There is no key of forgotten people here."
    if keys.missing:
        told += f" Missing here: {len(keys.missing)}."
    if out:
        told += f" Wrote it to {out}: whoever has this file and the campaign can try addresses. Delete it when taken."
    session.out.document(
        {"keys": len(keys.known), "missing": len(keys.missing), "in_file": keys.in_file, "moved": number}, told
    )
    return 0
