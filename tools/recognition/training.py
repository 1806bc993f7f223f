"""Training: features of labelled columns into one weight for each feature and target."""

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from coordinator.importing.columns import names_of
from coordinator.importing.recognition.column import ColumnEvidence
from coordinator.importing.recognition.evidence import column_of, features_of
from coordinator.importing.recognition.model import Model
from coordinator.importing.recognition.owners import settle
from coordinator.importing.recognition.undress import undress
from coordinator.importing.targets import targets_of
from coordinator.records.catalog import CANDIDATE
from tools.recognition.examples import KNOWN, LabelledSheet, Truth, Wording
from tools.recognition.made_cells import Cells

SEED = 16
EPOCHS = 6
ROUNDS = 2
"""So often the examples are made, each time with other cells below the wordings."""
BATCH = 512
RATE = 0.16
DECAY = 3e-5
FEWEST = 5
_LEAST_WEIGHT = 0.08
_AVERAGED = 3
"""Of the last rounds the weights are averaged, which makes them less a matter of chance."""
WORDED, WORDED_ANSWER = 0.5, 0.35
_DECIDED_BY_CELLS = (
    "email phone state postcode city +full_name given_name family_name party_line office pronouns gender "
    "languages stage "
    "office_level +place address +address signup.event"
).split()
_MISLEADING = (
    "State Contact Phone Office Title District Party First Last Email Birth Level Stage Owner Tags Name City Zip "
    "Address Number "
    "Street County Date Age Gender Source Status Group Code Type Interest Line Text Reference Unit".split()
)
_WITHOUT_PLACE = 0.6
_OF_PLACE = ("P", "N", "S:", "B:")
_OF_LOOK = ("distinct:", "variety:", "filled:", "words:", "length:", "not:", "long:", "at:")
_OF_ORDER = ("n:", "w1:", "w2:", "wl:", "b:")
_OF_WORDS = ("w:", "b:", "t:", "a:", "xw:", "n:", "w1:", "w2:", "wl:", "p:")
_OF_MEANING = ("c:", "cc:", "x:")
_AS_GOOD = ("consent_contact", "do_not_contact", "division")
_SECTIONS = (
    "About you",
    "Contact information",
    "Your details",
    "Personal information",
    "Contact",
    "Basics",
    "Who are you?",
    "Page 1",
    "Sobre usted",
    "Getting in touch",
    "Background",
    "Your interest",
    "Details",
    "General",
    "Step 2",
    "Candidate information",
    "Registration",
    "Profile",
)
_SWAPS = (
    ("city", "+place"),
    ("+place", "city"),
    ("address", "+address"),
    ("+address", "address"),
    ("stated_age", "age_band"),
    ("age_band", "stated_age"),
)
_NOTHING = [
    "Column {A}",
    "Field {n}",
    "F{n}",
    "Unnamed: {n}",
    "Q{n}",
    "Column{n}",
    "{n}",
    "Col {n}",
    "Untitled",
    "Question {n}",
]


@dataclass(slots=True)
class Examples:
    """Columns by their features, with what they are."""

    features: list[list[str]] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def add(self, features: list[str], target: str, weight: float) -> None:
        """Add a column."""
        self.features.append(features)
        self.targets.append(target)
        self.weights.append(weight)


class Maker:
    """Makes examples out of sheets and wordings.

    Args:
        sheets: labelled sheets.
        wordings: headings without cells; they get cells of columns of the same kind.
        seed: what chance starts with.
    """

    def __init__(self, sheets: Sequence[LabelledSheet], wordings: Sequence[Wording], seed: int = SEED) -> None:
        self._random = random.Random(seed)
        self._sheets = sheets
        self._wordings = wordings
        self._rows = [
            [column_of(h, c, f) for h, c, f in zip(s.headings, s.cells, s.facts, strict=True)] for s in sheets
        ]
        for row, sheet in zip(self._rows, sheets, strict=True):
            settle(row, sheet.cells)
        self._places: list[tuple[int, int, str]] = []
        told = {_folded(w.heading): w.target for w in wordings if w.target not in KNOWN}
        for n, sheet in enumerate(sheets):
            for at, truth in sheet.truths.items():
                target = truth.target
                if target == "answer":  # the labels do not know the newest fields; the wordings do
                    target = told.get(_folded(sheet.headings[at]), _accepted(truth))
                self._places.append((n, at, target))
        self._cells = Cells(
            [(t, self._rows[n][at].kinds, sheets[n].facts[at]) for n, at, t in self._places], self._random
        )
        self._of_target: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for n, at, target in self._places:
            self._of_target[target].append((n, at))

    def make(self) -> Examples:
        """Return all examples."""
        found = Examples()
        self._real(found)
        self._short(found)
        self._reworded(found)
        self._sectioned(found)
        self._swapped(found)
        self._worded(found)
        self._misled(found)
        return found

    def _real(self, found: Examples) -> None:
        seen = Counter((self._rows[n][at].heading.text.lower(), t) for n, at, t in self._places)
        for n, at, target in self._places:
            weight = 1.5 / seen[(self._rows[n][at].heading.text.lower(), target)] ** 0.5
            found.add(features_of(self._rows[n], at), target, weight)

    def _short(self, found: Examples) -> None:
        """Add sheets of very few rows."""
        for n, sheet in enumerate(self._sheets):
            rows = self._random.choice((1, 1, 2, 3, 5))
            start = self._random.randrange(max(1, len(sheet.cells[0]) - rows))
            cells = [c[start : start + rows] for c in sheet.cells]
            row = [column_of(h, c) for h, c in zip(sheet.headings, cells, strict=True)]
            settle(row, cells)
            for at, target in [(a, t) for m, a, t in self._places if m == n]:
                if row[at].facts.count:
                    found.add(features_of(row, at), target, 0.2)

    def _reworded(self, found: Examples) -> None:
        """Add columns worded as nobody worded them before: only what words mean and the cells are left."""
        for n, at, target in self._places:
            features = features_of(self._rows[n], at)
            for unknown in _OF_WORDS, _OF_WORDS + _OF_MEANING:
                if unknown is _OF_WORDS or self._random.random() < 0.4:
                    left = [f for f in features if not f.startswith(unknown) or self._random.random() < 0.3]
                    found.add(left, target, 0.35)

    def _sectioned(self, found: Examples) -> None:
        """Add headings below the title of a section, which says nothing of what they are."""
        for n, at, target in self._places:
            if self._random.random() < 0.2:
                sheet = self._sheets[n]
                title = self._random.choice(_SECTIONS)
                column = column_of(
                    f"{title}{self._random.choice((': ', ' - ', ' | ', ' > ', ' / '))}{sheet.headings[at]}",
                    [],
                    sheet.facts[at],
                )
                found.add(self._among(column, (n, at)), target, 0.4)

    def _swapped(self, found: Examples) -> None:
        """Add headings over cells of a neighboring kind: a town with its state under City, an age group under Age."""
        for asked, given in _SWAPS:
            places, pool = self._of_target[asked], self._cells.of_target(given)
            for n, at in places if pool else ():
                column = column_of(self._sheets[n].headings[at], [], self._random.choice(pool))
                found.add(self._among(column, (n, at)), given, 0.5)

    def _among(self, column: ColumnEvidence, near: tuple[int, int]) -> list[str]:
        """Return the features of a column put in the place of another."""
        n, at = near
        row = list(self._rows[n])
        row[at] = column
        found = features_of(row, at)
        if self._random.random() < _WITHOUT_PLACE:  # a heading must be known wherever it stands
            found = [f for f in found if not f.startswith(_OF_PLACE)]
        return [f for f in found if not f.startswith(_OF_LOOK) or self._random.random() < 0.6]

    def _worded(self, found: Examples) -> None:
        names = [Wording(h, t) for h, t in _own_names().items()]
        for wording in dict.fromkeys([*self._wordings, *names]):
            facts = self._cells.pick(wording.cells, wording.target)
            if facts is not None:
                column = column_of(wording.heading, [], facts)
                found.add(
                    self._among(column, self._near(wording.target)),
                    wording.target,
                    WORDED_ANSWER if wording.target == "answer" else WORDED,
                )

    def _near(self, target: str) -> tuple[int, int]:
        places = self._of_target.get(target) or [(n, at) for n, at, _ in self._places]
        return self._random.choice(places)

    def _misled(self, found: Examples) -> None:
        """Add headings that mislead or say nothing over cells that tell."""
        for target in _DECIDED_BY_CELLS:
            pool = self._cells.of_target(target)
            if not pool:
                continue
            for _ in range(14):
                pattern = self._random.choice(_NOTHING)
                heading = pattern.format(A=self._random.choice("ABCDEFGHJK"), n=self._random.randint(1, 30))
                column = column_of(heading, [], self._random.choice(pool))
                found.add(self._among(column, self._near(target)), target, 0.6)
            for _ in range(10):
                heading = self._random.choice(_MISLEADING)
                column = column_of(heading, [], self._random.choice(pool))
                if not set(column.concepts) & {"name", "first", "last", "party", "office"} or target not in {
                    "given_name",
                    "family_name",
                    "+full_name",
                    "signup.event",
                }:
                    found.add(self._among(column, self._near(target)), target, 0.35)
        for heading, target in (
            ("First", "family_name"),
            ("Last", "given_name"),
            ("First name", "family_name"),
            ("Name", "given_name"),
            ("Full name", "suffix"),
            ("Surname", "given_name"),
        ):
            for _ in range(4):
                column = column_of(heading, [], self._random.choice(self._cells.of_target(target)))
                found.add(self._among(column, self._near(target)), target, 0.2)
        for heading in _MISLEADING:
            for kind in ("yesno", "text"):
                for _ in range(3):
                    column = column_of(heading, [], self._cells.pick(kind, "answer"))
                    found.add(self._among(column, self._near("answer")), "answer", 0.5)


def _own_names() -> dict[str, str]:
    """Return label, key and aliases of each field, with the field."""
    names: dict[str, str] = {}
    targets = targets_of(CANDIDATE)
    for one in CANDIDATE.shown:
        if one.key in targets:
            for name in (one.label, one.key, *one.aliases):
                names.setdefault(name, one.key)
    assert names_of(CANDIDATE, targets)
    return names


def _accepted(truth: Truth) -> str:
    """Return what an answer may be taken for as well: the own district, a consent by one channel."""
    return next((t for t in _AS_GOOD if t in truth.also), truth.target)


def _folded(heading: str) -> str:
    return " ".join(undress(heading).words)


def train(sheets: Sequence[LabelledSheet], wordings: Sequence[Wording], rounds: int = ROUNDS) -> Model:
    """Return the weights that sheets and wordings teach.

    Args:
        sheets: labelled sheets.
        wordings: headings without cells.
        rounds: how often examples are made of them; once is quicker, and a little less good.
    """
    found = Examples()
    for n in range(rounds):
        made = Maker(sheets, wordings, SEED + n).make()
        found.features += made.features
        found.targets += made.targets
        found.weights += made.weights
    return fit(found)


def fit(examples: Examples, *, epochs: int = EPOCHS, seed: int = SEED) -> Model:
    """Fit a softmax regression with AdaGrad; the same examples give the same weights."""
    counted = Counter(f for features in examples.features for f in features)
    names = sorted(f for f, n in counted.items() if n >= FEWEST)
    rows = {f: i for i, f in enumerate(names)}
    size = np.array([_size(f) for f in names], dtype=np.float32)
    targets = tuple(sorted(set(examples.targets)))
    place = {t: i for i, t in enumerate(targets)}
    known = [np.array([rows[f] for f in fs if f in rows], dtype=np.int32) for fs in examples.features]
    truth = np.array([place[t] for t in examples.targets])
    weight = np.array(examples.weights, dtype=np.float32)
    weights: NDArray[np.float32] = np.zeros((len(names), len(targets)), dtype=np.float32)
    bias = np.zeros(len(targets), dtype=np.float32)
    squares = np.full_like(weights, 1e-6)
    mean, mean_bias, steps = np.zeros_like(weights), np.zeros_like(bias), 0
    generator = np.random.default_rng(seed)
    used = [i for i, features in enumerate(known) if len(features)]
    for epoch in range(epochs):
        rate = RATE * (1.08 - epoch / epochs)
        order = generator.permutation(used)
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            lengths = np.array([len(known[i]) for i in batch])
            flat = np.concatenate([known[i] for i in batch])
            firsts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
            scores = np.add.reduceat(weights[flat] * size[flat, None], firsts, axis=0) + bias
            scores -= scores.max(axis=1, keepdims=True)
            likely = np.exp(scores)
            likely /= likely.sum(axis=1, keepdims=True)
            likely[np.arange(len(batch)), truth[batch]] -= 1.0
            likely *= weight[batch][:, None] / len(batch)
            by_feature = np.argsort(flat, kind="stable")
            here, begins = np.unique(flat[by_feature], return_index=True)
            of_rows = np.repeat(np.arange(len(batch)), lengths)[by_feature]
            gradient = np.add.reduceat(likely[of_rows], begins, axis=0) * size[here, None] + DECAY * weights[here]
            squares[here] += gradient**2
            weights[here] -= rate * gradient / np.sqrt(squares[here])
            bias -= rate * likely.sum(axis=0)
            if epoch >= epochs - _AVERAGED:
                mean += weights
                mean_bias += bias
                steps += 1
    weights, bias = mean / np.float32(steps), mean_bias / np.float32(steps)
    weights = (weights - weights.mean(axis=1, keepdims=True)) * size[:, None]  # what speaks for all alike says nothing
    telling = np.abs(weights).max(axis=1) >= _LEAST_WEIGHT
    left = [f for f, tells in zip(names, telling, strict=True) if tells]
    return Model(targets, {f: i for i, f in enumerate(left)}, weights[telling].ravel().tolist(), bias.tolist())


def _size(feature: str) -> float:
    """Return how much a feature may count: how a column looks counts less than what it says and holds."""
    if feature.startswith(_OF_LOOK):
        return 0.2
    if feature.startswith(_OF_PLACE):
        return 0.4
    return 0.5 if feature.startswith(_OF_ORDER) else 1.0
