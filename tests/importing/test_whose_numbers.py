"""Numbers and addresses beside words: another's, out of use, a fax, the new one; and labels in their own column."""

from pathlib import Path

import pytest

from coordinator.importing.targets import targets_of
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import PLAIN_HINTS
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything

ONE, TWO, THREE = "+13035550101", "+13035550102", "+13035550103"
PHONE = targets_of(CANDIDATE)["phone"]


@pytest.mark.parametrize(
    ("cell", "numbers", "leftover"),
    [
        # somebody else's
        ("303-555-0101 / wife 303-555-0102", [ONE], "wife 303-555-0102"),
        ("303-555-0101, mom's cell 303-555-0102", [ONE], "mom's cell 303-555-0102"),
        ("303-555-0101 me, 303-555-0102 husband", [ONE], "me; 303-555-0102 husband"),
        ("303-555-0101 wife 303-555-0102", [ONE], "wife 303-555-0102"),
        ("my number is 303-555-0101, my wife's is 303-555-0102", [ONE], "my number is; my wife's is 303-555-0102"),
        ("assistant: 303-555-0101; direct: 303-555-0102", [TWO], "assistant: 303-555-0101; direct"),
        ("303-555-0101 (emergency contact: 303-555-0102)", [ONE], "(emergency contact: 303-555-0102)"),
        ("303-555-0101 mom 303-555-0102 dad", [], "303-555-0101 mom 303-555-0102 dad"),
        ("wife and daughter 303-555-0101", [], "wife and daughter 303-555-0101"),
        ("esposa 303-555-0101, yo 303-555-0102", [TWO], "esposa 303-555-0101; yo"),
        ("+1 303 555 0101, +1 303 555 0102 (roommate)", [ONE], "+1 303 555 0102 (roommate)"),
        # the person's own, though others are named
        ("303-555-0101 - leave msg w/ wife", [ONE], "leave msg w/ wife"),
        ("303-555-0101 (home, wife answers)", [ONE], "home, wife answers"),
        ("303-555-0101 (me and my wife)", [ONE], "me and my wife"),
        ("303-555-0101 emergencies only", [ONE], "emergencies only"),
        # not in use
        ("do not use 303-555-0101", [], "do not use 303-555-0101"),
        ("do not use 303-555-0101, use 303-555-0102", [TWO], "do not use 303-555-0101; use"),
        ("old number 303-555-0101, new: 303-555-0102", [TWO], "old number 303-555-0101; new"),
        ("NEW 303-555-0102 OLD 303-555-0101", [TWO], "NEW; OLD 303-555-0101"),
        ("303-555-0101 / 303-555-0102 (old)", [ONE], "303-555-0102 (old)"),
        ("303-555-0101 -> 303-555-0102", [TWO], "303-555-0101"),
        ("changed from 303-555-0101 to 303-555-0102", [TWO], "changed from 303-555-0101; to"),
        ("new number 303-555-0102 (was 303-555-0101)", [TWO], "new number; (was 303-555-0101)"),
        ("303-555-0101 disconnected 303-555-0102", [TWO], "303-555-0101 disconnected"),
        ("303-555-0101 no longer in service; 303-555-0102", [TWO], "303-555-0101 no longer in service"),
        (
            "303-555-0101 / 303-555-0102 (both disconnected)",
            [],
            "303-555-0101 / 303-555-0102 (both disconnected)",
        ),
        ("303-555-0101 doesn't work anymore, try 303-555-0102", [TWO], "303-555-0101 doesn't work anymore; try"),
        ("303-555-0101 (doesn't work mornings)", [ONE], "doesn't work mornings"),
        ("303-555-0101 bad reception", [ONE], "bad reception"),
        ("número viejo 303-555-0101, nuevo 303-555-0102", [TWO], "número viejo 303-555-0101; nuevo"),
        ("new 303-555-0102, home 303-555-0101", [TWO, ONE], "new 303-555-0102, home 303-555-0101"),
        # faxes
        ("Fax 303-555-0101", [], "Fax 303-555-0101"),
        ("p: 303-555-0101 f: 303-555-0102", [ONE], "p; f: 303-555-0102"),
        ("303-555-0101 (fax) 303-555-0102", [TWO], "303-555-0101 (fax)"),
        ("tel/fax 303-555-0101", [ONE], "tel/fax"),
        ("cell 303-555-0101, pager 303-555-0102", [ONE], "cell; pager 303-555-0102"),
        # brackets keep both halves
        ("303-555-0101x12 (work); asst. Bob 303-555-0102", [ONE], "x12 (work); asst. Bob 303-555-0102"),
        ("303-555-0101 / NOT 303-555-0102", [ONE], "NOT 303-555-0102"),
        ("303-555-0101; partner can be reached at 303-555-0102", [ONE], "partner can be reached at 303-555-0102"),
        # nothing to sort out
        ("303-555-0101 home / 303-555-0102 cell", [ONE, TWO], "303-555-0101 home / 303-555-0102 cell"),
        ("303-555-0101 or 303-555-0102", [ONE, TWO], None),
    ],
)
def test_only_the_persons_own_numbers_in_use_are_taken(cell: str, numbers: list[str], leftover: str | None) -> None:
    reading = PHONE.read(cell, PLAIN_HINTS)
    first, others = reading.values.get("phone"), reading.values.get("other_phones", [])
    assert [n for n in (first, *others) if n] == numbers
    assert (reading.leftover, reading.problems) == (leftover, ())


def found(campaign: Campaign) -> dict[str, tuple[object, ...]]:
    keys = ("email", "other_emails", "phone", "other_phones", "notes")
    return {r["given_name"]: tuple(r[key] for key in keys) for r in everything(campaign)}


def bring_text(campaign: Campaign, folder: Path, *lines: str, name: str = "list.csv") -> list[tuple[int | None, str]]:
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    plan, _ = bring(campaign, path)
    return [(p.row, p.value) for p in plan.problems]


def test_addresses_of_others_are_told_and_kept(campaign: Campaign, tmp_path: Path) -> None:
    told = bring_text(
        campaign,
        tmp_path,
        "First Name,Last Name,Email,Phone",
        "Ana,Larkin,a@example.org; assistant: bob@example.org,303-555-0101",
        "Bea,Morse,old: b1@example.org; new: b2@example.org,303-555-0102",
    )
    assert found(campaign) == {
        "Ana": ("a@example.org", None, ONE, None, "Email: assistant: bob@example.org"),
        "Bea": ("b2@example.org", None, TWO, None, "Email: old: b1@example.org; new"),
    }
    assert told == [(2, "assistant: bob@example.org"), (3, "old: b1@example.org; new")]


@pytest.mark.parametrize(
    ("cell", "taken"),
    [("Friends of Old Town <club@example.org>", True), ("Mom <mom@example.org>", False)],
)
def test_how_an_address_is_called_is_no_word_about_it(cell: str, taken: bool) -> None:
    reading = targets_of(CANDIDATE)["email"].read(cell, PLAIN_HINTS)
    assert bool(reading.values) == taken


def test_a_number_beside_another_name_than_the_rows_is_not_the_persons(campaign: Campaign, tmp_path: Path) -> None:
    told = bring_text(
        campaign,
        tmp_path,
        "Name,Phone,Email",
        "Ann Lee,Ann 303-555-0101 / Bob 303-555-0102,ann@example.org",
        "Bob Fox,Ann 303-555-0101 / Bob 303-555-0102,fox@example.org",
        "Robert Kim,303-555-0103 (Bob) / 303-555-0102 (Sue),rk@example.org",
        "Eve Oak,303-555-0104 (Sue),eve@example.org",
    )
    people = {name: values[2:] for name, values in found(campaign).items()}
    assert people == {
        "Ann": (ONE, None, "Phone: Ann; Bob 303-555-0102"),
        "Bob": (TWO, None, "Phone: Ann 303-555-0101; Bob"),
        "Robert": (THREE, None, "Phone: Bob; 303-555-0102 (Sue)"),
        "Eve": ("+13035550104", None, "Phone: Sue"),
    }
    assert {row for row, _ in told} == {2, 3, 4, 5}


def test_an_address_by_way_of_somebody_else_is_not_the_persons(campaign: Campaign, tmp_path: Path) -> None:
    cell = "hal@example.org or via Bob: bob@example.org"
    bring_text(campaign, tmp_path, "Name,Email", f"Hal Stone,{cell}")
    (hal,) = everything(campaign)
    assert (hal["email"], hal["other_emails"]) == ("hal@example.org", None)
    assert "or via Bob: bob@example.org" in hal["notes"]


def test_labels_of_google_contacts_are_respected(campaign: Campaign, tmp_path: Path) -> None:
    told = bring_text(
        campaign,
        tmp_path,
        "First Name,Last Name,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,"
        "Phone 2 - Label,Phone 2 - Value",
        "Drew,Pine,Home,d@example.org,Mobile ::: Spouse,303-555-0101 ::: 303-555-0144,,",
        "Gale,Rivers,* Home,g@example.org,assistant,303-555-0145,Mobile,303-555-0102",
        "Kit,Marsh,husband,pat@example.org,Mobile,303-555-0103,Work Fax,303-555-0146",
        "Lee,Ness,school,l@example.org,Pager,303-555-0147,,",
    )
    assert found(campaign) == {
        "Drew": ("d@example.org", None, ONE, None, "Phone 1 - Value: 303-555-0144 (Spouse)"),
        "Gale": ("g@example.org", None, TWO, None, "Phone 1 - Value: 303-555-0145 (assistant)"),
        "Kit": (
            None,
            None,
            THREE,
            None,
            "E-mail 1 - Value: pat@example.org (husband)\nPhone 2 - Value: 303-555-0146 (Work Fax)",
        ),
        "Lee": ("l@example.org", None, None, None, "Phone 1 - Value: 303-555-0147 (Pager)"),
    }
    assert len(told) == 5


def test_a_column_of_types_beside_the_numbers_is_respected(campaign: Campaign, tmp_path: Path) -> None:
    bring_text(
        campaign,
        tmp_path,
        "First Name,Last Name,E-mail,Phone Type,Phone",
        "Drew,Pine,d@example.org,Mobile,303-555-0101",
        "Gale,Rivers,g@example.org,Spouse's cell,303-555-0102",
        "Kit,Marsh,k@example.org,disconnected,303-555-0103",
    )
    assert [(p[2], p[4]) for p in found(campaign).values()] == [
        (ONE, None),
        (None, "Phone: 303-555-0102 (Spouse's cell)"),
        (None, "Phone: 303-555-0103 (disconnected)"),
    ]


def test_labels_of_address_cards_are_respected(campaign: Campaign, tmp_path: Path) -> None:
    told = bring_text(
        campaign,
        tmp_path,
        "BEGIN:VCARD\nVERSION:3.0\nN:Stone;Casey;;;\nEMAIL;type=HOME;type=pref:casey@example.org",
        "item1.EMAIL:pat@example.org\nitem1.X-ABLabel:_$!<Spouse>!$_\nTEL;type=FAX;type=WORK:303-555-0171",
        "item2.TEL:303-555-0172\nitem2.X-ABLabel:husband\nTEL;type=CELL:303-555-0101\nTEL;type=PAGER:303-555-0173",
        "END:VCARD",
        name="cards.vcf",
    )
    email, other_emails, phone, other_phones, notes = found(campaign)["Casey"]
    assert (email, other_emails, phone, other_phones) == ("casey@example.org", None, ONE, None)
    assert all(number in str(notes) for number in ("0171 (fax work)", "0172 (husband)", "0173 (pager)"))
    assert "pat@example.org (spouse)" in str(notes)
    assert len(told) == 3


@pytest.mark.parametrize("heading", ["Pager", "Home Fax", "Old phone", "Home phone (parent)", "Phone (do not use)"])
def test_a_heading_that_says_so_makes_its_column_an_answer(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    rows = ["Ana,Larkin,a@example.org,303-555-0101,303-555-0111", "Bo,Lee,b@example.org,303-555-0102,303-555-0112"]
    bring_text(campaign, tmp_path, f"First Name,Last Name,Email,Phone,{heading}", *rows)
    assert [(r["phone"], r["other_phones"]) for r in everything(campaign)] == [(ONE, None), (TWO, None)]


@pytest.mark.parametrize("heading", ["Contact", "Contact info", "Email or phone", "Phone/Email"])
def test_numbers_and_addresses_in_one_column_go_where_they_belong(
    campaign: Campaign, tmp_path: Path, heading: str
) -> None:
    told = bring_text(
        campaign,
        tmp_path,
        f"First Name,Last Name,{heading},City",
        "Ana,Larkin,ana@example.org,Reno",
        "Bea,Morse,303-555-0101,Provo",
        "Cid,Nolan,cid@example.org / 303-555-0102,Elko",
        "Dot,Owens,dot@example.org; wife 303-555-0103,Elko",
        "Eli,Pratt,303-555-0104 or eli@example.org,Elko",
    )
    assert found(campaign) == {
        "Ana": ("ana@example.org", None, None, None, None),
        "Bea": (None, None, ONE, None, None),
        "Cid": ("cid@example.org", None, TWO, None, None),
        "Dot": ("dot@example.org", None, None, None, f"{heading}: wife 303-555-0103"),
        "Eli": ("eli@example.org", None, "+13035550104", None, None),
    }
    assert told == [(5, "wife 303-555-0103")]


def test_a_number_among_addresses_does_not_push_out_the_own_one(campaign: Campaign, tmp_path: Path) -> None:
    bring_text(
        campaign,
        tmp_path,
        "First Name,Last Name,Email,Phone",
        "Ana,Larkin,a@example.org 303-555-0102,303-555-0101",
        "Bea,Morse,b@example.org 303-555-0101,303-555-0101",
        "Cid,Nolan,c@example.org,c2@example.org",
        "Dot,Owens,d@example.org,303-555-0103 d2@example.org",
    )
    assert found(campaign) == {
        "Ana": ("a@example.org", None, ONE, [TWO], None),
        "Bea": ("b@example.org", None, ONE, None, None),
        "Cid": ("c@example.org", ["c2@example.org"], None, None, None),
        "Dot": ("d@example.org", ["d2@example.org"], THREE, None, None),
    }


@pytest.mark.parametrize("heading", ["Name", "Contact", "Signed up", "Who"])
def test_a_name_with_its_number_or_address_in_one_cell(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    told = bring_text(
        campaign,
        tmp_path,
        f"{heading},City",
        "Ann Lee 303-555-0101,Reno",
        "Joe Fox <joe@example.org>,Provo",
        '"Sue Oak, sue@example.org",Reno',
        "Eve Roe - eve@example.org - 303-555-0102,Elko",
        "Dan Poe (303-555-0103),Elko",
    )
    people = {r["given_name"]: (r["family_name"], r["email"], r["phone"]) for r in everything(campaign)}
    assert people == {
        "Ann": ("Lee", None, ONE),
        "Joe": ("Fox", "joe@example.org", None),
        "Sue": ("Oak", "sue@example.org", None),
        "Eve": ("Roe", "eve@example.org", TWO),
        "Dan": ("Poe", None, THREE),
    }
    assert told == []


@pytest.mark.parametrize("heading", ["Name", "Email"])
def test_whom_a_letter_goes_to_is_named_before_the_address(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    bring_text(
        campaign,
        tmp_path,
        f"{heading},City",
        "Kofi Osei <k@example.org>,Reno",
        '"Kapoor, Priya <p@example.org>",Provo',
        "Jamal T. Reed <j@example.org>,Reno",
        "Wei Chen <mailto:w@example.org>,Elko",
        "MEI TSO <m@example.org>,Elko",
        "omar diaz <diaz@example.org>,Elko",
    )
    people = {r["email"]: (r["given_name"], r["family_name"], r["notes"]) for r in everything(campaign)}
    assert people == {
        "k@example.org": ("Kofi", "Osei", None),
        "p@example.org": ("Priya", "Kapoor", None),
        "j@example.org": ("Jamal", "Reed", None),
        "w@example.org": ("Wei", "Chen", None),
        "m@example.org": ("Mei", "Tso", None),
        "diaz@example.org": ("Omar", "Diaz", None),
    }


def test_what_is_no_name_before_an_address_is_kept_in_the_notes(campaign: Campaign, tmp_path: Path) -> None:
    cells = ["Friends of Old Town <x@example.org>", "Front Desk <info@example.org>", "old address <y@example.org>"]
    cells += ["Tenants Union <z@example.org>", "Wei & Mei Tso <v@example.org>"]
    bring_text(campaign, tmp_path, "Name,City", *(f"{cell},Reno" for cell in cells))
    assert [r["notes"] for r in everything(campaign) if not r["given_name"] and not r["family_name"]] == [
        f"Name: {cell.partition(' <')[0]}" for cell in cells
    ]


def test_a_number_in_a_column_of_names_is_taken(campaign: Campaign, tmp_path: Path) -> None:
    told = bring_text(
        campaign,
        tmp_path,
        "Name,Email,Phone",
        "Ann Lee 303-555-0101,ann@example.org,",
        "Joe Fox <joe@example.org>,,303-555-0102",
        "Sue Oak (303-555-0103),sue@example.org,303-555-0104",
        "Dan Poe,dan@example.org,303-555-0105",
        "Eve Roe,eve@example.org,303-555-0106",
    )
    people = {name: values[:4] for name, values in found(campaign).items()}
    assert people["Ann"] == ("ann@example.org", None, ONE, None)
    assert people["Joe"] == ("joe@example.org", None, TWO, None)
    assert people["Sue"] == ("sue@example.org", None, "+13035550104", [THREE])
    assert told == []


def test_an_opt_out_beside_an_address_in_a_list_without_headings(campaign: Campaign, tmp_path: Path) -> None:
    bring_text(campaign, tmp_path, "a@example.org", "b@example.org", "unsubscribe c@example.org")
    marked = {r["email"]: bool(r["do_not_contact"]) for r in everything(campaign)}
    assert marked == {"a@example.org": False, "b@example.org": False, "c@example.org": True}


def test_an_opt_out_beside_a_number_in_a_list_without_headings(campaign: Campaign, tmp_path: Path) -> None:
    bring_text(campaign, tmp_path, "303-555-0101", "303-555-0102", "dnc 303-555-0103")
    assert {r["phone"]: bool(r["do_not_contact"]) for r in everything(campaign)} == {
        ONE: False,
        TWO: False,
        THREE: True,
    }


@pytest.mark.parametrize(
    ("heading", "cell", "told"),
    [
        ("First time running?", "Yes, for Congress (lost council in 2019)", "for Congress (lost council in 2019)"),
        ("First time running?", "No (ran in 2018)", "ran in 2018"),
        ("First time running?", "No [see (a)]", "see (a)"),
    ],
)
def test_the_told_remainder_keeps_both_halves_of_a_bracket(
    campaign: Campaign, tmp_path: Path, heading: str, cell: str, told: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f'First Name,Last Name,Email,{heading}\nAna,Larkin,a@example.org,"{cell}"\n', encoding="utf-8")
    plan, _ = bring(campaign, path, mapping={"": {heading: "first_time"}})
    assert [f"“{told}”" in p.message for p in plan.problems] == [True]
