"""A column of whole names under the heading of first names, in a sheet without last names."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from coordinator.importing.columns import ColumnPlan
from coordinator.records.kinds import plain_text

_ENOUGH = 0.6
_NAMES = frozenset({"family_name", "+full_name", "middle_name"})


def with_whole_names(
    columns: Sequence[ColumnPlan], cells: Sequence[Sequence[object]], decided: Collection[str], label: str
) -> list[ColumnPlan]:
    """Return the columns, with first names that are whole names as full names: `Nombre` over `Ana Ruiz Gómez`.

    Args:
        columns: what each column becomes so far.
        cells: some cells of each column.
        decided: headings that a person decided about; they stay as they are.
        label: what the target is called.
    """
    result = list(columns)
    first = [c for c in columns if c.target == "given_name"]
    if len(first) != 1 or first[0].header in decided or not _NAMES.isdisjoint(c.target for c in columns):
        return result
    texts = [text for cell in cells[first[0].index] if (text := plain_text(cell))]
    if texts and sum(map(_is_whole, texts)) / len(texts) >= _ENOUGH:
        why = "its cells are whole names, and no column holds last names"
        result[first[0].index] = replace(first[0], target="+full_name", label=label, why=why, asks="")
    return result


def _is_whole(text: str) -> bool:
    """Return whether a text is several words of a name: most first names are one word."""
    words = text.replace(",", " ").split()
    return len(words) > 1 and all(word.strip(".-'’").isalpha() for word in words)
