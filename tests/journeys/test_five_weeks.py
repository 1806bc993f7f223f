"""A form's export comes in every week, grown and edited at its end, while coordinators correct at theirs."""

import csv
from pathlib import Path

from coordinator.changes.checking import problems_of
from coordinator.records.catalog import SIGNUP, SOURCE
from coordinator.store.campaign import Campaign
from tests.builders import bring, edit, everything

HEADER = ["Timestamp", "Email Address", "First name", "Last name", "City", "What do you want to run for?", "Notes"]


def person(n: int) -> list[str]:
    return [
        f"2025-04-{n % 27 + 1:02d} 09:{n % 60:02d}:00",
        f"p{n}@example.org",
        f"Name{chr(97 + n % 26)}",
        f"Family{n:03d}".replace("0", "o"),
        "Denver",
        "school board",
        "",
    ]


def write(folder: Path, week: int, rows: list[list[str]]) -> Path:
    path = folder / f"form-week-{week}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return path


def test_no_correction_is_lost_and_no_sign_up_is_counted_twice(campaign: Campaign, tmp_path: Path) -> None:
    rows: list[list[str]] = []
    corrected: dict[str, str] = {}
    at_the_source: dict[str, str] = {}
    for week in range(1, 6):
        rows += [person(n) for n in range(20 * (week - 1), 20 * week)]
        if week > 1:  # somebody edits at the source what nobody touched here
            changed = rows[week]
            changed[4] = f"Tempe {week}"
            at_the_source[changed[1]] = changed[4]
        plan, result = bring(campaign, write(tmp_path, week, rows), source="The form")
        assert (result.counts.created, result.counts.sign_ups) == (20, 20)
        assert result.counts.updated == (0 if week == 1 else 1)
        assert result.conflicts == ()
        email = rows[20 * (week - 1) + 10][1]  # a coordinator corrects a new person
        number = next(r["id"] for r in everything(campaign) if r["email"] == email)
        edit(campaign, number, city=f"Corrected {week}", owner="Dana")
        corrected[email] = f"Corrected {week}"
    people = {r["email"]: r for r in everything(campaign)}
    assert len(people) == 100
    assert len(everything(campaign, SIGNUP)) == 100
    assert {e: people[e]["city"] for e in corrected} == corrected
    assert {e: people[e]["city"] for e in at_the_source} == at_the_source
    with campaign.reading() as connection:
        assert problems_of(connection) == []


def test_both_ends_change_one_value(campaign: Campaign, tmp_path: Path) -> None:
    """Ours stays, and it is told; the next week it is not asked again."""
    bring(campaign, write(tmp_path, 1, [person(1)]), source="The form")
    edit(campaign, everything(campaign)[0]["id"], city="Aurora")
    changed = person(1)
    changed[4] = "Boulder"
    plan, result = bring(campaign, write(tmp_path, 2, [changed]), source="The form")
    assert result.counts.conflicts == 1
    assert [c.field for c in result.conflicts] == ["city"]
    assert everything(campaign)[0]["city"] == "Aurora"
    _, later = bring(campaign, write(tmp_path, 3, [changed]), source="The form")
    assert later.seq is None
    assert later.counts.conflicts == 0


def test_a_form_that_gains_a_question_keeps_its_source_and_mapping(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, write(tmp_path, 1, [person(1), person(2)]), mapping={"": {"Notes": "ignored", "City": "county"}})
    path = tmp_path / "quite another name.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[*HEADER, "Do you drive?"], [*person(1), "yes"], [*person(3), "no"]])
    plan, result = bring(campaign, path)
    assert plan.new_columns == {path.name: ["Do you drive?"]}
    assert plan.asks
    assert any("new: Do you drive?" in note for note in plan.told)
    assert {c.header: c.target for c in plan.sheets[0].columns}["City"] == "county"
    assert (result.counts.created, result.counts.sign_ups) == (1, 1), "the row of last week is known"
    assert len(everything(campaign, SOURCE)) == 1


def test_a_form_with_a_reworded_question_is_known_by_its_name(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, write(tmp_path, 1, [person(1)]))
    path = tmp_path / "form-week-2.csv"
    reworded = [*HEADER[:5], "Which office?", "Notes"]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([reworded, person(1), person(2)])
    plan, result = bring(campaign, path)
    assert result.counts.sign_ups == 1
    assert any("gone: What do you want to run for?" in note for note in plan.told)


def test_another_form_in_a_file_of_the_same_name_is_another_source(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, write(tmp_path, 1, [person(1)]))
    path = tmp_path / "form-week-2.csv"
    path.write_text("E-mail,First name,Last name,T-shirt\nz@example.org,Zoe,Hall,M\n", encoding="utf-8")
    bring(campaign, path)
    assert sorted(s["name"] for s in everything(campaign, SOURCE)) == ["Form", "Form 2"]


def test_a_cell_that_was_emptied_at_the_source_clears_nothing(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, write(tmp_path, 1, [person(1)]), source="The form")
    emptied = person(1)
    emptied[4] = emptied[5] = ""
    bring(campaign, write(tmp_path, 2, [emptied]), source="The form")
    (found,) = everything(campaign)
    assert (found["city"], found["office"]) == ("Denver", "School board")
