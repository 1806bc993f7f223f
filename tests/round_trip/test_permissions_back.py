"""Permissions that came back changed: they are counted over all their columns."""

import datetime as dt
from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.importing.decisions import tell_decisions
from coordinator.importing.plan import ImportPlan
from coordinator.records.refusals import ABOUT_CONSENT
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values


def test_all_that_is_said_of_permissions_counts_together(campaign: Campaign, tmp_path: Path) -> None:
    for n in range(8):
        add(campaign, given_name=f"Ada{n}", family_name="Brook", email=f"ada{n}@example.org")
    sheet = Sheet(campaign, tmp_path)
    for row, heading in enumerate(["May be contacted", "May be shared with partners", "Do not text"] * 2, 2):
        sheet.set(heading, row, "Yes")
    found = sheet.back()
    assert [(a.kind, a.columns[0]) for a in found.acts] == [
        (ActKind.CONSENT, "May be contacted"),
        (ActKind.CONSENT, "May be shared with partners"),
    ]
    assert {(key, after) for _, key, after in changed_values(found)} == {("do_not_text", True)}, "two who refuse"


def test_the_day_of_consent_waits_with_the_consent(campaign: Campaign, tmp_path: Path) -> None:
    for n in range(8):
        add(campaign, given_name=f"Ada{n}", family_name="Brook", email=f"ada{n}@example.org")
    sheet = Sheet(campaign, tmp_path)
    sheet.fill("Consent given on", range(2, 9), "2026-10-01")
    [act] = sheet.back().acts
    assert act.kind is ActKind.CONSENT and sheet.back().plan.is_empty


def test_three_who_agree_each_with_the_day_and_one_who_does_not_are_edits(campaign: Campaign, tmp_path: Path) -> None:
    for n in range(8):
        add(
            campaign,
            given_name=f"Ada{n}",
            family_name="Brook",
            email=f"ada{n}@example.org",
            consent_share=n == 7 or None,
        )
    sheet = Sheet(campaign, tmp_path)
    for row in (3, 5, 6):
        sheet.set("May be shared with partners", row, "Yes")
        sheet.set("Consent given on", row, "2026-10-01")
    sheet.set("May be shared with partners", 9, "No")
    found = sheet.back()
    assert found.acts == []
    assert len(changed_values(found)) == 7


def test_consents_with_their_days_are_asked_about_once(campaign: Campaign, tmp_path: Path) -> None:
    for n in range(8):
        add(campaign, given_name=f"Ada{n}", family_name="Brook", email=f"ada{n}@example.org")
    sheet = Sheet(campaign, tmp_path)
    for row in (3, 5, 6, 8):
        sheet.set("May be shared with partners", row, "Yes")
        sheet.set("Consent given on", row, "2026-10-01")
    [act] = sheet.back().acts
    assert act.columns == ("May be shared with partners",) and sheet.back().plan.is_empty
    taken = sheet.back(acts={act.key: "take"}, who_agreed="Dana asked them")
    assert len(changed_values(taken)) == 8


PERMISSIONS = ("Do not contact", "Do not call", "May be contacted", "May be shared with partners")


def people(campaign: Campaign, folder: Path, count: int = 12) -> Sheet:
    cities = ["Denver", "Tempe", "Omaha", "Boise", "Tulsa", "Reno", "Macon", "Salem", "Provo", "Butte", "Elko", "Ely"]
    for n in range(count):
        yes = {"consent_contact": True} if n % 3 else {}
        add(campaign, given_name=f"Ada{n}", family_name="Brook", email=f"ada{n}@example.org", city=cities[n], **yes)
    return Sheet(campaign, folder)


def permissions_taken(found: ImportPlan) -> list[tuple[int | None, str, object]]:
    return [v for v in changed_values(found) if v[1] in ABOUT_CONSENT]


@pytest.mark.parametrize("word", ["0", "No", "none", "FALSE", "x", "Yes"])
def test_taking_what_blanks_were_filled_with_takes_no_permission(campaign: Campaign, tmp_path: Path, word: str) -> None:
    sheet = people(campaign, tmp_path)
    for heading in (*PERMISSIONS, "Suffix", "County", "Owner"):
        sheet.put(heading, [word if c is None else c for c in sheet.column(heading)])
    taken: dict[str, str] = {}
    for _ in range(2):
        taken |= {a.key: "take" for a in sheet.back(acts=taken).acts if a.kind is not ActKind.REFUSALS}
    found = sheet.back(acts=taken)
    assert permissions_taken(found) == []
    agreed = sheet.back(acts=taken, who_agreed="Each of them, on May 3")
    assert bool(permissions_taken(agreed)) == any(a.kind is ActKind.CONSENT for a in found.acts)
    assert bool(permissions_taken(agreed)) == (word != "none")


def test_a_few_permissions_among_the_blanks_that_were_filled_are_asked_about(
    campaign: Campaign, tmp_path: Path
) -> None:
    sheet = people(campaign, tmp_path)
    sheet.fill("Suffix", range(2, 12), "0")
    sheet.fill("Do not call", range(2, 4), "0")
    assert permissions_taken(sheet.back(acts={"blanks filled: 0": "take"})) == []


@pytest.mark.parametrize("act", ["slip", "paste", "swap", "sort"])
def test_moved_cells_that_are_taken_as_they_stand_take_no_permission(
    campaign: Campaign, tmp_path: Path, act: str
) -> None:
    sheet = people(campaign, tmp_path)
    if act == "slip":
        for heading in ("City", "May be contacted"):
            sheet.slip(heading, 9)
    elif act == "paste":
        sheet.paste_over("May be shared with partners", "May be contacted")
    elif act == "swap":
        sheet.swap_headings("May be shared with partners", "May be contacted")
    else:
        for heading in ("City", "May be contacted"):
            sheet.put(heading, sorted(sheet.column(heading), key=str))
    answers: dict[str, str] = {}
    for _ in range(3):  # what is taken may hide another act
        answers |= {a.key: "take" for a in sheet.back(acts=answers).acts if a.kind is not ActKind.REFUSALS}
    found = sheet.back(acts=answers)
    assert permissions_taken(found) == [] and found.acts


SHARE = "May be shared with partners"


@pytest.fixture
def sheet(campaign: Campaign, tmp_path: Path) -> Sheet:
    for n in range(60):
        add(campaign, given_name=f"Ada{n}", family_name="Brook", consent_share=(True, None, False)[n % 3])
    return Sheet(campaign, tmp_path)


def those_who_say(sheet: Sheet, cell: object) -> list[int]:
    return [row for row, said in enumerate(sheet.column(SHARE), 2) if said == cell]


def test_one_no_among_consents_in_bulk_is_taken_whatever_becomes_of_them(sheet: Sheet) -> None:
    sheet.fill(SHARE, those_who_say(sheet, None) + those_who_say(sheet, "No"), "Yes")
    jose = those_who_say(sheet, "Yes")[0]
    sheet.set(SHARE, jose, "No")
    found = sheet.back()
    [act] = found.acts
    assert (act.kind, act.answer) == (ActKind.CONSENT, Reply.LEAVE)
    assert jose not in act.rows and "to No" not in act.sentence
    for answers in ({}, {act.key: "leave"}):
        assert changed_values(sheet.back(acts=answers)) == [(sheet.ids[jose], "consent_share", False)]


def test_single_refusals_in_several_columns_are_edits(sheet: Sheet) -> None:
    no, yes = those_who_say(sheet, "No"), those_who_say(sheet, "Yes")
    sheet.fill(SHARE, no[:4], "Yes")
    sheet.fill(SHARE, yes[10:12], "No")
    sheet.set(SHARE, yes[12], None)
    sheet.set("Do not contact", yes[13], "Yes")
    sheet.set("Do not e-mail", yes[14], "x")
    sheet.set("May be contacted", yes[15], "No")
    found = sheet.back()
    [act] = found.acts
    assert (act.kind, list(act.rows)) == (ActKind.CONSENT, no[:4])
    assert {(n, key, after) for n, key, after in changed_values(found)} == {
        (sheet.ids[yes[10]], "consent_share", False),
        (sheet.ids[yes[11]], "consent_share", False),
        (sheet.ids[yes[12]], "consent_share", None),
        (sheet.ids[yes[13]], "do_not_contact", True),
        (sheet.ids[yes[14]], "do_not_email", True),
        (sheet.ids[yes[15]], "consent_contact", False),
    }


@pytest.mark.parametrize(("heading", "cell"), [("Do not e-mail", "Yes"), ("May be contacted", "No")])
def test_many_refusals_are_asked_about_apart_and_need_nobody_who_agreed(sheet: Sheet, heading: str, cell: str) -> None:
    sheet.fill(heading, range(2, 20), cell)
    sheet.fill(SHARE, those_who_say(sheet, "No"), "Yes")
    found = sheet.back()
    refused = next(a for a in found.acts if a.kind is ActKind.REFUSALS)
    assert (refused.key, refused.answer, refused.count) == (f"refusals: {heading}", Reply.LEAVE, 18)
    assert "18 people say no" in refused.sentence and "Was that meant?" in refused.sentence
    assert [a.kind for a in found.acts if a is not refused] == [ActKind.CONSENT]
    assert found.plan.is_empty, "what may be a slip sets no mark unasked"
    taken = sheet.back(acts={refused.key: "take"})
    assert {key for _, key, _ in changed_values(taken)} == ({"do_not_email"} if cell == "Yes" else {"consent_contact"})


def test_marks_taken_away_in_bulk_need_somebody_who_agreed(campaign: Campaign, tmp_path: Path) -> None:
    for n in range(12):
        add(campaign, given_name=f"Ada{n}", family_name="Brook", do_not_email=True)
    sheet = Sheet(campaign, tmp_path)
    sheet.fill("Do not e-mail", range(2, 8), None)
    [act] = sheet.back().acts
    assert act.kind is ActKind.CONSENT and "6 emptied" in act.sentence and "Who agreed, and when?" in act.sentence
    assert sheet.back(acts={act.key: "take"}).plan.is_empty


AGREED = "Consent given on"


@pytest.fixture
def dated(campaign: Campaign, tmp_path: Path) -> Sheet:
    """Eight people who said no on a day, and four who said nothing."""
    for n in range(12):
        said = {"consent_share": False, "consent_date": "2025-03-21"} if n < 8 else {}
        add(campaign, given_name=f"Ada{n}", family_name="Brook", **said)
    return Sheet(campaign, tmp_path)


@pytest.mark.parametrize(
    ("who", "day", "told"),
    [
        ("Dana asked them by phone, Nov 20, 2025", "2025-11-20", "becomes 20 Nov 2025"),
        ("Dana, 2025-11-20", "2025-11-20", "becomes 20 Nov 2025"),
        ("each of the 12 on 20 noviembre 2025", "2025-11-20", "becomes 20 Nov 2025"),
        ("Dana asked them", None, "is emptied, as it was the day of a no"),
        ("Dana on 2025-11-20 and on 2025-11-21", None, "is emptied, as it was the day of a no"),
    ],
)
def test_the_day_of_a_consent_in_bulk_is_the_one_that_was_said(
    dated: Sheet, who: str, day: str | None, told: str
) -> None:
    dated.fill(SHARE, range(2, 14), "Yes")
    [act] = dated.back().acts
    assert f"“{AGREED}” of 8 people is the day of a no" in act.sentence
    found = dated.back(acts={act.key: "take"}, who_agreed=who)
    days = [(n, after) for n, key, after in changed_values(found) if key == "consent_date"]
    assert {after for _, after in days} == {day} and len(days) == (12 if day else 8)
    [act] = found.acts
    tell_decisions(found)
    assert told in act.sentence and any(told in line and who in line for line in found.plan.told)


def test_a_day_without_a_year_is_no_day_to_come(dated: Sheet) -> None:
    dated.fill(SHARE, range(2, 14), "Yes")
    day = dt.date.today() + dt.timedelta(days=40)
    last = dt.date(day.year - 1, day.month, min(day.day, 28))
    found = dated.back(acts={f"consent: {SHARE}": "take"}, who_agreed=f"Dana, {last:%b} {last.day}")
    days = {after for _, key, after in changed_values(found) if key == "consent_date"}
    assert days == {last.isoformat()}


def test_answers_that_were_emptied_are_asked_about_together(sheet: Sheet) -> None:
    no, yes = those_who_say(sheet, "No"), those_who_say(sheet, "Yes")
    sheet.fill(SHARE, [*no[:3], *yes[:3]], None)
    found = sheet.back()
    [act] = found.acts
    assert (act.kind, act.answer, sorted(act.rows)) == (ActKind.REFUSALS, Reply.LEAVE, sorted([*no[:3], *yes[:3]]))
    assert "3 had said yes, 3 no" in act.sentence and "agreed" not in act.told
    assert found.plan.is_empty
    taken = changed_values(sheet.back(acts={act.key: "take"}))
    assert taken == [(sheet.ids[row], "consent_share", None) for row in sorted(act.rows)]


def test_where_a_permission_is_left_its_day_is_left_too(sheet: Sheet) -> None:
    said = sheet.column(SHARE)
    for row in (30, 31):
        sheet.set(SHARE, row, said[row - 1])  # the cell below
        sheet.set(AGREED, row, "2025-11-20")
    sheet.set(AGREED, 13, "2025-11-21")
    found = sheet.back()
    assert all(a.columns == (SHARE,) and a.answer is Reply.LEAVE for a in found.acts) and found.acts
    assert changed_values(found) == [(sheet.ids[13], "consent_date", "2025-11-21")]
    assert {p.row for p in found.problems if p.column == AGREED and SHARE in p.message} == {30, 31}


def test_who_agreed_alone_takes_nothing_and_says_what_is_missing(dated: Sheet) -> None:
    dated.fill(SHARE, range(2, 14), "Yes")
    [act] = dated.back(who_agreed="Dana, Nov 20, 2025").acts
    assert act.answer is Reply.LEAVE and "not that this is to be taken" in act.told
