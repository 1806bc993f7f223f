"""Names that are formulas, markup or header lines, through all that the program writes: they stay words."""

import csv
import email
import email.policy
import subprocess
from email.message import EmailMessage
from pathlib import Path
from xml.etree import ElementTree

import pytest

from coordinator.app import main
from coordinator.importing.plan import ImportOptions
from coordinator.operations import importing
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, EVENT, PARTNER
from coordinator.store.campaign import Campaign
from coordinator.workbooks import read_book
from tests.builders import DATA, add, edit, everything
from tests.needs import POPPLER

MARKUP = '<img src="pictures/x.png"><b>Fox</b>'
LINES = "Ann\r\nBcc: victim@example.org\r\n\r\nBEGIN:VALARM"
FORMULA = '=HYPERLINK("http://example.net","x")'


@pytest.fixture
def hostile(campaign: Campaign, tmp_path: Path) -> Path:
    """A campaign of such names, all of them handed over and due for a call."""
    importing.apply(campaign, importing.plan(campaign, DATA / "safety/injection.csv", ImportOptions()), author="Dana")
    for name in (MARKUP, LINES, FORMULA):
        add(campaign, given_name=name, family_name=name, email=f"p{len(name)}@example.org", notes=name, office=name)
    add(campaign, PARTNER, name=MARKUP, contact_name=LINES, contact_email="desk@example.org", notes=FORMULA)
    add(campaign, EVENT, title=MARKUP, venue=LINES, city=FORMULA[:20], state="NE", starts_at="2026-05-01T18:00")
    for person in everything(campaign, CANDIDATE):
        given = {"consent_contact": True, "consent_share": True, "state": "NE", "follow_up": "2026-05-02"}
        edit(campaign, person["id"], do_not_contact=None, **given)
    path = Path(campaign.where)
    run(path, "connect", "--filter", "state = NE", "--partner", row_id.make("P", 1))
    return path


def run(path: Path, *words: str) -> None:
    assert main(["--campaign", str(path), *words]) == 0, words


def letters(folder: Path) -> list[EmailMessage]:
    found = sorted(folder.rglob("*.eml"))
    assert found
    return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in found]


def test_letters_have_no_lines_of_others_in_their_heads(hostile: Path, tmp_path: Path) -> None:
    run(hostile, "handoff", row_id.make("P", 1), str(tmp_path / "out.xlsx"), "--eml", str(tmp_path / "cover.eml"))
    run(hostile, "introduce", str(tmp_path / "drafts"))
    for letter in letters(tmp_path):
        assert letter["Bcc"] is None and letter["X"] is None
        assert [a.domain for a in letter["To"].addresses] == ["example.org"], str(letter["To"])
        assert letter.defects == [] and all(not header.defects for header in letter.values())
        assert letter.get_body(("html",)) is None


def test_a_calendar_has_no_entries_of_others(hostile: Path, tmp_path: Path) -> None:
    run(hostile, "followups", "--later", "3650", "--ics", str(path := tmp_path / "due.ics"))
    lines = path.read_bytes().decode().replace("\r\n ", "").split("\r\n")
    names = {line.split(":")[0].split(";")[0] for line in lines if line}
    assert "VALARM" not in {line.partition(":")[2] for line in lines if line.startswith("BEGIN:")}
    assert "Bcc" not in names and names == {name.upper() for name in names}
    assert any("BEGIN:VALARM" in line for line in lines if line.startswith("SUMMARY"))  # the words are there


def test_what_is_printed_shows_names_as_they_are(hostile: Path, tmp_path: Path) -> None:
    tool = POPPLER.program("pdftotext")
    run(hostile, "handoff", row_id.make("P", 1), str(tmp_path / "out.xlsx"))
    for words in (("report", "weekly"), ("paper", row_id.make("E", 1))):
        run(hostile, *words, str(path := tmp_path / f"{words[0]}.pdf"))
        text = subprocess.run([tool, "-raw", str(path), "-"], capture_output=True, text=True, check=True).stdout
        assert "<b>Fox</b>" in "".join(text.split()), words


def test_charts_are_no_pages(hostile: Path, tmp_path: Path) -> None:
    from coordinator.reports.chart_list import CHARTS

    drawn = ""
    for key in CHARTS:
        run(hostile, "chart", key, str(path := tmp_path / f"{key}.svg"))
        tags = {node.tag.rpartition("}")[2] for node in ElementTree.parse(path).iter()}
        assert not tags & {"script", "img", "image", "b", "foreignObject", "a"}, key
        drawn += path.read_text(encoding="utf-8")
    assert "<b>Fox" not in drawn


@pytest.mark.parametrize("ending", ["xlsx", "ods", "csv"])
def test_sheets_hold_texts(hostile: Path, tmp_path: Path, ending: str) -> None:
    run(hostile, "export", str(path := tmp_path / f"all.{ending}"), "--kind", "candidates")
    shown = [cell.removeprefix("'") for sheet in read_book(path).sheets for row in sheet.rows for cell in map(str, row)]
    assert any(FORMULA in cell for cell in shown) and any(MARKUP in cell for cell in shown)
    if ending == "csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert not [c for row in csv.reader(file) for c in row if c[:1] in ("=", "+", "-", "@", "\t")]
