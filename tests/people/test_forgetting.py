"""Somebody who asks to be forgotten is erased everywhere, and does not come back with the next list."""

from pathlib import Path

import pytest

from coordinator.base.errors import UserError
from coordinator.changes import history
from coordinator.changes.checking import problems_of
from coordinator.changes.forget import NAMELESS, forget, holders
from coordinator.changes.undo import plan_undo
from coordinator.operations import people as people_operations
from coordinator.operations import undoing
from coordinator.operations.keeping import restore_backup
from coordinator.records.catalog import CANDIDATE, CONTACT, PARTNER, REFERRAL
from coordinator.store import backups, query
from coordinator.store.campaign import Campaign, create, open_
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
    number = next(r["id"] for r in people(campaign) if r["email"] == "zebulon@example.org")
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


def test_a_restored_backup_brings_nobody_back(campaign: Campaign, listed: Path) -> None:
    builders.bring(campaign, listed)
    place = campaign.path
    assert place is not None
    older = backups.make(place)
    forget(campaign, people(campaign)[0]["id"], author="Dana")  # type: ignore[arg-type]
    assert [r["given_name"] for r in people(campaign)] == ["Noor"]
    campaign.close()
    done = restore_backup(older, place, author="Dana")
    assert done.forgotten == 1
    with open_(place) as again:
        assert [r["given_name"] for r in people(again)] == ["Noor"]
        plan, _ = builders.bring(again, listed)
        assert "1 row skipped: asked to be forgotten." in plan.notes
        with again.reading() as connection:
            assert problems_of(connection) == []
    assert b"zebulon" not in place.read_bytes().lower()


@pytest.mark.parametrize("parted_since", [False, True])
@pytest.mark.parametrize("first", [0, 1])
def test_a_restored_backup_brings_back_nobody_who_was_merged(
    campaign: Campaign, tmp_path: Path, first: int, parted_since: bool
) -> None:
    """Merged in the backup; forgotten since, by either record, also after they were parted again."""
    place = campaign.path
    assert place is not None
    pair = [
        builders.add(campaign, given_name=name, family_name="Quokka", email=f"{name}@example.org")
        for name in ("zed", "zedd")
    ]
    missing = builders.add(campaign, given_name="Bob", email="bob@example.org")
    people_operations.merge(campaign, "Dana", *pair, {})
    older = backups.make(place, into=tmp_path / "copy.campaign")
    if parted_since:
        builders.undo(campaign)
    forget(campaign, pair[first], author="Dana")
    builders.edit(campaign, missing, notes="after the copy")
    campaign.close()
    done = restore_backup(older, place, author="Dana")
    assert done.forgotten == 1 and done.kept is not None and done.kept.exists()
    with open_(place) as again:
        stays = [("Zed", "Zedd")[1 - first]] if parted_since else []
        assert sorted(str(r["given_name"]) for r in people(again)) == sorted(["Bob", *stays])
        assert [told.split()[0] for told in done.parted] == stays
        assert all(not r["other_emails"] for r in people(again))
        with again.reading() as connection:
            assert problems_of(connection) == []
    gone = (b"zed@", b"zedd@")[first] if parted_since else b"quokka"
    assert gone not in place.read_bytes().lower()


def test_who_is_missing_in_the_backup_does_not_come_back_by_a_list(campaign: Campaign, listed: Path) -> None:
    place = campaign.path
    assert place is not None
    older = backups.make(place)
    forgotten(campaign, listed)
    campaign.close()
    assert restore_backup(older, place, author="Dana").forgotten == 0
    with open_(place) as again:
        assert "1 row skipped: asked to be forgotten." in builders.bring(again, listed)[0].notes


def test_another_campaign_forgets_its_own(campaign: Campaign, listed: Path, tmp_path: Path) -> None:
    forgotten(campaign, listed)
    place = campaign.path
    assert place is not None
    campaign.close()
    with create(tmp_path / "other.campaign") as other:
        builders.bring(other, listed)
        taken = backups.make(tmp_path / "other.campaign")
    assert restore_backup(taken, place, author="Dana").forgotten == 0


def test_two_histories_that_forgot_apart_know_both(campaign: Campaign, listed: Path) -> None:
    """A backup that has a key of its own, since somebody was forgotten in it first."""
    builders.bring(campaign, listed)
    place = campaign.path
    assert place is not None
    copied = backups.make(place, into=place.with_name("copy.campaign"))
    with open_(copied) as copy:
        forget(copy, next(r["id"] for r in people(copy) if r["given_name"] == "Noor"), author="Dana")  # type: ignore[arg-type]
    backups._write_hash(copied, copied, backups._hash_file(copied))
    forget(campaign, next(r["id"] for r in people(campaign) if r["given_name"] == "Zebulon"), author="Dana")  # type: ignore[arg-type]
    campaign.close()
    assert restore_backup(copied, place, author="Dana").forgotten == 1
    with open_(place) as again:
        plan, _ = builders.bring(again, listed)
        assert "2 rows skipped: asked to be forgotten." in plan.notes


def test_a_namesake_keeps_the_titles_of_their_steps(any_campaign: Campaign, listed: Path) -> None:
    other = builders.add(any_campaign, given_name="Zebulon", family_name="Quatermass", email="z2@example.org")
    builders.edit(any_campaign, other, city="Boise")
    forgotten(any_campaign, listed)
    with any_campaign.reading() as connection:
        titles = [step.title for step in history.change_sets(connection)]
    assert sum("Zebulon Quatermass" in title for title in titles) == 2, titles
    assert titles.count(NAMELESS) == 1


def test_a_merge_that_was_taken_back_does_not_forget_the_other_one(any_campaign: Campaign) -> None:
    keep = builders.add(any_campaign, CANDIDATE, given_name="Ana", family_name="Larkin", email="ana@example.org")
    other = builders.add(any_campaign, CANDIDATE, given_name="Bea", family_name="Morse", email="bea@example.org")
    people_operations.merge(any_campaign, "Dana", keep, other, {})
    undoing.undo(any_campaign, author="Dana")
    forget(any_campaign, keep, author="Dana")
    assert [r["given_name"] for r in people(any_campaign)] == ["Bea"]


@pytest.mark.parametrize(("family", "kept"), [("Larkin", "Ana Larkin"), ("Morse", "Ana Morse")])
def test_who_stays_keeps_the_name_in_the_titles_of_a_merge_taken_back(
    any_campaign: Campaign, family: str, kept: str
) -> None:
    keep = builders.add(any_campaign, CANDIDATE, given_name="Ana", family_name=family, email="ana@example.org")
    other = builders.add(any_campaign, CANDIDATE, given_name="Bea", family_name="Morse", email="bea@example.org")
    people_operations.merge(any_campaign, "Dana", keep, other, {})
    undoing.undo(any_campaign, author="Dana")
    forget(any_campaign, other, author="Dana")
    with any_campaign.reading() as connection:
        titles = [step.title for step in history.change_sets(connection)]
    assert f"Merged (forgotten) into {kept}" in titles
    assert not any("Bea" in title for title in titles)


def test_a_namesake_hides_nobody_in_the_titles_of_a_merge(any_campaign: Campaign) -> None:
    keep, other = (
        builders.add(any_campaign, CANDIDATE, given_name="Bea", family_name="Morse", email=email)
        for email in ("one@example.org", "two@example.org")
    )
    people_operations.merge(any_campaign, "Dana", keep, other, {})
    undoing.undo(any_campaign, author="Dana")
    forget(any_campaign, other, author="Dana")
    with any_campaign.reading() as connection:
        assert "Merged (forgotten) into (forgotten)" in [step.title for step in history.change_sets(connection)]
