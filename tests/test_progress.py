"""How far work is, in words."""

import pytest

from coordinator.base import progress
from coordinator.base.progress import Pace


def test_rows_and_the_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: clock[0])
    pace = Pace()
    assert pace.words(0, None, "Reading") == "Reading"
    assert pace.words(500, 45_000, "Writing") == "Writing · 500 of 45,000"
    clock[0] += 2
    assert pace.words(15_500, 45_000, "Writing") == "Writing · 15,500 of 45,000 · about 4 s left"
    assert pace.words(0, 10, "Search") == "Search"
    clock[0] += 60
    assert pace.words(1, 10, "Search") == "Search · 1 of 10 · about 9 min left"
