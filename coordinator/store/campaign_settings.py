"""The whole campaign's choices, by key; they are changed like everything else, see `changes/campaign_settings`."""

from collections.abc import Mapping

from sqlalchemy.engine import Connection

from coordinator.records.catalog import SETTING
from coordinator.records.kinds import Value
from coordinator.records.rows import SettingRow
from coordinator.store import query


def chosen(connection: Connection, key: str) -> Mapping[str, Value]:
    """Return the choice under a key; empty if none was made."""
    row = chosen_row(connection, key)
    return (row.get("chosen") or {}) if row else {}


def chosen_row(connection: Connection, key: str) -> SettingRow | None:
    """Return the record that holds a choice, or None."""
    ids = query.ids_by_values(connection, SETTING, "key", [key]).get(key, [])
    return next(iter(query.read_rows(connection, SETTING, ids)), None)
