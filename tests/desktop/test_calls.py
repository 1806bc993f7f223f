"""What the form asks and an e-mail call, in the window."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from coordinator.changes import apply
from coordinator.desktop.features.calls.email_call_page import EmailCallPage
from coordinator.desktop.features.tour.form_dialog import FormDialog
from coordinator.desktop.shell.menus.signup_menu import SignupMenu
from coordinator.desktop.shell.window import MainWindow
from coordinator.records.catalog import CONTACT, SOURCE
from coordinator.tour.form_setup import plan_public
from coordinator.tour.public_facts import public
from coordinator.tour.questions import asked
from tests.builders import add, everything
from tests.desktop.driving import do, settle, until


def test_what_the_form_asks_is_chosen_in_the_window(qtbot: QtBot, sample: MainWindow) -> None:
    assert sample.session is not None
    do(sample, SignupMenu.what_is_asked)
    dialog = sample.findChild(FormDialog)
    assert dialog.keys == ["name", "reach", "postcode", "office", "consent_contact", "consent_share"]
    dialog.list.setCurrentRow(3)
    dialog.shift(-1)
    dialog.boxes["name"].setText("Fight Tour")
    dialog.boxes["address"].setText("run.example.org")
    dialog.save()
    assert "https://" in dialog._told.text()
    dialog.boxes["address"].setText("https://run.example.org/")
    dialog.save()
    settle(qtbot, sample)
    assert [q.key for q in sample.session.read(asked)][2:4] == ["office", "postcode"]
    assert sample.session.read(public).name == "Fight Tour"


@pytest.fixture
def page(qtbot: QtBot, sample: MainWindow) -> EmailCallPage:
    assert sample.session and sample.workplace
    campaign = sample.session.campaign
    with campaign.reading() as connection:
        plan = plan_public(connection, {"name": "Fight Tour", "address": "https://run.example.org/"})
    apply.apply(campaign, plan, author="Dana")
    add(campaign, given_name="Cy", email="cy@example.org", do_not_contact=True)
    sample.session.announce({}, 0)
    settle(qtbot, sample)
    sample.workplace.show_tab("candidate")
    do(sample, SignupMenu.email_call)
    found = sample.workplace.pages.top
    assert isinstance(found, EmailCallPage)
    settle(qtbot, sample)
    return found


def test_a_call_is_written_as_drafts(qtbot: QtBot, sample: MainWindow, page: EmailCallPage, tmp_path: Path) -> None:
    campaign = sample.session.campaign
    assert "Give the call a name" in page._read.text() and not page._drafts.isEnabled()
    page.name.setFocus()
    qtbot.keyClicks(page.name, "Supporters in May")
    assert page.code.text() == "supporters-in-may"
    until(qtbot, lambda: bool(page.ready))
    number = len(page.ready)
    assert "https://run.example.org/?c=supporters-in-may" in page._read.text()
    assert "Left out, does not want to be contacted: " in page._left.text()
    assert f"Write {number} drafts" in page._drafts.text() and not page._send.isEnabled()
    page.write(tmp_path / "out")
    settle(qtbot, sample)
    assert len(list((tmp_path / "out").glob("*.eml"))) == number
    assert [s["code"] for s in everything(campaign, SOURCE) if s["source_kind"] == "email_call"] == [
        "supporters-in-may"
    ]
    assert sum(1 for c in everything(campaign, CONTACT) if str(c["notes"]).endswith("Call supporters-in-may")) == number
    until(qtbot, lambda: page._read.text() == "Nobody would get it.")


def test_a_text_without_a_link_cannot_go_out(qtbot: QtBot, sample: MainWindow, page: EmailCallPage) -> None:
    page.name.setText("A")
    page.code.setText("a")
    until(qtbot, lambda: bool(page.ready))
    page.body.setPlainText("Hello {given_name}")
    assert not page._drafts.isEnabled()
    until(qtbot, lambda: "has no {link}" in page._read.text())
    assert not page._drafts.isEnabled()
    page.whom.setCurrentIndex(1)
    page.body.setPlainText("Hello {given_name}: {link}")
    settle(qtbot, sample)
