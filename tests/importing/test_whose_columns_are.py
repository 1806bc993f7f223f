"""Whose a column is and which column has the field, told by the cells and by the columns beside it."""

import pytest

from coordinator.importing.columns import map_columns
from coordinator.records.catalog import CANDIDATE

NAMES = ["Noor Hale", "Casper Brandt", "Petra Ferris", "Benny Montoya", "Samuel Ortega"]
OTHERS = ["Ruth Amador", "Glen Whitaker", "Odile Baptiste", "Ravi Menon", "Tess Okafor"]
MAILS = [
    "nhale@example.org",
    "casper.brandt@example.org",
    "ferrisfam@example.com",
    "benny7@example.org",
    "so@example.org",
]
OTHER_MAILS = [
    "ruth@example.org",
    "glen.w@example.org",
    "odile@example.com",
    "ravi.menon@example.org",
    "tess@example.org",
]
NUMBERS = ["(303) 555-0142", "303-555-0199", "720-555-0101", "+1 602 555 0188", "480.555.0110"]
OTHER_NUMBERS = ["(303) 555-0122", "303-555-0129", "720-555-0131", "+1 602 555 0138", "480.555.0120"]
CITIES = ["Denver", "Reno", "Fresno", "Boise", "Tampa"]
OTHER_CITIES = ["Dayton", "Toledo", "Akron", "Lima", "Canton"]
STATES = ["CO", "NV", "CA", "ID", "FL"]
OTHER_STATES = ["OH", "TX", "NM", "WA", "GA"]
ZIPS = ["80202", "89501", "93650", "83702", "33602"]
STREETS = ["12 Elm St", "480 Oak Ave", "9 Pine Rd", "77 Birch Ln", "310 Main St Apt 2"]


def targets(columns: dict[str, list[str]]) -> dict[str, str]:
    """Return what each column of a sheet becomes."""
    return {p.header: p.target for p in map_columns(CANDIDATE, list(columns), list(columns.values()))}


def test_a_name_that_stands_in_the_email_address_is_the_persons() -> None:
    found = targets({"Tenant's name": NAMES, "Tenant's email": MAILS, "Tenant's cell": NUMBERS, "Landlord": OTHERS})
    assert (found["Tenant's name"], found["Tenant's email"], found["Tenant's cell"]) == ("+full_name", "email", "phone")
    assert found["Landlord"] == "answer"


def test_the_user_of_an_export_is_the_person_if_the_names_agree() -> None:
    columns = {
        "user_given_name": [n.split()[0] for n in NAMES],
        "user_family_name": [n.split()[1] for n in NAMES],
        "user_email": MAILS,
        "user_phone": NUMBERS,
        "event_owner_name": OTHERS,
        "event_owner_email_address": OTHER_MAILS,
    }
    found = targets(columns)
    assert (found["user_email"], found["user_phone"]) == ("email", "phone")
    assert found["event_owner_email_address"] == "answer"


@pytest.mark.parametrize("building", ["Campus", "Warehouse", "Clinic"])
def test_where_a_building_is_is_not_where_the_person_lives(building: str) -> None:
    found = targets({"Name": NAMES, "Email": MAILS, f"{building} city": OTHER_CITIES, "Home city": CITIES})
    assert (found[f"{building} city"], found["Home city"]) == ("answer", "city")


def test_a_state_worded_unlike_the_address_is_another_places() -> None:
    columns = {
        "Name": NAMES,
        "Email": MAILS,
        "Home of record (state)": OTHER_STATES,
        "Residing at (street)": STREETS,
        "Residing at (city)": CITIES,
        "Residing at (state)": STATES,
        "Residing at (ZIP)": ZIPS,
    }
    found = targets(columns)
    assert (found["Residing at (state)"], found["Home of record (state)"]) == ("state", "answer")


def test_initials_of_a_column_before_name_whose_number_it_is() -> None:
    found = targets({"Member": NAMES, "Precinct captain": OTHERS, "PC cell": OTHER_NUMBERS, "Cell": NUMBERS})
    assert (found["PC cell"], found["Cell"]) == ("answer", "phone")


@pytest.mark.parametrize(("home", "mobile"), [("Tel (H)", "Tel (C)"), ("Home phone", "Mobile phone"), ("HME", "CEL")])
def test_the_mobile_number_is_the_phone(home: str, mobile: str) -> None:
    found = targets({"Name": NAMES, "Email": MAILS, home: OTHER_NUMBERS, mobile: NUMBERS})
    assert (found[home], found[mobile]) == ("other_phones", "phone")


def test_a_whole_name_that_everybody_goes_by_is_the_name() -> None:
    found = targets({"Preferred name": NAMES, "Legal name (if different)": ["", OTHERS[0], "", "", ""], "Email": MAILS})
    assert found == {"Preferred name": "+full_name", "Legal name (if different)": "answer", "Email": "email"}


def test_who_else_should_run_is_not_who_fills_in_the_form() -> None:
    columns = {
        "How to reach you: Name": NAMES,
        "How to reach you: Email": MAILS,
        "How to reach you: City": CITIES,
        "Who else should run? Give us a name": [OTHERS[0], "", "", OTHERS[1], ""],
        "How would we reach that person?": [OTHER_MAILS[0], "", "", OTHER_MAILS[1], ""],
    }
    found = list(targets(columns).values())
    assert found[:3] == ["+full_name", "email", "city"]
    assert found[3:] == ["answer", "answer"]


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("Sticker for your badge", ["she/her", "they/them", "he/him", "she/they", "he/him"], "pronouns"),
        ("Which one of these", ["Cis woman", "Trans man", "Nonbinary", "Cis man", "Two-Spirit"], "gender"),
    ],
)
def test_cells_that_are_surely_of_a_field_get_it_if_no_other_column_has(
    heading: str, cells: list[str], field: str
) -> None:
    assert targets({"Name": NAMES, "Email": MAILS, heading: cells})[heading] == field


def test_a_household_is_no_name() -> None:
    households = [f"{n.split()[1]} Household" for n in NAMES]
    assert targets({"First name": [n.split()[0] for n in NAMES], "Email": MAILS, "Account name": households})[
        "Account name"
    ] not in {"+full_name", "family_name"}


@pytest.mark.parametrize("heading", ["Accepts Marketing", "Fine to add you to our updates?"])
def test_a_permission_that_no_rule_reads_is_asked_about(heading: str) -> None:
    columns = {"Name": NAMES, "Email": MAILS, heading: ["yes", "no", "yes", "no", "no"]}
    plan = map_columns(CANDIDATE, list(columns), list(columns.values()))[2]
    assert plan.asks or plan.target == "consent_contact"


@pytest.mark.parametrize("heading", ["Print my name in the directory?", "Can you volunteer to make calls?"])
def test_what_is_no_permission_to_be_contacted_is_not_asked_about(heading: str) -> None:
    columns = {"Name": NAMES, "Email": MAILS, heading: ["yes", "no", "yes", "no", "no"]}
    assert not map_columns(CANDIDATE, list(columns), list(columns.values()))[2].consent


@pytest.mark.parametrize("other", ["Witness", "Submitter", "Caregiver", "Teacher"])
def test_the_only_address_of_a_sheet_may_be_anothers(other: str) -> None:
    columns = {
        "First name": [n.split()[0] for n in NAMES],
        "Last name": [n.split()[1] for n in NAMES],
        f"{other} email": OTHER_MAILS,
        f"{other} phone": OTHER_NUMBERS,
    }
    assert [*targets(columns).values()] == ["given_name", "family_name", "answer", "answer"]


def test_their_address_is_of_whom_the_column_before_names() -> None:
    columns = {"Your name": NAMES, "Your e-mail": MAILS, "Who invited you?": OTHERS, "Their e-mail": OTHER_MAILS}
    assert [*targets(columns).values()] == ["+full_name", "email", "answer", "answer"]
    columns = {"I want to nominate": NAMES, "My email": OTHER_MAILS, "Their phone": NUMBERS}
    found = targets(columns)
    assert (found["I want to nominate"], found["My email"]) == ("+full_name", "answer")


@pytest.mark.parametrize(
    "heading", ["Do you object to us sharing your info with partners?", "¿Se opone a que compartamos sus datos?"]
)
def test_a_yes_to_the_opposite_is_no_permission(heading: str) -> None:
    plans = map_columns(CANDIDATE, ["Name", "Email", heading], [NAMES, MAILS, ["Yes", "No", "Yes", "No", "No"]])
    assert plans[2].target == "answer" and plans[2].asks


def test_names_in_no_list_are_names() -> None:
    names = ["Wren Jarosz", "Okan Drozd", "Tindra Brunvall", "Fenna Rossiter", "Idris Thackeray", "Runa Oyelaran"] * 3
    mails = [f"p{n}@example.org" for n in range(len(names))]
    assert [*targets({"Name": names, "Email": mails}).values()] == ["+full_name", "email"]
    assert [*targets({"Full Name (first & last)": names, "Email": mails}).values()] == ["+full_name", "email"]


def test_a_permission_with_answers_of_many_kinds_is_asked_about() -> None:
    cells = ["I agree", "Declined", "Withdrawn 3/2025", "0", "Not applicable"]
    plans = map_columns(CANDIDATE, ["Name", "Email", "I consent to my data being shared"], [NAMES, MAILS, cells])
    assert plans[2].target != "answer" or plans[2].asks


def test_opt_outs_without_a_heading_name_no_stop() -> None:
    found = targets({"Name": NAMES, "Email": MAILS, "": ["unsubscribed", "", "stop calling me", "", ""]})
    assert "signup.event" not in found.values()


def test_in_a_form_filled_in_for_somebody_that_one_is_the_person() -> None:
    columns = {"Submitted by": OTHERS, "Submitted by email": OTHER_MAILS, "I am filling this out for": NAMES}
    found = targets(columns | {"Best phone for them": NUMBERS})
    assert found["Submitted by"] == found["Submitted by email"] == "answer"
    assert (found["I am filling this out for"], found["Best phone for them"]) == ("+full_name", "phone")


def test_whom_somebody_recommends_is_the_person() -> None:
    columns = {"Recommended person": NAMES, "Recommended by": OTHERS, "Recommender e-mail": OTHER_MAILS}
    found = targets(columns | {"Their best number": NUMBERS, "Their town": CITIES})
    assert found["Recommended by"] == found["Recommender e-mail"] == "answer"
    assert (found["Recommended person"], found["Their best number"]) == ("+full_name", "phone")
    assert found["Their town"] in ("city", "+place")


def test_the_second_of_two_people_is_not_the_person() -> None:
    first, last = zip(*(n.split() for n in NAMES), strict=True)
    columns = {"Primary First": list(first), "Primary Last": list(last), "Primary Phone": NUMBERS}
    found = targets(columns | {"Secondary First": [n.split()[0] for n in OTHERS], "Secondary Phone": OTHER_NUMBERS})
    assert (found["Primary First"], found["Primary Phone"]) == ("given_name", "phone")
    assert found["Secondary First"] == found["Secondary Phone"] == "answer"


def test_a_number_sign_below_the_same_word_as_a_name_is_that_ones_number() -> None:
    found = targets({"Name": NAMES, "Email": MAILS, "Union steward": OTHERS, "Steward #": OTHER_NUMBERS})
    assert found["Steward #"] == "answer"


def test_an_address_right_of_the_name_in_it_is_not_the_persons() -> None:
    columns = {"Volunteer recruited": NAMES, "Phone": NUMBERS, "Shift lead": ["Ruth"] * 5}
    assert targets(columns | {"Email": ["ruth@example.org"] * 5})["Email"] == "answer"


def test_the_only_address_of_a_user_is_the_persons_beside_a_first_name() -> None:
    names = {"First Name": [n.split()[0] for n in NAMES], "Last Name": [n.split()[1] for n in NAMES]}
    assert (
        targets(names | {"User Email": ["a@example.org", "b@example.org", *OTHER_MAILS[:3]]})["User Email"] == "email"
    )


@pytest.mark.parametrize("heading", ["Is there a co-signer e-mail?", "Co-chair email", "Coapplicant e-mail"])
def test_who_signs_beside_somebody_is_another(heading: str) -> None:
    assert targets({"Name": NAMES, "Email": MAILS, heading: OTHER_MAILS})[heading] == "answer"


def test_what_cells_cannot_be() -> None:
    columns = {
        "Name": NAMES,
        "Email": MAILS,
        "Cell": NUMBERS,
        "Home": OTHER_NUMBERS,
        "Work": [*OTHER_NUMBERS[:2], *"---"],
    }
    assert targets(columns)["Work"] == "other_phones"
    assert targets({"Name": NAMES, "Email": MAILS, "Pct": ["25%", "30%", "5%", "10%", "90%"]})["Pct"] == "answer"
    offers = ["driving", "phone banking", "texting", "baking", "driving"]
    assert (
        targets({"Name": NAMES, "Email": MAILS, "What can you help with?": offers})["What can you help with?"]
        == "answer"
    )


def test_the_contact_person_is_whom_a_list_of_organizations_is_about() -> None:
    columns = {"Organization": ["Parks Club", "City Choir", "Bus Riders", "Book Club", "Tenants United"]}
    columns |= {"Org phone": OTHER_NUMBERS, "Contact person": NAMES, "Contact email": MAILS, "Contact cell": NUMBERS}
    found = targets(columns | {"Org address": [f"{s}, Reno NV 89501" for s in STREETS]})
    assert found["Org phone"] == found["Org address"] == "answer"
    assert (found["Contact person"], found["Contact email"], found["Contact cell"]) == ("+full_name", "email", "phone")


@pytest.mark.parametrize(
    ("by", "mail", "meant", "phone"),
    [
        ("Filled in by", "Email", "For (person interested)", "Her/his phone"),
        ("Your Name", "Your Email", "Candidate Name", "Candidate Phone"),
        ("Guest of", "Host email", "Guest name", "Guest phone"),
        ("Quién recomienda", "Su correo", "Persona recomendada", "Teléfono de la persona"),
        ("Name of person completing this form", "E-mail address", "Name of potential candidate", "Candidate's phone"),
        ("Reporter", "Reporter email", "Prospect", "Prospect phone"),
    ],
)
def test_who_fills_in_a_form_is_not_who_is_meant(by: str, mail: str, meant: str, phone: str) -> None:
    found = targets({by: OTHERS, mail: OTHER_MAILS, meant: NAMES, phone: NUMBERS})
    assert found[by] == found[mail] == "answer"
    assert (found[meant], found[phone]) == ("+full_name", "phone")


def test_a_form_about_oneself_names_nobody_else() -> None:
    columns = {"Candidate name": NAMES, "Your email": MAILS, "Your phone": NUMBERS, "Your city": CITIES}
    found = targets(columns | {"Your organization's name": ["", "Parks Club", "", "", "City Choir"]})
    assert (found["Candidate name"], found["Your email"], found["Your phone"]) == ("+full_name", "email", "phone")


def test_who_typed_a_row_does_not_take_the_numbers_behind() -> None:
    found = targets({"Candidate": NAMES, "Entered by": OTHERS, "Phone": NUMBERS, "Email": MAILS})
    assert (found["Candidate"], found["Phone"], found["Email"]) == ("+full_name", "phone", "email")


def test_what_has_a_second_names_number_is_the_second_ones() -> None:
    found = targets({"Name": NAMES, "Email": MAILS, "Name 2": OTHERS, "Email 2": OTHER_MAILS})
    assert (found["Email"], found["Email 2"]) == ("email", "answer")


def test_the_number_after_a_partners_name_is_the_partners() -> None:
    columns = {"First Name": [n.split()[0] for n in NAMES], "Last Name": [n.split()[1] for n in NAMES]}
    columns |= {"Phone": NUMBERS, "Partner's Last": [n.split()[1] for n in OTHERS], "Phone (2)": OTHER_NUMBERS}
    found = targets(columns)
    assert (found["Phone"], found["Phone (2)"]) == ("phone", "answer")


def test_the_contact_of_a_campaign_is_not_the_candidate() -> None:
    found = targets({"Candidate": NAMES, "Campaign contact": OTHERS, "Campaign contact email": OTHER_MAILS})
    assert found["Campaign contact"] == found["Campaign contact email"] == "answer"


OWNERS = ["buyer", "the buyer", "buyer's", "parent", "guardian", "staff", "nominator", "spouse", "captain", "honoree"]


@pytest.mark.parametrize("owner", OWNERS)
def test_a_word_in_brackets_says_whose_a_column_is(owner: str) -> None:
    columns = {
        f"First name ({owner})": [n.split()[0] for n in OTHERS],
        f"Email ({owner})": OTHER_MAILS,
        f"Phone ({owner})": OTHER_NUMBERS,
        "First Name": [n.split()[0] for n in NAMES],
        "Last Name": [n.split()[1] for n in NAMES],
        "Email": [MAILS[0], "", *MAILS[2:]],
        "Phone": [NUMBERS[0], "", *NUMBERS[2:]],
    }
    plans = {p.header: p for p in map_columns(CANDIDATE, list(columns), list(columns.values()))}
    assert {h: p.target for h, p in plans.items() if owner in h} == {h: "answer" for h in columns if owner in h}
    assert {p.target for h, p in plans.items() if owner not in h} == {"given_name", "family_name", "email", "phone"}
    assert not any(p.asks or p.may_be for p in plans.values())


def test_a_word_in_brackets_that_is_not_known_is_asked_about() -> None:
    columns = {"Name": NAMES, "Phone (deacon)": OTHER_NUMBERS}
    assert map_columns(CANDIDATE, list(columns), list(columns.values()))[1].asks
    for how in ("work", "evenings", "please print", "10 digits", "WhatsApp"):
        columns = {"Name": NAMES, f"Phone ({how})": NUMBERS}
        found = map_columns(CANDIDATE, list(columns), list(columns.values()))[1]
        assert (found.target, found.asks) == ("phone", "")


@pytest.mark.parametrize("who", ["Donor", "Contributor", "Supporter", "Member", "Customer"])
def test_on_a_list_of_donors_the_donor_is_the_person(who: str) -> None:
    columns = {
        f"{who} First Name": ["Yusuf", "Bettina", "Yusuf"],
        f"{who} Last Name": ["Halloran", "Crewe", "Halloran"],
        f"{who} Addr1": ["5 Bay St", "", "5 Bay St"],
        f"{who} ZIP": ["4401", "04101", "4401"],
        f"{who} Country": ["US", "US", "US"],
        f"{who} Email": ["yusuf.h@example.org", "bettina@example.org", "yusuf.h@example.org"],
        f"{who} Phone": ["2075550171", "", "2075550171"],
        "Honoree first name": ["Ruth", "", ""],
        "Honoree email": ["ruth.h@example.org", "", ""],
    }
    found = map_columns(CANDIDATE, list(columns), list(columns.values()))
    taken = ["given_name", "family_name", "address", "postcode", "country", "email", "phone", "answer", "answer"]
    assert [(p.target, p.asks) for p in found] == [(target, "") for target in taken]


def test_beside_plain_names_donor_stays_in_the_headings() -> None:
    columns = {
        "First Name": [n.split()[0] for n in NAMES],
        "Last Name": [n.split()[1] for n in NAMES],
        "Email": MAILS,
        "Donor First Name": [n.split()[0] for n in OTHERS],
        "Donor Last Name": [n.split()[1] for n in OTHERS],
        "Donor Email": OTHER_MAILS,
    }
    found = targets(columns)
    assert [found[h] for h in columns][:3] == ["given_name", "family_name", "email"]
    assert {"given_name", "family_name", "email"}.isdisjoint([found[h] for h in columns][3:])
