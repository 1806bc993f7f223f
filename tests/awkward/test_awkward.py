"""Awkward files end in a sentence, or are read right; nothing hangs, nothing is half imported."""

from pathlib import Path

import pytest

from coordinator.base.errors import UserError
from coordinator.operations import importing
from coordinator.store.campaign import Campaign
from tests.awkward.files import READ, REFUSED
from tests.awkward.raw_books import BOOKS
from tests.awkward.texts import NAMES, TEXTS, said
from tests.builders import everything

MORE = BOOKS | TEXTS


@pytest.mark.timeout(30)
@pytest.mark.parametrize("name", MORE)
def test_read_or_refused(campaign: Campaign, tmp_path: Path, name: str) -> None:
    make, outcome = MORE[name]
    path = make(tmp_path / name)
    if isinstance(outcome, str):
        with pytest.raises(UserError, match=outcome) as error:
            importing.plan(campaign, path)
        assert "Traceback" not in error.value.sentence
        assert campaign.head() == 0
        return
    plan = importing.plan(campaign, path)
    importing.apply(campaign, plan, author="Dana")
    people = everything(campaign)
    assert len(people) == outcome, [(p.row, p.message) for p in plan.problems]
    assert all("example.org" in str(p["email"] or p["other_emails"]) for p in people)


@pytest.mark.parametrize("name", NAMES)
def test_awkward_names(campaign: Campaign, tmp_path: Path, name: str) -> None:
    importing.apply(campaign, importing.plan(campaign, said(name)(tmp_path / "names.csv")), author="Dana")
    assert [p["given_name"] for p in everything(campaign)] == [NAMES[name]]


def test_there_are_enough_of_them() -> None:
    assert len(READ) + len(REFUSED) + len(MORE) + len(NAMES) >= 120


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_sentence(campaign: Campaign, tmp_path: Path, name: str) -> None:
    make, part = REFUSED[name]
    with pytest.raises(UserError, match=part) as error:
        importing.plan(campaign, make(tmp_path / name))
    assert name in str(error.value) or "sheet" in str(error.value)
    assert campaign.head() == 0


@pytest.mark.parametrize("name", READ)
def test_read_right(campaign: Campaign, tmp_path: Path, name: str) -> None:
    make, rows = READ[name]
    plan = importing.plan(campaign, make(tmp_path / name))
    assert len(plan.rows) == rows
    importing.apply(campaign, plan, author="Dana")
    assert len(everything(campaign)) == rows


def test_an_error_cell_is_a_problem_and_never_empty(campaign: Campaign, tmp_path: Path) -> None:
    plan = importing.plan(campaign, READ["errors.xlsx"][0](tmp_path / "errors.xlsx"))
    assert [(p.row, p.column, p.value) for p in plan.problems if p.column] == [(2, "Email", "#N/A")]


def test_a_missing_file_and_a_folder(campaign: Campaign, tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.xlsx", tmp_path):
        with pytest.raises(UserError):
            importing.plan(campaign, path)
