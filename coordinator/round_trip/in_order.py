"""Whether the cells of a column stand in order."""

from collections.abc import Sequence

from coordinator.records.fields import Field
from coordinator.records.kinds import Value


def lies_in_order(texts: Sequence[str]) -> bool:
    """Return whether texts rise or fall, with the empty ones below."""
    filled = [t for t in texts if t]
    return list(texts[: len(filled)]) == filled and filled in (sorted(filled), sorted(filled, reverse=True))


def text(field: Field, value: Value) -> str:
    """Return what a cell is sorted by; an empty text for an empty one."""
    shown = field.kind.show(value)
    return f"{value:030.9f}" if isinstance(value, int | float) and not isinstance(value, bool) else shown.casefold()
