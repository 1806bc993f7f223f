"""Nouns of persons: the one list of words for whom a heading may name, each with a role and with where it may stand."""

from collections.abc import Iterator
from functools import cache

from coordinator.importing.recognition.word_lists import lines

_FILE = "persons.txt"
_NO_CONCEPTS = frozenset(("self", "guest", "somebody"))
"""Roles of nouns that headings have no concept for: they say who may be meant, and nothing more."""
_STANDINGS = frozenset(
    "heads signs anybody counted begins maybe another beside pupil young school elected speaks contact short served "
    "serves grown".split()
)
"""What the list says of nouns:

heads: a sheet is about them where the noun heads a column of names: *Candidate*.
signs: they sign up: a party that is called so is the person.
anybody: a sheet may be about them where nobody else is likelier: *Contact*, *User*.
counted: of several the second is another: *Person 2*.
begins: all headings of a list about them may begin so: *Donor first name*.
maybe: they may be somebody else than the one who signed up: *Guest*, *Rider*.
another: they are surely somebody else, in whatever heading: *Spouse*, *Mentor*.
beside: they are somebody else where a party is called so.
pupil, young: who signs up though a parent is reached.
school: words of lists of a school.
elected: they hold an office.
speaks: they stand for a body or a person: *Board rep*.
contact: words for a contact person.
served: they are the person beside somebody who serves them: *Invitee* beside *Team member*.
grown: they are of age, and may sign for a child that stands beside them: *Adult*.
serves: they look after others, who are the person where a sheet names both: *Advisor*.
short: short forms that count only before what somebody has: *SP phone*.
"""


@cache
def _lines() -> tuple[tuple[str, frozenset[str], tuple[str, ...]], ...]:
    """Return the lines of the list: role, standings, nouns."""
    found = []
    for line in lines(_FILE):
        if line.startswith("#") or not line:
            continue
        head, _, words = line.partition(":")
        role, _, standings = head.partition(",")
        said = frozenset(standings.split())
        if not said <= _STANDINGS:
            raise ValueError(f"{_FILE}: {line}")
        found.append((role, said, tuple(words.split())))
    return tuple(found)


@cache
def nouns(*standings: str) -> frozenset[str]:
    """Return the nouns that have one of some standings; where none is given, those that have any."""
    wanted = frozenset(standings or _STANDINGS)
    if not wanted <= _STANDINGS:
        raise ValueError(standings)
    return frozenset(noun for _, said, words in _lines() if said & wanted for noun in words)


def concepts() -> Iterator[tuple[str, str]]:
    """Yield role and noun of all that are concepts of headings; nouns of several words have `_` between them."""
    for role, said, words in _lines():
        if role not in _NO_CONCEPTS and "short" not in said:
            yield from ((role, noun) for noun in words)


@cache
def short_forms() -> dict[str, str]:
    """Return the short forms that count only before what somebody has → their role."""
    return {noun: role for role, said, words in _lines() if "short" in said for noun in words}
