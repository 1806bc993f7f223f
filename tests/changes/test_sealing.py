"""The history is sealed: what was changed behind its back is named, and all that the program does leaves it whole."""

import hashlib
import json
from pathlib import Path

import pytest
from sqlalchemy import make_url, select, text

from coordinator.app import main
from coordinator.changes import apply
from coordinator.changes.checking import Checked, check
from coordinator.changes.forget import forget
from coordinator.changes.plan import Plan
from coordinator.operations import people, undoing
from coordinator.records.catalog import CANDIDATE, CONTACT
from coordinator.store import campaign as campaigns
from coordinator.store import schema, sealing, seals
from coordinator.store.campaign import Campaign
from coordinator.store.engine import postgres_engine, sqlite_engine
from coordinator.store.tables import CHANGE
from tests.builders import DATA, add, bring, delete, edit, undo
from tests.extent import usually
from tests.store.flipped_bits import flips, make_campaign, try_flips


def checked(campaign: Campaign) -> Checked:
    with campaign.reading() as connection:
        return check(connection)


def behind(campaign: Campaign, *statements: str) -> None:
    """Write past the one door, as nothing of ours does."""
    with campaign.writing() as connection:
        for statement in statements:
            connection.execute(text(statement))


def filled(campaign: Campaign) -> None:
    """Make steps 1 to 6: two people with a call, of whom one moves, one is deleted, and one of the steps is undone."""
    ana = add(campaign, given_name="Ana", family_name="Lopez", consent_share=False, stage="interested", notes="kind")
    bo = add(campaign, given_name="Bo", consent_share=True)
    edit(campaign, ana, city="Omaha", consent_contact=True)
    add(campaign, CONTACT, candidate=ana, notes="called")
    delete(campaign, bo)
    undo(campaign, 3)
    assert checked(campaign).problems == []


CASES = {
    "consent that nobody gave": (
        "UPDATE candidate SET consent_share = true WHERE id = 1",
        "Ana Lopez (C-00001-8): “May be shared with partners” is “Yes”, and by the history “No” as of step 1",
    ),
    "consent that was taken back": (
        "UPDATE candidate SET consent_contact = true WHERE id = 1",
        "Ana Lopez (C-00001-8): “May be contacted” is “Yes”, and by the history empty as of step 6",
    ),
    "a stage": (
        "UPDATE candidate SET stage = 'elected' WHERE id = 1",
        "“Stage” is “Elected”, and by the history “Interested” as of step 1",
    ),
    "a value that was empty": (
        "UPDATE candidate SET email = 'ana@example.org' WHERE id = 1",
        "“E-mail” is “ana@example.org”, and by the history empty as of step 1",
    ),
    "words": ("UPDATE candidate SET notes = 'rude' WHERE id = 1", "Ana Lopez (C-00001-8) is not what step 1"),
    "when somebody was deleted": (
        "UPDATE candidate SET deleted_at = '2020-01-01T00:00:00Z' WHERE id = 2",
        "by the history “2",
    ),
    "who did it": ("UPDATE change_set SET author = 'Eve' WHERE seq = 3", "Step 3 (“"),
    "when it was done": ("UPDATE change_set SET at = '2020-01-01T00:00:00Z' WHERE seq = 3", "is not as it was written"),
    "what it is called": ("UPDATE change_set SET title = 'Nothing' WHERE seq = 3", "Step 3 (“Nothing”, Dana,"),
    "what it takes back": ("UPDATE change_set SET undoes = 4 WHERE seq = 6", "Step 6 (“"),
    "what it did": (
        "UPDATE change SET fields = replace(fields, 'Omaha', 'Salem') WHERE seq = 3",
        "did to Ana Lopez (C-00001-8) was changed in the history",
    ),
    "that it did something": ("DELETE FROM change WHERE seq = 3", "has other changes than when it was written"),
    "a line": (
        "DELETE FROM change WHERE seq = 4; DELETE FROM contact; DELETE FROM change_set WHERE seq = 4",
        "Step 4 is missing in the history",
    ),
    "the last line": (
        "DELETE FROM change WHERE seq = 6; DELETE FROM change_set WHERE seq = 6",
        "Step 6 is missing at the end of the history",
    ),
    "its id": ("UPDATE meta SET value = 'another' WHERE key = 'campaign'", "The campaign's id is not the one"),
    "its id, and where it begins": (
        f"UPDATE meta SET value = 'another' WHERE key = 'campaign'; UPDATE meta SET value = "
        f"'{seals.beginning_of('another').replace(':', chr(92) + ':')}' WHERE key = 'history begins'",
        "Step 1 (“",
    ),
    "a seal": ("UPDATE change_set SET seal = '1\\:00' WHERE seq = 2", "Step 2 (“"),
    "the newest seal": ("UPDATE change_set SET seal = '1\\:00' WHERE seq = 6", "The seal of step 6 is not the one"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_was_changed_behind_its_back_is_named(any_campaign: Campaign, case: str) -> None:
    statements, told = CASES[case]
    filled(any_campaign)
    behind(any_campaign, *statements.split("; "))
    found = checked(any_campaign).problems
    assert any(told in sentence for sentence in found), found
    if case in ("who did it", "a seal", "words", "a stage"):
        assert [s for s in found if "tep" in s and told not in s] == []  # and nothing else is accused


def test_a_difference_is_there_for_programs_too(campaign: Campaign) -> None:
    filled(campaign)
    behind(campaign, "UPDATE candidate SET consent_share = 1 WHERE id = 1")
    (one,) = checked(campaign).differences
    assert one.as_document()["id"] == "C-00001-8"
    assert (one.record, one.number, one.field, one.now, one.said, one.seq) == (
        "candidate",
        1,
        "consent_share",
        True,
        False,
        1,
    )


def test_many_differences_are_counted(campaign: Campaign) -> None:
    bring(campaign, "google-forms-week-1.xlsx")
    behind(campaign, "UPDATE candidate SET notes = coalesce(notes, '') || '!'")
    found = checked(campaign)
    assert len([one for one in found.differences if one.record == "candidate"]) == 20
    assert any("further candidates or values of them are not what the history says" in p for p in found.problems)


def test_the_canonical_text_is_the_same_on_every_database_and_stays_so(any_campaign: Campaign) -> None:
    values = {
        "given_name": 'Zoë "Z" \t',
        "consent_share": True,
        "created_at": "2026-05-01T12:00:00Z",
        "tags": ["b", "a"],
        "answers.shirt": "M",
        "answers": {"age": 41.5, "groups": []},
    }
    plan = Plan("edit", "Added", 0)
    plan.create("candidate", values)
    with any_campaign.writing() as connection:
        apply.apply_within(connection, plan, author="Dana")
        digest = connection.scalar(select(CHANGE.c.digest))
    lines = (
        'candidate 1 create\n"answers.age":41.5\n"answers.groups":null\n"answers.shirt":"M"\n"consent_share":1\n'
        '"created_at":"2026-05-01T12:00:00Z"\n"given_name":"Zoë \\"Z\\" \\t"\n"tags":["b","a"]\n'
    )

    assert bytes(digest or b"") == hashlib.sha256(lines.encode()).digest()[:16]
    found = checked(any_campaign).problems
    assert [p for p in found if "have no field" not in p] == []


def test_what_the_program_does_leaves_the_history_whole(any_campaign: Campaign) -> None:
    bring(any_campaign, "google-forms-week-1.xlsx")
    bring(any_campaign, "google-forms-week-2.xlsx")
    one, other = add(any_campaign, given_name="Ana", tags=["a"]), add(any_campaign, given_name="Anna", tags=["b"])
    edit(any_campaign, one, first_time="yes", notes="one\ntwo")
    merged = people.merge(any_campaign, "Dana", one, other)
    undoing.undo(any_campaign, "Dana", merged.seq)
    undoing.redo(any_campaign, "Dana")
    undo(any_campaign, 1)
    found = checked(any_campaign)
    assert found.problems == []
    assert found.history is not None
    assert found.history.steps == any_campaign.head()
    assert found.history.resealed == ()


def test_forgetting_seals_anew_and_says_so(any_campaign: Campaign) -> None:
    filled(any_campaign)
    before = checked(any_campaign).history
    assert before is not None
    edit(any_campaign, 1, notes="kind to Bo Miller")
    add(any_campaign, given_name="Bo", family_name="Miller", email="bo@example.org")
    newest = checked(any_campaign).history
    seq = forget(any_campaign, 3, author="Dana", erase="all")
    found = checked(any_campaign)
    assert found.problems == []
    assert found.history is not None and newest is not None
    assert found.history.resealed == ((seq, found.history.resealed[0][1], newest.seal),)
    assert any(newest.short in told and f"Step {seq}" in told for told in found.history.in_words())


def test_forgetting_heals_no_seal_that_somebody_broke(campaign: Campaign) -> None:
    filled(campaign)
    cy = add(campaign, given_name="Cy", family_name="Young", email="cy@example.org")
    edit(campaign, 1, notes="knows Cy Young")
    behind(
        campaign,
        "UPDATE candidate SET consent_share = 1 WHERE id = 1",
        "UPDATE change_set SET author = 'Eve' WHERE seq IN (3, 8)",
        "DELETE FROM change WHERE seq = 4",
    )
    told = checked(campaign).problems
    forget(campaign, cy, author="Dana", erase="all")
    after = checked(campaign).problems
    assert any("Step 3 (" in one for one in after)
    assert any("Step 8 (" in one for one in after)
    assert any("has other changes" in one for one in after)
    assert any("Ana Lopez (C-00001-8)" in one for one in after)
    assert len(after) == len(told)


@pytest.mark.parametrize("place", ["file", "server"])
def test_what_is_older_is_sealed_as_it_stands_when_it_is_upgraded(
    place: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    where = str(tmp_path / "old.campaign") if place == "file" else request.getfixturevalue("postgres_url")
    campaign = campaigns.create(where)
    bring(campaign, DATA / "google-forms-week-1.xlsx")
    filled_at = campaign.head()
    edit(campaign, 1, city="Omaha", notes="called twice")
    delete(campaign, 2)
    campaign.close()
    make_older(where)
    with campaigns.open_(where) as upgraded:
        found = checked(upgraded)
        assert found.problems == []
        assert found.history is not None
        assert found.history.upgraded == filled_at + 2
        assert "says that an upgrade sealed the steps up to" in " ".join(found.history.in_words())
        behind(upgraded, "UPDATE candidate SET consent_share = NOT coalesce(consent_share, FALSE) WHERE id = 3")
        assert any("“May be shared with partners”" in one for one in checked(upgraded).problems)


def make_older(where: str) -> None:
    """Make a file of format 10 out of one of today: without seals, and deleted a moment after the step says."""
    is_file = not campaigns.is_url(where)
    server = None if is_file else make_url(where).set(drivername="postgresql+psycopg")
    engine = postgres_engine(server, writing=True) if server else sqlite_engine(where, writing=True)
    with engine.begin() as connection:
        for column in ("resealed", "digest", "seal"):
            connection.execute(text(f"ALTER TABLE change_set DROP COLUMN {column}"))
        connection.execute(text("ALTER TABLE change DROP COLUMN digest"))
        connection.execute(
            text("UPDATE candidate SET deleted_at = '2099-01-01T00:00:00Z' WHERE deleted_at IS NOT NULL")
        )
        facts = ", ".join(f"'{key}'" for key in (sealing.BEGINNING, sealing.NEWEST, sealing.UPGRADED))
        connection.execute(text(f"DELETE FROM meta WHERE key IN ({facts})"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0010'"))
        connection.execute(text("UPDATE meta SET value = '10' WHERE key = 'version'"))
        if is_file:
            connection.exec_driver_sql("PRAGMA user_version=10")
    engine.dispose()
    assert schema.VERSION > 10


def test_flipped_bits_are_noticed(tmp_path: Path) -> None:
    path = tmp_path / "whole.campaign"
    make_campaign(path, 100)
    tried = list(flips(path, usually(15, 150), seed=1))
    found = try_flips(path, tried, tmp_path)
    assert found.missed.total() <= max(1, len(tried) // 20), found.where
    assert CANDIDATE.key in found.noticed


def test_a_seal_that_was_noted_is_found_again(campaign: Campaign, capsys: pytest.CaptureFixture[str]) -> None:
    add(campaign, given_name="Ana")
    add(campaign, given_name="Bo")
    history = checked(campaign).history
    assert history is not None
    path = campaign.where
    edit(campaign, 1, city="Omaha")

    def run(*words: str) -> tuple[int, str]:
        status = main(["check", "--campaign", path, *words])
        return status, "".join(capsys.readouterr())

    status, told = run("--seal", history.short)
    assert (status, "The seal that was noted is that of step 2." in told) == (0, True)
    assert "Seal of the history: " in told and "(step 3)" in told
    status, told = run("--seal", "0000-0000-0000", "--json")
    assert status == 1
    assert json.loads(told)["noted"] is None and "No step has the seal" in told
    status, told = run("--seal", "1b")
    assert status != 0 and "too short" in told
    campaign.close()
