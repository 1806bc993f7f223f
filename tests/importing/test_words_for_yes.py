"""A permission is recognized and read in the words in which people give and refuse it."""

from pathlib import Path

import pytest

from coordinator.records.candidates import Candidate
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import TIMES
from coordinator.store.campaign import Campaign
from tests.builders import bring


@pytest.mark.parametrize(
    "cells",
    [
        ("✓", "", "✓"),
        ("Fine by me", "I'd rather not", "Go ahead"),
        ("Yes - partners too", "No", "Please do"),
        ("Con gusto", "Por ahora no", "Claro que sí"),
    ],
)
def test_a_permission_in_other_words(campaign: Campaign, tmp_path: Path, cells: tuple[str, str, str]) -> None:
    path = tmp_path / "form.csv"
    rows = [f"Ana{n},Lind,ana{n}@example.org,{cell}" for n, cell in enumerate(cells)]
    path.write_text(
        "First name,Last name,Email,May we contact you about running?\n" + "\n".join(rows), encoding="utf-8"
    )
    columns = bring(campaign, path)[0].sheets[0].columns
    assert [c.target for c in columns] == ["given_name", "family_name", "email", "consent_contact"]
    with campaign.reading() as connection:
        found = {r.given_name: r.consent_contact for r in connection.execute(Candidate.__table__.select())}
    assert [found["Ana0"], found["Ana2"]] == [True, True]
    assert found["Ana1"] in (None, False)


@pytest.mark.parametrize("words", ["go ahead", "fine by me", "not right now", "maybe"])
def test_what_gives_leave_says_nothing_of_an_opt_out(words: str) -> None:
    assert CANDIDATE.by_key["do_not_contact"].kind.clean(words).value is not False
    assert CANDIDATE.by_key["consent_contact"].kind.clean(words).value in (
        {"not right now": False, "maybe": None}.get(words, True),
    )


def test_how_often() -> None:
    often = {"never": 0, "once": 1, "Twice.": 2, "3 times": 3, "two times": 2, "2x": 2, "dos veces": 2, "4": 4}
    assert {text: TIMES.clean(text).value for text in often} == often
    for text in ("a few times", "sometimes", "5k run", "yes"):
        cleaned = TIMES.clean(text)
        assert cleaned.value is None and cleaned.problem
