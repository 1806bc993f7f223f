"""Who looks like one person, who does not, and how well that is told on labelled people."""

from collections import defaultdict
from itertools import combinations
from math import log2

import pytest

from coordinator.changes import apply
from coordinator.people.duplicates import crowd_of, find_duplicates, pairs_among
from coordinator.people.likeness import REVIEW, by_chance, likeness
from coordinator.people.matching import People
from coordinator.people.merging import plan_apart
from coordinator.records.traits import traits
from coordinator.store.campaign import Campaign
from tests import builders
from tests.families import UNSEEN, families
from tests.harder_families import HARDER
from tests.labelled import Labelled, in_towns, people

JANE = {
    "given_name": "Katherine",
    "family_name": "Vance",
    "email": "k.vance@example.org",
    "phone": "+13035550142",
    "postcode": "80203",
    "city": "Denver",
    "address": "12 Main St",
    "birth_date": "1990-02-03",
}
ELSEWHERE = {"phone": None, "postcode": "10001", "city": "New York", "address": None, "birth_date": None}


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        ({"given_name": "Kate"}, True),
        ({"given_name": "Vance", "family_name": "Katherine", "email": None}, True),
        ({"family_name": "Vanse", "email": "other@example.org"}, True),
        ({"email": "k.vence@example.org", "phone": None}, True),
        ({"email": "new@example.org", "phone": None, "postcode": "10001", "city": "New York", "address": None}, True),
        ({"birth_date": "1990-03-02", "email": None}, True),
        ({**ELSEWHERE, "given_name": "Vance", "family_name": "K"}, True),
        ({**ELSEWHERE, "given_name": "Vance", "family_name": "R"}, False),
        ({**ELSEWHERE, "given_name": "Kateryna"}, True),
        ({**ELSEWHERE, "email": "k.vance+tour@example.org"}, True),
        ({**ELSEWHERE, "given_name": "Robert", "email": "k.vance+tour@example.org"}, False),
        ({"given_name": "Robert", "birth_date": None}, False),  # a couple with one e-mail, phone and roof
        ({"email": None, "phone": None, "postcode": None, "city": None, "address": None, "birth_date": None}, False),
        ({"suffix": "Jr."}, True),
        ({"given_name": "Rosa", "family_name": "Meyer", "email": None, "phone": None}, True),  # married, perhaps
        ({"given_name": "Rosa", "family_name": "Meyer", "birth_date": "1961-05-30"}, False),  # one household
        ({"family_name": "Meyer", "email": None, "phone": None, "address": "12 Oak Rd"}, True),
        ({"given_name": "Robert", "family_name": "Hale", "email": "r@example.org", "birth_date": None}, False),
    ],
)
def test_who_looks_like_one_person(other: dict[str, object], alike: bool) -> None:
    found = likeness(traits(1, JANE), traits(2, JANE | other))
    assert (found.score >= REVIEW) is alike, found
    assert bool(found.reasons) is alike


NAMED = {"given_name": "Katherine", "family_name": "Vance"}
SAME_NAME = -4.0 + 5.0 + 3.5
# what they share beside e-mail, phone and name; what is other; the bits that it weighs
WEIGHTS = [
    ("same e-mail", {"email": "kv@example.org"}, {}, 6.0),
    (
        "an e-mail among the others",
        {"email": "kv@example.org"},
        {"email": "x@example.org", "other_emails": ["kv@example.org"]},
        6.0,
    ),
    ("e-mails a letter apart", {"email": "kvance@example.org"}, {"email": "kvanc@example.org"}, 4.5),
    ("e-mails two letters apart", {"email": "kvance@example.org"}, {"email": "kvan@example.org"}, 4.5),
    ("e-mail name at another provider", {"email": "kvance@example.org"}, {"email": "kvance@example.com.au"}, 3.0),
    ("same phone", {"phone": "+13035550142"}, {}, 4.5),
    ("phones a digit apart", {"phone": "+13035550142"}, {"phone": "+13035550143"}, 1.5),
    ("same birth date", {"birth_date": "1990-02-03"}, {}, 5.0),
    ("same birth year", {"birth_date": "1990"}, {}, 1.5),
    ("birth year and a date of it", {"birth_date": "1990-02-03"}, {"birth_date": "1990"}, 1.5),
    ("birth month and a date of it", {"birth_date": "1990-02-03"}, {"birth_date": "1990-02"}, 1.5),
    ("birth dates with a slip", {"birth_date": "1990-02-03"}, {"birth_date": "1990-02-04"}, 3.0),
    ("day and month exchanged", {"birth_date": "1990-02-13"}, {"birth_date": "1990-13-02"}, 3.0),
    ("same ZIP", {"postcode": "80203"}, {}, 3.0),
    ("same ZIP, one with four more digits", {"postcode": "80203"}, {"postcode": "80203-1234"}, 3.0),
    ("ZIPs a digit apart in one city", {"postcode": "80203", "city": "Denver"}, {"postcode": "80204"}, 2.0),
    ("ZIPs a digit apart", {"postcode": "80203"}, {"postcode": "80204"}, 1.5),
    ("same city", {"city": "Denver"}, {}, 1.5),
    ("cities nearly alike", {"city": "Colorado Springs"}, {"city": "Colorado Sprngs"}, 1.5),
    ("same address", {"address": "12 Main St"}, {}, 3.0),
    ("addresses nearly alike", {"address": "12 Main Street"}, {"address": "12 Main Streat"}, 3.0),
    ("an address that is a part of the other", {"address": "12 Main"}, {"address": "12 Main Street Apartment 7"}, 1.5),
    ("same house number", {"address": "12 Main Street"}, {"address": "12 Oakwood Lane"}, 1.5),
]


def bits(a: dict[str, object], b: dict[str, object]) -> float:
    """Return what speaks for one person, in bits."""
    score = likeness(traits(1, a), traits(2, b)).score
    return round(log2(score / (1 - score)), 3)


@pytest.mark.parametrize(("what", "shared", "other", "weight"), WEIGHTS, ids=[w[0] for w in WEIGHTS])
def test_what_an_agreement_weighs(what, shared, other, weight) -> None:
    one = NAMED | shared
    assert bits(one, one | other) == SAME_NAME + weight
    assert bits(one | other, one) == SAME_NAME + weight


ROOF = {"email": "kv@example.org", "phone": "+13035550142"}
AGAINST = [
    ("another e-mail", {"email": "somebody@example.net"}, ROOF, 4.5 - 0.5),
    ("another phone", {"phone": "+12125550199"}, ROOF, 6.0 - 0.5),
    ("another birth date", {"birth_date": "1991-07-19"}, {**ROOF, "birth_date": "1990-02-03"}, 10.5 - 3.0),
    ("another birth year", {"birth_date": "1991"}, {**ROOF, "birth_date": "1990-02-03"}, 10.5 - 4.0),
    ("a generation apart", {"birth_date": "1958-07-19"}, {**ROOF, "birth_date": "1990-02-03"}, 10.5 - 12.0),
    (
        "fourteen years are a generation",
        {"birth_date": "1976-07-19"},
        {**ROOF, "birth_date": "1990-02-03"},
        10.5 - 12.0,
    ),
    ("thirteen are none", {"birth_date": "1977-07-19"}, {**ROOF, "birth_date": "1990-02-03"}, 10.5 - 3.0),
    ("one slip is no generation", {"birth_date": "1890-02-03"}, {**ROOF, "birth_date": "1990-02-03"}, 10.5 + 3.0),
]


@pytest.mark.parametrize(("what", "other", "shared", "weight"), AGAINST, ids=[w[0] for w in AGAINST])
def test_what_a_difference_weighs(what, other, shared, weight) -> None:
    assert bits(NAMED | shared, NAMED | shared | other) == SAME_NAME + weight


NAMES = [
    # given and last name of both; bits
    (("Katherine", "Vance"), ("Katherine", "Vance"), 5.0 + 3.5),
    (("Katherine", "Vance"), ("Kate", "Vance"), 5.0 + 2.5),
    (("Katherine", "Vance"), ("K", "Vance"), 5.0 + 1.0),
    (("Katherine", "Vance"), ("Katharine", "Vance"), 5.0 + 1.5),
    (("Morgana", "Vance"), ("Morgena", "Vance"), 5.0 + 2.0),
    (("Katherine", "Vance"), ("Katherine", "Vanse"), 3.5 + 3.5),
    (("Katherine", "Vance"), ("Katherine", "Vance-Okonkwo"), 3.0 + 3.5),
    (("Katherine", "Vance"), ("Katherine", "Meyer"), -4.0 + 3.5),
    (("Katherine", "Vance"), ("Katherine", None), 0.0 + 3.5),
    (("Katherine", "Vance"), (None, "Vance"), 5.0 + 0.0),
    (("Katherine", "Vance"), ("Vance", "Katherine"), 3.5 + 3.5),
    (("Tran", "Van Minh"), ("Minh", "Tran"), 3.5 + 1.5),
    (("Nguyen Thi", "Hoa"), ("Hoa", "Nguyen"), 3.5 + 2.0),
]


@pytest.mark.parametrize(("one", "other", "weight"), NAMES)
def test_what_names_weigh(one, other, weight) -> None:
    a, b = (dict(zip(("given_name", "family_name"), n, strict=True)) | ROOF for n in (one, other))
    assert bits(a, b) == -4.0 + weight + 6.0 + 4.5


def test_two_suffixes_are_two_people() -> None:
    assert likeness(traits(1, JANE | {"suffix": "Sr."}), traits(2, JANE | {"suffix": "Jr."})).score == 0


NEARLY = [
    # first names on one e-mail, last name and ZIP; whether somebody should look
    ("Paul", "Paula", True),
    ("Vic", "Viktor", True),
    ("Roz", "Rosalind", True),
    ("Lola", "Dolores", True),
    ("Letty", "Leticia", True),
    ("Quin", "Quentin", True),
    ("Guillermo", "William", True),
    ("Vikt", "Viktoriano", True),
    ("Robert", "Priya", False),
    ("María Elena", "María", True),
    ("María Elena", "María José", False),
    ("Wm.", "William", True),
    ("Wm.", "Bill", True),
    ("Jas", "Jim", True),
    ("Gpe.", "Lupe", True),
    ("Wm.", "Bob", False),
    ("Tina Brandt", "Christine", True),
    ("Tina Brandt", "Robert", False),
    ("Fco.", "Francisco", True),
    ("Fco. Javier", "Francisco Javier", True),
    ("Mª Guadalupe", "María Guadalupe", True),
    ("Ma. Luisa", "María Guadalupe", False),
    ("J.C.", "Juan Carlos", True),
    ("J. C.", "Juan Carlos", True),
    ("T.J.", "Thomas James", True),
    ("T.J.", "Robert", False),
    ("Jo", "Jessica", False),
    ("Angelines", "María de los Ángeles", True),
    ("Nines", "María del Carmen", False),
    ("B.", "William", True),
    ("W.", "Bill", True),
    ("B.", "Priya", False),
    ("Keri", "Kerry", True),
    ("Shawn", "Sean", True),
    ("Siobhan", "Shavon", True),
    ("Krystle", "Crystal", True),
    ("Crystal", "Carl", False),
    ("Chuma", "Jesús María", True),
    ("Juanma", "Juan Manuel", True),
    ("Kathy", "Cathie", True),
    ("Erik", "Eric", True),
    ("Kari", "Kelly", False),
    ("Mere", "Mercedes", True),
    ("Mere", "Hermenegildo", True),
    ("Tolly", "Bartholomew", True),
    ("Meech", "Demetrius", True),
    ("Quay", "Marquavious", True),
    ("Percy", "Persephone", True),
    ("Stacia", "Anastasia", True),
    ("Robert", "Michael", False),
    ("Владимир", "Vladimir", True),
    ("Наталья", "Владимир", False),
]


@pytest.mark.parametrize(("one", "other", "alike"), NEARLY)
def test_first_names_on_one_address(one: str, other: str, alike: bool) -> None:
    shared = {"family_name": "Vance", "email": "vance@example.org", "postcode": "80203"}
    a, b = (traits(i, shared | {"given_name": name}) for i, name in enumerate((one, other)))
    assert (likeness(a, b).score >= REVIEW) is alike


# both first names; whether they may be one person's, one of them with a slip of the pen
SLIPS = [
    ("Mragaret", "Peggy", True),
    ("Mcihael", "Mick", True),
    ("Mtathew", "Matt", True),
    ("Dvid", "Dave", True),
    ("Elizabteh", "Betty", True),
    ("Theadore", "Ted", True),
    ("Rboert", "Bob", True),
    ("Anthony", "Toony", True),
    ("Isabel", "Chbela", True),
    ("Mragaret", "Pgegy", True),
    ("Guilermo", "Memo", True),
    ("Wlater", "Wally", True),
    ("Mragaret", "Bob", False),
    ("Daniel", "Danny", True),
    ("Mary", "Mike", False),
    ("Marc", "Molly", False),
    ("Erica", "Rob", False),
    ("Jim", "Joan", False),
    ("Karl", "Carol", False),
    ("Tina", "Tim", False),
    ("Ellen", "Al", False),
]


@pytest.mark.parametrize(("one", "other", "alike"), SLIPS)
def test_a_slip_in_one_form_of_a_name_leaves_the_other_alike(one: str, other: str, alike: bool) -> None:
    shared = {"family_name": "Vance", "phone": "+13035550142", "postcode": "80203"}
    a, b = (traits(i, shared | {"given_name": name}) for i, name in enumerate((one, other)))
    assert (likeness(a, b).score >= REVIEW) is alike
    assert len(list(pairs_among(crowd_of([a, b])))) == alike


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (("Hasan", "Muhamamd"), ("Mohamed J.", "Hassan"), True),
        (("Ahmad", "Yousef"), ("Yusuf", "Ahmed"), True),
        (("Kelly", "Jhon"), ("Jon", "Kelley"), True),
        (("Kate", "Hewes"), ("Kathleen", "Wells"), True),
        (("Millicent", "Cunningham"), ("Gallagher-Cunningham", "Millie"), True),
        (("Theo", "Sloan-Kirby"), ("Kirby", "Theodore"), True),
        (("Millicent", "Cunningham"), ("Gallagher-Cunningham", "Hugo"), False),
        (("Lee", "Cunningham"), ("Gallagher", "Lee Anne"), False),
        (("Hasan", "Muhammad"), ("Amina", "Hassan"), False),
        (("Thomas", "James"), ("Judith", "Thomas"), False),
        (("Kate", "Hewes"), ("Karen", "Wells"), False),
    ],
)
def test_names_swapped_and_written_otherwise_on_one_phone(
    one: tuple[str, str], other: tuple[str, str], alike: bool
) -> None:
    named = ({"given_name": given, "family_name": family, "phone": "+13035550142"} for given, family in (one, other))
    a, b = (traits(i, row) for i, row in enumerate(named))
    assert (likeness(a, b).score >= REVIEW) is alike
    assert len(list(pairs_among(crowd_of([a, b])))) == alike


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Zelpha", "Zuzu", True),
        ("Theodora", "Teddy", True),
        ("Orsolya", "Rob", False),
        ("Harold", "Maxine", False),
        ("Bill", "Betty", False),
        ("Jesse", "Joan", False),
        ("Mark", "Mary", True),  # alike, though there are both names
    ],
)
def test_first_names_that_begin_alike_where_all_else_is_the_same(one: str, other: str, alike: bool) -> None:
    shared = {"family_name": "Vance", "email": "v@example.org", "phone": "+13035550142", "postcode": "80203"}
    a, b = (traits(i, shared | {"given_name": name}) for i, name in enumerate((one, other)))
    assert (likeness(a, b).score >= REVIEW) is alike
    assert len(list(pairs_among(crowd_of([a, b])))) == alike
    if not alike or "begin with one letter" not in "".join(likeness(a, b).reasons):
        return
    a, b = (person._replace(phones=()) for person in (a, b))
    assert likeness(a, b).score < REVIEW, "a couple with one e-mail in one town"


IN_OTHER_LETTERS = [("Владимир", "Петров", "Vladimir", "Petrov"), ("김", "민준", "Minjun", "Kim")]


@pytest.mark.parametrize(("given", "family", "other_given", "other_family"), IN_OTHER_LETTERS)
def test_names_in_other_letters_are_unknown_and_not_different(
    given: str, family: str, other_given: str, other_family: str
) -> None:
    a, b = {"given_name": given, "family_name": family}, {"given_name": other_given, "family_name": other_family}
    for shared in ({"email": "v@example.org"}, {"phone": "+13035550142"}):
        crowd = crowd_of([traits(1, a | shared), traits(2, b | shared)])
        (pair,) = pairs_among(crowd)
        assert "first name in other letters, last name in other letters" in pair.reasons
    lived = {"birth_date": "1980-05-06", "postcode": "80203"}
    assert likeness(traits(1, a | lived), traits(2, b | lived)).score == 0


STREETS = [
    ("1 Oak St", "2 Oak St", "same street"),
    ("12 Oak St", "14 Oak St", "house numbers differ by a digit"),
    ("1 Oak St", "1 Oak Street", "same address"),
    ("1 Oak St", "1 Oak Street, Apt 2", "one address is a part of the other"),
    ("120 Oak St", "120 Oka St", "same address"),
]


@pytest.mark.parametrize(("one", "other", "reason"), STREETS)
def test_neighbors_have_no_common_address(one: str, other: str, reason: str) -> None:
    a, b = (traits(i, JANE | {"address": address}) for i, address in enumerate((one, other)))
    assert reason in likeness(a, b).reasons


def test_the_queue_begins_with_what_a_person_would_merge() -> None:
    roof = {"family_name": "Vance", "email": "vance@example.org", "phone": "+13035550142", "postcode": "80203"}
    rows = [
        ({"given_name": "William"}, {"given_name": "Bill"}),
        ({"given_name": "William"}, {"given_name": "Wiliam"}),
        ({"given_name": "Paul"}, {"given_name": "Paula"}),
        ({"given_name": "Paul", "birth_date": "1950-01-02"}, {"given_name": "Paul", "birth_date": "1990-05-06"}),
    ]
    scores = [likeness(traits(1, roof | a), traits(2, roof | b)).score for a, b in rows]
    assert scores == sorted(scores, reverse=True)
    one, other = traits(1, roof | {"given_name": "Paul"}), traits(2, roof | {"given_name": "Paul", "suffix": "Jr."})
    assert "one of them has a suffix" in likeness(one, other).reasons


SHARED = {"email": "hill@example.org", "phone": "+13035550142", "postcode": "80203"}


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        ("Laura Brown 80203", "Laura Williams 80203", False),
        ("Laura Brown 80203 laura.williams@example.org", "Laura Williams 80203", True),
        ("Laura Brown 80203 a@example.org", "Laura Williams 80203 lbrown7@example.org", True),
        ("Laura Brown 80203 laura.lee@example.org", "Laura Lee 80203", False),  # Lee is in half of all e-mails
        ("Laura Brown 80203 laura.williams@example.org", "Laura Williams 10001", False),
        ("Cooper Neil", "Neil Hill", True),
        ("Cooper Neil", "Cooper Hill", True),
        ("Cooper Neil", "Lamont Hill", False),
        ("Skip Hill", "Theodore Hill", True),
        ("Kike Hill", "Theodore Hill", True),  # Enrique's
        ("Skip Hill", "Linda Hill", False),  # a couple
        ("Bob Hill", "Theodore Hill", False),
    ],
)
def test_what_is_asked_about_other_names(one: str, other: str, asked: bool) -> None:
    keys = ("given_name", "family_name", "postcode", "email")
    rows = [dict(zip(keys, words, strict=False)) for words in (one.split(), other.split())]
    both = [traits(number, row if "postcode" in row else SHARED | row) for number, row in enumerate(rows)]
    assert (likeness(*both).score >= REVIEW) is asked
    assert bool(list(pairs_among(crowd_of(both)))) is asked
    assert bool(list(pairs_among(crowd_of(reversed(both))))) is asked


def test_another_first_name_is_none_of_ones_own_by_the_year_of_birth() -> None:
    a, b = ({**JANE, "given_name": name, "birth_date": "1990", "email": None} for name in ("Katherine", "Robert"))
    assert not likeness(traits(1, a), traits(2, b)).reasons


def test_likeness_does_not_depend_on_the_order() -> None:
    rows = [traits(i, labelled.row) for i, labelled in enumerate(people(300, seed=3))]
    assert all(likeness(a, b).score == likeness(b, a).score for a, b in combinations(rows[:80], 2))


@pytest.mark.parametrize(
    "rows",
    [people(2_000, seed=7), families(2_000, seed=8), families(900, 9, UNSEEN), families(901, 9, HARDER)],
    ids=len,
)
def test_people_are_told_apart_as_well_as_promised(rows: list[Labelled]) -> None:
    """Precision of what is joined without asking, recall with review, length of the queue."""
    groups = defaultdict(list)
    for i, labelled in enumerate(rows):
        groups[labelled.person].append(i)
    true = {pair for group in groups.values() for pair in combinations(group, 2)}
    known, sure = People(), set()
    for i, labelled in enumerate(rows):
        if match := known.find(labelled.row):
            sure.add((match.record_id, i))
        known.add(i, labelled.row)
    queue = {(p.a, p.b) for p in pairs_among(crowd_of(traits(i, r.row) for i, r in enumerate(rows)))} - sure
    assert len(sure & true) >= 0.999 * len(sure)
    assert len(sure) > 20
    assert len(true & (sure | queue)) >= 0.98 * len(true)


@pytest.mark.parametrize("rows", [people(2_000, seed=7), families(2_000, seed=8), in_towns(1_999, seed=7)], ids=len)
def test_the_queue_is_short(rows: list[Labelled]) -> None:
    people_of = {i: labelled.person for i, labelled in enumerate(rows)}
    true = sum(a == b for a, b in combinations(people_of.values(), 2))
    assert sum(1 for _ in pairs_among(crowd_of(traits(i, r.row) for i, r in enumerate(rows)))) <= 2 * true


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        (("Pancho Ruiz", "Gómez"), ("Francisco", "Ruiz"), True),  # as one cell of two last names is read
        (("Christine", "Ackley"), ("Tina Brandt", "Ackley"), True),
        (("Pancho Ruiz", "Gómez"), ("Robert", "Ruiz"), False),
        (("Pancho Luna", "Gómez"), ("Francisco", "Ruiz"), False),
    ],
)
def test_a_last_name_may_stand_among_first_names(one: tuple[str, str], other: tuple[str, str], asked: bool) -> None:
    both = [{"given_name": given, "family_name": family, "phone": JANE["phone"]} for given, family in (one, other)]
    assert bool(list(pairs_among(crowd_of([traits(1, both[0]), traits(2, both[1])])))) is asked


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("11 Larch St", "11 Larch Street", "same address"),
        ("11 N Larch Blvd", "11 North Larch Boulevard", "same address"),
        ("11 Larch St, Apt 4", "11 Larch Street #4", "same address"),
        ("11 Larch St", "11 Larch Street, Apt 4", "one address is a part of the other"),
        ("11 Larch Ave", "11 Larch Avenu", "same address"),
        ("11 Larch St", "47 Larch Street", "same street"),
    ],
)
def test_a_street_is_one_however_it_is_written(one: str, other: str, reason: str) -> None:
    row = {"given_name": "Jane", "family_name": "Vance"}
    assert reason in likeness(traits(1, row | {"address": one}), traits(2, row | {"address": other})).reasons


def test_among_many_more_must_agree_than_among_few() -> None:
    """A name nearly the same in the next ZIP is one of many among a million; an e-mail is nobody else's."""
    nothing = dict.fromkeys(("email", "phone", "birth_date", "address"))
    one = JANE | nothing | {"family_name": "Montenegro", "postcode": "80203"}
    near = one | {"family_name": "Montanaro", "postcode": "80204"}
    mailed = [row | {"email": "jane@example.org"} for row in (one, near)]
    for first, second, found in ((one, near, [1, 1, 0]), (*mailed, [1, 1, 1])):
        crowd = crowd_of([traits(1, first), traits(2, second)])
        assert [len(list(pairs_among(crowd, among=many))) for many in (2, 10_000, 1_000_000)] == found
    assert [by_chance(n) for n in (0, 1, 10_000, 14_000, 20_000, 1_000_000)] == [0, 0, 0, 0.5, 1, 6.5]


@pytest.mark.parametrize("among", [45_000, 1_000_000])
def test_what_agrees_by_chance_costs_hardly_a_pair(among: int) -> None:
    rows = families(700, seed=77)
    groups: dict[int, list[int]] = defaultdict(list)
    for i, labelled in enumerate(rows):
        groups[labelled.person].append(i)
    true = {pair for group in groups.values() for pair in combinations(sorted(group), 2)}
    crowd = crowd_of(traits(i, labelled.row) for i, labelled in enumerate(rows))
    few, many = ({(p.a, p.b) for p in pairs_among(crowd, among=people)} for people in (None, among))
    assert many < few
    assert len(true & (few - many)) <= len(true) // 500


def test_pairs_of_the_database_until_somebody_decides(any_campaign: Campaign) -> None:
    a = builders.add(any_campaign, **JANE)
    b = builders.add(any_campaign, **JANE | {"given_name": "Kate", "email": "kate@example.org"})
    builders.add(any_campaign, given_name="Robert", family_name="Hale", email="r.hale@example.org")
    with any_campaign.reading() as connection:
        pairs = list(find_duplicates(connection))
        assert [(p.a, p.b) for p in pairs] == [(a, b)]
        assert "same phone" in pairs[0].reasons
        plan = plan_apart(connection, b, a)
    apply.apply(any_campaign, plan, author="Dana")
    with any_campaign.reading() as connection:
        assert list(find_duplicates(connection)) == []
    builders.undo(any_campaign)
    with any_campaign.reading() as connection:
        assert len(list(find_duplicates(connection))) == 1
