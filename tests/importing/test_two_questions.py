"""A column that asks for two permissions, and flags of addresses and numbers that reach nobody."""

from pathlib import Path

import pytest

from coordinator.store.campaign import Campaign
from tests.importing.test_refusals_in_columns import bring

BOTH = "OK to contact / OK to share"


@pytest.mark.parametrize(
    ("cell", "contact", "share"),
    [
        ("Y/N", True, False),
        ("N/Y", False, True),
        ("N/N", False, False),
        ("Y/Y", True, True),
        ("yes, no", True, False),
        ("contact yes; share no", True, False),
        ("No", False, False),
        ("", None, None),
    ],
)
def test_each_of_two_permissions_gets_its_answer(
    campaign: Campaign, tmp_path: Path, cell: str, contact: bool | None, share: bool | None
) -> None:
    rows = [[cell], ["Y/Y"], ["Y/Y"]]
    plan, people = bring(campaign, tmp_path / "list.csv", [BOTH], rows)
    assert (people[0]["consent_contact"], people[0]["consent_share"]) == (contact, share)
    assert not [p for p in plan.problems if p.column == BOTH]


@pytest.mark.parametrize("cell", ["maybe", "Y/?"])
def test_what_answers_neither_of_two_permissions_is_told_and_no_yes(
    campaign: Campaign, tmp_path: Path, cell: str
) -> None:
    plan, people = bring(campaign, tmp_path / "list.csv", [BOTH], [[cell], ["Y/Y"], ["N/N"]])
    assert (people[0]["consent_contact"], people[0]["consent_share"]) == (None, None)
    assert [p.value for p in plan.problems if p.column == BOTH] == [cell]


@pytest.mark.parametrize(
    ("heading", "mark"),
    [
        *(
            (heading, "do_not_email")
            for heading in ("email1_is_bad", "bad_email", "email_returned", "is_email_invalid")
        ),
        *((heading, "do_not_call") for heading in ("Federal DNC", "National DNC Registry")),
    ],
)
def test_a_flag_marks_its_way_alone(campaign: Campaign, tmp_path: Path, heading: str, mark: str) -> None:
    _, people = bring(campaign, tmp_path / "list.csv", [heading], [["true"], ["false"], ["false"], ["false"]])
    marks = ("do_not_contact", "do_not_call", "do_not_text", "do_not_email")
    assert [[m for m in marks if person[m]] for person in people] == [[mark], [], [], []]


@pytest.mark.parametrize("heading", ["email2_is_bad", "phone1_is_bad", "is_mobile_bad"])
def test_a_flag_of_a_further_address_or_a_number_is_told(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    plan, people = bring(campaign, tmp_path / "list.csv", [heading], [["true"], ["false"], ["false"]])
    assert [p.row for p in plan.problems if p.column == heading] == [2]
    assert not people[0]["do_not_email"]


def test_not_to_release_data_is_about_sharing_and_asked(campaign: Campaign, tmp_path: Path) -> None:
    heading = "Do not release info"
    plan, people = bring(campaign, tmp_path / "list.csv", [heading], [["x"], [""], [""]])
    assert not people[0]["do_not_contact"] and people[0]["consent_share"] is not True
    assert [c.header for s in plan.sheets for c in s.columns if c.asks] == [heading]


def test_a_state_of_a_subscription_is_no_permission_and_who_left_is_marked(campaign: Campaign, tmp_path: Path) -> None:
    cells = [["Subscribed"], ["Unsubscribed"], ["Subscribed"], ["Subscribed"]]
    _, people = bring(campaign, tmp_path / "list.csv", ["Subscription Status"], cells)
    assert {person["consent_contact"] for person in people} == {None}
    assert [bool(person["do_not_contact"]) for person in people] == [False, True, False, False]


def test_what_asks_to_be_remembered_is_not_asked_about(campaign: Campaign, tmp_path: Path) -> None:
    plan, _ = bring(campaign, tmp_path / "list.csv", ["Do not forget us!"], [["Y"], ["N"], ["Y"]])
    assert not [c for s in plan.sheets for c in s.columns if c.asks]
