"""Headings that permit a way of contact, or sharing: a yes is a yes, whatever field a person chose for the column."""

from pathlib import Path

import pytest

from coordinator.importing.columns import map_columns
from coordinator.importing.plan import ANY_SHEET
from coordinator.records import opt_outs
from coordinator.records.catalog import CANDIDATE
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything

NAMES = ("Ann Tolley", "Ben Ruiz", "Cal Webb", "Dee Ortiz", "Eva Lund", "Flo Marsh", "Gus Hall", "Hal Boyd")
MAILS = tuple(name.replace(" ", ".").lower() + "@example.org" for name in NAMES)


@pytest.mark.parametrize(
    ("heading", "mark"),
    [
        ("You may send me e-mail about the campaign", "do_not_email"),
        ("You may e-mail me", "do_not_email"),
        ("Text me updates", "do_not_text"),
        ("OK to call?", "do_not_call"),
        ("Allow us to e-mail", "do_not_email"),
        ("Me pueden llamar", "do_not_call"),
        ("Pueden mandarme mensajes", "do_not_text"),
        ("E-mail (TRUE = yes)", "do_not_email"),
        ("Happy to get e-mails", "do_not_email"),
        ("You may contact me", "do_not_contact"),
        ("It's fine to text me (reply STOP to opt out)", "do_not_text"),
    ],
)
def test_a_mark_chosen_for_a_permission_is_its_opposite(heading: str, mark: str) -> None:
    assert opt_outs.read("TRUE", heading, mark).marks == {mark: False}
    assert opt_outs.read("FALSE", heading, mark).marks == {mark: True}


@pytest.mark.parametrize(
    ("heading", "mark"),
    [
        ("Do not e-mail", "do_not_email"),
        ("You may not e-mail me", "do_not_email"),
        ("Nobody may call me", "do_not_call"),
        ("No me pueden llamar", "do_not_call"),
        ("Allow no calls", "do_not_call"),
        ("E-mail bounced", "do_not_email"),
        ("Bad phone", "do_not_call"),
        ("You may stop e-mailing me", "do_not_email"),
        ("Flagged", "do_not_contact"),
        ("Leave alone", "do_not_contact"),
    ],
)
def test_a_mark_chosen_for_a_refusal_is_what_it_says(heading: str, mark: str) -> None:
    assert opt_outs.read("TRUE", heading, mark).marks == {mark: True}


def test_a_yes_that_is_limited_below_a_permission_is_told(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "Pledges.csv"
    path.write_text(
        "Name,Email,You may e-mail me\nAnn Tolley,ann@example.org,yes but not weekly\nBen Ruiz,ben@example.org,TRUE\n"
        "Cal Webb,cal@example.org,FALSE\n",
        encoding="utf-8",
    )
    plan, _ = bring(campaign, path, mapping={ANY_SHEET: {"You may e-mail me": "do_not_email"}})
    assert [row["do_not_email"] for row in everything(campaign)] == [None, False, True]
    assert [p.row for p in plan.problems] == [2]


MESSY = ("y", "Y - but not to the union", "n", "yes", "?", "N", "ok", "no way")


@pytest.mark.parametrize(
    "heading", ["OK2share", "ok 2 share?", "CanShare", "Shareable?", "Sharing allowed", "OK to give out name?"]
)
def test_a_permission_to_share_is_taken_or_asked_about(heading: str) -> None:
    plan = map_columns(CANDIDATE, ["Name", "Email", heading], [NAMES, MAILS, MESSY])[2]
    assert plan.target == "consent_share" or plan.asks


@pytest.mark.parametrize(
    "heading", ["Share a ride?", "Will share a room", "Time share owner?", "Bring a dish to share", "Market share"]
)
def test_sharing_something_else_is_not_asked_about(heading: str) -> None:
    plan = map_columns(CANDIDATE, ["Name", "Email", heading], [NAMES, MAILS, MESSY])[2]
    assert (plan.target, plan.asks) == ("answer", "")


def test_a_cross_among_ticks_permits_nothing_and_is_told(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "Clipboard.csv"
    for cells, told, last in ((("✓", "✓", "x"), [4], None), (("x", "", "x"), [], True)):
        lines = [f"{n},{m},{c}" for n, m, c in zip(NAMES, MAILS, cells, strict=False)]
        path.write_text("Name,Email,May we share your info?\n" + "\n".join(lines), encoding="utf-8")
        plan, _ = bring(campaign, path, source=str(last))
        assert [p.row for p in plan.problems if "among ticks" in p.message] == told
        assert everything(campaign)[2]["consent_share"] is last


@pytest.mark.parametrize("heading", ["Hometown, mailing-wise (street)", "Mail goes to (street)", "Mailing street"])
def test_the_only_streets_are_the_address(heading: str) -> None:
    streets, towns = ("14 Canyon Rd", "9 Gano St Apt 2"), ("Taos", "Taos")
    headings = ["Name", "Email", heading, "City"]
    assert map_columns(CANDIDATE, headings, [NAMES[:2], MAILS[:2], streets, towns])[2].target == "address"
    homes = [*headings[:2], "Home address", "City", heading]
    found = map_columns(CANDIDATE, homes, [NAMES[:2], MAILS[:2], ("1 A St", "2 B St"), towns, streets])
    assert [found[2].target, found[4].target] == ["address", "answer"]


@pytest.mark.parametrize(("cells", "middle"), [(("A.", "", "Rose"), True), (("38812", "41120", "40017"), False)])
def test_mid_beside_halves_of_a_name_is_the_middle_name(cells: tuple[str, ...], middle: bool) -> None:
    names = [("Ann", "Ben", "Cal"), cells, ("Tolley", "Ruiz", "Webb"), MAILS[:3]]
    assert (map_columns(CANDIDATE, ["First", "Mid.", "Last", "Email"], names)[1].target == "middle_name") is middle


def test_a_formula_for_a_street_is_told(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "Streets.csv"
    path.write_text(
        "Name,Email,Address\nAnn Tolley,ann@example.org,=HYPERLINK(x)\nBen Ruiz,ben@example.org,9 Gano St\n",
        encoding="utf-8",
    )
    plan, _ = bring(campaign, path)
    assert [(p.row, p.column) for p in plan.problems] == [(2, "Address")]
