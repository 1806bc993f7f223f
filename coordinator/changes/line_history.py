"""The lines of one long text through its history, each followed through all its wordings."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from coordinator.changes.text_merge import folded_lines


class Wording(NamedTuple):
    """What one step made of a line.

    Attributes:
        seq: sequence number of the step.
        text: the words, with the blank lines after them; None: the step removed the line.
        anew: the text had no such line before.
    """

    seq: int
    text: str | None
    anew: bool


Standing = list[tuple[int, Wording]]
"""The lines of a text at some time: the key of each, and its wording."""


@dataclass(slots=True)
class LineHistory:
    """The lines of one long text; a line that is worded anew stays the same line, wherever it stands.

    Attributes:
        _order: the keys of all lines that ever were, as they stand below each other.
        _wordings: key → what the steps made of the line, in order.
    """

    _order: list[int] = field(default_factory=list)
    _wordings: dict[int, list[Wording]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def beginning_with(cls, text: str) -> "LineHistory":
        """Begin with what stands in a text before its first step."""
        found = cls()
        for line in _split(text):
            found._insert(Wording(0, line, False), None)
        return found

    def add(self, seq: int, undone: Collection[int], text: str) -> None:
        """Note what the text is right after a step, to be called for each step in order.

        Args:
            seq: sequence number of the step.
            undone: the steps that are undone right after it.
            text: what the text really was then.
        """
        alive, lines = self._alive(undone, seq - 1), _split(text)
        was = list(_once(alive))
        old, new = _words(was), folded_lines(lines)
        for _, i, end, j, other_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            below = was[end][0] if end < len(was) else None
            for at, to in zip_longest(range(i, end), range(j, other_end)):
                became = Wording(seq, None, False) if to is None else Wording(seq, lines[to], new[to] not in old)
                if at is None:
                    self._insert(became, below)
                elif was[at][1].text != became.text:
                    self._wordings[was[at][0]].append(became)
        for words, line in zip(_words(alive), alive, strict=True):
            if line not in was and words not in new:
                self._wordings[line[0]].append(Wording(seq, None, False))  # the same line by another step goes with it

    def text(self, undone: Collection[int], upto: int) -> str:
        """Return the text after a step if some steps are undone; a line that two steps brought is there once."""
        return "\n".join(w.text or "" for _, w in _once(self._alive(undone, upto))).strip("\n")

    def _insert(self, wording: Wording, below: int | None) -> None:
        """Add a new line above the line of a key, or below all that ever were."""
        key = len(self._order)
        self._order.insert(key if below is None else self._order.index(below), key)
        self._wordings[key].append(wording)

    def _alive(self, undone: Collection[int], upto: int) -> Standing:
        found: Standing = []
        for key in self._order:
            last = next((w for w in reversed(self._wordings[key]) if w.seq <= upto and w.seq not in undone), None)
            if last is not None and last.text is not None:
                found.append((key, last))
        return found


def _once(standing: Standing) -> Iterator[tuple[int, Wording]]:
    """Leave out the lines that a step brought if they are there by another one too."""
    words = _words(standing)
    by: dict[str, Wording] = {}
    for word, (_, wording) in zip(words, standing, strict=True):
        other = by.setdefault(word, wording)
        if (wording.anew, wording.seq) < (other.anew, other.seq):
            by[word] = wording
    for word, (key, wording) in zip(words, standing, strict=True):
        if not wording.anew or wording.seq == by[word].seq:
            yield key, wording


def _words(standing: Standing) -> list[str]:
    return folded_lines(w.text or "" for _, w in standing)


def _split(text: str) -> Sequence[str]:
    """Return the lines of a text, each with the blank lines below it."""
    lines: list[str] = []
    for line in text.split("\n"):
        if line.strip():
            lines.append(line)
        elif lines:
            lines[-1] += "\n"
    return lines
