"""The weekly report says the same in every form."""

import datetime as dt
import re
import subprocess
from pathlib import Path

import openpyxl
import pytest

from coordinator.base.errors import UserError
from coordinator.records.catalog import PARTNER, SOURCE
from coordinator.reports.definitions import FIGURES
from coordinator.reports.figures import figures
from coordinator.reports.periods import monday, named, today
from coordinator.reports.scope import Scope
from coordinator.reports.weekly import as_text, gather, write
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.needs import POPPLER
from tests.reports.lively import lively
from tests.reports.plain import counting, fill
from tests.tour.test_stops import sign_up

SCOPES = {
    "all": Scope(),
    "since": Scope(named("election", today())),
    "partner": Scope(partner=2),
    "stop": Scope(event=1),
    "state": Scope(state="OH"),
}


@pytest.mark.parametrize("name", SCOPES)
def test_the_same_figures_in_all_three(campaign: Campaign, name: str, tmp_path: Path) -> None:
    lively(campaign)
    scope = SCOPES[name]
    with campaign.reading() as connection:
        report = gather(connection, campaign.name, scope)
        assert report.figures == figures(connection, scope)
        plain = counting(connection, scope)
        assert report.figures == {key: len(plain.counted(key)) for key in FIGURES}
    for suffix in ("xlsx", "pdf", "txt"):
        write(report, tmp_path / f"r.{suffix}")
    assert _of_text((tmp_path / "r.txt").read_text(encoding="utf-8")) == report.figures
    assert _of_workbook(tmp_path / "r.xlsx") == report.figures
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    assert _of_pdf(tmp_path / "r.pdf") == report.figures


def _of_text(text: str) -> dict[str, int]:
    found = {}
    for key, figure in FIGURES.items():
        match = re.search(rf"^{re.escape(figure.label)}: +([\d,]+)$", text, re.MULTILINE)
        assert match, key
        found[key] = int(match[1].replace(",", ""))
    return found


def _of_workbook(path: Path) -> dict[str, int]:
    sheet = openpyxl.load_workbook(path)["Figures"]
    labels = {f.label: key for key, f in FIGURES.items()}
    return {labels[row[0]]: row[1] for row in sheet.iter_rows(min_row=6, values_only=True) if row[0] in labels}


def _of_pdf(path: Path) -> dict[str, int]:
    """Read the first numbers beside the labels, in the order in which the page shows them."""
    text = _text_of(path)
    found = {key: re.search(rf"^ *{re.escape(f.label)} +([\d,]+)", text, re.MULTILINE) for key, f in FIGURES.items()}
    return {key: int(number[1].replace(",", "")) for key, number in found.items() if number}


def _text_of(path: Path) -> str:
    program = POPPLER.program("pdftotext")
    return subprocess.run([program, "-layout", str(path), "-"], check=True, capture_output=True, text=True).stdout


def test_names_of_all_alphabets_are_printed(campaign: Campaign, tmp_path: Path) -> None:
    source = add(campaign, SOURCE, name="Łódź Đặng Ωmega Жанна 李")
    sign_up(campaign, add(campaign, given_name="Ann"), source)
    with campaign.reading() as connection:
        write(gather(connection, "T", Scope()), tmp_path / "r.pdf")
    assert "Łódź Đặng Ωmega Жанна □" in _text_of(tmp_path / "r.pdf")


def test_the_last_full_week_and_the_one_before(campaign: Campaign) -> None:
    begins = monday(today())
    moments = [begins - dt.timedelta(days=n) for n in (1, 7, 8, 14, 15, -0)]
    fill(
        campaign,
        {
            "source": [{"id": 1, "name": "Form"}],
            "candidate": [{"id": i, "given_name": f"P{i}"} for i in range(1, 7)],
            "signup": [
                {"id": i, "candidate": i, "source": 1, "submitted_at": f"{day}T17:00:00Z"}
                for i, day in enumerate(moments, 1)
            ],
        },
    )
    with campaign.reading() as connection:
        report = gather(connection, campaign.name, Scope())
    assert report.rows["people"] == (6, 2, 2, 1)
    assert report.columns[3] == "This week so far"


def test_the_workbook_has_charts_with_titles_axes_and_data(campaign: Campaign, tmp_path: Path) -> None:
    lively(campaign)
    with campaign.reading() as connection:
        report = gather(connection, campaign.name, Scope())
    write(report, tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames[0] == "Figures"
    assert book.sheetnames[-1] == "What is counted"
    for sheet in book.worksheets[1:-1]:
        (chart,) = sheet._charts
        assert chart.title is not None
        assert chart.x_axis.title is not None
        assert chart.y_axis.title is not None
        for series in chart.series:
            where = series.val.numRef.f.rsplit("!", 1)[1].replace("$", "")
            assert all(isinstance(cell.value, int) for row in sheet[where] for cell in row)


def test_a_report_of_one_partner_says_so(campaign: Campaign) -> None:
    lively(campaign)
    with campaign.reading() as connection:
        report = gather(connection, campaign.name, Scope(partner=2))
        assert report.title == "Weekly report – Partner “2”"
        assert PARTNER.label not in report.title.replace("Partner “2”", "")
        assert "Partner “2”" in as_text(report)


@pytest.mark.parametrize("people", [0, 1])
def test_a_report_of_nobody(campaign: Campaign, people: int, tmp_path: Path) -> None:
    fill(campaign, {"candidate": [{"id": 1, "given_name": "<Ada> & =1+1"}][:people]})
    with campaign.reading() as connection:
        report = gather(connection, "a <b> & c.campaign", Scope())
    for suffix in ("xlsx", "pdf", "txt"):
        write(report, tmp_path / f"r.{suffix}")
    assert report.figures["people"] == people


def test_other_endings_and_places_are_refused(campaign: Campaign, tmp_path: Path) -> None:
    with campaign.reading() as connection:
        report = gather(connection, campaign.name, Scope())
    with pytest.raises(UserError, match="as .xlsx, .pdf or .txt"):
        write(report, tmp_path / "r.docx")
    with pytest.raises(UserError, match="is not there"):
        write(report, tmp_path / "nowhere" / "r.pdf")
