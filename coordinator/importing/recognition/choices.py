"""Columns that stand for one choice of a question each: `Q2. [Mayor]`, `Which level? (City)`, *Mayor*, *Sheriff*."""

import re
from collections import defaultdict
from collections.abc import Sequence

from coordinator.base.folding import fold_word
from coordinator.importing.recognition.column import ColumnEvidence
from coordinator.importing.recognition.kinds_of_text import kinds_of

_OPTION = re.compile(
    r"(?P<asked>.*\S)?\s*(?:\[(?P<a>[^\]]+)\]|\((?P<b>[^)]+)\))\s*$"
    r"|(?P<question>.*?\S)(?:\s+[-–—|>:]\s+|:\s*|\?\s+|\s*[/|>.]\s*|__)(?P<c>[^-–—|>:?/.]+)$"
)
_PLAIN = ("yes_no", "tick", "typed_bool")
_FEWEST = 2
_LISTED = ("office", "level", "party")
"""Kinds of choices of which each may have a column of its own with ticks, headed by nothing but the choice."""


def settle_choices(columns: Sequence[ColumnEvidence]) -> None:
    """Note which columns stand for one choice: their cells are the choice itself, or ticks in several columns alike."""
    groups: dict[str, list[tuple[ColumnEvidence, str]]] = defaultdict(list)
    for column in columns:
        match = _OPTION.fullmatch(column.heading.raw.strip())
        if match is None:
            continue
        option = match["a"] or match["b"] or match["c"]
        groups[fold_word(match["asked"] or match["question"] or "")].append((column, option))
    for group in groups.values():
        filled = [(column, option) for column, option in group if column.facts.count]
        named = [column for column, option in filled if _is_itself(column, option)]
        alike = len({fold_word(option) for _, option in group}) >= _FEWEST
        ticked = alike and all(column in named or _is_ticked(column) for column, _ in filled)
        for column, option in group if ticked and filled else filled:
            if ticked or column in named and ("[" in column.heading.raw or column.facts.count >= _FEWEST):
                column.choice = option
    with_cells = [c for c in columns if c.facts.count]
    boxes = [c for c in with_cells if _is_itself(c, c.heading.raw) or _is_itself(c, c.heading.text)]
    for column in boxes if len(boxes) < len(with_cells) else ():  # or else a header stands twice
        column.choice = column.choice or column.heading.text
    for kind in _LISTED:
        ticked_ones = [c for c in columns if not c.choice and c.facts.count and _is_ticked(c)]
        listed = [c for c in ticked_ones if kind in kinds_of(c.heading.text)]
        for column in listed if len(listed) >= _FEWEST else ():
            column.choice = column.heading.text


def _is_itself(column: ColumnEvidence, option: str) -> bool:
    """Return whether every cell is the choice."""
    return column.facts.variety == 1 and fold_word(column.facts.samples[0]) == fold_word(option)


def _is_ticked(column: ColumnEvidence) -> bool:
    return column.facts.variety <= 2 and (column.facts.share(*_PLAIN) >= 1.0 or set(column.facts.samples) <= {"0", "1"})
