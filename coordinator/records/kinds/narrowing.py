"""Narrowing unknown values: code that is general over fields says here what it expects."""

from collections.abc import Mapping

from coordinator.records.kinds.base import Value


def as_text(value: object) -> str:
    """Return a value as text, "" if it is empty."""
    return value if isinstance(value, str) else "" if value is None else str(value)


def as_number(value: object) -> int | None:
    """Return a whole number, or None if the value is not one."""
    return value if isinstance(value, int) else None


def as_list(value: object) -> list[str]:
    """Return a list of texts as is, or an empty list if the value is not one."""
    return value if isinstance(value, list) else []


def as_items(value: object) -> list[Value]:
    """Return a list of any values as is, or an empty list if the value is not one."""
    return value if isinstance(value, list) else []


def as_object(value: object) -> Mapping[str, Value]:
    """Return a JSON object as is, or an empty one if the value is not one."""
    return value if isinstance(value, Mapping) else {}
