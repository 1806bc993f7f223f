"""A first time at an event says nothing of a candidacy; a first time that is not said of what is asked about."""

from pathlib import Path

import pytest

from coordinator.operations import importing
from coordinator.store.campaign import Campaign

AT_AN_EVENT = (
    "First time joining us?|1st time at our booth|Is this your first visit with us?|New to our group?|First-time guest|"
    "First time signing in?|¿Es su primera vez aquí?|First-time volunteer?"
).split("|")
OF_RUNNING = (
    "First time running for anything?|Is this your first campaign?|First-time candidate|Would this be your first race?|"
    "¿Primera vez como candidata?|First time running with us?"
).split("|")


def _column(campaign: Campaign, path: Path, heading: str, beside: str = "", cell: str = "") -> tuple[str, str, str]:
    rows = [f"Ana{c} Larkin,ana{c}@example.org,{cell},{'Y' if c in 'abc' else 'N'}" for c in "abcdefgh"]
    path.write_text("\n".join([f"Name,Email,{beside or 'Color'},{heading}", *rows]) + "\n", encoding="utf-8")
    column = importing.plan(campaign, path).sheets[0].columns[3]
    return column.target, column.asks, column.may_be


@pytest.mark.parametrize("heading", AT_AN_EVENT)
def test_a_first_time_at_an_event_is_an_answer(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    assert _column(campaign, tmp_path / "list.csv", heading)[0] == "answer"


@pytest.mark.parametrize("heading", OF_RUNNING)
@pytest.mark.parametrize("beside", ["", "Event"])
def test_a_first_candidacy_is_one_at_an_event_too(
    campaign: Campaign, tmp_path: Path, heading: str, beside: str
) -> None:
    assert _column(campaign, tmp_path / "list.csv", heading, beside, "Reno rally")[0] == "first_time"


@pytest.mark.parametrize("heading", ["First time?", "1st time", "First-timer?", "Is this your first time?"])
def test_what_was_not_said_is_asked_where_nothing_tells(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    for beside, cell in (("", ""), ("Event", "Reno rally")):
        target, asks, may_be = _column(campaign, tmp_path / "list.csv", heading, beside, cell)
        assert (target, bool(asks), may_be) == ("answer", True, "first_time")
    target, asks, _ = _column(campaign, tmp_path / "list.csv", heading, "Office sought", "Mayor")
    assert (target, asks) == ("first_time", "")
