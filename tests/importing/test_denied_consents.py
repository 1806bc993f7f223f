"""A consent chosen for a column that denies it is read in the column's own direction: a yes there is never a Yes."""

from pathlib import Path

import pytest

from coordinator.app import main
from coordinator.importing.denying_headings import denies
from coordinator.records.catalog import CANDIDATE
from coordinator.store import query
from coordinator.store.campaign import Campaign

CELLS = ("x", "yes", "", "No", "please don't", "do not share")


def chosen(campaign: Campaign, folder: Path, heading: str, key: str) -> list[object]:
    """Import a person per cell, with the column chosen; return what the consent of each is."""
    path = folder / "list.csv"
    names = ("Ana", "Bea", "Cid", "Dov", "Eve", "Fay")
    lines = [
        f'{name},Larkin{name},{name.lower()}@example.org,"{cell}"' for name, cell in zip(names, CELLS, strict=True)
    ]
    path.write_text(f'First name,Last name,Email,"{heading}"\n' + "\n".join(lines), encoding="utf-8")
    assert main(["--campaign", str(folder / "test.campaign"), "import", str(path), "--column", f"{heading}={key}"]) in (
        0,
        1,
    )
    with campaign.reading() as connection:
        rows = query.read_rows(connection, CANDIDATE, query.select_ids(connection, CANDIDATE))
    found = {str(row["given_name"]): row[key] for row in rows}
    return [found[name] for name in names]


@pytest.mark.parametrize(
    "heading",
    [
        "Do NOT share my info",
        "Keep my info private (don't pass on)",
        "Keep me confidential",
        "Please don't pass my name on",
        "Keep my details between us",
        "I'd rather not be shared with partners",
        "Do not release info",
        "Please don't share",
        "No compartir",
        "Never give my name out",
        "Opt out of sharing",
        "Keep private",
        "You may not share my details",
        "Mantener mis datos en privado",
    ],
)
def test_a_yes_to_not_being_shared_is_a_no(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    assert chosen(campaign, tmp_path, heading, "consent_share") == [False, False, None, None, False, False]


@pytest.mark.parametrize(
    "heading",
    [
        "May we share?",
        "May we share your info with partners? (we will never sell it)",
        "Share my info (if you do not want it, leave this blank)",
        "Not opposed to sharing",
        "I do not mind being shared",
        "¿Podemos compartir sus datos?",
        "Partners OK",
    ],
)
def test_a_yes_to_being_shared_stays_a_yes(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    assert chosen(campaign, tmp_path, heading, "consent_share") == [True, True, None, False, False, False]


@pytest.mark.parametrize("heading", ["Do NOT contact me", "Please don't reach out to me", "No contactar", "Opt out"])
def test_a_yes_to_no_contact_is_a_no(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    assert chosen(campaign, tmp_path, heading, "consent_contact") == [False, False, None, None, False, False]


def test_a_yes_to_contact_stays_a_yes(campaign: Campaign, tmp_path: Path) -> None:
    assert chosen(campaign, tmp_path, "May we contact you?", "consent_contact") == [
        True,
        True,
        None,
        False,
        False,
        False,
    ]


def test_a_yes_to_no_texts_refuses_texts_alone(campaign: Campaign, tmp_path: Path) -> None:
    assert chosen(campaign, tmp_path, "Do not text me", "consent_contact")[:4] == [None, None, None, None]
    with campaign.reading() as connection:
        rows = query.read_rows(connection, CANDIDATE, query.select_ids(connection, CANDIDATE))
    assert [bool(row["do_not_text"]) for row in rows][:4] == [True, True, False, False]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Do you refuse to have your details passed on?", "consent_share"),
        ("Would you object to our sharing your info?", "consent_share"),
        ("Do you mind if we pass your info along?", "consent_share"),
        ("Would you prefer that we not share your details?", "consent_share"),
        ("Should your info be kept private?", "consent_share"),
        ("¿Le molesta que compartamos su información?", "consent_share"),
        ("Do you object to being contacted?", "consent_contact"),
    ],
)
def test_a_yes_to_a_question_for_a_refusal_is_a_no(heading: str, key: str) -> None:
    assert denies(heading, key)


@pytest.mark.parametrize(
    "heading",
    [
        "Would you allow us to share your info?",
        "Do you consent to sharing? We will never sell it.",
        "I don't mind if you share my info",
        "No objection to sharing",
        "Do you want us to share your info with groups that never spam?",
        "Would you like an introduction to partner groups? (no obligation)",
    ],
)
def test_a_question_for_a_permission_is_none_for_a_refusal(heading: str) -> None:
    assert not denies(heading, "consent_share")
