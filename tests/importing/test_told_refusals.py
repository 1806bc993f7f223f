"""Remarks in which somebody else tells that a person wants no contact: plain ones count, others are asked about."""

import pytest

from coordinator.importing.headed_cells import under
from coordinator.importing.targets import targets_of
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import PLAIN_HINTS
from coordinator.records.refusals import MARKS

PLAIN = (
    "She asked to be taken off all lists, please do not contact her again",
    "He wants no more contact from anyone",
    "asked us to stop contacting her",
    "wants to be left alone",
    "asked us to take her off",
    "wants out",
    "not interested in hearing from anybody",
    "told us never to contact him again",
    "Said she wants nothing more from you or us",
    "requested that we delete her from our lists",
    "Does not want any further contact",
    "no longer wishes to hear from the campaign",
    "would rather not hear from us again",
    "asked for her info to be removed",
    "He'd like to be off our list",
    "no quiere saber nada de nosotros",
)
DOUBTFUL = (
    "her husband wants no more contact",
    "she asked not to be contacted before June",
    "asked to be taken off the waiting list, she got in",
    "asked us to take her off the Tuesday shift",
    "begged off; do not follow up",
    "was never contacted",
)
NEITHER = (
    "out",
    "said he was out",
    "is from your list",
    "she has nothing from us",
    "wants out of the precinct role, will do phones",
    "not interested in running",
    "asked us to contact her",
    "never called back",
    "I never called her, sorry",
    "she never called me back",
    "never texted",
    "never emailed her",
    "never called in",
    "said she would never call a rep",
)


def read(text: str) -> tuple[set[str], bool]:
    """Return the marks that a note sets, and whether it is told."""
    reading = under(targets_of(CANDIDATE)["notes"], "Comments", "notes", [text]).read(text, PLAIN_HINTS)
    return {mark for mark in MARKS if reading.values.get(mark)}, bool(reading.problems)


@pytest.mark.parametrize("text", PLAIN)
def test_plain_ones_count(text: str) -> None:
    assert read(text)[0] == {"do_not_contact"}


@pytest.mark.parametrize("text", DOUBTFUL)
def test_those_in_doubt_are_asked_about(text: str) -> None:
    assert read(text) == (set(), True)


@pytest.mark.parametrize("text", NEITHER)
def test_others_say_nothing(text: str) -> None:
    assert read(text) == (set(), False)
