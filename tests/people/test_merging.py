"""Two records of one person become one, and can become two again."""

from pathlib import Path

import pytest

from coordinator.base.errors import UserError
from coordinator.changes import apply, history
from coordinator.changes.checking import problems_of
from coordinator.changes.merge import Resolution
from coordinator.operations.people import forget_person
from coordinator.operations.undoing import questions, redo
from coordinator.operations.undoing import undo as undo_step
from coordinator.people.merging import follow, plan_merge
from coordinator.records import row_id
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


def _notes(campaign: Campaign, number: int) -> str | None:
    return builders.get(campaign, number)["notes"]


def _two(campaign: Campaign) -> tuple[int, int]:
    stays = builders.add(campaign, given_name="Sam", family_name="Vance", notes="S")
    return stays, builders.add(campaign, given_name="Samuel", family_name="Vance", notes="M")


def test_a_merge_undone_redone_and_undone_again_leaves_each_their_own(any_campaign: Campaign) -> None:
    stays, goes = _two(any_campaign)
    seq = merge(any_campaign, stays, goes)
    builders.undo(any_campaign)
    redo(any_campaign, "Dana")
    assert _notes(any_campaign, stays) == "S\nM"
    with any_campaign.reading() as connection:
        assert undo_step.plan(connection, seq).conflicts == []
    builders.undo(any_campaign, seq)
    assert (_notes(any_campaign, stays), _notes(any_campaign, goes)) == ("S", "M")


def test_what_was_written_while_they_were_two_is_nobodys_question(any_campaign: Campaign) -> None:
    stays, goes = _two(any_campaign)
    seq = merge(any_campaign, stays, goes)
    undone = builders.undo(any_campaign).seq
    builders.edit(any_campaign, stays, city="Omaha")
    builders.undo(any_campaign, undone)
    builders.edit(any_campaign, stays, occupation="Teacher")
    with any_campaign.reading() as connection:
        plan = undo_step.plan(connection, seq)
    assert [c.who.split(",")[0] for c in questions(plan)] == ["Occupation Teacher"]


def test_what_is_given_away_leaves_the_one_who_stays(any_campaign: Campaign) -> None:
    stays, goes = _two(any_campaign)
    seq = merge(any_campaign, stays, goes)
    builders.edit(any_campaign, stays, notes="S\nM\nCalled in May", tags="host", occupation="Teacher")
    with any_campaign.reading() as connection:
        plan = undo_step.plan(connection, seq)
    asked = {c.field: c for c in questions(plan)}
    assert [asked[key].who.split(", changed")[0] for key in ("notes", "tags", "occupation")] == [
        "Notes Called in May",
        "Tags host",
        "Occupation Teacher",
    ]
    for key in ("notes", "occupation"):
        asked[key].decide(Resolution.TAKE)
    apply.apply(any_campaign, plan, author="Dana")
    sam, samuel = (builders.get(any_campaign, n) for n in (stays, goes))
    assert (sam["notes"], sam["tags"], sam["occupation"]) == ("S", ["host"], None)
    assert (samuel["notes"], samuel["tags"], samuel["occupation"]) == ("M\nCalled in May", None, "Teacher")


def test_a_merge_is_not_done_again_by_half(any_campaign: Campaign) -> None:
    stays, goes = _two(any_campaign)
    merge(any_campaign, stays, goes)
    undone = builders.undo(any_campaign).seq
    builders.add(any_campaign, CONTACT, candidate=goes, contact_kind="call")
    with any_campaign.reading() as connection, pytest.raises(UserError, match="Something came to Samuel Vance since"):
        undo_step.plan(connection, undone)
    builders.delete(any_campaign, stays)
    with any_campaign.reading() as connection, pytest.raises(UserError, match="Sam Vance is not there any more"):
        undo_step.plan(connection, undone)


def test_in_a_chain_the_last_merge_is_split_into_its_own_two(any_campaign: Campaign) -> None:
    first, second = _two(any_campaign)
    third = builders.add(any_campaign, given_name="S.", family_name="Vance", notes="T")
    merge(any_campaign, second, first)
    last = merge(any_campaign, third, second)
    builders.edit(any_campaign, third, occupation="Teacher")
    with any_campaign.reading() as connection:
        plan = undo_step.plan(connection, last)
    assert [(c.record_id, c.field) for c in questions(plan)] == [(second, "occupation")]
    apply.apply(any_campaign, plan, author="Dana")
    assert [_notes(any_campaign, n) for n in (second, third)] == ["M\nS", "T"]


def test_a_line_that_is_part_of_another_is_kept(any_campaign: Campaign) -> None:
    stays, goes = _two(any_campaign)
    builders.edit(any_campaign, stays, notes="May host in May")
    builders.edit(any_campaign, goes, notes="May")
    merge(any_campaign, stays, goes)
    assert _notes(any_campaign, stays) == "May host in May\nMay"


def _referrals(campaign: Campaign) -> dict[int, tuple[int, str | None, str | None]]:
    rows = builders.everything(campaign, REFERRAL)
    return {r["id"]: (r["candidate"], r["status"], r["notes"]) for r in rows}


@pytest.mark.parametrize(("ours", "theirs", "left"), [(None, None, 1), ("Sent", None, 1), (None, "Sent", 2)])
def test_of_two_referrals_to_one_partner_the_further_one_stays(
    any_campaign: Campaign, ours: str | None, theirs: str | None, left: int
) -> None:
    stays, goes = _two(any_campaign)
    partner = builders.add(any_campaign, PARTNER, name="Civic Ladder")
    one = builders.add(any_campaign, REFERRAL, candidate=stays, partner=partner, status=ours, notes="Asked for it")
    other = builders.add(any_campaign, REFERRAL, candidate=goes, partner=partner, status=theirs, notes="Was keen")
    calls = [builders.add(any_campaign, CONTACT, candidate=stays, about=n, contact_kind="call") for n in (one, other)]
    before = _referrals(any_campaign)
    seq = merge(any_campaign, stays, goes)
    lines = ["Asked for it", "Was keen"]
    ((number, (who, status, notes)),) = _referrals(any_campaign).items()
    assert (number, who, sorted(notes.split("\n"))) == (left, stays, lines)
    assert status == ("sent" if ours or theirs else None)
    assert [builders.get(any_campaign, n, CONTACT)["about"] for n in calls] == [left, left]
    builders.undo(any_campaign, seq)
    assert _referrals(any_campaign) == before
    assert [builders.get(any_campaign, n, CONTACT)["about"] for n in calls] == [one, other]


def test_two_referrals_that_went_out_both_stay_and_that_is_told(any_campaign: Campaign) -> None:
    stays, goes = _two(any_campaign)
    partner = builders.add(any_campaign, PARTNER, name="Civic Ladder")
    for person in (stays, goes):
        builders.add(any_campaign, REFERRAL, candidate=person, partner=partner, status="Sent")
    seq = merge(any_campaign, stays, goes)
    assert [r[0] for r in _referrals(any_campaign).values()] == [stays, stays]
    with any_campaign.reading() as connection:
        step = history.change_set(connection, seq)
    assert step is not None
    assert step.kept == ("Civic Ladder was told of both and has two referrals of this person.",)


def test_a_day_of_sending_stays_while_a_later_status_builds_on_it(any_campaign: Campaign) -> None:
    person, _ = _two(any_campaign)
    partner = builders.add(any_campaign, PARTNER, name="Civic Ladder")
    number = builders.add(any_campaign, REFERRAL, candidate=person, partner=partner)
    sent = builders.edit(any_campaign, number, REFERRAL, status="Sent", owner="Dana").seq
    received = builders.edit(any_campaign, number, REFERRAL, status="Received").seq
    day = builders.get(any_campaign, number, REFERRAL)["sent_on"]
    assert day
    told = builders.undo(any_campaign, sent).conflicts
    row = builders.get(any_campaign, number, REFERRAL)
    assert (row["status"], row["sent_on"], row["owner"]) == ("received", day, None)
    assert {"status", "sent_on"} <= {c.field for c in told}
    builders.undo(any_campaign, received)
    row = builders.get(any_campaign, number, REFERRAL)
    assert (row["status"], row["sent_on"], row["answered_on"]) == (None, None, None)


def test_who_keeps_what_came_since_is_named_as_they_will_be_with_their_id(
    any_campaign: Campaign, pair: tuple[int, int]
) -> None:
    a, b = pair
    seq = merge(any_campaign, a, b, given_name="Kate")
    builders.add(any_campaign, CONTACT, candidate=a, contact_kind="note", notes="Wants the\nSaturday training")
    with any_campaign.reading() as connection:
        (asked,) = questions(undo_step.plan(connection, seq))
    assert "Wants the Saturday training" in asked.who
    assert asked.who.endswith(f"stays with Katherine Vance ({row_id.make('C', a)})")


def test_a_name_given_up_in_a_merge_is_still_found_until_it_is_undone(any_campaign: Campaign) -> None:
    teddy = builders.add(any_campaign, given_name="Theodora", family_name="Blankenship-Orr", email="t@example.org")
    other = builders.add(any_campaign, given_name="Teddy", family_name="Voss", email="t2@example.org")
    builders.add(any_campaign, given_name="Theodor", family_name="Fox")

    def found(words: str) -> set[str]:
        with any_campaign.reading() as connection:
            numbers = query.select_ids(connection, CANDIDATE, search=words)
            return set(query.titles(connection, CANDIDATE, numbers).values())

    merge(any_campaign, teddy, other, given_name="Teddy", family_name="Voss")
    step = any_campaign.head()
    for words in ("theodora", "Theodora Voss", "blankenship", "orr", "theodora orr", "teddy", "theodora t@example.org"):
        assert found(words) == {"Teddy Voss"}, words
    assert found("theodo") == {"Teddy Voss", "Theodor Fox"}
    for words in ("theodora fox", "heodora", "dora", "theodora zzz"):
        assert found(words) == set(), words
    builders.undo(any_campaign, step)
    assert found("theodora") == {"Theodora Blankenship-Orr"}
    assert found("theodora voss") == set()
    builders.undo(any_campaign, step + 1)
    assert found("theodora") == {"Teddy Voss"}
    forget_person(any_campaign, teddy, author="Dana", erase=["all"])
    assert found("theodora") == set()
