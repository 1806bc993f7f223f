"""Returns: our workbook or the partner's own sheet; words asked once, people added, people left out."""

import csv
from pathlib import Path

import openpyxl
import pytest

from coordinator.base.errors import UserError
from coordinator.changes.checking import problems_of
from coordinator.changes.forget import forget
from coordinator.importing.joins import brought_by
from coordinator.importing.plan import ImportOptions, ImportPlan, What
from coordinator.operations import importing
from coordinator.operations.people import part
from coordinator.partners.partner_answers import plan_no_answer
from coordinator.partners.status_words import unknown_words
from coordinator.partners.word_edits import plan_words
from coordinator.people.forgotten import ADDRESS_LEFT_OUT
from coordinator.records.catalog import CANDIDATE, HANDOFF, REFERRAL, SIGNUP
from coordinator.store.campaign import Campaign
from tests.builders import add, edit, everything, get, undo
from tests.partners.people import act, connect, days, handed, look, partner, willing

ANSWER, REMARK = "Status at the partner", "Remark of the partner"


def given(campaign: Campaign, tmp_path: Path, people: int = 4, **more: object) -> tuple[int, int, Path]:
    """Hand people over; return partner, hand-off and file."""
    number = partner(campaign, **more)
    willing(campaign, people)
    connect(campaign, partners=[number])
    done = handed(campaign, number, tmp_path / "out.xlsx")
    return number, done.handoff, done.path


def answered(path: Path, *answers: str | None, extra: list[dict[str, str]] = (), drop: int = 0) -> Path:  # type: ignore[assignment]
    """Fill answers into our workbook, add rows, drop the last ones."""
    book = openpyxl.load_workbook(path)
    sheet = book["Referrals"]
    header = [c.value for c in sheet[1]]
    for row, answer in enumerate(answers, 2):
        sheet.cell(row, header.index(ANSWER) + 1, answer)
        if answer:
            sheet.cell(row, header.index(REMARK) + 1, f"said {answer}")
    if drop:
        sheet.delete_rows(sheet.max_row - drop + 1, drop)
    for line in extra:
        sheet.append([line.get(h, None) for h in header])
    out = path.with_name("back.xlsx")
    book.save(out)
    return out


def take(campaign: Campaign, path: Path, **more: object) -> ImportPlan:
    plan = importing.plan(campaign, path, **more)
    importing.apply(campaign, plan, author="Dana")
    return plan


def rows(campaign: Campaign) -> list[tuple[str, str | None, str | None]]:
    return [(r["status"], r["answer"], r["remark"]) for r in everything(campaign, REFERRAL)]


def test_our_workbook_comes_back(campaign: Campaign, tmp_path: Path) -> None:
    _, handoff, path = given(campaign, tmp_path)
    edit(campaign, everything(campaign)[0]["id"], city="Aurora", email="new@example.org")  # not the partner's doing
    plan = take(campaign, answered(path, "Accepted", "declined", None, "Waiting list"))
    assert plan.problems == []
    assert plan.plan.kind == "return"
    assert [s for s, _, _ in rows(campaign)] == ["accepted", "declined", "sent", "waitlisted"]
    assert rows(campaign)[0] == ("accepted", "Accepted", "said Accepted")
    first = everything(campaign, REFERRAL)[0]
    assert (first["answered_on"], first["due_on"]) == (days(0), days(60))
    assert plan.rows[0].sentence.startswith("Status becomes Accepted; ")
    row = get(campaign, handoff, HANDOFF)
    assert (row["status"], row["returned_on"]) == ("returned", days(0))
    undo(campaign)
    assert {r[0] for r in rows(campaign)} == {"sent"}
    undo(campaign, campaign.head())
    assert [s for s, _, _ in rows(campaign)] == ["accepted", "declined", "sent", "waitlisted"]
    assert take(campaign, path.with_name("back.xlsx")).counts.updated == 0
    with campaign.reading() as connection:
        assert problems_of(connection) == []


def test_words_are_asked_once_and_learned(campaign: Campaign, tmp_path: Path) -> None:
    number, _, path = given(campaign, tmp_path)
    plan = take(campaign, answered(path, "Inscrita", "inscrita ", "Cohort B", "Accepted"))
    assert [s for s, _, _ in rows(campaign)] == ["sent", "sent", "sent", "accepted"]
    assert any("“Inscrita” for 1 person" in note and "nobody has said" in note for note in plan.notes)
    assert plan.unknown_words == 3
    assert not any("coordinator" in note for note in plan.notes), "the window tells it, too"
    unknown = look(campaign, unknown_words)
    assert {(u.word, u.people) for u in unknown} == {("Inscrita", 1), ("inscrita", 1), ("Cohort B", 1)}
    act(campaign, plan_words, number, {"Inscrita": "accepted", "Cohort B": "active"})
    assert [s for s, _, _ in rows(campaign)] == ["accepted", "accepted", "active", "accepted"]
    assert look(campaign, unknown_words) == []
    undo(campaign)
    assert [s for s, _, _ in rows(campaign)] == ["sent", "sent", "sent", "accepted"]
    undo(campaign, campaign.head())
    willing(campaign, 1)
    connect(campaign, partners=[number])
    done = handed(campaign, number, tmp_path / "second.xlsx")
    take(campaign, answered(done.path, "INSCRITA"))
    assert rows(campaign)[-1][0] == "accepted"
    with pytest.raises(UserError, match="no status"):
        act(campaign, plan_words, number, {"x": "unheard of"})


def test_a_word_means_something_else_at_another_partner(campaign: Campaign, tmp_path: Path) -> None:
    number, _, path = given(campaign, tmp_path, 1)
    act(campaign, plan_words, number, {"Accepted": "waitlisted"})
    take(campaign, answered(path, "Accepted"))
    assert rows(campaign)[0][0] == "waitlisted"


def test_a_stale_sheet_moves_nobody_back(campaign: Campaign, tmp_path: Path) -> None:
    from coordinator.partners.referral_ledger import StatusMove, plan_moves

    _, _, path = given(campaign, tmp_path, 1)
    number = everything(campaign, REFERRAL)[0]["id"]
    act(campaign, plan_moves, [StatusMove(number, "completed")])
    plan = take(campaign, answered(path, "Received"))
    assert rows(campaign)[0][:2] == ("completed", "Received")
    assert "Completed cannot become Received" in plan.problems[0].message


def test_people_whom_they_added_and_those_whom_they_left_out(campaign: Campaign, tmp_path: Path) -> None:
    number, _, path = given(campaign, tmp_path)
    extra = [
        {
            "First name": "Nova",
            "Last name": "Reyes",
            "E-mail": "nova@example.org",
            ANSWER: "Accepted",
            REMARK: "came by herself",
        },
        {"City": "Omaha", "State": "NE", ANSWER: "Accepted", REMARK: "who?"},
        {"First name": "Total", "Last name": "4"},
    ]
    plan = take(campaign, answered(path, "Accepted", None, extra=extra, drop=2))
    told = {line.row: line.why for line in plan.not_taken}
    assert told == {5: "there is no name, no e-mail and no phone", 6: "a total"}, "not who is added"
    assert "Candidate is" not in str(plan.problems)
    assert any(
        "Still unanswered: Given1 Familyba, Given2 Familyca, Given3 Familyda. 2 of them are not in the sheet." in n
        for n in plan.notes
    )
    new = everything(campaign, where="given_name = Nova")[0]
    assert (new["email"], new["stage"], new["consent_share"]) == ("nova@example.org", "interested", None)
    added = everything(campaign, REFERRAL)[-1]
    assert (added["candidate"], added["partner"], added["status"], added["remark"]) == (
        new["id"],
        number,
        "accepted",
        "came by herself",
    )
    undo(campaign)
    assert everything(campaign, where="given_name = Nova") == []


def own_sheet(path: Path, header: list[str], lines: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *lines])
    return path


def test_a_sheet_in_their_own_layout(campaign: Campaign, tmp_path: Path) -> None:
    number, handoff, _ = given(campaign, tmp_path)
    people = everything(campaign)
    lines = [
        [f"{people[0]['family_name']}, {people[0]['given_name']}", people[0]["email"].upper(), "yes", "starts in May"],
        [f"{people[1]['given_name']} {people[1]['family_name']}", "", "Denied", ""],
        [f"{people[2]['given_name']} {people[2]['family_name']}", "", "", ""],
        ["Nova Reyes", "nova@example.org", "Got it", "walked in"],
    ]
    path = own_sheet(tmp_path / "theirs.csv", ["Name", "Email", "Outcome", "Comments"], lines)
    plan = take(campaign, path)
    assert plan.plan.kind == "return"
    assert any("answer of Prairie, in its own layout" in n for n in plan.notes)
    assert any(
        "Still unanswered: Given2 Familyca, Given3 Familyda. 1 of them is not in the sheet." in n for n in plan.notes
    )
    assert [r[:2] for r in rows(campaign)] == [
        ("accepted", "yes"),
        ("declined", "Denied"),
        ("sent", None),
        ("sent", None),
        ("received", "Got it"),
    ]
    assert rows(campaign)[0][2] == "starts in May"
    assert get(campaign, handoff, HANDOFF)["status"] == "returned"
    assert everything(campaign, SIGNUP) == []
    assert len(everything(campaign)) == 5
    undo(campaign)
    assert {r[0] for r in rows(campaign)} == {"sent"}
    undo(campaign, campaign.head())
    assert take(campaign, path).counts.updated == 0
    assert number


def test_a_sheet_of_another_partner_is_refused(campaign: Campaign, tmp_path: Path) -> None:
    given(campaign, tmp_path)
    other = partner(campaign, "Another")
    person = everything(campaign)[0]
    path = own_sheet(tmp_path / "theirs.csv", ["Email", "Status"], [[person["email"], "Accepted"]])
    with pytest.raises(UserError, match="were handed to Prairie, not to Another"):
        importing.plan(campaign, path, partner=other)
    bare = own_sheet(tmp_path / "bare.csv", ["Email", "Town"], [[person["email"], "Dayton"]])
    with pytest.raises(UserError, match="No column of this sheet holds answers"):
        importing.plan(campaign, bare, partner=other)


def test_a_form_export_is_no_return(campaign: Campaign, tmp_path: Path) -> None:
    """The week's export has nearly everybody in it, and a column called Status."""
    given(campaign, tmp_path)
    people = everything(campaign)
    lines = [[p["given_name"], p["family_name"], p["email"], "subscribed", "2025-04-01"] for p in people]
    header = ["first_name", "last_name", "email", "can2_subscription_status", "can2_subscription_date"]
    assert importing.plan(campaign, own_sheet(tmp_path / "form.csv", header, lines)).plan.kind == "import"
    importing.apply(
        campaign, importing.plan(campaign, tmp_path / "form.csv", ImportOptions(source="The form")), author="Dana"
    )
    assert importing.plan(campaign, tmp_path / "form.csv").plan.kind == "import"


def test_twice_in_their_sheet_and_left_out_rows(campaign: Campaign, tmp_path: Path) -> None:
    given(campaign, tmp_path, 2)
    one, two = everything(campaign)
    lines = [[one["email"], "Accepted"], [one["email"], "Declined"], [two["email"], "Accepted"], ["", ""]]
    path = own_sheet(tmp_path / "theirs.csv", ["Email", "Status"], lines)
    plan = importing.plan(campaign, path, ImportOptions(skipped=frozenset({("theirs.csv", 4), ("theirs", 4)})))
    importing.apply(campaign, plan, author="Dana")
    assert [r[0] for r in rows(campaign)] == ["accepted", "sent"]
    assert [r.what for r in plan.rows][:3] == [What.CHANGED, What.REJECTED, What.REJECTED]


@pytest.mark.parametrize("remark", ["=cmd|' /C calc'!A0", "+1", "@SUM(A1)", "line\nbreak", "ünï"])
def test_remarks_stay_text(campaign: Campaign, tmp_path: Path, remark: str) -> None:
    given(campaign, tmp_path, 1)
    path = own_sheet(
        tmp_path / "theirs.csv",
        ["Email", "Status", "Remarks"],
        [[everything(campaign)[0]["email"], "Accepted", remark]],
    )
    take(campaign, path)
    assert rows(campaign)[0][2] == remark.replace("\n", " ") or rows(campaign)[0][2] == remark


def test_a_list_of_referrals_keeps_to_the_ledger_too(campaign: Campaign, tmp_path: Path) -> None:
    """Somebody exports all referrals, changes statuses there, and brings the list back."""
    from coordinator.round_trip.exporting import export

    given(campaign, tmp_path, 2)
    export(campaign, tmp_path / "list.xlsx", kinds=(REFERRAL.key,), author="Dana")
    book = openpyxl.load_workbook(tmp_path / "list.xlsx")
    sheet = book["Referrals"]
    at = [c.value for c in sheet[1]].index("Status") + 1
    sheet.cell(2, at, "Active")
    sheet.cell(3, at, "Proposed")
    book.save(tmp_path / "list.xlsx")
    plan = take(campaign, tmp_path / "list.xlsx")
    assert [p.message for p in plan.problems] == ["The status stays: Sent cannot become Proposed."]
    first, second = everything(campaign, REFERRAL)
    assert (first["status"], first["due_on"], second["status"]) == ("active", days(60), "sent")
    assert get(campaign, first["candidate"])["stage"] == "in_training"


def test_a_partner_fills_in_its_answer_and_nothing_else(campaign: Campaign, tmp_path: Path) -> None:
    """Columns that it adds, called like fields of ours, change nothing."""
    _, _, path = given(campaign, tmp_path, 2)
    book = openpyxl.load_workbook(path)
    sheet = book["Referrals"]
    header = [c.value for c in sheet[1]]
    at = sheet.max_column + 1
    for index, (heading, value) in enumerate(
        (("Status", "Completed"), ("Owner of the next step", "Mallory"), ("Reason", "because"))
    ):
        sheet.cell(1, at + index, heading)
        sheet.cell(2, at + index, value)
    sheet.cell(2, header.index(ANSWER) + 1, "Accepted")
    sheet.cell(2, header.index("E-mail") + 1, "other@example.org")
    book.save(path)
    plan = take(campaign, path)
    assert [p.column for p in plan.problems] == ["Status", "Owner of the next step", "Reason", "E-mail"]
    assert "was person1x0@example.org when it went out" in plan.problems[-1].message
    first = everything(campaign, REFERRAL)[0]
    assert (first["status"], first["owner"], first["reason"]) == ("accepted", "Dana", None)
    assert everything(campaign, where='email = "other@example.org"') == []
    undo(campaign)
    assert everything(campaign, REFERRAL)[0]["status"] == "sent"


def test_a_formula_in_a_remark_is_never_run(campaign: Campaign, tmp_path: Path) -> None:
    _, _, path = given(campaign, tmp_path, 1)
    book = openpyxl.load_workbook(path)
    sheet = book["Referrals"]
    header = [c.value for c in sheet[1]]
    sheet.cell(2, header.index(ANSWER) + 1, "Accepted")
    sheet.cell(2, header.index(REMARK) + 1, '=HYPERLINK("http://example.org","x")')
    book.save(path)
    take(campaign, path)
    assert rows(campaign)[0][0] == "accepted"
    assert not str(rows(campaign)[0][2] or "").startswith("=")


def test_silence_is_noted_when_its_time_is_over(campaign: Campaign, tmp_path: Path) -> None:
    _, handoff, path = given(campaign, tmp_path, answer_days=0)
    take(campaign, answered(path, "Accepted"))
    import datetime as dt

    later = dt.date.today() + dt.timedelta(days=1)
    act(campaign, plan_no_answer, handoff, day=later)
    assert [r[0] for r in rows(campaign)] == ["accepted", "no_answer", "no_answer", "no_answer"]


def test_whom_a_partner_calls_by_another_name_is_told_and_can_be_parted(campaign: Campaign, tmp_path: Path) -> None:
    number, _, path = given(campaign, tmp_path, 2)
    here = add(campaign, given_name="Timothy", family_name="Kim", email="t@example.org")
    person = {"First name": "Tim", "Last name": "Kim", "E-mail": "t@example.org", ANSWER: "Accepted"}
    back = answered(path, "Accepted", None, extra=[person])
    plan = importing.plan(campaign, back)
    (row,) = plan.joined
    assert row.joined is not None
    assert (row.joined.said, row.joined.here, row.joined.person) == ("Tim Kim", "Timothy Kim", here)
    parted = importing.plan(campaign, back, ImportOptions(parted=frozenset({(row.sheet, row.number)})))
    assert parted.joined == []
    done = importing.apply(campaign, plan, author="Dana")
    assert everything(campaign, REFERRAL)[-1]["candidate"] == here
    assert done.seq is not None
    part(campaign, "Dana", brought_by(row, plan.file, done.seq, done.new_ids))
    tim = everything(campaign, where="given_name = Tim")[0]
    assert everything(campaign, REFERRAL)[-1]["candidate"] == tim["id"]


def test_a_partners_own_sheet_tells_whom_it_calls_by_another_name(campaign: Campaign, tmp_path: Path) -> None:
    number = partner(campaign)
    willing(campaign, 1, given_name="Timothy", family_name="Kim", email="t@example.org")
    willing(campaign, 1)
    connect(campaign, partners=[number])
    handed(campaign, number, tmp_path / "out.xlsx")
    other = everything(campaign)[1]
    lines = [
        ["Tim Kim", "t@example.org", "yes", ""],
        [f"{other['given_name']} {other['family_name']}", other["email"], "yes", ""],
    ]
    path = own_sheet(tmp_path / "theirs.csv", ["Name", "Email", "Outcome", "Comments"], lines)
    plan = importing.plan(campaign, path)
    assert [(r.joined.said, r.joined.here) for r in plan.joined if r.joined] == [("Tim Kim", "Timothy Kim")]
    place = (plan.joined[0].sheet, plan.joined[0].number)
    parted = importing.plan(campaign, path, ImportOptions(parted=frozenset({place})))
    importing.apply(campaign, parted, author="Dana")
    assert [r["given_name"] for r in everything(campaign)][2] == "Tim"
    assert [r["answer"] for r in everything(campaign, REFERRAL)] == [None, "yes", "yes"]


@pytest.mark.parametrize(
    ("heading", "cell", "key", "value"),
    [
        ("Do not contact", "Yes", "do_not_contact", True),
        ("Unsubscribed", "Yes", "do_not_contact", True),
        ("Opt out", "X", "do_not_contact", True),
        ("Do not call", "Yes", "do_not_call", True),
        ("May we contact you?", "No", "consent_contact", False),
        ("Remark", "Do not contact me again", "do_not_contact", True),
        ("Comments", "please take me off all lists", "do_not_contact", True),
        ("Coach", "please do not call me", "do_not_call", True),
    ],
)
def test_a_no_in_a_partners_own_sheet_counts(
    campaign: Campaign, tmp_path: Path, heading: str, cell: str, key: str, value: bool
) -> None:
    given(campaign, tmp_path, 2)
    one, two = everything(campaign)
    lines = [[one["email"], "Accepted", cell], [two["email"], "Accepted", ""]]
    plan = take(campaign, own_sheet(tmp_path / "theirs.csv", ["Email", "Status", heading], lines))
    assert [r[key] for r in everything(campaign)] == [value, None]
    assert any("1 person gets" in note and "Given0" in note for note in plan.notes)
    assert CANDIDATE.by_key[key].label in plan.rows[0].sentence
    undo(campaign)
    assert everything(campaign)[0][key] is None


@pytest.mark.parametrize("status", ["Do not contact", "Opted out", "Unsubscribed"])
def test_a_no_as_a_partners_status_counts(campaign: Campaign, tmp_path: Path, status: str) -> None:
    given(campaign, tmp_path, 2)
    one, two = everything(campaign)
    path = own_sheet(tmp_path / "t.csv", ["Email", "Status"], [[one["email"], status], [two["email"], "Declined"]])
    take(campaign, path)
    assert [r["do_not_contact"] for r in everything(campaign)] == [True, None]


def test_a_no_in_a_returned_hand_off_counts(campaign: Campaign, tmp_path: Path) -> None:
    number = partner(campaign)
    willing(campaign, 2)
    connect(campaign, partners=[number])
    one, two = everything(campaign)
    edit(campaign, two["id"], do_not_call=True)
    path = handed(campaign, number, tmp_path / "out.xlsx").path
    book = openpyxl.load_workbook(path)
    sheet = book["Referrals"]
    header = [c.value for c in sheet[1]]
    sheet.cell(2, header.index("Do not call") + 1, "Yes")
    sheet.cell(3, header.index(REMARK) + 1, "Do not contact me again")
    book.save(tmp_path / "back.xlsx")
    plan = take(campaign, tmp_path / "back.xlsx")
    found = everything(campaign)
    assert [(r["do_not_call"], r["do_not_contact"]) for r in found] == [(True, None), (True, True)]
    assert sum("as the sheet says" in note for note in plan.notes) == 2


def test_somebody_whom_a_partner_added_may_say_no(campaign: Campaign, tmp_path: Path) -> None:
    given(campaign, tmp_path, 1)
    lines = [[everything(campaign)[0]["email"], "Accepted", ""], ["nova@example.org", "Got it", "Yes"]]
    take(campaign, own_sheet(tmp_path / "t.csv", ["Email", "Status", "Do not contact"], lines))
    assert [r["do_not_contact"] for r in everything(campaign)] == [None, True]


def test_other_columns_of_a_partners_sheet_are_told(campaign: Campaign, tmp_path: Path) -> None:
    given(campaign, tmp_path, 1)
    path = own_sheet(
        tmp_path / "t.csv", ["Email", "Status", "Coach"], [[everything(campaign)[0]["email"], "Accepted", "Kim"]]
    )
    plan = take(campaign, path)
    assert any("left out: “Coach”" in note for sheet in plan.sheets for note in sheet.notes)


def added(campaign: Campaign, tmp_path: Path, answer: str, *, own: bool, **cells: str) -> ImportPlan:
    """Hand somebody over, and take the sheet back with one more person, of whom it says something."""
    number, _, path = given(campaign, tmp_path, 1)
    if own:
        one = everything(campaign)[-1]
        lines = [[one["email"], "Accepted", ""], [cells.get("E-mail", "nova@example.org"), answer, ""]]
        return take(campaign, own_sheet(tmp_path / "t.csv", ["Email", "Status", "Remark"], lines), partner=number)
    line = {"First name": "Nova", "Last name": "Reyes", "E-mail": "nova@example.org", ANSWER: answer, **cells}
    return take(campaign, answered(path, "Accepted", extra=[line]))


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize(
    ("word", "status", "told"),
    [
        ("no answer", "no_answer", ""),
        ("Withdrawn", "withdrawn", ""),
        ("moved away", "received", "“moved away” for 1 person; nobody has said what that means"),
        ("sent", "received", "“sent” is noted as its answer, and the status is Received"),
        ("wrong party", "received", "this person is of another party"),
    ],
)
def test_no_word_about_somebody_added_is_lost(
    campaign: Campaign, tmp_path: Path, word: str, status: str, told: str, own: bool
) -> None:
    plan = added(campaign, tmp_path, word, own=own)
    assert rows(campaign)[-1][:2] == (status, word)
    assert told in "\n".join([*plan.notes, *(p.message for p in plan.problems)])


@pytest.mark.parametrize("own", [True, False])
def test_who_is_added_to_be_taken_off_all_lists_is_not_connected(campaign: Campaign, tmp_path: Path, own: bool) -> None:
    plan = added(campaign, tmp_path, "take me off all lists", own=own)
    new = everything(campaign)[-1]
    assert (new["do_not_contact"], new["notes"]) == (True, "Prairie: take me off all lists")
    assert len(rows(campaign)) == 1
    assert "no referral" in plan.rows[-1].sentence
    assert plan.unknown_words == 0


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("no", [{"do_not_contact": True}, {"consent_share": False}])
def test_a_yes_of_a_partner_after_a_no_is_told_and_connects_nobody(
    campaign: Campaign, tmp_path: Path, no: dict[str, bool], own: bool
) -> None:
    willing(campaign, 1, given_name="Nova", family_name="Reyes", email="nova@example.org", notes="By phone", **no)
    plan = added(campaign, tmp_path, "Accepted", own=own)
    nova = next(r for r in everything(campaign) if r["email"] == "nova@example.org")
    assert nova["notes"] == "By phone\nPrairie: Accepted"
    assert "no referral" in plan.rows[-1].sentence
    assert [r["candidate"] for r in everything(campaign, REFERRAL) if r["candidate"] == nova["id"]] == []
    undo(campaign)
    assert next(r for r in everything(campaign) if r["email"] == "nova@example.org")["notes"] == "By phone"


def test_details_of_somebody_added_are_taken_or_told(campaign: Campaign, tmp_path: Path) -> None:
    plan = added(campaign, tmp_path, "Accepted", own=False, City="Omaha", Phone="12")
    assert everything(campaign)[-1]["city"] == "Omaha"
    assert [(p.column, p.value) for p in plan.problems] == [("Phone", "12")]


def test_other_details_of_somebody_known_are_told(campaign: Campaign, tmp_path: Path) -> None:
    willing(campaign, 1, given_name="Nova", family_name="Reyes", email="nova@example.org", city="Reno", phone=None)
    number = partner(campaign, name="Other")
    connect(campaign, partners=[number])
    plan = added(campaign, tmp_path, "Accepted", own=False, City="Omaha", Phone="614-555-0177")
    told = [(p.column, p.value, p.message) for p in plan.problems]
    assert ("City", "Omaha", "City is Reno here. This is not taken; correct it here if it is right.") in told
    assert any(column == "Phone" and "555-0177" in value for column, value, _ in told)


def test_a_yes_of_a_partner_to_who_said_no_is_told_by_row(campaign: Campaign, tmp_path: Path) -> None:
    given(campaign, tmp_path, 2)
    one, two = everything(campaign)
    edit(campaign, two["id"], do_not_contact=True)
    lines = [[one["email"], "Accepted", "Yes"], [two["email"], "Accepted", "Yes"]]
    plan = take(campaign, own_sheet(tmp_path / "t.csv", ["Email", "Status", "May we contact you?"], lines))
    assert [r["do_not_contact"] for r in everything(campaign)] == [None, True]
    (told,) = [p for p in plan.problems if "Do not contact: Yes" in p.message]
    assert (told.row, told.column, told.value) == (3, "May we contact you?", "Yes")


@pytest.mark.parametrize("own", [True, False])
def test_a_forgotten_number_in_a_row_about_somebody_else_is_left_out(
    campaign: Campaign, tmp_path: Path, own: bool
) -> None:
    zora = add(campaign, given_name="Zora", family_name="Quimbyx", phone="+13035550177", email="zq@example.org")
    forget(campaign, zora, author="Dana")
    number, _, path = given(campaign, tmp_path, 1)
    if own:
        lines = [["", "", everything(campaign)[-1]["email"], "", "Accepted"]]
        lines += [["Gus", "Hale", "gus@example.org", "303-555-0177", "Accepted"]]
        lines += [["Zora", "Quimbyx", "z@example.org", "303-555-0177", "Accepted"]]
        head = ["First name", "Last name", "Email", "Phone", "Status"]
        plan = take(campaign, own_sheet(tmp_path / "t.csv", head, lines), partner=number)
    else:
        gus = {"First name": "Gus", "Last name": "Hale", "E-mail": "gus@example.org", "Phone": "303-555-0177"}
        back = {"First name": "Zora", "Last name": "Quimbyx", "E-mail": "z@example.org", "Phone": "303-555-0177"}
        plan = take(
            campaign, answered(path, "Accepted", extra=[{**gus, ANSWER: "Accepted"}, {**back, ANSWER: "Accepted"}])
        )
    assert [(r["given_name"], r["phone"]) for r in everything(campaign)][1:] == [("Gus", None)]
    assert ADDRESS_LEFT_OUT in plan.rows[1].sentence
