"""What people offer to do for us permits nobody to reach them, and a no to it forbids nothing."""

from pathlib import Path

import pytest

from coordinator.records.catalog import CANDIDATE
from coordinator.records.refusals import MARKS
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything


@pytest.mark.parametrize(
    "heading",
    [
        "Write letters",
        "Write emails to voters",
        "Send postcards",
        "Contact legislators",
        "Call my representative",
        "Phone bank",
        "Text bank",
        "Can you write letters?",
        "Can do: Calls",
        "Share my story",
        "Share our posts",
        "Escribir cartas",
        "Llamar a votantes",
        "Mandar textos",
        "Hacer llamadas",
        "¿Puede mandar textos?",
        "Compartir mi historia",
    ],
)
@pytest.mark.parametrize("cells", [("Yes", "No"), ("x", "")])
def test_an_offer_is_an_answer(campaign: Campaign, tmp_path: Path, heading: str, cells: tuple[str, str]) -> None:
    lines = [f"Ana,Poe{n},p{n}@example.org,303-555-010{n},{cell}" for n, cell in enumerate(cells)]
    path = tmp_path / "list.csv"
    path.write_text(f"First name,Last name,Email,Phone,{heading}\n" + "\n".join(lines) + "\n", encoding="utf-8")
    plan, _ = bring(campaign, path)
    assert plan.sheets[0].columns[4].target == "answer"
    touched = {
        key
        for row in everything(campaign, CANDIDATE)
        for key in (*MARKS, "consent_contact", "consent_share")
        if row.get(key) is not None
    }
    assert touched == set()


@pytest.mark.parametrize(
    ("heading", "mark"),
    [
        ("Text me updates", "do_not_text"),
        ("Get text alerts", "do_not_text"),
        ("¿Podemos mandarle textos?", "do_not_text"),
        ("Can we send you emails?", "do_not_email"),
        ("OK to call", "do_not_call"),
    ],
)
def test_a_no_to_our_own_contact_still_counts(campaign: Campaign, tmp_path: Path, heading: str, mark: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"First name,Last name,Email,{heading}\nAna,Poe,a@example.org,Yes\nBea,Poe,b@example.org,No\n")
    bring(campaign, path)
    assert [bool(row[mark]) for row in everything(campaign, CANDIDATE)] == [False, True]


def test_a_spanish_no_to_our_mail_and_a_day_with_a_spanish_month(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "First name,Last name,Email,¿Desea recibir nuestros correos?,¿Autoriza compartir sus datos?,Birthday\n"
        "Ana,Poe,a@example.org,Sí,Sí autorizo,12-ene-1975\nBea,Poe,b@example.org,No,No autorizo,7-dic-1980\n",
        encoding="utf-8",
    )
    plan, _ = bring(campaign, path)
    rows = everything(campaign, CANDIDATE)
    assert plan.problems == []
    assert [(bool(r["do_not_email"]), r["consent_share"], r["birth_date"]) for r in rows] == [
        (False, True, "1975-01-12"),
        (True, False, "1980-12-07"),
    ]
