"""Somebody is found by each name under which a sign-up of theirs came, however the list wrote it."""

from pathlib import Path

import pytest

from coordinator.operations.forgetting import forget_person
from coordinator.records.catalog import CANDIDATE
from coordinator.store import query
from coordinator.store.campaign import Campaign
from tests.builders import add, bring, everything, undo

LIST = {
    "Name,E-mail,How did you hear of us?": '"{first} {last}",{email},From Ottoline',
    "First name,Last name,E-mail,How did you hear of us?": "{first},{last},{email},From Ottoline",
}


def found(campaign: Campaign, words: str) -> set[str]:
    with campaign.reading() as connection:
        numbers = query.select_ids(connection, CANDIDATE, search=words)
        assert query.count(connection, CANDIDATE, None, words) == len(numbers)
        return set(query.titles(connection, CANDIDATE, numbers).values())


@pytest.mark.parametrize("heading", LIST)
def test_the_name_of_who_was_joined_finds_them(any_campaign: Campaign, tmp_path: Path, heading: str) -> None:
    florence = add(any_campaign, given_name="Florence", family_name="Zzdale-Orr", email="f@example.org")
    add(any_campaign, given_name="Floyd", family_name="Fox", email="fox@example.org")
    said = LIST[heading].format(first="Flossie", last="Zzdale-Orr", email="f@example.org")
    other = LIST[heading].format(first="Ann", last="Beck", email="ann@example.org")
    (path := tmp_path / "a.csv").write_text(f"{heading}\n{said}\n{other}\n", encoding="utf-8")
    bring(any_campaign, path)
    assert len(everything(any_campaign)) == 3, "she was joined"
    for words in ("flossie", "FLOSS", "Flossie Zzdale", "zzdale flossie", "flossie orr", "flossie f@example.org"):
        assert found(any_campaign, words) == {"Florence Zzdale-Orr"}, words
    assert found(any_campaign, "flo") == {"Florence Zzdale-Orr", "Floyd Fox"}
    for words in ("lossie", "flossie fox", "flossie beck", "flossie zzz", "ann zzdale", "100%", "flos_ie"):
        assert found(any_campaign, words) == set(), words
    assert found(any_campaign, "ottoline") <= {"Ann Beck", "Florence Zzdale-Orr"}
    undo(any_campaign)
    assert found(any_campaign, "flossie") == set()
    bring(any_campaign, path)
    forget_person(any_campaign, florence, author="Dana")
    assert found(any_campaign, "flossie") == set()


def test_a_cell_beside_the_name_finds_nobody(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, given_name="Florence", family_name="Zzdale", email="f@example.org")
    (path := tmp_path / "a.csv").write_text("Name,E-mail,Timestamp\nFlossie Zzdale,f@example.org,2025-03-01\n")
    bring(campaign, path)
    for words in ("timestamp", "2025-03"):
        assert found(campaign, words) == set(), words
