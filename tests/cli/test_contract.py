"""The command line is a contract: others script on it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coordinator.app import main
from coordinator.records import row_id
from tests.builders import DATA


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, template: Path):
    """Run a command on a campaign of its own; give exit status, document and standard error."""
    path = tmp_path / "t.campaign"
    path.write_bytes(template.read_bytes())
    monkeypatch.setenv("COORDINATOR_CAMPAIGN", str(path))

    def call(*words: object, status: int = 0):
        assert main([str(w) for w in words]) == status, capsys.readouterr().err
        out, err = capsys.readouterr()
        return json.loads(out) if "--json" in words and status == 0 else (out, err)

    return call


def test_import_says_what_it_did(run) -> None:
    found = run("import", DATA / "bad-rows.csv", "--json")
    keys = {"change_set", "rows", "created", "updated", "unchanged", "conflicts", "duplicates", "rejected", "problems"}
    assert keys <= found.keys()
    assert (found["rows"], found["created"]) == (5, 5)
    assert set(found["problems"][0]) == {"file", "sheet", "row", "column", "value", "message"}
    assert run("import", DATA / "bad-rows.csv", "--json")["change_set"] is None


def test_a_dry_run_says_the_same_and_writes_nothing(run) -> None:
    dry = run("import", DATA / "google-forms-week-1.xlsx", "--dry-run", "--json")
    assert run("count", "candidates", "--json") == {"count": 0}
    wet = run("import", DATA / "google-forms-week-1.xlsx", "--json")
    assert {**dry, "change_set": 0} == {**wet, "change_set": 0}


def test_list_show_set(run) -> None:
    run("import", DATA / "action-network-denver.csv", "--json", "--source", "Denver form")
    rows = run(
        "list",
        "candidates",
        "--filter",
        "state = MA",
        "--fields",
        "id,given_name,postcode,phone",
        "--limit",
        2,
        "--json",
    )
    assert len(rows) == 2
    assert {r["postcode"] for r in rows} == {"02134"}
    first = rows[0]["id"]
    assert run("set", first, "stage=Contacted", "tags=a; b", "--json")["changed"] == {
        "stage": "contacted",
        "tags": ["a", "b"],
    }
    assert run("show", first, "--json")["stage"] == "contacted"
    signup = run("list", "signups", "--limit", 1, "--json")[0]
    assert (signup["source"], signup["candidate"]) == ("Denver form", "C-00001-8")
    answer = run("list", "candidates", "--fields", "id,Run before?", "--limit", 1, "--json")[0]
    assert answer["Run before?"] == "No"
    assert run("history", first, "--json")[0]["fields"]["stage"] == ["interested", "contacted"]


def test_undo_until_nothing_is_left(run, tmp_path: Path) -> None:
    run("import", DATA / "first_hour/desk.xlsx", "--json")
    run("import", DATA / "first_hour/signups_tucson_2025-03-22.csv", "--json")
    run("set", "C-00001-8", "city=Omaha", "--json")
    exported = run("export", tmp_path / "o.xlsx", "--json")
    assert exported["rows"]["candidates"] == run("count", "candidates", "--json")["count"] == 95
    counts = []
    for _ in range(3):
        run("undo", "--json")
        counts.append(run("count", "candidates", "--json")["count"])
        assert run("check", "--json")["ok"]
    assert counts == [95, 60, 0]
    _, told = run("undo", status=1)
    assert "Nothing is left to undo" in told
    assert "done again" in run("redo")[0]
    assert run("count", "candidates", "--json")["count"] == 60


def test_export_csv_of_one_kind(run, tmp_path: Path) -> None:
    run("import", DATA / "semicolon-cp1252.csv", "--json")
    run("export", tmp_path / "o.csv", "--kind", "candidates", "--filter", "state = CO", "--json")
    text = (tmp_path / "o.csv").read_text(encoding="utf-8-sig")
    assert "Núñez" in text
    assert "Müller" not in text
    _, told = run("export", tmp_path / "x.csv", status=1)
    assert "one kind" in told


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["list", "candidates", "--filter", "stat = CO"], "^"),
        (["list", "candidates", "--fields", "nothing"], "no field"),
        (["show", "C-00001-9"], "row ID"),
        (["set", "C-00001-8", "phone=12"], "phone"),
        (["import", "nowhere.csv"], "not there"),
        (["undo", "7"], "no change set"),
        (["--campaign", "/nowhere/x.campaign", "count", "candidates"], "not there"),
        (["--campaign", "/tmp", "count", "candidates"], "folder"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(run, words: list[str], part: str) -> None:
    run("import", DATA / "semicolon-cp1252.csv", "--json")
    _, told = run(*words, status=1)
    assert part in told
    assert "Traceback" not in told


def test_usage_errors_end_with_two() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["frobnicate"])
    assert stopped.value.code == 2


@pytest.mark.parametrize(
    "words",
    [
        ["--json", "count", "candidates", "--filter", "state = CO"],
        ["count", "--json", "--filter", "state = CO", "candidates"],
        ["count", "--filter=state = CO", "candidates", "--json"],
        [
            "--campaign",
            "nowhere.campaign",
            "count",
            "candidates",
            "--filter",
            "state = CO",
            "--json",
            "--campaign",
            "t.campaign",
        ],
    ],
)
def test_options_stand_anywhere_and_the_last_one_counts(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    run("import", DATA / "semicolon-cp1252.csv", "--json")
    assert run(*words) == {"count": 1}


def test_an_option_goes_before_the_environment(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("new", tmp_path / "other.campaign")
    monkeypatch.setenv("COORDINATOR_AUTHOR", "Dana")
    run("import", DATA / "semicolon-cp1252.csv", "--author", "Sam", "--json")
    run("set", "C-00001-8", "city=Omaha", "--json")
    assert [step["author"] for step in run("history", "--json")] == ["Dana", "Sam"]
    assert run("--campaign", tmp_path / "other.campaign", "count", "candidates", "--json") == {"count": 0}


def test_the_example_in_a_refusal_is_a_row_id(run) -> None:
    for words, letter in ((["show", "X"], "C"), (["after", "X"], "E"), (["refer", "X", "accepted"], "R")):
        _, told = run(*words, status=1)
        example = told.strip().rpartition(" ")[2].removesuffix(".")
        assert row_id.parse(example) == row_id.RowId(letter, 42)


def test_backup_and_restore(run, tmp_path: Path) -> None:
    run("import", DATA / "semicolon-cp1252.csv", "--json")
    run("backup", tmp_path / "b.campaign", "--json")
    run("undo", "--json")
    run("restore", tmp_path / "b.campaign", "--json")
    assert run("count", "candidates", "--json") == {"count": 2}
    damaged = bytearray((tmp_path / "b.campaign").read_bytes())
    damaged[-100] ^= 1
    (tmp_path / "b.campaign").write_bytes(damaged)
    _, told = run("restore", tmp_path / "b.campaign", status=1)
    assert "changed since" in told


def test_backups_are_listed_and_a_restore_can_be_looked_at_first(run) -> None:
    run("import", DATA / "semicolon-cp1252.csv", "--json")
    run("backup", "--json")
    run("undo", "--json")
    listed = run("backups", "--json")["backups"]
    assert [b["records"]["candidate"] for b in listed][0] == 2
    assert listed[0]["step"]["seq"] > 0
    told = run("restore", listed[0]["path"], "--dry-run", "--json")
    assert (len(told["lost"]), told["gained"], told["another"]) == (1, [], False)
    assert (told["there"]["candidate"], told["here"]["candidate"]) == (2, 0)
    assert run("count", "candidates", "--json") == {"count": 0}, "nothing was changed"


def test_new_with_the_sample_tour_as_a_process(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "coordinator", "new", "t.campaign", "--sample", "--json"]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(DATA.parents[1])},
    )
    assert json.loads(done.stdout)["records"]["candidates"] > 100
    assert done.stderr == ""


@pytest.mark.parametrize("seed", ["2", "3"])
def test_the_order_of_decisions_is_that_of_the_columns(run, tmp_path: Path, seed: str) -> None:
    sheet = tmp_path / "form.csv"
    sheet.write_text(
        'Name,Email,Where do you live?\nAnn Ruiz,ann@example.org,"12 Elm St, Denver, CO 80201"\n', encoding="utf-8"
    )
    run("import", sheet, "--source", "Form", "--json")
    (who,) = run("list", "candidates", "--json")
    run("set", who["id"], "address=1 Main St", "city=Tulsa", "state=OK", "postcode=74101", "--json")
    sheet.write_text(
        'Name,Email,Where do you live?\nAnn Ruiz,ann@example.org,"5 Oak Ave, Omaha, NE 68101"\n', encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-m", "coordinator", "import", "form.csv", "--source", "Form", "--dry-run", "--json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(DATA.parents[1]), "PYTHONHASHSEED": seed},
    )
    assert [d["field"] for d in json.loads(done.stdout)["decisions"]] == ["address", "city", "state", "postcode"]


def test_an_answer_never_hides_a_field(run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,First name,Email,county?\nX1,Ann,ann@example.org,Adams\n", encoding="utf-8")
    run("import", tmp_path / "a.csv", "--json")
    row = run("list", "candidates", "--json")[0]
    assert (row["id"], row["given_name"]) == ("C-00001-8", "Ann")
    assert run("show", "C-00001-8", "--json")["answers"] == row["answers"]
    _, told = run("set", "C-00001-8", "id=3", status=1)
    assert "row ID" in told


def test_a_heading_with_a_comma_is_quoted(run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('First name,Email,"Tea, or coffee?"\nAnn,ann@example.org,Tea\n', encoding="utf-8")
    run("import", tmp_path / "a.csv", "--json")
    asked = ["list", "candidates", "--fields", 'id,"Tea, or coffee?"', "--json"]
    assert run(*asked) == [{"id": "C-00001-8", "Tea, or coffee?": "Tea"}]
    assert run("list", "candidates", "--json")[0]["answers"] == {"Tea, or coffee?": "Tea"}
    run("set", "C-00001-8", "tea, or coffee?=Coffee", "--json")
    assert run(*asked)[0]["Tea, or coffee?"] == "Coffee"


def test_a_reference_is_a_row_id_of_the_right_kind(run) -> None:
    run("import", DATA / "semicolon-cp1252.csv", "--json")
    signup = run("list", "signups", "--fields", "id", "--limit", 1, "--json")[0]["id"]
    _, told = run("set", signup, "event=C-00001-8", status=1)
    assert "no tour event" in told


@pytest.mark.parametrize("keep", [60, 5000, 20000])
def test_a_damaged_file_is_said_and_can_be_restored(run, tmp_path: Path, keep: int) -> None:
    run("import", DATA / "semicolon-cp1252.csv", "--json")
    run("backup", tmp_path / "b.campaign", "--json")
    file = tmp_path / "t.campaign"
    file.write_bytes(file.read_bytes()[:keep])
    _, told = run("count", "candidates", status=1)
    assert "damaged" in told or "no campaign" in told
    damaged = file.read_bytes()
    kept = run("restore", tmp_path / "b.campaign", "--json")["kept"]
    assert Path(kept).read_bytes() == damaged
    assert run("count", "candidates", "--json") == {"count": 2}


@pytest.mark.skipif(os.name != "posix", reason="pipes of a shell")
def test_a_reader_that_stops_early_is_no_error_to_tell(run, tmp_path: Path) -> None:
    run("import", DATA / "action-network-denver.csv", "--json")
    command = [sys.executable, "-m", "coordinator", "list", "candidates", "--json"]
    env = {**os.environ, "PYTHONPATH": str(DATA.parents[1])}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_a_dry_run_names_every_difference_of_a_return_and_applying_does_just_that(run, tmp_path: Path) -> None:
    import openpyxl

    run("import", DATA / "action-network-denver.csv", "--json")
    run("set", "C-00003-4", "notes=First", "tags=a", "--json")
    run("export", tmp_path / "o.xlsx", "--kind", "candidates", "--json")
    run("set", "C-00001-8", "city=Ours", "--json")
    run("set", "C-00003-4", "notes=First\nHere", "tags=a;b", "--json")
    book = openpyxl.load_workbook(tmp_path / "o.xlsx")
    sheet = book["Candidates"]
    at = {c.value: c.column for c in sheet[1]}
    typed = {
        (2, "City"): "Theirs",
        (3, "City"): None,
        (3, "Birth date"): "1984",
        (4, "Notes"): "First\nThere",
        (4, "Tags"): "c",
        (5, "Phone"): "303 555 0123",
    }
    for (row, heading), value in typed.items():
        sheet.cell(row, at[heading]).value = value
    sheet.append([None, "New", "Person", *[None] * (at["E-mail"] - 4), "new@example.org"])
    sheet.delete_rows(8)
    book.save(tmp_path / "back.xlsx")
    dry = run("import", tmp_path / "back.xlsx", "--dry-run", "--json")
    assert all(d.keys() == {"id", "field", "base", "ours", "theirs", "outcome"} for d in dry["differences"])
    found = {(d["id"], d["field"]): d for d in dry["differences"]}
    assert {d["outcome"] for d in found.values()} == {"kept", "taken", "merged", "new"}
    assert (dry["missing"], dry["missing_rows"]) == (1, ["C-00007-X"])
    before = {r["id"]: r for r in run("list", "candidates", "--json")}
    wet = run("import", tmp_path / "back.xlsx", "--json")
    assert wet["differences"] == dry["differences"]
    after = {r["id"]: r for r in run("list", "candidates", "--json")}
    became = {"merged": {"notes": "First\nHere\nThere", "tags": ["b", "c"]}}
    for (id_, key), d in found.items():
        if d["outcome"] == "new":
            continue
        assert before[id_][key] in (d["ours"], d["ours"] or [])
        wanted = {"kept": d["ours"], "taken": d["theirs"], "merged": became["merged"].get(key)}[d["outcome"]]
        assert after[id_][key] == wanted
        before[id_][key] = wanted
    (new,) = after.keys() - before.keys()
    assert {k: after[new][k] for k in ("given_name", "family_name", "email", "stage")} == {
        d["field"]: d["theirs"] for d in dry["differences"] if d["outcome"] == "new"
    }
    assert {k: v for k, v in after.items() if k != new} == before
    run("import", tmp_path / "back.xlsx", "--delete-missing", "--json")
    assert "C-00007-X" not in {r["id"] for r in run("list", "candidates", "--json")}


def test_problems_that_cannot_be_written_leave_nothing_imported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COORDINATOR_CAMPAIGN", str(tmp_path / "tour.campaign"))
    rows = tmp_path / "rows.csv"
    rows.write_text("First name,Last name,Email\nAda,Brook,ada@example.org\n", encoding="utf-8")
    assert main(["new", str(tmp_path / "tour.campaign")]) == 0
    assert main(["import", str(rows), "--problems", str(tmp_path / "nowhere" / "p.xlsx")]) == 1
    assert "is not there" in capsys.readouterr().err
    assert main(["count", "candidates", "--json"]) == 0
    assert '"count": 0' in capsys.readouterr().out


def test_set_takes_a_set_whole_or_not_at_all(run, tmp_path: Path) -> None:
    (tmp_path / "partners.csv").write_text("Organisation,Website\nPrairie School,prairie.example.org\n")
    run("import", tmp_path / "partners.csv", "--into", "partners", "--json")
    partner = row_id.make("P", 1)
    _, err = run("set", partner, "states=NV; Utahh", status=1)
    assert "“Utahh” is not in the list" in err
    assert run("show", partner, "--json")["states"] == []
    assert run("set", partner, "states=Nevada; Utah", "--json")["changed"]["states"] == ["NV", "UT"]
