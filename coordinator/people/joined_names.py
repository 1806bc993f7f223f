"""Joined names: the first names under which rows were joined with somebody, and whether one more goes with them all.

A list may join Ted with Theodore, and Ted with Edward; nobody goes by all three. The record keeps one of the names, so
the others are read from the rows that its sign-ups came from.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base.folding import fold_word
from coordinator.people.keys import SHORT_OR_SAME, fit_of
from coordinator.people.short_forms import OwnForms
from coordinator.records.catalog import SIGNUP
from coordinator.records.kinds import Value, as_object, plain_text
from coordinator.records.names import Named
from coordinator.records.short_forms import Grade, is_given_name

_LONGEST_NAME = 60
"""Longer cells hold more than a name."""
BATCH = 10_000
"""How many people's rows are read by one query."""
_NO_NAME = re.compile(r"[\d@]")
_WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 3
"""Shorter first names stand in many an e-mail by chance."""


def rows_of(connection: Connection, people: Collection[int]) -> dict[int, list[Mapping[str, Value]]]:
    """Return the rows, cell by heading, from which the sign-ups of people in the database came, by person."""
    table = SIGNUP.table
    found: dict[int, list[Mapping[str, Value]]] = {person: [] for person in people}
    waiting = iter(sorted(people))
    while some := list(islice(waiting, BATCH)):
        where = table.c.candidate.in_(some), table.c.deleted_at.is_(None)
        for person, row in connection.execute(select(table.c.candidate, table.c.row).where(*where)):
            found[person].append(as_object(row))
    return found


def listed_in(rows: Iterable[Mapping[str, Value]], names: Sequence[Named], own: OwnForms) -> set[str]:
    """Return the first names in the cells of rows that a list joins with those of the person whom they are about.

    Args:
        rows: cells by heading.
        names: the names of the person.
        own: the short forms that the campaign added.
    """
    given = {name for known in names for name in known.given}
    families = {word for known in names for words in known.family_words for word in words}
    texts = {plain_text(value) for row in rows for value in row.values() if value}
    words = {
        fold_word(word)
        for text in texts
        if len(text) <= _LONGEST_NAME and not _NO_NAME.search(text)
        for word in _WORD.findall(text)
    }
    forms = {word for word in words - given - families if len(word) > 1}
    return {word for word in forms if any(fit_of(word, name, own) in SHORT_OR_SAME for name in given)}


def goes_with(mine: Named, names: Sequence[Named], joined: Iterable[str], own: OwnForms) -> bool:
    """Return whether a list joins a first name with every name that somebody goes by or was joined under.

    Args:
        mine: the name of a row.
        names: the names of the person, and of those who were merged into them.
        joined: first names under which rows were joined with them.
        own: the short forms that the campaign added.
    """
    every = [known.given for known in names if known.given] + [(name,) for name in joined]
    known = {name for some in every for name in some}
    return all(any(_is_one(a, b, known, own) for a in mine.given for b in some) for some in every)


def _is_one(a: str, b: str, known: Iterable[str], own: OwnForms) -> bool:
    """Return whether a list joins two first names, or has both for short forms of one that is known."""
    if fit_of(a, b, own):
        return True
    return own.grade(a, b) > Grade.NONE and any(
        fit_of(a, name, own) in SHORT_OR_SAME and fit_of(b, name, own) in SHORT_OR_SAME for name in known
    )


def names_another(email: str, a: Named, b: Named, own: OwnForms) -> bool:
    """Return whether an e-mail names somebody whom a list joins with one of two names, and not with the other.

    At `edward.bailey@`, Ted may be Edward; Theodore, whom the lists call Ted too, is not. Last names are taken out.
    """
    name, at, _ = email.partition("@")
    if not at:
        return False
    words = {word for known in (a, b) for words in known.family_words for word in words if len(word) >= SHORTEST}
    for word in sorted(words, key=len, reverse=True):
        name = name.replace(word, " ")
    said = {word for word in _WORD.findall(name) if len(word) >= SHORTEST and is_given_name(word)}
    return any(_is_form(word, a, own) != _is_form(word, b, own) for word in said)


def _is_form(word: str, known: Named, own: OwnForms) -> bool:
    return any(
        word == name or own.grade(word, name) > Grade.NONE or (len(name) == 1 and word.startswith(name))
        for name in known.given
    )
