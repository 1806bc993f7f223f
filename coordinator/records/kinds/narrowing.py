"""What an unknown value is taken for: where code is general over fields, it says here what it expects."""

from collections.abc import Mapping

from coordinator.records.kinds.base import Value


def as_text(value: object) -> str:
    """Return a value as text, "" where it is empty."""
    return value if isinstance(value, str) else "" if value is None else str(value)


def as_number(value: object) -> int | None:
    """Return a whole number, None where the value is none."""
    return value if isinstance(value, int) else None


def as_list(value: object) -> list[str]:
    """Return a list of texts as it is, an empty one where the value is none."""
    return value if isinstance(value, list) else []


def as_items(value: object) -> list[Value]:
    """Return a list of whatever values as it is, an empty one where the value is none."""
    return value if isinstance(value, list) else []


def as_object(value: object) -> Mapping[str, Value]:
    """Return a JSON object as it is, an empty one where the value is none."""
    return value if isinstance(value, Mapping) else {}
