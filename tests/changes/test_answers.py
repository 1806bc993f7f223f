"""A campaign's own fields are renamed and moved without loss."""

from pathlib import Path

import pytest

from coordinator.base.errors import UserError
from coordinator.changes import apply
from coordinator.changes.answers import plan_move, plan_new, plan_retype
from coordinator.changes.checking import problems_of
from coordinator.records.catalog import ANSWER, CANDIDATE
from coordinator.store.campaign import Campaign
from tests.builders import add, bring, edit, everything, undo

CSV = """Email,Where did you grow up,What moves you
a@example.org,Denver,Schools
b@example.org,Tempe,
c@example.org,,Water
"""


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "form.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def move(campaign: Campaign, answer: str, into: str):  # noqa: ANN201
    with campaign.reading() as connection:
        planned = plan_move(connection, CANDIDATE, answer, into)
    return planned, apply.apply(campaign, planned.plan, author="Dana").seq


def key(campaign: Campaign, heading: str) -> str:
    return "answers." + next(r["key"] for r in everything(campaign, ANSWER) if r["heading"] == heading)


def test_promoted_to_a_field_and_back(any_campaign: Campaign, form: Path) -> None:
    bring(any_campaign, form)
    grew = key(any_campaign, "Where did you grow up")
    before = everything(any_campaign)
    planned, seq = move(any_campaign, grew, "city")
    assert (planned.moved, planned.left) == (2, ())
    assert [r["city"] for r in everything(any_campaign)] == ["Denver", "Tempe", None]
    assert [r["heading"] for r in everything(any_campaign, ANSWER)] == ["What moves you"]
    _, again = bring(any_campaign, form)
    assert again.seq is None, "the form knows the new place of its column"
    undo(any_campaign, seq)
    assert everything(any_campaign) == before
    with any_campaign.reading() as connection:
        assert problems_of(connection) == []


def test_an_answer_of_which_a_part_would_be_lost_stays(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    path.write_text("Email,Reach me\na@example.org,303-555-0144 (cell)\nb@example.org,303-555-0145\n", encoding="utf-8")
    bring(campaign, path, mapping={"form.csv": {"Reach me": "answer"}})
    planned, _ = move(campaign, key(campaign, "Reach me"), "phone")
    assert planned.moved == 1
    assert [value for _, value, _ in planned.left] == ["303-555-0144 (cell)"]
    assert "“cell”" in planned.left[0][2]


def test_what_does_not_fit_stays_and_is_told(any_campaign: Campaign, form: Path) -> None:
    bring(any_campaign, form)
    edit(any_campaign, everything(any_campaign)[0]["id"], city="Aurora")
    planned, _ = move(any_campaign, key(any_campaign, "Where did you grow up"), "city")
    assert planned.moved == 1
    assert [(value, why) for _, value, why in planned.left] == [("Denver", "City is Aurora already")]
    assert len(everything(any_campaign, ANSWER)) == 2


def test_merged_into_notes(any_campaign: Campaign, form: Path) -> None:
    bring(any_campaign, form)
    edit(any_campaign, everything(any_campaign)[0]["id"], notes="Met in Denver")
    move(any_campaign, key(any_campaign, "What moves you"), "notes")
    assert [r["notes"] for r in everything(any_campaign)] == ["Met in Denver\nSchools", None, "Water"]


def test_renamed_and_the_form_still_knows_it(any_campaign: Campaign, form: Path) -> None:
    bring(any_campaign, form)
    answer = next(r for r in everything(any_campaign, ANSWER) if r["heading"] == "What moves you")
    edit(any_campaign, answer["id"], ANSWER, heading="Cause")
    _, again = bring(any_campaign, form)
    assert again.seq is None
    assert sorted(r["heading"] for r in everything(any_campaign, ANSWER)) == ["Cause", "Where did you grow up"]


def test_only_answers_can_be_moved(any_campaign: Campaign, form: Path) -> None:
    bring(any_campaign, form)
    with any_campaign.reading() as connection:
        with pytest.raises(UserError, match="no field of the campaign's own"):
            plan_move(connection, CANDIDATE, "city", "notes")
        with pytest.raises(UserError, match="cannot be moved"):
            plan_move(connection, CANDIDATE, key(any_campaign, "What moves you"), "age_at_election")


def apply_plan(campaign: Campaign, planner, *arguments: object):  # noqa: ANN001, ANN202
    with campaign.reading() as connection:
        plan = planner(connection, CANDIDATE, *arguments)
    return apply.apply(campaign, plan, author="Dana")


def test_made_by_hand_filled_filtered_and_given_a_kind(any_campaign: Campaign) -> None:
    apply_plan(any_campaign, plan_new, "Doors knocked", "text")
    number = add(any_campaign, given_name="Ada", family_name="Brook")
    edit(any_campaign, number, **{"answers.doors_knocked": "120"})
    seq = apply_plan(any_campaign, plan_retype, "answers.doors_knocked", "integer").seq
    assert everything(any_campaign)[0]["answers.doors_knocked"] == 120
    assert len(everything(any_campaign, where="[Doors knocked] > 100")) == 1
    undo(any_campaign, seq)
    assert everything(any_campaign, where="[Doors knocked] contains 12")


def test_a_kind_that_some_values_do_not_read_as_is_refused_by_name(campaign: Campaign) -> None:
    apply_plan(campaign, plan_new, "Doors knocked", "text")
    number = add(campaign, given_name="Ada", family_name="Brook")
    edit(campaign, number, **{"answers.doors_knocked": "many"})
    with pytest.raises(UserError, match="Ada Brook"):
        apply_plan(campaign, plan_retype, "answers.doors_knocked", "integer")


@pytest.mark.parametrize(("heading", "kind"), [("", "text"), ("City", "text"), ("Shirt", "colour")])
def test_what_cannot_be_made_is_refused(campaign: Campaign, heading: str, kind: str) -> None:
    with pytest.raises(UserError):
        apply_plan(campaign, plan_new, heading, kind)


def test_an_answer_that_says_more_than_the_field_takes_stays(campaign: Campaign) -> None:
    apply_plan(campaign, plan_new, "Ever run", "text")
    for name, said in (("Ada", "Yes"), ("Bea", "Yes, twice"), ("Cy", "Maybe")):
        edit(campaign, add(campaign, given_name=name), **{"answers.ever_run": said})
    planned, _ = move(campaign, "answers.ever_run", "first_time")
    assert planned.moved == 1
    assert {value for _, value, _ in planned.left} == {"Yes, twice", "Maybe"}
