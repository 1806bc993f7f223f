"""The first e-mail and phone of somebody who loses it: one of the further ones moves up."""

from collections.abc import Mapping

from coordinator.changes.change_set import nothing
from coordinator.records.catalog import RecordType
from coordinator.records.kinds import Value, as_list


def with_first(rt: RecordType, here: Mapping[str, Value], now: Mapping[str, Value]) -> dict[str, Value]:
    """Return the fields that change where a first address goes and further ones stay: the next one, and the rest.

    Args:
        rt: the record type.
        here: the record before; who had no first address needs none.
        now: the record as it would be.
    """
    found: dict[str, Value] = {}
    for key, further in rt.further.items():
        if nothing(now.get(key)) and not nothing(here.get(key)) and (listed := as_list(now.get(further))):
            found |= {key: listed[0], further: listed[1:] or None}
    return found
