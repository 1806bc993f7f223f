"""Words that were erased on request stay erased, under whatever name a list brings them again."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from coordinator.changes.merge import Resolution
from coordinator.changes.naming import STAY_ERASED
from coordinator.cli.import_report import document
from coordinator.operations.forgetting import forget_person
from coordinator.people.forgotten import NAMES_FORGOTTEN
from coordinator.store.campaign import Campaign
from tests.builders import add, bring, edit, everything, undo

LISTS = [
    "Name,Email,Notes\nZed Quokka,z@example.org,\nBob Li,b@example.org,friend of Zed Quokka\n",
    'Name,Email,Notes\nZed Quokka,z@example.org,\nBob Li,b@example.org,"Speaks Hmong\nfriend of Zed Quokka"\n',
    "Name,Email,Referred by\nZed Quokka,z@example.org,\nBob Li,b@example.org,Zed Quokka\n",
    "Name,Email,Who sent you?\nZed Quokka,z@example.org,\nBob Li,b@example.org,a friend: Zed Quokka\n",
]


def everywhere(campaign: Campaign) -> str:
    with campaign.reading() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        return repr([connection.execute(text(f'SELECT * FROM "{name}"')).all() for name in names])


@pytest.mark.parametrize("words", LISTS)
@pytest.mark.parametrize("emptied", [False, True], ids=["left", "emptied"])
def test_another_source_does_not_bring_them_back(campaign: Campaign, tmp_path: Path, words: str, emptied: bool) -> None:
    path = tmp_path / "list.csv"
    path.write_text(words, encoding="utf-8")
    bring(campaign, path, source="A")
    zed, bob = (r["id"] for r in everything(campaign))
    forget_person(campaign, zed, author="Dana", erase=["all"])
    if emptied:
        edit(campaign, bob, notes=None)
    path.write_text(words.replace("Email", "E-mail address"), encoding="utf-8")
    for source in ("B", "A", "C"):
        plan, applied = bring(campaign, path, source=source)
        assert "Quokka" not in json.dumps(document(plan, applied.seq, None)) + everywhere(campaign)
        if source != "A":
            assert [p.message for p in plan.problems if p.column] == [STAY_ERASED]
        (now,) = everything(campaign)
        assert ("(forgotten)" in str(now["notes"])) is (not emptied and "Notes" in words)
    undo(campaign)
    assert "Quokka" not in everywhere(campaign)


def test_what_else_is_new_is_taken(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LISTS[0], encoding="utf-8")
    bring(campaign, path, source="A")
    forget_person(campaign, everything(campaign)[0]["id"], author="Dana", erase=["all"])
    path.write_text("Name,Email,City,Notes\nBob Li,b@example.org,Akron,brought a chair\n", encoding="utf-8")
    plan, _ = bring(campaign, path, source="B", on_conflict=Resolution.TAKE)
    (bob,) = everything(campaign)
    assert bob["city"] == "Akron"
    assert "brought a chair" in bob["notes"]
    assert not plan.problems


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Emergency contact phone", "(303) 555-0177"),
        ("Emergency contact", "Zed Quokka, 303.555.0177"),
        ("Emergency contact e-mail", "z@example.org"),
        ("Spouse email", "Z@example.org"),
        ("Anything else?", "ask my friend at 303-555-0177"),
    ],
)
def test_a_forgotten_person_in_anothers_columns_is_told(
    campaign: Campaign, tmp_path: Path, heading: str, cell: str
) -> None:
    zed = add(campaign, given_name="Zed", family_name="Quokka", email="z@example.org", phone="303-555-0177")
    forget_person(campaign, zed, author="Dana", erase=["all"])
    path = tmp_path / "list.csv"
    path.write_text(f'Name,Email,Phone,{heading}\nBob Li,b@example.org,303-555-0142,"{cell}"\n', encoding="utf-8")
    plan, _ = bring(campaign, path, source="A")
    assert [(p.row, p.column, p.value) for p in plan.problems if p.message == NAMES_FORGOTTEN] == [(2, heading, "")]
    again, _ = bring(campaign, path, source="A")
    assert NAMES_FORGOTTEN not in [p.message for p in again.problems]


def test_nobody_else_in_such_columns_is_told_of(campaign: Campaign, tmp_path: Path) -> None:
    zed = add(campaign, given_name="Zed", family_name="Quokka", email="z@example.org", phone="303-555-0177")
    forget_person(campaign, zed, author="Dana", erase=["all"])
    path = tmp_path / "list.csv"
    path.write_text("Name,Email,Emergency contact\nBob Li,b@example.org,Ann Li 303-555-0143\n", encoding="utf-8")
    plan, _ = bring(campaign, path, source="A")
    assert NAMES_FORGOTTEN not in [p.message for p in plan.problems]
