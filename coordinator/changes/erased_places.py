"""Where words were erased, as a step that erased them keeps it and as people read it."""

from coordinator.records.catalog import RECORDS

PERHAPS = ":perhaps"
"""How the key of a mention ends that stands beside one of the same field that is sure."""
ERASED_IN = "Words erased in "
"""How such a line begins; the key of the place follows."""


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
