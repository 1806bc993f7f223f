"""What the whole campaign chose, by key; it is changed like everything else, see `changes/campaign_settings`."""

from collections.abc import Mapping

from sqlalchemy.engine import Connection

from coordinator.records.catalog import SETTING
from coordinator.records.kinds import Value
from coordinator.records.rows import SettingRow
from coordinator.store import query


def chosen(connection: Connection, key: str) -> Mapping[str, Value]:
    """Return what was chosen under a key; empty where nobody chose."""
    row = chosen_row(connection, key)
    return (row.get("chosen") or {}) if row else {}


def chosen_row(connection: Connection, key: str) -> SettingRow | None:
    """Return the record that holds it, or None."""
    ids = query.ids_by_values(connection, SETTING, "key", [key]).get(key, [])
    return next(iter(query.read_rows(connection, SETTING, ids)), None)
