"""How right a word looks that was decoded in some encoding: its letters stand beside each other as in a language."""

import re
from dataclasses import dataclass
from functools import cache

from coordinator.base.paths import resources

PAIRS = "letters/pairs.txt"
"""Made by `tools/letter_pairs.py`: a language on each line, what it costs, what its pairs of letters cost."""
UNSEEN, FOREIGN = 50, 90
"""What a pair costs that a language does not have, where it has its letters, and where it does not."""
MIXED = 50
"""What it costs if two languages are needed for a word, and each of its pairs more."""
UNUSUAL_CASE = 60
WRONG_PLACE = 90
NO_LETTER = 120
CONTROL = 200
_COSTS = (
    dict.fromkeys("“”‘’–—…", 15)
    | dict.fromkeys("¿¡", 25)
    | dict.fromkeys("«»•·\u00a0ªº°½¼¾", 35)
    | dict.fromkeys("„‹›®™©€£´ʻ`", 60)
)
"""What signs beyond ASCII cost that stand in texts; all others NO_LETTER."""
_AFTER_APOSTROPHE = frozenset("s t ll re ve d m S T LL RE VE D M".split())


@dataclass(frozen=True, slots=True)
class Language:
    """A language's letters.

    Attributes:
        usual: what it costs, less if lists have it more often.
        pairs: two letters beside each other, `^` and `$` for a word's edges → what they cost.
        letters: its letters beyond ASCII.
    """

    usual: int
    pairs: dict[str, int]
    letters: frozenset[str]

    def cost(self, pair: str) -> int:
        """Return what a pair costs in this language."""
        found = self.pairs.get(pair)
        if found is not None:
            return found
        return UNSEEN if all(c.isascii() or c in self.letters for c in pair) else FOREIGN


@cache
def languages() -> tuple[Language, ...]:
    """Return all known languages."""
    found = []
    for line in (resources() / PAIRS).read_text(encoding="utf-8").splitlines():
        _, usual, text = line.split("\t")
        pairs = {pair[:2]: int(pair[2:]) for pair in text.split()}
        found.append(Language(int(usual), pairs, frozenset(c for pair in pairs for c in pair if not c.isascii())))
    return tuple(found)


def cost(word: str) -> int:
    """Return how unlikely a decoded word looks; 0 for ASCII, up to 40 for each letter of a language."""
    parts = re.split(r"([^\W\d_]+)", word)
    total = sum(_letters_cost(letters) for letters in parts[1::2] if not letters.isascii())
    for at in range(0, len(parts), 2):
        before, after = parts[at - 1] if at else "", parts[at + 1] if at + 1 < len(parts) else ""
        for place, sign in enumerate(parts[at]):
            if not sign.isascii():
                total += _sign_cost(sign, "" if place else before, "" if place + 1 < len(parts[at]) else after)
    return total


def _sign_cost(sign: str, before: str, after: str) -> int:
    """Return what a sign costs: more where it does not stand in texts, such as inside words.

    Args:
        sign: the sign.
        before, after: the letters directly before and after it, "" if there are none.
    """
    if not sign.isprintable() and sign != "\u00a0":
        return CONTROL
    return _COSTS.get(sign, NO_LETTER) + (WRONG_PLACE if _is_misplaced(sign, before, after) else 0)


def _is_misplaced(sign: str, before: str, after: str) -> bool:
    """Return whether a sign does not stand between such letters."""
    if sign in "’´`":
        if after:
            return not before or (len(before) > 2 and after not in _AFTER_APOSTROPHE)
        return bool(before) and before[-1] not in "sSzZ"
    if sign in "‘“„¿¡«‹":
        return bool(before) or (sign in "¿¡" and after[:1].islower()) or (not after and not before)
    if sign in "”»›":
        return bool(after) or not before
    if sign == "·":
        return (before[-1:] + after[:1]).lower() != "ll"
    if sign == "\u00a0":
        return bool(before) and after[:1].islower()
    if sign == "…":
        return bool(after)
    return bool(before and after) or (bool(after) and sign in "ªº°®™©£¥¢")


def _letters_cost(letters: str) -> int:
    return _of_a_language(letters.replace("İ", "i").lower()) + (0 if _usual_case(letters) else UNUSUAL_CASE)


@cache
def _of_a_language(low: str) -> int:
    """Return what letters cost in the language in which they cost least, or in several where that costs less."""
    text = f"^{low}$"
    costs = [_costs_of(a + b) for a, b in zip(text, text[1:], strict=False) if not (a.isascii() and b.isascii())]
    alone = min(map(sum, zip(_usual(), *costs, strict=True)))
    mixed = sum(map(min, costs))
    return min(alone, mixed + MIXED * (1 + len(costs)) // 2)


@cache
def _usual() -> tuple[int, ...]:
    return tuple(language.usual for language in languages())


@cache
def _costs_of(pair: str) -> tuple[int, ...]:
    """Return what a pair costs in each language."""
    return tuple(language.cost(pair) for language in languages())


def _usual_case(letters: str) -> bool:
    """Return whether capitals stand where they do in names: first, all of them, or after a small prefix."""
    if letters.islower() or letters.isupper() or letters[1:].islower() or letters.lower() == letters.upper():
        return True
    inner = [i for i in range(1, len(letters)) if letters[i].isupper() and letters[i - 1].islower()]
    prefix = letters[: inner[0]] if len(inner) == 1 else ""
    return len(prefix) > 1 and (prefix + letters[inner[0]]).isascii() and letters[inner[0] + 1 :].islower()
