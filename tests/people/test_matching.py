"""Who is joined without asking, and who is left for somebody to decide."""

import datetime as dt

import pytest

from coordinator.people.likeness import REVIEW, likeness
from coordinator.people.matching import People
from coordinator.people.short_forms import OwnForms
from coordinator.records.traits import traits
from coordinator.store.campaign import Campaign
from tests import builders

Row = dict[str, object]
EMAIL = {"email": "hale@example.org"}
PHONE = {"phone": "+13035550142"}


def joined(here: Row, row: Row, *more: Row, own: OwnForms | None = None) -> bool:
    """Return whether a row is joined with somebody who is here; `more` are here too."""
    people = People(own) if own else People()
    for number, other in enumerate((here, *more)):
        people.add(number, other)
    match = people.find(row)
    return match is not None and match.record_id == 0


def hale(given: str | None, **other: object) -> Row:
    return {"given_name": given, "family_name": "Hale", **EMAIL, **other}


def at_davidson(given: str, email: str, family: str = "Davidson") -> Row:
    return {"given_name": given, "family_name": family, "email": email}


BORN = "1990-02-03"
MRS: Row = {"notes": "Came by bus\nName: Mrs."}
YEAR = dt.date.today().year
ONE_PERSON = [
    (hale("George H W"), hale("George H")),
    (hale("George H. W."), hale("George", middle_name="Herbert")),
    (hale("John", family_name="Jr Hale"), hale("John", suffix="Jr.")),
    (hale("Rita"), hale("Rita")),
    (hale("Rita"), hale("RITA", phone="+13035550199")),
    (hale("Timothy"), hale("Tim")),
    (hale("Rosalind"), hale("Roz")),
    (hale("Dolores"), hale("Lola")),
    (hale("Leticia"), hale("Letty")),
    (hale("José"), hale("Pepe")),
    (hale("Robert", preferred_name="Skip"), hale("Skip")),
    (hale("Mary", middle_name="Ann"), hale("Mary Ann")),
    (hale("Mary A."), hale("Mary")),
    (hale("John", suffix="Jr."), hale("John Jr")),
    (hale("John", suffix="Jr."), hale("John", family_name="Hale, Junior")),
    (hale("John", suffix="Jr.", birth_date="1990-02-03"), hale("John", birth_date="1990-02-03")),
    (hale("Alex", gender="woman"), hale("Alexandra", gender="woman")),
    (hale("Chris", gender="woman"), hale("Christine", gender="woman")),
    (hale("Rita"), hale("Rita", family_name="Haile")),
    (hale("R.", birth_date="1990-02-03"), hale("Rita", birth_date="1990-02-03")),
    (hale("Rita", birth_date="1990"), hale("Rita", birth_date="1990-02-03")),
    (hale("Rita"), hale(None)),
    (hale("John", middle_name="Q.", suffix="Jr."), hale("John", middle_name="Quincy Jr.")),
    (hale("John", suffix="Jr."), hale("John", middle_name="Jr.")),
    (hale("John", suffix="Jr."), hale("John", preferred_name="Junior")),
    (hale("Leslie", **MRS), hale("Leslie", **MRS)),
    (hale("Rosa", **MRS), hale("Rosa")),
    (hale("Gerald", notes="Name: Mr."), hale("Gerald")),
    (hale("John", birth_date="1981"), hale("John", stated_age=YEAR - 1981)),
    (hale("John", stated_age=40), hale("John", stated_age=43)),
    (hale("John", age_band="30-40"), hale("John", age_band="41-54")),
    (hale("John", family_name="Hernández Pérez"), hale("John", family_name="Hernandez Peréz")),
    (hale("John", family_name="Hernández Pérez"), hale("John", family_name="Hernandes Pérez")),
    (hale("John", family_name="Pérez Gutierrez"), hale("John", family_name="Pérez Gutierez")),
    (hale("John", family_name="de la Cruz"), hale("John", family_name="de la Curz")),
]
TWO_PEOPLE = [
    (hale("Chris", birth_date="1990-02-03"), hale("Christine", birth_date="1990-02-03")),
    (hale("Paul"), hale("Paula")),
    (hale("Dan"), hale("Danielle")),
    (hale("Rita"), hale("R.")),
    (hale("R.", email="rita.hale@example.org"), hale("Rita", email="rita.hale@example.org")),
    (hale("Ron"), hale("Rita")),
    (hale("Mary Ann"), hale("Mary Beth")),
    (hale("María"), hale("María Elena")),
    (hale("Alex"), hale("Alexandra")),
    (hale("Vic"), hale("Viktor")),
    (hale("Alex", gender="man"), hale("Alexandra", gender="woman")),
    (hale("Aaron"), hale("Erin")),
    (hale("Rosemary"), hale("Rose")),
    (hale("John"), hale("John", suffix="Jr.")),
    (hale("John"), hale("John", family_name="Hale Jr.")),
    (hale("John"), hale("John III")),
    (hale("John", suffix="Sr."), hale("John", family_name="Hale, Jr.")),
    (hale("John", birth_date="1951-02-03"), hale("John", birth_date="1975-02-03")),
    (hale("John", birth_date="1951"), hale("John", birth_date="1975-02-03")),
    (hale("John", birth_date="1951"), hale("John", stated_age=30, stated_age_on="2025-03-01")),
    (hale("Kim", gender="woman"), hale("Kim", gender="man")),
    (hale("Kim", pronouns="she/her"), hale("Kim", pronouns="he/him")),
    (hale("John", middle_name="Quincy"), hale("John", middle_name="Robert")),
    (hale("Paul"), hale("Paula", family_name="Haile")),
    (hale("John", middle_name="Q. R."), hale("John", middle_name="R.")),
    (hale("George H W"), hale("George W")),
    (hale("George H W"), hale("George H B")),
    (hale("John Q. R."), hale("John R.")),
    (hale("John", family_name="Jr Hale"), hale("John")),
    (hale("John", family_name="Jr. Hale"), hale("John", suffix="Sr.")),
    (hale("John"), hale("John", middle_name="Jr.")),
    (hale("John", middle_name="Quincy"), hale("John", middle_name="Quincy, Jr.")),
    (hale("John"), hale("John", preferred_name="Junior")),
    (hale("John"), hale("John", family_name="Hale (hijo)")),
    (hale("John (dad)"), hale("John (son)")),
    (hale("John"), hale("John", notes="Last name: son")),
    (hale("John", notes="Name: Dr.; padre"), hale("John", notes="Name: hijo")),
    (hale("Leslie", notes="Name: Mr."), hale("Leslie", **MRS)),
    (hale("Guadalupe", notes="Nombre: Sr."), hale("Guadalupe", notes="Nombre: Sra.")),
    (hale("Leslie", **{"answers.salutation": "Mr."}), hale("Leslie", **{"answers.salutation": "Dr. Mrs."})),
    (hale("Leslie", gender="man"), hale("Leslie", **MRS)),
    (hale("Gerald"), hale("Gerald", **MRS)),
    (hale("John", birth_date="1955"), hale("John", stated_age=28)),
    (hale("John", birth_date="1955-05-05"), hale("John", age_band="18-29")),
    (hale("John", stated_age=71), hale("John", stated_age=44)),
    (hale("John", stated_age=71, stated_age_on="2025-03-01"), hale("John", stated_age=44)),
    (hale("John", stated_age=30), hale("John", age_band="65_up")),
    (hale("John", age_band="18-29"), hale("John", age_band="65_up")),
    *(
        (hale("John", family_name=one), hale("John", family_name=other))
        for one, other in (
            ("Hernández Pérez", "Hernández Peraza"),
            ("Gonzalez Reyes", "Gonzalez Reynoso"),
            ("Rodríguez Sanz", "Rodríguez Sáenz"),
            ("Martínez-Marín", "Martínez-Martín"),
        )
    ),
    *(
        (at_davidson(short, address, family), at_davidson(first, address, family))
        for short, first, family, address in (
            ("D.", "David", "Davidson", "davidsonfam@example.org"),
            ("A.", "Ana", "Santana", "santana@example.org"),
            ("P.", "Peter", "Petersen", "thepetersens@example.org"),
            ("A.", "Art", "Hartley Ruiz", "hartley.ruiz@example.org"),
        )
    ),
]


@pytest.mark.parametrize(
    ("here", "row", "joins"),
    [
        (hale("Rita"), hale("Rita"), True),
        (hale("Rita"), hale("Rita", **PHONE), True),
        (hale("Rita", phone="+13035550199"), hale("Rita", **PHONE), False),
        (hale("Rita", **PHONE), hale("Rita", **{**PHONE, "email": "r.hale@example.org"}), False),
        (hale("Rita", **PHONE), hale("Rita", **{**PHONE, "email": "hale+rally@example.org"}), True),
        (hale("Rita", **PHONE), hale("Rita", phone="+13035550199", other_phones=[PHONE["phone"]]), True),
        (hale("Rita", address="12 Main St"), hale("Rita", address="14 Oak Rd"), False),
        (hale("Rita", address="12 Main St"), hale("Rita", address="12 Main Street"), True),
        (hale("Rita", address="12 Main St", birth_date=BORN), hale("Rita", address="9 Elm", birth_date=BORN), True),
        (hale("Tim", suffix="Jr.", address="12 Main St"), hale("Tim", suffix="Jr.", address="9 Elm"), True),
    ],
)
def test_two_rows_of_one_list_that_differ_are_two_people(here: Row, row: Row, joins: bool) -> None:
    people = People()
    people.add(-1, here)
    assert (people.find(row) is not None) is joins
    assert joined(here, row), "in another list it is the same person, who moved"


def test_who_has_both_addresses_of_one_of_two_that_differ_is_that_one() -> None:
    people = People()
    people.add(-1, hale("Rita", **PHONE))
    people.add(-2, hale("Rita", phone="+13035550199"))
    assert people.find(hale("Rita")) is None
    found = people.find(hale("Rita", **PHONE))
    assert found is not None and found.record_id == -1


@pytest.mark.parametrize(
    ("here", "row", "joins"),
    [
        ("Rita Hale rita.hale@gmail.com", "Rita Hale ritahale@gmail.com", True),
        ("Rita Hale rita.hale@gmail.com", "RITA HALE rita.hale+rally@googlemail.com", True),
        ("Rita Hale rita@example.org", "Rita Hale rita+rally@example.org", True),
        ("Rita Hale rita.hale@gmail.com", "Rita Hall ritahale@gmail.com", False),
        ("Tim Hale hale.fam@gmail.com", "Timothy Hale halefam@gmail.com", False),
        ("Tim Hale hale.fam@gmail.com", "Tim Hale halefam@gmail.com Jr.", False),
        ("Rita Hale office@example.org", "Rita Hale r.hale@example.org", False),
    ],
)
def test_all_writings_of_one_mailbox_join_the_very_same_name(here: str, row: str, joins: bool) -> None:
    keys = ("given_name", "family_name", "email", "suffix")
    one, other = (dict(zip(keys, words.split(), strict=False)) for words in (here, row))
    assert joined(one, other) is joined(other, one) is joins


@pytest.mark.parametrize(("here", "row"), ONE_PERSON)
def test_is_joined(here: Row, row: Row) -> None:
    assert joined(here, row)


@pytest.mark.parametrize(("here", "row"), TWO_PEOPLE)
def test_is_left_for_somebody_to_decide(here: Row, row: Row) -> None:
    assert not joined(here, row) and not joined(row, here)


@pytest.mark.parametrize(("here", "row"), TWO_PEOPLE)
def test_a_phone_joins_no_more_than_an_email(here: Row, row: Row) -> None:
    one, other = ({**r, "email": None, **PHONE} for r in (here, row))
    assert not joined(one, other) and not joined(other, one)


AT_HOME = {"city": "Akron", "postcode": "44301", "birth_date": "1990-02-03"}
SHARED = {**EMAIL, **PHONE}
BESIDE = [
    # what two rows say who share an e-mail, a phone or both; whether one may be called Bob in the other
    (EMAIL, {}, {}, True),
    (PHONE, {}, {}, True),
    (SHARED, AT_HOME, AT_HOME, True),
    (EMAIL, {"phone": "+13035550142"}, {}, True),
    (EMAIL, {"city": "Akron"}, {"city": "akron", "postcode": "44301"}, True),
    (EMAIL, {"postcode": "44301-1234", "city": "Akron"}, {"postcode": "44301", "city": "North Akron"}, True),
    (EMAIL, {"phone": "+13035550142"}, {"phone": "+13035550143"}, False),
    (EMAIL, {"phone": "+13035550142"}, {"phone": "+13035550143", "other_phones": ["+13035550142"]}, True),
    (EMAIL, {"postcode": "44301"}, {"postcode": "80203"}, False),
    (EMAIL, {"city": "Akron"}, {"city": "Denver"}, False),
    (PHONE, {"email": "robert.hale@example.org"}, {"email": "bob.hale@example.org"}, False),
    (PHONE, {"email": "hale1@example.org"}, {"email": "hale2@example.org"}, False),
    (PHONE, {"email": "robert.hale@example.org", **AT_HOME}, {"email": "bob.hale@example.org", **AT_HOME}, False),
]


@pytest.mark.parametrize(("shared", "one", "other", "joins"), BESIDE)
def test_a_short_form_joins_only_if_nothing_beside_it_differs(shared: Row, one: Row, other: Row, joins: bool) -> None:
    robert, bob = (
        {"given_name": g, "family_name": "Hale", **shared, **o} for g, o in (("Robert", one), ("Bob", other))
    )
    assert joined(robert, bob) is joined(bob, robert) is joins
    assert likeness(traits(1, robert), traits(2, bob)).score >= REVIEW, "else it is asked"


@pytest.mark.parametrize(
    ("short", "whole"), [("Lisa", "Melissa"), ("Mark", "Marcus"), ("Nancy", "Ann"), ("Lena", "Elena"), ("Ron", "Aaron")]
)
def test_a_short_form_that_many_have_for_their_only_name_is_asked_about(short: str, whole: str) -> None:
    one, other = hale(short, **PHONE), hale(whole, **PHONE)
    assert not joined(one, other) and not joined(other, one)
    assert likeness(traits(1, one), traits(2, other)).score >= REVIEW


def test_an_initial_that_fits_two_is_left() -> None:
    rita, ron, row = (hale(name, birth_date="1990-02-03") for name in ("Rita", "Ron", "R."))
    assert joined(rita, row)
    assert not joined(rita, row, ron)
    assert not joined(rita, hale(None, birth_date="1990-02-03"), ron)


def test_a_short_form_that_may_be_two_peoples_is_left() -> None:
    born = {"birth_date": "2001-02-03"}
    jess, jessica, jessamine = (hale(name, **born) for name in ("Jess", "Jessica", "Jessamine"))
    assert joined(jessica, jess) and joined(jess, jessica)
    assert not joined(jessica, jess, jessamine)
    assert not joined(jess, jessica, jessamine)
    assert joined(hale("Daniel"), hale("Dan"), hale("Ruth"))
    assert not joined(hale("Daniel"), hale("Dan"), hale("Danielle"))


def test_one_nickname_with_other_pronouns_is_left() -> None:
    joanna = hale("Joanna", preferred_name="Jo", pronouns="she/her")
    assert not joined(joanna, hale("Jordan", preferred_name="Jo", pronouns="they/them"))
    assert joined(joanna, hale("Joanna", preferred_name="Jo", pronouns="they/them"))


@pytest.mark.parametrize(
    ("family", "email", "phone", "one"),
    [
        ("Chen", "echen@example.org", "+13035550142", True),
        ("Chen", "office@example.org", "+13035550142", False),
        ("Cheng", "office@example.org", "+13035550142", True),
        ("Chen", "shared@example.org", "+13035550142", False),
        ("Cheng", "shared@example.org", "+13035550142", True),
        ("Chen", "echen@example.org", "+13035550143", False),
        ("Cheng", "echen@example.org", "+13035550143", True),
    ],
)
def test_a_slip_in_a_last_name_is_none_among_people_of_other_names(
    family: str, email: str, phone: str, one: bool
) -> None:
    emily = {"given_name": "Emily", "family_name": "Cheng", "email": email, "phone": phone}
    others = [
        {"given_name": "Bo", "family_name": "Li", "email": "shared@example.org", "phone": "+13035550144"},
        {"given_name": "Wei", "family_name": "Zhang", "email": "wei@example.org", "phone": "+13035550143"},
    ]
    assert joined(emily, {**emily, "family_name": family}, *others) is one


def test_a_father_is_not_taken_for_the_son_who_left_out_his_suffix() -> None:
    father, son = hale("John", birth_date="1951-02-03"), hale("John", suffix="Jr.")
    assert not joined(father, hale("John"), son)
    assert joined(father, hale("John", birth_date="1951-02-03"), son)
    assert joined(son, hale("John Jr."), father)


def test_a_birth_date_says_who_of_two_with_one_name_it_is() -> None:
    father, son = hale("John"), hale("John", suffix="Jr.", birth_date="1990-01-01")
    assert joined(son, hale("John", birth_date="1990-01-01"), father)
    for born in ("1990", "1990-01"):
        row = hale("John", birth_date=born)
        assert not joined(father, row, son) and not joined(son, row, father)
    assert not joined(father, hale("John", birth_date="1990-01-01"), hale("John", suffix="Jr."))
    unknown, namesake = hale("John"), hale("John", birth_date="1951")
    assert not joined(unknown, hale("John", birth_date="1951-02-03"), namesake)
    nick = hale("Jack", birth_date="1951-02-03")
    assert joined(nick, hale("John", birth_date="1951-02-03"), unknown)


@pytest.mark.parametrize("born", [None, "2001-05-06"])
@pytest.mark.parametrize("short", ["Tim", "T."])
def test_two_rows_of_one_list_with_one_address_and_two_names_are_two_people(
    campaign: Campaign, short: str, born: str | None
) -> None:
    rows = [hale(name, email="timothy@example.org", birth_date=born) for name in (short, "Timothy")]
    with campaign.reading() as connection:
        people = People.like(connection, rows)
        people.add(1, rows[0])
        assert people.find(rows[1]) is None
        assert people.find(rows[0]) is not None


def test_an_offices_phone_joins_no_namesakes() -> None:
    here, row, colleague = (
        {"given_name": given, "family_name": family, "email": email, **PHONE}
        for given, family, email in (
            ("Ana", "Ruiz", "ana@example.org"), ("Ana", "Ruiz", "ruiz@example.org"), ("Bo", "Kim", "bo@example.org")
        )
    )  # fmt: skip
    assert joined(here, row)
    assert not joined(here, row, colleague)


@pytest.mark.parametrize(
    ("here", "row", "one"),
    [
        ({"postcode": "43215"}, {"postcode": "90001"}, False),
        ({"city": "Columbus"}, {"city": "Los Angeles"}, False),
        ({"postcode": "43215", "city": "Columbus"}, {"postcode": "90001-1234", "city": "Los Angeles"}, False),
        ({"postcode": "43215"}, {"postcode": "43215-1234"}, True),
        ({"postcode": "43215"}, {"postcode": "43216"}, True),
        ({"postcode": "43215", "city": "Columbus"}, {"postcode": "43085", "city": "COLUMBUS"}, True),
        ({"postcode": "43215"}, {"city": "Los Angeles"}, True),
        ({"postcode": "43215"}, {}, True),
        ({"postcode": "43215"}, {"postcode": "90001", "email": None}, True),
        ({"postcode": "43215"}, {"postcode": "90001", "other_emails": ["carlos@example.org"]}, True),
        ({"postcode": "43215", "birth_date": "1970-02-02"}, {"postcode": "90001", "birth_date": "1970-02-02"}, True),
        ({"postcode": "43215", "suffix": "Jr."}, {"postcode": "90001", "suffix": "Jr"}, True),
    ],
)
def test_a_landline_alone_joins_no_namesakes_of_other_towns(here: Row, row: Row, one: bool) -> None:
    carlos = {"given_name": "Carlos", "family_name": "Ruiz", **PHONE}
    a, b = {**carlos, "email": "carlos@example.org", **here}, {**carlos, "email": "ruiz@example.org", **row}
    assert joined(a, b) is joined(b, a) is one
    assert likeness(traits(1, a), traits(2, b)).score >= REVIEW, "it is asked"


def test_an_offices_email_joins_no_namesakes() -> None:
    def at(email: str, family: str = "Ruiz", **other: object) -> Row:
        return {"given_name": "Ana", "family_name": family, "email": email, **other}

    one, other = {"phone": "+13035550142"}, {"phone": "+13035550143"}
    shared, own = "ruiz@example.org", "info@example.org"
    assert joined(at(shared, **one), at(shared, **other))
    assert joined(at(shared, **one), at(shared, **other), at(shared, "Kim"))
    assert not joined(at(shared, **one), at(shared, **other), at(shared, "Kim"), at(shared, "Hale"))
    assert joined(at(shared, **one), at(shared, **one), at(shared, "Kim"), at(shared, "Hale"))
    assert not joined(at(own, **one), at(own, **other))
    assert not joined(at(own, postcode="80202"), at(own, postcode="85001"))
    assert joined(at(own), at(own, **other))
    assert joined(at(own, **one, birth_date="1990-02-03"), at(own, **other, birth_date="1990-02-03"))


def test_the_others_of_a_list_make_an_email_an_offices(campaign: Campaign) -> None:
    here = {"given_name": "Ana", "family_name": "Ruiz", "email": "front@example.org", "phone": "+13035550142"}
    rows = [{**here, "phone": "+13035550143"}, {**here, "family_name": "Kim"}, {**here, "family_name": "Hale"}]
    with campaign.reading() as connection:
        people = People.like(connection, rows)
    people.add(1, here)
    assert people.find(rows[0]) is None


def test_a_campaign_adds_its_own_short_forms() -> None:
    own = OwnForms(frozenset({frozenset({"xochitl", "chita"})}))
    here, row = hale("Xóchitl"), hale("Chita")
    assert not joined(here, row)
    assert joined(here, row, own=own)


def test_who_was_merged_is_found_under_either_name(campaign: Campaign) -> None:
    from coordinator.changes import apply
    from coordinator.people.merging import plan_merge

    keep, gone = (builders.add(campaign, **hale(name)) for name in ("Ann", "Anna"))
    with campaign.reading() as connection:
        plan = plan_merge(connection, keep, gone)
    apply.apply(campaign, plan, author="Dana")
    with campaign.reading() as connection:
        match = People.like(connection, [hale("Anna")]).find(hale("Anna"))
    assert match is not None and match.record_id == keep


def desk(extension: str, **other: object) -> Row:
    return {"given_name": "Maria", "family_name": "Garcia", **PHONE, "notes": f"Phone: {extension}", **other}


@pytest.mark.parametrize(
    ("one", "other"),
    [("x12", "x15"), ("x12", "ext. 15"), ("ext=12", "extension 15"), ("#12", "#15"), ("12", "15"), ("anexo 2", "x12")],
)
def test_different_extensions_are_different_people(one: str, other: str) -> None:
    assert not joined(desk(one), desk(other)) and not joined(desk(other), desk(one))
    assert joined(desk(one), desk(one))
    assert joined(desk(one), desk("", notes="Met at the fair"))


@pytest.mark.parametrize(("one", "other"), [("x12", "ext. 12"), ("Ext 012", "12"), ("#12", "(extension 12)")])
def test_an_extension_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert joined(desk(one), desk(other))


def test_an_extension_tells_less_than_another_address_or_a_birth_date() -> None:
    for same in (EMAIL, {"other_phones": ["+13035550177"]}, {"birth_date": "1990-02-03"}):
        assert joined(desk("x12", **same), desk("x15", **same))


def test_who_has_no_extension_is_not_taken_for_one_of_several_desks() -> None:
    assert not joined(desk("", notes=None), desk("x17"), desk("x12"))
    assert joined(desk("x12"), desk("x12"), desk("x15"))


def test_two_rows_of_one_list_are_not_both_somebody_who_is_here(campaign: Campaign) -> None:
    here = builders.add(campaign, **hale("Rita", phone=PHONE["phone"]))
    first, second = hale("Rita", address="12 Main St"), hale("Rita", address="14 Oak Rd")
    with campaign.reading() as connection:
        people = People.like(connection, [first, second])
        match = people.find(first)
        assert match is not None and match.record_id == here
        people.is_of(here, first)
        assert people.find(second) is None
        assert people.find(first) == match
