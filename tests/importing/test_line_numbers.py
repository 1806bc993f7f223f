"""Numbers of lines that every list begins anew: the next list's first line is another person than this one's."""

from pathlib import Path

import pytest

from coordinator.store.campaign import Campaign
from tests.builders import bring, everything

ERIE = ["Horace Beal,hb@example.org,814-555-0101,Erie", "Simone Delacroix,sd@example.org,814-555-0102,Erie"]
BOISE = ["Kofi Lindqvist,kl@example.org,208-555-0101,Boise", "Rosalba Tate,rt@example.org,208-555-0102,Boise"]


def write(path: Path, header: str, rows: list[str]) -> Path:
    lines = [header, *(f"{number},{row}" for number, row in enumerate(rows, 1))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def names(campaign: Campaign) -> set[str]:
    return {f"{row['given_name']} {row['family_name']}" for row in everything(campaign)}


@pytest.mark.parametrize("heading", ["#", "No.", "Nr", "Line", "Row", "S/N", "Entry", "ID", "Núm.", "Fila"])
def test_the_next_stops_list_is_about_other_people(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    header = f"{heading},Name,E-mail,Phone,Town"
    bring(campaign, write(tmp_path / "Erie sign-in.csv", header, ERIE))
    plan, _ = bring(campaign, write(tmp_path / "Boise sign-in.csv", header, BOISE))
    assert (plan.counts.created, plan.counts.updated) == (2, 0)
    assert names(campaign) == {"Horace Beal", "Simone Delacroix", "Kofi Lindqvist", "Rosalba Tate"}
    again, _ = bring(campaign, tmp_path / "Boise sign-in.csv")
    assert (again.counts.created, again.counts.updated, again.counts.sign_ups) == (0, 0, 0)


def test_pages_of_a_petition_have_no_addresses_but_streets(campaign: Campaign, tmp_path: Path) -> None:
    header = "#,Printed name of signer,Residence address,Municipality"
    bring(
        campaign,
        write(tmp_path / "sheet4.csv", header, ["Horace T. Beal,31 Plum St,Erie", "Anh Nguyen,9 Dock St,Erie"]),
    )
    bring(
        campaign, write(tmp_path / "sheet5.csv", header, ["Kofi Lindqvist,7 Ash Ln,Erie", "Pia Stone,12 Elm St,Erie"])
    )
    assert {row["family_name"] for row in everything(campaign)} == {"Beal", "Nguyen", "Lindqvist", "Stone"}


def test_who_corrects_name_or_address_at_the_source_is_still_who_they_were(campaign: Campaign, tmp_path: Path) -> None:
    header = "ID,Name,E-mail,Phone,Town"
    bring(campaign, write(tmp_path / "list.csv", header, ERIE))
    mended = [
        "Horace Beal,horace@example.org,814-555-0199,Erie",
        "Simone Marchetti-Ruiz,sd@example.org,814-555-0102,Erie",
    ]
    plan, _ = bring(campaign, write(tmp_path / "list.csv", header, mended))
    assert (plan.counts.created, plan.counts.updated) == (0, 2)
    assert names(campaign) == {"Horace Beal", "Simone Marchetti-Ruiz"}


LATER = ["Kofi Lindqvist,kl@example.org,208-555-0101,Boise", ",q@example.org,208-555-0154,Boise", "Al Rex,,,Boise"]


@pytest.mark.parametrize("heading", ["#", "No.", "Row", "ID", "Response ID", "Membership no."])
def test_somebody_without_a_name_is_never_taken_for_who_stood_at_that_line(
    campaign: Campaign, tmp_path: Path, heading: str
) -> None:
    header = f"{heading},Name,E-mail,Phone,Town"
    bring(campaign, write(tmp_path / "Erie sign-in.csv", header, [*ERIE, "Al Rex,al@example.org,814-555-0103,Erie"]))
    before = {row["id"]: row for row in everything(campaign)}
    plan, _ = bring(campaign, write(tmp_path / "Boise sign-in.csv", header, LATER))
    assert (plan.counts.created, plan.counts.updated) == (3, 0)
    assert all(row == before[row["id"]] for row in everything(campaign) if row["id"] in before)
    (nobody,) = [row for row in everything(campaign) if row["email"] == "q@example.org"]
    assert (nobody["given_name"], nobody["family_name"], nobody["phone"]) == (None, None, "+12085550154")


@pytest.mark.parametrize(
    ("row", "names", "told"),
    [
        (",q@example.org,208-555-0154,Boise", ("Form 9-1", "Form 9-8"), ["17"]),
        ("Horace Beal,other@example.org,208-555-0154,Boise", ("Erie", "Boise"), []),
    ],
)
def test_a_short_key_that_does_not_count_lines_writes_over_nobody(
    campaign: Campaign, tmp_path: Path, row: str, names: tuple[str, str], told: list[str]
) -> None:
    """In one list it is told; the list of another town is a source of its own, with its own keys."""
    header = "Response ID,Name,E-mail,Phone,Town"
    first, second = (tmp_path / f"{name}.csv" for name in names)
    first.write_text(f"{header}\n17,{ERIE[0]}\n31,{ERIE[1]}\n", encoding="utf-8")
    second.write_text(f"{header}\n17,{row}\n40,{BOISE[0]}\n", encoding="utf-8")
    bring(campaign, first)
    plan, _ = bring(campaign, second)
    assert (plan.counts.created, plan.counts.updated) == (2, 0)
    assert [p.value for p in plan.problems if "had this key" in p.message] == told
    assert "hb@example.org" in {person["email"] for person in everything(campaign)}


def test_numbers_of_lines_are_left_out_and_that_is_told(campaign: Campaign, tmp_path: Path) -> None:
    rows = [*ERIE, *BOISE]
    plan, _ = bring(campaign, write(tmp_path / "Erie sign-in.csv", "#,Name,E-mail,Phone,Town", rows))
    (column,) = [c for c in plan.sheets[0].columns if c.header == "#"]
    assert (column.target, "numbers the lines" in column.why) == ("ignored", True)
    assert "#" in {left.column for left in plan.not_taken}
