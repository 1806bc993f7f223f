"""Dates of a sheet with Spanish headings have the day first where no cell shows an order, and that is told."""

from pathlib import Path

import pytest

from coordinator.importing.plan import ImportPlan
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything

LINES = [
    ("Ana", "Lind", "ana@example.org", "1/09/2026", "03/11/2026"),
    ("Bea", "Roe", "bea@example.org", "2/09/2026", "03/11/2026"),
]


def brought(campaign: Campaign, path: Path, headings: str, more: tuple[str, ...] = ()) -> tuple[ImportPlan, list[str]]:
    """Import people below headings of their names, e-mail, sign-up and election; return the plan and the elections."""
    lines = [headings, *(",".join(line) for line in (*LINES, *((more,) if more else ())))]
    path.write_text("\n".join(lines), encoding="utf-8")
    plan, _ = bring(campaign, path)
    return plan, [str(person["election_date"]) for person in everything(campaign)]


@pytest.mark.parametrize(
    "headings",
    [
        "Nombre,Apellido,Correo electrónico,Fecha,Fecha de la elección",
        "Nombre,Apellidos,Email,Fecha de registro,Fecha de elección",
        "Nombres,Apellido,Correo,Marca temporal,Fecha de la elección",
    ],
)
def test_spanish_headings_let_the_day_come_first(campaign: Campaign, tmp_path: Path, headings: str) -> None:
    plan, days = brought(campaign, tmp_path / "lista.csv", headings)
    assert days == ["2026-11-03", "2026-11-03"]
    assert any("rows 2, 3" in note and "headings are Spanish" in note for note in plan.notes)


@pytest.mark.parametrize(
    "headings",
    [
        "First name,Last name,Email,Date,Election date",
        "Name / Nombre,Last name / Apellido,Email,Date / Fecha,Election date / Fecha de la elección",
    ],
)
def test_other_headings_do_not(campaign: Campaign, tmp_path: Path, headings: str) -> None:
    _, days = brought(campaign, tmp_path / "list.csv", headings)
    assert days == ["2026-03-11", "2026-03-11"]


def test_a_cell_that_shows_the_order_decides(campaign: Campaign, tmp_path: Path) -> None:
    headings = "Nombre,Apellido,Correo electrónico,Fecha,Fecha de la elección"
    more = ("Cid", "Sol", "cid@example.org", "09/21/2026", "11/03/2026")
    plan, days = brought(campaign, tmp_path / "lista.csv", headings, more)
    assert days == ["2026-03-11", "2026-03-11", "2026-11-03"]
    assert not any("headings are Spanish" in note for note in plan.notes)
