"""Whose a column is: the person's own, or somebody else's who stands in the same sheet."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from coordinator.base.folding import without_accents
from coordinator.importing.recognition.cells import ColumnFacts
from coordinator.importing.recognition.undress import Heading
from coordinator.records.kinds import plain_text

SOMEBODY, MAILING = "somebody", "mailing"
OTHERS = (
    "emergency spouse parent friend referrer nominator staff host manager company buyer user official child household venue their"
).split()
"""Concepts of people and bodies that are not the person who signed up."""
_PERSONAL = ("email", "phone", "full_name", "name_turned", "first_name", "last_name", "street")
_NOMINEES = frozenset("nominee nominees candidate candidates".split())
_OWN_WORDS = frozenset("your my own i me yourself".split())


@dataclass(slots=True)
class Column:
    """One column: its heading and what its cells are.

    Attributes:
        heading: the heading.
        words: its words, without typing errors.
        concepts: what they mean, each once.
        facts: what its cells are.
        last: the concept of the last word that has one.
        kinds: the kinds that most cells are of, by weight.
        whose: concepts of the people or bodies it is about; none: the person's own.
        namesakes: of e-mail addresses, the share that contains a name of their row; None: not known.
        after_another: whether somebody else's columns stand shortly before it.
    """

    heading: Heading
    words: tuple[str, ...]
    concepts: tuple[str, ...]
    facts: ColumnFacts
    last: str
    kinds: tuple[str, ...]
    whose: tuple[str, ...] = ()
    namesakes: float | None = None
    after_another: bool = False
    marks: list[str] = field(default_factory=list)


def owners_of(heading: Heading, concepts: Sequence[str]) -> tuple[str, ...]:
    """Return whom a heading names besides the person."""
    found = tuple(c for c in concepts if c in OTHERS)
    return found or ((SOMEBODY,) if heading.of_another else ())


def settle(columns: Sequence[Column], cells: Sequence[Sequence[object]]) -> None:
    """Decide whose the columns are by the sheet as a whole."""
    _who_is_meant(columns)
    _nominees(columns)
    _repeated_blocks(columns)
    _mailing(columns)
    for at, column in enumerate(columns):
        column.after_another = any(c.whose for c in columns[max(0, at - 4) : at])
    _namesakes(columns, cells)


def _who_is_meant(columns: Sequence[Column]) -> None:
    """A sheet in which all names and numbers are a parent's, a host's … is one of parents or hosts."""
    personal = [c for c in columns if any(k in c.kinds for k in _PERSONAL)]
    contacts = [c for c in personal if "email" in c.kinds or "phone" in c.kinds] or personal
    if any(not c.whose for c in contacts):
        return
    counted = Counter(w for c in personal for w in c.whose if w not in ("emergency", "company", "venue"))
    if not counted or counted.most_common(1)[0][1] < 2:
        return
    meant = counted.most_common(1)[0][0]
    for column in columns:
        column.whose = tuple(w for w in column.whose if w != meant)
        column.concepts = tuple(c for c in column.concepts if c != meant)


def _nominees(columns: Sequence[Column]) -> None:
    """In a form that is filled in for somebody else, "your name" is the one of who fills it in."""
    for column in columns:
        if column.heading.repeated == 1 and "nominee" in column.concepts:
            column.words = tuple(w for w in column.words if w not in _NOMINEES)
    about = [c for c in columns if "nominee" in c.concepts and any(k in c.kinds for k in (*_PERSONAL, "words"))]
    if len(about) < 2:
        return
    for column in columns:
        if column.concepts and "nominee" not in column.concepts and _OWN_WORDS.intersection(column.words):
            column.whose = (*column.whose, "nominator")


def _repeated_blocks(columns: Sequence[Column]) -> None:
    """`Name, Phone, Name, Phone`: what comes after the second name is the second person's."""
    names = [i for i, c in enumerate(columns) if c.heading.repeated > 1 and {"name", "first", "last"} & set(c.concepts)]
    for at, column in enumerate(columns):
        if column.heading.repeated == 1 or at in names or not any(k in column.kinds for k in ("email", "phone")):
            continue
        first = next((i for i, c in enumerate(columns) if c.heading.text == column.heading.text), at)
        if any(first < k < at for k in names):
            column.whose = (*column.whose, SOMEBODY)


_HOME = frozenset("residence residential resid res home physical registered street_address".split())
_PLACES = frozenset("address street city state zip county line2".split())


def _mailing(columns: Sequence[Column]) -> None:
    """Where a sheet has a home address and one for letters, the field gets the home address."""
    homes = {p for c in columns if _HOME.intersection(c.words) for p in _PLACES.intersection(c.concepts)}
    for column in columns:
        if (
            homes & set(column.concepts)
            and {"mailing", "mail"} & set(column.words)
            and not _HOME.intersection(column.words)
        ):
            column.whose = (*column.whose, MAILING)


def _namesakes(columns: Sequence[Column], cells: Sequence[Sequence[object]]) -> None:
    """Note of each column of e-mail addresses how many contain a name of the person's."""
    mails = [i for i, c in enumerate(columns) if "email" in c.kinds]
    if len(mails) < 2:
        return
    names = [
        i
        for i, c in enumerate(columns)
        if not c.whose
        and c.heading.repeated == 1
        and not c.after_another
        and any(k in c.kinds for k in ("full_name", "name_turned", "first_name", "last_name"))
        and "email" not in c.kinds
    ][:3]
    for at in mails:
        good = of = 0
        for row in range(min(len(cells[at]), 40)):
            text = without_accents(plain_text(cells[at][row])).partition("@")[0]
            own = {w for i in names for w in re.findall(r"\w{3,}", without_accents(plain_text(cells[i][row])))}
            if text and own:
                of += 1
                good += any(w in text for w in own)
        columns[at].namesakes = good / of if of >= 3 else None
