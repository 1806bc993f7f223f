"""Permission and opt-outs in sheets: a no to one way of contact, a yes that overrides nothing, marks beside the table."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from coordinator.importing.columns import map_columns
from coordinator.importing.plan import ImportPlan
from coordinator.operations import importing
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import Value
from coordinator.records.refusals import MARKS
from coordinator.store import query
from coordinator.store.campaign import Campaign

PEOPLE = (
    ("Ana", "Larkin", "ana@example.org"),
    ("Bea", "Morse", "bea@example.org"),
    ("Cid", "Nolan", "cid@example.org"),
)


def bring(
    campaign: Campaign, path: Path, headings: str, cells: Sequence[str]
) -> tuple[ImportPlan, dict[str, Mapping[str, Value]]]:
    """Import people with further columns, as if nobody answered a question; return the plan and them by first name."""
    lines = [",".join((*person, more)) for person, more in zip(PEOPLE, cells, strict=False)]
    path.write_text(f"First name,Last name,Email,{headings}\n" + "\n".join(lines), encoding="utf-8")
    return planned(campaign, path)


def planned(campaign: Campaign, path: Path) -> tuple[ImportPlan, dict[str, Mapping[str, Value]]]:
    plan = importing.plan(campaign, path)
    importing.apply(campaign, plan, author="Dana")
    with campaign.reading() as connection:
        rows = query.read_rows(connection, CANDIDATE, query.select_ids(connection, CANDIDATE))
        return plan, {str(row["given_name"]): row for row in rows}


@pytest.mark.parametrize(
    ("heading", "mark"),
    [
        ("May we call you?", "do_not_call"),
        ("MAY WE CALL?", "do_not_call"),
        ("OK to phone", "do_not_call"),
        ("¿Le podemos llamar?", "do_not_call"),
        ("May we contact you by phone?", "do_not_call"),
        ("Can we text?", "do_not_text"),
        ("May we contact you by text?", "do_not_text"),
        ("OK to e-mail?", "do_not_email"),
        ("Is it OK to e-mail you?", "do_not_email"),
    ],
)
def test_a_no_to_one_way_of_contact_refuses_that_way_alone(
    campaign: Campaign, tmp_path: Path, heading: str, mark: str
) -> None:
    _, people = bring(campaign, tmp_path / "list.csv", heading, ["No", "Yes", ""])
    ana, bea = people["Ana"], people["Bea"]
    marks = ("do_not_contact", "do_not_call", "do_not_text", "do_not_email")
    assert [m for m in marks if ana.get(m)] == [mark]
    assert ana.get("consent_contact") is not False  # the other ways are not refused
    assert not any(bea.get(m) for m in marks)


@pytest.mark.parametrize("narrow", ["May we call you?", "OK to call", "Can we text?", "May a volunteer phone you?"])
@pytest.mark.parametrize("general", ["I agree to be contacted", "May we contact you?"])
def test_a_yes_to_one_way_overrides_no_general_no(
    campaign: Campaign, tmp_path: Path, general: str, narrow: str
) -> None:
    _, people = bring(campaign, tmp_path / "list.csv", f"{general},{narrow}", ["Yes,No", "No,Yes", "Yes,Yes"])
    assert people["Bea"]["consent_contact"] is False
    assert people["Ana"]["consent_contact"] is True
    assert people["Ana"]["do_not_call"] or people["Ana"]["do_not_text"]


def test_a_yes_to_one_way_waits_where_another_column_may_refuse_all(campaign: Campaign, tmp_path: Path) -> None:
    headings = "Do you mind if we contact you?,May we call you?"
    plan, people = bring(campaign, tmp_path / "list.csv", headings, ["Yes,Yes", "No,No", "No,Yes"])
    assert all(column.asks for column in plan.sheets[0].columns[3:])
    assert [person.get("consent_contact") for person in people.values()] == [None] * 3
    assert people["Bea"]["do_not_call"] is True


def test_what_a_yes_to_one_way_counts_as_is_told(campaign: Campaign, tmp_path: Path) -> None:
    plan, _ = bring(campaign, tmp_path / "list.csv", "May we call you?", ["Yes", "No", "Yes"])
    assert any("May we call you?" in line and "one way of contact alone" in line for line in plan.told)


def test_a_no_to_all_contact_stays_one(campaign: Campaign, tmp_path: Path) -> None:
    _, people = bring(campaign, tmp_path / "list.csv", "OK to call or write?", ["No", "Yes", "Yes"])
    assert people["Ana"]["consent_contact"] is False


@pytest.mark.parametrize(
    ("words", "mark"),
    [
        ("do not contact", "do_not_contact"),
        ("stop calling me", "do_not_call"),
        ("deceased", "do_not_contact"),
        ("bounced", "do_not_email"),
        ("no texts please", "do_not_text"),
    ],
)
@pytest.mark.parametrize("headings", ["Town", "Town,", "Town,,"])
def test_an_opt_out_right_of_the_table_marks_the_person(
    campaign: Campaign, tmp_path: Path, headings: str, words: str, mark: str
) -> None:
    beyond = "," * headings.count(",")
    _, people = bring(campaign, tmp_path / "list.csv", headings, [f"Reno,{beyond}{words}", "Reno", "Reno"])
    assert people["Ana"][mark] is True
    assert not people["Bea"].get(mark)


def test_an_opt_out_in_a_comment_on_a_cell_marks_the_person(campaign: Campaign, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("First name", "Last name", "Email"), *PEOPLE):
        sheet.append(row)
    sheet["B3"].comment = Comment("Do not call", "Dana")
    sheet["B4"].comment = Comment("met at the fair", "Dana")
    book.save(path := tmp_path / "list.xlsx")
    plan, people = planned(campaign, path)
    assert [name for name, person in people.items() if person.get("do_not_call")] == ["Bea"]
    assert any("met at the fair" in line.text for line in plan.not_taken)


@pytest.mark.parametrize(
    "heading",
    [
        "Keep my info private?",
        "Private",
        "Confidential?",
        "Anonymous",
        "Hide my details",
        "Please don't publish my name",
        "Unlisted",
        "¿Confidencial?",
        "Mantener mis datos privados",
    ],
)
def test_what_is_to_be_kept_private_is_asked_about(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    plan, _ = bring(campaign, tmp_path / "list.csv", heading, ["Yes", "No", "No"])
    column = plan.sheets[0].columns[3]
    assert column.target == "answer"
    assert column.asks


def test_what_nobody_keeps_private_is_not_asked_about(campaign: Campaign, tmp_path: Path) -> None:
    plan, people = bring(campaign, tmp_path / "list.csv", "Sensitivity,Private", ["Normal,False"] * 3)
    assert not plan.asks
    assert not people["Ana"].get("city")


@pytest.mark.parametrize("word", ["Personal", "Private", "Confidential"])
def test_outlooks_sensitivity_is_asked_about_where_it_is_not_normal(
    campaign: Campaign, tmp_path: Path, word: str
) -> None:
    plan, people = bring(campaign, tmp_path / "list.csv", "Sensitivity", ["Normal", word, "Normal"])
    assert plan.sheets[0].columns[3].asks
    assert not people["Ana"].get("city")


def test_one_contact_whose_sensitivity_is_normal_lives_nowhere(campaign: Campaign, tmp_path: Path) -> None:
    _, people = bring(campaign, tmp_path / "list.csv", "Sensitivity,Priority", ["Normal,High"])
    assert not people["Ana"].get("city")


@pytest.mark.parametrize("heading", ["Removed on", "Deactivated at", "Blocked date", "Date removed"])
def test_the_time_at_which_somebody_was_taken_off_is_asked_about(
    campaign: Campaign, tmp_path: Path, heading: str
) -> None:
    plan, _ = bring(campaign, tmp_path / "list.csv", heading, ["2025-03-21 10:00:00", "2025-03-22 11:30:00", ""])
    column = plan.sheets[0].columns[3]
    assert column.target == "answer"
    assert column.asks


@pytest.mark.parametrize("heading", ["Cancelled at", "Expires on", "Membership lapsed"])
def test_the_time_of_an_end_is_no_sign_up(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    plan, _ = bring(campaign, tmp_path / "list.csv", heading, ["2025-03-21 10:00:00", "2025-03-22 11:30:00", ""])
    assert plan.sheets[0].columns[3].target != "signup.submitted_at"


@pytest.mark.parametrize(
    ("heading", "mark"),
    [
        ("UNSUB_TIME", "do_not_contact"),
        ("Unsubscribed at", "do_not_contact"),
        ("Opt-out date", "do_not_contact"),
        ("CLEAN_TIME", "do_not_email"),
        ("Bounced on", "do_not_email"),
        ("Date of death", "do_not_contact"),
        ("SMS opt-out time", "do_not_text"),
    ],
)
def test_the_time_of_an_opt_out_is_one_and_no_sign_up(
    campaign: Campaign, tmp_path: Path, heading: str, mark: str
) -> None:
    plan, people = bring(campaign, tmp_path / "list.csv", heading, ["2025-03-21 10:00:00", "2025-03-22 11:30:00", ""])
    assert plan.sheets[0].columns[3].target not in ("signup.submitted_at", "ignored", "consent_date")
    assert people["Ana"][mark] is True
    assert people["Bea"][mark] is True
    assert not people["Cid"].get(mark)


def marks_of(campaign: Campaign, path: Path, heading: str, cells: Sequence[str]) -> list[set[str]]:
    """Return the marks that people get from a column."""
    path.write_text(
        "\n".join(["First name,Last name," + heading, *(f"Ana,Larkin{n},{cell}" for n, cell in enumerate(cells))]),
        encoding="utf-8",
    )
    plan = importing.plan(campaign, path)
    importing.apply(campaign, plan, author="Dana")
    with campaign.reading() as connection:
        rows = query.read_rows(connection, CANDIDATE, query.select_ids(connection, CANDIDATE))
    return [{mark for mark in MARKS if row.get(mark)} for row in sorted(rows, key=lambda r: str(r["family_name"]))]


@pytest.mark.parametrize(
    ("heading", "cells", "marks"),
    [
        ("HasOptedOutOfFax", ("1", "0"), [set(), set()]),
        ("Opt out of arbitration", ("Yes", "No"), [set(), set()]),
        ("Consent withdrawn", ("2025-03-01", ""), [{"do_not_contact"}, set()]),
        ("DNT", ("1", "0"), [{"do_not_text"}, set()]),
        ("Can2_sms_status", ("unsubscribed", "subscribed"), [{"do_not_text"}, set()]),
        ("SMS marketing status", ("UNSUBSCRIBED", "SUBSCRIBED"), [{"do_not_text"}, set()]),
        ("Never by", ("text", "email"), [{"do_not_text"}, {"do_not_email"}]),
        ("Tags", ("no-text; vip", "do_not_email"), [{"do_not_text"}, {"do_not_email"}]),
        ("Result", ("Deceased", "Not home"), [{"do_not_contact"}, set()]),
    ],
)
def test_what_services_and_forms_call_an_opt_out(
    campaign: Campaign, tmp_path: Path, heading: str, cells: Sequence[str], marks: list[set[str]]
) -> None:
    assert marks_of(campaign, tmp_path / "list.csv", heading, cells) == marks


@pytest.mark.parametrize("cell", ["Never", "None"])
def test_a_preference_that_may_be_a_refusal_is_told(campaign: Campaign, tmp_path: Path, cell: str) -> None:
    path = tmp_path / "list.csv"
    lines = ["First name,Last name,Contact preference", "Ana,Larkin,Text", f"Bea,Morse,{cell}"]
    path.write_text("\n".join(lines), encoding="utf-8")
    told = [p for p in importing.plan(campaign, path).problems if p.value == cell]
    assert ["does not want to be contacted" in p.message for p in told] == [True]


@pytest.mark.parametrize("heading", ["Prefers email", "Prefers texts"])
def test_what_somebody_prefers_is_no_refusal(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    _, people = bring(campaign, tmp_path / "list.csv", heading, ["1", "0", "1"])
    assert not any(people[name].get(mark) is not None for name in people for mark in MARKS)
    assert not any(people[name].get("consent_share") is not None for name in people)


def test_when_a_consent_ends_is_not_when_it_was_given(campaign: Campaign, tmp_path: Path) -> None:
    _, people = bring(campaign, tmp_path / "list.csv", "Consent expiry", ["2027-01-01", "2026-01-01", "2028-05-01"])
    assert not any(people[name].get("consent_date") for name in people)


@pytest.mark.parametrize(
    ("heading", "before", "words", "mark"),
    [
        ("Reply", "STOP", "STOP", "do_not_contact"),
        ("Reply", "maybe later", "STOP", "do_not_contact"),
        ("Subscription", "subscribed", "unsubscribed", "do_not_contact"),
        ("List status", "cleaned", "cleaned", "do_not_email"),
        ("Call result", "Left message", "Do not call", "do_not_call"),
        ("How can we help?", "I like schools", "please do not contact me again", "do_not_contact"),
    ],
)
@pytest.mark.parametrize("second", ["list.csv", "another.csv"])
def test_an_opt_out_counts_on_every_list_of_a_form(
    campaign: Campaign, tmp_path: Path, heading: str, before: str, words: str, mark: str, second: str
) -> None:
    bring(campaign, tmp_path / "list.csv", heading, [before, "later"])
    plan, people = bring(campaign, tmp_path / second, heading, ["all good", words, words])
    assert people["Bea"][mark] is True  # who was here
    assert people["Cid"][mark] is True  # who is new
    assert any("get “" in line for line in plan.told)


@pytest.mark.parametrize(
    "heading", ["Date signed", "Signed on", "Date of signature", "Signature date", "Fecha de firma"]
)
@pytest.mark.parametrize("signature", ["Signature (y/n)", "Can you volunteer?", "Would run?"])
def test_the_date_of_a_signature_is_no_date_of_a_consent(heading: str, signature: str) -> None:
    table = {
        "#": ["1", "2", "3"],
        "Printed name of signer": ["Horace T. Beal", "Delacroix, Simone", "Anh Nguyen"],
        signature: ["y", "n", "y"],
        "Residence address": ["31 Plum St", "402 W 8th St Apt 5", "9 Dock St"],
        "Municipality": ["Erie", "Erie", "Millcreek Twp"],
        "County": ["Erie", "Erie", "Erie"],
        heading: ["10/3/25", "10/3/25", "10/4/25"],
        "Would you run?": ["yes", "no", "maybe"],
    }
    found = map_columns(CANDIDATE, list(table), list(table.values()))
    assert found[6].target in ("signup.submitted_at", "answer")
    assert found[6].may_be != "consent_date"


@pytest.mark.parametrize("heading", ["Consent date", "Agreed on", "Fecha de consentimiento"])
def test_the_date_of_a_consent_needs_no_consent_beside_it(heading: str) -> None:
    table = {"Name": ["Horace Beal", "Anh Nguyen", "Ida Moss"], heading: ["10/3/25", "10/3/25", "10/4/25"]}
    assert map_columns(CANDIDATE, list(table), list(table.values()))[1].target == "consent_date"


def test_who_left_a_mailing_programs_list_gets_no_e_mail(campaign: Campaign, tmp_path: Path) -> None:
    head = "Email Address,First Name,Last Name,OPTIN_TIME,LEID,UNSUB_TIME"
    rows = ["ana@example.org,Ana,Ruiz,2024-01-05 10:22:00,100231,2026-01-05 10:22:00"]
    (tmp_path / "list.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    importing.apply(campaign, importing.plan(campaign, tmp_path / "list.csv"), author="Dana")
    with campaign.reading() as connection:
        (row,) = query.read_rows(connection, CANDIDATE, query.select_ids(connection, CANDIDATE))
    assert {mark for mark in MARKS if row.get(mark)} == {"do_not_email"}
