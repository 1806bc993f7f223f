"""Offices in answers about running, such as `Yes - water board`, or `water board` where it is asked for: told."""

import re
from dataclasses import replace

from coordinator.importing.offices import VAGUE_LEVELS, doubt_of_level, office_term
from coordinator.importing.readings import CellReading
from coordinator.importing.targets import Target
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import Hints, plain_text
from coordinator.records.vocabularies import vocabulary

OFFICE = "office"
"""Key of the field for what somebody wants to run for."""
_OF_RUNNING = re.compile(r"(?i)\b(run|running|postul\w+|candidat[oa]s?|candidacy|for office)\b")
_YES_AND = re.compile(r"(?i)^\W*(yes|yep|yeah|sure|maybe|s[ií]|claro|quiz[aá]s?|tal vez)\b\W+(?P<office>\S.*)$")
_ASKS_WHICH = re.compile(r"(?i)\b(offices?|positions?|seats?|run(ning)? for|cargos?|puestos?)\b")
_EARLIER = re.compile(r"(?i)\b(before|ever|previous(ly)?|past|held|hold|current(ly)?|antes|anterior)\b")
_TOLD = "names an office, and is kept as an answer."


def with_offices(target: Target, heading: str) -> Target:
    """Return how answers are read: below a question about running, an office in one of them is told.

    Args:
        target: how they are read otherwise.
        heading: the question.
    """
    if not _OF_RUNNING.search(heading):
        return target
    plainly = _ASKS_WHICH.search(heading) and not _EARLIER.search(heading)

    def read(raw: object, hints: Hints) -> CellReading:
        reading, text = target.read(raw, hints), plain_text(raw)
        found = _YES_AND.match(text)
        term = office_term(found["office"]) if found else vocabulary("offices").find(text) if plainly else None
        doubtful = bool(found and doubt_of_level(found["office"]))
        if not doubtful and (term is None or term.code in VAGUE_LEVELS):
            return reading
        told = f"“{text}” {_TOLD} Write it into “{CANDIDATE.by_key[OFFICE].label}” if they want to run for it."
        return replace(reading, problems=(*reading.problems, told))

    return replace(target, read=read, clean=None)


def is_of_an_office(told: str) -> bool:
    """Return whether a problem tells of an office in an answer."""
    return _TOLD in told
