"""The ends of a name: titles ahead of it and suffixes behind it."""

from collections.abc import Callable, Sequence

from coordinator.base.folding import fold_word
from coordinator.importing import name_words as known
from coordinator.importing.name_asides import NameCell


def without_titles(words: Sequence[str], said: NameCell, *, in_full: bool = False) -> list[str]:
    """Return words without the titles ahead of them, which are put aside.

    Args:
        words: the words of a name.
        said: gets the titles.
        in_full: it is a whole name; Brother, which is no title before a last name, is one only before two others.
    """
    rest = list(words)
    if len(rest) > 2 and rest[0].lower() == "the" and known.is_title(rest[1], len(rest) - 2):
        said.titles.append(rest.pop(0))
    while rest and (
        known.is_title(rest[0], len(rest) - 1)
        or rest[1:]
        and (known.is_title_before(*rest[:2]) or len(rest) - 1 > in_full and known.is_called_before(*rest[:2]))
    ):
        said.titles.append(rest.pop(0))
    return rest


def without_suffixes(
    words: Sequence[str], said: NameCell, is_one: Callable[[str], bool], *, in_full: bool = False
) -> list[str]:
    """Return words without the suffixes at their end, which are put aside.

    Args:
        words: the words of a name.
        said: gets the suffixes.
        is_one: returns whether a word is a suffix.
        in_full: it is a whole name; a word such as Junior, which is a name too, is a suffix only after two others.
    """
    rest = list(words)
    found: list[str] = []
    while len(rest) > 1:
        count = known.spelled_out(rest)
        if count and _names_in(rest[:-count]) > in_full:
            found.insert(0, " ".join(rest[-count:]).strip(","))
            del rest[-count:]
        elif is_one(rest[-1]) or in_full and _is_fifth(rest):
            found.insert(0, rest.pop().strip(","))
        else:
            break
    said.suffixes = [*found, *said.suffixes]
    return rest


def without_generation_inside(words: Sequence[str], said: NameCell) -> list[str]:
    """Return the words of a whole name without a generation between first and last name: `Hal Jr. Weeks`."""
    inside = [at for at in range(1, len(words) - 1) if known.is_generation(words[at])]
    if len(inside) != 1:
        return list(words)
    said.suffixes = [words[inside[0]].strip(","), *said.suffixes]
    return [word for at, word in enumerate(words) if at != inside[0]]


def _is_fifth(words: Sequence[str]) -> bool:
    """Return whether words are a first and a last name with V behind them; behind a first name it is an initial."""
    from coordinator.records.short_forms import genders_of

    if words[-1] != known.FIFTH or _names_in(words) < len(("first", "last", "fifth")):
        return False
    return len(words[-2].strip(".")) > 1 and not genders_of(fold_word(words[-2]))


def _names_in(words: Sequence[str]) -> int:
    """Return how many words are no titles."""
    return sum(not known.is_title(word, 1) for word in words)
