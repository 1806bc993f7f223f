"""Whole names in a column of first names: divided, or told."""

from pathlib import Path

from coordinator.importing.plan import ImportOptions
from coordinator.operations import importing
from coordinator.records.catalog import CANDIDATE
from coordinator.store.campaign import Campaign
from tests.builders import everything


def names_of(campaign: Campaign) -> list[tuple[object, object]]:
    return [(r["given_name"], r["family_name"]) for r in everything(campaign, CANDIDATE)]


def test_a_whole_name_beside_an_empty_last_name_is_told(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "First name,Last name,E-mail\nBob Carter,,bob@example.org\nAna Ruiz,Ruiz,ana@example.org\n"
        "Mary Ann,Lee,mary@example.org\nXóchitl,Luna,xo@example.org\nBo,,bo@example.org\n",
        encoding="utf-8",
    )
    plan = importing.plan(campaign, path, ImportOptions())
    told = {(p.row, p.column, p.value): p.message for p in plan.problems}
    assert list(told) == [(2, "First name", "Bob Carter"), (3, "First name", "Ana Ruiz")]
    assert "Is it the whole name?" in told[2, "First name", "Bob Carter"]
    assert "ends with the last name" in told[3, "First name", "Ana Ruiz"]
    importing.apply(campaign, plan, author="Dana")
    assert names_of(campaign)[:3] == [("Bob Carter", None), ("Ana Ruiz", "Ruiz"), ("Mary Ann", "Lee")]


def test_a_question_in_spanish_has_two_last_names(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "lista.csv"
    path.write_text(
        "¿Cómo te llamas?,Correo\nMaría Fernanda Ibáñez Quiroga,mf@example.org\nAna Ruiz,ana@example.org\n",
        encoding="utf-8",
    )
    importing.apply(campaign, importing.plan(campaign, path, ImportOptions()), author="Dana")
    assert names_of(campaign) == [("María Fernanda", "Ibáñez Quiroga"), ("Ana", "Ruiz")]
