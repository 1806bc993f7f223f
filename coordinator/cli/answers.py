"""Commands about the fields that a campaign made itself."""

import argparse

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.cli.commands import author, open_campaign
from coordinator.cli.output import Output
from coordinator.cli.records import field_of, kind_of, number_of
from coordinator.records import row_id
from coordinator.records.catalog import ANSWER, record_type
from coordinator.records.fields import ANSWER_PREFIX
from coordinator.records.kinds import Value

Arguments = argparse.Namespace


def _all(connection: Connection) -> list[dict[str, Value]]:
    from coordinator.store import query

    return query.read_rows(connection, ANSWER, query.select_ids(connection, ANSWER))


def answers(arguments: Arguments, out: Output) -> int:
    """List them."""
    with open_campaign(arguments) as campaign, campaign.reading() as connection:
        rows = _all(connection)
    found = [
        {
            "id": row_id.make(ANSWER.letter, r["id"]),
            "of": record_type(r["record"]).plural_key,
            "key": ANSWER_PREFIX + r["key"],
            "heading": r["heading"],
            "kind": r["answer_kind"],
        }
        for r in rows
    ]
    out.table(found, [{k: str(v or "") for k, v in line.items()} for line in found])
    return 0


def make(arguments: Arguments, out: Output) -> int:
    """Make one by hand."""
    from coordinator.changes import apply
    from coordinator.changes.answers import plan_new

    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            plan = plan_new(connection, kind_of(arguments.kind), arguments.heading, arguments.type)
        applied = apply.apply(campaign, plan, author=author())
    number = row_id.make(ANSWER.letter, applied.touched[ANSWER.key][0])
    out.document({"change_set": applied.seq, "id": number}, f"{plan.title}: {number}.")
    return 0


def retype(arguments: Arguments, out: Output) -> int:
    """Give one another kind."""
    from coordinator.changes import apply
    from coordinator.changes.answers import plan_retype

    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            row = _one(connection, arguments.id)
            plan = plan_retype(connection, record_type(row["record"]), ANSWER_PREFIX + row["key"], arguments.type)
        seq = apply.apply(campaign, plan, author=author()).seq
    out.document({"change_set": seq, "kind": arguments.type}, f"{plan.title}.")
    return 0


def _one(connection: Connection, text: str) -> dict[str, Value]:
    number = number_of(text, ANSWER.key)
    row = next((r for r in _all(connection) if r["id"] == number), None)
    if row is None:
        raise UserError(f"{text} is not there.")
    return row


def move(arguments: Arguments, out: Output) -> int:
    """Move one into another field."""
    from coordinator.changes import apply
    from coordinator.changes.answers import plan_move
    from coordinator.store import query

    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            row = _one(connection, arguments.id)
            rt = query.typed(connection, record_type(row["record"]))
            planned = plan_move(connection, rt, ANSWER_PREFIX + row["key"], field_of(rt, arguments.field).key)
        seq = None if arguments.dry_run else apply.apply(campaign, planned.plan, author=author()).seq
    left = [
        {"id": row_id.make(rt.letter, record), "value": value, "message": why} for record, value, why in planned.left
    ]
    words = [f"{planned.plan.title}." + (" Nothing was written: this was a dry run." if arguments.dry_run else "")]
    words += [f"  {line['id']}: “{line['value']}” stays: {line['message']}" for line in left[:20]]
    out.document({"change_set": seq, "moved": planned.moved, "left": left}, "\n".join(words))
    return 0
