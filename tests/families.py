"""Families: made people in whose lists it is known who is who, where one address, number or name means several people.

Each shape makes one household or one person as real lists have them: couples on one e-mail, fathers and sons of one
name, twins, roommates, offices; and the same person again after a wedding, a move, a slip of the pen, under a short
form, an initial, a preferred or middle name. Whoever comes again shares something with the row before that a person
could go by; whoever is somebody else differs in something that a person would see.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from tests.labelled import Labelled, typo

MEN = (
    "William James Robert Richard Michael Thomas Christopher Daniel Matthew Anthony Steven Andrew Joshua Kenneth Timothy "
    "Edward Jeffrey Ronald Benjamin Samuel Gregory Alexander Nicholas Jonathan Theodore Walter Frank Paul Victor Quentin "
    "Gilbert Howard Harold Omar Tariq Kwame Arjun Hiroshi Finn Lars Viktor Marcus Raymond Leonard Vincent Douglas Peter"
).split()
WOMEN = (
    "Elizabeth Margaret Katherine Patricia Jennifer Susan Rebecca Deborah Barbara Victoria Abigail Samantha Cynthia Pamela "
    "Christina Dorothy Jessica Sarah Sandra Kimberly Michelle Amanda Rosalind Paula Danielle Stephanie Roberta Joanna Rita "
    "Priya Noor Aisha Mei Ingrid Siobhan Olga Bridget Caroline Eleanor Frances Harriet Judith Lillian Nancy Teresa Amy"
).split()
HOMBRES = (
    "José Francisco Antonio Manuel Jesús Ignacio Alejandro Roberto Enrique Guillermo Alberto Rafael Eduardo Fernando "
    "Gerardo Salvador Vicente Luis Miguel Pedro Juan Ramón Andrés Joaquín Santiago"
).split()
MUJERES = (
    "María Dolores Guadalupe Concepción Leticia Isabel Rosario Mercedes Consuelo Graciela Teresa Socorro Beatriz Josefa "
    "Francisca Gabriela Elena Ana Luz Pilar Catalina Alejandra Esperanza Refugio Soledad"
).split()
SURNAMES = (
    "Adler Barlow Calloway Dunham Eastman Farrow Gresham Holloway Ingram Jarvis Keating Langford Merritt Norwood Osgood "
    "Pruitt Quimby Radcliff Sewell Thorne Underhill Vickers Whitlock Yardley Zeller Abara Chaudhry Nakamura Okonkwo Petrov "
    "Reyes Silva Nguyen Larsen Kowalski Brandt Moreau Haddad Iqbal Mbeki"
).split()
APELLIDOS = (
    "García Hernández Martínez López González Rodríguez Pérez Sánchez Ramírez Flores Gómez Díaz Cruz Morales Ortiz "
    "Gutiérrez Chávez Ramos Ruiz Mendoza Álvarez Castillo Jiménez Vásquez Muñoz Peña Núñez"
).split()
CONFUSABLE = (
    ("Paul", "Paula"), ("Daniel", "Danielle"), ("Dan", "Danielle"), ("Robert", "Roberta"), ("Carl", "Carla"),
    ("Joe", "Joanna"), ("Eric", "Erica"), ("Stephan", "Stephanie"), ("Christian", "Christine"), ("Al", "Alma"),
    ("Mario", "Maria"), ("Juan", "Juana"), ("Julio", "Julia"), ("Angel", "Angela"), ("Luis", "Luisa"), ("Don", "Donna"),
    ("Gabriel", "Gabriela"), ("Ivan", "Ivana"), ("Brian", "Briana"), ("Michael", "Michaela"), ("Sam", "Samira"),
    ("Patrick", "Patrice"), ("Alan", "Alana"), ("Jose", "Josefina"), ("Mark", "Marcia"), ("Theo", "Theresa"),
)  # fmt: skip
TWINS = (
    ("Jayden", "Kayden"), ("Mia", "Mya"), ("Ella", "Emma"), ("Jacob", "Joshua"), ("Maria", "Marta"), ("Ana", "Ada"),
    ("Faith", "Hope"), ("Landon", "Logan"), ("Tyler", "Taylor"), ("Isaac", "Isaiah"), ("Luis", "Luz"), ("Ann", "Amy"),
    ("Madison", "Morgan"), ("Evan", "Ethan"), ("Carlos", "Carla"), ("Jada", "Jaden"),
)  # fmt: skip
SHORT = {
    "William": "Bill Will Billy", "James": "Jim Jimmy Jamie", "Robert": "Bob Rob Bobby", "Richard": "Dick Rick Rich",
    "Michael": "Mike Mick Mikey", "Thomas": "Tom Tommy", "Christopher": "Chris Topher Kit", "Daniel": "Dan Danny",
    "Matthew": "Matt", "Anthony": "Tony", "Steven": "Steve", "Andrew": "Drew Andy", "Joshua": "Josh", "Kenneth": "Ken",
    "Timothy": "Tim Timmy", "Edward": "Ted Ed Ned", "Jeffrey": "Jeff", "Ronald": "Ron Ronnie", "Benjamin": "Ben Benny",
    "Samuel": "Sam Sammy", "Gregory": "Greg", "Alexander": "Alex Sasha Xander", "Nicholas": "Nick Nicky",
    "Jonathan": "Jon", "Theodore": "Ted Theo Teddy", "Walter": "Walt Wally", "Victor": "Vic", "Viktor": "Vic",
    "Quentin": "Quin", "Gilbert": "Gil Bert", "Howard": "Howie", "Harold": "Hal Harry", "Raymond": "Ray",
    "Leonard": "Len Lenny", "Vincent": "Vince Vinnie", "Douglas": "Doug", "Peter": "Pete", "Marcus": "Marc",
    "Elizabeth": "Liz Beth Betsy Eliza Lizzie", "Margaret": "Peggy Meg Maggie", "Katherine": "Kate Kathy Kit",
    "Patricia": "Pat Patty Tricia", "Jennifer": "Jen Jenny", "Susan": "Sue Susie", "Rebecca": "Becky Becca",
    "Deborah": "Debbie Deb", "Barbara": "Barb Babs", "Victoria": "Vicky Tori", "Abigail": "Abby Gail",
    "Samantha": "Sam", "Cynthia": "Cindy", "Pamela": "Pam", "Christina": "Tina Chrissy", "Dorothy": "Dot Dottie",
    "Jessica": "Jess", "Sarah": "Sally Sadie", "Sandra": "Sandy", "Kimberly": "Kim", "Michelle": "Shelly",
    "Amanda": "Mandy", "Rosalind": "Roz", "Stephanie": "Steph", "Roberta": "Bobbie", "Joanna": "Jo", "Bridget": "Biddy",
    "Caroline": "Carrie", "Eleanor": "Nell Ellie Nora", "Frances": "Fran Frankie", "Harriet": "Hattie",
    "Judith": "Judy", "Lillian": "Lily", "Nancy": "Nan", "Teresa": "Terry Tess", "Danielle": "Dani",
    "José": "Pepe Chepe", "Francisco": "Paco Pancho Kiko", "Antonio": "Toño Tony", "Manuel": "Manny Manolo",
    "Jesús": "Chuy Chucho", "Ignacio": "Nacho", "Alejandro": "Alex Ale", "Roberto": "Beto", "Enrique": "Quique Kike",
    "Guillermo": "Memo", "Alberto": "Beto", "Rafael": "Rafa", "Eduardo": "Lalo Eddie", "Fernando": "Nando Fer",
    "Gerardo": "Jerry Lalo", "Salvador": "Chava", "Vicente": "Chente", "Luis": "Lucho", "Miguel": "Mickey Migue",
    "Ramón": "Moncho", "Santiago": "Santi Chago", "Joaquín": "Quino", "Dolores": "Lola Loli", "Guadalupe": "Lupe Lupita",
    "Concepción": "Concha Conchita", "Leticia": "Letty Lety", "Isabel": "Chabela Isa", "Rosario": "Charo Chayo",
    "Mercedes": "Meche Merche", "Consuelo": "Chelo", "Graciela": "Chela", "Teresa ": "Tere", "Socorro": "Coco",
    "Beatriz": "Bety Betty", "Josefa": "Pepa", "Francisca": "Paca Paquita Panchita", "Gabriela": "Gaby",
    "Pilar": "Pili", "Catalina": "Cata", "Alejandra": "Ale Sandra", "Esperanza": "Pelancha Lancha", "Refugio": "Cuca",
    "Soledad": "Sole Chole", "Pedro": "Perico", "Juan": "Juanito", "Ana": "Anita", "Elena": "Nena", "Andrés": "Andy",
}  # fmt: skip
"""Short forms that the pairs are made with; some are in few lists."""
STREETS = "Maple Alder Birch Cedar Dogwood Elder Foxglove Grove Hazel Juniper Linden Mulberry Orchard Poplar".split()
TOWNS = (
    ("Mesa", "852"), ("Reno", "895"), ("Tempe", "852"), ("Boise", "837"), ("Flint", "485"), ("Macon", "312"),
    ("Salem", "973"), ("Waco", "767"), ("Dayton", "454"), ("Fresno", "937"), ("Yuma", "853"), ("Laredo", "780"),
    ("Ogden", "844"), ("Pueblo", "810"), ("Camden", "081"), ("Rockford", "611"), ("Topeka", "666"), ("Duluth", "558"),
)  # fmt: skip
DOMAINS = ("mail.example.org", "post.example.org", "home.example.org", "web.example.org", "example.net")
GENDERS = {"m": "man", "f": "woman"}
CONTACT = ("email", "phone")
PLACE = ("address", "city", "postcode")
Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Human:
    """Somebody, as they are."""

    number: int
    given: str
    family: str
    sex: str
    birth: str
    email: str
    phone: str
    place: Mapping[str, object]
    middle: str = ""
    suffix: str = ""


@dataclass(slots=True)
class Town:
    """Makes people and the rows about them."""

    rng: random.Random
    rows: list[Labelled] = field(default_factory=list)
    number: int = 0

    def place(self) -> Row:
        """Return an address."""
        town, start = self.rng.choice(TOWNS)
        street = f"{self.rng.randint(1, 9899)} {self.rng.choice(STREETS)} {self.rng.choice(('St', 'Ave', 'Rd', 'Ln'))}"
        return {"address": street, "city": town, "postcode": f"{start}{self.rng.randint(1, 99):02d}"}

    def phone(self) -> str:
        """Return a number that nobody else has by chance."""
        return f"+1{self.rng.randint(201, 989)}{self.rng.randint(201, 989)}{self.rng.randint(0, 9999):04d}"

    def email(self, given: str, family: str) -> str:
        """Return an address that nobody else has by chance."""
        g, f = _ascii(given), _ascii(family)
        name = self.rng.choice((f"{g}.{f}", f"{g[0]}{f}", f"{f}{g[:3]}", f"{g}{f[0]}", f"the{f}s"))
        return f"{name}{self.rng.randint(100, 99_999)}@{self.rng.choice(DOMAINS)}"

    def birth(self, low: int = 1945, high: int = 2004) -> str:
        """Return a birth date between two years."""
        return f"{self.rng.randint(low, high)}-{self.rng.randint(1, 12):02d}-{self.rng.randint(1, 28):02d}"

    def human(self, spanish: bool | None = None, sex: str = "", **said: object) -> Human:
        """Make somebody new."""
        rng = self.rng
        self.number += 1
        spanish = rng.random() < 0.35 if spanish is None else spanish
        sex = sex or rng.choice("mf")
        pool = (HOMBRES if sex == "m" else MUJERES) if spanish else (MEN if sex == "m" else WOMEN)
        given = str(said.pop("given", "") or rng.choice(pool))
        family = str(said.pop("family", "") or rng.choice(APELLIDOS if spanish else SURNAMES))
        made = Human(
            self.number, given, family, sex, self.birth(), self.email(given, family), self.phone(), self.place()
        )
        return replace(made, **said)  # type: ignore[arg-type]

    def told(self, who: Human, keys: tuple[str, ...] = (), *, without: tuple[str, ...] = (), **other: object) -> Row:
        """Add a row about somebody and return it.

        Args:
            who: the person.
            keys: what the row says for certain, beside the name; the rest only sometimes.
            without: what the row does not say.
            other: what stands in the row instead; None leaves it out.
        """
        rng = self.rng
        row: Row = {"given_name": who.given, "family_name": who.family}
        whole = {"email": who.email, "phone": who.phone, "birth_date": who.birth, **who.place}
        likely = {"email": 0.85, "phone": 0.6, "birth_date": 0.4, "address": 0.5, "city": 0.6, "postcode": 0.7}
        for key, value in whole.items():
            if key in keys or (key not in without and rng.random() < likely[key]):
                row[key] = value
        if not set(row) & set(CONTACT) and "email" not in without:
            row["email"] = who.email
        if who.middle and rng.random() < 0.3:
            row["middle_name"] = who.middle
        if who.suffix:
            row["suffix"] = who.suffix
        if rng.random() < 0.35:
            row["gender"] = GENDERS[who.sex]
        for key, value in other.items():
            if value is None:
                row.pop(key, None)
            else:
                row[key] = value
        self.rows.append(Labelled(who.number, row))
        return row


def _ascii(name: str) -> str:
    import unicodedata

    plain = unicodedata.normalize("NFKD", name.lower())
    return "".join(c for c in plain if c.isalpha() and c.isascii())


def _shared(town: Town) -> tuple[str, ...]:
    return town.rng.choice((("email",), ("phone",), CONTACT))


def _pair(town: Town, names: tuple[str, str] = ("", "")) -> tuple[Human, Human]:
    """Return a couple who share a last name, an address, and each e-mail and phone with even chances or both."""
    one = town.human(sex="m", given=names[0])
    keys = _shared(town)
    both = {"family": one.family, "place": one.place, **{k: getattr(one, k) for k in keys}}
    other = town.human(spanish=one.family in APELLIDOS, sex="f", given=names[1], **both)
    while other.given == one.given:
        other = replace(other, given=town.rng.choice(WOMEN))
    return one, other


def couple(town: Town) -> None:
    """Two people on one e-mail or phone; either may come again."""
    one, other = _pair(town)
    for who in (one, other):
        for _ in range(town.rng.choice((1, 1, 2))):
            town.told(who, CONTACT)


def confusable_couple(town: Town) -> None:
    """A couple whose first names begin alike: Paul and Paula."""
    for who in _pair(town, town.rng.choice(CONFUSABLE)):
        town.told(who, CONTACT)


def couple_with_initials(town: Town) -> None:
    """A couple whose first names begin with one letter; both are written out and one comes again as an initial."""
    letter = town.rng.choice("RJMDPA")
    man, woman = (town.rng.choice([n for n in pool if n[0] == letter]) for pool in (MEN, WOMEN))
    one, other = _pair(town, (man, woman))
    town.told(one, CONTACT)
    town.told(other, CONTACT)
    town.told(one, CONTACT, given_name=f"{letter}.", email=one.email)


def _generation(town: Town, who: Human, suffix: str) -> Row:
    """Return where a suffix stands in a row: in its own field, or in the last or first name."""
    match town.rng.randrange(4):
        case 0 | 1:
            return {"suffix": suffix}
        case 2:
            dotted = town.rng.choice((f" {suffix}", f", {suffix}", f" {suffix.rstrip('.')}"))
            return {"family_name": who.family + dotted}
        case _:
            return {"given_name": f"{who.given} {suffix}"}


def _father_and_son(town: Town) -> tuple[Human, Human]:
    keys = _shared(town)
    old = town.human(sex=town.rng.choice("mmmf"), birth=town.birth(1935, 1962))
    both = {"given": old.given, "family": old.family, "place": old.place, **{k: getattr(old, k) for k in keys}}
    return old, town.human(sex=old.sex, birth=town.birth(1978, 2004), **both)


def parent_and_child(town: Town) -> None:
    """A parent and a child of one name, told apart by a suffix of one or both, or by their birth dates."""
    old, young = _father_and_son(town)
    match town.rng.randrange(4):
        case 0:
            town.told(old, CONTACT, **_generation(town, old, town.rng.choice(("Sr.", "Sr", "I"))[:3]))
            town.told(young, CONTACT, **_generation(town, young, town.rng.choice(("Jr.", "Jr", "II", "III"))))
        case 1:
            town.told(old, CONTACT)
            town.told(young, CONTACT, **_generation(town, young, town.rng.choice(("Jr.", "Jr", "II", "III"))))
        case 2:
            town.told(old, (*CONTACT, "birth_date"))
            town.told(young, (*CONTACT, "birth_date"))
        case _:
            town.told(old, CONTACT, birth_date=old.birth[:4])
            town.told(young, (*CONTACT, "birth_date"))


def twins(town: Town) -> None:
    """Twins who live together, with names that sound alike."""
    one, other = town.rng.choice(TWINS)
    first = town.human(given=one)
    shared = {"family": first.family, "place": first.place, "birth": first.birth}
    if town.rng.random() < 0.6:
        shared["phone"] = first.phone
    if town.rng.random() < 0.4:
        shared["email"] = first.email
    second = town.human(given=other, **shared)
    for who in (first, second):
        town.told(who, ("birth_date", *PLACE))


def siblings(town: Town) -> None:
    """Three siblings on the phone of their parents."""
    first = town.human()
    names = town.rng.sample([n for n in (MEN if first.sex == "m" else WOMEN) if n != first.given], 2)
    town.told(first, CONTACT)
    for name in names:
        other = town.human(given=name, sex=first.sex, family=first.family, phone=first.phone, place=first.place)
        town.told(other, CONTACT)


def roommates(town: Town) -> None:
    """Two people with one address, and sometimes one phone; at times of one first name."""
    one = town.human()
    shared = {"place": one.place} | ({"phone": one.phone} if town.rng.random() < 0.5 else {})
    other = town.human(**shared, **({"given": one.given, "sex": one.sex} if town.rng.random() < 0.3 else {}))
    while other.family == one.family:
        other = replace(other, family=town.rng.choice(SURNAMES))
    for who in (one, other):
        for _ in range(town.rng.choice((1, 2))):
            town.told(who, CONTACT)


def wedding(town: Town) -> None:
    """A woman who takes another name: instead of hers, beside it or with a hyphen; her husband is in the list too."""
    she = town.human(sex="f")
    he = town.human(sex="m", place=she.place)
    town.told(she, town.rng.choice((("email", "postcode"), ("phone", "birth_date"), ("email", "birth_date"))))
    new = town.rng.choice((he.family, he.family, f"{she.family}-{he.family}", f"{she.family} {he.family}"))
    keys = town.rng.choice((("email", "phone"), ("email", "phone", "birth_date")))
    again = replace(she, family=new)
    town.told(again, (*keys, "postcode", "birth_date"))
    town.told(replace(he, phone=she.phone) if town.rng.random() < 0.5 else he, CONTACT)


def move(town: Town) -> None:
    """Somebody who moved, with a new address and at times a new e-mail."""
    who = town.human()
    there = replace(who, place=town.place())
    town.told(who, (*CONTACT, "birth_date"))
    if town.rng.random() < 0.5:
        there = replace(there, email=town.email(who.given, who.family))
    town.told(there, ("phone", "birth_date"))


def slips(town: Town) -> None:
    """Somebody again with one or two slips of the pen."""
    who = town.human()
    row = town.told(who, ("email", "phone", "postcode"))
    other: Row = {}
    for what in town.rng.sample(("given_name", "family_name", "email", "phone", "birth_date"), town.rng.choice((1, 2))):
        if what in ("given_name", "family_name"):
            other[what] = typo(town.rng, str(row[what]))
        elif what == "email":
            name, _, domain = who.email.partition("@")
            other[what] = f"{typo(town.rng, name)}@{domain}"
        elif what == "phone":
            other[what] = _transposed(town.rng, who.phone, 5)
        else:
            other[what] = _slipped_birth(town.rng, who.birth)
    town.told(who, ("email", "phone", "postcode"), **other)


def _transposed(rng: random.Random, text: str, start: int) -> str:
    """Return digits with two neighbours exchanged."""
    places = [i for i in range(start, len(text) - 1) if text[i] != text[i + 1]]
    at = rng.choice(places or [start])
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _slipped_birth(rng: random.Random, birth: str) -> str:
    year, month, day = birth.split("-")
    if int(day) <= 12 and day != month and rng.random() < 0.5:
        return f"{year}-{day}-{month}"
    return f"{year}-{month}-{(int(day) + rng.choice((1, 10))) % 28 + 1:02d}"


def swapped(town: Town) -> None:
    """Somebody again with first and last name exchanged."""
    who = town.human()
    town.told(who, ("email", "postcode"))
    town.told(who, ("email", "postcode"), given_name=who.family, family_name=who.given)


def office(town: Town) -> None:
    """People with one phone or e-mail of an office; some come again from home, with their own too."""
    chief = town.human()
    key = town.rng.choice(CONTACT)
    shared = chief.phone if key == "phone" else f"office{town.rng.randint(100, 99_999)}@example.org"
    for number in range(town.rng.randint(4, 9)):
        who = town.human() if number else chief
        town.told(who, CONTACT, **{key: shared})
        if town.rng.random() < 0.3:
            town.told(who, CONTACT, birth_date=None)


def initial(town: Town) -> None:
    """Somebody again with the initial of the first name."""
    who = town.human()
    keys = town.rng.choice((("email",), CONTACT))
    town.told(who, keys)
    town.told(who, keys, given_name=who.given[0] + town.rng.choice(("", ".")))


def short_form(town: Town) -> None:
    """Somebody again under a short form."""
    name = town.rng.choice(list(SHORT))
    short = town.rng.choice(SHORT[name].split())
    sex = "m" if name.strip() in (*MEN, *HOMBRES) else "f"
    spanish = name.strip() in (*HOMBRES, *MUJERES)
    who = town.human(spanish=spanish, given=name.strip(), sex=sex)
    keys = town.rng.choice((("email", "postcode"), CONTACT, ("phone", "postcode"), ("email", "birth_date")))
    town.told(who, keys)
    town.told(who, keys, given_name=short)


def preferred(town: Town) -> None:
    """Somebody again under the name that they go by, which the first list has too."""
    who = town.human()
    called = town.rng.choice([n for n in (*MEN, *WOMEN) if n[0] != who.given[0]])
    town.told(who, CONTACT, preferred_name=called)
    town.told(who, town.rng.choice((("email",), CONTACT)), given_name=called)


def middle_as_given(town: Town) -> None:
    """Somebody again under the middle name, or with first and middle name in one field."""
    middle = town.rng.choice(MEN + WOMEN)
    who = town.human(middle=middle)
    while who.given == middle:
        who = replace(who, given=town.rng.choice(MEN))
    keys = ("email", "phone", "postcode")
    if town.rng.random() < 0.5:
        town.told(who, keys, middle_name=middle)
        town.told(who, keys, given_name=middle, middle_name=None)
    else:
        town.told(who, keys, middle_name=None)
        town.told(who, keys, given_name=f"{who.given} {middle}", middle_name=None)


def double_last_name(town: Town) -> None:
    """Somebody with two last names, of whom one list has one."""
    a, b = town.rng.sample(APELLIDOS, 2)
    who = town.human(spanish=True, family=f"{a} {b}")
    keys = town.rng.choice((("email", "postcode"), ("phone", "birth_date"), CONTACT))
    town.told(who, keys)
    town.told(who, keys, family_name=town.rng.choice((a, f"{a}-{b}", b, f"{a} {b[0]}.")))


def accents(town: Town) -> None:
    """Somebody again without accents, in capitals or with a blank in the name."""
    who = town.human(spanish=True)
    keys = town.rng.choice((("email",), CONTACT, ("phone", "postcode")))
    town.told(who, keys)
    plain = str.maketrans("áéíóúñüÁÉÍÓÚÑ", "aeiounuAEIOUN")
    names = {"given_name": who.given.translate(plain), "family_name": who.family.translate(plain)}
    town.told(who, keys, **({k: v.upper() for k, v in names.items()} if town.rng.random() < 0.3 else names))


def plain(town: Town) -> None:
    """Somebody, and at times the same row from another list."""
    who = town.human()
    for _ in range(town.rng.choice((1, 1, 1, 2))):
        town.told(who, CONTACT)


def three_generations(town: Town) -> None:
    """Grandfather, father and son of one name on one phone, and the father's wife; the son comes again."""
    old, young = _father_and_son(town)
    grand = town.human(given=old.given, sex=old.sex, family=old.family, phone=old.phone, place=old.place)
    grand = replace(grand, birth=town.birth(1910, 1925))
    old, young = replace(old, phone=grand.phone), replace(young, phone=grand.phone)
    wife = town.human(sex="f", family=old.family, phone=old.phone, email=old.email, place=old.place)
    town.told(grand, ("phone", "birth_date"))
    town.told(old, ("phone", "birth_date"), **_generation(town, old, "Jr."))
    town.told(young, ("phone", "birth_date"), **_generation(town, young, "III"))
    town.told(young, ("phone", "birth_date", "email"), **_generation(town, young, "III"))
    if wife.given != old.given:
        town.told(wife, CONTACT)


def mother_and_daughters(town: Town) -> None:
    """María with her daughters María Elena and María José on one e-mail; one of them comes again."""
    mother = town.human(spanish=True, sex="f", given="María", birth=town.birth(1950, 1965))
    shared = {"family": mother.family, "email": mother.email, "place": mother.place}
    seconds = town.rng.sample(("Elena", "José", "Luisa", "Teresa", "Isabel"), 2)
    town.told(mother, ("email", "birth_date"))
    for name in seconds:
        who = town.human(spanish=True, sex="f", given=f"María {name}", birth=town.birth(1975, 1999), **shared)
        town.told(who, ("email", "birth_date"))
    town.told(who, ("email", "birth_date", "phone"))


def stepfamily(town: Town) -> None:
    """A widow's second husband has her late husband's first name and uses the old phone; her e-mail is both's."""
    first = town.human(sex="m")
    she = town.human(sex="f", family=first.family, phone=first.phone, place=first.place)
    while she.given == first.given:
        she = replace(she, given=town.rng.choice(WOMEN))
    second = town.human(sex="m", given=first.given, phone=first.phone, email=she.email, place=first.place)
    while second.family == first.family:
        second = replace(second, family=town.rng.choice(SURNAMES))
    town.told(first, ("phone",))
    town.told(she, CONTACT)
    town.told(second, CONTACT)
    town.told(replace(she, family=f"{first.family}-{second.family}"), (*CONTACT, "postcode"))


def in_laws(town: Town) -> None:
    """A mother and her son's wife of one name on one phone, the wife's sister beside them; the wife comes again."""
    mother = town.human(sex="f", birth=town.birth(1945, 1958))
    both = {"given": mother.given, "family": mother.family, "phone": mother.phone, "place": mother.place}
    wife = town.human(sex="f", birth=town.birth(1980, 1999), **both)
    sister = town.human(sex="f", phone=mother.phone, place=mother.place, birth=town.birth(1980, 1999))
    while sister.given == mother.given:
        sister = replace(sister, given=town.rng.choice(WOMEN))
    town.told(mother, ("phone", "birth_date"))
    town.told(wife, (*CONTACT, "birth_date"))
    town.told(wife, (*CONTACT, "birth_date"), given_name=f"{wife.given} {town.rng.choice('ABCDE')}.")
    town.told(sister, CONTACT)


Shape = Callable[[Town], None]
SHAPES: dict[Shape, int] = {
    plain: 12, couple: 8, confusable_couple: 4, couple_with_initials: 2, parent_and_child: 8, twins: 4, siblings: 4,
    roommates: 4, wedding: 4, move: 4, slips: 6, swapped: 2, office: 2, initial: 2, short_form: 8, preferred: 3,
    middle_as_given: 3, double_last_name: 3, accents: 3, three_generations: 1, mother_and_daughters: 1,
}  # fmt: skip
"""The shapes that rules and weights were chosen on, with how often each comes."""
UNSEEN: dict[Shape, int] = {stepfamily: 1, in_laws: 1}
"""Shapes that nothing was chosen on."""


def families(count: int, seed: int = 1, shapes: Mapping[Shape, int] = SHAPES) -> list[Labelled]:
    """Return about `count` rows of these shapes in any order."""
    town = Town(random.Random(seed))
    kinds, weights = list(shapes), list(shapes.values())
    while len(town.rows) < count:
        town.rng.choices(kinds, weights)[0](town)
    town.rng.shuffle(town.rows)
    return town.rows


def of_shape(shape: Shape, times: int, seed: int = 1) -> Iterator[list[Labelled]]:
    """Yield the rows of one shape, made so many times."""
    for number in range(times):
        town = Town(random.Random(f"{shape.__name__} {seed} {number}"))
        shape(town)
        yield town.rows
