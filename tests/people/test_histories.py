"""Merging, editing, undoing, redoing and un-merging in any order equals a model that was written independently."""

from collections import Counter
from pathlib import Path

import pytest

from coordinator.store.campaign import Campaign
from tests.people.histories import in_campaign, try_history


@pytest.mark.parametrize("tens", range(6))
def test_made_histories_equal_the_model(tens: int, template: Path, tmp_path: Path) -> None:
    done: Counter[str] = Counter()
    for seed in range(tens * 10, tens * 10 + 10):
        done += try_history(seed, template, tmp_path).counts
    assert all(done[act] for act in ("merge", "edit", "undo", "signup", "newcomer"))


def test_lines_that_were_given_away_take_no_other_line_with_them(template: Path, tmp_path: Path) -> None:
    assert try_history(60190, template, tmp_path).counts["merge"]


@pytest.mark.parametrize("seed", [7, 23, 42])
def test_on_a_server_too(seed: int, any_campaign: Campaign) -> None:
    assert in_campaign(any_campaign, seed).counts["undo"]
