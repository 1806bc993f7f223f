"""Towns of a column pasted across one person's row."""

from pathlib import Path

from coordinator.importing.acts import ActKind, Reply
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values

TOWNS = ["Tempe", "Provo", "Salem", "Racine", "Fargo", "Lima", "Hartford"]


def test_towns_pasted_across_a_row_are_not_taken(campaign: Campaign, tmp_path: Path) -> None:
    for n in range(30):
        add(
            campaign, given_name=f"Ada{n}", family_name="Brook", city=TOWNS[n * 3 % 7], owner="Kim", notes=f"called {n}"
        )
    columns = ["given_name", "family_name", "address", "city", "state", "postcode", "county", "owner", "notes"]
    sheet = Sheet(campaign, tmp_path, columns=columns)
    towns = sheet.column("City")[3:9]
    for heading, town in zip(["Address", "City", "State", "ZIP", "County", "Owner"], towns, strict=True):
        sheet.set(heading, 20, town)
    sheet.set("Notes", 20, "moved")
    found = sheet.back()
    [act] = found.acts
    assert (act.kind, act.answer, act.rows) == (ActKind.PASTED, Reply.LEAVE, (20,))
    assert [key for _, key, _ in changed_values(found)] == ["notes"]
