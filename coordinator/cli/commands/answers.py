"""Commands for the campaign's own fields."""

import click
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.cli.completing import FieldNames
from coordinator.cli.lookup import field_of, kind_of, number_of
from coordinator.cli.options import IMPORTED_KINDS, command, dry_run_option, id_argument, kind_argument
from coordinator.cli.session import CommandSession
from coordinator.records import row_id
from coordinator.records.catalog import ANSWER, record_type
from coordinator.records.fields import ANSWER_PREFIX
from coordinator.records.kinds import ANSWER_KINDS
from coordinator.records.rows import AnswerRow

_ANSWER = id_argument("row ID of the answer, from coordinator answers", letter=ANSWER.letter)


def _all(connection: Connection) -> list[AnswerRow]:
    from coordinator.store import query

    return query.read_rows(connection, ANSWER, query.select_ids(connection, ANSWER))


@command("answers")
def answers(session: CommandSession) -> int:
    """List the fields."""
    with session.reading() as connection:
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
    session.out.table(found, [{k: str(v or "") for k, v in line.items()} for line in found])
    return 0


@command("add-answer")
@kind_argument(IMPORTED_KINDS, "which records get it")
@click.argument("heading", metavar="HEADING", help="what the field is called")
@click.option("--type", "type_", type=click.Choice(ANSWER_KINDS), default="text", help="what its values are")
def make(session: CommandSession, kind: str, heading: str, type_: str) -> int:
    """Create a field by hand."""
    from coordinator.operations.own_fields import make_field

    with session.open() as campaign:
        with campaign.reading() as connection:
            plan = make_field.plan(connection, kind_of(kind), heading, type_)
        applied = session.write(campaign, plan)
    number = row_id.make(ANSWER.letter, applied.touched[ANSWER.key][0])
    session.out.document({"change_set": applied.seq, "id": number}, f"{plan.title}: {number}.")
    return 0


@command("set-answer")
@_ANSWER
@click.option("--type", "type_", type=click.Choice(ANSWER_KINDS), required=True, help="what its values are")
def retype(session: CommandSession, id: str, type_: str) -> int:
    """Change a field's kind."""
    from coordinator.operations.own_fields import retype_field

    with session.open() as campaign:
        with campaign.reading() as connection:
            row = _one(connection, id)
            plan = retype_field.plan(connection, record_type(row["record"]), ANSWER_PREFIX + row["key"], type_)
        seq = session.write(campaign, plan).seq
    session.out.document({"change_set": seq, "kind": type_}, f"{plan.title}.")
    return 0


def _one(connection: Connection, text: str) -> AnswerRow:
    number = number_of(text, ANSWER.key)
    row = next((r for r in _all(connection) if r["id"] == number), None)
    if row is None:
        raise UserError(f"{text} is not there.")
    return row


@command("move-answer")
@_ANSWER
@click.argument("field", metavar="FIELD", type=FieldNames(), help="key of a field, or heading of another answer")
@dry_run_option()
def move(session: CommandSession, id: str, field: str, dry_run: bool) -> int:
    """Merge a field into another one."""
    from coordinator.operations.own_fields import plan_move
    from coordinator.store import query

    with session.open() as campaign:
        with campaign.reading() as connection:
            row = _one(connection, id)
            rt = query.typed(connection, record_type(row["record"]))
            planned = plan_move(connection, rt, ANSWER_PREFIX + row["key"], field_of(rt, field).key)
        seq = None if dry_run else session.write(campaign, planned.plan).seq
    left = [
        {"id": row_id.make(rt.letter, record), "value": value, "message": why} for record, value, why in planned.left
    ]
    words = [f"{planned.plan.title}." + (" Nothing was written: this was a dry run." if dry_run else "")]
    words += [f"  {line['id']}: “{line['value']}” stays: {line['message']}" for line in left[:20]]
    session.out.document({"change_set": seq, "moved": planned.moved, "left": left}, "\n".join(words))
    return 0
