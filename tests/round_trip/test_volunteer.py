"""Random sequences of what people do to a sheet, compared with a reference; more of them: tests.round_trip.volunteer."""

from pathlib import Path

import pytest

from tests.round_trip.volunteer import tried

AT_ONCE = 50
KNOWN: frozenset[int] = frozenset()
"""Sequences in which a slip of a few cells cannot be told from as many edits."""


@pytest.mark.parametrize("first", range(10_000, 10_500, AT_ONCE))
def test_nothing_is_taken_that_nobody_meant_and_no_edit_is_lost(first: int, tmp_path: Path) -> None:
    verdicts = [tried(seed, tmp_path) for seed in range(first, first + AT_ONCE) if seed not in KNOWN]
    wrong = [v for v in verdicts if not v.right]
    assert wrong == []
    assert sum(v.edits for v in verdicts) > AT_ONCE
