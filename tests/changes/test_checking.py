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
