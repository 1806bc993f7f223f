"""Figures on the command line: a contract."""

import json
from pathlib import Path

import pytest

from coordinator.app import main
from coordinator.cli.commands.numbers import FIGURE_KEYS
from coordinator.reports.chart_list import CHARTS
from coordinator.reports.definitions import FIGURES
from coordinator.reports.dimensions import DIMENSIONS
from coordinator.store.campaign import Campaign
from tests.reports.lively import lively


@pytest.fixture
def run(campaign: Campaign, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """Run a command on a lively campaign; give its document, or what it printed."""
    lively(campaign)
    monkeypatch.setenv("COORDINATOR_CAMPAIGN", str(campaign.path))

    def call(*words: object, status: int = 0):
        assert main([str(w) for w in words]) == status, capsys.readouterr().err
        out, err = capsys.readouterr()
        return json.loads(out) if "--json" in words and status == 0 else out + err

    return call


def test_stats(run) -> None:
    found = run("stats", "--by", ",".join(DIMENSIONS), "--json")
    assert list(found) == [*FIGURES, "by"]
    assert list(found["by"]) == list(DIMENSIONS)
    ohio = next(line for line in found["by"]["state"] if line["state"] == "OH")
    assert list(ohio) == ["state", *FIGURES]
    assert run("count", "candidates", "--filter", "state = OH", "--json")["count"] == ohio["people"]
    stop = found["by"]["event"][0]
    assert stop["event"].startswith("E-")
    assert stop["name"].startswith("Stop")
    assert run("stats", "--event", stop["event"], "--json")["sign_ups"] == stop["sign_ups"]
    assert sum(line["sign_ups"] for line in found["by"]["week"]) == found["sign_ups"]
    assert all(line["week"] is None or line["week"][4] == "-" for line in found["by"]["week"])


def test_stats_of_days_states_sources_partners(run) -> None:
    whole = run("stats", "--json")
    for words in (
        ("--state", "Ohio"),
        ("--source", "form 3"),
        ("--since", "election"),
        ("--until", "2020-01-01"),
        ("--zone", "Pacific"),
    ):
        assert run("stats", *words, "--json")["people"] <= whole["people"]
    assert run("stats", "--until", "2020-01-01", "--json")["people"] == 0
    assert "People: " in run("stats", "--by", "party")


MISTAKES = {
    "a day": ("stats", "--since", "yesterday"),
    "the wrong way round": ("stats", "--since", "2025-02-02", "--until", "2025-02-01"),
    "a dimension": ("stats", "--by", "colour"),
    "a zone": ("stats", "--zone", "Mars"),
    "a state": ("stats", "--state", "Atlantis"),
    "a source": ("stats", "--source", "Nowhere"),
    "a moment": ("stats", "--as-of", "then"),
    "an ID": ("stats", "--partner", "C-00001-X"),
    "a chart": ("chart", "pie", "out.svg"),
    "an ending": ("report", "weekly", "out.docx"),
    "a picture": ("chart", "funnel", "out.gif"),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_mistakes_are_explained(run, what: str) -> None:
    told = run(*MISTAKES[what], status=1)
    assert told.strip().endswith((".", "Eastern."))
    assert "Traceback" not in told


def test_the_past(run) -> None:
    found = run("stats", "--as-of", "2020-01-01", "--json")
    assert found["as_of"] == "2020-01-02T04:59:59Z"
    assert found["change_set"] == 0
    assert set(found["today"]) == set(FIGURES)


def test_reports_and_charts(run, tmp_path: Path) -> None:
    for suffix in ("xlsx", "pdf", "txt"):
        made = run("report", "weekly", tmp_path / f"r.{suffix}", "--json")
        assert made["figures"] == {k: v for k, v in run("stats", "--json").items() if k != "by"}
        assert (tmp_path / f"r.{suffix}").exists()
    for name in CHARTS:
        made = run("chart", name, tmp_path / f"{name}.svg", "--json")
        assert made["title"] in (tmp_path / f"{name}.svg").read_text(encoding="utf-8")
        assert len(made["table"]) > 1
    run("chart", "states", tmp_path / "heads.png", "--figure", "connected", "--per-head", "--dark")


def test_the_command_line_knows_every_figure() -> None:
    assert tuple(FIGURES) == FIGURE_KEYS
