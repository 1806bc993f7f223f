"""Crowd sizes as people write them: every number in a cell, how it was obtained, and who says so."""

import re
from dataclasses import dataclass

from coordinator.importing.readings import CellReading
from coordinator.records.catalog import EVENT
from coordinator.records.kinds import EMPTY_WORDS, Hints, plain_text
from coordinator.records.kinds.written_numbers import Written, is_range, is_vague, written_numbers
from coordinator.records.vocabularies import vocabulary

_PARTS = re.compile(r"\s+\+\s+|(?<!\d);|;(?!\d)|[()\[\]]|\n")
_EITHER = re.compile(r"\s+/\s*|\s*/\s+|(?<![\dk])/|/(?!\d)")
"""What stands between two figures: a slash straight between two numbers (`3/400`) may mean anything."""
_ADDED = re.compile(r"\s+\+\s+")
_DATE = re.compile(r"\d{4}-\d\d|\d{1,2}\.\d{1,2}\.|\d:\d\d|\d/\d{1,2}/\d|\d\s*[ap]\.?m\b", re.IGNORECASE)
_NOT_PEOPLE = re.compile(
    r"(?i)\s*(?:[a-z]+\s+)?(?:rooms?|bus(?:es)?|cars?|minutes?|hours?|min|hrs?|miles?|blocks?|rows?|sections?|tables?|days?|weeks?|"
    r"years?|dollars|times|percent|%|o'clock|st\b|nd\b|rd\b|th\b)"
)
_NOT_THERE = re.compile(
    r"(?i)\s*(?:\w+\s+)?(?:capacity|seats?|seated|chairs?|max(?:imum)?|or (?:less|fewer|under|below)|o menos|minus|"
    r"rsvp\w*|registered|registrations?|expected|invited|invites|signed up|tickets? sold|goal)\b"
)
_AT_MOST = re.compile(
    r"(?i)(?:\b(?:(?:less|fewer|lower|smaller|not? more) than|under|below|up to|at most|max(?:imum)?|cap(?:acity|ped)?|"
    r"seats|holds?|held|limit(?:ed)?|room for|space for|expect(?:ed|ing)?|goal|target|menos de|no m[aá]s de|hasta|"
    r"m[aá]ximo|capacidad|rsvps?|registered|registrations)|<)\W*(?:of |is |to |was |at |de )?"
    r"(?:about |around |some |~ ?)?$"
)
"""Words around a limit, a hall's size or a hope: nobody counted so many."""
_BEFORE_OTHERS = re.compile(r"(?i)[$€£#]\s*$|^[-−]\s*$|\b(?:row|room|gate|hall|section|no\.?)\s*$")
_ABOUT = re.compile(
    r"[~≈+]|\dk\b|\b(over|about|approx|approximately|around|est|nearly|almost|at least|more than|some|thousand|ca)\b",
    re.IGNORECASE,
)
_WHO = re.compile(r"^\s*([^\d:]{2,40}):\s")
_BARE = re.compile(r"[\d,.'’ ]+")


@dataclass(frozen=True, slots=True)
class CrowdNumber:
    """A reported crowd size.

    Attributes:
        basis: code in the vocabulary `crowd_basis`; None if unknown.
        who: who reported it, "" if the cell does not say.
        words: the words around the number, "" for a bare number.
    """

    number: int
    basis: str | None
    who: str
    words: str


def figures(text: str) -> list[CrowdNumber]:
    """Return the figures in a cell, in order: `approx 34k (press: 30,000)` has two.

    A range, an amount without a number, two numbers in one breath and a sum with an unknown part give none: they
    are not understood.
    """
    found: list[CrowdNumber] = []
    if _ADDED.search(text) and any(re.search(r"\d", p) and _number_in(p) is None for p in _ADDED.split(text)):
        return []  # `2 buses + 30` is a sum of which one part is not known
    for part in _parts(text):
        words = part.strip(" ,'\"’")
        number = _number_in(words)
        if number is not None:
            who = _WHO.match(words)
            bare = _BARE.fullmatch(words)
            found.append(CrowdNumber(number, _basis(words), who[1].strip() if who else "", "" if bare else words))
    return found


def _parts(text: str) -> list[str]:
    found: list[str] = []
    for part in _PARTS.split(text):
        found += [part] if is_range(part) or _DATE.search(part) else _EITHER.split(part)
    return found


def _number_in(words: str) -> int | None:
    if _DATE.search(words) or is_range(words) or is_vague(words):
        return None
    found = [n for n in written_numbers(words, whole=True) if _counts_people(words, n)]
    if len(found) != 1 or len(re.findall(r"\d+", words[: found[0].start] + words[found[0].end :])) > 0:
        return None
    number = found[0].number
    return int(number) if number.is_integer() and number >= 0 else None


def _counts_people(words: str, number: Written) -> bool:
    before, after = words[: number.start], words[number.end :]
    if _NOT_PEOPLE.match(after) or _NOT_THERE.match(after):
        return False
    return not _BEFORE_OTHERS.search(before) and not _AT_MOST.search(before)


def read_crowd(raw: object, hints: Hints) -> CellReading:
    """Read a crowd size: `approx 34k`, `32,000+`, `12 thousand`; words are kept, a range or limit gives no number.

    Of several figures the first one is taken, and that is told.
    """
    text = plain_text(raw)
    if text.lower() in EMPTY_WORDS:
        return CellReading({})
    found = figures(text)
    if not found:
        what = "is a range" if is_range(text) else "is no number of people"
        told = f"“{text}” {what}. It is kept as words; write a number if there is one to quote."
        return CellReading({"attendance_said": text}, (told,))
    cleaned = EVENT.by_key["attendance"].clean(found[0].number, hints)
    if cleaned.value is None:
        return CellReading({"attendance_said": text}, (cleaned.problem,) if cleaned.problem else ())
    bare = _BARE.fullmatch(text) is not None
    others = [f"{figure.number:,}" for figure in found[1:] if figure.number != found[0].number]
    first = f"{found[0].number:,}"
    told = f"“{text}” gives {len(others) + 1} figures. {first} is taken as the one to quote; correct it if need be."
    values = {"attendance": cleaned.value} | ({} if bare else {"attendance_said": text})
    return CellReading(values, (told,) if others else ())


def _basis(words: str) -> str | None:
    """Return how a number was obtained, from a word of the vocabulary or one that marks an estimate."""
    terms = vocabulary("crowd_basis")
    for word in re.findall(r"[a-z]+(?: [a-z]+)?", words.casefold()):
        for said in (word, *word.split()):
            if term := terms.find(said):
                return term.code
    return "estimate" if _ABOUT.search(words) else None
