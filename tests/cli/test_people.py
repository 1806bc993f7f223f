"""Commands about who is who, as scripts use them."""

import json
from pathlib import Path

import pytest

from coordinator.app import main

CSV = """First name,Last name,Email,Phone,ZIP,Why do you run?
Katherine,Quimby,k.quimby@example.org,303-555-0142,80203,Schools
Kate,Quimby,kate@example.org,303-555-0142,80203,Water
Noor,Hale,noor@example.org,303-555-0143,85281,Parks
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # noqa: ANN201
    monkeypatch.setenv("COORDINATOR_CAMPAIGN", str(tmp_path / "t.campaign"))

    def call(*arguments: str, status: int = 0):  # noqa: ANN202
        assert main([*arguments, "--json"]) == status
        out, err = capsys.readouterr()
        return json.loads(out) if status == 0 else err

    call("new", str(tmp_path / "t.campaign"))
    (tmp_path / "form.csv").write_text(CSV, encoding="utf-8")
    call("import", str(tmp_path / "form.csv"), "--source", "The form")
    return call


def ids(run) -> dict[str, str]:  # noqa: ANN001
    return {r["given_name"]: r["id"] for r in run("list", "candidates", "--fields", "id,given_name")}


def test_duplicates_merge_and_undo(run) -> None:  # noqa: ANN001
    who = ids(run)
    (pair,) = run("duplicates")
    assert (pair["a"], pair["b"]) == (who["Katherine"], who["Kate"])
    assert 0.5 <= pair["score"] <= 1
    assert "same phone" in pair["reasons"]
    merged = run("merge", who["Katherine"], who["Kate"])
    assert run("count", "candidates") == {"count": 2}
    assert run("duplicates") == []
    run("undo", str(merged["change_set"]))
    assert run("count", "candidates") == {"count": 3}


def test_what_came_after_a_merge_can_be_given_away(run, tmp_path: Path) -> None:  # noqa: ANN001
    who = ids(run)
    merged = run("merge", who["Katherine"], who["Kate"])
    run("set", who["Katherine"], "occupation=Teacher")
    assert "is not in question" in run("undo", str(merged["change_set"]), "--give", "city", status=1)
    told = run("undo", str(merged["change_set"]), "--give", "occupation")
    assert told["kept"] == []
    found = {r["given_name"]: r["occupation"] for r in run("list", "candidates", "--fields", "given_name,occupation")}
    assert found["Kate"] == "Teacher"


def test_apart(run) -> None:  # noqa: ANN001
    who = ids(run)
    run("apart", who["Kate"], who["Katherine"])
    assert run("duplicates") == []


def test_who_was_joined_under_another_name_is_listed_and_can_be_parted(run, tmp_path: Path) -> None:  # noqa: ANN001
    (tmp_path / "b.csv").write_text(
        "First name,Last name,Email\nKathy,Quimby,k.quimby@example.org\nBo,Kim,bo@example.org\n", encoding="utf-8"
    )
    dry = run("import", str(tmp_path / "b.csv"), "--dry-run")
    who = ids(run)["Katherine"]
    assert [(j["row"], j["id"], j["said"], j["here"], j["kept"], j["by"]) for j in dry["joined"]] == [
        (2, who, "Kathy Quimby", "Katherine Quimby", "Katherine Quimby", "e-mail")
    ]
    assert (dry["created"], dry["duplicates"]) == (1, 0)
    steps = len(run("history"))
    assert "no row 99" in run("import", str(tmp_path / "b.csv"), "--part", "99", status=1)
    assert "no row 2 of “Other”" in run("import", str(tmp_path / "b.csv"), "--part", "2", "--part", "Other:2", status=1)
    assert len(run("history")) == steps
    parted = run("import", str(tmp_path / "b.csv"), "--part", "2")
    assert (parted["created"], parted["joined"]) == (2, [])
    assert {"Katherine", "Kathy"} <= ids(run).keys()
    assert not [p for p in run("duplicates") if {p["a"], p["b"]} == {who, ids(run)["Kathy"]}]
    assert "number of a row" in run("import", str(tmp_path / "b.csv"), "--part", "x", status=1)
    again = run("import", str(tmp_path / "b.csv"), "--part", "2", "--part", "3")
    assert [note[:29] for note in again["notes"] if "parted" in note] == [
        "Nobody is parted in row 2: th",
        "Nobody is parted in row 3: th",
    ]


def test_the_report_names_both_and_tells_how_to_part_them(
    run,  # noqa: ANN001
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "b.csv").write_text("First name,Last name,Email\nKathy,Quimby,k.quimby@example.org\n", encoding="utf-8")
    assert main(["import", str(tmp_path / "b.csv"), "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "1 joined under another name; --part ROW makes one a new person" in told
    assert "Kathy Quimby is taken for Katherine Quimby, found by e-mail; the name Kathy Quimby is not kept." in told


def test_a_campaign_adds_and_removes_short_forms(run, tmp_path: Path) -> None:  # noqa: ANN001
    (tmp_path / "b.csv").write_text("First name,Last name,Email\nChita,Hale,noor@example.org\n", encoding="utf-8")
    assert run("import", str(tmp_path / "b.csv"), "--dry-run")["created"] == 1
    assert run("short-forms", "--add", "Chita=Noor") == [{"short": "Chita", "name": "Noor"}]
    (joined,) = run("import", str(tmp_path / "b.csv"), "--dry-run")["joined"]
    assert (joined["said"], joined["here"]) == ("Chita Hale", "Noor Hale")
    assert run("short-forms", "--remove", "chita=noor") == []
    assert "not among" in run("short-forms", "--remove", "Bo=Noor", status=1)
    assert "write a short form" in run("short-forms", "--add", "Noor", status=1)


@pytest.mark.parametrize(
    "pair",
    ["A=Bob", "Bob=A.", "Mr=Bob", "Mrs.=Ann", "Bob=Dr", "Sra.=Ana", "Jr=Bob", "12=34", "Bob2=Robert", "=Bob", "-=Bob"],
)
def test_what_is_no_name_is_no_short_form(run, pair: str) -> None:  # noqa: ANN001
    assert "write a short form" in run("short-forms", "--add", pair, status=1)
    assert run("short-forms") == []


def test_short_forms_of_two_letters_and_of_other_scripts(run) -> None:  # noqa: ANN001
    for pair in ("Bo=Robert", "Junior=Hal", "玲=Ling", "Mary-Jo=Mary Josephine"):
        assert run("short-forms", "--add", pair)[-1]["short"] == pair.partition("=")[0]


def test_the_row_id_of_somebody_merged_away_leads_to_the_one_that_stays(
    run,  # noqa: ANN001
    capsys: pytest.CaptureFixture[str],
) -> None:
    kept, gone = ids(run)["Katherine"], ids(run)["Kate"]
    run("merge", kept, gone)
    assert run("show", gone)["id"] == kept
    assert run("contact", gone, "note", "--note", "Called back")["candidate"] == kept
    assert run("suggest", gone)["candidate"] == kept
    assert main(["connect", gone]) == 1 and "No partner fits" in capsys.readouterr().err
    assert run("copies", gone) == []
    assert main(["show", gone]) == 0
    assert f"{gone} was merged into Katherine Quimby ({kept})" in capsys.readouterr().err
    assert "was merged into" in run("set", gone, "city=Boise", status=1), "changing is refused"


def test_merge_takes_candidates_only(run) -> None:  # noqa: ANN001
    assert "no candidate" in run("merge", ids(run)["Kate"], run("sources")[0]["id"], status=1)


def test_forget_asks_first_and_is_for_ever(run, tmp_path: Path, capsys) -> None:  # noqa: ANN001
    noor = ids(run)["Noor"]
    assert "--yes" in run("forget", noor, status=1)
    assert run("count", "candidates") == {"count": 3}
    assert run("forget", noor, "--yes")["holders"] == []
    assert run("count", "candidates") == {"count": 2}
    again = run("import", str(tmp_path / "form.csv"), "--source", "The form")
    assert again["created"] == 0
    assert "1 row skipped: asked to be forgotten." in again["notes"]
    assert main(["import", str(tmp_path / "form.csv"), "--source", "The form"]) == 0
    assert capsys.readouterr().out.count("asked to be forgotten") == 1, "it is told once"
    assert run("check")["problems"] == []


def test_forget_lists_who_names_them_before_and_after(run, tmp_path: Path) -> None:  # noqa: ANN001
    who = ids(run)
    run("set", who["Kate"], "notes=Came with Noor Hale, 303 555 0143")
    run("set", who["Katherine"], "occupation=Nurse of Noor Hale")
    run("backup")
    dry = run("forget", who["Noor"], "--dry-run")
    assert dry["change_set"] is None and dry["erases"] == {"signup": 1, "candidate": 1}
    keys = {f"{who['Kate']}.notes", f"{who['Katherine']}.occupation", "3.title"}
    assert {m["key"] for m in dry["mentions"]} == keys
    assert all(m["surely"] and m["now"] for m in dry["mentions"])
    assert str(tmp_path / "form.csv") in dry["files"] and dry["backups"]
    assert run("count", "candidates") == {"count": 3}
    told = run("forget", who["Noor"], status=1)
    assert "Came with Noor Hale" in told and "--erase" in told and "--backups-now" in told
    assert "is no mention" in run("forget", who["Noor"], "--yes", "--erase", "C-00001-8.city", status=1)
    done = run("forget", who["Noor"], "--yes", "--erase", f"{who['Kate']}.notes", "--backups-now")
    assert {m["key"] for m in done["mentions"]} == {f"{who['Katherine']}.occupation", "3.title"}
    assert done["backups"] == [] and done["backups_deleted"] == 2
    assert done["marks"] == 6 and done["key"] == "file" and done["compacted"]
    assert all(line in done["sentence"] for line in done["left"])
    assert run("show", who["Kate"])["notes"] == "Came with (forgotten), (forgotten)"


def test_words_are_found_and_erased_afterwards(run) -> None:  # noqa: ANN001
    who = ids(run)
    run("set", who["Kate"], "notes=Came with Noor Hale")
    run("forget", who["Noor"], "--yes")
    found, title = run("forget-words", "noor hale")["mentions"]
    assert (found["key"], found["steps"]) == (f"{who['Kate']}.notes", [2])
    assert (title["key"], title["says"]) == ("2.title", "Notes of Kate Quimby to Came with Noor Hale")
    done = run("forget-words", "Noor Hale", "--erase", "all")
    assert done["mentions"] == [] and done["change_set"] == 4
    assert run("show", who["Kate"])["notes"] == "Came with (forgotten)"
    assert run("history", who["Kate"])[0]["fields"]["notes"] == [None, "Came with (forgotten)"]
    assert run("check")["problems"] == []


def test_the_key_of_forgotten_people(run, tmp_path: Path) -> None:  # noqa: ANN001
    assert run("forget-key") == {"keys": 0, "missing": 0, "in_file": False, "moved": 0}
    run("forget", ids(run)["Noor"], "--yes")
    assert run("forget-key", "--out", str(tmp_path / "key.txt"))["moved"] == 1
    assert "cannot be written" in run("forget-key", "--out", str(tmp_path / "key.txt"), status=1)
    assert "no key that is missing" in run("forget-key", "--take", str(tmp_path / "key.txt"), status=1)
    assert "Choose one" in run("forget-key", "--lost", "--take", str(tmp_path / "key.txt"), status=1)


def test_sources(run) -> None:  # noqa: ANN001
    (source,) = run("sources")
    assert (source["name"], source["sign_ups"]) == ("The form", 3)
    assert source["columns"]["Email"] == "email"


def test_answers_are_listed_and_moved(run) -> None:  # noqa: ANN001
    (answer,) = run("answers")
    assert answer["heading"] == "Why do you run?"
    dry = run("move-answer", answer["id"], "notes", "--dry-run")
    assert dry == {"change_set": None, "moved": 3, "left": []}
    run("move-answer", answer["id"], "notes")
    assert run("answers") == []
    assert {r["notes"] for r in run("list", "candidates", "--fields", "notes")} == {"Schools", "Water", "Parks"}


def test_a_dry_run_shows_what_the_import_does(run, tmp_path: Path) -> None:  # noqa: ANN001
    path = tmp_path / "more.csv"
    path.write_text(CSV.replace("Schools", "Roads").replace("noor@", "nour@"), encoding="utf-8")
    dry = run("import", str(path), "--source", "The form", "--dry-run")
    real = run("import", str(path), "--source", "The form")
    assert dry["change_set"] is None
    assert {**dry, "change_set": 0} == {**real, "change_set": 0}


def test_a_list_that_likely_holds_somebody_is_told_before_it_comes_in(run, tmp_path: Path) -> None:  # noqa: ANN001
    (tmp_path / "late.csv").write_text("First name,Last name,Email,ZIP\nKathy,Quimby,k.quimby@exmaple.org,80203\n")
    dry = run("import", str(tmp_path / "late.csv"), "--dry-run", "--likely")
    (alike, *_) = dry["likely_duplicates"]
    assert (alike["row"], alike["candidate"]) == (2, ids(run)["Katherine"])
    assert alike["reasons"] and alike["score"] >= 0.5
    assert dry["likely_twice"] == []


def test_of_two_whom_a_row_fits_neither_is_nearly_sure(run, tmp_path: Path, capsys) -> None:  # noqa: ANN001
    run("apart", *(ids(run)[name] for name in ("Katherine", "Kate")))
    heading, row = "First name,Last name,Phone,ZIP\n", "Kathy,Quimby,303-555-0142,80203\n"
    (tmp_path / "late.csv").write_text(heading + row, encoding="utf-8")
    assert main(["import", str(tmp_path / "late.csv"), "--dry-run", "--likely"]) == 0
    told = [line for line in capsys.readouterr().out.splitlines() if "may be C-" in line]
    assert len(told) == 2
    assert all("(likely)" in line and "%" not in line for line in told)


def test_whoever_may_stand_in_a_list_twice_is_told(run, tmp_path: Path) -> None:  # noqa: ANN001
    rows = ["Marcus,Zoller,m.zoller@example.org,80203", "Ada,Brook,ada@example.net,85281"]
    rows += ["Marc,Zoler,m.zoller@exmaple.org,80203", ""]
    (tmp_path / "late.csv").write_text("\n".join(["First name,Last name,Email,ZIP", *rows]), encoding="utf-8")
    dry = run("import", str(tmp_path / "late.csv"), "--dry-run", "--likely")
    (twice,) = dry["likely_twice"]
    assert (twice["row"], twice["other_row"], twice["name"]) == (4, 2, "Marc Zoler")
    assert twice["reasons"]


def test_rules_and_columns_by_options(run, tmp_path: Path) -> None:  # noqa: ANN001
    path = tmp_path / "late.csv"
    path.write_text("First name,Last name,Email,ZIP,Remark\nNoor,Hale,noor@example.org,85282,tall\n", encoding="utf-8")
    dry = run("import", str(path), "--dry-run")
    assert dry["conflicts"] == 1
    done = run("import", str(path), "--rule", "postcode=overwrite", "--column", "Remark=notes")
    assert (done["conflicts"], done["updated"]) == (0, 1)
    (noor,) = run("list", "candidates", "--filter", "given_name = Noor", "--fields", "postcode,notes")
    assert noor == {"postcode": "85282", "notes": "tall"}
    assert "overwrite" in run("import", str(path), "--rule", "postcode=maybe", status=1)
    assert "no field" in run("import", str(path), "--column", "Remark=shoes", status=1)


def test_answers_by_hand(run) -> None:  # noqa: ANN001
    made = run("add-answer", "candidates", "Doors", "--type", "text")
    run("set-answer", made["id"], "--type", "integer")
    assert {a["heading"]: a["kind"] for a in run("answers")}["Doors"] == "integer"


def test_households(run) -> None:  # noqa: ANN001
    who = ids(run)
    run("set", who["Noor"], "address=12 Elm St.")
    run("set", who["Kate"], "address=12 Elm Street", "postcode=85281")
    (found,) = run("households")
    names = {"Katherine": "Katherine Quimby", "Kate": "Kate Quimby", "Noor": "Noor Hale"}
    assert found["people"] == [{"id": who[given], "name": name} for given, name in names.items()]
    assert found["shares"] == [
        {"what": "phone", "value": "(303) 555-0142", "people": [who["Katherine"], who["Kate"]]},
        {"what": "address", "value": "12 Elm Street, 85281", "people": [who["Kate"], who["Noor"]]},
    ]
    assert run("households", "--filter", "given_name = Noor") == [found]
    assert run("households", "--filter", "given_name = Nobody") == []
    run("set", who["Noor"], "address=")
    assert run("households", "--filter", "given_name = Noor") == []


def test_follow_ups_name_who_is_called_by_the_same_phone(run) -> None:  # noqa: ANN001
    who = ids(run)
    for person in who.values():
        run("set", person, "follow_up=today")
    also = {row["name"].split()[0]: row["also_here"] for row in run("followups")}
    assert also == {"Katherine": [who["Kate"]], "Kate": [who["Katherine"]], "Noor": []}
    run("set", who["Kate"], "do_not_call=yes")
    assert [row["also_here"] for row in run("followups")] == [[], [], []]


def test_apart_and_merge_say_what_was_decided(run) -> None:  # noqa: ANN001
    who = ids(run)
    kate, katherine = who["Kate"], who["Katherine"]
    assert "named twice" in run("apart", kate, kate, status=1)
    assert run("apart", kate, katherine)["change_set"]
    assert run("apart", katherine, kate)["change_set"] is None
    merged = run("merge", katherine, kate)
    assert any("had said that these are two people" in told for told in merged["told"])
    assert "one person here" in run("apart", kate, katherine, status=1)
    refused = run("set", kate, "city=Reno", status=1)
    assert "merged into Katherine Quimby" in refused and katherine in refused


def test_forget_of_one_merged_away_names_both(run) -> None:  # noqa: ANN001
    who = ids(run)
    run("merge", who["Katherine"], who["Kate"])
    told = run("forget", who["Kate"], status=1)
    assert all(word in told for word in ("Kate Quimby", "Katherine Quimby", *list(who.values())[:2], "merged"))


@pytest.mark.parametrize("kind", [("list", "candidates"), ("duplicates",), ("households",)])
def test_a_limit_is_a_number_of_rows(run, kind: tuple[str, ...]) -> None:  # noqa: ANN001
    with pytest.raises(SystemExit):
        run(*kind, "--limit", "-3")
    assert run(*kind, "--limit", "1") is not None


def test_a_sign_up_that_was_taken_for_somebody_else_is_parted(run, tmp_path: Path) -> None:  # noqa: ANN001
    (tmp_path / "b.csv").write_text("First name,Last name,Email\nKathy,Quimby,k.quimby@example.org\n", encoding="utf-8")
    run("import", str(tmp_path / "b.csv"))
    sign_ups = {s["came_in"].split(",")[0]: s["id"] for s in run("list", "signups", "--fields", "id,came_in")}
    done = run("part", sign_ups["b.csv"])
    assert done["change_set"] and done["parted"] == sign_ups["b.csv"]
    assert ids(run).keys() == {"Katherine", "Kate", "Noor", "Kathy"}
    (pair,) = run("duplicates")  # of Katherine and Kathy it is known that they are two
    assert {pair["a"], pair["b"]} == {ids(run)["Katherine"], ids(run)["Kate"]}
    run("undo")
    assert ids(run).keys() == {"Katherine", "Kate", "Noor"}
    assert "nobody to part them from" in run("part", sign_ups["form.csv"], status=1)
