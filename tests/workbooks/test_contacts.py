"""Contacts of phones and mail programs: every number, address and word is in a column or told."""

import re
from pathlib import Path

import pytest

from coordinator.base.errors import UserError
from coordinator.store.campaign import Campaign
from coordinator.workbooks import find_table, read_book
from tests.builders import DATA, bring, everything

CONTACTS = DATA / "inputs" / "contacts"


def people(path: Path) -> list[dict[str, object]]:
    table = find_table(read_book(path).sheets[0])
    return [{h: c for h, c in zip(table.header, row.cells, strict=True) if c} for row in table.rows]


def test_an_old_phone() -> None:
    zoe, bea = people(CONTACTS / "old.vcf")
    assert zoe == {
        "Name prefix": "Dr.",
        "First name": "Zoë",
        "Middle name": "Q.",
        "Last name": "Núñez",
        "Suffix": "Jr.",
        "E-mail": "zoe@example.org",
        "Other e-mails": "zoe.work@example.org",
        "Phone": "303-555-0101",
        "Other phones": "303-555-0102",
        "Phone - Label": "cell",
        "Other phones - Label": "home",
        "Address": "12 Oak St, Apt 4",
        "Address - Label": "home",
        "City": "Reno",
        "State": "NV",
        "ZIP": "89501",
        "Country": "USA",
        "Organization": "City Garden, Friends",
        "Job title": "Treasurer",
        "Birth date": "1980-05-06",
        "Notes": "likes parks\nand trains; a lot, really",
    }
    assert bea == {
        "First name": "Bea",
        "Last name": "Morse",
        "Phone": "(303) 555-0103",
        "Phone - Label": "work",
    }
    assert "Pictures and keys on the cards are left out: 1." in read_book(CONTACTS / "old.vcf").notes


def test_apple_contacts() -> None:
    ana, club = people(CONTACTS / "apple.vcf")
    assert (ana["First name"], ana["Middle name"], ana["Last name"]) == ("Ana", "Maria", "Larkin")
    assert (ana["Preferred name"], ana["Tags"]) == ("Annie", "Volunteers, Reno")
    assert (ana["Phone"], ana["Other phones"]) == ("+1 (775) 555-0101", "775-555-0102")
    assert (ana["Phone - Label"], ana["Other phones - Label"]) == ("cell", "Cabin")
    assert (ana["E-mail - Label"], ana["Other e-mails - Label"]) == ("home", "work")
    assert (ana["Address"], ana["City"]) == ("12 Oak St, Apt 4", "Reno")
    assert ana["Web pages"] == "https://example.org/ana; https://social.example.org/ana"
    assert (ana["Other dates"], ana["Related people"]) == ("2015-06-20 (anniversary)", "Bea Morse (friend)")
    assert club == {"E-mail": "club@example.org", "Organization": "City Garden Club"}


def test_version_4() -> None:
    (cid,) = people(CONTACTS / "new.vcf")
    assert (cid["Phone"], cid["Other phones"]) == ("+1-208-555-0101", "+1-208-555-0102 ext. 5")
    assert (cid["Gender"], cid["Language"], cid["Role"], cid["Birth date"]) == ("Male", "es", "Organizer", "--0506")


@pytest.mark.parametrize("name", ["old.vcf", "apple.vcf", "new.vcf", "one-card.vcf"])
def test_no_word_of_a_card_is_lost(name: str) -> None:
    """Every number, address and capitalized word of the plain lines is in the table."""
    said = " ".join(str(c) for person in people(CONTACTS / name) for c in person.values())
    plain = re.sub(
        r"(?m)^(?:PHOTO|PRODID|VERSION|UID|REV|item\d\.X-ABADR)[^\n]*\n(?: [^\n]*\n)*",
        "",
        (CONTACTS / name).read_text(),
    )
    for text in re.findall(r"\d{3}[-) ]+\d{3}-\d{4}|[\w.]+@example\.org|https?://\S+", plain):
        assert text in said


def test_a_name_that_says_more_stays(tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nN:Stone;Casey;;;\nFN:Coach Casey Stone\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:4.0\nFN:Dee Anna Poe\nEMAIL:dee@example.org\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nN:;Ana;;;\nX-CUSTOM-FIELD:likes trains\nCATEGORIES:a,b\nEND:VCARD\n"
    )
    casey, dee, ana = people(path)
    assert casey == {"First name": "Casey", "Last name": "Stone", "Shown as": "Coach Casey Stone"}
    assert dee == {"Full name": "Dee Anna Poe", "E-mail": "dee@example.org"}
    assert ana == {"First name": "Ana", "Custom field": "likes trains", "Tags": "a, b"}


def test_what_a_card_prefers_comes_first_and_an_address_at_work_is_no_home(tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text(
        "BEGIN:VCARD\nVERSION:4.0\nN:Larkin;Ana\nEMAIL;PREF=2:old@example.org\nEMAIL:x@example.org\n"
        "EMAIL;PREF=1:ana@example.org\nADR;TYPE=work;PREF=1:;;1 Main St;Sparks;NV;89431;\n"
        "ADR:;;12 Oak St;Reno;NV;89501;\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nN:Morse;Bea\nitem1.ADR:;;1 Elm St;Elko;NV;89801;\nitem1.X-ABLabel:Mom's\nEND:VCARD\n"
    )
    ana, bea = people(path)
    assert (ana["E-mail"], ana["Other e-mails"]) == ("ana@example.org", "old@example.org; x@example.org")
    assert (ana["City"], ana["Further addresses"]) == ("Reno", "1 Main St, Sparks, NV, 89431 (work)")
    assert (bea.get("City"), bea["Further addresses"]) == (None, "1 Elm St, Elko, NV, 89801 (Mom's)")


def test_the_lines_of_a_card_say_what_they_are(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text(
        "BEGIN:VCARD\nVERSION:4.0\nFN:Ana Q. Larkin\nN:Larkin;Ana\nORG:School Board;County Council\nTITLE:Mayor\n"
        "RELATED;TYPE=spouse;VALUE=text:Joe Larkin\nBDAY:--0413\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:4.0\nN:Morse;Bea\nBDAY:19850413\nEND:VCARD\n"
    )
    plan, _ = bring(campaign, path)
    ana, _ = everything(campaign)
    assert (ana["organization"], ana["occupation"]) == ("School Board, County Council", "Mayor")
    assert (ana["office"], ana["owner"]) == (None, None)
    assert (ana["answers"]["shown_as"], ana["answers"]["related_people"]) == ("Ana Q. Larkin", "Joe Larkin (spouse)")
    assert [p.message for p in plan.problems if p.column == "Birth date"] == [
        "“--0413” has no year. Write the whole date, like 2025-03-22."
    ]


def test_groups_of_google_are_tags_of_their_own(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text(
        "Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value\n"
        "Ana Larkin,Ana,Larkin,Vols ::: Reno ::: * myContacts,* Home,a@example.org\n"
    )
    bring(campaign, path)
    assert everything(campaign)[0]["tags"] == ["Vols", "Reno"]  # the other is Google's own group of all


def test_a_damaged_card_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text(
        "BEGIN:VCARD\nVERSION:2.1\nN;ENCODING=BASE64:@@@\nTEL:303-555-0101\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nN:Morse;Bea;;;\nEND:VCARD\n"
    )
    book = read_book(path)
    told = " ".join(book.notes)
    assert [row[1] for row in book.sheets[0].rows[1:]][-1] == "Morse"
    assert "303-555-0101" in told or "303-555-0101" in str(book.sheets[0].rows)
    path.write_text("BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n")
    with pytest.raises(UserError, match="cannot be read"):
        read_book(path)


def test_a_card_without_an_end_is_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    whole = "BEGIN:VCARD\nVERSION:3.0\nN:Lind;Ana\nEMAIL:ana@example.org\nEND:VCARD\n"
    cut = "BEGIN:VCARD\nVERSION:3.0\nN:Kim;Bo\nEMAIL:bo@example.org\nTEL:303-55"
    path.write_text(f"{whole}{cut}\n{whole}{cut}")
    assert [p["First name"] for p in people(path)] == ["Ana", "Bo", "Ana", "Bo"]
    assert people(path)[3]["Phone"] == "303-55"
    assert "without an end are read as far as they go; the file may be cut short: Bo Kim, Bo Kim." in told(path)


def test_the_card_of_an_agent_is_not_the_persons_own(tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    agent = "AGENT:\nBEGIN:VCARD\nVERSION:2.1\nN:Kim;Bo\nTEL:303-555-0102\nEND:VCARD\n"
    path.write_text(f"BEGIN:VCARD\nVERSION:2.1\nN:Lind;Ana\n{agent}TEL:303-555-0101\nEND:VCARD\nby Dee\n")
    (ana,) = people(path)
    assert (ana["First name"], ana["Phone"]) == ("Ana", "303-555-0101")
    assert "left out: AGENT: VERSION:2.1 N:Kim;Bo TEL:303-555-0102" in told(path)
    assert "left out: by Dee" in told(path)


def test_a_group_is_nobody_and_listed_names_are_words(tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text(
        "BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Our friends\nMEMBER:mailto:ana@example.org\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:4.0\nN:Lind;Ana;Quincy,Rose;Dr.,Prof.;Jr.\\, M.D.\nBDAY:--0506\n"
        'ADR;LABEL="12 Oak St, rear door":;;12 Oak St;Reno;NV;89501;\nEND:VCARD\n'
    )
    (ana,) = people(path)
    assert (ana["Middle name"], ana["Name prefix"], ana["Suffix"]) == ("Quincy Rose", "Dr. Prof.", "Jr., M.D.")
    assert (ana["Birth date"], ana["Written address"]) == ("--0506", "12 Oak St, rear door")
    assert "the group FN:Our friends | MEMBER:mailto:ana@example.org" in told(path)


def told(path: Path) -> str:
    return " ".join(read_book(path).notes)
