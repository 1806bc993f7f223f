"""Words of agreeing and refusing whose object is not contact are answers; a refusal in other words is not missed."""

from pathlib import Path
from typing import Any

import pytest

from coordinator.records.catalog import CANDIDATE
from coordinator.records.refusals import MARKS, PERMISSIONS
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything

PLAIN = (
    "Never smoked|Never married|Never flown|Never been audited|Never owned a gun|Nunca casado|Nunca ha fumado|"
    "Wants no meat|Wants no peanuts|No quiere carne|Would rather not sing|Would rather not drive|Prefers not to drive|"
    "Do not park|Do not stack|Do not tow|No estacionar|No doblar|Opted into dental|Opted into pension|Opt-in raffle|"
    "Opt-in parking|Happy to drive|Happy to cook|Happy to host|Fine with dogs|Fine with smoke|OK with ladders|"
    "Okay with kids|De acuerdo con mascotas|Acepta mascotas|Contact lens|Contact sport|Contact paper|Contacto previo|"
    "Contacto visual|Subscribed to the Herald?|Subscribed to cable|Suscrito al periódico|Sharing a table?|"
    "Sharing a ride|Shares a locker|Shared housing|Comparte cuarto|Compartir mesa|Blocked driveway|Dead battery|"
    "Dead tree on lot|Muerte de ganado|Died out|Cut from squad|Removed dead tree|Refuses vaccines|Declined coffee|"
    "Withdrew from race|Baja California trip|Permiso de construcción|Permit to build|Authorized driver|"
    "Autorizado para manejar|Consent calendar|Opposes the pipeline|Objects to rezoning|Not a veteran|"
    "Does not swim|Stopped smoking|Sin gluten|No fuma|Take out trash|Suspended license|Keep off grass|"
    "Licencia revocada|Dont know party|Checkbox|Tick"
).split("|")
REAL = (
    "Never contact|Do not contact|Never call|No llamar|Opted in|Opted out|Consent|Contact OK|OK to share|"
    "Can we share your info?|May we contact you?|Unsubscribed|Do not text|Happy to be contacted|Fine with texts|"
    "Wants no calls|Never again|Leave me alone|Deceased|Fallecido|Puede contactarme|Acepta correos|Do not disturb|"
    "Shall we keep you posted?|Receive the weekly e-mail|Callable|Textable|Bad email|Autoriza contacto|"
    "How may we contact you - None|Contact me by: None of these|Withdraw consent"
).split("|")
YES_NO = tuple("YNYNYNYN")


def brought(campaign: Campaign, path: Path, heading: str, *cells: str) -> tuple[Any, list[dict[str, Any]]]:
    """Import people with one more column; return the plan and the people in the order of the list."""
    rows = [f"Ana{chr(97 + i)},Larkin,ana{i}@example.org,{cell}" for i, cell in enumerate(cells)]
    path.write_text("\n".join([f"First Name,Last Name,Email,{heading}", *rows]) + "\n", encoding="utf-8")
    plan, _ = bring(campaign, path)
    return plan, sorted(everything(campaign, CANDIDATE), key=lambda row: row["email"])


def said(person: dict[str, Any]) -> dict[str, bool]:
    """Return the marks that are set on a person, and the permissions that are given or refused."""
    permissions = {key: person[key] for key in PERMISSIONS if person[key] is not None}
    return {**{key: True for key in MARKS if person[key]}, **permissions}


@pytest.mark.parametrize("heading", PLAIN)
def test_what_is_agreed_to_is_something_else(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    plan, people = brought(campaign, tmp_path / "list.csv", heading, *YES_NO)
    column = plan.sheets[0].columns[3]
    assert (column.target, column.asks, plan.problems) == ("answer", "", [])
    assert [said(person) for person in people] == [{}] * len(YES_NO)


@pytest.mark.parametrize("heading", REAL)
def test_a_wording_of_contact_still_counts(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    _, people = brought(campaign, tmp_path / "list.csv", heading, *YES_NO)
    assert any(said(person) for person in people)


@pytest.mark.parametrize("heading", ["How may we contact you - None", "Contact me by: None of these"])
def test_none_of_the_ways_is_no_contact(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    _, people = brought(campaign, tmp_path / "list.csv", heading, "", "x")
    assert [said(person) for person in people] == [{}, {"do_not_contact": True}]


def test_the_day_of_a_withdrawal_is_no_consent(campaign: Campaign, tmp_path: Path) -> None:
    _, people = brought(campaign, tmp_path / "list.csv", "Withdraw consent", "", "2026-10-04")
    assert [(said(p), p["consent_date"]) for p in people] == [({}, None), ({"do_not_contact": True}, None)]


@pytest.mark.parametrize(
    ("heading", "no", "mark"),
    [
        ("Receive the weekly e-mail", "0", "do_not_email"),
        ("Callable", "N", "do_not_call"),
        ("Textable", "N", "do_not_text"),
        ("GDPR/CCPA", "deletion requested", "do_not_contact"),
        ("Bad email", "x", "do_not_email"),
    ],
)
def test_a_no_in_a_column_sets_its_mark(campaign: Campaign, tmp_path: Path, heading: str, no: str, mark: str) -> None:
    yes = {"0": "1", "N": "Y"}.get(no, "")
    _, people = brought(campaign, tmp_path / "list.csv", heading, yes, no)
    assert [said(person) for person in people] == [{}, {mark: True}]


@pytest.mark.parametrize(
    "note",
    [
        "R.I.P.",
        "she's dead now",
        "we lost him in May",
        "passed last spring",
        "lose my email",
        "keep my name out of it",
        "not for other groups",
        "que la quiten",
        "solo por texto",
    ],
)
def test_a_death_or_a_refusal_in_a_note_is_told(campaign: Campaign, tmp_path: Path, note: str) -> None:
    plan, _ = brought(campaign, tmp_path / "list.csv", "Notes", "met at the fair", note)
    assert [(problem.row, problem.value) for problem in plan.problems] == [(3, note)]


@pytest.mark.parametrize("note", ["murió el esposo", "se le murió la mamá"])
def test_the_death_of_somebody_near_marks_nobody(campaign: Campaign, tmp_path: Path, note: str) -> None:
    plan, people = brought(campaign, tmp_path / "list.csv", "Notas", "hola", note)
    assert [said(person) for person in people] == [{}, {}]
    assert plan.problems == []


def test_who_does_not_know_has_not_refused_to_be_shared(campaign: Campaign, tmp_path: Path) -> None:
    heading = "¿Nos autoriza a compartir sus datos?"
    plan, people = brought(campaign, tmp_path / "list.csv", heading, "Sí", "No", "No sé")
    assert not plan.sheets[0].columns[3].asks
    assert [person["consent_share"] for person in people] == [True, False, None]
    assert [(problem.row, problem.value) for problem in plan.problems] == [(4, "No sé")]


def test_never_subscribed_to_texts_refuses_no_emails(campaign: Campaign, tmp_path: Path) -> None:
    states = ("NEVER_SUBSCRIBED", "SUBSCRIBED", "UNSUBSCRIBED")
    _, people = brought(campaign, tmp_path / "list.csv", "SMS Marketing Consent", *states)
    assert [said(person) for person in people] == [{}, {}, {"do_not_text": True}]


@pytest.mark.parametrize(
    "heading",
    ["Do not forget us", "Never forget my sign", "No me olviden", "No phone-in shows", "Do not bother the dogs"]
    + ["Do not wake the kids"],
)
def test_a_no_to_something_else_marks_nobody(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    _, people = brought(campaign, tmp_path / "list.csv", heading, *YES_NO)
    assert [said(person) for person in people] == [{}] * len(YES_NO)
