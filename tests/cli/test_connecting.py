"""Connecting from the command line: what scripts can rely on."""

import json
from pathlib import Path

import openpyxl
import pytest

from coordinator.app import main
from coordinator.records import row_id


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample tour, made once."""
    path = tmp_path_factory.mktemp("sample") / "sample.campaign"
    assert main(["new", str(path), "--sample"]) == 0
    return path


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, sample: Path):
    path = tmp_path / "t.campaign"
    path.write_bytes(sample.read_bytes())
    monkeypatch.setenv("COORDINATOR_CAMPAIGN", str(path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    capsys.readouterr()

    def call(*words: object, status: int = 0):
        assert main([str(w) for w in words]) == status, capsys.readouterr().err
        out, err = capsys.readouterr()
        return json.loads(out) if "--json" in words and status == 0 else out + err

    return call


def test_suggest(run) -> None:
    found = run("suggest", "C-00001-8", "--json")
    assert found["candidate"] == "C-00001-8"
    first = found["partners"][0]
    assert {"partner", "fits", "reasons", "unknown"} <= set(first)
    assert (first["partner"], first["fits"]) == ("National Democratic Training Committee", True)
    asked = next(p for p in found["partners"] if p["partner"] == "Emerge")
    assert (asked["fits"], asked["unknown"]) == (False, ["gender, if they want to say"])
    many = run("suggest", "--filter", "state = NE", "--json")
    assert isinstance(many, list)
    assert "National Democratic Training Committee: takes Democratic candidates" in run("suggest", "C-00001-8")
    assert "Say whom" in run("suggest", status=1)


def test_whom_no_partner_takes(run) -> None:
    run("set", row_id.make("P", 6), "accepting=no")
    run("set", row_id.make("P", 8), "accepting=no")
    groups = run("suggest", "--nobody", "--json")
    assert sum(g["people"] for g in groups) > 0
    assert all(len(g["candidates"]) == g["people"] for g in groups)
    assert groups[0]["people"] >= groups[-1]["people"]


def test_from_a_plan_to_a_return(run, tmp_path: Path) -> None:
    dry = run("connect", "--filter", "consent_share = yes", "--dry-run", "--json")
    assert dry["change_set"] is None
    assert run("count", "referrals", "--json") == {"count": 0}
    wet = run("connect", "--filter", "consent_share = yes", "--json")
    assert {**dry, "change_set": wet["change_set"]} == wet
    out = tmp_path / "prairie.xlsx"
    assert run("handoff", "Prairie", out, "--dry-run", "--json")["change_set"] is None
    assert not out.exists()
    done = run("handoff", "Prairie", out, "--eml", tmp_path / "p.eml", "--json")
    assert done["people"] == wet["by_partner"]["Prairie Independents Caucus (fictitious)"]
    assert (tmp_path / "p.eml").read_text().startswith("X-Unsent: 1")
    sent = run("referrals", "--filter", "status = Sent", "--json")
    assert {r["turn"] for r in sent} == {"partner"}
    book = openpyxl.load_workbook(out)
    sheet = book["Referrals"]
    header = [c.value for c in sheet[1]]
    sheet.cell(2, header.index("Status at the partner") + 1, "In the spring class")
    sheet.cell(3, header.index("Status at the partner") + 1, "Accepted")
    book.save(out)
    back = run("import", out, "--json")
    assert back["updated"] == 2
    assert any("In the spring class" in n for n in back["notes"])
    unknown = run("words", "--json")["unknown"]
    assert [(u["word"], u["people"]) for u in unknown] == [("In the spring class", 1)]
    assert run("words", "Prairie", "In the spring class=Active", "--json")["unknown"] == []
    by_status = {r["id"]: r["status"] for r in run("referrals", "--filter", "answer is not empty", "--json")}
    assert sorted(by_status.values()) == ["accepted", "active"]
    person = sent[0]["candidate"]
    assert run("copies", person, "--json")[0]["partner"].startswith("Prairie")
    assert run("handoffs", "--json")[0]["status"] == "returned"
    assert run("check")


def test_one_by_hand(run) -> None:
    ids = run("list", "candidates", "--filter", "consent_share is empty", "--fields", "id", "--limit", 1, "--json")
    assert "has not agreed to be shared" in run("connect", ids[0]["id"], status=1)
    yes = run(
        "list",
        "candidates",
        "--filter",
        'consent_share = yes and party_line = Independent and office = "School board"',
        "--fields",
        "id",
        "--limit",
        1,
        "--json",
    )[0]["id"]
    made = run("connect", yes, "--partner", "Prairie", "--json")
    assert made["placed"][0]["partner"] == row_id.make("P", 7)
    assert "was passed on to" in run("connect", yes, "--partner", "Prairie", status=1)
    assert "does not take Independent" in run("connect", yes, "--partner", "Emerge", status=1)
    referral = run("referrals", "--json")[0]["id"]
    assert "cannot become Completed" in run("refer", referral, "completed", status=1)
    assert run("refer", referral, "withdrawn", "--reason", "moved away", "--json")["status"] == "withdrawn"


def test_rules_follow_ups_contacts(run, tmp_path: Path) -> None:
    run("add-rule", "Emerge", "states", "Ohio; Pa.", "--from", "2025-01-01", "--source", "emergeamerica.org")
    assert "nobody can meet" in run("add-rule", "Emerge", "states", "Idaho", status=1)
    emerge = run("rules", "Emerge", "--json")[0]
    assert [r["values"] for r in emerge["rules"] if r["kind"] == "states"] == [["OH", "PA"]]
    run("drop-rule", next(r["id"] for r in emerge["rules"] if r["kind"] == "states"))
    run("set", run("rules", "Emerge", "--json")[0]["id"], "by_programme=yes")
    assert "none is open" in run("rules", "Emerge", "--json")[0]["problems"][0]
    run("add-programme", "Emerge", "Spring class", "--apply-by", "2090-01-31", "--places", 20)
    assert run("rules", "Emerge", "--json")[0]["problems"] == []
    due = run("followups", "--later", 400, "--ics", tmp_path / "due.ics", "--json")
    assert {"queue", "candidate", "due", "owner", "what"} <= set(due[0])
    assert (tmp_path / "due.ics").read_text().count("BEGIN:VEVENT") == len(due)
    mine = run("followups", "--later", 400, "--owner", "Dana", "--json")
    assert {f["owner"] for f in mine} == {"Dana"}
    run("followups", "--later", 400, "--owner", "Dana", "--give", "Sam")
    assert run("followups", "--later", 400, "--owner", "Dana", "--json") == []
    run("contact", due[0]["candidate"], "call", "left a message", "--note", "after six", "--next", "2027-01-05")
    assert run("show", due[0]["candidate"], "--json")["follow_up"] == "2027-01-05"
    assert "is not in the list" in run("contact", due[0]["candidate"], "pigeon", status=1)


def test_mail_needs_an_account(run, tmp_path: Path) -> None:
    assert "No mail account" in run("introduce", "--send", status=1)
    assert "No mail account" in run("mail-account")
    assert "which address mails come from" in run("mail-account", "--host", "mail.example.org", status=1)
    run("mail-account", "--host", "127.0.0.1", "--port", 9, "--from", "tour@example.org", "--security", "none")
    run("connect", "--filter", "consent_share = yes and party_line = Independent", "--json")
    told = run("handoff", "Prairie", tmp_path / "o.xlsx", "--send", status=1)
    assert "but not sent" in told
    assert run("handoffs", "--json")[0]["status"] == "written"
    folder = tmp_path / "drafts"
    assert len(run("introduce", folder, "--partner", "Prairie", "--json")["files"]) == len(list(folder.iterdir())) > 0
    assert run("introduce", folder, "--partner", "Prairie", "--json")["ready"] == []
