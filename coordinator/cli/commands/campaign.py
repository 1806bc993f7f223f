"""Commands for a campaign as a whole: creating one, history, undo and redo."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from coordinator.base.errors import UserError
from coordinator.cli.lookup import find
from coordinator.cli.options import command, file_argument, optional_id_argument
from coordinator.cli.output import Bar
from coordinator.cli.session import CommandSession
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, record_type
from coordinator.store.campaign import Campaign

if TYPE_CHECKING:
    from coordinator.changes.change_set import ChangeSet
    from coordinator.changes.plan import Plan


@command("new")
@file_argument("file", "FILE", "where to: a file, or the postgresql:// address of an empty database")
@click.option("--sample", is_flag=True, help="with the sample tour in it")
def new(session: CommandSession, file: str, sample: bool) -> int:
    """Create a campaign in a file or a database."""
    from coordinator.store import campaign

    with session.note(campaign.create(file)) as made:
        if sample:
            from coordinator.operations.importing import load_sample

            with Bar() as bar:
                load_sample(made, progress=bar)
        counts = _counts(made)
        where = made.where
        session.say_where(made.path)
    told = ", ".join(f"{n} {k}" for k, n in counts.items() if n)
    session.out.document({"campaign": where, "records": counts}, f"Made {where}" + (f" with {told}." if told else "."))
    return 0


def _counts(campaign: Campaign) -> dict[str, int]:
    from coordinator.records.catalog import LISTED
    from coordinator.store import query

    with campaign.reading() as connection:
        return {rt.plural_key: query.count(connection, rt) for rt in LISTED}


@command("history")
@optional_id_argument("row ID of the record; without it, of the whole campaign")
def history(session: CommandSession, id: str | None) -> int:
    """Show the history."""
    from coordinator.changes import history as past

    with session.reading() as connection:
        if id:
            rt, number = find(id)
            rows = [
                {**_line(s), "action": str(c.action), "fields": {k: list(v) for k, v in c.fields.items()}}
                for s, c in past.of_record(connection, rt.key, number)
            ]
        else:
            rows = [_line(s) for s in past.change_sets(connection)]
    shown = [
        {
            "seq": str(r["seq"]),
            "when": str(r["at"]),
            "who": str(r["author"]),
            "what": str(r["title"]),
            "undone": "undone" if r["undone"] else "",
        }
        for r in rows
    ]
    session.out.table(rows, shown)
    return 0


def _line(change_set: "ChangeSet") -> dict[str, object]:
    return {
        "seq": change_set.seq,
        "kind": change_set.kind,
        "title": change_set.title,
        "author": change_set.author,
        "at": change_set.at,
        "source": change_set.source,
        "undoes": change_set.undoes,
        "size": change_set.size,
        "undone": change_set.undone,
        "kept": list(change_set.kept),
    }


@command("undo")
@click.argument("seq", metavar="[SEQ]", type=int, required=False, help="sequence number of the step; else the newest")
@click.option(
    "--give", multiple=True, metavar="ID", help="of a merge: what came since and goes to the one who comes back"
)
def undo(session: CommandSession, seq: int | None, give: tuple[str, ...]) -> int:
    """Undo the newest step, or a given one."""
    from coordinator.changes import history as past

    with session.open() as campaign:
        if seq is None:
            with campaign.reading() as connection:
                seq = past.newest_to_undo(connection)
        if seq is None:
            raise UserError("Nothing is left to undo.")
        return _take_back(session, campaign, seq, "undone", give)


@command("redo")
def redo(session: CommandSession) -> int:
    """Redo what was undone last."""
    from coordinator.changes import history as past

    with session.open() as campaign:
        with campaign.reading() as connection:
            seq = past.newest_to_redo(connection)
        if seq is None:
            raise UserError("Nothing is left to redo.")
        return _take_back(session, campaign, seq, "redone")


def _take_back(session: CommandSession, campaign: Campaign, seq: int, word: str, give: Iterable[str] = ()) -> int:
    from coordinator.operations.undoing import undo

    with campaign.reading() as connection:
        plan = undo.plan(connection, seq)
    _give(plan, give)
    applied = session.write(campaign, plan)
    kept = [c.who for c in applied.conflicts if c.who]
    could = "taken back" if word == "undone" else "done again"
    if applied.seq is None:
        raise UserError("\n".join([f"Nothing could be {could}.", *plan.told, *kept[:20]]))
    number = sum(len(ids) for ids in applied.touched.values())
    words = f"{plan.title}: {number} {could}" + (f", {len(kept)} kept:\n  " + "\n  ".join(kept[:20]) if kept else ".")
    words = "\n  ".join([words, *plan.told])
    document = {word: seq, "change_set": applied.seq, "taken_back": number, "kept": kept, "told": plan.told}
    session.out.document(document, words)
    return 0


def _give(plan: "Plan", wanted: Iterable[str]) -> None:
    """Give the restored person what was named: records by row ID, values by field."""
    from coordinator.changes.merge import Resolution
    from coordinator.operations.undoing import questions

    asked = {
        (c.field if c.record == CANDIDATE.key else row_id.make(record_type(c.record).letter, c.record_id)): c
        for c in questions(plan)
    }
    for what in wanted:
        if what not in asked:
            known = ", ".join(asked) or "nothing"
            raise UserError(f"“{what}” is not in question. What can be given away: {known}.")
        asked[what].answer = Resolution.TAKE
