"""Short forms of a heading in the headings beside it: *Precinct chair*, *PC cell*."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from coordinator.importing.recognition.column import ColumnEvidence
from coordinator.importing.recognition.lexicon import concepts_of
from coordinator.importing.recognition.undress import Heading

_NEAR = 4
_SHORTEST, _LONGEST = 2, 4


OwnersOf = Callable[[Heading, Sequence[str]], tuple[str, ...]]


def settle_initials(columns: Sequence[ColumnEvidence], owners_of: OwnersOf) -> None:
    """Read the initials of a column of names, before an e-mail or phone, as its words: whose it is, this one is too.

    Args:
        columns: the columns of a sheet.
        owners_of: says whom a heading with some concepts names besides the person.
    """
    for at, column in enumerate(columns):
        first, *held = column.heading.words or ("",)
        if not _SHORTEST <= len(first) <= _LONGEST or not held or not column.is_contact:
            continue
        for named in columns[max(0, at - _NEAR) : at]:
            words = named.heading.words
            may_name = not named.is_contact and ("words" in named.kinds or "full_name" in named.kinds)
            if may_name and first == "".join(w[0] for w in words):
                _spell_out(column, (*words, *held), owners_of)
                break


def _spell_out(column: ColumnEvidence, words: tuple[str, ...], owners_of: OwnersOf) -> None:
    column.heading = replace(column.heading, words=words)
    column.words = words
    column.concepts = tuple(dict.fromkeys(c for _, c in concepts_of(words)))
    column.whose = owners_of(column.heading, column.concepts)
