"""Surveys that give each choice of a question a column: the cells are ticks, or the choice itself."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from coordinator.operations import importing
from coordinator.store.campaign import Campaign

RECORDED = ("answer", "ignored")


def columns_of(campaign: Campaign, path: Path, headings: Sequence[str], cells: Sequence[str]) -> list[str]:
    """Return what the further columns of a list of three people become."""
    lines = [
        f"{name},Larkin,{name}@example.org,{more}" for name, more in zip(("Ana", "Bea", "Cid"), cells, strict=True)
    ]
    path.write_text("\n".join(["First name,Last name,Email," + ",".join(headings), *lines]), encoding="utf-8")
    plan = importing.plan(campaign, path)
    assert any("one choice" in told for told in plan.told)
    importing.apply(campaign, plan, author="Dana")
    return [c.target for c in plan.sheets[0].columns[3:]]


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        (("Q2. [Mayor]", "Q2. [Council]", "Q2. [School board]"), ("Mayor,,", ",Council,", ",,School board")),
        (("Q2. [Mayor]", "Q2. [Council]"), ("Mayor,", ",", ",")),
        (("Office sought - Mayor", "Office sought - City council"), ("x,", ",x", ",")),
        (("Office sought: Mayor", "Office sought: City council"), ("TRUE,FALSE", "FALSE,TRUE", ",")),
        (("Which level? (City)", "Which level? (State)"), ("Yes,No", "No,Yes", ",")),
        (("Which level? City", "Which level? State"), ("1,0", "0,1", "1,1")),
        (("Party [Democratic]", "Party [Green]"), ("Democratic,", ",Green", ",Green")),
        (("Languages/Spanish", "Languages/English"), ("✓,", "✓,✓", ",✓")),
        (("State > NV", "State > CA"), ("NV,", ",CA", "NV,")),
        (("Stage - Filed", "Stage - Exploring"), ("Filed,", ",Exploring", "Filed,")),
        (("Your town? [Reno]", "Your town? [Sparks]"), ("Reno,", ",Sparks", "Reno,")),
        (("Gender (Female)", "Gender (Male)"), ("X,", ",X", "X,")),
    ],
)
def test_a_column_for_one_choice_is_an_answer_and_told(
    campaign: Campaign, tmp_path: Path, headings: Sequence[str], cells: Sequence[str]
) -> None:
    found = columns_of(campaign, tmp_path / "survey.csv", headings, cells)
    assert all(target in RECORDED for target in found), found


def test_permissions_with_one_heading_are_still_permissions(campaign: Campaign, tmp_path: Path) -> None:
    (path := tmp_path / "form.csv").write_text(
        "First name,Last name,Email,Permissions: May we contact you?,Permissions: May we share with partners?\n"
        "Ana,Larkin,a@example.org,Yes,No\nBea,Morse,b@example.org,Yes,Yes\nCid,Nolan,c@example.org,No,No\n",
        encoding="utf-8",
    )
    columns = importing.plan(campaign, path).sheets[0].columns
    assert [c.target for c in columns[3:]] == ["consent_contact", "consent_share"]


@pytest.mark.parametrize(
    "heading",
    ["Join us at a rally", "Attend the training", "Help at a town hall", "Statewide", "Municipal", "Republican", "Male"]
    + ["Ohio", "State", "French", "Sheriff", "Judge"],
)
def test_a_ticked_box_that_is_worded_like_its_heading_is_an_answer(
    campaign: Campaign, tmp_path: Path, heading: str
) -> None:
    assert columns_of(campaign, tmp_path / "form.csv", (heading,), (heading, "", heading)) == ["answer"]


@pytest.mark.parametrize("heading", ["Volunteer at our next stop", "Come to the rally", "Which event?", "Event"])
@pytest.mark.parametrize("cells", [("x", "", "x"), ("Yes", "No", "Yes"), ("TRUE", "FALSE", "FALSE")])
def test_yes_and_no_are_no_stops(campaign: Campaign, tmp_path: Path, heading: str, cells: tuple[str, str, str]) -> None:
    lines = [f"{n},Larkin,{n}@example.org,{c}" for n, c in zip(("Ana", "Bea", "Cid"), cells, strict=True)]
    (path := tmp_path / "form.csv").write_text(
        "\n".join([f"First name,Last name,Email,{heading}", *lines]), encoding="utf-8"
    )
    assert importing.plan(campaign, path).sheets[0].columns[3].target != "signup.event"
