"""What the documents say of the command line is true: every command, option and JSON key, and each line they show."""

import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from coordinator.app import main
from coordinator.base.databases import driver
from coordinator.cli.main import program
from coordinator.cli.program import MODULES, SECTIONS
from coordinator.tour.desk import Desk
from tests.builders import DATA
from tests.cli.documents import COMMAND_LINE, GUIDE, ROOT, command_lines, described, inline_commands, row, rows

LATE = """First name,Last name,Email,ZIP
Fatima,Trujilo,fatima.trujillo12@exmaple.org,43215
Saskia,Brandt,saskia.brandt52@example.org,45405
Total,2,,
"""
"""Somebody who is here already, misspelled; somebody who has moved; and a total, which is nobody."""
FILES: dict[str, Callable[[Path], object]] = {
    "sign-ups.csv": lambda path: shutil.copy(DATA / "bad-rows.csv", path),
    "march.xlsx": lambda path: shutil.copy(DATA / "google-forms-week-1.xlsx", path),
    "april.csv": lambda path: shutil.copy(DATA / "semicolon-cp1252.csv", path),
    "late.csv": lambda path: path.write_text(LATE, encoding="utf-8"),
    "timothy.csv": lambda path: path.write_text("First name,Last name,Email\nTimothy,Kim,t.kim@example.org\n"),
    "open-stop.csv": lambda path: path.write_text(
        "First name,Last name,Email,Stop\nDagny,Zzholt,dagny@example.org,Zzatlantis\n"
    ),
    "tim.csv": lambda path: path.write_text("First name,Last name,Email\nTim,Kim,t.kim@example.org\n"),
    "twice.csv": lambda path: path.write_text(
        "First name,Last name,Email,ZIP\nMarcus,Zoller,m.zoller@example.org,80203\n"
        "Marc,Zoler,m.zoller@exmaple.org,80203\n"
    ),
    "welcome.txt": lambda path: path.write_text("Dear {given_name},\nwelcome.\n"),
    "for-prairie-back.xlsx": lambda path: answered(path.with_name("for-prairie.xlsx"), path),
    "denver-1.desk": lambda path: main(["desk", "new", "E-00012-M", str(path), "--pin", "2846"]),
}
"""Files that somebody brings along: what stands in for them."""
ELSEWHERE = {
    "postgresql://dana@db.example.org/tour": "team.campaign",
    "postgresql://user@server/tour": "team.campaign",
    "postgresql://…/tour": "tour.campaign",
}
"""Databases on a server: what stands in for them."""


def answered(sent: Path, back: Path, answer: str = "Accepted") -> None:
    """Fill in what a partner answers for the first person of a hand-off."""
    book = openpyxl.load_workbook(sent)
    sheet = book["Referrals"]
    sheet.cell(2, [c.value for c in sheet[1]].index("Status at the partner") + 1).value = answer
    book.save(back)


def with_new_column(sent: Path, back: Path) -> None:
    """Add a column of one's own to a workbook that went out."""
    book = openpyxl.load_workbook(sent)
    sheet = book["Referrals"]
    at = sheet.max_column + 1
    sheet.cell(1, at).value, sheet.cell(2, at).value = "Called by", "Kim"
    book.save(back)


def sign_up_at(path: Path) -> int:
    """Do what a visitor of a sign-up desk does; return the exit status."""
    desk = Desk(path)
    desk.confirm({"name": "Juniper Ashdown", "email": "juniper@example.org"}, "en")
    desk.close()
    return 0


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command line in a folder of its own, as it stands; give what it printed.

    A window is not opened and a form not served: that they are called is enough here, others test them.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("COORDINATOR_CAMPAIGN", "tour.campaign")
    monkeypatch.setenv("COORDINATOR_PIN", "2846")
    monkeypatch.setenv("COORDINATOR_PASSPHRASE", "four words are good")
    monkeypatch.setenv("COORDINATOR_NEW_PASSPHRASE", "four words are good")
    monkeypatch.setattr("coordinator.desktop.shell.start.run_desk", sign_up_at)
    monkeypatch.setattr("tools.pictures.make_pictures", lambda folder, _campaign: [folder / "1.png"])
    monkeypatch.setattr("coordinator.form.server.serve", lambda *_, ready, **__: ready("http://127.0.0.1:8765/"))

    def call(words: list[str], status: int = 0) -> str:
        words = [ELSEWHERE.get(word, word) for word in words]
        for word in words:
            if word in FILES and not Path(word).exists() and words[:2] != ["desk", "new"]:
                FILES[word](tmp_path / word)
        capsys.readouterr()
        ended = main(words)
        out, err = capsys.readouterr()
        assert ended == status, f"{words}: {err}"
        assert "Traceback" not in err
        return out

    return call


@pytest.mark.parametrize("path", [ROOT / "README.md", COMMAND_LINE, *GUIDE], ids=lambda path: path.name)
def test_every_line_that_a_document_shows_works(path: Path, run: Callable[..., str]) -> None:
    """On the sample tour, from top to bottom, without a word changed."""
    lines = [*command_lines(path), *inline_commands(path)]
    if lines and lines[0][0] != "new":
        run(["new", "tour.campaign", "--sample"])
    for words in lines:
        run(words)
    assert bool(lines) == any(mark in path.read_text(encoding="utf-8") for mark in ("    coordinator ", "./run "))


def test_the_page_names_every_command_and_section() -> None:
    text = COMMAND_LINE.read_text(encoding="utf-8")
    headings = [line for line in text.split("\n") if line.startswith("## ")]
    assert headings[1:] == [f"## {section.title}" for section in SECTIONS]
    assert list(described()) == list(MODULES)


@pytest.mark.parametrize("name", MODULES)
def test_the_page_describes_every_option_and_no_other(name: str) -> None:
    """With the words of the help: where this fails, copy the lines from here."""
    assert described()[name].options == rows(name)


def test_the_page_describes_the_options_of_all_commands() -> None:
    text = COMMAND_LINE.read_text(encoding="utf-8")
    assert [row(p) for p in program().params if row(p) not in text] == []


def paths(value: Any, known: set[str], at: str = "") -> Iterator[str]:
    """Yield the paths of a document's keys, in the page's way: a key that it knows only as `*` is that."""
    if isinstance(value, list):
        for item in value:
            yield from paths(item, known, f"{at}[]" if at else "")
    elif isinstance(value, dict):
        for key, inner in value.items():
            path, any_key = (f"{at}.{k}" if at else k for k in (key, "*"))
            yield path if path in known or any_key not in known else any_key
            inside = path if any(k.startswith((f"{path}.", f"{path}[]")) for k in known) else any_key
            yield from paths(inner, known, inside)


def test_the_page_describes_every_key_of_json_and_no_other(run: Callable[..., str]) -> None:
    """The lines of the page once more, with --json, and some that reach what those leave empty."""
    page = described()
    seen: dict[str, set[str]] = defaultdict(set)
    forms: dict[str, set[str]] = defaultdict(set)

    def note(words: list[str], status: int = 0) -> Any:
        out = run([*words, "--json"], status)
        if words[0] == "desk" and words[1] != "new":
            return None
        document = json.loads(out)
        seen[words[0]].update(paths(document, page[words[0]].keys))
        forms[words[0]].add("array" if isinstance(document, list) else "object")
        return document

    for words in command_lines(COMMAND_LINE):
        note(words)
    more(note)
    wrong = {
        name: {
            "not in the page": sorted(seen[name] - page[name].keys),
            "never printed": sorted(page[name].keys - seen[name]),
        }
        for name in page
        if seen[name] != page[name].keys
    }
    assert wrong == {}
    assert {name: sorted(found) for name, found in forms.items()} == {n: sorted(d.forms) for n, d in page.items()}


def more(note: Callable[..., Any]) -> None:
    """Run what gives documents with something in every place."""
    note(["history", "C-00012-2"])
    note(["call", "Supporters in May", "--filter", "state = OH", "--to", "again"])
    answered(Path("for-prairie.xlsx"), Path("unknown-word.xlsx"), "In the spring class")
    note(["import", "unknown-word.xlsx"])
    with_new_column(Path("for-prairie.xlsx"), Path("added-to.xlsx"))
    note(["import", "added-to.xlsx", "--dry-run"])
    note(["words"])
    note(["exports"])
    note(["handoff", "Prairie", "again.xlsx", "--dry-run"])
    sent = note(["referrals", "--filter", "sent_on is not empty"])
    made = note(["backup"])["backup"]
    note(["set", "C-00034-R", "notes=Came with somebody of for-prairie@example.org"])
    note(["forget-words", "for-prairie@example.org"])
    note(["forget-words", "for-prairie@example.org", "--erase", "all"])
    who = note(["show", sent[-1]["candidate"]])
    note(["set", "C-00034-R", f"notes=Came with {who['given_name']} {who['family_name']}"])
    note(["forget", sent[-1]["candidate"], "--yes"])
    note(["import", "march.xlsx", "nowhere.csv"], 1)
    note(["import", "timothy.csv"])
    note(["import", "open-stop.csv"])
    note(["show", note(["list", "signups", "--filter", "came_in contains open-stop"])[0]["id"]])
    note(["import", "tim.csv", "--dry-run"])
    note(["import", "twice.csv", "--dry-run", "--likely"])
    note(["list", "candidates"])
    note(["show", "C-00092-7"])
    for person in ("C-00012-2", "C-00018-R"):
        note(["set", person, "address=12 Elm St", "postcode=80203"])
    note(["households"])
    note(["stats", "--by", "source,event"])
    for partner in ("P-00006-H", "P-00008-D"):
        note(["set", partner, "accepting=no"])
    note(["suggest", "--nobody"])
    note(["set", "E-00009-C", "title=Greeley rally", "city=Greeley", "venue=Bank of Colorado Arena"])
    note(["stops", "--alike"])
    proposed = note(["referrals", "--filter", "status = Proposed"])
    note(["set", proposed[0]["candidate"], "consent_share=no"])
    note(["handoff", proposed[0]["partner"], "left-out.xlsx", "--dry-run"])
    note(["set", proposed[0]["candidate"], "consent_share=yes", "do_not_text=yes"])
    note(["handoff", proposed[0]["partner"], "refusing.xlsx", "--dry-run"])
    note(["export", "numbers.csv", "--kind", "candidates", "--columns", "given_name,phone"])
    note(["export", "texts.csv", "--kind", "candidates", "--columns", "given_name,phone", "--for", "Texting"])
    note(["restore", made, "--dry-run"])
    note(["restore", note(["restore", made])["kept"], "--dry-run"])
    note(["backups"])
    with closing(driver.connect("tour.campaign")) as behind, behind:
        behind.execute("UPDATE candidate SET first_time = NOT coalesce(first_time, 0)")
    note(["check"], 1)
