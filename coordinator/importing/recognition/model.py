"""The learned part: one weight for each feature and target, and how often a certainty was right."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import add, mul
from pathlib import Path
from zipfile import ZipFile

from coordinator.base.paths import resources
from coordinator.importing.recognition.word_lists import FOLDER

FILE = "model.npz"
_STEPS = 40
"""Weights are stored as so many steps up and down, which keeps the file small."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights.

    Attributes:
        targets: what a column can be, in the order of the weights.
        rows: feature → its place.
        weights: one after another, those of each feature for all targets; in steps if there is a scale.
        bias: a number for each target.
        right: pairs of a score and how often columns with it were right, both rising.
        scale: how much a step is worth for each feature; None: the weights are whole.
    """

    targets: tuple[str, ...]
    rows: dict[str, int]
    weights: Sequence[float]
    bias: Sequence[float]
    right: tuple[tuple[float, float], ...] = ()
    scale: Sequence[float] | None = None

    def scores(self, features: Sequence[str]) -> dict[str, float]:
        """Return target → score; the higher, the likelier."""
        size = len(self.targets)
        rows = [row for feature in features if (row := self.rows.get(feature)) is not None]
        worth = [1.0 if self.scale is None else self.scale[row] for row in rows]
        weights = [self.weights[row * size : row * size + size] for row in rows]
        sums = [sum(map(mul, worth, column)) for column in zip(*weights, strict=True)] or [0.0] * size
        return dict(zip(self.targets, map(add, sums, self.bias), strict=True))

    def weight(self, feature: str, target: str) -> float | None:
        """Return how much a feature speaks for a target; None if it was never seen."""
        row = self.rows.get(feature)
        if row is None:
            return None
        worth = 1.0 if self.scale is None else self.scale[row]
        return self.weights[row * len(self.targets) + self.targets.index(target)] * worth

    def certainty(self, share: float) -> float:
        """Return how often a column with this share of the likelihood was right, as measured."""
        if not self.right:
            return share
        below = (0.0, self.right[0][1])
        for point in self.right:
            if share <= point[0]:
                span = point[0] - below[0]
                part = (share - below[0]) / span if span else 1.0
                return below[1] + part * (point[1] - below[1])
            below = point
        return self.right[-1][1]


def save(model: Model, path: Path) -> None:
    """Write a model; the same model gives the same file."""
    import numpy as np

    whole = np.array(model.weights, dtype=np.float32).reshape(-1, len(model.targets))
    if model.scale is not None:
        whole = whole * np.array(model.scale, dtype=np.float32)[:, None]
    scale = np.abs(whole).max(axis=1, keepdims=True) / _STEPS
    scale[scale == 0] = 1.0
    small = np.round(whole / scale).astype(np.int8)
    names = sorted(model.rows, key=lambda f: model.rows[f])
    np.savez_compressed(
        path,
        targets=np.array("\n".join(model.targets)),
        features=np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
        weights=small,
        scale=scale.astype(np.float32),
        bias=np.array(model.bias, dtype=np.float32),
        right=np.array(model.right, dtype=np.float32),
    )


def load(path: Path) -> Model:
    """Read a model: without numpy, which takes longer to load than the columns of a sheet to recognize."""
    with ZipFile(path) as stored:
        names = _array(stored, "features").decode().split("\n")
        right = array("f", _array(stored, "right"))
        return Model(
            tuple(_array(stored, "targets").decode("utf-32-le").split("\n")),
            {name: index for index, name in enumerate(names)},
            array("b", _array(stored, "weights")),
            array("f", _array(stored, "bias")),
            tuple(zip(right[::2], right[1::2], strict=True)),
            array("f", _array(stored, "scale")),
        )


def _array(stored: ZipFile, name: str) -> bytes:
    """Return the bytes of one of numpy's arrays, without the heading before them, whose length stands at byte 8."""
    data = stored.read(f"{name}.npy")
    return data[10 + int.from_bytes(data[8:10], "little") :]


@cache
def model() -> Model:
    """Return the model that comes with the program, read once."""
    return load(resources() / FOLDER / FILE)
