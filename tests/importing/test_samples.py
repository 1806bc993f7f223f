"""Every sample file comes in without loss, and with the values that are right for it."""

import json
from pathlib import Path

import pytest

from coordinator.importing.plan import What
from coordinator.importing.plan_and_apply import ImportOptions
from coordinator.operations import importing
from coordinator.records.catalog import CANDIDATE, EVENT, PARTNER, SIGNUP
from coordinator.store import query
from coordinator.store.campaign import Campaign

DATA = Path(__file__).parent.parent / "data"
PEOPLE = {
    "action-network-denver.csv": 120,
    "google-forms-week-1.xlsx": 100,
    "microsoft-forms.xlsx": 80,
    "surveymonkey.xlsx": 60,
    "mobilize-rsvps.csv": 90,
    "eventbrite-training-night.csv": 50,
    "office-list.xlsx": 40,
    "semicolon-cp1252.csv": 2,
    "bad-rows.csv": 5,
}


def bring(campaign: Campaign, name: str, **options):
    plan = importing.plan(campaign, DATA / name, ImportOptions(**options))
    return plan, importing.apply(campaign, plan, author="Dana")


def rows(campaign: Campaign, rt, where=None):
    with campaign.reading() as connection:
        full = query.typed(connection, rt)
        return query.read_rows(connection, full, query.select_ids(connection, full, where))


@pytest.mark.parametrize("name", PEOPLE)
def test_as_many_people_as_there_are(campaign: Campaign, name: str) -> None:
    plan, result = bring(campaign, name)
    assert len(rows(campaign, CANDIDATE)) == PEOPLE[name]
    assert result.counts.created == PEOPLE[name]
    assert len(rows(campaign, SIGNUP)) == result.counts.rows == len(plan.rows)


@pytest.mark.parametrize(
    "name",
    [
        "action-network-denver.csv",
        "google-forms-week-1.xlsx",
        "microsoft-forms.xlsx",
        "surveymonkey.xlsx",
        "office-list.xlsx",
    ],
)
def test_values_are_right(campaign: Campaign, name: str) -> None:
    expected = json.loads((DATA / f"{name}.expected.json").read_text(encoding="utf-8"))["candidates"]
    bring(campaign, name)
    by_email = {r["email"]: r for r in rows(campaign, CANDIDATE)}
    wrong = [
        (want["email"], key, by_email.get(want["email"], {}).get(key), value)
        for want in expected
        for key, value in want.items()
        if by_email.get(want["email"], {}).get(key) != value
    ]
    assert wrong == []


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.csv")) + sorted(DATA.rglob("*.xlsx")), ids=lambda p: p.name)
def test_twice_changes_nothing(campaign: Campaign, path: Path) -> None:
    name = str(path.relative_to(DATA))
    bring(campaign, name)
    before = campaign.head()
    plan, again = bring(campaign, name)
    assert again.seq is None
    assert campaign.head() == before
    assert again.counts.unchanged == again.counts.rows - again.counts.rejected


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.csv")) + sorted(DATA.rglob("*.xlsx")), ids=lambda p: p.name)
def test_every_cell_is_somewhere(campaign: Campaign, path: Path) -> None:
    """A column is a field, an answer or ignored on purpose; and the row is kept as it came."""
    plan, _ = bring(campaign, str(path.relative_to(DATA)))
    for sheet in plan.sheets:
        assert all(column.target and column.label for column in sheet.columns)
    kept = {(s["row"] or {}).get("Email") for s in rows(campaign, SIGNUP)}
    for row in plan.rows:
        if row.record == "candidate" and row.what is not What.REJECTED and row.cells.get("Email"):
            assert row.cells["Email"] in kept


def test_bad_rows(campaign: Campaign) -> None:
    plan, result = bring(campaign, "bad-rows.csv")
    people = {r["given_name"]: r for r in rows(campaign, CANDIDATE)}
    assert result.counts.rejected == 0
    assert people["Bob"]["email"] == "bob@example.org"
    assert people["Bob"]["other_emails"] == ["bob2@example.org"]
    assert people["Bob"]["birth_date"] is None
    assert people["Cy"]["birth_date"] == "1988-12-31"
    assert people["Cy"]["state"] is None
    assert ["Did you mean Colorado?" in p.message for p in plan.problems if (p.row, p.column) == (5, "State")] == [True]
    assert people["Ana"]["birth_date"] == "1990-02-03"
    assert people["=1+1"]["phone"] == "+13035550152"
    found = {(p.row, p.column) for p in plan.problems}
    assert {(3, "Birth date"), (5, "Email"), (5, "Phone"), (6, "State"), (7, "")} <= found


def test_the_same_form_a_week_later(campaign: Campaign) -> None:
    bring(campaign, "google-forms-week-1.xlsx")
    plan, result = bring(campaign, "google-forms-week-2.xlsx")
    assert (result.counts.created, result.counts.updated, result.counts.sign_ups) == (50, 2, 51)
    by_email = {r["email"]: r for r in rows(campaign, CANDIDATE)}
    assert by_email["andre.vandyke223@example.org"]["phone"] == "+13035550177"
    assert by_email["andre.fitzgerald2210@example.org"]["party_line"] == "ind"
    assert len(rows(campaign, SIGNUP)) == 151


def test_a_first_hours_workbook(campaign: Campaign) -> None:
    bring(campaign, "first_hour/desk.xlsx")
    assert len(rows(campaign, CANDIDATE)) == 60
    assert len(rows(campaign, PARTNER)) == 8
    assert len(rows(campaign, EVENT)) == 28
    plan, result = bring(campaign, "first_hour/signups_tucson_2025-03-22.csv")
    assert len(rows(campaign, CANDIDATE)) == 60 + 35
    assert result.counts.sign_ups == 46


def test_a_messy_schedule(campaign: Campaign) -> None:
    bring(campaign, "tour-schedule-messy.xlsx")
    events = rows(campaign, EVENT)
    assert len(events) == 18
    by_city = {e["city"]: e for e in events}
    assert by_city["Tempe"]["time_zone"] == "America/Phoenix"
    assert by_city["Tempe"]["attendance"] == 15000
    assert by_city["Denver"]["attendance"] == 34000
    assert by_city["Denver"]["starts_at"][:10] == "2025-03-21"
    assert by_city["Los Angeles"]["starts_at"] == "2025-04-12T13:00"
    assert by_city["Los Angeles"]["time_zone"] == "America/Los_Angeles"
    assert by_city["Wheeling"]["starts_at"] == "2025-08-08T18:00"
    assert any("overflow" in (e["attendance_said"] or "") for e in events)


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.expected.json")), ids=lambda p: p.name)
def test_people_of_the_listed_rows(campaign: Campaign, path: Path) -> None:
    """Each listed person's e-mail and phone are somebody's, in any field for them."""
    listed = json.loads(path.read_text(encoding="utf-8")).get("rows")
    if not isinstance(listed, list):
        return
    bring(campaign, str(path.relative_to(DATA)).removesuffix(".expected.json"))
    people = rows(campaign, CANDIDATE)
    emails = {e for r in people for e in [r["email"], *(r["other_emails"] or [])]}
    phones = {p for r in people for p in [r["phone"], *(r["other_phones"] or [])]}
    missing = [
        (r["record"], r[k])
        for r in listed
        for k, there in (("email", emails), ("phone", phones))
        if r.get(k) and not r.get("bad") and r[k] not in there
    ]
    assert missing == []


def test_who_was_deleted_here_is_not_brought_back_by_next_week(campaign: Campaign) -> None:
    from tests.builders import delete

    bring(campaign, "google-forms-week-1.xlsx")
    gone = next(r["id"] for r in rows(campaign, CANDIDATE) if r["email"] == "andre.vandyke223@example.org")
    delete(campaign, gone)
    plan, _ = bring(campaign, "google-forms-week-2.xlsx")
    assert [r.number for r in plan.rows if r.what == "rejected"] == [5]
    assert gone not in [r["id"] for r in rows(campaign, CANDIDATE)]


def test_conflicts_are_kept_or_taken(campaign: Campaign, tmp_path: Path) -> None:
    from coordinator.changes.merge import Resolution
    from tests.builders import edit, get

    bring(campaign, "semicolon-cp1252.csv")
    edit(campaign, 1, city="Omaha")
    (tmp_path / "a.csv").write_text(
        "First name,Last name,Email,City\nJosé,Núñez,jose.nunez@example.org,Tempe\n", "utf-8"
    )
    plan = importing.plan(campaign, tmp_path / "a.csv")
    assert plan.counts.conflicts == 1
    plan = importing.plan(campaign, tmp_path / "a.csv", ImportOptions(on_conflict=Resolution.TAKE))
    importing.apply(campaign, plan, author="Dana")
    assert get(campaign, 1)["city"] == "Tempe"
