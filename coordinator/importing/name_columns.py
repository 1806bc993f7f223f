"""Whether a column of names holds first names or whole ones: with and without last names beside it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from coordinator.base.folding import fold_word
from coordinator.importing.columns import ColumnPlan
from coordinator.records.kinds import Value, plain_text

_ENOUGH = 0.6
_FIRST = frozenset("nombre nombres firstname firstnames first givenname givennames forename primernombre".split())
_NAMES = frozenset({"family_name", "+full_name", "middle_name"})


def with_whole_names(
    columns: Sequence[ColumnPlan],
    cells: Sequence[Sequence[object]],
    decided: Collection[str],
    labels: Mapping[str, str],
) -> list[ColumnPlan]:
    """Return the columns, with first names that are whole names as full names: `Nombre` over `Ana Ruiz Gómez`.

    Beside last names, `Nombres` over `Ana María` are first names.

    Args:
        columns: what each column becomes so far.
        cells: some cells of each column.
        decided: headings that a person decided about; they stay as they are.
        labels: what targets are called.
    """
    result = list(columns)
    halves = [
        c for c in columns if c.target == "+full_name" and fold_word(c.header) in _FIRST and c.header not in decided
    ]
    last = [c for c in columns if c.target == "family_name"]
    if halves and last and not any(c.target == "given_name" for c in columns):
        both = zip(cells[halves[0].index], cells[last[0].index], strict=True)
        pairs = [(plain_text(one), plain_text(other)) for one, other in both]
        if sum(bool(name) and name in whole for whole, name in pairs) * 2 < len(pairs):
            why = "its heading, and another column holds last names"
            result[halves[0].index] = replace(
                halves[0], target="given_name", label=labels["given_name"], why=why, asks=""
            )
        return result
    first = [c for c in columns if c.target == "given_name"]
    if len(first) != 1 or first[0].header in decided or not _NAMES.isdisjoint(c.target for c in columns):
        return result
    texts = [text for cell in cells[first[0].index] if (text := plain_text(cell))]
    if texts and sum(map(_is_whole, texts)) / len(texts) >= _ENOUGH:
        why = "its cells are whole names, and no column holds last names"
        result[first[0].index] = replace(first[0], target="+full_name", label=labels["+full_name"], why=why, asks="")
    return result


def whole_in_first(values: Mapping[str, Value], targets: Collection[str]) -> str:
    """Return what to tell of a first name that seems to hold the last name too; "" if it does not.

    Args:
        values: what a row says.
        targets: what its columns become: where none holds last names, `with_whole_names` looked at the column before.
    """
    first, last = (plain_text(values.get(key)) for key in ("given_name", "family_name"))
    if "family_name" not in targets or not _is_whole(first):
        return ""
    if last and fold_word(first.split()[-1]) == fold_word(last):
        return f"“{first}” ends with the last name. Take it out of the first name if it stands there by mistake."
    return (
        "" if last else f"“{first}” is a first name of several words, and no last name is given. Is it the whole name?"
    )


def _is_whole(text: str) -> bool:
    """Return whether a text is several words of a name: most first names are one word."""
    words = text.replace(",", " ").split()
    return len(words) > 1 and all(word.strip(".-'’").isalpha() for word in words)
