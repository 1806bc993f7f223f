"""Who is forgotten is known by every name under which a sign-up of theirs came, where others share their address."""

from pathlib import Path

import pytest

from coordinator.operations import people
from coordinator.operations.forgetting import forget_person
from coordinator.people.forgotten import MAY_BE
from coordinator.store.campaign import Campaign
from tests.builders import add, bring, edit, everything

BOTH = {"family_name": "Quimbyx", "email": "zq@example.org", "phone": "303-555-0177"}
SAID = '"{}",zq@example.org,303-555-0177,310 Peoria Ave\n'


def listed(folder: Path, name: str, *, whole: bool = True) -> Path:
    path = folder / f"{len(list(folder.glob('*.csv')))}.csv"
    named = name if whole else '","'.join(name.rsplit(" ", 1))
    heading = "Name" if whole else "First name,Last name"
    path.write_text(f"{heading},Email,Phone,Street\n{SAID.format(named)}", encoding="utf-8")
    return path


def forget_after_joining(campaign: Campaign, folder: Path, name: str, *, whole: bool = True) -> Path:
    """Have a list's row taken for Henrietta, give her address to Harry too, and forget her; return the list."""
    hen = add(campaign, given_name="Henrietta", **BOTH)
    path = listed(folder, name, whole=whole)
    bring(campaign, path)
    assert [row["id"] for row in everything(campaign)] == [hen], "the row is taken for her"
    add(campaign, given_name="Harry", **BOTH)
    forget_person(campaign, hen, author="Dana")
    return path


def came(campaign: Campaign, path: Path) -> tuple[list[str], bool, bool]:
    """Bring a list; return who is here, whether a row was left out, and whether it was told as perhaps forgotten."""
    plan, _ = bring(campaign, path)
    told = any(problem.message == MAY_BE for row in plan.rows for problem in row.problems)
    return (
        [row["given_name"] for row in everything(campaign)],
        "1 row skipped: asked to be forgotten." in plan.notes,
        told,
    )


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("name", ["Hettie Quimbyx", "HETTIE QUIMBYX", "Hettie M. Quimbyx"])
def test_a_sign_up_that_was_joined_brings_nobody_back(
    any_campaign: Campaign, tmp_path: Path, name: str, whole: bool
) -> None:
    path = forget_after_joining(any_campaign, tmp_path, name, whole=whole)
    assert came(any_campaign, path) == (["Harry"], True, False)
    other = listed(tmp_path, name, whole=not whole)
    assert came(any_campaign, other) == (["Harry"], True, False), "nor does a list with other columns"


@pytest.mark.parametrize("name", ["Ms. Hettie Quimbyx", "Quimbyx, Hettie", "Hettie Quimbyx (she/her)"])
def test_nor_does_a_name_that_was_written_with_more(campaign: Campaign, tmp_path: Path, name: str) -> None:
    path = forget_after_joining(campaign, tmp_path, name)
    assert came(campaign, path) == (["Harry"], True, False)
    assert came(campaign, listed(tmp_path, "Hettie Quimbyx")) == (["Harry"], True, False)


def test_a_name_that_was_given_up_counts_too(campaign: Campaign, tmp_path: Path) -> None:
    hen = add(campaign, given_name="Henrietta", **BOTH)
    het = add(campaign, given_name="Dovey", **BOTH)
    add(campaign, given_name="Harry", **BOTH)
    people.merge(campaign, "Dana", hen, het, {})
    edit(campaign, hen, given_name="Hen")
    forget_person(campaign, hen, author="Dana")
    for name in ("Henrietta Quimbyx", "Hen Quimbyx", "Dovey Quimbyx"):
        assert came(campaign, listed(tmp_path, name)) == (["Harry"], True, False)


def test_whoever_shares_the_address_comes_again(campaign: Campaign, tmp_path: Path) -> None:
    forget_after_joining(campaign, tmp_path, "Hettie Quimbyx")
    assert came(campaign, listed(tmp_path, "Harry Quimbyx")) == (["Harry"], False, False)


@pytest.mark.parametrize("name", ["Hubert Quimbyx", "Maud Quimbyx"])
def test_another_one_at_the_address_is_told(campaign: Campaign, tmp_path: Path, name: str) -> None:
    forget_after_joining(campaign, tmp_path, "Hettie Quimbyx")
    assert came(campaign, listed(tmp_path, name)) == (["Harry", name.split()[0]], False, True)
