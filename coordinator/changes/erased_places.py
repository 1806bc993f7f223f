"""Where words were erased, as a step that erased them keeps it and as people read it."""

from dataclasses import dataclass

from coordinator.records import row_id
from coordinator.records.catalog import RECORDS

PERHAPS = ":perhaps"
"""How the key of a mention ends that stands beside one of the same field that is sure."""
ERASED_IN = "Words erased in "
"""How such a line begins; the key of the place follows."""


@dataclass(frozen=True, slots=True)
class ErasedPlace:
    """A field in which words were erased.

    Attributes:
        record: key of the record type; "" for an entry of the history.
        number: the record's number, or that of the step.
        field: key of the field.
    """

    record: str
    number: int
    field: str


def place_of(key: str) -> ErasedPlace | None:
    """Return where a mention is by its key, such as `C-00034-R.notes` or `57.title`; None if it is no such key."""
    place, _, field = key.removesuffix(PERHAPS).partition(".")
    if place.isdigit() and field:
        return ErasedPlace("", int(place), field)
    found = row_id.parse(place)
    kind = next((rt for rt in RECORDS if isinstance(found, row_id.RowId) and rt.letter == found.letter), None)
    return ErasedPlace(kind.key, found.number, field) if kind and field and isinstance(found, row_id.RowId) else None


def erased_where(line: str) -> str:
    """Return where a step erased words, as people say it: `Notes of C-00034-R`; another line: the line itself."""
    place, _, key = line.removeprefix(ERASED_IN).removesuffix(PERHAPS).partition(".")
    if not line.startswith(ERASED_IN) or not key:
        return line
    if place.isdigit():
        return f"the {key} of step {place}"
    kind = next((rt for rt in RECORDS if rt.letter == place.partition("-")[0]), None)
    field = kind.by_key.get(key) if kind is not None else None
    return f"{field.label if field is not None else key.replace('_', ' ').capitalize()} of {place}"
