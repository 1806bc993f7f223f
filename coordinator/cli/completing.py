"""Shell completion of row IDs and fields."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from coordinator.base.errors import UserError
from coordinator.cli.session import CommandSession

if TYPE_CHECKING:
    from coordinator.records.catalog import RecordType

MOST_OFFERED = 50


class RowIds(click.ParamType[str]):
    """Texts that may be row IDs; completion offers those in the campaign, with the records' titles.

    Args:
        letter: letter of the records offered before anything is typed; C if a command accepts several kinds.
    """

    name = "row ID"

    def __init__(self, letter: str = "C") -> None:
        self._letter = letter

    def convert(self, value: str, param: click.Parameter | None, context: click.Context | None) -> str:
        """Return the text as typed; the command looks it up."""
        return value

    def shell_complete(
        self, context: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        """Return the first row IDs starting with the text; none if no campaign can be read."""
        from coordinator.records import row_id
        from coordinator.records.catalog import by_letter
        from coordinator.store import query

        session, typed = context.find_object(CommandSession), incomplete.upper()
        rt = by_letter(typed[:1] or self._letter)
        if session is None or rt is None:
            return []
        session.may_ask = False
        try:
            with session.reading() as connection:
                made = ((number, row_id.make(rt.letter, number)) for number in query.select_ids(connection, rt))
                found = {number: text for number, text in made if text.startswith(typed)}
                numbers = list(found)[:MOST_OFFERED]
                titles = query.titles(connection, rt, numbers)
        except UserError:
            return []
        return [CompletionItem(found[number], help=titles.get(number, "")) for number in numbers]


class FieldNames(click.ParamType[str]):
    """Texts that contain field keys; completion offers keys for the last word.

    Args:
        record: the record type whose fields are offered if the command names no kind.
        ending: text added after a key, such as `=`.
    """

    name = "fields"

    def __init__(self, record: str = "candidate", ending: str = "") -> None:
        self._record = record
        self._ending = ending

    def convert(self, value: str, param: click.Parameter | None, context: click.Context | None) -> str:
        """Return the text as typed; the command looks it up."""
        return value

    def shell_complete(
        self, context: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        """Return the texts with the last word completed to a field key."""
        head = incomplete[: max(incomplete.rfind(sign) for sign in ", (") + 1]
        word = incomplete[len(head) :]
        return [
            CompletionItem(f"{head}{field.key}{self._ending}", help=field.label)
            for field in self._type(context.params).shown
            if field.key.startswith(word)
        ]

    def _type(self, given: Mapping[str, object]) -> "RecordType":
        from coordinator.cli.lookup import kind_of
        from coordinator.records import row_id
        from coordinator.records.catalog import by_letter, record_type

        kind = given.get("kind")
        if isinstance(kind, str):
            return kind_of(kind)
        named = row_id.parse(str(given.get("id") or ""))
        rt = by_letter(named.letter) if isinstance(named, row_id.RowId) else None
        return rt or record_type(self._record)
