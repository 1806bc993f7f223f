"""Somebody who asks to be forgotten is erased everywhere, and does not come back with the next list."""

from pathlib import Path

import pytest

from coordinator.changes.checking import problems_of
from coordinator.changes.forget import forget, holders
from coordinator.changes.undo import plan_undo
from coordinator.errors import UserError
from coordinator.records.catalog import CANDIDATE, CONTACT, PARTNER, REFERRAL
from coordinator.store import query
from coordinator.store.campaign import Campaign
from tests import builders

CSV = """First name,Last name,Email,Phone,Why do you want to run?
Zebulon,Quatermass,zebulon@example.org,303-555-0177,Because of Quatermass Hill
Noor,Hale,noor@example.org,303-555-0178,Schools
"""


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def forgotten(campaign: Campaign, listed: Path) -> int:
    builders.bring(campaign, listed)
    number = next(r["id"] for r in people(campaign) if r["given_name"] == "Zebulon")
    builders.edit(campaign, number, city="Denver")
    builders.add(campaign, CONTACT, candidate=number, contact_kind="call", notes="Zebulon asked to be left alone")
    return forget(campaign, number, author="Dana")


def people(campaign: Campaign) -> list[dict[str, object]]:
    with campaign.reading() as connection:
        return query.read_rows(connection, CANDIDATE, query.select_ids(connection, CANDIDATE))


def test_nothing_of_them_stays(any_campaign: Campaign, listed: Path) -> None:
    forgotten(any_campaign, listed)
    assert [r["given_name"] for r in people(any_campaign)] == ["Noor"]
    with any_campaign.reading() as connection:
        assert problems_of(connection) == []
        assert query.count(connection, CANDIDATE, None, "Zebulon") == 0


def test_no_byte_of_them_stays_in_the_file(campaign: Campaign, listed: Path) -> None:
    forgotten(campaign, listed)
    campaign.close()
    assert campaign.path is not None
    whole = campaign.path.read_bytes().lower()
    for word in (b"zebulon", b"quatermass", b"5550177"):
        assert word not in whole


def test_they_do_not_come_back(any_campaign: Campaign, listed: Path) -> None:
    forgotten(any_campaign, listed)
    plan = builders.bring(any_campaign, listed)[0]
    assert "1 row skipped: asked to be forgotten." in plan.notes
    assert plan.counts.rows == 1
    assert len(people(any_campaign)) == 1


def test_it_cannot_be_taken_back_and_older_steps_still_can(any_campaign: Campaign, listed: Path) -> None:
    seq = forgotten(any_campaign, listed)
    with any_campaign.reading() as connection, pytest.raises(UserError, match="cannot be brought back"):
        plan_undo(connection, seq)
    builders.undo(any_campaign)
    builders.undo(any_campaign, 1)
    assert people(any_campaign) == []
    with any_campaign.reading() as connection:
        assert problems_of(connection) == []


def test_partners_who_hold_a_copy_are_named_with_a_request(campaign: Campaign) -> None:
    ada = builders.add(campaign, CANDIDATE, given_name="Ada", family_name="Brook", email="ada@example.org")
    held = builders.add(campaign, PARTNER, name="Prairie School", contact_email="desk@example.org")
    asked = builders.add(campaign, PARTNER, name="Coast Fund")
    builders.add(campaign, REFERRAL, candidate=ada, partner=held, status="sent", sent_on="2025-05-02")
    builders.add(campaign, REFERRAL, candidate=ada, partner=asked, status="proposed")
    with campaign.reading() as connection:
        (holder,) = holders(connection, ada)
    assert (holder.partner, holder.email, holder.sent_on) == ("Prairie School", "desk@example.org", "2025-05-02")
    assert "Ada Brook" in holder.request and "ada@example.org" in holder.request and "delete" in holder.request
