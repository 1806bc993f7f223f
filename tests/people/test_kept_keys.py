"""What people are found by is kept beside the table: it finds what a pass over everybody finds, and is never behind."""

import random
from collections.abc import Sequence
from hashlib import sha256
from itertools import product, starmap

import numpy as np
import pytest
from sqlalchemy import delete, select, update

from coordinator.changes.checking import problems_of
from coordinator.changes.forget import ALL, forget
from coordinator.operations import people as people_operations
from coordinator.people import by_figures, duplicates
from coordinator.people import crowd as crowd_module
from coordinator.people.bounds import Bounds
from coordinator.people.crowd import LARGEST_BLOCK, Crowd
from coordinator.people.duplicates import Pair, crowd_of, find_duplicates, find_near, pairs_among
from coordinator.people.likeness import REVIEW, by_chance, likeness, phones_weight
from coordinator.people.short_forms import NO_OWN, OwnForms
from coordinator.records.catalog import CANDIDATE
from coordinator.records.homes import home_of
from coordinator.records.sketches import COLUMNS, columns_of, from_words, pack, sketch, unpack
from coordinator.records.traits import Traits, traits
from coordinator.store import person_keys
from coordinator.store.campaign import Campaign
from coordinator.store.tables import HOME, SKETCH
from tests import builders
from tests.families import UNSEEN, families
from tests.harder_families import HARDER
from tests.labelled import Labelled, people, typo
from tests.people import pass_over_all

OWN = OwnForms(frozenset({frozenset({"william", "zeb"}), frozenset({"garcia", "mary"})}))
SETS = {
    "made people": people(2_000, seed=31),
    "families": families(2_000, seed=32),
    "families of other shapes": families(1_000, seed=33, shapes=UNSEEN),
    "harder families": families(1_000, seed=34, shapes=HARDER),
}


def as_traits(rows: Sequence[Labelled]) -> list[Traits]:
    return [traits(number, labelled.row) for number, labelled in enumerate(rows, 1)]


def found(pairs: Sequence[Pair]) -> dict[tuple[int, int], tuple[float, tuple[str, ...]]]:
    assert len({(p.a, p.b) for p in pairs}) == len(pairs)
    return {(p.a, p.b): (p.score, p.reasons) for p in pairs}


def told(pairs: pass_over_all.Found) -> dict[tuple[int, int], tuple[float, tuple[str, ...]]]:
    return {both: (alike.score, alike.reasons) for both, alike in pairs.items()}


@pytest.mark.parametrize("own", [NO_OWN, OWN], ids=["lists alone", "short forms of the campaign's own"])
@pytest.mark.parametrize("name", SETS)
def test_pairs_are_those_of_a_pass_over_everybody(name: str, own: OwnForms) -> None:
    everybody = as_traits(SETS[name])
    assert found(list(pairs_among(crowd_of(everybody), own))) == told(pass_over_all.among(everybody, own))


def test_more_people_than_are_kept_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = as_traits(SETS["families"])
    monkeypatch.setattr(duplicates, "REPEATED", 5)
    monkeypatch.setattr(crowd_module, "AT_ONCE", 200)
    assert found(list(pairs_among(crowd_of(everybody)))) == told(pass_over_all.among(everybody))


def test_the_lower_number_stands_first_whoever_came_first() -> None:
    up = as_traits(SETS["families"])
    down = [traits(-number, labelled.row) for number, labelled in enumerate(SETS["families"], 1)]
    assert {(-b, -a) for a, b in found(list(pairs_among(crowd_of(down))))} == {*found(list(pairs_among(crowd_of(up))))}


@pytest.mark.parametrize("name", SETS)
def test_newcomers_find_what_a_pass_over_everybody_finds(campaign: Campaign, name: str) -> None:
    rows = SETS[name]
    here, new = rows[: len(rows) // 2], rows[len(rows) // 2 :]
    numbers = put(campaign, here)
    newcomers = [(-1 - place, labelled.row) for place, labelled in enumerate(new)]
    with campaign.reading() as connection:
        pairs = found(list(find_near(connection, crowd_of(starmap(traits, newcomers)))))
        every = found(list(find_duplicates(connection)))
    known = [traits(number, labelled.row) for number, labelled in zip(numbers, here, strict=True)]
    assert pairs == told(pass_over_all.near(known, [traits(number, row) for number, row in newcomers]))
    assert every == told(pass_over_all.among(known))
    assert len(pairs) > 20


def put(campaign: Campaign, rows: Sequence[Labelled]) -> list[int]:
    from coordinator.changes import apply
    from coordinator.changes.plan import Plan

    plan = Plan("import", "Made", campaign.head())
    for labelled in rows:
        plan.create("candidate", labelled.row)
    return apply.apply(campaign, plan, author="Dana").touched["candidate"]


def strange(pick: random.Random, rows: Sequence[Labelled]) -> dict[str, object]:
    """Return a row that shares this and that with others, with what lists also have in its fields."""
    row: dict[str, object] = {}
    for key in ("given_name", "family_name", "email", "phone", "birth_date", "address", "city", "postcode", "suffix"):
        other = rows[pick.randrange(len(rows))].row.get(key)
        if other and pick.random() < 0.8:
            row[key] = typo(pick, str(other)) if key != "birth_date" and pick.random() < 0.2 else other
    if pick.random() < 0.2:
        row["given_name"], row["family_name"] = row.get("family_name"), row.get("given_name")
    more: dict[str, Sequence[object]] = {
        "preferred_name": ["Zeb", "Bill"],
        "middle_name": ["Q", "María"],
        "email": ["an.b7@gmail.com", "anb7+x@googlemail.com", "a+x@example.org", "b7@example.org"],
        "other_emails": [["a@example.org"], ["a@example.org", "b7+x@example.org"]],
        "other_phones": [["+13035550142"], ["+442079460958", "+13035550142"]],
        "phone": ["+13035550142", "+442079460958", "+1303555014", "+13035550142;ext=7"],
        "birth_date": ["1980", "1981-02", "1980-11-12", "1980-12-11"],
        "family_name": ["O’Neil-Díaz Jr.", "李", "Łukasz", "Smith", "Goldsmith", "William", "R", "J"],
        "postcode": ["80203-1234", "80204", "8020", "SW1A 1AA"],
    }
    for key, values in more.items():
        if key in CANDIDATE.by_key and pick.random() < 0.15:
            row[key] = pick.choice(values)
    return row


@pytest.mark.parametrize("seed", range(3))
def test_bounds_drop_nobody_who_is_alike(seed: int) -> None:
    """Of all pairs, also those without a common key."""
    pick = random.Random(seed)
    rows = people(40, seed=seed + 50, again=0.5, lookalikes=0.3)
    everybody = [traits(number, strange(pick, rows)) for number in range(220)]
    crowd = Crowd([pack(map(sketch, everybody))])
    for own, chance in product((NO_OWN, OWN), (0.0, by_chance(1_000_000))):
        both = np.array(list(product(range(len(everybody)), repeat=2)))
        kept = Bounds(crowd, own, chance).possible((both[:, 0], both[:, 1]))
        left = set(zip(*(some.tolist() for some in kept), strict=True))
        alike = {(a, b) for a, b in both.tolist() if likeness(everybody[a], everybody[b], own, chance).score >= REVIEW}
        assert alike <= left
        assert len(left) < len(both) / 2


@pytest.mark.parametrize("seed", range(3))
def test_figures_tell_what_phones_are_worth(seed: int) -> None:
    """Also whether two digits changed places, or just differ."""
    pick = random.Random(seed)
    everybody = []
    for number in range(150):
        digits = list("3035550142")
        for _ in range(pick.randrange(3)):
            at = pick.randrange(9)
            digits[at : at + 2] = pick.choice([digits[at : at + 2][::-1], [pick.choice("0123"), digits[at + 1]]])
        everybody.append(traits(number, {"phone": "+1" + "".join(digits)}))
    column = Crowd([pack(map(sketch, everybody))]).numbers("phone")
    for person in everybody:
        weights = by_figures.phones(column, np.full_like(column, column[person.record_id]), np.full(len(column), True))
        assert weights.tolist() == [phones_weight(other.phones, person.phones)[0] for other in everybody]


def test_a_sketch_has_all_traits() -> None:
    pick = random.Random(4)
    everybody = as_traits(SETS["families"])
    everybody += [traits(9_000 + n, strange(pick, SETS["made people"])) for n in range(200)]
    packed = pack(map(sketch, everybody))
    assert [from_words(one.person, one.words) for one in unpack(packed)] == everybody
    assert list(Crowd([packed]).traits(range(0, len(everybody), 3))) == everybody[::3]


def test_what_more_people_share_leads_to_nobody() -> None:
    shared = {"phone": "+13035550142", "birth_date": "1980-02-03"}
    names = [chr(97 + n % 26) + chr(97 + n // 26) + "ski" for n in range(80)]
    everybody = as_traits(
        [Labelled(n, {"given_name": "Ada", "family_name": name, **shared}) for n, name in enumerate(names)]
    )
    pairs = found(list(pairs_among(crowd_of(everybody))))
    assert pairs == told(pass_over_all.among(everybody))
    assert max(b for _, b in pairs) == LARGEST_BLOCK + 1


def test_it_is_kept_up_with_every_step(any_campaign: Campaign) -> None:
    def is_right() -> None:
        with any_campaign.reading() as connection:
            assert problems_of(connection) == []
            numbers = [one.person for packed in person_keys.stored(connection) for one in unpack(packed)]
            assert numbers == sorted(row["id"] for row in builders.everything(any_campaign))

    home = {"address": "12 Elm Street", "postcode": "80203"}
    ada = builders.add(any_campaign, given_name="Ada", family_name="Lane", email="ada@example.org", **home)
    bo = builders.add(any_campaign, given_name="Bo", family_name="Lane", email="bo@example.org", **home)
    twin = builders.add(any_campaign, given_name="Ada", family_name="Lane", phone="303-555-0142")
    is_right()
    builders.edit(any_campaign, ada, city="Denver", given_name="Adah")
    builders.edit(any_campaign, bo, address="13 Oak Street")
    is_right()
    builders.undo(any_campaign)
    is_right()
    people_operations.merge(any_campaign, "Dana", ada, twin)
    is_right()
    builders.undo(any_campaign)
    builders.delete(any_campaign, bo)
    is_right()
    builders.undo(any_campaign)
    forget(any_campaign, ada, author="Dana", erase=[ALL])
    is_right()


def test_nothing_of_a_forgotten_person_is_kept(any_campaign: Campaign) -> None:
    zeb = builders.add(
        any_campaign, given_name="Zebulon", family_name="Quatermass", address="1 Elm St", postcode="80203"
    )
    builders.add(any_campaign, given_name="Noor", family_name="Hale")
    forget(any_campaign, zeb, author="Dana")
    with any_campaign.reading() as connection:
        words = [columns_of(packed.words) for packed in person_keys.stored(connection)]
        assert words == [[{"given": "noor", "families": "hale"}.get(name, "") for name in COLUMNS]]
        assert connection.scalars(select(HOME.c.person)).all() == []


def test_checking_tells_what_does_not_match(campaign: Campaign) -> None:
    numbers = [builders.add(campaign, given_name=name, address="1 Elm St", postcode="80203") for name in ("Ada", "Bo")]
    with campaign.writing() as connection:
        connection.execute(update(CANDIDATE.table).where(CANDIDATE.table.c.id == numbers[0]).values(city="Denver"))
        assert person_keys.differences(connection) == ["Candidates: 1 are not found by what stands there now."]
        connection.execute(delete(HOME))
        assert person_keys.differences(connection) == ["Candidates: 2 are not found by what stands there now."]
        connection.execute(delete(SKETCH))
        assert person_keys.differences(connection) == ["Candidates: 2 are not found by what stands there now."]
        person_keys.rebuild(connection)
        assert person_keys.differences(connection) == []


def test_an_edit_of_something_else_leaves_it_alone(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = builders.add(campaign, given_name="Ada")
    anew: list[int] = []
    monkeypatch.setattr(person_keys, "_made", lambda connection, numbers: anew.extend(numbers))
    builders.edit(campaign, ada, notes="Called twice")
    assert anew == []


def test_what_is_kept_is_worked_out_as_in_the_files_that_are_there() -> None:
    """If this fails, files hold what the program would not work out: add a migration, which makes it anew."""
    rows: list[dict[str, object]] = [
        {"given_name": "William J", "family_name": "García Jr.", "email": "bill7@example.org", "phone": "+13035550142"},
        {
            "given_name": "Ana",
            "middle_name": "María",
            "birth_date": "1980-02-03",
            "city": "Denver",
            "postcode": "80203-1",
        },
        {"family_name": "O’Neil", "address": "12 Elm St., #4", "postcode": "80203", "birth_date": "1980"},
    ]
    packed = pack(sketch(traits(number, row)) for number, row in enumerate(rows))
    kept = packed.figures + packed.keys + "".join(columns_of(packed.words)).encode()
    homes = [home_of(row) for row in rows]
    assert sha256(kept).hexdigest()[:16] == "0bb0ec8fa7a25e73"
    assert homes == [None, None, 66756062239301443]


def test_where_there_is_nobody_nobody_is_found(campaign: Campaign) -> None:
    def pairs(*newcomers: dict[str, object]) -> list[Pair]:
        with campaign.reading() as connection:
            return [
                *find_duplicates(connection),
                *find_near(connection, crowd_of(starmap(traits, enumerate(newcomers, -9)))),
            ]

    assert pairs({"given_name": "Ada", "family_name": "Lane", "email": "ada@example.org"}) == []
    builders.add(campaign, notes="Somebody at the door")
    assert pairs({"notes": "Nobody"}, {"given_name": "Ada"}) == []
    builders.add(campaign, given_name="Ada", family_name="Lane", email="ada@example.org")
    assert pairs() == []
    found_near = pairs({"given_name": "Ada", "family_name": "Lane", "email": "ada@example.org"})
    assert [(pair.b, pair.score > REVIEW) for pair in found_near] == [(-9, True)]
