"""The learned part: one weight for each feature and target, and how often a certainty was right."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.base.paths import resources
from coordinator.importing.recognition.lexicon import FOLDER

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE = "model.npz"
_STEPS = 40
"""Weights are stored as so many steps up and down, which keeps the file small."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights.

    Attributes:
        targets: what a column can be, in the order of the weights' columns.
        rows: feature → row of its weights.
        weights: a row for each feature, in steps if there is a scale.
        bias: a number for each target.
        right: pairs of a score and how often columns with it were right, both rising.
        scale: how much a step is worth in each row; None: the weights are whole.
    """

    targets: tuple[str, ...]
    rows: dict[str, int]
    weights: "NDArray[np.float32] | NDArray[np.int8]"
    bias: "NDArray[np.float32]"
    right: tuple[tuple[float, float], ...] = ()
    scale: "NDArray[np.float32] | None" = None

    def scores(self, features: Sequence[str]) -> dict[str, float]:
        """Return target → score; the higher, the likelier."""
        rows = [r for f in features if (r := self.rows.get(f)) is not None]
        weights = self.weights[rows] if self.scale is None else self.weights[rows] * self.scale[rows]
        total = weights.sum(axis=0) + self.bias
        return dict(zip(self.targets, total.tolist(), strict=True))

    def weight(self, feature: str, target: str) -> float | None:
        """Return how much a feature speaks for a target; None if it was never seen."""
        row = self.rows.get(feature)
        if row is None:
            return None
        worth = 1.0 if self.scale is None else float(self.scale[row].item())
        return float(self.weights[row, self.targets.index(target)]) * worth

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

    whole = model.weights if model.scale is None else model.weights * model.scale
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
        bias=model.bias.astype(np.float32),
        right=np.array(model.right, dtype=np.float32),
    )


def load(path: Path) -> Model:
    """Read a model."""
    import numpy as np

    with np.load(path) as stored:
        names = bytes(stored["features"]).decode().split("\n")
        right = tuple((float(a), float(b)) for a, b in stored["right"].reshape(-1, 2))
        targets = tuple(str(stored["targets"]).split("\n"))
        rows = {name: index for index, name in enumerate(names)}
        return Model(targets, rows, stored["weights"], stored["bias"], right, stored["scale"])


@cache
def model() -> Model:
    """Return the model that comes with the program, read once."""
    return load(resources() / FOLDER / FILE)
