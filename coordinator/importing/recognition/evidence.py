"""Evidence: what speaks for and against each target, as the names of features."""

from collections.abc import Hashable, Sequence, Set

from coordinator.importing.recognition.cells import ColumnFacts, look
from coordinator.importing.recognition.column import ColumnEvidence
from coordinator.importing.recognition.lexicon import concepts_of, mended
from coordinator.importing.recognition.owners import owners_of
from coordinator.importing.recognition.undress import split_words, undress

SMALL = frozenset(
    "the a an of to in on at for is are you your yours we our us my me i it this that what which who whom whose "
    "how do does did "
    "be been please enter provide give select choose s d re ll and or el la los las de del su sus es un una en "
    "que cual cuales "
    "tu por para con y o vb ts if any if_any".split()
)
_EMPTY = frozenset("the a an of to in on at please el la los las de del un una en s y or and".split())
"""Words that say nothing: how long a heading is must not speak for what it is."""
_MAJOR = (
    "email phone date born recent clock state zip zip_short int small tiny age birth_year yes_no yes_no_words "
    "party level gender "
    "pronoun suffix age_band languages stage stage_like status channel office first_name last_name full_name "
    "name_turned short_name "
    "words town county place street whole_address sentence org job wanted group list url code key tick district "
    "eventish letter "
    "initials race country slug decimal uuid long_number epoch"
).split()
_NEIGHBOR = (
    "name first last full email phone address street city state zip county birth party office referrer nominator "
    "emergency friend spouse staff host company buyer event relative partner"
).split()


_NEIGHBORS = frozenset(_NEIGHBOR)
_CONTACT_KINDS, _NAMES = ("email", "phone", "full_name"), ("first", "last", "full")


def column_of(raw: str, cells: Sequence[object], facts: ColumnFacts | None = None) -> ColumnEvidence:
    """Return a column with all that is known about it alone."""
    heading = undress(raw)
    words = () if heading.says_nothing else tuple(mended(w) for w in heading.words)
    placed = concepts_of(words)
    concepts = tuple(dict.fromkeys(c for _, c in placed))
    facts = facts or look(cells)
    kinds = tuple(k for k in _MAJOR if facts.shares.get(k, 0.0) >= 0.5)
    last = next((c for _, c in reversed(placed)), "")
    return ColumnEvidence(heading, words, concepts, facts, last, kinds, owners_of(heading, concepts))


def _level(value: float, steps: Sequence[float]) -> int:
    return sum(value >= s for s in steps)


def _heading_features(column: ColumnEvidence) -> list[str]:
    heading = column.heading
    words = tuple(w for w in column.words if w not in _EMPTY) or column.words
    found = [f"w:{w}" for w in words]
    found += [f"b:{a}_{b}" for a, b in zip(("^", *words), (*words, "$"), strict=True)]
    telling = [w for w in words if w not in SMALL]
    found += [f"t:{a}_{b}" for a, b in zip(telling, telling[1:], strict=False)]
    found += [f"c:{c}" for c in column.concepts]
    few = column.concepts[:7]
    found += [f"cc:{a}_{b}" for i, a in enumerate(few) for b in few[i + 1 :]]
    found += [f"a:{mended(w)}" for w in heading.aside[:8]]
    found += [f"ac:{c}" for _, c in concepts_of([mended(w) for w in heading.aside[:8]])]
    found.append(f"last:{column.last}")
    if words:
        found += [f"w1:{words[0]}", f"w2:{'_'.join(words[:2])}", f"wl:{words[-1]}"]
    if len(telling) == 1:
        found.append(f"only:{telling[0]}")
        found += [f"onlyc:{c}" for c in column.concepts]
    for word in telling:
        if 3 <= len(word) <= 14 and word.isalpha():
            found += [f"n:{word[:3]}", f"n:{word[-3:]}$"]
    for part in heading.path[:-1]:
        found += [f"p:{w}" for w in split_words(part)]
    if heading.path:
        found += [f"pl:{w}" for w in split_words(heading.path[-1])]
    if heading.repeated > 1:
        found.append("repeated")
    if heading.asks:
        found.append("asks")
    if heading.says_nothing:
        found.append("says_nothing")
    found.append(f"long:{_level(len(words), (2, 5, 9))}")
    if column.whose:
        found.append("another")
        found += [f"another|{c}" for c in column.concepts[:6]]
    return found


def _cell_features(column: ColumnEvidence) -> list[str]:
    facts = column.facts
    if not facts.count:
        return ["empty"]
    found = []
    for kind, share in facts.shares.items():
        if share >= 0.12:
            found.append(f"k:{kind}:{_level(share, (0.3, 0.6, 0.85))}")
        if share >= 0.6:
            found.append(f"K:{kind}")
    for kind in ("email", "phone", "date", "state", "zip", "words", "yes_no", "yes_no_words", "street", "town"):
        if facts.shares.get(kind, 0.0) < 0.12:
            found.append(f"not:{kind}")
    found += [
        f"filled:{_level(facts.filled, (0.1, 0.4, 0.8, 0.98))}",
        f"distinct:{_level(facts.distinct, (0.1, 0.3, 0.6, 0.9))}",
        f"variety:{_level(facts.variety, (2, 3, 6, 12))}",
        f"words:{_level(facts.words, (1.1, 1.6, 2.4, 4, 7))}",
        f"length:{_level(facts.length, (1.5, 2.5, 4.5, 8, 14, 30))}",
    ]
    return found


def beside_cells(word: str, kind: str) -> str:
    """Return the feature of a heading's word above cells of a kind."""
    return f"xw:{word}|{kind}"


def _crossed(column: ColumnEvidence) -> list[str]:
    kinds = column.kinds[:6] or (("empty",) if not column.facts.count else ("plain",))
    few = (
        *column.concepts[:6],
        *(("nothing",) if column.heading.says_nothing else ()),
        *(() if column.concepts else ("unknown",)),
    )
    found = [f"x:{c}|{k}" for c in few for k in kinds]
    found += [beside_cells(w, kinds[0]) for w in column.words if w not in SMALL]
    if column.whose:
        found += [f"xo:{k}" for k in kinds]
    found += [f"xk:{a}|{b}" for i, a in enumerate(kinds) for b in kinds[i + 1 :]]
    return found


def _beside(columns: Sequence[ColumnEvidence], at: int) -> list[str]:
    """Return what the columns beside one are."""
    found = []
    for name, place in (("P", at - 1), ("N", at + 1), ("PP", at - 2)):
        if not 0 <= place < len(columns):
            found.append(f"{name}:none")
            continue
        other = columns[place]
        if not other.facts.count:
            found.append(f"{name}:empty")
            continue
        found += [f"{name}c:{c}" for c in other.concepts if c in _NEIGHBOR]
        found += [f"{name}k:{k}" for k in other.kinds[:3]]
        if other.whose:
            found.append(f"{name}:another")
    return found


class Places(dict[Hashable, tuple[int, int]]):
    """The first and the last column of a sheet of which something is true; looked up for each column of it."""

    @classmethod
    def of(cls, columns: Sequence[ColumnEvidence]) -> "Places":
        """Return those of a sheet's columns."""
        made = cls()
        for at, column in enumerate(columns):
            if not column.whose and column.facts.count:
                made._add(frozenset(column.concepts) & _NEIGHBORS, at)
            for kind in () if column.whose else _CONTACT_KINDS:
                if kind in column.kinds:
                    made._add(kind, at)
            if column.facts.count and "name" in column.concepts:
                for name in _NAMES:
                    if name in column.concepts:
                        made._add((name,), at)
        return made

    def _add(self, what: Hashable, at: int) -> None:
        self[what] = (self[what][0] if what in self else at, at)

    def is_before(self, what: Hashable, at: int) -> bool:
        """Return whether it is true of a column before another."""
        return what in self and self[what][0] < at

    def is_after(self, what: Hashable, at: int) -> bool:
        """Return whether it is true of a column after another."""
        return what in self and self[what][1] > at

    def has_before(self, concepts: Set[str], at: int) -> bool:
        """Return whether a filled column of one's own before another is about all that this one is about."""
        return any(isinstance(what, frozenset) and concepts <= what and self.is_before(what, at) for what in self)


def _in_sheet(columns: Sequence[ColumnEvidence], at: int, places: Places) -> list[str]:
    """Return what else the sheet has of the same kind, and where."""
    column, found = columns[at], [f"at:{_level(at, (1, 3, 8))}"]
    here = _NEIGHBORS.intersection(column.concepts)
    again = bool(here) and places.has_before(here, at)
    if column.namesakes is not None:
        found.append(f"namesakes:{_level(column.namesakes, (0.15, 0.4))}")
    if column.in_mail is not None:
        found.append(f"in_mail:{_level(column.in_mail, (0.1, 0.3))}")
    if column.after_another:
        found += ["B:another", f"B:another:{again:d}", *(f"B:another|{k}" for k in column.kinds[:3])]
    if again:
        found.append("S:again")
    for kind in _CONTACT_KINDS:
        before, after = places.is_before(kind, at), places.is_after(kind, at)
        if before:
            found.append(f"S:{kind}_before")
        if kind in column.kinds:
            found.append(f"S:{kind}:{before:d}{after:d}")
    beside = (name for name in _NAMES if places.is_before((name,), at) or places.is_after((name,), at))
    found += [f"S:{name}_name" for name in beside]
    return found


def features_of(columns: Sequence[ColumnEvidence], at: int, places: Places | None = None) -> list[str]:
    """Return the names of everything that speaks for what a column is.

    Args:
        columns: the columns of a sheet.
        at: which of them.
        places: where in the sheet what is, if it is known.
    """
    column = columns[at]
    found = [
        *_heading_features(column),
        *_cell_features(column),
        *_crossed(column),
        *_beside(columns, at),
        *_in_sheet(columns, at, Places.of(columns) if places is None else places),
    ]
    return list(dict.fromkeys(found))
