"""Paper: sheets that can be printed and scanned, lines that become sign-ups and are found again."""

import subprocess
from pathlib import Path

import pytest

from coordinator.app import main
from coordinator.base.errors import UserError
from coordinator.changes import apply, history
from coordinator.records.catalog import EVENT, SIGNUP, SOURCE
from coordinator.store.campaign import Campaign
from coordinator.tour.form_setup import plan_public
from coordinator.tour.paper import COLUMNS, Line, differing, problem_of, split_reach, stop_of, typed_before
from coordinator.tour.paper_pdf import WIDTHS, write_sheets
from coordinator.tour.paper_signups import plan_sheet
from coordinator.tour.questions import CONSENTS
from coordinator.tour.stops import read_tour
from tests.builders import add, edit, everything, undo
from tests.needs import POPPLER

ANN = {"name": "Ann Lee", "reach": "ann@example.org", "postcode": "80203", "office": "Mayor", "consent_contact": "yes"}
BOB = {"name": "Bob Ray", "reach": "303 555 0142", "consent_share": "yes"}


@pytest.fixture
def stop(campaign: Campaign) -> int:
    return add(
        campaign,
        EVENT,
        title="Denver, Civic Center Park – with a título",
        slug="denver",
        city="Denver",
        state="CO",
        starts_at="2025-03-21 18:00",
        time_zone="America/Denver",
    )


def save(campaign: Campaign, stop: int, sheet: int, *boxes: dict[str, str]):
    with campaign.reading() as connection:
        planned = plan_sheet(connection, stop, sheet, [Line(n, b) for n, b in enumerate(boxes, 1)])
    apply.apply(campaign, planned.plan, author="Dana")
    return planned


def tell(campaign: Campaign, **told: str) -> None:
    with campaign.reading() as connection:
        plan = plan_public(connection, told)
    apply.apply(campaign, plan, author="Dana")


def test_a_sheet_becomes_sign_ups_of_its_stop(campaign: Campaign, stop: int) -> None:
    save(campaign, stop, 3, ANN, {}, BOB)
    ann, bob = everything(campaign)
    assert (ann["email"], ann["postcode"], ann["office"]) == ("ann@example.org", "80203", "Mayor")
    assert (ann["consent_contact"], ann["consent_share"], ann["consent_date"]) == (True, False, "2025-03-22")
    assert (bob["phone"], bob["email"], bob["consent_share"]) == ("+13035550142", None, True)
    first, second = everything(campaign, SIGNUP)
    assert (first["event"], second["event"]) == (stop, stop)
    assert [s["source_key"] for s in (first, second)] == ["sheet 3, line 1", "sheet 3, line 3"]
    assert second["came_in"].endswith("sheet 3, line 3")
    assert campaign.head() == 2
    with campaign.reading() as connection:
        assert read_tour(connection).figures[stop].sign_ups == 2
    undo(campaign)
    assert everything(campaign) == []


def test_typed_again_a_sheet_changes_what_differs(campaign: Campaign, stop: int) -> None:
    save(campaign, stop, 1, ANN, BOB)
    assert save(campaign, stop, 1, ANN, BOB).plan.is_empty
    save(campaign, stop, 1, {**ANN, "postcode": "80205"}, BOB, {"name": "Cy Dole", "reach": "cy@example.org"})
    assert [r["postcode"] for r in everything(campaign)] == ["80205", None, None]
    assert len(everything(campaign, SIGNUP)) == 3
    edit(campaign, stop, EVENT, title="Renamed")
    save(campaign, stop, 2, {"name": "Dee Fox", "reach": "dee@example.org"})
    assert len(everything(campaign, SOURCE)) == 1
    with campaign.reading() as connection:
        found = typed_before(connection, stop)
    assert {sheet: [line.number for line in lines] for sheet, lines in found.items()} == {1: [1, 2, 3], 2: [1]}
    assert dict(found[1][0].boxes).items() >= {**ANN, "postcode": "80205", "consent_share": ""}.items()


def test_two_sheets_with_one_person(campaign: Campaign, stop: int) -> None:
    save(campaign, stop, 1, ANN)
    save(campaign, stop, 2, {**ANN, "office": ""})
    assert len(everything(campaign)) == 1 and len(everything(campaign, SIGNUP)) == 2


def test_what_cannot_be_read_is_kept_as_it_was_written(campaign: Campaign, stop: int) -> None:
    save(campaign, stop, 1, {"name": "Ann Lee", "reach": "ann@example", "postcode": "8o2"})
    (person,), (sign_up,) = everything(campaign), everything(campaign, SIGNUP)
    assert (person["email"], person["postcode"]) == (None, None)
    assert (sign_up["row"]["E-mail"], sign_up["row"]["ZIP"]) == ("ann@example", "8o2")


def test_nothing_typed_and_no_stop_are_said(campaign: Campaign, stop: int) -> None:
    with campaign.reading() as connection:
        with pytest.raises(UserError, match="at least one line"):
            plan_sheet(connection, stop, 1, [Line(1, {"name": "  "})])
        with pytest.raises(UserError, match="no tour event 99"):
            plan_sheet(connection, 99, 1, [Line(1, ANN)])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ann@example.org", {"email": "ann@example.org"}),
        ("303 555 0142", {"phone": "303 555 0142"}),
        ("ann@example.org, 303-555-0142", {"email": "ann@example.org", "phone": "303-555-0142"}),
        ("(303) 555 0142 or ann@example.org", {"phone": "(303) 555 0142", "email": "ann@example.org"}),
        ("  ", {}),
    ],
)
def test_the_one_box_for_e_mail_and_phone(text: str, found: dict[str, str]) -> None:
    assert split_reach(text) == found


def test_what_is_doubtful_is_said_while_typing() -> None:
    assert problem_of("reach", "ann@example") and problem_of("reach", "555") and problem_of("postcode", "8o2")
    assert [problem_of(c, t) for c, t in (("reach", ""), ("reach", "ann@example.org"), ("name", "?"))] == [None] * 3


def test_what_was_typed_in_two_ways() -> None:
    once = [Line(1, ANN), Line(2, BOB)]
    again = [Line(1, {**ANN, "name": " ann  LEE "}), Line(2, {**BOB, "reach": "303 555 0143"}), Line(4, {"name": "X"})]
    assert [(d.line, d.column, d.first, d.second) for d in differing(once, again)] == [
        (2, "reach", "303 555 0142", "303 555 0143"),
        (4, "name", "", "X"),
    ]
    assert differing(once, once) == []


def pictures(path: Path, folder: Path) -> list[Path]:
    """Render a PDF's pages."""
    program = POPPLER.program("pdftoppm")
    subprocess.run([program, "-r", "100", "-png", str(path), str(folder / "page")], check=True)
    return sorted(folder.glob("page*.png"))


def test_printed_sheets_lead_to_the_form_of_their_stop(campaign: Campaign, stop: int, tmp_path: Path) -> None:
    import zxingcpp
    from PIL import Image

    tell(campaign, name="Fight Tour 2026", contact="help@example.org", address="https://run.example.org/form")
    with campaign.reading() as connection:
        found = stop_of(connection, stop)
    write_sheets(found, tmp_path / "sheets.pdf", 3, first=9)
    pages = pictures(tmp_path / "sheets.pdf", tmp_path)
    assert len(pages) == 3
    for page in pages:
        with Image.open(page) as image:
            assert [code.text for code in zxingcpp.read_barcodes(image)] == [
                f"https://run.example.org/form?c={found.code}"
            ]
    text = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "sheets.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout
    for said in (
        "Sheet 9",
        "Sheet 11",
        "Denver, Civic Center Park – with a título",
        "Fri 21 Mar 2025, 18:00 MDT",
        "Nombre",
        "help@example.org",
        found.code,
    ):
        assert said in text
    assert tuple(WIDTHS)[1:] == COLUMNS and COLUMNS[-2:] == CONSENTS


def test_sheets_from_the_command_line(
    campaign: Campaign, stop: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "s.pdf"
    with campaign.reading() as connection:
        code = stop_of(connection, stop).code
    assert main(["paper", code, str(out), "--sheets", "2", "--campaign", campaign.where]) == 0
    assert out.read_bytes().startswith(b"%PDF") and "no QR code" in capsys.readouterr().out
    assert main(["paper", code, str(out), "--sheets", "0", "--campaign", campaign.where]) == 1
    assert main(["paper", "C-00001-6", str(out), "--campaign", campaign.where]) == 1


@pytest.mark.parametrize("title", ["x" * 400, "李小龙 in Denver", "", "<b>&amp;", "Ünïcödé “quotes”"])
def test_any_title_can_be_printed(campaign: Campaign, tmp_path: Path, title: str) -> None:
    number = add(campaign, EVENT, title=title or "A")
    tell(campaign, name=title, address="https://run.example.org/" + "p" * 200)
    with campaign.reading() as connection:
        write_sheets(stop_of(connection, number), tmp_path / "s.pdf")
    assert (tmp_path / "s.pdf").stat().st_size > 3_000


def test_a_line_that_is_somebody_of_another_name_is_told(campaign: Campaign, stop: int) -> None:
    add(campaign, given_name="Timothy", family_name="Kim", email="t@example.org")
    save(campaign, stop, 3, ANN, {"name": "Tim Kim", "reach": "t@example.org"})
    with campaign.reading() as connection:
        step = history.change_set(connection, campaign.head())
    assert step is not None
    (told,) = step.kept
    assert "line 2: Tim Kim is taken for Timothy Kim, found by e-mail" in told
