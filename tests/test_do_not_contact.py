"""Do not contact: one place decides, and every door of the program asks it.

A door is a way by which people come to be called, written to or passed on. A new command, page, mark or kind of contact
fails here until somebody has said what it is, and has walked through it.
"""

import ast
import csv
import email
import email.policy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import icalendar
import pytest

from coordinator.app import main
from coordinator.cli.program import MODULES
from coordinator.operations import exporting
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, CONTACT, EVENT, PARTNER, REFERRAL, SIGNUP, SOURCE
from coordinator.records.kinds import OPT_OUT
from coordinator.records.refusals import CHANNELS, CONSENT, MARKS, refuses, said_no
from coordinator.records.vocabularies import vocabulary
from coordinator.round_trip.sheets_out import SheetWish
from coordinator.store import query
from coordinator.store.campaign import Campaign
from coordinator.tour.form_setup import plan_public
from coordinator.workbooks import About
from tests.builders import add, bring, edit, everything
from tests.partners.people import act, days, make

HOUSE = Path(__file__).parent.parent / "coordinator"
WITHOUT_CHANNEL = {"talk", "note"}
"""Kinds of contact that nobody can say no to in advance."""
SAID = {
    "Anybody": {},
    **{mark.capitalize(): {mark: True} for mark in MARKS},
    "Every_way": {channel.mark: True for channel in CHANNELS.values()},
    "No_consent": {CONSENT: False},
}
"""Name of a person → what they said."""
DECIDE = {
    "records/candidates.py",  # what the fields are called
    "records/rows.py",  # and their types
    "records/refusals.py",
    "records/opt_outs.py",  # cells that say no in words
    "partners/contacts.py",  # somebody says no on the phone
    "importing/recognition/assign.py",  # which column is which mark
    "importing/recognition/judge.py",
    "importing/recognition/fits.py",
    "importing/recognition/wordings.py",
}
"""Modules that know a mark by its name."""


def test_every_field_that_says_no_is_a_mark() -> None:
    assert {field.key for field in CANDIDATE.fields if field.kind is OPT_OUT} == set(MARKS)


def test_every_kind_of_contact_has_a_channel() -> None:
    assert {term.code for term in vocabulary("contact_kind").terms} == CHANNELS.keys() | WITHOUT_CHANNEL


def test_nobody_else_decides() -> None:
    """A module that reads a mark on its own has a rule of its own."""
    found = set()
    for path in HOUSE.rglob("*.py"):
        name = path.relative_to(HOUSE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and node.value in MARKS and "migrations" not in name:
                found.add(name)
    assert found <= DECIDE


@pytest.fixture
def people(campaign: Campaign, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, int]:
    """One person for each thing that can be said: else alike, willing, due today, and of one stop."""
    monkeypatch.setenv("COORDINATOR_CAMPAIGN", str(tmp_path / "test.campaign"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    act(campaign, plan_public, {"name": "Fight Tour", "address": "https://run.example.org/"})
    add(campaign, PARTNER, name="Prairie", contact_email="partner@example.org")
    stop = add(campaign, EVENT, title="Denver", starts_at="2025-03-21T17:00", city="Denver", state="CO")
    desk = add(campaign, SOURCE, name="Desk")
    who = {}
    for n, (name, said) in enumerate(SAID.items()):
        willing = {CONSENT: True, "consent_share": True, "state": "CO", "stage": "interested", "follow_up": days(0)}
        reach = {"email": f"{name.replace('_', '-')}@example.org", "phone": f"303-555-01{n:02d}"}
        who[name] = add(campaign, given_name=name, family_name="Hale", **reach | willing | said)
    at = {"source": desk, "event": stop, "submitted_at": "2025-03-21T23:10:00Z"}
    make(campaign, SIGNUP.key, [{"candidate": number, "source_key": name, **at} for name, number in who.items()])
    return who


@pytest.fixture
def run(people: dict[str, int], capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    def call(*words: object) -> Any:
        capsys.readouterr()
        assert main([*map(str, words), "--json"]) == 0, capsys.readouterr().err
        return json.loads(capsys.readouterr().out)

    return call


def may(kind: str | None) -> set[str]:
    """Return the names of those who may be reached in a way."""
    return {name for name, said in SAID.items() if not refuses(said, kind)}


def named(rows: list[dict[str, Any]]) -> set[str]:
    return {row["name"].removesuffix(" Hale") for row in rows}


def mailed(folder: Path) -> set[str]:
    """Return the names to whom the drafts of a folder go."""
    mails = [email.message_from_bytes(p.read_bytes(), policy=email.policy.default) for p in folder.glob("*.eml")]
    return {mail["To"].addresses[0].display_name.removesuffix(" Hale") for mail in mails}


def to_everybody(campaign: Campaign, people: dict[str, int], status: str) -> None:
    """Pass everybody on to the partner as if nobody had looked at the marks."""
    (partner,) = everything(campaign, PARTNER)
    for number in people.values():
        add(campaign, REFERRAL, candidate=number, partner=partner["id"], status=status, due_on=days(0))


Walk = Callable[[Callable[..., Any], Campaign, dict[str, int], Path], None]
"""Goes through a door: with the command line, the campaign, the people and a folder."""


def by_email_call(run: Callable[..., Any], _: Campaign, people: dict[str, int], folder: Path) -> None:
    found = run("call", "May", "--to", folder / "out", "--together")
    assert mailed(folder / "out") == may("email")
    assert named(found["left_out"]) == SAID.keys() - may("email")
    assert not [one for one in found["left_out"] if not one["why"]]


def by_introduction(run: Callable[..., Any], campaign: Campaign, people: dict[str, int], folder: Path) -> None:
    to_everybody(campaign, people, "sent")
    found = run("introduce", folder / "out")
    assert mailed(folder / "out") == may("email")
    assert named(found["left_out"]) == SAID.keys() - may("email")


def by_connecting(run: Callable[..., Any], campaign: Campaign, people: dict[str, int], _: Path) -> None:
    found = run("connect", "--filter", "family_name = Hale")
    ids = {row_id.make(CANDIDATE.letter, number): name for name, number in people.items()}
    assert {ids[one["candidate"]] for one in found["placed"]} == may(None)
    assert {ids[one["candidate"]] for one in found["left"]} == SAID.keys() - may(None)
    referred = {row["candidate"] for row in everything(campaign, REFERRAL)}
    assert referred == {people[name] for name in may(None)}
    for name in SAID.keys() - may(None):
        assert main(["connect", row_id.make(CANDIDATE.letter, people[name])]) == 1, "one by one, too"


def by_suggesting(run: Callable[..., Any], _: Campaign, people: dict[str, int], __: Path) -> None:
    for name, number in people.items():
        found = run("suggest", row_id.make(CANDIDATE.letter, number))
        assert found["why_not"] == refuses(SAID[name])


def by_handing_over(run: Callable[..., Any], campaign: Campaign, people: dict[str, int], folder: Path) -> None:
    to_everybody(campaign, people, "proposed")
    found = run("handoff", "Prairie", folder / "out.csv", "--eml", folder / "out.eml")
    assert named(found["left_out"]) == SAID.keys() - may(None)
    with (folder / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["First name"]: row for row in csv.DictReader(file)}
    assert rows.keys() == may(None)
    for name, row in rows.items():
        assert bool(row["E-mail"]) != bool(SAID[name].get("do_not_email"))
        assert row["Do not call"] == ("Yes" if SAID[name].get("do_not_call") else "")
        assert (row["May be contacted"] == "No") == (name == "No_consent")
    assert {one["what"]: [n.removesuffix(" Hale") for n in one["names"]] for one in found["refusing"]} == {
        "May be contacted: No": ["No_consent"],
        **{f"{CANDIDATE.by_key[c.mark].label}: Yes": [c.mark.capitalize()] for c in CHANNELS.values()},
    }
    letter = (folder / "out.eml").read_bytes()
    body = email.message_from_bytes(letter, policy=email.policy.default).get_body(("plain",))
    assert body is not None
    assert "“May be contacted: No” (1)" in " ".join(body.get_content().split())


def by_exporting(run: Callable[..., Any], _: Campaign, people: dict[str, int], folder: Path) -> None:
    wishes = {
        "call": "given_name,phone",
        "text": "given_name,phone",
        "email": "given_name,email",
        None: "given_name,email,phone",
    }
    for kind, columns in wishes.items():
        out = folder / f"{kind}.csv"
        found = run("export", out, "--for", f"A list, {kind}", "--columns", columns, "--filter", "family_name = Hale")
        with out.open(encoding="utf-8-sig", newline="") as file:
            rows = {row["First name"]: row for row in csv.DictReader(file)}
        assert rows.keys() == may(kind)
        for heading, way in {"E-mail": "email", "Phone": "text" if kind == "text" else "call"}.items():
            shown = {name for name, row in rows.items() if row.get(heading)}
            assert shown == (may(kind) & may(way) if kind in (None, way) else set()), (kind, heading)
        assert found["blanked"] == (0 if kind else len(may(None) - (may("email") & may("call"))))
        assert found["left_out"] == len(SAID) - len(may(kind))
        other = {"call": "Do not text", "text": "Do not call", "email": "", None: "Do not text"}[kind]
        assert found["told"] == ([other] if other else [])
        refused = {name for name, row in rows.items() if other and row[other]}
        assert refused == {name for name in rows if other and SAID[name].get(other.lower().replace(" ", "_"))}


def by_following_up(run: Callable[..., Any], campaign: Campaign, people: dict[str, int], folder: Path) -> None:
    """What is due stays in the list, with the reason why not; nobody is called with others, or by a calendar."""
    phone = "303-555-0142"
    for name, number in people.items():
        run("set", row_id.make(CANDIDATE.letter, number), f"phone={phone if name in list(SAID)[:6] else ''}")
        for kind in (*CHANNELS, *WITHOUT_CHANNEL):
            add(campaign, CONTACT, candidate=number, contact_kind=kind, due_on=days(0))
    to_everybody(campaign, people, "proposed")
    ways = {"Follow up": "call", "Call": "call", "E-mail": "email", "Text": "text", "Talk": "talk", "Note": "note"}
    found = run("followups", "--later", 1, "--ics", folder / "due.ics")
    ids = {row_id.make(CANDIDATE.letter, number): name for name, number in people.items()}
    for row in found:
        name, (words, _, why) = ids[row["candidate"]], row["what"].partition(" (")
        assert why.removesuffix(")") == refuses(SAID[name], ways.get(words)), row
        assert {ids[other] for other in row["also_here"]} <= may("call")
        assert row["may_be_called"] == (name in may("call"))
        assert not row["also_here"] or name in may("call")
    assert len(found) == len(SAID) * (len(ways) + 1)
    events = icalendar.Calendar.from_ical((folder / "due.ics").read_bytes()).walk("VEVENT")
    reached = {str(e["summary"]).split(" ")[0] for e in events if "555" in str(e.get("description", ""))}
    assert reached == {name for name in list(SAID)[:6] if name in may("call")}


def by_a_stop(run: Callable[..., Any], campaign: Campaign, people: dict[str, int], _: Path) -> None:
    (stop,) = everything(campaign, EVENT)
    found = run("after", row_id.make(EVENT.letter, stop["id"]))
    ids = {row_id.make(CANDIDATE.letter, number): name for name, number in people.items()}
    for key in ("asked", "not_called", "late"):
        assert {ids[one] for one in found[key]} == may(None) - {"No_consent"}, key


DOORS: dict[str, Walk] = {
    "call": by_email_call,
    "introduce": by_introduction,
    "connect": by_connecting,
    "suggest": by_suggesting,
    "handoff": by_handing_over,
    "export": by_exporting,
    "followups": by_following_up,
    "after": by_a_stop,
}
NO_DOORS = {
    "our own file": "new history undo redo check backup backups restore protect unprotect pictures demo completion",
    "looking at records": "list count show answers duplicates households sources rules referrals handoffs copies",
    "noting what is or was": "set add-answer set-answer move-answer merge apart part short-forms forget forget-words forget-key import refer contact "
    "sent no-answer words add-rule drop-rule add-programme credit template mail-account form-setup",
    "what went out already, and calling it back": "exports purposes recall calls",
    "people come to us": "desk form paper",
    "numbers alone": "stops stats report chart",
}
"""Why commands are no doors."""


def test_every_command_is_a_door_or_none() -> None:
    none = {name for names in NO_DOORS.values() for name in names.split()}
    assert not none & DOORS.keys()
    assert none | DOORS.keys() == set(MODULES)


@pytest.mark.parametrize("door", DOORS)
def test_a_door(door: str, run: Callable[..., Any], campaign: Campaign, people: dict[str, int], tmp_path: Path) -> None:
    DOORS[door](run, campaign, people, tmp_path)


def test_a_hand_off_and_introductions_say_who_is_left_out_and_what_is_refused(
    people: dict[str, int], campaign: Campaign, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to_everybody(campaign, people, "proposed")
    for words in (["--dry-run"], []):
        assert main(["handoff", "Prairie", str(tmp_path / "out.csv"), *words]) == 0
        said = capsys.readouterr().out
        assert "passed on, and the file tells “May be contacted: No”: No_consent Hale" in said
        assert "left out: Do_not_contact Hale, does not want to be contacted" in said
    for words in (["--dry-run"], []):
        assert main(["introduce", str(tmp_path / "drafts"), *words]) == 0
        said = capsys.readouterr().out
        assert "left out: Do_not_email Hale, does not want e-mails" in said
        assert "left out: No_consent Hale, says no to being contacted" in said


@pytest.mark.parametrize("kind", ["phone", "email"])
def test_an_address_in_a_field_of_the_campaigns_own_is_one_too(
    campaign: Campaign, run: Callable[..., Any], tmp_path: Path, kind: str
) -> None:
    run("add-answer", "candidates", "My way", "--type", kind)
    ways, purpose, other = (
        (["do_not_call", "do_not_text"], "Phone bank", "email")
        if kind == "phone"
        else (["do_not_email"], "Mailing", "phone")
    )
    for n, said in enumerate(([], [f"{way}=yes" for way in ways])):
        address = f"303-555-018{n}" if kind == "phone" else f"way{n}@example.org"
        person = {
            "given_name": f"Way{n}",
            "family_name": "Ott",
            "email": f"w{n}@example.org",
            "phone": f"303-555-017{n}",
        }
        run("set", row_id.make(CANDIDATE.letter, add(campaign, **person)), f"My way={address}", *said)
    out = tmp_path / "out.csv"
    for columns, aim, number, left_out in (
        ("given_name,My way", purpose, 1, 1),
        ("given_name,My way", "", 1, 1),
        (f"given_name,{other},My way", purpose, 2, 0),
        (f"given_name,{other},My way", "", 2, 0),
    ):
        words = ["--for", aim] if aim else []
        found = run(
            "export", out, "--kind", "candidates", "--columns", columns, "--filter", "family_name = Ott", *words
        )
        with out.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert [bool(row["My way"]) for row in rows] == [True, False][:number], (columns, aim)
        assert (found["left_out"], found["blanked"]) == (left_out, 1 - left_out)


@pytest.mark.parametrize("type_", ["text", "long_text"])
@pytest.mark.parametrize("kind", ["phone", "email"])
def test_an_address_in_a_text_of_the_campaigns_own_is_one_too(
    campaign: Campaign, run: Callable[..., Any], tmp_path: Path, kind: str, type_: str
) -> None:
    run("add-answer", "candidates", "My way", "--type", type_)
    way, purpose = ("do_not_call", "Phone bank") if kind == "phone" else ("do_not_email", "Mailing")
    address = "my cell is 303-555-0180" if kind == "phone" else "write to way@example.org"
    for name, text, said in (
        ("Yes", address, []),
        ("No", address, [f"{way}=yes"]),
        ("Words", "Comes on Tuesdays, since 2019", [f"{way}=yes"]),
    ):
        number = add(campaign, given_name=name, family_name="Ott", postcode="80203")
        run("set", row_id.make(CANDIDATE.letter, number), f"My way={text}", *said)
    out = tmp_path / "out.csv"
    for words in ([], ["--for", purpose]):
        columns = ["--kind", "candidates", "--columns", "given_name,My way", "--filter", "family_name = Ott"]
        found = run("export", out, *columns, *words)
        with out.open(encoding="utf-8-sig", newline="") as file:
            rows = {row["First name"]: row["My way"] for row in csv.DictReader(file)}
        assert rows == {"Yes": address, "No": "", "Words": "Comes on Tuesdays, since 2019"}
        assert found["blanked"] == 1


@pytest.mark.parametrize("type_", ["own", "text"])
@pytest.mark.parametrize("kind", ["phone", "email"])
def test_a_hand_off_gives_no_refused_address_of_the_campaigns_own_fields(
    campaign: Campaign, run: Callable[..., Any], people: dict[str, int], tmp_path: Path, kind: str, type_: str
) -> None:
    run("add-answer", "candidates", "My way", "--type", kind if type_ == "own" else type_)
    ways = ["do_not_call=yes", "do_not_text=yes"] if kind == "phone" else ["do_not_email=yes"]
    address = "303-555-0180" if kind == "phone" else "way@example.org"
    run("set", row_id.make(CANDIDATE.letter, people["Anybody"]), f"My way={address}", *ways)
    (partner,) = everything(campaign, PARTNER)
    edit(campaign, partner["id"], rt=PARTNER, handoff_columns="First name; My way")
    to_everybody(campaign, people, "proposed")
    run("handoff", "Prairie", tmp_path / "out.csv")
    text = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    assert "Anybody" in text
    assert address[-4:] not in text
    assert "way@" not in text


@pytest.mark.parametrize("kind", [SIGNUP, CONTACT, REFERRAL])
def test_whose_records_do_not_go_out_is_told(
    campaign: Campaign, run: Callable[..., Any], people: dict[str, int], tmp_path: Path, kind: Any
) -> None:
    to_everybody(campaign, people, "proposed")
    make(campaign, CONTACT.key, [{"candidate": number, "contact_kind": "note"} for number in people.values()] * 2)
    before = len(everything(campaign, kind))
    found = run("export", tmp_path / "out.csv", "--kind", kind.plural_key)
    gone = len(SAID) - len(may(None))
    assert found["left_out"] == gone
    assert sum(found["rows"].values()) == before - gone * (2 if kind is CONTACT else 1)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize("purpose", ["", "Mailing"])
def test_an_address_that_did_not_go_out_is_not_lost_when_the_list_returns(
    campaign: Campaign, tmp_path: Path, suffix: str, purpose: str
) -> None:
    ana = add(campaign, given_name="Ana", email="ana@example.org", phone="303-555-0101", do_not_email=True)
    add(campaign, given_name="Bo", email="bo@example.org", phone="303-555-0102", do_not_call=True)
    add(campaign, given_name="Cy", phone="303-555-0103", do_not_email=True)  # nothing to leave out
    before = everything(campaign)
    out = tmp_path / f"list.{suffix}"
    wish = SheetWish(CANDIDATE.key, columns=("given_name", "email", "phone", "city"))
    done = exporting.export_sheets(campaign, out, [wish], About("Cy", purpose), author="Dana")
    assert (done.left_out, len(done.unasked.blanked)) == (0, 2)
    bring(campaign, out)
    assert everything(campaign) == before
    edit(campaign, ana, city="Denver")
    bring(campaign, out)
    assert [(r["email"], r["phone"]) for r in everything(campaign)] == [(r["email"], r["phone"]) for r in before]


def test_a_purpose_of_calls_and_texts_follows_both(campaign: Campaign, tmp_path: Path) -> None:
    for number, said in enumerate(({}, {"do_not_call": True}, {"do_not_text": True})):
        add(campaign, given_name=f"P{number}", phone=f"303-555-010{number}", email=f"p{number}@example.org", **said)
    wish = SheetWish(CANDIDATE.key, columns=("given_name", "email", "phone"))
    for purpose, shown in (("Llamadas y mensajes de texto", [0]), ("Text bank", [0, 1]), ("Phone bank", [0, 2])):
        out = tmp_path / "out.csv"
        exporting.export_sheets(campaign, out, [wish], About("", purpose), author="Dana")
        with out.open(encoding="utf-8-sig", newline="") as file:
            assert [row["First name"] for row in csv.DictReader(file) if row["Phone"]] == [f"P{n}" for n in shown]


def test_our_own_workbook_that_shows_the_marks_keeps_the_addresses(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, given_name="Ana", email="ana@example.org", phone="303-555-0101", do_not_email=True)
    for purpose, kept in (("", True), ("Mailing", False)):
        out = tmp_path / f"all{purpose}.csv"
        done = exporting.export_sheets(campaign, out, [SheetWish(CANDIDATE.key)], About("", purpose), author="Dana")
        assert ("ana@example.org" in out.read_text(encoding="utf-8-sig"), not done.unasked.blanked) == (kept, kept)


@pytest.mark.parametrize("kind", [None, *CHANNELS])
def test_the_filter_says_the_same_as_the_rule(any_campaign: Campaign, kind: str | None) -> None:
    for name, said in SAID.items():
        add(any_campaign, given_name=name, **said)
    with any_campaign.reading() as connection:
        refused = list(query.select_ids(connection, CANDIDATE, said_no(kind)))
    names: Iterator[str] = (row["given_name"] for row in everything(any_campaign) if row["id"] not in refused)
    assert set(names) == may(kind)


def test_the_key_of_a_sign_up_brings_no_address_out(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "First name,Last name,Email,Submitted at\nNoor,Hale,noor@example.org,2026-01-01 10:00\n"
        "Hal,Ott,hal@example.org,2026-01-02 10:00\n",
        encoding="utf-8",
    )
    bring(campaign, path)
    noor = next(row["id"] for row in everything(campaign) if row["given_name"] == "Noor")
    edit(campaign, noor, do_not_email=True)
    for everybody in (False, True):
        out = tmp_path / f"{everybody}.csv"
        exporting.export(campaign, out, kinds=(SIGNUP.key,), everybody=everybody, author="Dana")
        text = out.read_text(encoding="utf-8-sig")
        assert ("noor@example.org" in text, "hal@example.org" in text) == (everybody, True)
        assert len(text.splitlines()) == 3
    plan, _ = bring(campaign, tmp_path / "False.csv")
    assert [p for row in plan.rows for p in row.problems] == []
