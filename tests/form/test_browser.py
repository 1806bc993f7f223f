"""The form in a real browser: by keyboard alone, on a narrow phone, without script, in Spanish, without barriers."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from coordinator.changes import apply
from coordinator.records.catalog import CANDIDATE, EVENT, SIGNUP
from coordinator.store import campaign as campaigns
from coordinator.tour.form_setup import plan_public, plan_questions
from coordinator.tour.questions import words
from tests.builders import add, everything
from tests.form.browsing import Browser
from tests.form.serving import Server, serving

EN, ES = words("en"), words("es")
pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def place(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("browser") / "form.campaign"
    shutil.copyfile(template, path)
    with campaigns.open_(path) as campaign:
        add(campaign, EVENT, title="Denver, Civic Center Park", slug="denver")
        with campaign.reading() as connection:
            plans = [plan_public(connection, {"name": "Fight Tour 2026", "contact": "help@example.org"})]
        for plan in plans:
            apply.apply(campaign, plan, author="Dana")
    return path


@pytest.fixture(scope="module")
def server(place: Path) -> Iterator[Server]:
    with serving(place) as started:
        yield started


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as started:
        yield started


def person(place: Path, email: str) -> dict:
    with campaigns.open_(place) as campaign:
        (found,) = everything(campaign, CANDIDATE, f'email = "{email}"')
        signups = [r for r in everything(campaign, SIGNUP) if r["candidate"] == found["id"]]
    return {**found, "signups": signups}


def test_filled_in_by_keyboard_alone(browser: Browser, server: Server, place: Path) -> None:
    browser.open(f"{server.address}?c=denver")
    assert browser.sees("At Denver, Civic Center Park")
    browser.tab()
    assert browser.focus == EN["page"]["other_language"]
    for box, typed in (
        ("name", "Juniper Hale"),
        ("email", "juniper@example.org"),
        ("phone", ""),
        ("postcode", "80203"),
        ("office", "School board"),
    ):
        browser.tab()
        assert browser.focus == box
        browser.keys(typed)
    browser.tab()
    browser.keys(Keys.SPACE)
    browser.tab()
    assert browser.focus == "consent_share"
    browser.tab()
    assert browser.focus == EN["page"]["send"]
    browser.keys(Keys.ENTER)
    assert browser.sees("Thank you, Juniper.")
    assert browser.barriers() == [] and browser.complaints() == []
    found = person(place, "juniper@example.org")
    assert (found["consent_contact"], found["consent_share"], found["office"]) == (True, False, "School board")
    assert [s["row"]["Form code"] for s in found["signups"]] == ["denver"]


def test_what_is_wrong_gets_the_focus_and_leads_to_its_place(browser: Browser, server: Server) -> None:
    browser.open(server.address)
    browser.tab(2)
    browser.keys("Ash Vale", Keys.ENTER)
    assert browser.sees(EN["page"]["summary_heading"])
    assert browser.driver.title.startswith(EN["page"]["summary_heading"])
    assert browser.focus.startswith(EN["page"]["summary_heading"])
    assert browser.barriers() == []
    browser.tab()
    browser.keys(Keys.ENTER)
    browser.keys("ash@example.org", Keys.ENTER)
    assert browser.sees("Thank you, Ash.")
    assert browser.sees(EN["page"]["thanks_no_contact"])


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_narrow_phone_without_script_in_spanish(server: Server, place: Path, dark: bool) -> None:
    email = f"luz-{dark}@example.org".lower()
    with Browser("es-MX", script=False, dark=dark) as browser:
        browser.open(server.address)
        assert browser.sees(ES["page"]["heading"])
        assert browser.overflow() == (360, 360)
        for box, typed in (("name", "Luz Ibáñez"), ("email", email), ("postcode", "1")):
            browser.driver.find_element("id", box).send_keys(typed)
        browser.driver.find_element("id", "consent_contact").click()
        browser.driver.find_element("css selector", "button").click()
        assert browser.sees(ES["questions"]["postcode"]["problem"])
        assert browser.overflow() == (360, 360)
        assert browser.sees(ES["page"]["summary_heading"])
        browser.driver.find_element("id", "postcode").clear()
        browser.driver.find_element("id", "postcode").send_keys("85001")
        browser.driver.find_element("css selector", "button").click()
        assert browser.sees("Gracias, Luz.")
    assert person(place, email)["signups"][0]["row"]["Language"] == "es"


def test_axe_finds_no_barrier(browser: Browser, server: Server, place: Path) -> None:
    """In both languages and themes, empty and with what has to be mended, with every kind of question."""
    with campaigns.open_(place) as campaign, campaign.reading() as connection:
        more = plan_questions(connection, ["name", "reach", "party_line", "first_time", "notes", "consent_contact"])
    for language in ("en", "es"):
        for scheme in ("light", "dark"):
            features = [{"name": "prefers-color-scheme", "value": scheme}]
            browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
            browser.open(f"{server.address}?lang={language}")
            assert browser.barriers() == []
            browser.driver.find_element("css selector", "button").click()
            assert browser.sees(words(language)["page"]["summary_heading"])
            assert browser.barriers() == []
    browser.open(f"{server.address}nowhere")
    assert browser.barriers() == []
    copy = place.with_name("more.campaign")
    shutil.copyfile(place, copy)
    with campaigns.open_(copy) as campaign:
        apply.apply(campaign, more, author="Dana")
    with serving(copy) as other:
        browser.open(other.address)
        assert browser.barriers() == []
        browser.driver.find_element("css selector", "button").click()
        assert browser.barriers() == []


def test_targets_are_large_enough(browser: Browser, server: Server) -> None:
    browser.open(server.address)
    for element in browser.driver.find_elements("css selector", "form input:not([type=hidden]):not(#website), button"):
        assert element.size["height"] >= 32, element.get_attribute("id")
    assert browser.driver.find_element("css selector", "button").size["height"] >= 48
