"""The sign-up desk: kept at once, handed over in any order, each once; its PIN."""

import datetime as dt
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coordinator.base.errors import UserError
from coordinator.changes import apply
from coordinator.changes.answers import plan_new
from coordinator.records.catalog import CANDIDATE, EVENT, SIGNUP, SOURCE
from coordinator.store.campaign import Campaign
from coordinator.tour.desk import Desk, desk_words, make_desk
from coordinator.tour.desk_pin import FREE_TRIES, is_easy
from coordinator.tour.form_setup import plan_questions
from coordinator.tour.same_stops import plan_merge_stops
from coordinator.tour.stops import read_tour
from coordinator.workbooks import UnreadableFile, read_book
from tests.builders import DATA, add, bring, delete, edit, everything
from tests.extent import usually
from tests.tour import killed_desks

PIN = "2846"
AT = dt.datetime(2025, 3, 21, 23, 30, tzinfo=dt.UTC)
STOP = {
    "title": "Denver rally",
    "starts_at": "2025-03-21T17:00",
    "city": "Denver",
    "state": "CO",
    "time_zone": "America/Denver",
    "slug": "denver",
}


@pytest.fixture
def stop(campaign: Campaign) -> int:
    return add(campaign, EVENT, **STOP)


def made(campaign: Campaign, stop: int, path: Path) -> Desk:
    with campaign.reading() as connection:
        make_desk(connection, stop, path, PIN)
    return Desk(path)


def person(n: int, **more: str) -> dict[str, str]:
    return {
        "name": f"Ann {chr(65 + n % 26)}ro{n}",
        "email": f"ann{n}@example.org",
        "postcode": "80202",
        "office": "School board",
        "consent_contact": "yes",
        **more,
    }


def filled(campaign: Campaign, stop: int, path: Path, numbers: range, at: dt.datetime = AT) -> Path:
    desk = made(campaign, stop, path)
    for n in numbers:
        desk.confirm(person(n), "es" if n % 3 == 0 else "en", at)
    desk.close()
    return path


def test_what_a_desk_hands_over(campaign: Campaign, stop: int, tmp_path: Path) -> None:
    desk = made(campaign, stop, tmp_path / "one.desk")
    desk.confirm(
        {
            "name": "Zoë  Núñez-Park ",
            "phone": "(303) 555-0142",
            "email": "",
            "office": "school board maybe?",
            "consent_share": "yes",
        },
        "es",
        AT,
    )
    desk.close()
    plan, result = bring(campaign, desk.path)
    assert (result.counts.created, plan.problems) == (1, [])
    (zoe,) = everything(campaign)
    assert (zoe["given_name"], zoe["family_name"], zoe["phone"], zoe["office_level"]) == (
        "Zoë",
        "Núñez-Park",
        "+13035550142",
        "school",
    )
    assert (zoe["consent_share"], zoe["consent_contact"], zoe["consent_date"]) == (True, None, "2025-03-21")
    (sign_up,) = everything(campaign, SIGNUP)
    assert (sign_up["event"], sign_up["submitted_at"]) == (stop, "2025-03-21T23:30:00Z")
    assert sign_up["row"]["Language"] == "es"
    (source,) = everything(campaign, SOURCE)
    assert (source["name"], source["source_kind"]) == ("Sign-up desk", "desk")


def test_ten_laptops_in_any_order_and_some_twice(campaign: Campaign, stop: int, tmp_path: Path) -> None:
    """Ten people went to two desks each: they are one candidate each, with a sign-up at each desk."""
    files = [filled(campaign, stop, tmp_path / f"laptop {i}.desk", range(i * 10, i * 10 + 11)) for i in range(10)]
    again = [shutil.copyfile(f, tmp_path / f"usb {f.name}") for f in files[:4]]
    order = [*files, *again]
    random.Random(7).shuffle(order)
    for file in order:
        bring(campaign, file)
    assert len(everything(campaign)) == 101
    sign_ups = everything(campaign, SIGNUP)
    assert len(sign_ups) == 110
    assert {s["event"] for s in sign_ups} == {stop}
    with campaign.reading() as connection:
        assert read_tour(connection).figures[stop].people == 101
    assert len(everything(campaign, SOURCE)) == 1


def test_one_file_copied_to_two_laptops(campaign: Campaign, stop: int, tmp_path: Path) -> None:
    first = filled(campaign, stop, tmp_path / "first.desk", range(3))
    second = Path(shutil.copyfile(first, tmp_path / "second.desk"))
    for path, n in ((first, 10), (second, 20)):
        desk = Desk(path)
        assert desk.count == 3
        desk.confirm(person(n), "en", AT)
        desk.close()
    for path in (second, first, second):
        bring(campaign, path)
    assert sorted(c["email"] for c in everything(campaign)) == sorted(f"ann{n}@example.org" for n in (0, 1, 2, 10, 20))
    assert len(everything(campaign, SIGNUP)) == 5


def test_a_desk_that_goes_on_after_it_was_handed_over(campaign: Campaign, stop: int, tmp_path: Path) -> None:
    path = filled(campaign, stop, tmp_path / "one.desk", range(3))
    bring(campaign, path)
    edit(campaign, everything(campaign)[0]["id"], city="Boulder")
    desk = Desk(path)
    desk.confirm(person(9), "en", AT)
    desk.close()
    _, result = bring(campaign, path)
    assert (result.counts.created, result.counts.unchanged) == (1, 3)
    assert everything(campaign)[0]["city"] == "Boulder"
    assert bring(campaign, path)[1].seq is None


@pytest.mark.parametrize("share", [0.95, 0.7, 0.5])
def test_a_file_cut_short_gives_what_is_in_it(campaign: Campaign, stop: int, tmp_path: Path, share: float) -> None:
    path = filled(campaign, stop, tmp_path / "one.desk", range(120))
    cut = tmp_path / "cut.desk"
    cut.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    plan, result = bring(campaign, cut)
    assert any("cut short" in note for note in plan.notes)
    assert 0 < result.counts.created < 120
    bring(campaign, path)
    assert len(everything(campaign)) == len(everything(campaign, SIGNUP)) == 120


@pytest.mark.parametrize("size", [0, 50, 100, 1000, 4096])
def test_a_file_of_which_nothing_is_left_is_told(campaign: Campaign, stop: int, tmp_path: Path, size: int) -> None:
    path = filled(campaign, stop, tmp_path / "one.desk", range(2))
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(UserError):
        bring(campaign, path)
    assert everything(campaign) == []


def test_a_desk_at_which_nobody_signed_up_is_told(campaign: Campaign, stop: int, tmp_path: Path) -> None:
    path = filled(campaign, stop, tmp_path / "one.desk", range(0))
    with pytest.raises(UserError, match="nobody signed up at this desk"):
        bring(campaign, path)


@pytest.mark.parametrize("off", [-24 * 365 * 5, -30, 16, 24 * 40])
def test_a_clock_hours_off(campaign: Campaign, stop: int, tmp_path: Path, off: int) -> None:
    """The stop's time is taken; what the clock showed is kept beside it."""
    shown = AT + dt.timedelta(hours=off)
    plan, _ = bring(campaign, filled(campaign, stop, tmp_path / "one.desk", range(3), shown))
    assert {s["submitted_at"] for s in everything(campaign, SIGNUP)} == {"2025-03-21T23:00:00Z"}
    assert everything(campaign, SIGNUP)[0]["row"]["Desk's clock"] == shown.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert any("far from the stop's time: 3 sign-ups" in note for note in plan.notes)


def test_a_stop_that_was_moved_or_deleted_since(campaign: Campaign, stop: int, tmp_path: Path) -> None:
    path = filled(campaign, stop, tmp_path / "one.desk", range(2))
    edit(campaign, stop, EVENT, title="Denver, moved", slug="", starts_at="2025-04-21T17:00", status="moved")
    plan, _ = bring(campaign, path)
    assert any("marked as moved" in note for note in plan.notes)
    assert {s["event"] for s in everything(campaign, SIGNUP)} == {stop}
    delete(campaign, stop, rt=EVENT)
    later = filled_again(path, 7)
    plan, _ = bring(campaign, later)
    assert any("was deleted here" in note for note in plan.notes)
    assert len(everything(campaign)) == 3


def filled_again(path: Path, n: int) -> Path:
    desk = Desk(path)
    desk.confirm(person(n), "en", AT)
    desk.close()
    return path


def test_a_desk_of_a_stop_that_was_merged_since(campaign: Campaign, stop: int, tmp_path: Path) -> None:
    path = filled(campaign, stop, tmp_path / "one.desk", range(2))
    kept = add(campaign, EVENT, title="Another name", starts_at="2025-03-21", city="Denver", state="CO")
    with campaign.reading() as connection:
        plan = plan_merge_stops(connection, kept, stop)
    apply.apply(campaign, plan, author="Dana")
    plan, _ = bring(campaign, path)
    assert not any("deleted" in note for note in plan.notes)
    assert {s["event"] for s in everything(campaign, SIGNUP)} == {kept}


def test_all_kinds_of_questions_come_in(campaign: Campaign, stop: int, tmp_path: Path) -> None:
    with campaign.reading() as connection:
        plan = plan_new(connection, CANDIDATE, "T-shirt size", "text")
    apply.apply(campaign, plan, author="Dana")
    asked_ = ["name", "reach", "party_line", "first_time", "birth_date", "notes", "T-shirt size", "consent_contact"]
    with campaign.reading() as connection:
        plan = plan_questions(connection, asked_)
    apply.apply(campaign, plan, author="Dana")
    desk = made(campaign, stop, tmp_path / "one.desk")
    assert [q.key for q in desk.questions][-2:] == ["answers.t_shirt_size", "consent_contact"]
    said = {
        "name": "Ann Bro",
        "email": "ann@example.org",
        "party_line": "ind",
        "first_time": "yes",
        "birth_date": "1984",
        "notes": "Call me\nafter six",
        "answers.t_shirt_size": "M",
    }
    assert desk.problems(said, "en") == {}
    desk.confirm(said, "en", AT)
    desk.close()
    plan, _ = bring(campaign, desk.path)
    (ann,) = everything(campaign)
    assert (ann["party_line"], ann["first_time"], ann["birth_date"], ann["notes"], ann["answers.t_shirt_size"]) == (
        "ind",
        True,
        "1984",
        "Call me\nafter six",
        "M",
    )
    assert plan.problems == []


def test_a_desk_of_another_office_finds_its_stop_by_name(
    campaign: Campaign, empty_campaign: Campaign, stop: int, tmp_path: Path
) -> None:
    path = filled(campaign, stop, tmp_path / "one.desk", range(2))
    add(empty_campaign, EVENT, title="Something else")
    here = add(empty_campaign, EVENT, **STOP)
    # the template's copies share an id: give this one its own
    with empty_campaign.writing() as connection:
        connection.exec_driver_sql("UPDATE meta SET value = 'another' WHERE key = 'campaign'")
    plan, _ = bring(empty_campaign, path)
    assert any("another campaign file" in note for note in plan.notes)
    assert {s["event"] for s in everything(empty_campaign, SIGNUP)} == {here}


def test_consent_at_the_desk_counts_from_then_on(campaign: Campaign, stop: int, tmp_path: Path) -> None:
    add(
        campaign,
        given_name="Ann",
        family_name="Bro1",
        email="ann1@example.org",
        consent_contact="no",
        consent_share="yes",
    )
    bring(campaign, filled(campaign, stop, tmp_path / "one.desk", range(1, 2)))
    (ann,) = everything(campaign)
    assert (ann["consent_contact"], ann["consent_share"]) == (True, True)


def test_somebody_who_signed_up_already_is_known_gently(campaign: Campaign, stop: int, tmp_path: Path) -> None:
    desk = made(campaign, stop, tmp_path / "one.desk")
    desk.confirm(person(1, phone="303-555-0101"), "en", AT)
    assert desk.already({"name": "ann bro1", "email": "ANN1@example.org"})
    assert desk.already({"name": "Ann Bro1", "phone": "(303) 555-0101"})
    assert not desk.already({"name": "Bob Bro1", "email": "ann1@example.org"})  # couples share an address
    assert not desk.already({"name": "Ann Bro1"})
    desk.close()
    reopened = Desk(desk.path)
    assert reopened.already(person(1))
    reopened.close()


def test_what_is_missing_is_told_in_the_language_of_the_form(campaign: Campaign, stop: int, tmp_path: Path) -> None:
    desk = made(campaign, stop, tmp_path / "one.desk")
    assert set(desk.problems({}, "en")) == {"name", "email"}
    assert desk.problems({"name": "Ann", "phone": "303 555 01"}, "es") == {
        "phone": desk_words("es")["questions"]["phone"]["problem"]
    }
    assert desk.problems({"name": "Ann", "phone": "303 555 0142"}, "en") == {}
    desk.close()


def test_both_languages_have_the_same_words() -> None:
    en, es = desk_words("en")["desk"], desk_words("es")["desk"]
    assert en.keys() == es.keys()
    for key, text in en.items():
        assert text.count("{") == es[key].count("{"), key


def test_a_pin_tried_100_times(campaign: Campaign, stop: int, tmp_path: Path) -> None:
    """Few of them are looked at, also after a restart; the right one opens once the wait is over."""
    made(campaign, stop, tmp_path / "one.desk").close()
    clock, looked_at = [1_000_000.0], 0
    desk = Desk(tmp_path / "one.desk", lambda: clock[0])
    for n in range(100):
        if n % 10 == 9:
            desk.close()
            desk = Desk(tmp_path / "one.desk", lambda: clock[0])
        before = desk._file.facts.get("tries")
        tried = desk.try_pin(f"{3000 + n}")
        assert not tried.opened
        looked_at += desk._file.facts.get("tries") != before
        clock[0] += 1
    assert looked_at <= FREE_TRIES + 3
    assert not desk.try_pin(PIN).opened
    clock[0] += 901
    assert desk.try_pin(PIN).opened
    assert desk.try_pin("9999").wait == 0
    desk.close()


def test_a_clock_that_is_set_ends_no_wait(
    campaign: Campaign, stop: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = made(campaign, stop, tmp_path / "one.desk")
    for n in range(FREE_TRIES):
        assert not desk.try_pin(f"300{n}").opened
    now = time.time()
    for moved in (10_000_000, -10_000_000):
        monkeypatch.setattr(time, "time", lambda moved=moved: now + moved)
        assert not desk.try_pin(PIN).opened
        desk.close()
        desk = Desk(tmp_path / "one.desk")
        tried = desk.try_pin(PIN)
        assert not tried.opened
        assert tried.wait > 25
    desk.close()


@pytest.mark.parametrize(
    "pin",
    ["", "12", "1111", "1234", "4321", "abcd", "12345678901234", "１２３９", "1212", "0000", "1221", "1357", "123123"]
    + ["1987", "2001", "19870304", "04031987", "2580", "7890", "1122"]
    + ["0704", "1004", "2902", "3112", "070476", "760704", "250399", "147258", "963741", "357159", "112233", "0852"],
)
def test_a_pin_that_is_none(campaign: Campaign, stop: int, tmp_path: Path, pin: str) -> None:
    with pytest.raises(UserError, match="A PIN has 4 to 12 digits"), campaign.reading() as connection:
        make_desk(connection, stop, tmp_path / "one.desk", pin)


@pytest.mark.parametrize(
    "pin", ["2846", "7391", "8163", "9248", "5739", "3299", "1345", "958204", "720193", "60271", "149236", "147250"]
)
def test_a_pin_that_is_good(campaign: Campaign, stop: int, tmp_path: Path, pin: str) -> None:
    with campaign.reading() as connection:
        make_desk(connection, stop, tmp_path / "one.desk", pin)


def test_most_pins_are_good() -> None:
    assert 8_500 < sum(not is_easy(f"{n:04}") for n in range(10_000)) < 9_700


@pytest.mark.parametrize("name", ["evil.desk", "odd.desk", "odd2.desk"])
def test_a_file_that_no_desk_wrote_is_refused(tmp_path: Path, name: str) -> None:
    """A view without an end, facts of other shapes: a sentence at once, at the office and at the desk."""
    path = Path(shutil.copy(DATA / "safety" / name, tmp_path))
    began = time.monotonic()
    with pytest.raises(UnreadableFile):
        read_book(path)
    with pytest.raises(UserError):
        Desk(path)
    assert time.monotonic() - began < 20


def test_the_pin_is_not_in_the_file(campaign: Campaign, stop: int, tmp_path: Path) -> None:
    desk = made(campaign, stop, tmp_path / "one.desk")
    desk.close()
    assert PIN.encode() not in desk.path.read_bytes()


def test_no_desk_for_a_cancelled_stop_or_over_another_file(campaign: Campaign, stop: int, tmp_path: Path) -> None:
    made(campaign, stop, tmp_path / "one.desk").close()
    with campaign.reading() as connection:
        with pytest.raises(UserError, match="exists already"):
            make_desk(connection, stop, tmp_path / "one.desk", PIN)
        with pytest.raises(UserError, match="no tour event 99"):
            make_desk(connection, 99, tmp_path / "two.desk", PIN)
    edit(campaign, stop, EVENT, status="cancelled")
    with campaign.reading() as connection, pytest.raises(UserError, match="is cancelled"):
        make_desk(connection, stop, tmp_path / "two.desk", PIN)


def test_a_campaign_is_no_desk_and_no_list(campaign: Campaign, stop: int, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is no desk file"):
        Desk(Path(campaign.where))
    with pytest.raises(UserError, match="the file that is open here, not a list"):
        bring(campaign, Path(campaign.where))


ENDLESS = """
import sys
import time
from pathlib import Path
from coordinator.tour.desk import Desk
desk = Desk(Path(sys.argv[1]))
for n in range(100_000):
    done = desk.confirm({"name": f"Ann Nro{n}", "email": f"ann{n}@example.org"}, "en")
    print(done.key, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_killed_at_any_moment_whoever_was_thanked_is_there(tmp_path: Path) -> None:
    thanked, lost = killed_desks.missing(usually(10, 40), 1, tmp_path)
    assert thanked > 0 and lost == 0


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_a_pulled_plug_loses_nobody_who_was_confirmed(campaign: Campaign, stop: int, tmp_path: Path) -> None:
    for round_ in range(3):
        path = tmp_path / f"{round_}.desk"
        made(campaign, stop, path).close()
        with subprocess.Popen([sys.executable, "-c", ENDLESS, str(path)], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            confirmed = [process.stdout.readline().strip() for _ in range(20 + 13 * round_)]
            process.send_signal(signal.SIGKILL)
            confirmed += [line for line in process.stdout.read().split("\n") if len(line) == 32]
        # what lies there may have a journal beside it; the office imports it as it is
        plan, _ = bring(campaign, path)
        keys = {s["source_key"] for s in everything(campaign, SIGNUP)}
        assert set(confirmed) <= keys
        assert not any("cut short" in note for note in plan.notes)
    assert len(everything(campaign, CANDIDATE)) >= 46
