"""Who looks like one person, who does not, and how well that is told on labelled people."""

from collections import defaultdict
from itertools import combinations

import pytest

from coordinator.changes import apply
from coordinator.people.duplicates import find_duplicates, pairs_among
from coordinator.people.likeness import REVIEW, likeness, traits
from coordinator.people.matching import People
from coordinator.people.merging import plan_apart
from coordinator.store.campaign import Campaign
from tests import builders
from tests.labelled import people

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


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        ({"given_name": "Kate"}, True),
        ({"given_name": "Vance", "family_name": "Katherine", "email": None}, True),
        ({"family_name": "Vanse", "email": "other@example.org"}, True),
        ({"email": "k.vence@example.org", "phone": None}, True),
        ({"email": "new@example.org", "phone": None, "postcode": "10001", "city": "New York", "address": None}, True),
        ({"birth_date": "1990-03-02", "email": None}, True),
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


def test_two_suffixes_are_two_people() -> None:
    assert likeness(traits(1, JANE | {"suffix": "Sr."}), traits(2, JANE | {"suffix": "Jr."})).score == 0


def test_likeness_does_not_depend_on_the_order() -> None:
    rows = [traits(i, labelled.row) for i, labelled in enumerate(people(300, seed=3))]
    assert all(likeness(a, b).score == likeness(b, a).score for a, b in combinations(rows[:80], 2))


def test_labelled_people_are_told_apart_as_well_as_promised() -> None:
    """Precision of what is merged without asking, recall with review, length of the queue."""
    rows = people(2_000, seed=7)
    groups = defaultdict(list)
    for i, labelled in enumerate(rows):
        groups[labelled.person].append(i)
    true = {pair for group in groups.values() for pair in combinations(group, 2)}
    known, sure = People(), set()
    for i, labelled in enumerate(rows):
        if match := known.find(labelled.row):
            sure.add((match.record_id, i))
        known.add(i, labelled.row)
    queue = {(p.a, p.b) for p in pairs_among([traits(i, r.row) for i, r in enumerate(rows)])} - sure
    assert len(sure & true) >= 0.999 * len(sure)
    assert len(sure) > 100
    assert len(true & (sure | queue)) >= 0.97 * len(true)
    assert len(queue) <= 3 * len(true - sure)


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
