"""Likeness: how likely it is that two people are the same, with reasons.

Each agreement and each contradiction has a weight, as in record linkage after Fellegi and Sunter
("A Theory for Record Linkage", 1969): weights are in bits, and their sum becomes a score between 0 and 1.
They were chosen on FEBRL's sets 1 and 4, the even half of its set 3, and generated people;
`benchmarks/duplicates.py` prints what they achieve, on the others too.
"""

import math
import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA, JaroWinkler

from coordinator.base.folding import in_other_letters
from coordinator.people.short_forms import NO_OWN, OwnForms
from coordinator.records.mailboxes import same_mailbox_key
from coordinator.records.short_forms import (
    Grade,
    are_forms_but_for_a_slip,
    grade_of,
    initials,
    is_known_name,
    is_nickname,
)
from coordinator.records.traits import Traits

PRIOR = -4.0
"""Bits against two people in the same block being the same person."""
REVIEW = 0.2
"""From this score up, someone should review the pair: in five such pairs at the end of the queue, one is a person."""
LEAST = -2.0
"""The same in bits."""
WEIGHED_AMONG = 10_000
"""The weights were chosen on sets of up to so many people."""
FATHER_AND_SON = 14
"""Years between two birth dates that rule out a typo."""

SHORTEST_PART = 3
_NUMBER = re.compile(r"\d+")
_SIGNS = re.compile(r"[\W_]+")
_TWICE = re.compile(r"(.)\1+")
_SOUNDS = (("ph", "f"), ("ck", "k"), ("c", "k"), ("y", "i"), ("ie", "i"), ("ee", "i"))
"""Letters in first names, and how they sound."""

Weighed = tuple[float, str]
"""Bits for (above 0) or against the same person, and the reason in words; empty if not worth mentioning."""
NOTHING: Weighed = (0.0, "")


class Likeness(NamedTuple):
    """How likely it is that two people are the same.

    Attributes:
        score: from 0 to 1.
        reasons: what speaks for and against it, in words.
    """

    score: float
    reasons: tuple[str, ...]


UNLIKE = Likeness(0.0, ())


def by_chance(people: int) -> float:
    """Return the bits that names and places have to bring further among so many people, in halves of a bit.

    Among twice as many people, twice as many agree with somebody by chance, and are no more often the same (Fellegi
    and Sunter's prior). An e-mail or a phone is nobody else's, whoever else is there.
    """
    return max(0, round(2 * math.log2(max(people, 1) / WEIGHED_AMONG))) / 2


def likeness(a: Traits, b: Traits, own: OwnForms = NO_OWN, chance: float = 0.0) -> Likeness:
    """Compare two people.

    Args:
        a, b: their traits.
        own: the short forms that the campaign added.
        chance: what `by_chance` says of the people among whom they are.
    """
    if a.generation and b.generation and a.generation != b.generation:
        return UNLIKE  # father and son
    names, family, given = _names(a, b, own)
    if names <= VETO:
        return UNLIKE
    birth = _birth(a.birth, b.birth)
    email, phone = emails_weight(a.emails, b.emails), phones_weight(a.phones, b.phones)
    if family == given == OTHER_LETTERS and email[0] <= 0 and phone[0] <= 0:
        return UNLIKE  # nothing is known of the names
    postcode, address = _place(a, b), _address(a.address, b.address)
    if names < 0 and given in (DIFFERENT, *PERHAPS_ONE) and birth[0] < NEAR_DAY:
        family, given = _in_one_household(a, b, family, given)
        beside = (phone[0] >= SAME_PHONE) + (postcode[0] >= SAME_ZIP) + (address[0] >= SAME_ADDRESS)
        if given == DIFFERENT or email[0] < SAME_EMAIL or beside < (2 if given == ONE_LETTER else 1):
            return UNLIKE  # a couple shares e-mail, phone and address
        names = LEAST - PRIOR - email[0] - phone[0] - postcode[0] - address[0]  # last in the queue
    if not (email[0] > 0 or phone[0] > 0 or address[0] > 0):
        email = _email_of_a_namesake(a, b, family, email, birth[0] > 0, postcode[0] > 0)
    if birth[0] >= SAME_DAY and address[0] > 0:
        names = max(names, OTHER_NAMES)  # same birth date and address: married, or filled in wrongly
    elif address[0] >= SAME_ADDRESS and given == SAME and family == DIFFERENT:
        names += MARRIAGE
    suffix = ONE_SUFFIX if a.generation != b.generation else NOTHING
    if birth is A_GENERATION and (email[0] > 0 or phone[0] > 0):
        if suffix is ONE_SUFFIX:
            return UNLIKE  # father and son
        names += ONE_HOUSEHOLD
    prior = PRIOR - chance * (email[0] < SAME_EMAIL and phone[0] < SAME_PHONE)
    bits = prior + names + email[0] + phone[0] + birth[0] + postcode[0] + address[0] + suffix[0]
    if bits < LEAST:
        return UNLIKE
    told = (_said(family, given), *(reason for _, reason in (email, phone, birth, postcode, address, suffix)))
    return Likeness(1 / (1 + 2.0**-bits), tuple(filter(None, told)))


def _in_one_household(a: Traits, b: Traits, family: str, given: str) -> tuple[str, str]:
    """Return how last and first names agree that differ: they may be one person's with one e-mail, or are different."""
    if is_half_swapped(a, b):
        return HALF_SWAPPED, HALF_SWAPPED
    return family, given if family == SAME else DIFFERENT


def _email_of_a_namesake(a: Traits, b: Traits, family: str, email: Weighed, born: bool, lives: bool) -> Weighed:
    """Weigh the e-mails of two people who share names and at most when they were `born` and where one `lives`.

    A name alone is no reason to ask, and neither is a first name with one of these, unless an e-mail of one has the
    last name of the other.
    """
    if not born and not lives:
        return VETO, ""
    if family != DIFFERENT or (born and lives):
        return email
    if are_in_emails(a.families, b.emails) or are_in_emails(b.families, a.emails):
        return IN_AN_EMAIL
    return VETO, ""


VETO = -30.0
"""From here on nothing else counts: they are two people."""
Names = tuple[float, str, str]
"""Bits for names, and in words how the last names and the first names agree."""


def _names(a: Traits, b: Traits, own: OwnForms) -> Names:
    """Weigh names; other first names weigh a lot: couples and twins share the rest."""
    one_each = len(a.families) == len(b.families) == 1
    family, how = _family(a.families[0], b.families[0]) if one_each else _families(a.families, b.families)
    given, like = given_weight(a.given, b.given, own)
    if given < 0 and (a.further or b.further):
        given, like = max((given, like), _crossed(a, b))
        if given < 0 and a.further and b.further and a.further[-1] != b.further[-1]:
            given, like = OTHER_GIVEN, DIFFERENT  # María Elena and María José
    if family < 0 and not (set(a.further).isdisjoint(b.families) and set(b.further).isdisjoint(a.families)):
        family, how = PART_OF_FAMILY, "among the names of the other"  # Pancho Ruiz | Gómez: Francisco Ruiz
    straight = family + given, how, like
    return straight if family > 0 and given > 0 else max(straight, _swapped(a, b, own))


def _crossed(a: Traits, b: Traits) -> Weighed:
    """Weigh that one goes by one of several first names, or by the middle name, of the other, or abbreviates some."""
    if not set(a.further).isdisjoint(b.given) or not set(b.further).isdisjoint(a.given):
        return 2.0, "one of several of the other"
    if _is_form_of_one(a.given, b.further) or _is_form_of_one(b.given, a.further):
        return 1.0, "a short form of one of several of the other"
    if len(a.further) == len(b.further) and all(map(_is_form, a.further, b.further)):
        return 2.0, "short forms"
    if _is_perhaps_the_first(a.given, b.further) or _is_perhaps_the_first(b.given, a.further):
        return 0.5, "perhaps another form of the first of several of the other"  # Tina Brandt | Ackley: Christine
    return VETO, ""


def _is_form_of_one(given: tuple[str, ...], further: tuple[str, ...]) -> bool:
    return any(grade_of(x, y) > Grade.LIKELY for x in given for y in further)


def _is_perhaps_the_first(given: tuple[str, ...], further: tuple[str, ...]) -> bool:
    return any(grade_of(x, y) == Grade.LIKELY for x in given for y in further[:1])


def _is_form(a: str, b: str) -> bool:
    return a == b or bool(grade_of(a, b))


@lru_cache(maxsize=1_000)
def _said(family: str, given: str) -> str:
    if family == given == SAME:
        return "same name"
    if family in (SWAPPED, HALF_SWAPPED):
        return family
    return ", ".join(f"{what} {word}" for word, what in ((given, "first name"), (family, "last name")) if word)


SAME = "the same"
SHORT_FORM: Weighed = (2.5, "a short form")
DIFFERENT = "different"
UNLISTED = "different, though no list knows both"
ALMOST = "different, though they begin or end alike"
NICKNAME = "different, though one of them is a nickname"
ONE_LETTER = "different, though they begin with one letter"
PERHAPS_ONE = (UNLISTED, ALMOST, NICKNAME, ONE_LETTER)
"""First names that are as different as others, but worth a look where all else is the same."""
OTHER_LETTERS = "in other letters"
SWAPPED = "first and last name swapped"
HALF_SWAPPED = "the first name of one is the last name of the other"
MARRIAGE = 2.0
"""Bits for another last name of somebody with the same first name and address."""
OTHER_GIVEN = -6.5
"""Bits for different first names: even with the same e-mail, phone, address and ZIP, they are two people."""


SAME_FAMILY, NEAR_FAMILY, PART_OF_FAMILY, ALIKE_FAMILY, OTHER_FAMILY = 5.0, 3.5, 3.0, 1.5, -4.0
"""Bits for last names."""
NEARLY, ALIKE = 0.9, 0.82
"""From here on last names are nearly the same, or alike (Jaro and Winkler)."""
NEARLY_GIVEN = 0.88
"""From here on first names are nearly the same."""
SWAPPED_LEAST = 2.0
"""Bits that the first name of each has at least for the last name of the other, if they are swapped."""
SAME_GIVEN = 3.5
"""Bits for the same first name; no two are worth more."""
TWO_NAMES = -1.0
"""Bits for first names that sound alike and are two names: Paul and Paula; somebody should look."""
INITIALS = 2
"""So many letters that are no name may be the initials of two: T.J. of Thomas James."""
PART_OF_GIVEN: Weighed = (1.5, "perhaps a short form")
AN_INITIAL: Weighed = (1.0, "an initial")
OTHER_NAMES = -4.5
"""Bits for different names with the same birth date and address; twins share one of two names."""
SAME_ADDRESS, PART_OF_ADDRESS = 3.0, 1.5
NEARLY_ADDRESS = 0.75
"""From here on addresses are the same, written differently (one less the share of letters that differ)."""
NEAR_NUMBER, SAME_STREET = 1.5, 0.5
"""Bits for house numbers that differ in one street: by a slip, or as those of neighbors do."""
LONG_NUMBER = 2
"""House numbers of so many digits may differ by a slip; shorter ones are of neighbors."""
ONE_SUFFIX: Weighed = (-3.0, "one of them has a suffix")
A_GENERATION: Weighed = (-5.0, "a generation apart")
ONE_HOUSEHOLD = -7.0
"""Bits for people a generation apart who share an e-mail or phone: rather parent and child than a slip of the pen.

With one name and one e-mail they are still asked about, at the end of the queue.
"""
SAME_DAY, NEAR_DAY, SAME_YEAR, OTHER_DAY = 5.0, 3.0, 1.5, -3.0
"""Bits for birth dates: the same to the day, with a slip, the same year, another day."""


def _families(a: tuple[str, ...], b: tuple[str, ...]) -> Weighed:
    if not a or not b:
        return NOTHING
    return max((_family(x, y) for x in a for y in b), key=lambda w: w[0])


@lru_cache(maxsize=200_000)
def _family(a: str, b: str) -> Weighed:
    if a == b:
        return SAME_FAMILY, SAME
    if in_other_letters(a, b):
        return 0.0, OTHER_LETTERS
    alike = JaroWinkler.similarity(a, b)
    if alike >= NEARLY or OSA.distance(a, b) == 1:
        return NEAR_FAMILY, "nearly the same"
    if is_part(a, b):
        return PART_OF_FAMILY, "a part of the other"
    return (ALIKE_FAMILY, "alike") if alike >= ALIKE else (OTHER_FAMILY, DIFFERENT)


def is_part(a: str, b: str) -> bool:
    """Return whether one of two last names begins or ends with the other."""
    short, long = _by_length(a, b)
    return len(short) > SHORTEST_PART and (long.startswith(short) or long.endswith(short))


def is_part_of_given(a: str, b: str) -> bool:
    """Return whether one of two first names begins or ends with the other."""
    short, long = _by_length(a, b)
    return len(short) >= SHORTEST_PART and (long.startswith(short) or long.endswith(short))


def is_initial_of_given(a: str, b: str) -> bool:
    """Return whether one of two names is the initial of the other."""
    short, long = _by_length(a, b)
    return len(short) == 1 and long.startswith(short)


def _by_length(a: str, b: str) -> tuple[str, str]:
    return (a, b) if len(a) <= len(b) else (b, a)


def given_weight(a: tuple[str, ...], b: tuple[str, ...], own: OwnForms) -> Weighed:
    """Weigh first names that two people go by."""
    if not a or not b:
        return NOTHING
    if own.pairs and any(own.has(x, y) for x in a for y in b):
        return SHORT_FORM
    if len(a) == len(b) == 1:
        return _one_given(a[0], b[0])
    return max((_one_given(x, y) for x in a for y in b), key=lambda w: w[0])


_ASKED: dict[Grade, Weighed] = {
    Grade.LIKELY: (1.5, "perhaps another form of it"),
    Grade.TWO: (TWO_NAMES, "of one origin, though there are both names"),
}
"""What first names weigh that a list joins, but not surely."""


@lru_cache(maxsize=200_000)
def _one_given(a: str, b: str) -> Weighed:
    if a == b:
        return SAME_GIVEN, SAME
    if in_other_letters(a, b):
        return 0.0, OTHER_LETTERS
    short, long = _by_length(a, b)
    if len(short) == 1:
        if long.startswith(short):
            return AN_INITIAL
        return (
            (TWO_NAMES, "perhaps the initial of a short form") if short in initials(long) else (OTHER_GIVEN, DIFFERENT)
        )
    if grade := grade_of(a, b):
        return _ASKED.get(grade, SHORT_FORM)
    two = is_known_name(a) and is_known_name(b)
    if JaroWinkler.similarity(a, b) >= NEARLY_GIVEN or OSA.distance(a, b) == 1:
        return (TWO_NAMES, "alike, though there are both names") if two else (2.0, "nearly the same")
    if is_part_of_given(a, b):
        return (TWO_NAMES, "a part of the other, though there are both names") if two else PART_OF_GIVEN
    if are_forms_but_for_a_slip(a, b):
        return TWO_NAMES, "a form of it, but for a slip"
    if sound(short) == sound(long):
        return TWO_NAMES, "sounds alike"
    if len(short) == INITIALS and long[0] == short[0] and not two:
        return TWO_NAMES, "perhaps initials"
    if not two and a[:2] == b[:2]:
        return TWO_NAMES, "perhaps a short form"
    return OTHER_GIVEN, _how_different(short, long, two)


def _how_different(short: str, long: str, two: bool) -> str:
    """Return how two first names differ that are not alike; `two` says that lists know both."""
    if _begin_or_end_alike(short, long):
        return ALMOST
    if is_nickname(short, long) or is_nickname(long, short):
        return NICKNAME
    if two:
        return DIFFERENT
    return UNLISTED if _share_letters(short, long) else ONE_LETTER if short[0] == long[0] else DIFFERENT


def _share_letters(a: str, b: str) -> bool:
    """Return whether two letters in a row stand in both of two first names, as in Tolly and Bartholomew."""
    return any(a[at : at + 2] in b for at in range(len(a) - 1))


def _begin_or_end_alike(short: str, long: str) -> bool:
    """Return whether one of two first names may be made of the other: Percy of Persephone, Stacia of Anastasia."""
    if len(short) <= SHORTEST_PART:
        return False
    return short[:SHORTEST_PART] == long[:SHORTEST_PART] or OSA.distance(short, long[-len(short) :]) == 1


@lru_cache(maxsize=100_000)
def sound(name: str) -> str:
    """Return a folded first name as it sounds, roughly: Keri and Kerry are one."""
    for letters, sound in _SOUNDS:
        name = name.replace(letters, sound)
    return _TWICE.sub(r"\1", name).rstrip("h")


def _swapped(a: Traits, b: Traits, own: OwnForms) -> Names:
    if not (a.families and b.families and a.given and b.given):
        return NOT_SWAPPED
    begin = _begin_alike(a.families, b.given), _begin_alike(b.families, a.given)
    if not any(begin):
        return NOT_SWAPPED  # quick exit for most pairs
    one, other = given_weight(a.given, b.families, own), given_weight(a.families, b.given, own)
    if not _may_be_swapped(one, other) and not _may_be_swapped(other, one):
        low, high = sorted((one[0], other[0]))
        near = low >= TWO_NAMES and (all(begin) or high >= SWAPPED_LEAST)  # Millie | Cox-Hale, and Hale | Millicent
        if not near or (set(a.phones).isdisjoint(b.phones) and set(a.emails).isdisjoint(b.emails)):
            return NOT_SWAPPED
    return one[0] + other[0], SWAPPED, SWAPPED


def _may_be_swapped(one: Weighed, other: Weighed) -> bool:
    """Return whether two names are like the other two: Tran | Van Minh, or Tran | M., and Minh | Tran."""
    in_part = one[0] == SAME_GIVEN and other in (PART_OF_GIVEN, AN_INITIAL)
    return one[0] >= SWAPPED_LEAST and (other[0] >= SWAPPED_LEAST or in_part)


NOT_SWAPPED: Names = (VETO, "", "")


def is_half_swapped(a: Traits, b: Traits) -> bool:
    """Return whether one goes by a first name that is the last name of the other: Cooper Neil, later Neil Hill."""
    return not (set(a.given).isdisjoint(b.families) and set(a.families).isdisjoint(b.given))


def _begin_alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    for one in a:
        for other in b:
            if one[0] == other[0]:
                return True
    return False


SAME_EMAIL, NEAR_EMAIL, SAME_EMAIL_NAME, SAME_PHONE, NEAR_PHONE, NOT_SHARED = 6.0, 4.5, 3.0, 4.5, 1.5, -0.5
"""Bits for e-mails and phones."""
IN_AN_EMAIL: Weighed = (2.5, "the e-mail of one has the last name of the other")
"""What it weighs that an e-mail is written with another last name than its owner's, as before a marriage."""
LETTERS = 2
"""E-mails that differ by so many letters may be one with a slip."""


def emails_weight(a: tuple[str, ...], b: tuple[str, ...]) -> Weighed:
    """Weigh the e-mail addresses of two people."""
    if not a or not b:
        return NOTHING
    if not set(a).isdisjoint(b):
        return SAME_EMAIL, "same e-mail"
    a, b = (tuple(map(same_mailbox_key, some)) for some in (a, b))
    if not set(a).isdisjoint(b):
        return SAME_EMAIL, "same mailbox, its e-mail written differently"
    best = (a[0], b[0])
    if len(a) > 1 or len(b) > 1:
        best = max(((x, y) for x in a for y in b), key=lambda p: JaroWinkler.similarity(*p))
    if 0 < OSA.distance(*best, score_cutoff=LETTERS) <= LETTERS and _digits(best[0]) == _digits(best[1]):
        return NEAR_EMAIL, "e-mails differ by a letter or two"
    if best[0].split("@")[0] == best[1].split("@")[0]:
        return SAME_EMAIL_NAME, "same e-mail name at another provider"
    return NOT_SHARED, ""


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def are_in_emails(families: tuple[str, ...], emails: tuple[str, ...]) -> bool:
    """Return whether one of some last names is in the name of an e-mail."""
    names = [_SIGNS.sub("", email.partition("@")[0]) for email in emails]
    return any(len(family) > SHORTEST_PART and family in name for family in families for name in names)


def phones_weight(a: tuple[str, ...], b: tuple[str, ...]) -> Weighed:
    """Weigh the phone numbers of two people."""
    if not a or not b:
        return NOTHING
    if not set(a).isdisjoint(b):
        return SAME_PHONE, "same phone"
    if any(OSA.distance(x, y, score_cutoff=1) == 1 for x in a for y in b):
        return NEAR_PHONE, "phones differ by a digit"
    return NOT_SHARED, ""


def _birth(a: str, b: str) -> Weighed:
    if not a or not b:
        return NOTHING
    if a == b:
        return (SAME_DAY, "same birth date") if len(a) == 10 else (SAME_YEAR, "same birth year")
    if abs(int(a[:4]) - int(b[:4])) >= FATHER_AND_SON and OSA.distance(a, b) > 1:
        return A_GENERATION
    short = min(len(a), len(b))
    if short < 10:
        return (SAME_YEAR, "same birth year") if a[:short] == b[:short] else (-4.0, "other birth year")
    if OSA.distance(a, b) == 1 or (a[:4] == b[:4] and (a[5:7], a[8:]) == (b[8:], b[5:7])):
        return NEAR_DAY, "birth dates differ by a slip"
    return OTHER_DAY, "other birth date"


SAME_ZIP, NEAR_ZIP_IN_CITY, NEAR_ZIP, SAME_CITY = 3.0, 2.0, 1.5, 1.5
"""Bits for where people live."""
NEARLY_CITY = 0.92
"""From here on cities are the same (Jaro and Winkler)."""


def _place(a: Traits, b: Traits) -> Weighed:
    city = bool(a.city and b.city) and (a.city == b.city or JaroWinkler.similarity(a.city, b.city) >= NEARLY_CITY)
    if a.postcode and b.postcode:
        if a.postcode == b.postcode:
            return SAME_ZIP, "same ZIP"
        if OSA.distance(a.postcode, b.postcode) == 1:
            return (NEAR_ZIP_IN_CITY if city else NEAR_ZIP), "ZIPs differ by a digit"
    return (SAME_CITY, "same city") if city else NOTHING


def _address(a: str, b: str) -> Weighed:
    if not a or not b:
        return NOTHING
    if a == b:
        return SAME_ADDRESS, "same address"
    one, other = _NUMBER.match(a), _NUMBER.match(b)
    if OSA.normalized_similarity(a, b) >= NEARLY_ADDRESS:
        if not one or not other or one[0] == other[0]:
            return SAME_ADDRESS, "same address"
        if max(len(one[0]), len(other[0])) >= LONG_NUMBER and OSA.distance(one[0], other[0]) == 1:
            return NEAR_NUMBER, "house numbers differ by a digit"
        return SAME_STREET, "same street"  # neighbors
    if a.startswith(b) or b.startswith(a):
        return PART_OF_ADDRESS, "one address is a part of the other"
    if one and other and one[0] == other[0]:
        return PART_OF_ADDRESS, "same house number"
    return NOTHING
