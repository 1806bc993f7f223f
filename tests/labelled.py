"""Labelled people: a made list in which it is known who is who.

Most people stand in it once. Some come again as real lists have them: a typing error, a short form of
the first name, first and last name swapped, a new e-mail, a move, fields left out. Others only look like
somebody: couples with one address of e-mail, twins, fathers and sons, two people on one phone.
"""

import random
from dataclasses import dataclass

SYLLABLES = "an bel cor dan er fal gar hol in jan kel lor mar nor os per quin ros sol tan ul ver wen yor zal".split()
ENDINGS = "son man field er ez ski wood ton ley berg well ard ini ova quist moto ade iyer".split()
GIVEN = (
    "William James Elizabeth Margaret Katherine Robert Richard Michael Thomas Christopher Patricia Jennifer Susan Rebecca "
    "Deborah Barbara Daniel Matthew Anthony Steven Andrew Joshua Kenneth Timothy Edward Jeffrey Ronald Benjamin Samuel "
    "Gregory Alexander Nicholas Jonathan Victoria Theodore Abigail Samantha Cynthia Pamela Christina Angela Dorothy "
    "Jessica Sarah Nancy Sandra Ashley Kimberly Emily Donna Michelle Carol Amanda Melissa Laura Sharon Kathleen Amy "
    "Shirley Anna Brenda Emma Nicole Helen Debra Rachel Carolyn Janet Maria Heather Diane Ruth Julie Olivia Joyce "
    "Virginia Kelly Lauren Judith Ximena Yolanda Imani Priya Noor Aisha Mei Hiroshi Diego Mateo Lucia Sofia Omar Tariq "
    "Kwame Emeka Oluwaseun Ngozi Thanh Linh Arjun Deepa Ravi Sunita Ivan Olga Piotr Zofia Lars Ingrid Finn Siobhan Rory"
).split()
SHORT = {
    "William": "Bill",
    "James": "Jim",
    "Elizabeth": "Liz",
    "Margaret": "Peggy",
    "Katherine": "Kate",
    "Robert": "Bob",
    "Richard": "Dick",
    "Michael": "Mike",
    "Thomas": "Tom",
    "Christopher": "Chris",
    "Patricia": "Pat",
    "Jennifer": "Jen",
    "Susan": "Sue",
    "Rebecca": "Becky",
    "Deborah": "Debbie",
    "Barbara": "Barb",
    "Daniel": "Dan",
    "Matthew": "Matt",
    "Anthony": "Tony",
    "Steven": "Steve",
    "Andrew": "Drew",
    "Joshua": "Josh",
    "Kenneth": "Ken",
    "Timothy": "Tim",
    "Edward": "Ted",
    "Jeffrey": "Jeff",
    "Ronald": "Ron",
    "Benjamin": "Ben",
    "Samuel": "Sam",
    "Gregory": "Greg",
    "Alexander": "Alex",
    "Nicholas": "Nick",
    "Jonathan": "Jon",
    "Victoria": "Vicky",
    "Theodore": "Ted",
    "Abigail": "Abby",
    "Samantha": "Sam",
    "Cynthia": "Cindy",
    "Pamela": "Pam",
    "Christina": "Tina",
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A row, and who it really is."""

    person: int
    row: dict[str, object]


def people(count: int, seed: int = 1, again: float = 0.2, lookalikes: float = 0.08) -> list[Labelled]:
    """Return about `count` rows: a share that comes again, a share that only looks like somebody."""
    rng = random.Random(seed)
    made: list[Labelled] = []
    number = 0
    while len(made) < count:
        number += 1
        row = _person(rng, number)
        made.append(Labelled(number, row))
        dice = rng.random()
        if dice < again:
            made.append(Labelled(number, _again(rng, row)))
        elif dice < again + lookalikes:
            number += 1
            made.append(Labelled(number, _lookalike(rng, row, number)))
    rng.shuffle(made)
    return made


def in_towns(count: int, seed: int = 1, together: int = 100) -> list[Labelled]:
    """Return about `count` rows as of rallies: so many `together` in each ZIP, without streets, much left out."""
    rng = random.Random(seed)
    found: list[Labelled] = []
    for labelled in people(count, seed):
        place = 43_001 + 10 * (labelled.person % max(1, count // together))
        row = labelled.row | {"postcode": str(place), "city": f"Town {place}"}
        left_out = {"address"} | {key for key in ("email", "phone", "birth_date") if rng.random() < 0.4}
        found.append(Labelled(labelled.person, {key: value for key, value in row.items() if key not in left_out}))
    return found


def _family(rng: random.Random) -> str:
    middle = rng.choice(SYLLABLES) if rng.random() < 0.6 else ""
    return (rng.choice(SYLLABLES) + middle + rng.choice(ENDINGS)).capitalize()


def _email(rng: random.Random, given: str, family: str) -> str:
    name = rng.choice((f"{given}.{family}", f"{given[0]}{family}", f"{family}{given[:2]}", f"{given}{family[:3]}"))
    tail = rng.randint(10_000, 9_999_999)  # nobody shares an address by chance
    return f"{name}{tail}@{rng.choice('mail post home web'.split())}.example.org".lower()


def _place(rng: random.Random) -> dict[str, object]:
    town = rng.randrange(400)
    names = random.Random(town)
    return {
        "address": f"{rng.randint(1, 9999)} {_family(rng)} {rng.choice('Street Avenue Road Lane'.split())}",
        "city": f"{names.choice(SYLLABLES)}{names.choice(SYLLABLES)}{names.choice(('ville', 'burg', ' city'))}".title(),
        "postcode": f"{10000 + town * 200 + rng.randrange(12):05d}",
    }


def _phone(rng: random.Random) -> str:
    return f"+1{rng.randint(201, 989)}555{rng.randint(100, 199):04d}"


def _birth(rng: random.Random) -> str:
    return f"{rng.randint(1945, 2006)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"


def _person(rng: random.Random, number: int) -> dict[str, object]:
    given, family = rng.choice(GIVEN), _family(rng)
    row: dict[str, object] = {"given_name": given, "family_name": family, "email": _email(rng, given, family)}
    if rng.random() < 0.8:
        row["phone"] = _phone(rng)
    if rng.random() < 0.6:
        row["birth_date"] = _birth(rng)
    return row | _place(rng)


def typo(rng: random.Random, text: str) -> str:
    """Return a text with a slip of the pen."""
    at = rng.randrange(1, max(2, len(text) - 1))
    kind = rng.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + rng.choice("aeiounrst") + text[at:]
    if kind == 2 and at + 1 < len(text):
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + rng.choice("aeiounrst") + text[at + 1 :]


def _again(rng: random.Random, row: dict[str, object]) -> dict[str, object]:
    """Return the same person as another list has them: one to three things differ."""
    other = dict(row)
    given, family, email = str(row["given_name"]), str(row["family_name"]), str(row["email"])
    for change in rng.sample(
        "short typo_family typo_given swap new_email typo_email move no_phone no_birth new_phone".split(),
        rng.randint(1, 3),
    ):
        match change:
            case "short":
                other["given_name"] = SHORT.get(given, given)
            case "typo_family":
                other["family_name"] = typo(rng, family)
            case "typo_given":
                other["given_name"] = typo(rng, given)
            case "swap":
                other["given_name"], other["family_name"] = other["family_name"], other["given_name"]
            case "new_email":
                other["email"] = _email(rng, given, family)
            case "typo_email":
                name, _, domain = email.partition("@")
                other["email"] = f"{typo(rng, name)}@{domain}"
            case "move":
                other |= _place(rng)
            case "no_phone":
                other.pop("phone", None)
            case "no_birth":
                other.pop("birth_date", None)
            case "new_phone":
                other["phone"] = _phone(rng)
    return other


def _lookalike(rng: random.Random, row: dict[str, object], number: int) -> dict[str, object]:
    """Return somebody else who shares much with a person."""
    other = dict(row)
    different = rng.choice([g for g in GIVEN if g[0] != str(row["given_name"])[0]])
    match rng.choice(("couple", "twin", "son", "phone")):
        case "couple":
            other["given_name"] = different
            other.pop("birth_date", None)
        case "twin":
            row["birth_date"] = other["birth_date"] = row.get("birth_date") or _birth(rng)
            other |= {"given_name": different, "email": _email(rng, different, str(row["family_name"]))}
        case "son":
            row["birth_date"] = f"{rng.randint(1945, 1965)}-05-17"
            other |= {"birth_date": f"{rng.randint(1980, 2004)}-{rng.randint(1, 12):02d}-09"}
            other |= {"email": _email(rng, str(row["given_name"]), str(row["family_name"]))}
            if rng.random() < 0.5:
                row["suffix"], other["suffix"] = "Sr.", "Jr."
        case "phone":
            other |= {"given_name": different, "family_name": _family(rng)}
            other["email"] = _email(rng, different, str(other["family_name"]))
            other.pop("birth_date", None)
    return other
