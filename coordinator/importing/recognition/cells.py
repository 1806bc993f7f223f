"""What the cells of a column are: the share of each kind, how many differ, how long they are."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from coordinator.importing.recognition.kinds_of_text import kinds_of
from coordinator.importing.recognition.patterns import INT
from coordinator.records.kinds import EMPTY_WORDS, OPEN_WORDS, plain_text

MOST_CELLS = 100
MOST_DISTINCT = 24
NOTHING = frozenset(
    (
        "",
        "-",
        "--",
        "—",
        "?",
        "??",
        "n/a",
        "na",
        "n.a.",
        "null",
        "(blank)",
        "blank",
        "nan",
        "#n/a",
        ".",
        '"',
        "''",
        "“",
        "”",
        "〃",
        "″",
        "ditto",
        "same as above",
        "anonymous",
        "anónimo",
    )
)
_NONE = frozenset(("nothing", "no answer", "x", *OPEN_WORDS, *(w for w in EMPTY_WORDS if any(map(str.isalnum, w)))))
"""What is a cell, and says nothing of what its column is."""


@dataclass(slots=True)
class ColumnFacts:
    """What is known of a column's cells.

    Attributes:
        filled: share of rows with a cell.
        count: number of filled cells looked at.
        distinct: share of filled cells that are different.
        variety: number of different cells.
        length: mean number of letters.
        words: mean number of words.
        shares: kind → share of the filled cells that are of it.
        samples: the first five different cells.
    """

    filled: float = 0.0
    count: int = 0
    distinct: float = 0.0
    variety: int = 0
    length: float = 0.0
    words: float = 0.0
    shares: dict[str, float] = field(default_factory=dict)
    samples: tuple[str, ...] = ()

    def share(self, *kinds: str) -> float:
        """Return the share of cells that are of one of some kinds."""
        return max((self.shares.get(k, 0.0) for k in kinds), default=0.0)

    def mainly(self, *kinds: str) -> bool:
        """Return whether most cells are of one of some kinds."""
        return self.share(*kinds) >= 0.6


def look(cells: Sequence[object]) -> ColumnFacts:
    """Look at a column's cells."""
    texts: list[str] = []
    typed: Counter[str] = Counter()
    for cell in cells[:MOST_CELLS]:
        text = plain_text(cell)
        if text.lower() in NOTHING:
            continue
        texts.append(text)
        if isinstance(cell, dt.datetime):
            typed["typed_date"] += 1
        elif isinstance(cell, bool):
            typed["typed_bool"] += 1
    if not texts:
        return ColumnFacts()
    counted = Counter(texts)
    facts = ColumnFacts(
        filled=len(texts) / max(1, min(len(cells), MOST_CELLS)),
        count=len(texts),
        distinct=len(counted) / len(texts),
        variety=len(counted),
        samples=tuple(dict.fromkeys(texts))[:5],
    )
    shares: Counter[str] = Counter()
    of = length = words = 0
    for text, n in counted.most_common(MOST_DISTINCT):
        if text.lower() in _NONE:
            continue
        of += n
        length += n * len(text)
        words += n * (text.count(" ") + 1)
        for kind in kinds_of(text):
            shares[kind] += n
    if not of:
        ticked = all(t.lower() == "x" for t in texts)
        facts.shares = {"tick": 1.0, "yes_no": 1.0} if ticked else {"none": 1.0}
        return facts
    facts.length, facts.words = length / of, words / of
    facts.shares = {kind: n / of for kind, n in shares.items()}
    facts.shares |= {kind: n / len(texts) for kind, n in typed.items()}
    ints = [int(float(t)) for t in texts if INT.fullmatch(t)]
    if len(ints) > 2 and len(ints) == len(texts) and all(b - a == 1 for a, b in zip(ints, ints[1:], strict=False)):
        facts.shares["running"] = 1.0
    return facts
