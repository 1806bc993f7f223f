"""A check tells what does not agree, also where something is so damaged that it cannot be read."""

from contextlib import closing
from pathlib import Path

import pytest

from coordinator.app import main
from coordinator.base.databases import driver
from coordinator.store.campaign import Campaign
from tests.builders import DATA, add, bring, edit

DAMAGE = {
    "json of a person": "UPDATE candidate SET tags = '[\"a\"' WHERE id = 1",
    "json of a sign-up": "UPDATE signup SET \"row\" = '{' WHERE id = 1",
    "json of the history": "UPDATE change SET fields = '{\"city\": [' WHERE fields IS NOT NULL",
    "no json of the history": "UPDATE change SET fields = 'x' WHERE fields IS NOT NULL",
    "another shape": "UPDATE change SET fields = '[1]' WHERE fields IS NOT NULL",
    "no pairs": "UPDATE change SET fields = '{\"city\": 1}' WHERE fields IS NOT NULL",
    "an unknown field": "UPDATE change SET fields = '{\"nowhere\": [1, 2]}' WHERE fields IS NOT NULL",
    "letters that are none": "UPDATE candidate SET city = CAST(x'80ff' AS TEXT)",
    "bytes for a list": "UPDATE candidate SET tags = x'00ff'",
    "words for a number": "UPDATE candidate SET id = 'x' WHERE id = 99",
    "what steps kept": "UPDATE change_set SET kept = '{' WHERE seq = 1",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_check_survives(campaign: Campaign, damage: str, capsys: pytest.CaptureFixture[str]) -> None:
    bring(campaign, DATA / "semicolon-cp1252.csv")
    edit(campaign, add(campaign, given_name="Ana", tags=["a"]), city="Omaha")
    path = Path(campaign.where)
    campaign.close()
    with closing(driver.connect(path)) as connection, connection:
        connection.execute(DAMAGE[damage])
    status = main(["check", "--campaign", str(path)])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    if damage != "words for a number":
        assert status == 1
        assert "Everything agrees" not in out
    for command in (
        ["list", "candidates"],
        ["history"],
        ["show", "C-00001-8"],
        ["export", str(path.with_name("x.csv")), "--kind", "candidates"],
    ):
        status = main([*command, "--campaign", str(path)])
        _, err = capsys.readouterr()
        assert status == 0 or "damaged" in err, (command, err)


PLANTED = {
    "create trigger evil after insert on change_set begin update change_set set author='Bob' where seq=new.seq; end": (
        "the trigger evil on change_set"
    ),
    "create view evil as select * from candidate": "the view evil",
    "alter table verdict rename to kept; create view verdict as select * from kept": "the table verdict is missing",
    "create table evil (x)": "the table evil",
    "create index evil on candidate (notes)": "the index evil on candidate",
    "create unique index evil on candidate (city)": "the index evil on candidate",
    "drop index ix_candidate_email": "The index ix_candidate_email is missing",
    "alter table candidate add column evil text": "The table candidate holds columns that the program did not make: evil",
    "create virtual table evil using fts5(body)": "the table evil",
    "drop table next_id": "The table next_id is missing",
}
HARMLESS = ("vacuum", "reindex", "analyze", "pragma user_version", "pragma auto_vacuum=full; vacuum", "pragma optimize")


@pytest.mark.parametrize("statements", PLANTED)
def test_what_the_program_did_not_make_is_named(
    campaign: Campaign, statements: str, capsys: pytest.CaptureFixture[str]
) -> None:
    add(campaign, given_name="Ana")
    path = campaign.where
    campaign.close()
    with closing(driver.connect(path)) as connection:
        connection.executescript(statements)
    assert main(["--campaign", path, "check"]) == 1
    told = capsys.readouterr().out
    assert PLANTED[statements].casefold() in told.casefold()


@pytest.mark.parametrize("statements", HARMLESS)
def test_what_databases_do_by_themselves_is_not_named(
    campaign: Campaign, statements: str, capsys: pytest.CaptureFixture[str]
) -> None:
    add(campaign, given_name="Ana")
    path = campaign.where
    campaign.close()
    with closing(driver.connect(path, isolation_level=None)) as connection:
        connection.executescript(statements)
    assert main(["--campaign", path, "check"]) == 0, capsys.readouterr()
