"""Lists with the same columns: which are of one source, and which are lists of their own."""

from pathlib import Path

import pytest

from coordinator.importing.plan import ImportOptions, ImportPlan
from coordinator.operations import importing
from coordinator.records.catalog import EVENT, SIGNUP, SOURCE
from coordinator.store.campaign import Campaign
from tests.builders import add, bring, everything

HEAD = "First name,Last name,Email,Address,What would you run for?\n"
ANA = "Ana,Mir,ana@example.org,{place},School board\n"
BEA = "Bea,Nin,bea@example.org,2 Oak Ave,Council\n"


def write(folder: Path, name: str, *rows: str) -> Path:
    (path := folder / name).write_text(HEAD + "".join(rows), encoding="utf-8")
    return path


def names(campaign: Campaign) -> list[str]:
    return [row["name"] for row in everything(campaign, SOURCE)]


def test_a_list_of_another_name_with_the_same_columns_is_its_own_and_says_so(
    campaign: Campaign, tmp_path: Path
) -> None:
    omaha = write(tmp_path, "omaha-rally.csv", ANA.format(place="1 Elm St"), BEA)
    bring(campaign, omaha)
    lincoln = write(tmp_path, "lincoln-townhall.csv", ANA.format(place="9 Pine Rd"))
    plan = importing.plan(campaign, lincoln)
    (which,) = [sheet.which for sheet in plan.sheets]
    assert which is not None and (which.like, which.own) == ("Omaha rally", "Lincoln townhall")
    assert plan.asks, "the window asks at the columns"
    assert [n for n in plan.told if "“Omaha rally”" in n and '--source "Omaha rally"' in n]
    importing.apply(campaign, plan, author="Dana")
    assert names(campaign) == ["Omaha rally", "Lincoln townhall"]
    again, result = bring(campaign, omaha)
    assert (again.source_name, again.counts.sign_ups, again.counts.updated) == ("Omaha rally", 0, 0)
    assert "Read as a further list of the source “Omaha rally”, since its columns are the same." in again.told
    again, result = bring(campaign, lincoln)
    assert (again.source_name, result.seq, again.asks) == ("Lincoln townhall", None, False)


def test_a_file_called_like_any_other_says_nothing_of_the_lists_after_it(campaign: Campaign, tmp_path: Path) -> None:
    for name in ("Omaha rally 1.csv", "export.csv", "Sign-ups (3).csv"):
        bring(campaign, write(tmp_path, name, ANA.format(place="1 Elm St"), BEA))
    bring(campaign, write(tmp_path, "Nurses union.csv", ANA.format(place="1 Elm St")))
    assert len(names(campaign)) == 2 and names(campaign)[-1] == "Nurses union"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("signups.csv", "signups (1).csv"),
        ("Omaha rally 2026-10-03.csv", "Omaha rally 2026-10-10.csv"),
        ("export_ab12cd.csv", "export_9f3e1.csv"),
        ("rsvp1.csv", "rsvp2.csv"),
        ("signups-may.csv", "signups-june-final.csv"),
        ("OmahaRally.csv", "omaha_rally_week3.csv"),
        ("week one.csv", "week two.csv"),
        ("Rally week one.csv", "Rally week three.csv"),
        ("first list.csv", "second list.csv"),
        ("Altas enero.csv", "Altas miércoles 4 de febrero.csv"),
        ("semana dos.csv", "semana tercera.csv"),
        ("signups part ii.csv", "signups part iii.csv"),
    ],
)
def test_a_weekly_list_under_changing_names_is_one_source(
    campaign: Campaign, tmp_path: Path, first: str, then: str
) -> None:
    bring(campaign, write(tmp_path, first, ANA.format(place="1 Elm St")))
    plan, _ = bring(campaign, write(tmp_path, then, ANA.format(place="1 Elm St"), BEA))
    assert len(names(campaign)) == 1 and not plan.asks
    assert len(everything(campaign, SIGNUP)) == 2


@pytest.mark.parametrize("there", ["week one teachers.csv", "nurses week two.csv"])
def test_words_of_its_own_beside_a_number_tell_a_list(campaign: Campaign, tmp_path: Path, there: str) -> None:
    bring(campaign, write(tmp_path, "Omaha week one.csv", ANA.format(place="1 Elm St")))
    bring(campaign, write(tmp_path, there, BEA))
    assert len(names(campaign)) == 2


def test_a_name_that_a_person_said_is_of_a_source_is_known_from_then_on(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, write(tmp_path, "omaha-rally.csv", ANA.format(place="1 Elm St")))
    other = write(tmp_path, "prairie-people.csv", BEA)
    bring(campaign, other, source="Omaha rally")
    plan, result = bring(campaign, other)
    assert names(campaign) == ["Omaha rally"] and result.seq is None and not plan.asks


def test_a_list_of_its_own_is_read_as_the_other_one_was(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, write(tmp_path, "omaha-rally.csv", BEA), mapping={"": {"What would you run for?": "ignored"}})

    def becomes(plan: ImportPlan) -> list[str]:
        return [c.target for c in plan.sheets[0].columns if c.header == "What would you run for?"]

    path = write(tmp_path, "lincoln.csv", ANA.format(place="1 Elm St"))
    assert becomes(importing.plan(campaign, path)) == ["ignored"]
    assert becomes(importing.plan(campaign, path, ImportOptions(source="Lincoln"))) == ["ignored"]


def test_a_list_of_another_stop_is_asked_about(campaign: Campaign, tmp_path: Path) -> None:
    first, second = (add(campaign, EVENT, title=name, city=name, state="NE") for name in ("Omaha", "Lincoln"))
    path = write(tmp_path, "signups.csv", BEA)
    bring(campaign, path, event=first)
    assert not importing.plan(campaign, path, ImportOptions(event=first)).asks
    plan = importing.plan(campaign, path, ImportOptions(event=second))
    assert plan.asks and [n for n in plan.told if "which is a list of Omaha" in n]
    assert plan.source_name == "Signups"


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("418 Elm St", "418 Elm Street"),
        ("77 North Vine Avenue, Apt. 3", "77 N Vine Ave #3"),
        ("12 oak blvd unit 4", "12 Oak Boulevard Apartment 4"),
    ],
)
def test_an_address_that_differs_by_short_forms_is_the_same_and_stays(
    campaign: Campaign, tmp_path: Path, here: str, there: str
) -> None:
    row = 'Ana,Mir,ana@example.org,"{}",School board\n'
    bring(campaign, write(tmp_path, "omaha.csv", row.format(here)))
    plan, _ = bring(campaign, write(tmp_path, "lincoln.csv", row.format(there)))
    assert plan.counts.conflicts == 0
    assert everything(campaign)[0]["address"] == here
    plan, _ = bring(campaign, write(tmp_path, "tucson.csv", row.format("9 Elm St")))
    assert plan.counts.conflicts == 1
