"""Messages and mail: templates, drafts, and a real mail server that refuses, breaks off or takes its time."""

import email
import email.policy
import socket
from pathlib import Path
from typing import Any

import keyring
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from keyring.backend import KeyringBackend

from coordinator.base.errors import UserError
from coordinator.base.settings import Settings
from coordinator.operations.forgetting import forget_person, preview
from coordinator.partners import introductions as sending
from coordinator.partners import mail_account
from coordinator.partners.calendar_file import write_calendar
from coordinator.partners.copies_held import recall
from coordinator.partners.followups import follow_ups
from coordinator.partners.handoff_letters import draft_handoff, draft_recall, send_handoff
from coordinator.partners.handoffs import find_handoff
from coordinator.partners.introductions import covering, introductions, send_introductions, write_drafts
from coordinator.partners.mail_account import Account, keep_account, load_account, password_of, send
from coordinator.partners.messages import Text, check, fill, message
from coordinator.partners.template_edits import plan_template
from coordinator.records.catalog import CONTACT, REFERRAL
from coordinator.store.campaign import Campaign
from tests.builders import edit, everything, undo
from tests.partners.people import TODAY, act, connect, days, handed, look, partner, willing


class Inbox:
    """What a server took; it can be told to refuse somebody, or to hang up after some mails."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.refuse = ""
        self.hang_up_after = 0

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: ANN001, ANN201, N802
        if self.refuse and self.refuse in address:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, server, session, envelope):  # noqa: ANN001, ANN201, N802
        if self.hang_up_after and len(self.mails) >= self.hang_up_after:
            server.transport.close()
            return "421 gone"
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 taken"


@pytest.fixture
def server():
    inbox = Inbox()

    def sign_in(server, session, envelope, mechanism, data):  # noqa: ANN001, ANN202
        fine = isinstance(data, LoginPassword) and (data.login, data.password) == (b"tour", b"sesame")
        return AuthResult(success=fine)

    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port, authenticator=sign_in, auth_require_tls=False)
    controller.start()
    yield inbox, Account("127.0.0.1", port, "tour@example.org", "none", rate=0)
    controller.stop()


class Safe(KeyringBackend):
    """A keyring in memory."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


def mails(n: int) -> list:
    return [
        (i, message("tour@example.org", f"p{i}@example.org", f"Person {i}", Text("Hello", "Text"))) for i in range(n)
    ]


def test_what_was_sent_arrives(server) -> None:
    inbox, account = server
    waits: list[float] = []
    slow = Account(account.host, account.port, account.sender, "none", rate=30)
    result = send(slow, "", mails(3), pause=waits.append)
    assert (result.sent, result.refused, result.stopped) == ([0, 1, 2], {}, "")
    assert [m["To"].addresses[0].addr_spec for m in inbox.mails] == [
        "p0@example.org",
        "p1@example.org",
        "p2@example.org",
    ]
    assert waits == [2.0, 2.0]


def test_one_that_is_refused_does_not_stop_the_others(server) -> None:
    inbox, account = server
    inbox.refuse = "p1@"
    result = send(account, "", mails(3))
    assert result.sent == [0, 2]
    assert result.refused == {1: "550 no such mailbox"}


def test_a_connection_that_breaks_leaves_the_rest_to_send(server) -> None:
    inbox, account = server
    inbox.hang_up_after = 2
    taken: list[int] = []
    result = send(account, "", mails(5), taken=taken.append)
    assert result.sent == taken == [0, 1]
    assert "What was sent stays sent" in result.stopped


def test_signing_in(server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_account, "PATIENCE", 0.5)  # this server leaves whom it does not know waiting
    _, account = server
    known = Account(account.host, account.port, account.sender, "none", user="tour", rate=0)
    assert send(known, "sesame", mails(1)).sent == [0]
    assert "did not accept user name and password" in send(known, "wrong", mails(1)).stopped


def test_nobody_answers_or_not_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    assert "nothing answers there" in send(Account("127.0.0.1", port, "a@example.org", "none"), "", mails(1)).stopped
    monkeypatch.setattr(mail_account, "PATIENCE", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(1)
        slow = Account("127.0.0.1", silent.getsockname()[1], "a@example.org", "none")
        assert "did not answer within" in send(slow, "", mails(1)).stopped


def test_the_password_lies_in_the_keyring_alone(tmp_path: Path) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(Safe())
    try:
        settings = Settings(tmp_path / "settings.json")
        keep_account(settings, Account("mail.example.org", 587, "tour@example.org", user="tour"), "sesame")
        found = load_account(Settings(tmp_path / "settings.json"))
        assert found is not None
        assert password_of(found) == "sesame"
        assert "sesame" not in (tmp_path / "settings.json").read_text()
        keyring.set_keyring(Safe())
        with pytest.raises(UserError, match="not in the keyring"):
            password_of(found)
        with pytest.raises(UserError, match="no way to secure mail"):
            keep_account(settings, Account("h", 1, "a@example.org", "rot13"), None)
    finally:
        keyring.set_keyring(before)


@pytest.mark.parametrize(
    "name", ["Ana\r\nBcc: all@example.org", "Ana\nX-Evil: 1", 'Ana "Quote" <x@example.org>', "Łukasz Núñez", "a" * 300]
)
def test_a_name_becomes_no_header(name: str) -> None:
    mail = message("tour@example.org", "ana@example.org", name, Text(f"Hello {name}", "Text"))
    back = email.message_from_bytes(mail.as_bytes(), policy=email.policy.default)
    assert [a.addr_spec for a in back["To"].addresses] == ["ana@example.org"]
    assert back["Bcc"] is None
    assert back["X-Evil"] is None


@pytest.mark.parametrize("address", ["nobody", "a@b\r\nBcc: x@example.org", "", "two@example.org, three@example.org"])
def test_what_is_no_address_is_not_written_to(address: str) -> None:
    with pytest.raises(UserError, match="is no e-mail address"):
        message("", address, "Ana", Text("a", "b"))


@pytest.mark.parametrize(
    "text", ["{shoe_size}", "{given_name.__class__}", "{0}", "{}", "{given_name", "{partner[name]}"]
)
def test_a_template_with_an_unknown_field(text: str, campaign: Campaign) -> None:
    with pytest.raises(UserError, match="is not known|is not closed"):
        check(Text("Hello", text), "introduction")
    with pytest.raises(UserError):
        act(campaign, plan_template, "Mine", "introduction", "Hello", text)


def test_a_template_is_filled_in() -> None:
    text = Text("To {partner}", "Dear {given_name}, {{braces}} stay.")
    assert fill(text, {"partner": "A\nB", "given_name": "{name}"}) == Text("To A B", "Dear {name}, {braces} stay.")


def sent_to(campaign: Campaign, tmp_path: Path, people: int = 3, **more: object) -> list[int]:
    number = partner(campaign, website="prairie.example.org")
    willing(campaign, people, **more)
    connect(campaign)
    handed(campaign, number, tmp_path / "o.xlsx")
    return [r["id"] for r in everything(campaign, REFERRAL)]


def test_introductions_go_out_once(campaign: Campaign, tmp_path: Path, server) -> None:
    inbox, account = server
    ids = sent_to(campaign, tmp_path, 12)
    inbox.refuse = "x3@"
    found = look(campaign, introductions, ids, owner="Dana")
    result = send_introductions(campaign, found, account, "", author="Dana")
    assert len(result.sent) == 11
    assert len(everything(campaign, CONTACT)) == 11
    assert everything(campaign, CONTACT)[0]["notes"] == "You and Prairie"
    again = look(campaign, introductions, ids, owner="Dana")
    assert [bool(i.why_not) for i in again].count(False) == 1
    inbox.refuse = ""
    send_introductions(campaign, again, account, "", author="Dana")
    assert len(inbox.mails) == 12
    assert not [i for i in look(campaign, introductions, ids, owner="Dana") if not i.why_not]
    assert "prairie.example.org" in inbox.mails[0].get_content()


def test_what_went_out_before_the_line_broke_is_noted(campaign: Campaign, tmp_path: Path, server) -> None:
    inbox, account = server
    ids = sent_to(campaign, tmp_path, 5)
    inbox.hang_up_after = 2
    result = send_introductions(campaign, look(campaign, introductions, ids, owner="Dana"), account, "", author="Dana")
    assert result.stopped
    assert len(everything(campaign, CONTACT)) == 2
    inbox.hang_up_after = 0
    send_introductions(campaign, look(campaign, introductions, ids, owner="Dana"), account, "", author="Dana")
    to = [m["To"].addresses[0].addr_spec for m in inbox.mails]
    assert len(to) == len(set(to)) == 5


def test_nobody_is_written_to_again_where_the_program_was_killed(
    campaign: Campaign, tmp_path: Path, server, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox, account = server
    ids = sent_to(campaign, tmp_path, 3)

    def killed(*_: object, **__: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(sending, "plan_introduced", killed)
        with pytest.raises(SystemExit):
            send_introductions(campaign, look(campaign, introductions, ids, owner="Dana"), account, "", author="Dana")
    assert len(inbox.mails) == 3
    again = look(campaign, introductions, ids, owner="Dana")
    assert {i.why_not.split(" on ")[0] for i in again} == {"may have got it"}
    assert not [i for i in look(campaign, introductions, ids, owner="Dana", again=True) if i.why_not]


def test_who_gets_none(campaign: Campaign, tmp_path: Path) -> None:
    ids = sent_to(campaign, tmp_path, 4)
    people = everything(campaign)
    edit(campaign, people[0]["id"], do_not_contact="yes")
    edit(campaign, people[1]["id"], email="")
    edit(campaign, people[2]["id"], consent_contact="no")
    found = look(campaign, introductions, ids, owner="Dana")
    assert [i.why_not for i in found] == [
        "does not want to be contacted",
        "has no e-mail",
        "says no to being contacted",
        "",
    ]


def test_drafts_are_one_step(campaign: Campaign, tmp_path: Path) -> None:
    ids = sent_to(campaign, tmp_path, 2, preferred_name="Lee")
    act(campaign, plan_template, "Short", "introduction", "Hi {given_name}", "{partner} at {website}")
    found = look(campaign, introductions, ids, owner="Dana", name="short")
    paths = write_drafts(campaign, found, tmp_path / "drafts", author="Dana")
    back = email.message_from_bytes(paths[0].read_bytes(), policy=email.policy.default)
    assert (back["Subject"], back["X-Unsent"]) == ("Hi Lee", "1")
    assert back.get_content().strip() == "Prairie at prairie.example.org"
    assert {r["introduced_on"] for r in everything(campaign, REFERRAL)} == {days(0)}
    undo(campaign)
    assert everything(campaign, CONTACT) == []
    assert {r["introduced_on"] for r in everything(campaign, REFERRAL)} == {None}
    with pytest.raises(UserError, match="No template is called"):
        look(campaign, introductions, ids, owner="Dana", name="long")


def test_a_covering_letter_has_the_file(campaign: Campaign, tmp_path: Path) -> None:
    number = partner(campaign, contact_name="Robin")
    willing(campaign, 2)
    connect(campaign)
    done = handed(campaign, number, tmp_path / "o.xlsx")
    row = look(campaign, find_handoff, done.handoff)
    mail = look(campaign, covering, row, done.path.read_bytes(), owner="Dana")
    back = email.message_from_bytes(mail.as_bytes(), policy=email.policy.default)
    [file] = back.iter_attachments()
    assert (file.get_filename(), file.get_payload(decode=True)) == ("o.xlsx", done.path.read_bytes())
    assert back["Subject"] == "2 people for Prairie"
    assert "Hello Robin," in back.get_body().get_content()


def test_a_covering_letter_tells_of_refusing_people_above_the_signature(campaign: Campaign, tmp_path: Path) -> None:
    number = partner(campaign, contact_name="Robin")
    willing(campaign, 1, do_not_call=True)
    connect(campaign)
    done = handed(campaign, number, tmp_path / "o.xlsx")
    row = look(campaign, find_handoff, done.handoff)
    mail = look(campaign, covering, row, done.path.read_bytes(), owner="Dana")
    back = email.message_from_bytes(mail.as_bytes(), policy=email.policy.default)
    lines = back.get_body().get_content().split()
    body = " ".join(lines)
    assert "the file says who: “Do not call: Yes” (1)" in body
    assert body.index("Do not call") < body.rindex("Dana")
    assert lines[-1] == "Dana"


def test_a_hand_off_is_sent_once_and_only_with_its_own_file(campaign: Campaign, tmp_path: Path, server) -> None:
    inbox, account = server
    number = partner(campaign)
    willing(campaign, 2)
    connect(campaign)
    done = handed(campaign, number, tmp_path / "o.csv")
    willing(campaign, 1)
    connect(campaign)
    other = handed(campaign, number, tmp_path / "other.xlsx")
    with pytest.raises(UserError, match=r"other.xlsx is not the file of this hand-off \(o.csv\)"):
        send_handoff(campaign, done.handoff, other.path, account, "", author="Dana")
    inbox.refuse = "partner@"
    with pytest.raises(UserError, match="was not sent. 550 no such mailbox"):
        send_handoff(campaign, done.handoff, done.path, account, "", author="Dana")
    inbox.refuse = ""
    send_handoff(campaign, done.handoff, done.path, account, "", author="Dana")
    send_handoff(campaign, other.handoff, other.path, account, "", author="Dana")
    with pytest.raises(UserError, match="has gone out already"):
        send_handoff(campaign, done.handoff, done.path, account, "", author="Dana")
    files = [next(m.iter_attachments()).get_filename() for m in inbox.mails]
    assert files == ["o.csv", "other.xlsx"]
    with pytest.raises(UserError, match="has gone out and cannot be undone"):
        undo(campaign, done.seq)


def test_somebody_who_was_introduced_can_be_forgotten(campaign: Campaign, tmp_path: Path) -> None:
    from coordinator.changes.checking import problems_of
    from coordinator.changes.forget import forget, holders

    ids = sent_to(campaign, tmp_path, 1)
    write_drafts(campaign, look(campaign, introductions, ids, owner="Dana"), tmp_path / "drafts", author="Dana")
    person = everything(campaign)[0]["id"]
    assert [h.partner for h in look(campaign, holders, person)] == ["Prairie"]
    forget(campaign, person, author="Dana")
    assert everything(campaign) == everything(campaign, REFERRAL) == everything(campaign, CONTACT) == []
    assert look(campaign, problems_of) == []


def test_letters_and_calendars_elsewhere_are_listed_when_somebody_is_forgotten(
    campaign: Campaign, tmp_path: Path
) -> None:
    far = {name: tmp_path / "far" / name for name in ("drafts", "covering", "recall", "calendar")}
    for name in ("covering", "recall", "calendar"):
        far[name].mkdir(parents=True)
    number = partner(campaign, website="prairie.example.org")
    willing(campaign, 2, follow_up=days(-1))
    connect(campaign)
    done = handed(campaign, number, far["covering"] / "o.csv")
    ids = [r["id"] for r in everything(campaign, REFERRAL)]
    write_drafts(campaign, look(campaign, introductions, ids, owner="Dana"), far["drafts"], author="Dana")
    draft_handoff(campaign, done.handoff, done.path, far["covering"] / "letter.eml", author="Dana")
    draft_recall(campaign, look(campaign, recall, done.handoff), far["recall"] / "recall.eml", author="Dana")
    write_calendar(campaign, far["calendar"] / "due.ics", look(campaign, follow_ups), TODAY)
    person = everything(campaign)[0]["id"]
    for files in (preview(campaign, person).holding.files, forget_person(campaign, person, author="Dana").left.files):
        naming = {path.relative_to(tmp_path / "far").as_posix() for path in files.naming if "far" in path.parts}
        assert naming >= {"drafts/R-00001-A.eml", "recall/recall.eml", "calendar/due.ics"}
        assert naming >= {"covering/letter.eml"} and "drafts/R-00002-8.eml" not in naming
