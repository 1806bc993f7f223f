"""Texts that a spreadsheet program would run as a formula go out as texts, and come back as they were."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.operations import importing, own_fields
from coordinator.records.catalog import CANDIDATE
from coordinator.round_trip.exporting import export
from coordinator.store.campaign import Campaign
from coordinator.workbooks import read_book
from coordinator.workbooks.live_texts import SIGNS, is_number, marked, unmarked
from coordinator.workbooks.problem_books import ProblemSheet, write_problems
from tests.builders import DATA, add, everything, get
from tests.extent import usually

LIVE = (
    "=cmd|'/c calc'!A1",
    "@SUM(1)",
    "-2+3+cmd|x",
    "+1+cmd|x",
    "\uff1d1+1",
    "'=1+1",
    "''@x",
    "<r><t>bold</r>",
    "say\n=cmd|x",
    "say;=cmd|x",
    "- a point\n- another",
    '=HYPERLINK("http://example.net","x")',
)
TEXTS = st.lists(
    st.sampled_from([*"=+-@'\";,\n\t ", "\uff1d", "\uff20", "a", "cmd|x", "1", "<r>", "</r>", "_x0041_", "&amp;"]),
    max_size=12,
).map("".join)


def cells_of(path: Path, separator: str = ",") -> list[str]:
    text = path.read_text(encoding="utf-8-sig")
    return [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) for cell in row]


@given(TEXTS)
@settings(max_examples=usually(300, 5_000), deadline=None)
def test_a_mark_is_taken_off_exactly(text: str) -> None:
    assert unmarked(marked(text)) == text
    for separator in "\n;\t":
        for piece in marked(text).split(separator):
            assert not piece.lstrip(" \xa0").startswith(tuple("=+-@\uff1d\uff20"))


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "ods"])
def test_what_would_run_goes_out_and_comes_back(campaign: Campaign, tmp_path: Path, suffix: str) -> None:
    numbers = [
        add(
            campaign, given_name=t, family_name="Brook", city=t, notes=t, email=f"p{i}@example.org", phone="+4930901820"
        )
        for i, t in enumerate(LIVE)
    ]
    before = {n: get(campaign, n) for n in numbers}
    path = tmp_path / f"out.{suffix}"
    export(campaign, path, kinds=("candidate",), author="Dana")
    back = importing.plan(campaign, path)
    assert (back.plan.is_empty, back.problems) == (True, [])
    if suffix == "csv":
        assert "+4930901820" in cells_of(path)
        for separator in ",;\t":
            live = [c for c in cells_of(path, separator) if c.startswith(tuple(SIGNS.replace("\\", "")))]
            assert [c for c in live if not is_number(c)] == []
    if suffix == "xlsx":
        (sheet,) = [s for s in openpyxl.load_workbook(path) if s.title == "Candidates"]
        assert {c.data_type for row in sheet.iter_rows() for c in row} <= {"s", "n", "d"}
    assert {n: get(campaign, n) for n in numbers} == before


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "ods"])
@given(st.lists(TEXTS, min_size=3, max_size=3))
@settings(
    max_examples=usually(10, 300),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_text_comes_back_equal(campaign: Campaign, tmp_path: Path, suffix: str, texts: list[str]) -> None:
    number = add(campaign, given_name="Ann", family_name=texts[0], city=texts[1], notes=texts[2])
    path = tmp_path / f"out.{suffix}"
    export(campaign, path, kinds=("candidate",), ids={"candidate": [number]}, author="Dana")
    back = importing.plan(campaign, path)
    assert (back.plan.is_empty, back.problems) == (True, [])


def test_a_csv_taken_by_another_campaign_brings_the_same_texts(
    campaign: Campaign, empty_campaign: Campaign, tmp_path: Path
) -> None:
    for i, text in enumerate(LIVE):
        add(campaign, given_name=f"Ann{i}", family_name="Brook", notes=text, email=f"p{i}@example.org")
    path = tmp_path / "out.csv"
    export(
        campaign,
        path,
        kinds=("candidate",),
        columns={"candidate": ("given_name", "family_name", "email", "notes")},
        author="Dana",
    )
    importing.apply(empty_campaign, importing.plan(empty_campaign, path), author="Dana")
    there = {r["email"]: r["notes"] for r in everything(empty_campaign, CANDIDATE)}
    here = {r["email"]: r["notes"] for r in everything(campaign, CANDIDATE)}
    assert {k: v for k, v in there.items() if v != here[k]} == {}


def test_headings_are_marked_too(campaign: Campaign, tmp_path: Path) -> None:
    own_fields.make_field(campaign, "Dana", CANDIDATE, "=1+1|Odd", "text")
    add(campaign, given_name="Ann", family_name="Brook")
    path = tmp_path / "out.csv"
    export(campaign, path, kinds=("candidate",), author="Dana")
    assert "'=1+1|Odd" in cells_of(path)
    back = importing.plan(campaign, path)
    assert (back.plan.is_empty, back.problems) == (True, [])


def test_a_workbook_of_problems_holds_texts_as_they_came(tmp_path: Path) -> None:
    path, texts = tmp_path / "problems.xlsx", [t for t in LIVE if not t.startswith("'")]
    write_problems(path, [ProblemSheet("List", ["=1+1", "Notes"], [[t, t] for t in texts], ["=why"] * len(texts))])
    rows = read_book(path).sheets[0].rows
    assert [row[0] for row in rows] == ["=1+1", *texts]


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "ods"])
def test_a_strangers_list_goes_out_and_comes_back(campaign: Campaign, tmp_path: Path, suffix: str) -> None:
    importing.apply(campaign, importing.plan(campaign, DATA / "safety/injection.csv"), author="Dana")
    assert any(r["given_name"].startswith("=") for r in everything(campaign, CANDIDATE))
    path = tmp_path / f"out.{suffix}"
    export(campaign, path, kinds=("candidate",), author="Dana")
    back = importing.plan(campaign, path)
    assert (back.plan.is_empty, back.problems) == (True, [])
