"""Words that are erased after a person was forgotten leave the backups too, and no backup brings them back."""

from pathlib import Path

import pytest

from coordinator.changes.checking import problems_of
from coordinator.operations.forgetting import erase_more, erase_words, finder_of_words, forget_person, preview
from coordinator.operations.keeping import restore_backup
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, CONTACT, EVENT
from coordinator.store import backups
from coordinator.store.campaign import Campaign, open_
from tests import builders

KNOWS = "Knows Lucinda Farrow, drives with her"


def place_of(campaign: Campaign) -> Path:
    assert campaign.path is not None
    return campaign.path


def told_of_lucinda(campaign: Campaign) -> tuple[int, int]:
    """Return the numbers of a person, and of another one whose note names the first."""
    lucinda = builders.add(campaign, given_name="Lucinda", family_name="Farrow", email="lucinda@example.org")
    ambrose = builders.add(campaign, given_name="Ambrose", family_name="Vale", email="ambrose@example.org", notes=KNOWS)
    return lucinda, ambrose


def has_word(path: Path, word: str = "Farrow") -> bool:
    return word.encode() in path.read_bytes()


@pytest.mark.parametrize("now", [True, False])
def test_words_erased_after_all_leave_the_backups_or_these_are_named(campaign: Campaign, now: bool) -> None:
    lucinda, _ = told_of_lucinda(campaign)
    place = place_of(campaign)
    backups.make(place)
    done = forget_person(campaign, lucinda, author="Dana", backups_now=now)
    assert [has_word(b.path) for b in backups.copies_of(place)] == [True]
    more = erase_more(campaign, done, [m.key for m in done.left.mentions], author="Dana")
    held = [b for b in backups.copies_of(place) if has_word(b.path)]
    assert len(backups.copies_of(place)) == 1
    assert (held == []) is now
    assert [b.path for b in more.left.backups] == [b.path for b in held]
    assert ("1 backup of" in more.sentence_above_mentions) is not now
    assert more.backups_deleted == int(now)


def test_a_backup_between_is_named_and_one_without_the_words_is_not(campaign: Campaign) -> None:
    place, lucinda = place_of(campaign), builders.add(campaign, given_name="Lucinda", family_name="Farrow")
    before = backups.make(place)
    builders.add(campaign, given_name="Ambrose", family_name="Vale", notes=KNOWS)
    done = forget_person(campaign, lucinda, author="Dana", backups_now=True)
    builders.add(campaign, given_name="Noor", family_name="Hale")
    between = backups.make(place)
    assert not before.exists()
    more = erase_words(campaign, done.finder, ["all"], author="Dana")
    assert between in {b.path for b in more.backups} and "2 backups" in more.still_there
    fresh = backups.make(place)
    builders.add(campaign, given_name="Xena", family_name="Vale", notes="With Lucinda Farrow")
    assert fresh not in {b.path for b in erase_words(campaign, done.finder, ["all"], author="Dana").backups}


@pytest.mark.parametrize("is_later_changed", [False, True])
def test_a_backup_from_between_loses_the_words_that_were_erased_after_all(
    campaign: Campaign, is_later_changed: bool
) -> None:
    lucinda, ambrose = told_of_lucinda(campaign)
    place = place_of(campaign)
    builders.edit(campaign, ambrose, notes=f"{KNOWS}. Has a van.")
    builders.add(campaign, CONTACT, candidate=ambrose, contact_kind="call", notes="Asked for Farrow, Lucinda")
    builders.add(campaign, EVENT, title="Tea with Lucinda Farrow", city="Denver")
    done = forget_person(campaign, lucinda, author="Dana")
    older = backups.make(place)
    if is_later_changed:
        builders.edit(campaign, ambrose, notes="Nothing to say")
    more = erase_more(campaign, done, [m.key for m in done.left.mentions], author="Dana")
    assert more.left.mentions == () and has_word(older)
    campaign.close()
    restored = restore_backup(older, place, author="Dana")
    assert restored.unsure == () and not has_word(place)
    with open_(place) as again, again.reading() as connection:
        assert builders.get(again, ambrose)["notes"] == "Knows (forgotten), drives with her. Has a van."
        assert problems_of(connection) == []


def test_words_erased_of_nobody_who_was_forgotten_stay_erased(campaign: Campaign) -> None:
    _, ambrose = told_of_lucinda(campaign)
    place = place_of(campaign)
    builders.edit(campaign, ambrose, city="Denver")
    older = backups.make(place)
    erase_words(
        campaign,
        finder_of_words(["Lucinda Farrow"]),
        [f"{row_id.make(CANDIDATE.letter, ambrose)}.notes"],
        author="Dana",
    )
    campaign.close()
    restore_backup(older, place, author="Dana")
    with open_(place) as again:
        assert builders.get(again, ambrose)["notes"] == "Knows (forgotten), drives with her"
        assert builders.get(again, ambrose - 1)["family_name"] == "Farrow"


def test_what_was_not_erased_is_as_in_the_backup(campaign: Campaign) -> None:
    lucinda, ambrose = told_of_lucinda(campaign)
    place = place_of(campaign)
    other = builders.add(campaign, given_name="Noor", family_name="Hale", notes="Lucinda Farrow sent her")
    builders.edit(campaign, ambrose, city="Denver")
    older = backups.make(place)
    builders.edit(campaign, ambrose, city="Aurora")
    mentions = preview(campaign, lucinda).holding.mentions
    chosen = [m.key for m in mentions if m.number == ambrose and m.field == "notes"]
    forget_person(campaign, lucinda, author="Dana", erase=chosen)
    campaign.close()
    restore_backup(older, place, author="Dana")
    with open_(place) as again:
        assert builders.get(again, ambrose)["city"] == "Denver"
        assert builders.get(again, ambrose)["notes"] == "Knows (forgotten), drives with her"
        assert builders.get(again, other)["notes"] == "Lucinda Farrow sent her"


def test_a_copy_of_another_history_says_where_words_may_be_back(campaign: Campaign) -> None:
    lucinda, ambrose = told_of_lucinda(campaign)
    place = place_of(campaign)
    first = backups.make(place)
    builders.edit(campaign, ambrose, notes=f"{KNOWS}!")
    second = backups.make(place)
    campaign.close()
    restore_backup(first, place, author="Dana")
    with open_(place) as again:
        builders.edit(again, ambrose, city="Aurora")
        done = forget_person(again, lucinda, author="Dana")
        erase_more(again, done, [m.key for m in done.left.mentions], author="Dana")
    told = restore_backup(second, place, author="Dana")
    with open_(place) as again:
        notes = str(builders.get(again, ambrose)["notes"])
    assert "Farrow" not in notes or "Notes" in told.told
