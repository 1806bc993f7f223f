"""Columns about one way of contact: what permits it, what denies it, and what is about something else."""

from pathlib import Path

import pytest

from coordinator.store.campaign import Campaign
from tests.importing.test_permission_and_opt_outs import bring

MARKS = ("do_not_contact", "do_not_call", "do_not_text", "do_not_email")


@pytest.mark.parametrize(
    ("headings", "yes", "no"),
    [
        ("Reach me by: Text,Reach me by: Phone,Reach me by: Email", "Yes", "No"),
        ("Text me,Call me,Email me", "Yes", "No"),
        ("Mensajes de texto,Llamadas,Correos", "Sí", "No"),
        ("Text alerts,Phone calls,E-mail updates", "On", "Off"),
        ("Comm prefs - SMS,Comm prefs - Phone,Comm prefs - Email", "1", "0"),
        ("Contact by: Text,Contact by: Phone,Contact by: Email", "Y", "N"),
        ("receives_sms,wants_calls,receives_email", "true", "false"),
        ("Texting ok,Calling ok,Emailing ok", "Yes", "No"),
        ("How may we contact you? [Text],How may we contact you? [Call],How may we contact you? [Email]", "Yes", "No"),
    ],
)
def test_a_yes_to_a_way_of_contact_marks_nobody_and_a_no_refuses_that_way(
    campaign: Campaign, tmp_path: Path, headings: str, yes: str, no: str
) -> None:
    plan, people = bring(campaign, tmp_path / "list.csv", headings, [f"{no},{yes},{yes}", f"{yes},{no},{no}"])
    assert [m for m in MARKS if people["Ana"].get(m)] == ["do_not_text"]
    assert [m for m in MARKS if people["Bea"].get(m)] == ["do_not_call", "do_not_email"]
    assert not any(people[name].get("consent_share") for name in people)
    assert not plan.asks


@pytest.mark.parametrize(
    ("heading", "mark"),
    [
        ("Llamadas", "do_not_call"),
        ("Phone calls", "do_not_call"),
        ("Correos", "do_not_email"),
        ("Wants email", "do_not_email"),
        ("E-mails", "do_not_email"),
        ("Receive texts", "do_not_text"),
        ("Text messages", "do_not_text"),
        ("SMS", "do_not_text"),
        ("OK2Text", "do_not_text"),
        ("Phone contact", "do_not_call"),
    ],
)
def test_a_way_of_contact_alone_in_a_sheet(campaign: Campaign, tmp_path: Path, heading: str, mark: str) -> None:
    _, people = bring(campaign, tmp_path / "list.csv", heading, ["Yes", "No", "Yes"])
    assert [m for m in MARKS if people["Bea"].get(m)] == [mark]
    assert not any(people["Ana"].get(m) for m in MARKS)
    assert people["Bea"].get("consent_contact") is not False


@pytest.mark.parametrize("heading", ["Prefers email", "Calls made", "Texting", "Has email"])
def test_what_permits_nothing_and_denies_nothing_marks_nobody(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    _, people = bring(campaign, tmp_path / "list.csv", heading, ["Yes", "No", "Yes"])
    assert not any(person.get(mark) for person in people.values() for mark in MARKS)


def test_counts_of_calls_are_no_refusals(campaign: Campaign, tmp_path: Path) -> None:
    _, people = bring(campaign, tmp_path / "list.csv", "Calls", ["0", "3", "1"])
    assert not any(person.get(mark) for person in people.values() for mark in MARKS)


@pytest.mark.parametrize(
    "heading",
    [
        "Opt out of raffle",
        "Opt out of arbitration",
        "Decline lunch",
        "Unsubscribe from surveys",
        "Fax opt out",
        "HasOptedOutOfFax",
        "May we pass your name to the press?",
    ],
)
def test_an_opt_out_of_something_else_is_no_refusal_of_contact(
    campaign: Campaign, tmp_path: Path, heading: str
) -> None:
    plan, people = bring(campaign, tmp_path / "list.csv", heading, ["Yes", "No", "No"])
    assert plan.sheets[0].columns[3].target == "answer"
    assert not any(person.get(mark) for person in people.values() for mark in (*MARKS, "consent_share"))


@pytest.mark.parametrize(
    "heading",
    [
        "Mail opt out",
        "Do not mail",
        "NoMail",
        "Opt out of the program",
        "Should we stop mailing you?",
        "Exclude from mailings",
        "Will you keep our emails coming?",
        "Do you mind being texted?",
        "Do not sell my info",
    ],
)
def test_what_may_refuse_and_is_not_understood_is_asked(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    plan, people = bring(campaign, tmp_path / "list.csv", heading, ["Yes", "No", "No"])
    assert plan.sheets[0].columns[3].asks
    assert not any(person.get(mark) for person in people.values() for mark in MARKS)


@pytest.mark.parametrize(
    ("heading", "marks"),
    [
        ("Opt-out (calls)", ["do_not_call"]),
        ("DNT", ["do_not_text"]),
        ("DNE", ["do_not_email"]),
        ("Consent revoked?", ["do_not_contact"]),
        ("Permission withdrawn", ["do_not_contact"]),
    ],
)
def test_what_a_yes_under_a_denial_refuses(campaign: Campaign, tmp_path: Path, heading: str, marks: list[str]) -> None:
    _, people = bring(campaign, tmp_path / "list.csv", heading, ["Yes", "No", "No"])
    assert [m for m in MARKS if people["Ana"].get(m)] == marks
    assert not any(people["Bea"].get(m) for m in MARKS)


def test_the_day_on_which_a_consent_was_withdrawn_is_an_opt_out(campaign: Campaign, tmp_path: Path) -> None:
    _, people = bring(campaign, tmp_path / "list.csv", "Consent withdrawn", ["2025-03-01", "", "2025-03-02"])
    assert people["Ana"]["do_not_contact"] is True
    assert not people["Ana"].get("consent_date")
    assert not people["Bea"].get("do_not_contact")


def test_a_consent_that_ends_is_asked_about(campaign: Campaign, tmp_path: Path) -> None:
    plan, people = bring(campaign, tmp_path / "list.csv", "Consent expiry", ["2027-01-01", "", "2025-01-01"])
    assert plan.sheets[0].columns[3].asks
    assert not people["Ana"].get("consent_date")


@pytest.mark.parametrize("cells", [["email", "text", "none"]])
def test_never_by(campaign: Campaign, tmp_path: Path, cells: list[str]) -> None:
    _, people = bring(campaign, tmp_path / "list.csv", "Never by", cells)
    assert [[m for m in MARKS if people[name].get(m)] for name in ("Ana", "Bea", "Cid")] == [
        ["do_not_email"],
        ["do_not_text"],
        [],
    ]


@pytest.mark.parametrize(
    ("tags", "marks"),
    [
        ("no-text", ["do_not_text"]),
        ("do_not_email; vip", ["do_not_email"]),
        ("a; b; c; d; e; f; g; h; i; DNC", ["do_not_contact"]),
        ("SMS opt in; moved", []),
    ],
)
def test_tags_are_read_one_by_one(campaign: Campaign, tmp_path: Path, tags: str, marks: list[str]) -> None:
    _, people = bring(campaign, tmp_path / "list.csv", "Tags", [tags, "vip; moved", "volunteer; vip"])
    assert [m for m in MARKS if people["Ana"].get(m)] == marks


@pytest.mark.parametrize("word", ["Never", "None", "No one please"])
def test_no_way_at_all_as_the_preferred_one_is_told(campaign: Campaign, tmp_path: Path, word: str) -> None:
    plan, _ = bring(campaign, tmp_path / "list.csv", "Contact preference", ["Text", word, "Email"])
    assert any(word in p.value and "does not want to be contacted" in p.message for p in plan.problems)


def test_the_result_of_a_call_that_somebody_died(campaign: Campaign, tmp_path: Path) -> None:
    _, people = bring(campaign, tmp_path / "list.csv", "Result", ["Deceased", "Not home", "Canvassed"])
    assert people["Ana"]["do_not_contact"] is True


@pytest.mark.parametrize("word", ["None", "No one please"])
def test_whom_to_be_passed_on_to_nobody_is_told(campaign: Campaign, tmp_path: Path, word: str) -> None:
    plan, _ = bring(campaign, tmp_path / "list.csv", "Share my info with: (check all)", ["NDTC; Emerge", word, "All"])
    assert any(word in p.value and "passed on" in p.message for p in plan.problems)


@pytest.mark.parametrize(
    ("heading", "cell", "marks"),
    [
        ("can2_sms_status", "unsubscribed", ["do_not_text"]),
        ("Email Consent Status", "Withdrawn", ["do_not_email"]),
    ],
)
def test_a_consent_taken_back_is_an_opt_out_of_what_it_was_for(
    campaign: Campaign, tmp_path: Path, heading: str, cell: str, marks: list[str]
) -> None:
    plan, people = bring(campaign, tmp_path / "list.csv", heading, [cell, "subscribed", "subscribed"])
    assert plan.sheets[0].columns[3].target not in ("stage", "signup.status")
    assert [m for m in MARKS if people["Ana"].get(m)] == marks
    assert not any(people["Bea"].get(m) for m in MARKS)


def test_who_would_rather_not_be_listed_is_asked_about(campaign: Campaign, tmp_path: Path) -> None:
    plan, _ = bring(campaign, tmp_path / "list.csv", "I'd rather not be listed", ["Yes", "No", "No"])
    assert plan.sheets[0].columns[3].asks


@pytest.mark.parametrize(
    "heading", ["Not unsubscribed", "Is not opted out of SMS", "Do not remove from list", "I do not object to calls"]
)
def test_a_denied_denial_is_asked_about_and_marks_nobody(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    plan, people = bring(campaign, tmp_path / "list.csv", heading, ["Yes", "No", "No"])
    assert plan.sheets[0].columns[3].asks
    assert not any(person.get(mark) for person in people.values() for mark in MARKS)


@pytest.mark.parametrize(
    "heading", ["Un-subscribe me", "Won't take calls", "Couldn't reach by phone", "Rescinded permission to contact"]
)
def test_a_yes_under_what_denies_is_no_permission(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    _, people = bring(campaign, tmp_path / "list.csv", heading, ["Yes", "No", "No"])
    assert not any(person.get("consent_contact") for person in people.values())
    assert not any(people["Bea"].get(mark) for mark in MARKS)


@pytest.mark.parametrize("heading", ["Would you rather we didn't call?", "I'd rather you didn't text me"])
def test_who_would_rather_not_gives_no_permission(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    _, people = bring(campaign, tmp_path / "list.csv", heading, ["Yes", "No", "No"])
    assert not people["Ana"].get("consent_contact")
    assert not people["Bea"].get("do_not_contact")


@pytest.mark.parametrize("heading", ["Uncheck to stop receiving email", "Untick if you don't want texts"])
def test_a_box_to_be_emptied_is_asked_about(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    plan, people = bring(campaign, tmp_path / "list.csv", heading, ["Yes", "No", "Yes"])
    assert plan.sheets[0].columns[3].asks
    assert not any(people[name].get(mark) for name in people for mark in MARKS)


def test_a_stop_of_the_tour_is_no_opt_out(campaign: Campaign, tmp_path: Path) -> None:
    _, people = bring(campaign, tmp_path / "list.csv", "Denver stop", ["x", "", "x"])
    assert not any(people[name].get(mark) for name in people for mark in MARKS)


@pytest.mark.parametrize("cell", ["ok to call", "fine", "Yes calling is fine"])
def test_a_welcome_below_an_opt_out_is_told_and_sets_no_mark(campaign: Campaign, tmp_path: Path, cell: str) -> None:
    plan, people = bring(campaign, tmp_path / "list.csv", "Do Not Call", ["x", cell, ""])
    assert people["Ana"]["do_not_call"] is True
    assert not people["Bea"].get("do_not_call")
    assert [p.value for p in plan.problems] == [cell]


BESIDE_A_YES = [
    ("Yes, texts only, no calls", ["do_not_call"]),
    ("Yes but do not call", ["do_not_call"]),
    ("Sure (no phone calls please)", ["do_not_call"]),
    ("yes, just don't email me", ["do_not_email"]),
]


@pytest.mark.parametrize(
    "heading", ["May we text you?", "May we call you?", "OK to text?", "Do you want text updates?"]
)
@pytest.mark.parametrize(("cell", "marks"), BESIDE_A_YES)
def test_what_is_refused_beside_a_yes_is_marked_and_told(
    campaign: Campaign, tmp_path: Path, heading: str, cell: str, marks: list[str]
) -> None:
    plan, people = bring(campaign, tmp_path / "list.csv", f'"{heading}"', ["Yes", f'"{cell}"', "Yes"])
    assert [m for m in MARKS if people["Bea"].get(m)] == marks
    assert not any(people["Ana"].get(m) for m in MARKS)
    assert any(cell in said for said in (*plan.notes, *(p.message for p in plan.problems)))


@pytest.mark.parametrize(
    "cell", ["Yes - text only", "Yes, but only in an emergency", "Yes; calls no", "Yes no calls before 9"]
)
def test_words_that_may_limit_a_yes_are_told(campaign: Campaign, tmp_path: Path, cell: str) -> None:
    plan, people = bring(campaign, tmp_path / "list.csv", "May we text you?", ["Yes", f'"{cell}"', "Yes, of course"])
    assert not any(person.get(mark) for person in people.values() for mark in MARKS)
    assert [p.value for p in plan.problems] == [cell]
