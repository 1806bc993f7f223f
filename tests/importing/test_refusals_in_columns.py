"""Refusals that only the heading or the column explains: ways to avoid, several ways at once, lists of ours, notes."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from coordinator.importing.plan import ImportPlan
from coordinator.operations import importing
from coordinator.records import opt_outs
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import Row
from coordinator.records.refusals import MARKS
from coordinator.store import query
from coordinator.store.campaign import Campaign

NAMES = ("Ana", "Bea", "Cid", "Dov", "Eve", "Fay")
CALL, TEXT, EMAIL, ALL = "do_not_call", "do_not_text", "do_not_email", "do_not_contact"


def bring(
    campaign: Campaign, path: Path, headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[ImportPlan, list[Row]]:
    """Import people with further columns, as if nobody answered a question; return the plan and them in order."""
    lines = [["First name", "Last name", "Email", *headings]]
    lines += [[n, "Larkin", f"{n.lower()}@example.org", *row] for n, row in zip(NAMES, rows, strict=False)]
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in line) for line in lines), encoding="utf-8")
    plan = importing.plan(campaign, path)
    importing.apply(campaign, plan, author="Dana")
    with campaign.reading() as connection:
        found = query.read_rows(connection, CANDIDATE, query.select_ids(connection, CANDIDATE))
    by_name: dict[str, Row] = {str(row["given_name"]): row for row in found}
    return plan, [by_name[n] for n, _ in zip(NAMES, rows, strict=False)]


def marks(person: Row) -> list[str]:
    return [mark for mark in MARKS if person.get(mark)]


def told(plan: ImportPlan, heading: str) -> list[str]:
    return [problem.value for problem in plan.problems if problem.column == heading]


@pytest.mark.parametrize(
    ("heading", "cells", "refused"),
    [
        ("Ways you may not contact me", ["Phone", "Text, Email"], [[CALL], [TEXT, EMAIL]]),
        ("How should we NOT contact you?", ["Phone calls", "Text messages; mail"], [[CALL], [TEXT]]),
        ("Which of these should we avoid?", ["Text", "Phone", "none"], [[TEXT], [CALL], []]),
        ("Contact methods to avoid", ["SMS", "None", "All"], [[TEXT], [], [ALL]]),
        ("Off-limits channels", ["calls", "texts"], [[CALL], [TEXT]]),
        ("Channels you refuse", ["Phone, Email", "Text"], [[CALL, EMAIL], [TEXT]]),
        ("Anything but", ["calls", "email"], [[CALL], [EMAIL]]),
        ("Blocked channels", ["sms", "none"], [[TEXT], []]),
        ("Contact exclusions", ["No calls", "Email"], [[CALL], [EMAIL]]),
        ("No me contacten por", ["teléfono", "mensajes"], [[CALL], [TEXT]]),
        ("Please never use", ["Phone", "Email"], [[CALL], [EMAIL]]),
        ("How would you rather not be reached?", ["Text", "any way is fine"], [[TEXT], []]),
        ("¿Por cuál medio NO desea que le contactemos?", ["Llamadas", "Correo electrónico"], [[CALL], [EMAIL]]),
    ],
)
def test_a_way_below_a_heading_that_denies_is_refused(
    campaign: Campaign, tmp_path: Path, heading: str, cells: list[str], refused: list[list[str]]
) -> None:
    plan, people = bring(campaign, tmp_path / "list.csv", [heading], [[cell] for cell in cells])
    assert [marks(person) for person in people] == refused
    assert plan.sheets[0].columns[3].target == "answer"  # never the preferred way, nor notes
    assert not any(person.get("contact_preference") or person.get("notes") for person in people)


@pytest.mark.parametrize("heading", ["Contact?", "Contactable"])
def test_a_bare_no_to_contact_is_taken_or_asked_about(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    plan, people = bring(campaign, tmp_path / "list.csv", [heading], [["N"], ["Y"], ["Y"]])
    assert plan.sheets[0].columns[3].asks or people[0]["consent_contact"] is False


def test_the_way_that_is_liked_least_is_told_and_no_preference(campaign: Campaign, tmp_path: Path) -> None:
    heading = "Least preferred contact method"
    plan, people = bring(campaign, tmp_path / "list.csv", [heading], [["Phone"], ["Text"]])
    assert told(plan, heading) == ["Phone", "Text"]
    assert not any(marks(person) or person.get("contact_preference") for person in people)


@pytest.mark.parametrize(
    "heading",
    [
        "Best way to reach you",
        "If we cannot reach you by phone, how should we contact you?",
        "What is the best way to reach you? (no spam, promise)",
    ],
)
def test_a_preferred_way_stays_one(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    _, people = bring(campaign, tmp_path / "list.csv", [heading], [["Text"], ["Email"], ["Email"]])
    assert [person["contact_preference"] for person in people] == ["text", "email", "email"]
    assert not any(marks(person) for person in people)


@pytest.mark.parametrize(
    ("heading", "cells", "refused"),
    [
        (
            "Are you OK with calls? Texts? Emails?",
            ["texts only", "all ok", "everything but calls", "none"],
            [[CALL, EMAIL], [], [CALL], [CALL, TEXT, EMAIL]],
        ),
        (
            "OK with phone calls, texts, emails?",
            ["Yes", "no calls", "email only", "not texts", "No"],
            [[], [CALL], [CALL, TEXT], [TEXT], [CALL, TEXT, EMAIL]],
        ),
        (
            "¿Acepta llamadas, mensajes de texto y correos?",
            ["Todo", "Solo correos", "Todo menos llamadas", "Ninguno", "llamadas no, textos sí"],
            [[], [CALL, TEXT], [CALL], [CALL, TEXT, EMAIL], [CALL]],
        ),
    ],
)
def test_a_question_about_several_ways_refuses_those_left_out(
    campaign: Campaign, tmp_path: Path, heading: str, cells: list[str], refused: list[list[str]]
) -> None:
    _, people = bring(campaign, tmp_path / "list.csv", [heading], [[cell] for cell in cells])
    assert [marks(person) for person in people] == refused


def test_ways_named_below_such_a_question_are_told(campaign: Campaign, tmp_path: Path) -> None:
    heading = "OK with phone calls, texts, emails?"
    plan, _ = bring(campaign, tmp_path / "list.csv", [heading], [["Yes"], ["calls, texts"]])
    assert told(plan, heading) == ["calls, texts"]


@pytest.mark.parametrize(
    ("heading", "cells", "refused"),
    [
        ("Texts", ["STOP", "START", "UNSTOP", "stopall"], [[TEXT], [], [], [TEXT]]),
        ("Newsletter", ["Subscribed", "Left", "joined", "Removed per request"], [[], [EMAIL], [], [EMAIL]]),
        ("Text list", ["Removed", "Joined", "paused"], [[TEXT], [], [TEXT]]),
        ("SMS", ["Active", "QUIT", "opted out by admin"], [[], [TEXT], [TEXT]]),
        ("Text status", ["END", "ok", "unsubbed", "Bouncing"], [[TEXT], [], [TEXT], [TEXT]]),
        ("Email Subscription Status", ["Active", "Dropped", "Cleaned"], [[], [EMAIL], [EMAIL]]),
        ("Do you want texts from us", ["Nope", "Sure", "Yes"], [[TEXT], [], []]),
        ("Mensajes de texto", ["No", "Sí", "Suspendido"], [[TEXT], [], [TEXT]]),
        ("E-Blast", ["Y", "N", "Removed 4/4"], [[], [EMAIL], [EMAIL]]),
        ("Last text", ["STOP", "hello", "what time"], [[TEXT], [], []]),
        ("Robocall list", ["out", "in", "in"], [[CALL], [], []]),
        ("Email 1 valid", ["invalid", "valid", "valid"], [[EMAIL], [], []]),
        ("Call list", ["On", "Off", "removed"], [[], [CALL], [CALL]]),
        ("Text program", ["enrolled", "quit 5/1", "kicked out"], [[], [TEXT], [TEXT]]),
        ("Boletín", ["suscrita", "dada de baja", "pausado"], [[], [EMAIL], [EMAIL]]),
        ("Lista de textos", ["activo", "se salió", "alta"], [[], [TEXT], []]),
    ],
)
def test_who_is_off_one_of_our_lists_refuses_that_way_alone(
    campaign: Campaign, tmp_path: Path, heading: str, cells: list[str], refused: list[list[str]]
) -> None:
    plan, people = bring(campaign, tmp_path / "list.csv", [heading], [[cell] for cell in cells])
    assert [marks(person) for person in people] == refused
    assert plan.sheets[0].columns[3].target in ("answer", "consent_contact")


def test_a_state_of_a_list_that_is_not_known_is_told(campaign: Campaign, tmp_path: Path) -> None:
    plan, people = bring(campaign, tmp_path / "list.csv", ["Texts"], [["STOP"], ["START"], ["HELP"]])
    assert told(plan, "Texts") == ["HELP"]
    assert marks(people[2]) == []


def test_an_answer_that_is_neither_yes_nor_no_is_told_below_a_way(campaign: Campaign, tmp_path: Path) -> None:
    heading = "Do you want texts from us"
    plan, people = bring(campaign, tmp_path / "list.csv", [heading], [["Nope"], ["Sure"], ["Only urgent"]])
    assert told(plan, heading) == ["Only urgent"]
    assert marks(people[0]) == [TEXT]


def test_counts_and_kinds_of_newsletters_are_no_states(campaign: Campaign, tmp_path: Path) -> None:
    rows = [["Weekly", "3"], ["Monthly", "0"], ["Spanish", "1"]]
    plan, people = bring(campaign, tmp_path / "list.csv", ["Newsletter", "Calls"], rows)
    assert not any(marks(person) for person in people)
    assert told(plan, "Newsletter") == told(plan, "Calls") == []


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Call notes", "wants to be off the text list"),
        ("Call notes", "told me never to call again"),
        ("Call notes", "hung up"),
        ("Notes", "She was furious about the texts"),
        ("Notes", "please no robocalls"),
        ("Notas", "se molestó por los textos"),
        ("Notas", "pidió que la quitemos de todo"),
        ("Notes", "doesn't like being called"),
        ("Notas", "dice que ya basta de llamadas"),
        ("Notas", "no le gusta que la llamen"),
        ("Follow up needed?", "No - asked us not to"),
        ("Notes", "No thank-you calls"),
        ("Preferred method", "dont contact"),
        ("Flags", "DNT, DNE"),
        ("Notes", "works second shift, text only"),
        ("Notes", "Not interested in hearing from campaigns"),
        ("Communication wishes", "All except calls"),
        ("Call status", "Refused"),
        ("Call result", "RF"),
        ("Contact status", "Hostile"),
        ("Contact status", "Inactive - asked off"),
        ("Worst time to call", "never call"),
        ("Best time to call", "never"),
        ("Tags", "DNK"),
        ("Codes", "DNM"),
    ],
)
def test_words_that_may_refuse_are_told(campaign: Campaign, tmp_path: Path, heading: str, cell: str) -> None:
    plan, _ = bring(campaign, tmp_path / "list.csv", [heading], [[cell], [""], [""]])
    (problem,) = [p for p in plan.problems if p.column == heading]
    assert (problem.row, problem.value) == (2, cell)
    assert "does not want to be contacted" in problem.message


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Notes", "don't hesitate to call"),
        ("Notes", "can't call before 5"),
        ("Notes", "Never heard back"),
        ("Notes", "declined to give phone"),
        ("Notes", "left a message, no answer"),
        ("Notas", "no contestó la llamada"),
        ("Notas", "no me llamo José"),
        ("Why are you running?", "Our rep refuses to return phone calls"),
        ("May we use your name when we reach out?", "No"),
        ("What did you not like about our texts?", "too many"),
        ("Languages", "rude"),
        ("What would you like to volunteer for?", "I refuse to phone bank"),
    ],
)
def test_other_words_are_no_refusal(campaign: Campaign, tmp_path: Path, heading: str, cell: str) -> None:
    plan, people = bring(campaign, tmp_path / "list.csv", [heading], [[cell], [""], [""]])
    assert not [p.message for p in plan.problems if "contact" in p.message]
    assert marks(people[0]) == []


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("Call status", "Wrong number"), ("Call result", "WN"), ("Notes", "bad number, find new one")],
)
def test_a_wrong_number_is_told_and_marks_nobody(campaign: Campaign, tmp_path: Path, heading: str, cell: str) -> None:
    plan, people = bring(campaign, tmp_path / "list.csv", [heading], [[cell], [""], [""]])
    assert [p.message for p in plan.problems if "not this person's" in p.message]
    assert marks(people[0]) == []


def test_words_beside_a_number_that_limit_it_are_told(campaign: Campaign, tmp_path: Path) -> None:
    rows = [["415-555-0171 (text only)"], ["303-555-0141 (landline, can't text)"], ["212-555-0188"]]
    plan, _ = bring(campaign, tmp_path / "list.csv", ["Cell"], rows)
    assert [p.row for p in plan.problems if "not for calls, or not for texts" in p.message] == [2, 3]


@pytest.mark.parametrize(
    "heading",
    ["Tick if you'd rather not hear from partner groups", "Check here if you do not want to hear from our partners"],
)
def test_a_tick_about_partners_is_no_partner_and_is_asked_about(
    campaign: Campaign, tmp_path: Path, heading: str
) -> None:
    plan, people = bring(campaign, tmp_path / "list.csv", [heading], [["x"], [""], ["x"]])
    column = plan.sheets[0].columns[3]
    assert column.target == "answer" and column.asks
    assert not any(marks(person) or person.get("unwanted_partners") or person.get("tags") for person in people)


def test_dates_of_one_way_and_of_coming_back_are_no_dates_of_consent_or_sign_up(
    campaign: Campaign, tmp_path: Path
) -> None:
    headings = ["Text opt in", "Text opt in date", "Resubscribed on"]
    rows = [["No", "2025-01-01", "2025-02-01"], ["Yes", "2025-01-02", ""], ["Yes", "2025-01-02", "2025-02-03"]]
    plan, people = bring(campaign, tmp_path / "list.csv", headings, rows)
    assert [c.target for c in plan.sheets[0].columns[4:]] == ["answer", "answer"]
    assert marks(people[0]) == [TEXT] and not people[0].get("consent_date")


def test_unsubscribed_beside_an_address_refuses_e_mails_alone(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Email\nAna Larkin,ana@example.org (unsubscribed)\nBea Morse,bea@example.org\n", "utf-8")
    importing.apply(campaign, importing.plan(campaign, path), author="Dana")
    with campaign.reading() as connection:
        found = query.read_rows(connection, CANDIDATE, query.select_ids(connection, CANDIDATE))
    assert [marks(row) for row in found] == [[EMAIL], []]


def test_a_column_without_a_heading_of_refusals_is_understood(campaign: Campaign, tmp_path: Path) -> None:
    _, people = bring(campaign, tmp_path / "list.csv", [""], [["DO NOT CALL"], [""], ["DO NOT CALL"]])
    assert [marks(person) for person in people] == [[CALL], [], [CALL]]
    assert not any(person.get("consent_contact") is False for person in people)  # the other ways are not refused


@pytest.mark.parametrize("heading", ["Secret word", "Secret question", "Palabra secreta"])
def test_a_secret_word_is_no_wish_to_be_kept_private(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    plan, _ = bring(campaign, tmp_path / "list.csv", [heading], [["tulip"], ["rose"], ["oak"]])
    assert not plan.sheets[0].columns[3].asks


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Sharing of my data", ["denied", "allowed", "opted out"]),
        ("Sharing preference", ["ask first", "OK to share", "none"]),
    ],
)
def test_a_refusal_to_be_passed_on_that_is_kept_as_an_answer_is_asked_about(
    campaign: Campaign, tmp_path: Path, heading: str, cells: list[str]
) -> None:
    plan, _ = bring(campaign, tmp_path / "list.csv", [heading], [[cell] for cell in cells])
    column = plan.sheets[0].columns[3]
    assert column.target == "answer" and "passed on" in column.asks


def test_opting_out_of_being_shared_is_no_refusal_of_contact(campaign: Campaign, tmp_path: Path) -> None:
    rows = [["denied"], ["allowed"], ["opted out"]]
    _, people = bring(campaign, tmp_path / "list.csv", ["Third-party sharing"], rows)
    assert [person.get("consent_share") for person in people] == [False, True, False]
    assert not any(marks(person) for person in people)


def test_a_no_to_being_shared_with_others_is_a_no(campaign: Campaign, tmp_path: Path) -> None:
    heading = "Share my info with other organizations?"
    _, people = bring(campaign, tmp_path / "list.csv", [heading], [["No"], ["Yes"], ["no thanks"]])
    assert [person.get("consent_share") for person in people] == [False, True, False]


@pytest.mark.parametrize(
    ("heading", "no"),
    [
        *(("mobile_opt_in", "false"), ("Mobile opt-in", "No"), ("mobileOptIn", "0"), ("Cell opt in", "N")),
        *(("Mobile subscribed", "No"), ("Mobile consent", "FALSE"), ("Opted in (mobile)", "no")),
        *(("Celular opt-in", "No"), ("Suscripción móvil", "no"), ("Cell permission", "No")),
    ],
)
def test_a_no_to_the_mobile_is_one_to_texts(campaign: Campaign, tmp_path: Path, heading: str, no: str) -> None:
    yes = {"false": "true", "0": "1", "N": "Y", "FALSE": "TRUE"}.get(no, "Yes")
    _, people = bring(campaign, tmp_path / "list.csv", [heading], [[no], [yes]])
    assert [marks(person) for person in people] == [[TEXT], []]


def test_a_yes_to_leaving_the_mobile_is_one_to_no_texts(campaign: Campaign, tmp_path: Path) -> None:
    _, people = bring(campaign, tmp_path / "list.csv", ["Mobile opt out"], [["Yes"], ["No"]])
    assert [marks(person) for person in people] == [[TEXT], []]


@pytest.mark.parametrize(
    ("denying", "agreeing"),
    [
        ("Do not share my information", "You may give my name to partner organizations"),
        ("Do not share", "May we share your info with partners?"),
        ("Please don't give my name to partners", "OK to share with partners"),
        ("Never pass on my details", "May we share your info with partners?"),
        ("No compartir mis datos", "¿Podemos compartir sus datos con organizaciones aliadas?"),
        ("Opt out of data sharing", "Share my info with partner organizations"),
    ],
)
def test_a_yes_to_sharing_that_another_column_forbids_is_told_and_not_taken(
    campaign: Campaign, tmp_path: Path, denying: str, agreeing: str
) -> None:
    cells = [["Yes", "Yes"], ["", "Yes"], ["Yes", ""]]
    plan, people = bring(campaign, tmp_path / "list.csv", [denying, agreeing], cells)
    assert [person.get("consent_share") for person in people] == [None, True, None]
    contradictions = [problem for problem in plan.problems if "contradict" in problem.message]
    assert [problem.row for problem in contradictions] == [2]


@pytest.mark.parametrize("heading", ["Notes", "Call result", "Result", "Call outcome"])
@pytest.mark.parametrize("words", ["asked to be removed", "please take me off your list"])
def test_a_wish_to_be_off_the_list_means_the_same_wherever_it_is_said(heading: str, words: str) -> None:
    assert opt_outs.read(words, heading).marks == {"do_not_contact": True}
