"""Places and whole addresses in one cell: every word is in a field or told."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.importing.places import read_address, read_place, read_whole_place
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import PLAIN_HINTS, STATE, Hints
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything

PARTS = ("address", "city", "state", "postcode", "country")
ADDRESSES = [
    ("12 Oak St  Apt 4  Reno  NV  89501  US", "12 Oak St Apt 4|Reno|NV|89501|US"),
    ("12 Oak St  Reno  NV    US", "12 Oak St|Reno|NV||US"),
    ("12 Oak St\nApt 4\nReno, NV 89501", "12 Oak St Apt 4|Reno|NV|89501|"),
    ("12 Oak St Apt 4, Reno NV 89501", "12 Oak St Apt 4|Reno|NV|89501|"),
    ("12 Oak St Reno NV 89501", "12 Oak St|Reno|NV|89501|"),
    ("1 Main St St. Louis MO 63101", "1 Main St|St. Louis|MO|63101|"),
    ("12 Oak St, Reno, NV, 89501, Apt 4", "12 Oak St Apt 4|Reno|NV|89501|"),
    ("12 Oak St ; Reno ; NV ; 89501", "12 Oak St|Reno|NV|89501|"),
    ("PO Box 123, Reno, NV 89501-1234", "PO Box 123|Reno|NV|89501-1234|"),
    ("RR 2 Box 15, Ames, Iowa 50010", "RR 2 Box 15|Ames|IA|50010|"),
    ("PSC 808 Box 20\nAPO AE 09618-0001", "PSC 808 Box 20|APO|AE|09618-0001|"),
    ("URB Las Lomas, 150 Calle A, San Juan PR 00926", "URB Las Lomas, 150 Calle A|San Juan|PR|00926|"),
    ("150 Calle A, San Juan, Puerto Rico 00926", "150 Calle A|San Juan|PR|00926|"),
    ("12 Oak St, Portland, ME 4101", "12 Oak St|Portland|ME|04101|"),
    ("12 Oak St, Suite 5, Reno, Nevada, 89501, United States", "12 Oak St Suite 5|Reno|NV|89501|US"),
    ("5 Elm, New York, New York 10001", "5 Elm|New York|NY|10001|"),
    ("22 King St W, Toronto ON M5V 2B6, Canada", "22 King St W, Toronto ON M5V 2B6|Toronto||M5V 2B6|CA"),
    ("10 Mill Rd, London SW1A 2AA, United Kingdom", "10 Mill Rd, London SW1A 2AA|London||SW1A 2AA|GB"),
    ("5 Rue de Rivoli, 75001 Paris, France", "5 Rue de Rivoli, 75001 Paris|Paris||75001|FR"),
    ("123 N Main St., St. Louis, MO", "123 N Main St.|St. Louis|MO||"),
    ("1234 Ocean Ave, Los Angeles, CA", "1234 Ocean Ave|Los Angeles|CA||"),
    ("12345 Elm Rd, Dover, DE", "12345 Elm Rd|Dover|DE||"),
    ("Hauptstr. 5, 10115 Berlin, DE", "Hauptstr. 5, 10115 Berlin|Berlin||10115|DE"),
    ("12 Oak St", "12 Oak St||||"),
    ("12 Oak St, Reno", "12 Oak St, Reno||||"),
    ("(blank)", "||||"),
]
PLACES = [
    ("Denver, CO 80202", "|Denver|CO|80202|"),
    ("Denver CO", "|Denver|CO||"),
    ("reno nv", "|reno|NV||"),
    ("Springfield, Ill.", "|Springfield|IL||"),
    ("Los Angeles, CA, USA", "|Los Angeles|CA||US"),
    ("Denver Colorado", "|Denver|CO||"),
    ("Salt Lake City Ut", "|Salt Lake City|UT||"),
    ("Charlotte North Carolina", "|Charlotte|NC||"),
    ("Kansas City Missouri", "|Kansas City|MO||"),
    ("Port Washington", "|Port Washington|||"),
    ("New Washington", "|New Washington|||"),
    ("somewhere in Texas", "|somewhere in Texas|||"),
    ("Baja Oh", "|Baja Oh|||"),
    ("Denver, CO (moving in June)", "|Denver|CO||"),
    ("12 Oak St, Reno, NV 89501 (blue door)", "12 Oak St|Reno|NV|89501|"),
    ("Iowa City", "|Iowa City|||"),
    ("Toronto, ON", "|Toronto, ON|||"),
    ("Paris, France", "|Paris|||FR"),
    ("APO AE 09618", "|APO|AE|09618|"),
    ("12 Oak St, Reno, NV 89501", "12 Oak St|Reno|NV|89501|"),
    ("N/A", "||||"),
]


@pytest.mark.parametrize(
    ("read", "cell", "expected"),
    [(read_address, *case) for case in ADDRESSES] + [(read_place, *case) for case in PLACES],
    ids=[cell for cell, _ in ADDRESSES + PLACES],
)
def test_the_parts_of_a_place(read, cell: str, expected: str) -> None:
    reading = read(cell, PLAIN_HINTS)
    assert "|".join(str(reading.values.get(key) or "") for key in PARTS) == expected
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("cell", "kept", "told"),
    [
        ("20 Oak St, Reno, NV 89501-12345", ("89501-12345",), "is no ZIP code"),
        ("12 Oak St, Reno, NV 4101", ("4101", "NV"), "no ZIP code of NV"),
        ("12 Oak St, Reno, CA 89501", ("CA", "89501"), "is in NV, not in CA"),
        ("12 Oak St, Reno, Nevad 89501", ("Nevad", "89501"), "is no state"),
    ],
)
def test_what_does_not_fit_is_kept_and_told(cell: str, kept: tuple[str, ...], told: str) -> None:
    reading = read_address(cell, PLAIN_HINTS)
    text = " ".join(map(str, reading.values.values()))
    assert all(word in text for word in kept)
    assert told in " ".join(reading.problems)


STREETS = st.sampled_from(["12 Oak St", "PO Box 9", "RR 2 Box 15", "100 N 5th Ave", "Calle 8 #20", "The Old Mill", ""])
UNITS = st.sampled_from(["", "Apt 4", "#4", "Suite B", "2nd floor", "c/o Ana Lee"])
CITIES = st.sampled_from(["Reno", "St. Louis", "Truth or Consequences", "Winston-Salem", "APO", ""])
STATES = st.sampled_from(["NV", "Nevada", "Nev.", "ON", "AE", "PR", "XX", "Nevad", ""])
CODES = st.sampled_from(["89501", "89501-1234", "4101", "347", "89501-12345", "M5V 2B6", "GL15 1XD", ""])
COUNTRIES = st.sampled_from(["", "USA", "US", "Canada", "UK", "Freedonia"])
BETWEEN = st.sampled_from([", ", "  ", "\n", " "])


@given(
    st.tuples(STREETS, UNITS, CITIES, STATES, CODES, COUNTRIES), BETWEEN, st.sampled_from([read_address, read_place])
)
def test_no_word_is_lost(parts: tuple[str, ...], between: str, read) -> None:
    cell = between.join(p for p in parts if p)
    reading = read(cell, PLAIN_HINTS)
    there = " ".join([*map(str, reading.values.values()), *reading.problems, reading.leftover or ""])
    known = {str(reading.values.get(key)) for key in ("state", "postcode", "country")}
    for word in re.findall(r"[\w-]+", cell):
        term = STATE.vocabulary.find(word)
        meant = {term.code if term else word, word.zfill(5), {"USA": "US", "Canada": "CA", "UK": "GB"}.get(word, word)}
        assert word in there or meant & known, (cell, dict(reading.values), reading.problems)


def test_words_in_brackets_after_a_place_are_left_over() -> None:
    assert read_place("Denver, CO (moving in June)", PLAIN_HINTS).leftover == "moving in June"
    assert read_address("12 Oak St, Reno, NV 89501 (blue door)", PLAIN_HINTS).leftover == "blue door"


def test_two_places_are_told_and_kept_as_written() -> None:
    assert "two places" in read_place("Reno, NV / Boise, ID", PLAIN_HINTS).problems[0]


ROWS = ("Apt 4", "", "Unit B", "PO Box 9", "#5", "2B")
JOINED = ("12 Oak St Apt 4", "12 Oak St", "12 Oak St Unit B", "12 Oak St, PO Box 9", "12 Oak St #5", "12 Oak St #2B")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Home Address", "Home Address 2"),
        ("Address Line 1", "Address Line 2"),
        ("Street Address", "Apt/Unit"),
        ("Street", "Street2"),
        ("address1", "address2"),
        ("Mailing Address", "Unit #"),
        ("Dirección", "Dirección 2"),
        ("Address", "Suite / Apt"),
    ],
)
def test_the_second_line_of_an_address_goes_on_it(campaign: Campaign, tmp_path: Path, first: str, second: str) -> None:
    path = tmp_path / "list.csv"
    rows = [
        f"Ana{n},Larkin,ana{n}@example.org,12 Oak St,{line},Reno,NV" for n, line in zip("abcdef", ROWS, strict=True)
    ]
    path.write_text("\n".join([f"First Name,Last Name,Email,{first},{second},City,State", *rows]), encoding="utf-8")
    plan, _ = bring(campaign, path)
    assert {c.header: c.target for c in plan.sheets[0].columns}[second] == "address"
    assert plan.problems == []
    people = sorted(everything(campaign, CANDIDATE), key=lambda row: row["email"])
    assert tuple(person["address"] for person in people) == JOINED


@pytest.mark.parametrize(
    ("first", "second", "cells"),
    [
        ("Home Address", "Work Address 2", ROWS),
        ("Home Address", "Unit", ("UAW Local 5", "SEIU", "Local 12", "Teamsters", "CWA 7777", "IBEW")),
    ],
)
def test_what_does_not_go_on_the_address_stays_by_itself(
    campaign: Campaign, tmp_path: Path, first: str, second: str, cells: tuple[str, ...]
) -> None:
    path = tmp_path / "list.csv"
    rows = [f"Ana{n},Larkin,ana{n}@example.org,12 Oak St,{line}" for n, line in zip("abcdef", cells, strict=True)]
    path.write_text("\n".join([f"First Name,Last Name,Email,{first},{second}", *rows]), encoding="utf-8")
    bring(campaign, path)
    assert {person["address"] for person in everything(campaign, CANDIDATE)} == {"12 Oak St"}


def test_two_columns_that_a_person_chose_as_the_address_are_joined(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Email,Wo,Hinterhof\nAna Larkin,ana@example.org,Oak St 12,rear\n", encoding="utf-8")
    bring(campaign, path, mapping={"": {"Wo": "address", "Hinterhof": "address"}})
    assert [person["address"] for person in everything(campaign, CANDIDATE)] == ["Oak St 12, rear"]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Reno - NV", "|Reno|NV||"),
        ("Reno/NV", "|Reno|NV||"),
        ("NV, Reno", "|Reno|NV||"),
        ("NV - Reno", "|Reno|NV||"),
        ("Washoe Co.", "|Washoe Co.|||"),
        ("Denver Co.", "|Denver|CO||"),
        ("Denver CO", "|Denver|CO||"),
        ("Winston-Salem", "|Winston-Salem|||"),
    ],
)
def test_a_town_and_its_state_however_they_stand(cell: str, found: str) -> None:
    values = read_place(cell, PLAIN_HINTS).values
    assert "|".join(str(values.get(key) or "") for key in PARTS) == found


@pytest.mark.parametrize("cell", ["12 Oak St, Kansas City, MO or KS", "Kansas City, MO/KS"])
def test_two_states_are_told_and_none_is_taken(cell: str) -> None:
    for read in (read_address, read_place):
        reading = read(cell, PLAIN_HINTS)
        assert reading.problems and "state" not in reading.values
        assert cell in reading.values.values()


@pytest.mark.parametrize(
    ("cell", "city", "code"),
    [
        ("Hauptstr. 5, 10115 Berlin, Germany", "Berlin", "10115"),
        ("Av. Reforma 222, Col. Juárez, 06600 CDMX, México", "CDMX", "06600"),
    ],
)
def test_code_and_town_of_an_address_abroad(cell: str, city: str, code: str) -> None:
    values = read_address(cell, PLAIN_HINTS).values
    assert (values["city"], values["postcode"]) == (city, code)


@pytest.mark.parametrize(
    ("cell", "city", "told"),
    [
        ("12 Oak St, Toronto, Ontario, Canada", "Toronto", ""),
        ("Av. Uno 5, Guadalajara, Jal., Mexico", "Guadalajara", ""),
        ("5 Via Y, 00184 Rome, Lazio, Italy", "Rome", ""),
        ("5 Via Y, Rome, Lazio, Italy", "Lazio", "taken as the town"),
    ],
)
def test_a_part_of_a_country_is_no_town(cell: str, city: str, told: str) -> None:
    reading = read_address(cell, PLAIN_HINTS)
    assert reading.values["city"] == city
    assert told in " ".join(reading.problems)
    assert bool(reading.problems) == bool(told)


def test_what_stands_after_an_address_is_left_over() -> None:
    found = read_address("12 Oak St, Provo, UT 84601, do not mail", PLAIN_HINTS)
    assert (found.values["city"], found.values["postcode"], found.leftover) == ("Provo", "84601", "do not mail")
    country = read_address("12 Oak St, Reno, Nevada, United States, 89501", PLAIN_HINTS)
    assert (country.values["city"], country.values["state"], country.leftover) == ("Reno", "NV", None)


def test_two_addresses_are_told_and_none_is_taken() -> None:
    cell = "12 Oak St, Reno, NV 89501; winter: 9 Palm, Yuma, AZ 85364"
    found = read_address(cell, PLAIN_HINTS)
    assert found.values == {"address": cell.replace(";", ",")}
    assert "is two addresses" in found.problems[0]


def test_a_doubtful_state_and_a_zip_of_nowhere_are_told(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Email,State,ZIP\nAna Larkin,a@example.org,Idaho?,83702\nBea Morse,b@example.org,,00000\n")
    plan, _ = bring(campaign, path)
    assert [(p.row, p.column, p.message) for p in plan.problems] == [
        (2, "State", "“Idaho?” is taken as ID. Ask, since it is not sure."),
        (3, "ZIP", "No ZIP code begins like 00000. It is kept as written; correct it."),
    ]


def test_washington_dc_is_a_town_too() -> None:
    assert read_whole_place("Washington DC", PLAIN_HINTS).values == {"city": "Washington", "state": "DC"}


@pytest.mark.parametrize("heading", ["Address", "Home Address", "What is your mailing address?", "Dirección"])
def test_towns_states_and_zips_are_split_off_an_address(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    cells = {
        "St. Louis, MO": "|St. Louis|MO||",
        "St. Paul, MN 55101": "|St. Paul|MN|55101|",
        "Ste. Genevieve, MO": "|Ste. Genevieve|MO||",
        "Avenue, MD": "|Avenue|MD||",
        "1 Elm, St. Louis MO 63101": "1 Elm|St. Louis|MO|63101|",
        "12 Oak St, Reno, NV 89501": "12 Oak St|Reno|NV|89501|",
        "12 Oak Street, MO": "12 Oak Street||MO||",
    }
    path = tmp_path / "list.csv"
    rows = [f'A{n},Roe,a{n}@example.org,"{cell}"' for n, cell in enumerate(cells)]
    path.write_text("\n".join([f"First Name,Last Name,Email,{heading}", *rows]), encoding="utf-8")
    plan, _ = bring(campaign, path)
    people = sorted(everything(campaign, CANDIDATE), key=lambda row: row["email"])
    found = ["|".join(str(person[key] or "") for key in PARTS) for person in people]
    assert dict(zip(cells, found, strict=True)) == cells
    assert plan.problems == []


def test_an_address_is_not_split_where_its_row_says_the_town(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = ['Ana,Roe,a@example.org,"12 Oak St, Reno, NV 89501",Sparks,NV', 'Bo,Fox,b@example.org,"12 Oak St",Reno,NV']
    path.write_text("\n".join(["First Name,Last Name,Email,Address,City,State", *rows]), encoding="utf-8")
    bring(campaign, path, mapping={"": {"Address": "address"}})
    ana = next(person for person in everything(campaign, CANDIDATE) if person["given_name"] == "Ana")
    assert (ana["address"], ana["city"], ana["postcode"]) == ("12 Oak St, Reno, NV 89501", "Sparks", None)


def test_a_column_of_addresses_stays_one_and_its_bad_cells_are_told(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    cells = ["12 Oak St, Apt. 4-B, Reno, Nevada 89501", "same", "Reno", "89501", "somewhere", "same as above"]
    rows = [f'A{n},Roe,a{n}@example.org,"{cell}"' for n, cell in enumerate(cells)]
    path.write_text("\n".join(["First Name,Last Name,Email,Address", *rows]), encoding="utf-8")
    plan, _ = bring(campaign, path)
    people = sorted(everything(campaign, CANDIDATE), key=lambda row: row["email"])
    assert ["|".join(str(person[key] or "") for key in PARTS) for person in people] == [
        "12 Oak St Apt. 4-B|Reno|NV|89501|",
        "||||",
        "|Reno|||",
        "||NV|89501|",
        "somewhere||||",
        "||||",
    ]
    assert [(p.row, p.value) for p in plan.problems] == [(3, "same"), (6, "somewhere"), (7, "same as above")]


def test_the_capital_stays_a_town_where_it_is_written_as_one_with_its_district() -> None:
    read = read_address("123 Georgia Ave NW, Washington DC 20011", Hints())
    assert (read.values["city"], read.values["state"], read.values["postcode"]) == ("Washington", "DC", "20011")


@pytest.mark.parametrize("reader", [read_address, read_place])
@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("corner of 5th and Pine, Washington", "corner of 5th and Pine, Washington"),
        ("12 Georgia Ave, Washington", "12 Georgia Ave, Washington"),
        ("esquina Main y 3a, Nevada", "esquina Main y 3a, Nevada"),
        ("esq. Main y Elm, Washington", "esq. Main y Elm, Washington"),
        ("Oak & Elm, Delaware", "Oak & Elm, Delaware"),
    ],
)
def test_a_state_that_may_be_the_town_of_a_street_is_not_split_off(reader: Any, text: str, address: str) -> None:
    found = reader(text, PLAIN_HINTS)
    assert found.values == {"address": address}
    assert len(found.problems) == 1 and "may be a town or a state" in found.problems[0]


@pytest.mark.parametrize("reader", [read_address, read_place])
@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("corner of 5th and Pine, Seattle, Washington", ["corner of 5th and Pine", "Seattle", "WA"]),
        ("Hwy 50 and Rancho, Colorado", ["Hwy 50 and Rancho", "CO"]),
        ("esquina de la calle 5 y Pino, Colorado", ["esquina de la calle 5 y Pino", "CO"]),
        ("12 Oak St Reno, Nevada", ["12 Oak St", "Reno", "NV"]),
    ],
)
def test_the_second_of_two_streets_is_no_town(reader: Any, text: str, parts: list[str]) -> None:
    found = reader(text, PLAIN_HINTS)
    assert (list(found.values.values()), found.problems) == (parts, ())


@pytest.mark.parametrize(
    ("text", "address", "city", "state"),
    [
        ("Box 44, Mills WY", "Box 44", "Mills", "WY"),
        ("Box 44 Mills WY", "Box 44", "Mills", "WY"),
        ("Mills WY, Box 44", "Box 44", "Mills", "WY"),
        ("POB 12, Casper WY", "POB 12", "Casper", "WY"),
        ("RR 2 Box 14, Mills WY", "RR 2 Box 14", "Mills", "WY"),
        ("HC 61 Box 9, Ely NV", "HC 61 Box 9", "Ely", "NV"),
        ("General Delivery, Mills WY", "General Delivery", "Mills", "WY"),
        ("Apartado 44, Mesa, AZ", "Apartado 44", "Mesa", "AZ"),
        ("Lot 4, Mills WY", "Lot 4", "Mills", "WY"),
        ("Box Elder, SD", None, "Box Elder", "SD"),
        ("Lot, WV", None, "Lot", "WV"),
        ("Box 44", "Box 44", None, None),
    ],
)
def test_where_mail_is_left_is_no_part_of_the_town(text: str, address: str, city: str, state: str) -> None:
    for read in (read_place, read_address):
        found = read(text, PLAIN_HINTS).values
        assert (found.get("address"), found.get("city"), found.get("state")) == (address, city, state)


@pytest.mark.parametrize(
    ("text", "city", "state"),
    [
        *(("Boise, Ida.", "Boise", "ID"), ("Boise Ida.", "Boise", "ID"), ("Lincoln, Nebr.", "Lincoln", "NE")),
        *(("Salem, Oreg.", "Salem", "OR"), ("Madison, Wisc.", "Madison", "WI"), ("Topeka, Kans.", "Topeka", "KS")),
        *(("Bismarck, N. Dak.", "Bismarck", "ND"), ("Juneau, Alas.", "Juneau", "AK"), ("Erie, Pa.", "Erie", "PA")),
        *(("Los Angeles, Calif.", "Los Angeles", "CA"), ("Austin, Tex.", "Austin", "TX"), ("IDA", "IDA", None)),
    ],
)
def test_states_as_newspapers_shorten_them(text: str, city: str, state: str | None) -> None:
    found = read_whole_place(text, PLAIN_HINTS).values
    assert (found.get("city"), found.get("state")) == (city, state)


@pytest.mark.parametrize("text", ["Washington", "new york"])
def test_a_state_that_is_a_town_too_is_told(text: str) -> None:
    reading = read_whole_place(text, PLAIN_HINTS)
    assert set(reading.values) == {"state"}
    assert "may be the state or the town" in reading.problems[0]
    assert not read_whole_place("Oregon", PLAIN_HINTS).problems


@pytest.mark.parametrize(
    "text", ["between Dayton and Columbus", "Somewhere between Reno & Sparks", "Entre Reno y Elko"]
)
def test_between_two_towns_is_no_street(text: str) -> None:
    reading = read_whole_place(text, PLAIN_HINTS)
    assert reading.values == {"city": text}
    assert "names two places" in reading.problems[0]
    assert read_whole_place("Between Main and Oak", PLAIN_HINTS).values == {"address": "Between Main and Oak"}
