"""What a copy holds, and what restoring it would change."""

from pathlib import Path

from coordinator.changes.forget import forget
from coordinator.operations import keeping
from coordinator.store import backups
from coordinator.store import campaign as campaigns
from coordinator.store.backup_contents import difference, held_in
from coordinator.store.campaign import Campaign
from tests.builders import add, edit


def test_a_copy_says_what_it_holds(campaign: Campaign) -> None:
    add(campaign, given_name="Ana")
    made = backups.make(Path(campaign.where))
    add(campaign, given_name="Bob")
    held = held_in(made)
    assert held.records == {"candidate": 1, "partner": 0, "event": 0}
    assert held.step is not None
    assert held.trouble == ""


def test_the_steps_since_a_copy_are_what_restoring_takes_back(campaign: Campaign) -> None:
    ana = add(campaign, given_name="Ana")
    made = backups.make(Path(campaign.where))
    assert difference(made, Path(campaign.where)).lost == []
    edit(campaign, ana, city="Omaha")
    add(campaign, given_name="Bob")
    found = difference(made, Path(campaign.where))
    assert len(found.lost) == 2
    assert found.lost[0].seq > found.lost[1].seq
    told = keeping.words_of(found, made.name, most=1)
    assert "takes back 2 steps" in told
    assert "and 1 more" in told
    assert "Candidates 2 → 1." in told


def test_who_was_forgotten_since_a_copy_is_not_told_as_taken_back(campaign: Campaign) -> None:
    ana = add(campaign, given_name="Ana", email="ana@example.org")
    made = backups.make(Path(campaign.where))
    add(campaign, given_name="Bob")
    forget(campaign, ana, author="Dana")
    told = keeping.words_of(difference(made, Path(campaign.where)), made.name, most=3)
    assert "takes back 1 step done since: Added" in told
    assert "Forgot" not in told
    assert "Whoever was forgotten since stays forgotten" in told
    campaign.close()
    assert keeping.restore_backup(made, Path(campaign.where), author="Dana").forgotten == 1


def test_a_copy_made_before_a_restore_holds_what_the_campaign_lost(campaign: Campaign) -> None:
    path = Path(campaign.where)
    made = backups.make(path)
    add(campaign, given_name="Ana")
    campaign.close()
    kept = backups.restore(made, path)
    assert kept is not None
    found = difference(kept, path)
    assert (len(found.lost), len(found.gained)) == (0, 1)
    assert "brings back 1 step" in keeping.words_of(found, kept.name, most=3)


def test_a_copy_of_another_campaign_is_said_to_be_one(campaign: Campaign, tmp_path: Path) -> None:
    campaigns.create(tmp_path / "other.campaign").close()
    found = difference(tmp_path / "other.campaign", Path(campaign.where))
    assert found.is_another
    assert "another campaign" in keeping.words_of(found, "other.campaign", most=3)


def test_what_is_no_database_is_said_in_a_sentence(campaign: Campaign, tmp_path: Path) -> None:
    broken = tmp_path / "broken.campaign"
    broken.write_bytes(b"no database at all" * 50)
    found = difference(broken, Path(campaign.where))
    assert "damaged" in found.there.trouble
    assert found.here.records["candidate"] == 0
    assert "cannot be restored" in keeping.words_of(found, broken.name, most=3)
