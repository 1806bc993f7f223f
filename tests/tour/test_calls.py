"""The call: who gets it and who does not, once; its link credits the answers."""

import email
import email.policy
import json
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from coordinator.app import main
from coordinator.base.errors import UserError
from coordinator.changes import apply
from coordinator.form.application import Form
from coordinator.form.campaign_facts import Watched
from coordinator.form.writer import Writer
from coordinator.operations.forgetting import forget_person, preview
from coordinator.partners.messages import Text, template
from coordinator.records.catalog import CONTACT, EVENT, SIGNUP, SOURCE
from coordinator.store.campaign import Campaign
from coordinator.tour import calls
from coordinator.tour.call_sending import send_call, write_drafts
from coordinator.tour.calls import Call, answered, code_of, left_out, letters, rsvps_of, why_no_rsvps
from coordinator.tour.form_setup import plan_public
from tests.builders import add, bring, delete, everything
from tests.form.conftest import GOOD, sent
from tests.partners.test_mail import server  # noqa: F401 - a fixture

TEXT = Text("Run, {given_name}?", "Hello {name}, sign up: {link}\n{who}, {owner}\n")
MAY = Call("Supporters in May", "supporters-in-may", TEXT)


@pytest.fixture
def supporters(campaign: Campaign) -> list[int]:
    with campaign.reading() as connection:
        plan = plan_public(
            connection, {"name": "Fight Tour", "contact": "help@example.org", "address": "https://run.example.org/"}
        )
    apply.apply(campaign, plan, author="Dana")
    ann = add(campaign, given_name="Ann", family_name="Lee", email="home@example.org")
    bob = add(campaign, given_name="Bob", family_name="Lee", email="home@example.org")
    no = add(campaign, given_name="Cy", family_name="No", email="cy@example.org", do_not_contact=True)
    refused = add(campaign, given_name="Dee", family_name="Fox", email="dee@example.org", consent_contact=False)
    phone = add(campaign, given_name="Eve", family_name="Roe", phone="303 555 0142")
    gone = add(campaign, given_name="Flo", family_name="Gee", email="flo@example.org")
    delete(campaign, gone)
    max_ = add(campaign, given_name="Max", family_name="Ho", email="max@example.org", preferred_name="Maxi")
    return [ann, bob, no, refused, phone, gone, max_, ann]


def look(campaign: Campaign, call: Call, people: list[int], **settings):
    with campaign.reading() as connection:
        return letters(connection, call, people, owner="Dana", **settings)


def test_who_gets_it_and_who_does_not(campaign: Campaign, supporters: list[int]) -> None:
    found = look(campaign, MAY, supporters)
    assert [letter.why_not for letter in found] == [
        "",
        "has the address of Ann Lee, who gets it",
        "does not want to be contacted",
        "says no to being contacted",
        "has no e-mail",
        "was deleted",
        "",
    ]
    assert found[0].text == Text(
        "Run, Ann?", "Hello Ann Lee, sign up: https://run.example.org/?c=supporters-in-may\nFight Tour, Dana\n"
    )
    assert found[-1].text.subject == "Run, Maxi?"


def test_one_letter_to_an_address_names_everybody_there_if_wanted(
    campaign: Campaign, supporters: list[int], tmp_path: Path
) -> None:
    gil = add(campaign, given_name="Gil", family_name="Lee", email="home@example.org", do_not_email=True)
    una = add(campaign, given_name="Una", family_name="Roe", email="home@example.org")
    ann, bob = supporters[:2]
    both = replace(MAY, together=True)
    found = look(campaign, both, [ann, bob, gil, una])
    assert [letter.why_not for letter in found] == [
        "",
        "is named in the letter to Ann Lee, at the same address",
        "does not want e-mails",
        "is named in the letter to Ann Lee, at the same address",
    ]
    assert (found[0].name, found[0].also) == ("Ann Lee, Bob Lee and Una Roe", (bob, una))
    assert found[0].text.subject == "Run, Ann, Bob and Una?"
    assert [one.name for one in left_out(found)] == [next(o.name for o in found if o.candidate == gil)]
    (path,) = write_drafts(campaign, both, found, tmp_path / "out", author="Dana")
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert mail["To"].addresses[0].addr_spec == "home@example.org"
    assert [c["candidate"] for c in everything(campaign, CONTACT)] == [ann, bob, una]
    with campaign.reading() as connection:
        assert [call.written for call in answered(connection)] == [1]
    again = look(campaign, both, [ann, bob, una])
    assert {letter.why_not for letter in again} == {"got this call already"}


def test_a_letter_to_an_office_names_one_alone(campaign: Campaign, supporters: list[int]) -> None:
    people = [add(campaign, given_name=f"P{n}", email="office@example.org") for n in range(7)]
    first, *others = look(campaign, replace(MAY, together=True), people)
    assert (first.name, first.also) == ("P0", ())
    assert {letter.why_not for letter in others} == {"has the address of P0, who gets it"}


def test_drafts_are_written_and_nobody_gets_it_twice(campaign: Campaign, supporters: list[int], tmp_path: Path) -> None:
    paths = write_drafts(campaign, MAY, look(campaign, MAY, supporters), tmp_path / "out", author="Dana")
    mails = [email.message_from_bytes(p.read_bytes(), policy=email.policy.default) for p in paths]
    assert [(m["To"], m["X-Unsent"], m["List-Unsubscribe"]) for m in mails] == [
        (f"{name} <{to}>", "1", "<mailto:help@example.org?subject=stop>")
        for name, to in (("Ann Lee", "home@example.org"), ("Max Ho", "max@example.org"))
    ]
    assert {letter.why_not for letter in look(campaign, MAY, supporters)} >= {"got this call already"}
    ready = [letter.name for letter in look(campaign, MAY, supporters) if not letter.why_not]
    assert ready == []
    other = Call("Supporters in June", "supporters-in-june", TEXT)
    assert len([x for x in look(campaign, other, supporters) if not x.why_not]) == 2
    assert len([x for x in look(campaign, MAY, supporters, again=True) if not x.why_not]) == 2


def test_answers_by_its_link_are_its_own(campaign: Campaign, supporters: list[int], tmp_path: Path) -> None:
    write_drafts(campaign, MAY, look(campaign, MAY, supporters), tmp_path, author="Dana")
    with Writer(campaign, gather=0.01) as writer:
        client = TestClient(Form(Watched(campaign, None), writer).app())
        sent(client, "/?c=supporters-in-may", **{**GOOD, "name": "Ann Lee", "email": "home@example.org"})
        sent(client, "/?c=elsewhere", **GOOD)
    (call,) = [s for s in everything(campaign, SOURCE) if s["source_kind"] == "email_call"]
    assert [s["source"] == call["id"] for s in everything(campaign, SIGNUP)] == [True, False]
    with campaign.reading() as connection:
        assert [(c.name, c.written, c.sign_ups) for c in answered(connection)] == [("Supporters in May", 2, 1)]


def test_sent_through_the_mail_account(campaign: Campaign, supporters: list[int], server) -> None:  # noqa: F811
    inbox, account = server
    inbox.refuse = "home@"
    result = send_call(campaign, MAY, look(campaign, MAY, supporters), account, "", author="Dana")
    assert len(result.sent) == 1 and list(result.refused.values()) == ["550 no such mailbox"]
    assert [m["To"] for m in inbox.mails] == ["Max Ho <max@example.org>"]
    notes = [c["notes"] for c in everything(campaign, CONTACT)]
    assert notes == ["Run, Maxi?\nCall supporters-in-may"]
    inbox.refuse = ""
    send_call(campaign, MAY, look(campaign, MAY, supporters), account, "", author="Dana")
    assert [m["To"] for m in inbox.mails][1:] == ["Ann Lee <home@example.org>"]


def test_those_who_said_that_they_will_come(campaign: Campaign) -> None:
    stop = add(campaign, EVENT, title="Denver", city="Denver", starts_at="2025-03-21 18:00")
    bring(campaign, "mobilize-rsvps.csv", event=stop)
    with campaign.reading() as connection:
        found = rsvps_of(connection, stop)
        assert why_no_rsvps(connection, stop) == ""
    assert found and len(found) == len(set(found))


def test_why_nobody_gets_a_call_to_those_who_will_come(campaign: Campaign, tmp_path: Path) -> None:
    stop = add(campaign, EVENT, title="Denver", city="Denver", starts_at="2025-03-21 18:00")
    with campaign.reading() as connection:
        assert why_no_rsvps(connection, stop) == "Nobody said in a list of RSVPs that they will come to this stop."
    path = tmp_path / "going.csv"
    path.write_text("First name,Last name,Email,RSVP\nAnn,Lee,ann@example.org,Going\n", encoding="utf-8")
    bring(campaign, path, event=stop)
    with campaign.reading() as connection:
        assert "It has 1 sign-up, of other kinds of sources" in why_no_rsvps(connection, stop)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (Call("", "x", TEXT), "Give the call a name"),
        (Call("A", "Not a code!", TEXT), "no code"),
        (Call("A", "a", Text("s", "no link")), "has no {link}"),
        (Call("A", "a", Text("s", "{link} {mood}")), "{mood}"),
        (Call("A", "denver", TEXT), "The stop Denver goes by"),
        (Call("Form", "f", TEXT), "is no call"),
        (Call("Supporters in May", "other", TEXT), "another name and another code"),
        (Call("Another", "supporters-in-may", TEXT), "another name and another code"),
    ],
)
def test_what_cannot_be_a_call(campaign: Campaign, supporters: list[int], call: Call, said: str) -> None:
    add(campaign, EVENT, title="Denver", slug="Denver")
    add(campaign, SOURCE, name="Form", source_kind="form")
    add(campaign, SOURCE, name="Supporters in May", source_kind="email_call", code="supporters-in-may")
    with pytest.raises(UserError) as caught:
        look(campaign, call, supporters)
    assert said in caught.value.sentence


def test_without_the_forms_address_there_is_no_call(campaign: Campaign) -> None:
    with pytest.raises(UserError, match="form-setup --address"):
        look(campaign, MAY, [add(campaign, given_name="Ann", email="ann@example.org")])


def test_the_text_of_the_program_can_be_sent(campaign: Campaign, supporters: list[int]) -> None:
    with campaign.reading() as connection:
        text = template(connection, calls.PURPOSE)
    found = look(campaign, Call("A", "a", text), supporters)
    assert "{" not in found[0].text.body and "Fight Tour" in found[0].text.body


def test_from_the_command_line(
    campaign: Campaign, supporters: list[int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert code_of("Supporters in May") == "supporters-in-may"
    command = ["call", "Supporters in May", "--campaign", campaign.where, "--json", "--filter", "family_name != Ho"]
    assert main([*command, "--dry-run"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["people"], said["code"]) == (1, "supporters-in-may") and said["first"]["subject"]
    assert everything(campaign, SOURCE) == []
    assert main([*command, "--to", str(tmp_path / "out")]) == 0
    assert len(list((tmp_path / "out").glob("C-*.eml"))) == 1
    capsys.readouterr()
    assert main(["calls", "--campaign", campaign.where, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"name": "Supporters in May", "code": "supporters-in-may", "written": 1, "sign_ups": 0}
    ]
    assert main(["call", "X", "--campaign", campaign.where]) == 1


def test_drafts_elsewhere_are_found_when_somebody_is_forgotten(
    campaign: Campaign, supporters: list[int], tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere" / "drafts"
    found = look(campaign, MAY, supporters)
    folder.parent.mkdir()
    paths = write_drafts(campaign, MAY, found, folder, author="Dana")
    (maxi,) = [path for path in paths if "Max Ho" in path.read_text(encoding="utf-8")]
    number = supporters[6]
    assert maxi in preview(campaign, number).holding.files.naming
    done = forget_person(campaign, number, author="Dana")
    assert maxi in done.left.files.naming


@pytest.mark.parametrize(
    ("names", "greeting", "whole"),
    [
        (["Bob Ott & Linda", "Linda", "Bob"], "Bob Ott & Linda", "Bob Ott & Linda Ott"),
        (["Bob & Linda", "Linda"], "Bob & Linda", "Bob & Linda Ott"),
        (["Linda", "Bob and Linda"], "Bob and Linda", "Bob and Linda Ott"),
        (["Bob & Linda", "Al"], "Bob, Linda and Al", "Bob & Linda Ott and Al Ott"),
        (["Ana y Luis", "Luis", "Ana"], "Ana y Luis", "Ana y Luis Ott"),
        (["Raymond", "Raymond"], "Raymond", "Raymond Ott"),
        (["José", "Jose", "Al"], "José and Al", "José Ott and Al Ott"),
        (["", ""], "there", "Ott"),
    ],
)
def test_nobody_is_greeted_twice(
    campaign: Campaign, supporters: list[int], names: list[str], greeting: str, whole: str
) -> None:
    both = [add(campaign, given_name=name or None, family_name="Ott", email="ott@example.org") for name in names]
    call = replace(MAY, together=True, text=Text("Hello {given_name}", "{name} {link}"))
    first = look(campaign, call, both)[0]
    assert (first.text.subject, first.name) == (f"Hello {greeting}", whole)


@pytest.mark.parametrize(
    ("names", "greeting"),
    [
        ([("Bob", "Ott"), ("Bob Ott & Linda Ott", None)], "Bob Ott & Linda Ott"),
        ([("Linda", "Ott"), ("Bob Ott and Linda Ott", None), ("Bob", "Ott")], "Bob Ott and Linda Ott"),
        ([("Bob", "Ott"), ("Bob Cho & Linda Ott", None)], "Bob, Bob Cho and Linda Ott"),
        ([("Mary", "Ann"), ("Mary Ann", "Ott")], "Mary and Mary Ann"),
    ],
)
def test_who_stands_in_another_ones_whole_name_is_greeted_once(
    campaign: Campaign, supporters: list[int], names: list[tuple[str, str | None]], greeting: str
) -> None:
    both = [add(campaign, given_name=given, family_name=last, email="ott@example.org") for given, last in names]
    call = replace(MAY, together=True, text=Text("Hello {given_name}", "{link}"))
    assert look(campaign, call, both)[0].text.subject == f"Hello {greeting}"


def test_a_namesake_of_another_family_is_told_apart(campaign: Campaign, supporters: list[int]) -> None:
    both = [
        add(campaign, given_name=given, family_name=family, email="home@example.org")
        for given, family in (("Bob & Linda", "Ott"), ("Linda", "Cho"))
    ]
    call = replace(MAY, together=True, text=Text("Hello {given_name}", "{link}"))
    assert look(campaign, call, both)[0].text.subject == "Hello Bob, Linda Ott and Linda Cho"


def test_father_and_son_at_one_address_are_told_apart_in_the_greeting(
    campaign: Campaign, supporters: list[int]
) -> None:
    both = [
        add(campaign, given_name="Raymond", family_name="Ott", suffix=suffix, email="ott@example.org")
        for suffix in ("Sr.", "Jr.")
    ]
    call = replace(MAY, together=True, text=Text("Hello {given_name}", "{link}"))
    first = look(campaign, call, both)[0]
    assert first.text.subject == "Hello Raymond Ott Sr. and Raymond Ott Jr."
