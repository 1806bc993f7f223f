"""Harder families: names that lists know for several people, do not know, or that are written in other letters."""

from collections.abc import Mapping

from tests.families import CONTACT, STREETS, SURNAMES, Shape, Town

SHARED_FORMS = (
    ("Edward", "Theodore", "Ted"), ("Roberto", "Alberto", "Beto"), ("Margaret", "Meghan", "Meg"),
    ("Gerald", "Jerome", "Jerry"), ("Christine", "Christopher", "Chris"), ("Samuel", "Samantha", "Sam"),
)  # fmt: skip
"""Two names that no list joins, and a short form of both."""
OF_BOTH = (("Alexis", "Alex"), ("Janet", "Jan"), ("Samantha", "Sam"), ("Christine", "Chris"))
"""Two people's names, of which a list has one for a short form of the other, and for one of the other sex too."""
UNLISTED = (
    ("Bartholomew", "Tolly"), ("Demetrius", "Meech"), ("Marquavious", "Quay"), ("Octavia", "Tavi"),
    ("Persephone", "Percy"), ("Anastasia", "Stacia"), ("Shaniqua", "Niqua"), ("Giovanni", "Vanni"),
)  # fmt: skip
IN_LETTERS = (
    (("Владимир", "Петров"), ("Vladimir", "Petrov")), (("Νίκος", "Παπαδόπουλος"), ("Nikos", "Papadopoulos")),
    (("محمد", "الأحمد"), ("Mohammed", "Al-Ahmad")), (("민준", "김"), ("Minjun", "Kim")),
    (("आरव", "शर्मा"), ("Aarav", "Sharma")), (("דוד", "כהן"), ("David", "Cohen")),
)  # fmt: skip


def shared_short_form(town: Town) -> None:
    """Two people on the e-mail of one; a list has one short form for both, and the one goes by it."""
    given, other, short = town.rng.choice(SHARED_FORMS)
    family = town.rng.choice(SURNAMES)
    email = f"{given}.{family}{town.number}@example.org".lower()
    one = town.human(given=given, family=family, email=email)
    town.told(one, ("email",), birth_date=None, gender=None)
    town.told(one, ("email",), given_name=short, birth_date=None, gender=None)
    second = town.human(given=other, family=family, email=email, place=one.place)
    town.told(second, ("email",), birth_date=None, gender=None)


def twins_of_one_form(town: Town) -> None:
    """Twins on one e-mail and phone, one of whom has what would be a short form of the other's name."""
    given, other = town.rng.choice(OF_BOTH)
    one = town.human(given=given)
    both = {"family": one.family, "birth": one.birth, "email": one.email, "phone": one.phone, "place": one.place}
    for who in (one, town.human(given=other, **both)):
        town.told(who, (*CONTACT, "birth_date"), gender=None)


def unlisted_short_form(town: Town) -> None:
    """Somebody again under a short form that no list has."""
    given, short = town.rng.choice(UNLISTED)
    who = town.human(given=given)
    keys = town.rng.choice((CONTACT, ("email", "postcode")))
    town.told(who, keys)
    town.told(who, keys, given_name=short)


def other_letters(town: Town) -> None:
    """Somebody again with the name in other letters, and at times a housemate of other letters on another e-mail."""
    (given, family), (latin, latin_family) = town.rng.choice(IN_LETTERS)
    who = town.human(given=latin, family=latin_family)
    keys = town.rng.choice((("email",), CONTACT, ("phone", "postcode")))
    town.told(who, keys)
    town.told(who, keys, given_name=given, family_name=family)
    if town.rng.random() < 0.3:
        town.told(town.human(place=who.place), CONTACT)


def neighbors(town: Town) -> None:
    """People of one last name in one street, who share nothing else."""
    first = town.human()
    street = town.rng.choice(STREETS)
    for house in (1, 3, 5):
        place = {**first.place, "address": f"{house} {street} St"}
        town.told(town.human(family=first.family, place=place), (*CONTACT, "address", "postcode"))


HARDER: Mapping[Shape, int] = {
    shared_short_form: 2, twins_of_one_form: 1, unlisted_short_form: 2, other_letters: 2, neighbors: 1,
}  # fmt: skip
