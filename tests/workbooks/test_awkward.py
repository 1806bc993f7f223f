"""Awkward files end in a sentence, or are read right; nothing hangs, nothing is half imported."""

from pathlib import Path

import pytest

from coordinator.errors import UserError
from coordinator.exchange.importing import apply_import, plan_import
from coordinator.store.campaign import Campaign
from tests.builders import everything
from tests.workbooks.awkward import READ, REFUSED


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_sentence(campaign: Campaign, tmp_path: Path, name: str) -> None:
    make, part = REFUSED[name]
    with pytest.raises(UserError, match=part) as error:
        plan_import(campaign, make(tmp_path / name))
    assert name in str(error.value) or "sheet" in str(error.value)
    assert campaign.head() == 0


@pytest.mark.parametrize("name", READ)
def test_read_right(campaign: Campaign, tmp_path: Path, name: str) -> None:
    make, rows = READ[name]
    plan = plan_import(campaign, make(tmp_path / name))
    assert len(plan.rows) == rows
    apply_import(campaign, plan, author="Dana")
    assert len(everything(campaign)) == rows


def test_an_error_cell_is_a_problem_and_never_empty(campaign: Campaign, tmp_path: Path) -> None:
    plan = plan_import(campaign, READ["errors.xlsx"][0](tmp_path / "errors.xlsx"))
    assert [(p.row, p.column, p.value) for p in plan.problems if p.column] == [(2, "Email", "#N/A")]


def test_a_missing_file_and_a_folder(campaign: Campaign, tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.xlsx", tmp_path):
        with pytest.raises(UserError):
            plan_import(campaign, path)
