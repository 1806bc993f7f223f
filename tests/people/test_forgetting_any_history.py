"""Whatever was merged, edited, undone and redone before: forgetting leaves others as they are, and tells what is left."""

import random
import shutil
from pathlib import Path

import pytest

from coordinator.base.errors import UserError
from coordinator.changes import history
from coordinator.changes.checking import problems_of
from coordinator.changes.undone_merges import gather_with_merges
from coordinator.operations import people, undoing
from coordinator.operations.forgetting import forget_person
from coordinator.records.catalog import CONTACT
from coordinator.store.campaign import Campaign, open_
from tests import builders, extent

SEEDS = range(200 if extent.ALL else 8)


def word(chance: random.Random) -> str:
    return "q" + "".join(chance.choice("bcdfghjklmnprstvwz") for _ in range(9))


class Story:
    """Random steps, and whose each word is."""

    def __init__(self, campaign: Campaign, seed: int) -> None:
        self.campaign, self.chance = campaign, random.Random(seed)
        self.words: dict[int, set[str]] = {}
        for _ in range(4):
            self.add()
        for _ in range(self.chance.randint(4, 14)):
            step = self.chance.choice(
                [self.edit, self.edit, self.merge, self.merge, self.undo, self.redo, self.contact]
            )
            try:
                step()
            except (UserError, ValueError, IndexError):  # nobody is left, or it cannot be done
                continue

    def live(self) -> list[int]:
        return [row["id"] for row in builders.everything(self.campaign)]

    def add(self) -> None:
        given, family, local, note = (word(self.chance) for _ in range(4))
        values = {"given_name": given.title(), "family_name": family.title(), "notes": note}
        self.words[builders.add(self.campaign, email=f"{local}@example.org", **values)] = {given, family, local, note}

    def edit(self) -> None:
        number, said = self.chance.choice(self.live()), word(self.chance)
        field = self.chance.choice(["given_name", "family_name", "email", "notes", "city"])
        value = f"{said}@example.org" if field == "email" else said.title()
        builders.edit(self.campaign, number, **{field: value})
        self.words[number].add(said)

    def contact(self) -> None:
        number, said = self.chance.choice(self.live()), word(self.chance)
        builders.add(self.campaign, CONTACT, candidate=number, contact_kind="call", notes=said)
        self.words[number].add(said)

    def merge(self) -> None:
        people.merge(self.campaign, "Dana", *self.chance.sample(self.live(), 2), {})

    def undo(self) -> None:
        with self.campaign.reading() as connection:
            steps = [s.seq for s in history.change_sets(connection) if not s.undone and s.kind != "forget"]
        undoing.undo(self.campaign, "Dana", self.chance.choice(steps))

    def redo(self) -> None:
        with self.campaign.reading() as connection:
            step = history.newest_to_redo(connection)
        if step is not None:
            undoing.undo(self.campaign, "Dana", step)


def left_in(place: Path, words: set[str]) -> set[str]:
    whole = place.read_bytes().lower()
    return {w for w in words if w.encode() in whole}


@pytest.mark.parametrize("seed", SEEDS)
def test_others_stay_and_what_is_left_is_told(template: Path, tmp_path: Path, seed: int) -> None:
    place = tmp_path / "any.campaign"
    shutil.copyfile(template, place)
    with open_(place) as campaign:
        story = Story(campaign, seed)
        if not story.live():
            return
        person = story.chance.choice(story.live())
        with campaign.reading() as connection:
            gone = set(gather_with_merges(connection, person).ids)
        before = {row["id"]: row for row in builders.everything(campaign) if row["id"] not in gone}
        done = forget_person(campaign, person, author="Dana")
        assert {row["id"]: row for row in builders.everything(campaign)} == before
        with campaign.reading() as connection:
            assert problems_of(connection) == []
    theirs = {w for number in gone for w in story.words.get(number, ())}
    left = left_in(place, theirs)
    assert {w for w in left if w not in done.sentence.lower()} == set()
    with open_(place) as campaign:
        story.campaign = campaign
        for step in (story.undo, story.redo, story.undo, story.undo):
            try:
                step()
            except (UserError, ValueError, IndexError):
                continue
        with campaign.reading() as connection:
            assert problems_of(connection) == []
    assert left_in(place, theirs) == left
