"""Two records of one person become one, and can become two again."""

from pathlib import Path

import pytest

from coordinator.base.errors import UserError
from coordinator.changes import apply
from coordinator.changes.checking import problems_of
from coordinator.changes.merge import Resolution
from coordinator.operations.undoing import undo as undo_step
from coordinator.people.merging import follow, plan_merge
from coordinator.records.catalog import CANDIDATE, CONTACT, PARTNER, REFERRAL, SIGNUP
from coordinator.store import query
from coordinator.store.campaign import Campaign
from tests import builders


@pytest.fixture
def pair(any_campaign: Campaign) -> tuple[int, int]:
    a = builders.add(
        any_campaign,
        given_name="Katherine",
        family_name="Vance",
        email="k@example.org",
        phone="303-555-0142",
        tags="Tempe",
        notes="Called in March",
        consent_share="yes",
        stage="Contacted",
    )
    b = builders.add(
        any_campaign,
        given_name="Kate",
        family_name="Vance",
        email="kate@example.org",
        phone="(303) 555-0142",
        tags="Denver; Tempe",
        notes="Prefers evenings",
        consent_share="no",
        city="Denver",
    )
    partner = builders.add(any_campaign, PARTNER, name="Example Partner")
    builders.add(any_campaign, REFERRAL, candidate=b, partner=partner)
    builders.add(any_campaign, CONTACT, candidate=b, contact_kind="call")
    return a, b


def merge(campaign: Campaign, a: int, b: int, **picks: object) -> int:
    with campaign.reading() as connection:
        plan = plan_merge(connection, a, b, picks)
    seq = apply.apply(campaign, plan, author="Dana").seq
    assert seq is not None
    return seq


def everything(campaign: Campaign) -> dict[str, list[dict[str, object]]]:
    with campaign.reading() as connection:
        return {
            rt.key: query.read_rows(connection, rt, query.select_ids(connection, rt))
            for rt in (CANDIDATE, REFERRAL, CONTACT)
        }


def test_nothing_of_either_is_lost(any_campaign: Campaign, pair: tuple[int, int]) -> None:
    a, b = pair
    merge(any_campaign, a, b)
    row = builders.get(any_campaign, a)
    assert row["given_name"] == "Katherine"
    assert (row["email"], row["other_emails"], row["other_phones"]) == ("k@example.org", ["kate@example.org"], None)
    assert sorted(row["tags"]) == ["Denver", "Tempe"]
    assert row["notes"] == "Called in March\nPrefers evenings"
    assert row["city"] == "Denver"
    assert row["consent_share"] is False, "where they differ, the careful answer holds"
    found = everything(any_campaign)
    assert [r["id"] for r in found["candidate"]] == [a]
    assert [r["candidate"] for r in (*found["referral"], *found["contact"])] == [a, a]
    with any_campaign.reading() as connection:
        assert follow(connection, b) == a
        assert problems_of(connection) == []


def test_a_pick_overrules(any_campaign: Campaign, pair: tuple[int, int]) -> None:
    merge(any_campaign, *pair, given_name="Kate", email="kate@example.org")
    row = builders.get(any_campaign, pair[0])
    assert (row["given_name"], row["email"], row["other_emails"]) == ("Kate", "kate@example.org", ["k@example.org"])


def test_months_later_they_are_two_again_and_what_came_after_stays(
    any_campaign: Campaign, pair: tuple[int, int]
) -> None:
    a, b = pair
    before = everything(any_campaign)
    seq = merge(any_campaign, a, b)
    builders.edit(any_campaign, a, occupation="Teacher")
    later = builders.add(any_campaign, CONTACT, candidate=a, contact_kind="text")
    builders.undo(any_campaign, seq)
    after = everything(any_campaign)
    assert [r["id"] for r in after["candidate"]] == [a, b]
    assert after["referral"] == before["referral"]
    assert {r["id"]: r["candidate"] for r in after["contact"]} == {before["contact"][0]["id"]: b, later: a}
    assert after["candidate"][0] == before["candidate"][0] | {"occupation": "Teacher"}
    with any_campaign.reading() as connection:
        assert follow(connection, b) == b
        assert problems_of(connection) == []


def test_a_chain_of_merges_leads_to_the_last(any_campaign: Campaign, pair: tuple[int, int]) -> None:
    a, b = pair
    c = builders.add(any_campaign, given_name="K.", family_name="Vance", email="kv@example.org")
    merge(any_campaign, b, c)
    merge(any_campaign, a, b)
    with any_campaign.reading() as connection:
        assert follow(connection, c) == follow(connection, b) == a
        with pytest.raises(UserError, match="one record already"):
            plan_merge(connection, c, a)


def test_somebody_who_is_not_there_cannot_be_merged(any_campaign: Campaign, pair: tuple[int, int]) -> None:
    with any_campaign.reading() as connection, pytest.raises(UserError, match="not there"):
        plan_merge(connection, pair[0], 999)


def _form(path: Path, *rows: tuple[str, str, str, str]) -> Path:
    lines = ["First name,Last name,Email,Phone", *(",".join(row) for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _people(campaign: Campaign) -> dict[str, dict[str, object]]:
    return {str(r["email"]): r for r in builders.everything(campaign)}


def test_after_an_unmerge_later_sign_ups_go_where_they_belong(any_campaign: Campaign, tmp_path: Path) -> None:
    rows = [("Ann", "Ruiz", "ann@example.org", ""), ("Anna", "Ruiz", "anna@example.org", "303-555-0101")]
    builders.bring(any_campaign, _form(tmp_path / "a.csv", *rows), source="Form")
    ann, anna = (_people(any_campaign)[e]["id"] for e in ("ann@example.org", "anna@example.org"))
    seq = merge(any_campaign, ann, anna)
    later = [rows[0], ("Anna", "Ruiz", "anna@example.org", "303-555-0199")]
    builders.bring(any_campaign, _form(tmp_path / "b.csv", *later), source="Form")
    desk = [("Ann", "Ruiz", "ann@example.org", ""), ("Anna", "Ruiz", "anna@example.org", "")]
    builders.bring(any_campaign, _form(tmp_path / "c.csv", *desk), source="Desk")
    unclear = builders.add(any_campaign, CONTACT, candidate=ann, contact_kind="call")
    builders.edit(any_campaign, ann, occupation="Teacher")
    assert len(builders.everything(any_campaign)) == 1

    with any_campaign.reading() as connection:
        plan = undo_step.plan(connection, seq)
    assert sorted(c.who.split(",")[0] for c in plan.conflicts) == ["Contact Call", "Occupation Teacher"]
    contact = next(c for c in plan.conflicts if c.record == "contact")
    contact.answer = Resolution.TAKE
    apply.apply(any_campaign, plan, author="Dana")

    people = _people(any_campaign)
    assert people["ann@example.org"]["phone"] is None
    assert people["ann@example.org"]["occupation"] == "Teacher"
    assert people["ann@example.org"]["other_emails"] is None
    assert people["anna@example.org"]["phone"] == "+13035550199"
    owners = [(r["candidate"], r["row"]["Email"]) for r in builders.everything(any_campaign, SIGNUP)]
    assert sorted(owners) == sorted([(ann, "ann@example.org"), (anna, "anna@example.org")] * 2)
    assert builders.get(any_campaign, unclear, CONTACT)["candidate"] == anna
    with any_campaign.reading() as connection:
        assert problems_of(connection) == []


def test_who_was_merged_again_since_is_unmerged_in_order(any_campaign: Campaign, pair: tuple[int, int]) -> None:
    third = builders.add(any_campaign, given_name="K.", family_name="Vance", email="kv@example.org")
    seq = merge(any_campaign, pair[1], third)
    merge(any_campaign, *pair)
    with any_campaign.reading() as connection, pytest.raises(UserError, match="Undo that first"):
        undo_step.plan(connection, seq)
