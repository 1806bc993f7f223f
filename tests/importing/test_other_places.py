"""Addresses where somebody is not at home, and e-mails, phones and days that are another's, with no own one beside."""

from pathlib import Path

import pytest

from coordinator.operations import importing
from coordinator.store.campaign import Campaign

STREETS = [f"{n} Elm St, Reno, NV 8950{n % 10}" for n in range(10, 18)]
ZIPS = [f"8950{n}" for n in range(8)]
PHONES = [f"775-555-01{n}" for n in range(10, 18)]
MAILS = [f"desk{n}@example.com" for n in range(8)]
DAYS = [f"{n}/{n + 10}/198{n}" for n in range(1, 9)]


def _target(campaign: Campaign, path: Path, heading: str, cells: list[str], base: str = "Name,Email") -> str:
    """Return what a column becomes until somebody has decided about it."""
    rows = [f'Ana{c} Larkin,ana{c}@example.org,"{cell}"' for c, cell in zip("abcdefgh", cells, strict=False)]
    if base == "Name":
        rows = [row.replace(f",ana{row[3]}@example.org", "") for row in rows]
    path.write_text("\n".join([f'{base},"{heading}"', *rows]) + "\n", encoding="utf-8")
    column = importing.plan(campaign, path).sheets[0].columns[-1]
    return "asked" if column.asks else column.target


@pytest.mark.parametrize(
    "heading",
    "Committee street address|Campaign office address|HQ|Our headquarters|Seasonal address|Winter home address|"
    "Summer house|Address of your vacation home|Polling site address|Voting location address|Gallery address|"
    "Where will the fundraiser be held? (address)|Where the potluck is (address)|Second residence|Office address".split(
        "|"
    ),
)
def test_another_place_is_no_home(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    assert _target(campaign, tmp_path / "list.csv", heading, STREETS) in ("answer", "asked")


@pytest.mark.parametrize(
    "heading",
    "Address|Home address|Street address|Residence|Where do you live?|Mailing address|Address (home)".split("|"),
)
def test_a_home_is_still_one(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    assert _target(campaign, tmp_path / "list.csv", heading, STREETS) == "+address"


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Cell of the person who will drive you", PHONES),
        ("Phone of somebody who knows you", PHONES),
        ("Completed by (phone)", PHONES),
        ("Entered by (e-mail)", MAILS),
        ("Email of the person who recruited you", MAILS),
        ("ZIP where you were raised", ZIPS),
        ("Zip code you lived before", ZIPS),
        ("Anniversary", DAYS),
        ("Graduation date", DAYS),
        ("Marriage date", DAYS),
        ("Date of baptism", DAYS),
    ],
)
def test_what_is_of_another_or_another_day_is_not_taken(
    campaign: Campaign, tmp_path: Path, heading: str, cells: list[str]
) -> None:
    assert _target(campaign, tmp_path / "list.csv", heading, cells, "Name") in ("answer", "asked", "notes")


@pytest.mark.parametrize(
    ("heading", "cells", "target"),
    [
        ("Phone of the person who is signing up", PHONES, "phone"),
        ("Best phone for you", PHONES, "phone"),
        ("ZIP where you live", ZIPS, "postcode"),
        ("Birthday", DAYS, "birth_date"),
        ("Date of birth", DAYS, "birth_date"),
        ("Day you were born", DAYS, "birth_date"),
        ("¿Cuándo nació?", DAYS, "birth_date"),
    ],
)
def test_what_is_the_persons_own_is_still_taken(
    campaign: Campaign, tmp_path: Path, heading: str, cells: list[str], target: str
) -> None:
    assert _target(campaign, tmp_path / "list.csv", heading, cells, "Name") == target


@pytest.mark.parametrize("word", ["Admission", "Entry", "Package", "Track", "Voucher", "Membership"])
def test_a_kind_of_ticket_makes_its_block_nobody_elses(campaign: Campaign, tmp_path: Path, word: str) -> None:
    heads = ",".join(f"{word}{more}" for more in ("", " First Name", " Last Name", " Email", " Phone"))
    rows = [f"General,Ana{c},Larkin,ana{c}@example.org,775-555-01{n}" for n, c in enumerate("abcdefgh", 10)]
    (path := tmp_path / "list.csv").write_text("\n".join([heads, *rows]) + "\n", encoding="utf-8")
    columns = importing.plan(campaign, path).sheets[0].columns
    assert [c.target for c in columns[1:]] == ["given_name", "family_name", "email", "phone"]


def test_a_contact_beside_the_person_is_still_another(campaign: Campaign, tmp_path: Path) -> None:
    rows = [f"Ana{c} Larkin,ana{c}@example.org,Bo{c} Hale,bo{c}@example.com" for c in "abcdefgh"]
    (path := tmp_path / "list.csv").write_text("\n".join(["Name,Email,Backup,Backup Email", *rows]), encoding="utf-8")
    columns = importing.plan(campaign, path).sheets[0].columns
    assert [c.target for c in columns] == ["+full_name", "email", "answer", "answer"]


_WORK_AND_WORSHIP = (
    "Workplace ZIP|ZIP of your workplace|ZIP where your church is|ZIP code of your school|Congregation ZIP|Mosque ZIP|"
    "Daycare ZIP|Gym zip|ZIP code where you work|Zip of the store you shop at|Código postal de su trabajo|"
    "Ranch zip|Addressee zip|Tributee zip|Bank branch ZIP|Dorm zip"
)


@pytest.mark.parametrize("heading", _WORK_AND_WORSHIP.split("|"))
def test_where_somebody_works_or_prays_is_no_home(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    assert _target(campaign, tmp_path / "list.csv", heading, ZIPS) in ("answer", "asked")


@pytest.mark.parametrize(
    "heading",
    "ZIP|Home ZIP|ZIP where you live|ZIP code of your residence|Zip code you vote in|Donor ZIP|Your neighborhood ZIP|"
    "House zip|Constituent ZIP|ZIP for mail|Resi zip|Postl code|Zipp|custom_zip|Código postal de su casa".split("|"),
)
def test_where_somebody_lives_is_still_a_home(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    assert _target(campaign, tmp_path / "list.csv", heading, ZIPS) == "postcode"


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Address incl. house number", ["14 Canyon Rd", "9 Gano St Apt 2"]),
        ("Address as on your license", ["14 Canyon Rd", "9 Gano St Apt 2"]),
        ("ZIP including last four", ZIPS),
        ("City, village or reservation", ["Taos", "Reno"]),
        ("City excluding state", ["Taos", "Reno"]),
        ("State, including territories", ["NM", "PR"]),
    ],
)
def test_words_behind_a_place_say_how_it_is_written(
    campaign: Campaign, tmp_path: Path, heading: str, cells: list[str]
) -> None:
    said = _target(campaign, tmp_path / "Members.csv", heading, cells)
    assert said in {"address", "postcode", "city", "state"}


@pytest.mark.parametrize("heading", ["Gym ZIP", "ZIP of the gym"])
def test_words_before_a_place_or_behind_of_say_whose_it_is(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    assert _target(campaign, tmp_path / "Members.csv", heading, ZIPS) in {"asked", "answer"}
