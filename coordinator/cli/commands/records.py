"""Commands for records: list, count, show, change."""

import click
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.cli.completing import FieldNames
from coordinator.cli.lookup import chosen_fields, field_of, find, id_of, kind_of, survivor_of, typed_value
from coordinator.cli.options import command, filter_option, id_argument, kind_argument, limit_option
from coordinator.cli.printing import Printer
from coordinator.cli.session import CommandSession
from coordinator.records.catalog import SIGNUP, RecordType
from coordinator.store import query


@command("list")
@kind_argument()
@filter_option()
@click.option("--fields", metavar="A,B", type=FieldNames(), help="field keys, or answers by their heading")
@limit_option()
def list_(session: CommandSession, kind: str, where: str | None, fields: str | None, limit: int | None) -> int:
    """List records."""
    with session.reading() as connection:
        rt = query.typed(connection, kind_of(kind))
        printer = Printer(connection, rt, chosen_fields(rt, fields))
        ids = query.select_ids(connection, rt, where)
        rows = query.read_rows(connection, rt, ids[:limit] if limit is not None else ids)
        if session.out.as_json:
            session.out.table(printer.objects(rows) if fields else printer.whole(rows), [])
        else:
            session.out.table([], printer.words(rows))
    return 0


@command("count")
@kind_argument()
@filter_option()
def count(session: CommandSession, kind: str, where: str | None) -> int:
    """Count records."""
    with session.reading() as connection:
        number = query.count(connection, kind_of(kind), where)
    session.out.document({"count": number}, str(number))
    return 0


@command("show")
@id_argument()
def show(session: CommandSession, id: str) -> int:
    """Show one record."""
    from coordinator.importing.sources import stop_word

    rt, number = find(id)
    with session.reading() as connection:
        full = query.typed(connection, rt)
        asked = row = query.record(connection, full, number)
        if row is not None and rt.is_person:
            row = query.record(connection, full, survivor_of(connection, id, number))
        if row is None or asked is None:
            raise UserError(f"{id} is not there.")
        printer = Printer(connection, full, chosen_fields(full, None))
        data = printer.whole([row])[0]
        if asked.get("deleted_at"):
            data["deleted_at"] = asked["deleted_at"]
        words = [f"{name}: {text}" for name, text in printer.words([row])[0].items()]
        if rt.key == SIGNUP.key and (word := stop_word(connection, row)):
            data["stop_as_written"] = word
            words.append(f"stop_as_written: {word}")
    session.out.document(data, "\n".join(words))
    return 0


def _not_merged(connection: Connection, rt: RecordType, number: int, id: str) -> None:
    """Say into whom somebody was merged.

    Raises:
        UserError: the record was merged into another one.
    """
    from coordinator.operations.people import follow

    into = follow(connection, number) if rt.is_person else number
    if into != number:
        title = query.titles(connection, rt, [into]).get(into, "")
        raise UserError(f"{id} was merged into {title} ({id_of(rt.key, into)}). Change that one, or undo the merge.")


@command("set")
@id_argument()
@click.argument(
    "values", nargs=-1, required=True, metavar="FIELD=VALUE...", type=FieldNames(ending="="), help="what it becomes"
)
def set_(session: CommandSession, id: str, values: tuple[str, ...]) -> int:
    """Change fields of a record."""
    from coordinator.operations.editing import edit

    rt, number = find(id)
    pairs = [text.partition("=") for text in values]
    if wrong := next((key for key, sign, _ in pairs if not sign), None):
        raise UserError(f"“{wrong}”: write field=value, for example stage=Contacted.")
    with session.open() as campaign:
        with campaign.reading() as connection:
            _not_merged(connection, rt, number, id)
            full = query.typed(connection, rt)
            fields = [(field_of(full, key.strip()), value) for key, _, value in pairs]
            typed = {f.key: typed_value(connection, f, value) for f, value in fields}
            plan = edit.plan(connection, full, {number: typed})
        applied = session.write(campaign, plan)
    changed = {k: after for c in plan.changes for k, (_, after) in c.fields.items()}
    session.out.document(
        {"change_set": applied.seq, "id": id, "changed": changed},
        f"{plan.title} (step {applied.seq})." if applied.seq else "Nothing changed: it was so already.",
    )
    return 0
