"""Who asked to be forgotten does not come back by an address that is written as no program takes it."""

from pathlib import Path

import pytest

from coordinator.changes.forget import forget
from coordinator.people.forgotten import MAY_BE, MAY_LACK_AREA
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything

HEADINGS = "First name,Last name,Email,Phone"
WRITTEN = [
    "zq (at) example.org",
    "zq @example.org",
    "zq@@example.org",
    "zq@ example.org",
    "ZQ＠example.org",
    "zq[at]example[dot]org",
    "zq at example dot org",
    "zq@example,org",
]


def brought(campaign: Campaign, folder: Path, *rows: str) -> list[str]:
    """Import rows; return the sentences that are told of them."""
    path = folder / f"{len(list(folder.glob('*.csv')))}.csv"
    path.write_text("\n".join((HEADINGS, *rows)) + "\n", encoding="utf-8")
    plan, _ = bring(campaign, path)
    return [problem.message for row in plan.rows for problem in row.problems]


def forget_zora(campaign: Campaign, folder: Path, *others: str) -> None:
    """Import Zora with others, and forget her."""
    brought(campaign, folder, "Zora,Quimbyx,zq@example.org,303-555-0177", "Noor,Hale,noor@example.org,", *others)
    (zora,) = [r["id"] for r in everything(campaign) if r["given_name"] == "Zora"]
    forget(campaign, zora, author="Dana")


@pytest.mark.parametrize("email", WRITTEN)
def test_a_mangled_email_brings_nobody_back(any_campaign: Campaign, tmp_path: Path, email: str) -> None:
    forget_zora(any_campaign, tmp_path)
    brought(any_campaign, tmp_path, f'Zora,Quimbyx,"{email}",', "Bo,Ott,bo (at) example.org,")
    assert [r["given_name"] for r in everything(any_campaign)] == ["Noor", "Bo"]


def test_a_number_without_its_area_code_is_told(campaign: Campaign, tmp_path: Path) -> None:
    forget_zora(campaign, tmp_path)
    assert MAY_LACK_AREA in brought(campaign, tmp_path, "Zora,Quimbyx,,555-0177")
    assert MAY_LACK_AREA not in brought(campaign, tmp_path, "Bo,Ott,,555-0178")


def test_a_mangled_email_that_others_had_too_is_told(campaign: Campaign, tmp_path: Path) -> None:
    forget_zora(campaign, tmp_path, "Otto,Quimbyx,zq@example.org,")
    assert MAY_BE in brought(campaign, tmp_path, "Zelda,Quimbyx,zq (at) example.org,")
    for name in ("Zora,Quimbyx", ",Zora Quimbyx", "Zora Quimbyx,"):
        brought(campaign, tmp_path, f"{name},zq (at) example.org,", f"{name},zq@example.org,")
    assert [r["given_name"] for r in everything(campaign)] == ["Noor", "Otto", "Zelda"]
