"""The commands: each does its work and prints what came of it."""

import argparse
import getpass
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from coordinator.base.errors import UserError
from coordinator.cli.output import Bar, Output
from coordinator.cli.records import Printer, chosen_fields, field_of, find, kind_of, typed_value
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, record_type
from coordinator.store.campaign import Campaign

if TYPE_CHECKING:
    from coordinator.changes.plan import Plan

Arguments = argparse.Namespace


def author() -> str:
    """Return who does it: `COORDINATOR_AUTHOR`, else the name of the account."""
    try:
        return os.environ.get("COORDINATOR_AUTHOR") or getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def open_campaign(arguments: Arguments) -> Campaign:
    """Open the campaign that a command means.

    Raises:
        UserError: none is named, or it cannot be opened.
    """
    from coordinator.store import campaign

    return campaign.open_(campaign_named(arguments))


def campaign_named(arguments: Arguments) -> str:
    """Return the campaign that a command means, as it was named.

    Raises:
        UserError: none is.
    """
    where = getattr(arguments, "campaign", None) or os.environ.get("COORDINATOR_CAMPAIGN")
    if not where:
        raise UserError("Say which campaign: --campaign FILE, or set COORDINATOR_CAMPAIGN.")
    return str(where)


def new(arguments: Arguments, out: Output) -> int:
    """Make a campaign file."""
    from coordinator.store import campaign

    with campaign.create(arguments.file) as made:
        if arguments.sample:
            from coordinator.partners.sample_partners import load_sample

            with Bar() as bar:
                load_sample(made, progress=bar)
        counts = _counts(made)
        where = made.where
    told = ", ".join(f"{n} {k}" for k, n in counts.items() if n)
    out.document({"campaign": where, "records": counts}, f"Made {where}" + (f" with {told}." if told else "."))
    return 0


def _counts(campaign: Campaign) -> dict[str, int]:
    from coordinator.records.catalog import LISTED
    from coordinator.store import query

    with campaign.reading() as connection:
        return {rt.plural_key: query.count(connection, rt) for rt in LISTED}


def list_(arguments: Arguments, out: Output) -> int:
    """List records."""
    from coordinator.store import query

    with open_campaign(arguments) as campaign, campaign.reading() as connection:
        rt = query.typed(connection, kind_of(arguments.kind))
        printer = Printer(connection, rt, chosen_fields(rt, arguments.fields))
        ids = query.select_ids(connection, rt, arguments.filter)
        rows = query.read_rows(connection, rt, ids[: arguments.limit] if arguments.limit is not None else ids)
        if out.as_json:
            out.table(printer.objects(rows) if arguments.fields else printer.whole(rows), [])
        else:
            out.table([], printer.words(rows))
    return 0


def count(arguments: Arguments, out: Output) -> int:
    """Count records."""
    from coordinator.store import query

    with open_campaign(arguments) as campaign, campaign.reading() as connection:
        number = query.count(connection, kind_of(arguments.kind), arguments.filter)
    out.document({"count": number}, str(number))
    return 0


def show(arguments: Arguments, out: Output) -> int:
    """Show one record."""
    from coordinator.store import query

    rt, number = find(arguments.id)
    with open_campaign(arguments) as campaign, campaign.reading() as connection:
        full = query.typed(connection, rt)
        row = query.record(connection, full, number)
        if row is None:
            raise UserError(f"{arguments.id} is not there.")
        printer = Printer(connection, full, chosen_fields(full, None))
        data = printer.whole([row])[0]
        if row.get("deleted_at"):
            data["deleted_at"] = row["deleted_at"]
        words = [f"{name}: {text}" for name, text in printer.words([row])[0].items()]
    out.document(data, "\n".join(words))
    return 0


def set_(arguments: Arguments, out: Output) -> int:
    """Change fields of a record."""
    from coordinator.changes import apply
    from coordinator.store import query

    rt, number = find(arguments.id)
    pairs = [text.partition("=") for text in arguments.values]
    if wrong := next((key for key, sign, _ in pairs if not sign), None):
        raise UserError(f"“{wrong}”: write field=value, for example stage=Contacted.")
    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            full = query.typed(connection, rt)
            fields = [(field_of(full, key.strip()), value) for key, _, value in pairs]
            values = {f.key: typed_value(connection, f, value) for f, value in fields}
            plan = _plan_set(connection, full, number, values)
        applied = apply.apply(campaign, plan, author=author())
    changed = {k: after for c in plan.changes for k, (_, after) in c.fields.items()}
    out.document(
        {"change_set": applied.seq, "id": arguments.id, "changed": changed},
        f"{plan.title} (step {applied.seq})." if applied.seq else "Nothing changed: it was so already.",
    )
    return 0


def _plan_set(connection: Any, rt: Any, number: int, values: dict[str, object]) -> Any:
    """Plan an edit; the status of a referral moves in the ledger, with all that follows from it."""
    from coordinator.changes import edits
    from coordinator.partners import referral_statuses

    if rt.key != "referral" or "status" not in values:
        return edits.plan_edit(connection, rt, {number: values})
    cleaned = {key: edits.cleaned(rt.field(key), raw) for key, raw in values.items()}
    status = str(cleaned.pop("status") or referral_statuses.PROPOSED)
    return referral_statuses.plan_moves(connection, [referral_statuses.StatusMove(number, status, cleaned)])


def history(arguments: Arguments, out: Output) -> int:
    """Show what was done."""
    from coordinator.changes import history as past

    with open_campaign(arguments) as campaign, campaign.reading() as connection:
        if arguments.id:
            rt, number = find(arguments.id)
            rows = [
                {**_line(s), "action": str(c.action), "fields": {k: list(v) for k, v in c.fields.items()}}
                for s, c in past.of_record(connection, rt.key, number)
            ]
        else:
            rows = [_line(s) for s in past.change_sets(connection)]
    shown = [
        {
            "seq": str(r["seq"]),
            "when": r["at"],
            "who": r["author"],
            "what": r["title"],
            "undone": "undone" if r["undone"] else "",
        }
        for r in rows
    ]
    out.table(rows, shown)
    return 0


def _line(change_set: Any) -> dict[str, Any]:
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


def undo(arguments: Arguments, out: Output) -> int:
    """Take back the newest step, or a named one."""
    from coordinator.changes import history as past

    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            seq = arguments.seq if arguments.seq is not None else past.newest_to_undo(connection)
        if seq is None:
            raise UserError("Nothing is left to undo.")
        return _take_back(campaign, seq, out, "undone", arguments.give or ())


def redo(arguments: Arguments, out: Output) -> int:
    """Do again what was undone last."""
    from coordinator.changes import history as past

    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            seq = past.newest_to_redo(connection)
        if seq is None:
            raise UserError("Nothing is left to redo.")
        return _take_back(campaign, seq, out, "redone")


def _take_back(campaign: Campaign, seq: int, out: Output, word: str, give: Iterable[str] = ()) -> int:
    from coordinator.changes import apply
    from coordinator.people.unmerging import plan_undo

    with campaign.reading() as connection:
        plan = plan_undo(connection, seq)
    _give(plan, give)
    applied = apply.apply(campaign, plan, author=author())
    kept = [c.who for c in applied.conflicts if c.who]
    if applied.seq is None:
        raise UserError("Nothing could be taken back: all of it was changed since.\n" + "\n".join(kept[:20]))
    number = sum(len(ids) for ids in applied.touched.values())
    words = f"{plan.title}: {number} taken back" + (
        f", {len(kept)} kept:\n  " + "\n  ".join(kept[:20]) if kept else "."
    )
    out.document({word: seq, "change_set": applied.seq, "taken_back": number, "kept": kept}, words)
    return 0


def _give(plan: "Plan", wanted: Iterable[str]) -> None:
    """Give to the one who comes back what somebody named: records by row ID, values by field."""
    from coordinator.changes.merge import Resolution
    from coordinator.people.unmerging import questions

    asked = {
        (c.field if c.record == CANDIDATE.key else row_id.make(record_type(c.record).letter, c.record_id)): c
        for c in questions(plan)
    }
    for what in wanted:
        if what not in asked:
            known = ", ".join(asked) or "nothing"
            raise UserError(f"“{what}” is not in question. What can be given away: {known}.")
        asked[what].answer = Resolution.TAKE
