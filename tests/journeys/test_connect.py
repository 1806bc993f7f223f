"""The whole story of connecting: suggestions, a plan, hand-offs to three partners, two answers and a silence."""

import csv
import datetime as dt
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from coordinator.changes.checking import problems_of
from coordinator.operations import importing
from coordinator.partners.connection_plans import plan_batch
from coordinator.partners.followups import follow_ups
from coordinator.partners.handoffs import HandedOver, hand_over, plan_handover
from coordinator.partners.partner_answers import plan_no_answer
from coordinator.partners.partner_book import PartnerBook
from coordinator.partners.results import results
from coordinator.partners.status_words import unknown_words
from coordinator.partners.word_edits import plan_words
from coordinator.records.catalog import CANDIDATE, HANDOFF, RECORDS, REFERRAL
from coordinator.store import query
from coordinator.store.campaign import Campaign
from tests.builders import everything, undo
from tests.partners.people import TODAY, act, look

PRAIRIE, DESERT, NDTC = (
    "Prairie Independents Caucus (fictitious)",
    "Desert Ballot Access Clinic (fictitious)",
    "National Democratic Training Committee",
)


def state(campaign: Campaign) -> dict[str, Any]:
    """All that people see, without what belongs to the ledger of files."""
    return {
        rt.key: {r["id"]: {k: v for k, v in r.items() if k != "created_at"} for r in everything(campaign, rt)}
        for rt in RECORDS
        if rt.key not in ("export", "import")
    }


def both_ways(campaign: Campaign, step: Callable[[], object]) -> Any:
    """Do a step, undo it, do it again by redo; everything is as before and as after."""
    before = state(campaign)
    done = step()
    seq, after = campaign.head(), state(campaign)
    assert after != before
    undo(campaign, seq)
    assert state(campaign) == before
    undo(campaign, campaign.head())
    assert state(campaign) == after
    return done


def hand(campaign: Campaign, name: str, path: Path) -> HandedOver:
    def step() -> HandedOver:
        with campaign.reading() as connection:
            found = plan_handover(connection, PartnerBook.of(connection).find(name).record_id)
        return hand_over(campaign, found, path, author="Dana")

    return both_ways(campaign, step)


def take(campaign: Campaign, path: Path) -> Any:
    def step() -> object:
        plan = importing.plan(campaign, path)
        importing.apply(campaign, plan, author="Dana")
        return plan

    return both_ways(campaign, step)


def test_the_whole_story(campaign: Campaign, tmp_path: Path) -> None:
    importing.load_sample(campaign)
    with campaign.reading() as connection:
        people = query.select_ids(connection, CANDIDATE)
        some = query.read_rows(connection, CANDIDATE, people[:20])
        book = PartnerBook.of(connection)
        assert all(len(book.suggest(row)) == 8 for row in some)
        batch = plan_batch(connection, people)
    placed = Counter(str(batch.book.rows[p.partner]["name"]) for p in batch.placed)
    assert min(placed[n] for n in (PRAIRIE, DESERT, NDTC)) >= 5
    both_ways(campaign, lambda: act(campaign, lambda _: batch.plan))

    prairie, desert, ndtc = (hand(campaign, n, tmp_path / f"{i}.xlsx") for i, n in enumerate((PRAIRIE, DESERT, NDTC)))
    assert [len(h.handover.people) for h in (prairie, desert, ndtc)] == [placed[n] for n in (PRAIRIE, DESERT, NDTC)]
    sent = [r for r in everything(campaign, REFERRAL) if r["status"] == "sent"]
    assert len(sent) == sum(placed[n] for n in (PRAIRIE, DESERT, NDTC))
    stages = {r["id"]: r["stage"] for r in everything(campaign)}
    assert all(stages[r["candidate"]] not in ("interested", "contacted") for r in sent)

    # one returns our workbook, with a word of its own and somebody new
    back = openpyxl.load_workbook(prairie.path)
    sheet = back["Referrals"]
    at = [c.value for c in sheet[1]].index("Status at the partner") + 1
    for row, word in enumerate(["Accepted", "Declined", "In the spring class", "In the spring class"], 2):
        sheet.cell(row, at, word)
    sheet.append([None, "Nova", "Reyes", None, "nova.reyes@example.org"])
    back.save(tmp_path / "prairie back.xlsx")
    plan = take(campaign, tmp_path / "prairie back.xlsx")
    assert plan.counts.created == 1
    ours = {r["id"]: r for r in everything(campaign, REFERRAL)}
    assert [ours[p.referral]["status"] for p in prairie.handover.people[:4]] == ["accepted", "declined", "sent", "sent"]
    assert [(u.word, u.people) for u in look(campaign, unknown_words)] == [("In the spring class", 2)]
    number = prairie.handover.partner["id"]
    both_ways(campaign, lambda: act(campaign, plan_words, number, {"In the spring class": "active"}))
    ours = {r["id"]: r for r in everything(campaign, REFERRAL)}
    assert [ours[p.referral]["status"] for p in prairie.handover.people[:4]] == [
        "accepted",
        "declined",
        "active",
        "active",
    ]
    trained = {r["id"]: r["stage"] for r in everything(campaign)}[prairie.handover.people[2].person["id"]]
    assert trained not in ("interested", "contacted", "connected")

    # one returns a sheet in its own layout
    header = ["Full name", "Mail", "Where they are", "Comment"]
    lines = [
        [CANDIDATE.title(p.person), p.person["email"], word, "by phone"]
        for p, word in zip(desert.handover.people, ("yes", "no", "waiting list"), strict=False)
    ]
    with (tmp_path / "clinic.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *lines])
    take(campaign, tmp_path / "clinic.csv")
    ours = {r["id"]: r for r in everything(campaign, REFERRAL)}
    assert [ours[p.referral]["status"] for p in desert.handover.people[:3]] == ["accepted", "declined", "waitlisted"]
    assert {ours[p.referral]["status"] for p in desert.handover.people[3:]} == {"sent"}

    # one stays silent
    later = TODAY + dt.timedelta(days=8)
    silent = [f for f in look(campaign, follow_ups, day=later) if f.queue == "silent"]
    assert {f.number for f in silent} >= {p.referral for p in ndtc.handover.people}
    assert any(f"{NDTC} is silent, 1 day over" in f.words for f in silent)
    both_ways(campaign, lambda: act(campaign, plan_no_answer, ndtc.handoff, day=later))
    ours = {r["id"]: r for r in everything(campaign, REFERRAL)}
    assert {ours[p.referral]["status"] for p in ndtc.handover.people} == {"no_answer"}
    asked = [
        f
        for f in look(campaign, follow_ups, day=later + dt.timedelta(days=3))
        if f.words == f"Ask the partner again: {NDTC}"
    ]
    assert len(asked) == len(ndtc.handover.people)
    figures = look(campaign, results)
    assert (figures[number].accepted, figures[number].declined) == (3, 1)
    assert figures[ndtc.handover.partner["id"]].days is None
    assert [h["status"] for h in everything(campaign, HANDOFF)] == ["returned", "returned", "written"]
    with campaign.reading() as connection:
        assert problems_of(connection) == []
