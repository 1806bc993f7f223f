"""The ledger: which status follows which, who has the next step, by when; and the stage that follows."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from coordinator.base.errors import UserError
from coordinator.operations import editing, importing
from coordinator.operations.exporting import export
from coordinator.partners import referral_statuses
from coordinator.partners.connecting import plan_connect
from coordinator.partners.contacts import plan_contact
from coordinator.partners.copies_held import copies_of
from coordinator.partners.followups import follow_ups
from coordinator.partners.partner_book import PartnerBook
from coordinator.partners.referral_ledger import StatusMove, plan_moves
from coordinator.partners.results import results
from coordinator.partners.status_words import unknown_words
from coordinator.records import row_id
from coordinator.records.catalog import CONTACT, REFERRAL
from coordinator.records.vocabularies import vocabulary
from coordinator.store.campaign import Campaign
from tests.builders import edit, everything, get, undo
from tests.partners.people import TODAY, act, connect, days, handed, look, partner, willing

CODES = [t.code for t in vocabulary("referral_status").terms]


def referral(campaign: Campaign, **more: object) -> tuple[int, int]:
    """Connect one person; return the numbers of person and referral."""
    partner(campaign, **more)
    [one] = willing(campaign)
    _, applied = connect(campaign)
    return one, applied.touched["referral"][0]


def go(campaign: Campaign, number: int, *statuses: str) -> None:
    for status in statuses:
        act(campaign, plan_moves, [StatusMove(number, status)])


@pytest.mark.parametrize("code", CODES)
def test_every_status_is_whole(code: str) -> None:
    assert all(s in CODES for s in referral_statuses.following(code) if s)
    assert referral_statuses.turn(code) in ("us", "partner", "none")
    assert bool(referral_statuses.next_step(code)) == (referral_statuses.turn(code) != "none")
    assert code == "proposed" or any(code in referral_statuses.following(other) for other in CODES)


def test_the_way_through(campaign: Campaign) -> None:
    one, number = referral(campaign, answer_days=5, decision_days=10)
    assert get(campaign, one)["stage"] == "interested"
    go(campaign, number, "sent")
    row = get(campaign, number, REFERRAL)
    assert (row["sent_on"], row["due_on"], row["answered_on"]) == (days(0), days(5), None)
    assert get(campaign, one)["stage"] == "connected"
    go(campaign, number, "received")
    assert get(campaign, number, REFERRAL)["due_on"] == days(10)
    assert get(campaign, number, REFERRAL)["answered_on"] == days(0)
    go(campaign, number, "accepted", "active")
    assert get(campaign, one)["stage"] == "in_training"
    go(campaign, number, "completed")
    assert get(campaign, number, REFERRAL)["due_on"] is None
    result = look(campaign, results)
    assert [(r.sent, r.accepted, r.completed, r.days) for r in result.values()] == [(1, 1, 1, 0)]


@pytest.mark.parametrize(
    ("way", "refused"),
    [((), "completed"), (("sent", "completed"), "received"), (("sent",), "proposed"), (("withdrawn",), "sent")],
)
def test_what_cannot_follow_is_refused_in_words(campaign: Campaign, way: tuple[str, ...], refused: str) -> None:
    _, number = referral(campaign)
    go(campaign, number, *way)
    before = get(campaign, number, REFERRAL)
    with pytest.raises(UserError, match="cannot become .* It can become"):
        go(campaign, number, refused)
    assert get(campaign, number, REFERRAL) == before


def test_a_stage_never_goes_backwards(campaign: Campaign) -> None:
    one, number = referral(campaign)
    edit(campaign, one, stage="Filed")
    go(campaign, number, "sent", "active")
    assert get(campaign, one)["stage"] == "filed"
    go(campaign, number, "declined")
    assert get(campaign, one)["stage"] == "filed"
    edit(campaign, one, stage="Paused")
    assert referral_statuses.stage_after("paused", "connected") is None
    assert referral_statuses.stage_after("a stage of our own", "connected") is None
    assert referral_statuses.stage_after(None, "connected") == "connected"


def test_emptying_a_status_that_is_proposed_is_no_edit(campaign: Campaign) -> None:
    _, number = referral(campaign)
    before = get(campaign, number, REFERRAL)
    assert editing.edit(campaign, "Dana", REFERRAL, {number: {"status": ""}}).seq is None
    assert editing.edit(campaign, "Dana", REFERRAL, {number: {"status": "Proposed"}}).seq is None
    assert get(campaign, number, REFERRAL) == before
    editing.edit(campaign, "Dana", REFERRAL, {number: {"status": "", "notes": "Called"}})
    assert (get(campaign, number, REFERRAL)["status"], get(campaign, number, REFERRAL)["notes"]) == (
        "proposed",
        "Called",
    )


def test_a_stage_that_is_typed_with_a_status_stays_as_typed(campaign: Campaign, tmp_path: Path) -> None:
    one, number = referral(campaign)
    export(campaign, tmp_path / "out.xlsx", kinds=("candidate", "referral"), author="Dana", everybody=True)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    for sheet, heading, value in (("Candidates", "Stage", "Withdrew"), ("Referrals", "Status", "Sent")):
        names = [cell.value for cell in book[sheet][1]]
        row = next(r for r in book[sheet].iter_rows(min_row=2) if r[0].value == ids(one, number)[sheet])
        row[names.index(heading)].value = value
    book.save(tmp_path / "back.xlsx")
    plan = importing.plan(campaign, tmp_path / "back.xlsx")
    importing.apply(campaign, plan, author="Dana")
    assert get(campaign, number, REFERRAL)["status"] == "sent"
    assert get(campaign, one)["stage"] == "withdrew"


def ids(candidate: int, number: int) -> dict[str, str]:
    return {"Candidates": row_id.make("C", candidate), "Referrals": row_id.make("R", number)}


def test_a_move_is_undone_with_all_that_followed(campaign: Campaign) -> None:
    one, number = referral(campaign)
    before = get(campaign, one), get(campaign, number, REFERRAL)
    go(campaign, number, "sent")
    undo(campaign)
    assert (get(campaign, one), get(campaign, number, REFERRAL)) == before
    undo(campaign, campaign.head())
    assert get(campaign, number, REFERRAL)["status"] == "sent"


def test_many_move_at_once_or_none(campaign: Campaign) -> None:
    partner(campaign)
    willing(campaign, 3)
    _, applied = connect(campaign)
    numbers = applied.touched["referral"]
    go(campaign, numbers[0], "sent")
    with pytest.raises(UserError):
        act(campaign, plan_moves, [StatusMove(n, "sent") for n in numbers])
    act(campaign, plan_moves, [StatusMove(n, "sent") for n in numbers[1:]])
    assert {r["status"] for r in everything(campaign, REFERRAL)} == {"sent"}


def test_a_partner_whom_they_had_does_not_fit_again(campaign: Campaign) -> None:
    one, number = referral(campaign)
    go(campaign, number, "sent", "declined")
    before = look(campaign, referral_statuses.existing, [one])[one]
    book = look(campaign, PartnerBook.of)
    [found] = book.suggest(get(campaign, one), before)
    assert not found.fits
    assert found.against[0].startswith("was passed on to them on")
    assert found.against[0].endswith("Declined")
    assert book.suggest(get(campaign, one))[0].fits


def test_by_hand_only_with_consent_and_never_twice(campaign: Campaign) -> None:
    number = partner(campaign, party_lines="ind", capacity=1)
    [no] = willing(campaign, consent_share=None)
    with pytest.raises(UserError, match="has not agreed to be shared"):
        act(campaign, plan_connect, no, [number], anyway=True)
    [never] = willing(campaign, do_not_contact=True)
    with pytest.raises(UserError, match="does not want to be contacted"):
        act(campaign, plan_connect, never, [number], anyway=True)
    [yes] = willing(campaign)
    act(campaign, plan_connect, yes, [number])
    with pytest.raises(UserError, match="was passed on to Prairie before .Proposed"):
        act(campaign, plan_connect, yes, [number])
    [other] = willing(campaign, party_line="dem")
    with pytest.raises(UserError, match="does not take Democratic candidates"):
        act(campaign, plan_connect, other, [number])
    [full] = willing(campaign)
    with pytest.raises(UserError, match="no place left"):
        act(campaign, plan_connect, full, [number])
    act(campaign, plan_connect, other, [number], anyway=True)
    assert len(everything(campaign, REFERRAL)) == 2


def test_a_team_on_a_server_connects_too(any_campaign: Campaign, tmp_path: Path) -> None:
    number = partner(any_campaign, capacity=3, answer_days=0)
    willing(any_campaign, 4, follow_up=days(-1))
    batch, _ = connect(any_campaign)
    assert (len(batch.placed), [left.kind for left in batch.left]) == (3, ["full"])
    done = handed(any_campaign, number, tmp_path / "o.xlsx")
    assert look(any_campaign, results)[number].sent == 3
    later = TODAY + dt.timedelta(days=1)
    found = look(any_campaign, follow_ups, day=later)
    assert [f.queue for f in found] == ["overdue"] * 4 + ["silent"] * 3
    assert len(look(any_campaign, copies_of, done.handover.people[0].person["id"])) == 1
    assert look(any_campaign, unknown_words) == []


@pytest.mark.parametrize(
    ("outcome", "stage", "follow_up"),
    [
        ("reached", "contacted", None),
        ("left_message", "interested", 3),
        ("no_answer", "interested", 1),
        ("call_back", "interested", 2),
        ("interested", "contacted", None),
        ("not_interested", "interested", None),
    ],
)
def test_what_follows_from_a_call(campaign: Campaign, outcome: str, stage: str, follow_up: int | None) -> None:
    [one] = willing(campaign, follow_up=days(-2))
    act(campaign, plan_contact, one, "call", outcome, owner="Jules", notes="at noon")
    row = get(campaign, one)
    assert (row["stage"], row["follow_up"]) == (stage, days(follow_up) if follow_up else None)
    [contact] = everything(campaign, CONTACT)
    assert (contact["outcome"], contact["owner"], contact["notes"], contact["done"]) == (
        outcome,
        "Jules",
        "at noon",
        True,
    )
    undo(campaign)
    assert get(campaign, one)["follow_up"] == days(-2)
    assert everything(campaign, CONTACT) == []


def test_who_wants_no_contact_gets_none(campaign: Campaign) -> None:
    [one] = willing(campaign, follow_up=days(0))
    act(campaign, plan_contact, one, "call", "do_not_contact")
    assert (get(campaign, one)["do_not_contact"], get(campaign, one)["follow_up"]) == (True, None)
    with pytest.raises(UserError, match="is not in the list"):
        act(campaign, plan_contact, one, "pigeon")
