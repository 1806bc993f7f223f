"""An opt-out worded as a request or a note of one is a mark or is asked about, and never a consent."""

from pathlib import Path

import pytest

from coordinator.importing.plan import ImportPlan
from coordinator.records import opt_outs
from coordinator.records.catalog import CANDIDATE
from coordinator.records.denials import may_deny, refuses
from coordinator.records.opt_out_headings import heading_words
from coordinator.records.opt_outs import said
from coordinator.records.refusals import MARKS
from coordinator.records.signs_of_refusal import is_wrong_number, may_refuse
from coordinator.store.campaign import Campaign
from coordinator.store.credited import says_off
from tests.builders import bring, everything

PEOPLE = (
    "Ana Ruiz,ana@example.org,303-555-0101",
    "Bo Kim,bo@example.org,303-555-0102",
    "Cy Lee,cy@example.org,303-555-0103",
)


def answered(campaign: Campaign, folder: Path, heading: str) -> tuple[ImportPlan, list[dict[str, object]]]:
    """Import three people, of whom the first says yes and the others no."""
    path = folder / "list.csv"
    rows = (f"{person},{said}" for person, said in zip(PEOPLE, ("Yes", "No", "No"), strict=True))
    path.write_text("\n".join((f'Full Name,Email,Phone,"{heading}"', *rows)) + "\n", encoding="utf-8")
    plan, _ = bring(campaign, path)
    return plan, everything(campaign, CANDIDATE)


@pytest.mark.parametrize(
    ("heading", "mark"),
    [
        ("Keep me off your call list", "do_not_call"),
        ("Spare me the phone calls", "do_not_call"),
        ("Skip calling me", "do_not_call"),
        ("Excused from phone calls", "do_not_call"),
        ("Quíteme de la lista de llamadas", "do_not_call"),
        ("Leave me off the text list", "do_not_text"),
        ("Excluir de mensajes de texto", "do_not_text"),
        ("Exempt from texts", "do_not_text"),
        ("Emails paused", "do_not_email"),
        ("Has asked us to stop", "do_not_contact"),
        ("Asked to be removed", "do_not_contact"),
        ("Removal requested", "do_not_contact"),
        ("Bórreme de la lista", "do_not_contact"),
    ],
)
def test_a_request_to_be_left_out_is_a_mark(campaign: Campaign, tmp_path: Path, heading: str, mark: str) -> None:
    _, people = answered(campaign, tmp_path, heading)
    assert [bool(person[mark]) for person in people] == [True, False, False]
    assert not any(person["consent_contact"] for person in people)


@pytest.mark.parametrize(
    "heading",
    [
        "I'd like fewer emails",
        "Less email please",
        "Menos llamadas",
        "Opt me out of sharing",
        "Omit me from shared lists",
        "Keep my details out of partner lists",
        "Eviten compartir mis datos",
        "Sharing paused",
    ],
)
def test_what_is_no_plain_end_is_asked(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    plan, people = answered(campaign, tmp_path, heading)
    assert plan.sheets[0].columns[3].asks
    assert not any(person[key] for person in people for key in (*MARKS, "consent_contact", "consent_share"))


@pytest.mark.parametrize(
    "heading",
    [
        "I agree to get emails and can unsubscribe at any time",
        "Yes! Send me emails. You can opt out anytime.",
        "Put me on the call list",
        "Include me in partner lists",
        "Drop off yard signs",
        "Days off",
        "Resume emails",
        "Quiero recibir correos",
    ],
)
def test_consents_and_other_things_are_no_refusal(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    _, people = answered(campaign, tmp_path, heading)
    assert not any(people[0][mark] for mark in MARKS)


@pytest.mark.parametrize(
    "heading", ["Stop by the office", "Sacramento call list", "Exclusive email updates", "Pull call list", "End call"]
)
def test_words_that_only_look_like_a_refusal(heading: str) -> None:
    assert not refuses(heading_words(heading))


@pytest.mark.parametrize("heading", ["May we hold on to your details?", "group_end/consent_followup"])
def test_no_denial(heading: str) -> None:
    assert not may_deny(heading_words(heading))


@pytest.mark.parametrize(
    "text", ["Hostile - do not return", "Told us never again", "Do not visit", "Wants nothing more from us"]
)
def test_a_no_at_the_door_is_told(text: str) -> None:
    assert may_refuse(text, "Result")


def test_how_somebody_told_us_is_not_the_way_they_refuse() -> None:
    assert said("REMOVE FROM LIST per phone call") == {"do_not_contact": True}
    assert said("called 10/2 - wants off the list") == {"do_not_contact": True}
    assert said("texted STOP, then emailed same") == {"do_not_text": True, "do_not_email": True}


def test_a_yes_below_bad_number_says_so() -> None:
    assert is_wrong_number("Y", "Bad number?")
    assert not is_wrong_number("N", "Bad number?")


@pytest.mark.parametrize("status", ["No longer able to come", "out sick", "Will miss it", "can't make it"])
def test_who_will_not_come(status: str) -> None:
    assert says_off(status)


@pytest.mark.parametrize("status", ["Won't miss it", "Will miss the first half hour", "ill be there"])
def test_who_comes_all_the_same(status: str) -> None:
    assert not says_off(status)


def test_beside_a_relationship_the_contact_may_be_the_fillers(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Relationship to candidate,Candidate full name,Contact email,Contact phone\n"
        "Scheduler,Rosa Meir,jan@example.org,303-555-0190\nSelf,Tom Brill,tom@example.org,303-555-0101\n",
        encoding="utf-8",
    )
    plan, _ = bring(campaign, path)
    assert all(column.asks for column in plan.sheets[0].columns[2:])
    assert [p["email"] for p in everything(campaign, CANDIDATE)] == [None, None]


def test_the_candidate_is_the_person_beside_your_name(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Your full name,Your email,Candidate's name,Email,Phone\n"
        "Jan Holt,jan@example.org,Rosa Meir,rosa@example.org,303-555-0190\n"
        "Al Fry,al@example.org,Tom Brill,tom@example.org,303-555-0101\n",
        encoding="utf-8",
    )
    bring(campaign, path)
    found = [(p["given_name"], p["email"]) for p in everything(campaign, CANDIDATE)]
    assert found == [("Rosa", "rosa@example.org"), ("Tom", "tom@example.org")]


def test_a_first_name_with_an_initial(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Last,First MI,Ph#\nMCGILL,SHANNON R,702-555-0119\nCRUZ,TITO,same\n", encoding="utf-8")
    plan, _ = bring(campaign, path)
    assert [c.target for c in plan.sheets[0].columns] == ["family_name", "given_name", "phone"]


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "Dead number?",
            "Dead line",
            "Dead phone",
            "Dead cell",
            "Number dead?",
            "Is the number dead?",
            "Bad landline",
        ),
        *("Dead no.", "Número muerto", "Línea muerta", "Teléfono desconectado"),
    ],
)
@pytest.mark.parametrize("cell", ["Yes", "☑", "X"])
def test_a_dead_number_is_nobodys_death(heading: str, cell: str) -> None:
    assert is_wrong_number(cell, heading)
    assert opt_outs.read(cell, heading).marks == {}


@pytest.mark.parametrize("heading", ["Dead", "Is dead", "Muerta", "Deceased"])
def test_dead_alone_is_a_death(heading: str) -> None:
    assert opt_outs.read("Yes", heading).marks == {"do_not_contact": True}
