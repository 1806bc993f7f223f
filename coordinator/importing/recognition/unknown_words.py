"""Words of headings that were never seen above the person's own e-mails, phones or places: they may name another."""

from collections.abc import Callable, Mapping

from coordinator.importing.recognition.column import ColumnEvidence
from coordinator.importing.recognition.elsewhere import LEAD_TO
from coordinator.importing.recognition.evidence import SMALL, beside_cells
from coordinator.importing.recognition.lexicon import concepts_of, means_one
from coordinator.importing.recognition.model import Model
from coordinator.importing.targets import ANSWER

LETTERS = 3
"""So short a word says little."""
_AGAINST = 0.2
"""So much more a word speaks for an answer than for what is the person's own."""
_SEEN_ABOVE = (("zip", "postcode"), ("state", "state"), ("street", "address"), ("words", "city"), ("words", "county"))
"""Kinds of cells above which a word of a heading may have been seen, with the field of where somebody lives."""
_PLACES = frozenset("postcode state city county address +address +place".split())
_SAYS_WHERE = frozenset(
    "home other primary address street line2 city state zip zip4 county place country district precinct congress "
    "voter contact created date work".split()
)
"""Concepts of words that a heading of somebody's own place may have."""
_AT_HOME = frozenset(
    "neighborhood apartment unit near nearby nearest area current permanent legal mailing postal code number name "
    "wise hometown town zone region live lives living reside usps digit digits barrio vecindario".split()
)


def speaks_of_another(feature: str, target: str, further: str, learned: Model) -> bool:
    """Return whether a heading's word above cells of a kind was never seen there, or mostly above others' ones.

    Args:
        feature: the word above such cells (`beside_cells`).
        target: the field that the column may be.
        further: the field of further ones of the kind.
        learned: the weights.
    """
    own = learned.weight(feature, target)
    if own is None:
        return True
    also = learned.weight(feature, further) or 0.0
    return (learned.weight(feature, ANSWER) or 0.0) - (own if further == target else max(own, also)) > _AGAINST


def is_unsaid(target: str, column: ColumnEvidence, learned: Model, known: bool) -> bool:
    """Return whether no word of a heading speaks for a field whose cells could be many other things: *Fund*, *Miles*.

    Args:
        target: the field.
        column: the column.
        learned: the weights.
        known: whether the service is known for what the column is.
    """
    concepts, told = _SAID_BY.get(target, ((), None))
    if known or told is None or told(column) or column.heading.says_nothing or not column.facts.count:
        return False
    words = [w for w in (*column.words, *column.heading.aside) if w not in SMALL and w not in _OF_ANYTHING]
    if not {c for _, c in concepts_of(words)}.isdisjoint(concepts):
        return False
    return not any((learned.weight(f"w:{word}", target) or 0.0) > _FOR for word in words)


_FOR = 0.05
"""So much a word must speak for a field."""
_OF_ANYTHING = frozenset("number numbers no num nr # numero person persona".split())
_PERSON = frozenset(("person", "persona"))
_PLAINLY, _SOME = 0.6, 0.3
_SAID_BY: Mapping[str, tuple[tuple[str, ...], Callable[[ColumnEvidence], bool]]] = {
    "signup.event": (("event",), lambda c: c.facts.share("eventish") >= _PLAINLY),
    "stated_age": (("age", "band"), lambda c: False),
    "division": (("district", "precinct", "congress"), lambda c: c.beside_office or c.facts.share("int") < _PLAINLY),
    "owner": (("owner", "staff"), lambda c: _PERSON.isdisjoint(c.words)),
    "notes": (("note",), lambda c: c.facts.distinct >= _PLAINLY or c.facts.share("sentence") >= _SOME),
}
"""Fields whose cells are words or small numbers, as those of many others are → what says them, and whether cells do."""


_OF = frozenset("of de".split())
_WHOSE = frozenset("of for at where de del para".split())
"""Words behind which it stands whose a place is; other words behind a place's noun say how it is written."""
_PLACE_NOUNS = frozenset("address street city state zip zip4 county place country district precinct congress".split())


def may_be_elsewhere(column: ColumnEvidence, target: str, learned: Model) -> bool:
    """Return whether a heading of a place has a word that is not known of people's own ones: *Gym ZIP*.

    Of a question only the noun counts of which it asks the place; else what stands before the place's noun, or says
    behind it whose it is: *Address incl. house number* is the person's own.

    Args:
        column: the column.
        target: what it is taken for.
        learned: the weights.
    """
    if target not in _PLACES or target == column.surely or column.heading.says_nothing or not column.facts.count:
        return False
    words = column.heading.words
    if column.heading.asks:
        words = tuple(b for of, a, b in zip(words, words[1:], words[2:], strict=False) if of in _OF and a in LEAD_TO)
    else:
        words = _saying_whose(words)
    telling = [w for w in words if w.isalpha() and len(w) > LETTERS and w not in SMALL | _AT_HOME]
    telling = [w for w in telling if not means_one(w, _SAYS_WHERE)]
    return any(
        all(speaks_of_another(beside_cells(word, kind), field, field, learned) for kind, field in _SEEN_ABOVE)
        for word in telling
    )


def _saying_whose(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a heading before the first noun of a place, and those behind a word that says whose it is."""
    first = min((at for at, word in enumerate(words) if means_one(word, _PLACE_NOUNS)), default=len(words))
    whose = next((at for at in range(first + 1, len(words)) if words[at] in _WHOSE), len(words))
    return (*words[:first], *words[whose:])
