"""Every row of the services' sample files becomes what is right for it."""

import json
from typing import Any

import pytest

from coordinator.records.catalog import CANDIDATE, SIGNUP
from coordinator.store.campaign import Campaign
from tests.builders import DATA, bring, everything

FILES = {
    "first_hour/desk.xlsx": None,
    "first_hour/signups_tucson_2025-03-22.csv": 1,
    "office/typed_signin_missoula.xlsx": None,
    "services/hubspot_contacts.csv": 1,
    "services/luma_guests.csv": 1,
    "services/mailchimp_subscribed_members.csv": 1,
    "services/qualtrics_export.csv": 3,
    "services/salesforce_report.xlsx": None,
    "services/zoom_registration_report.csv": 6,
}
"""File → how many rows stand above its first record; None: the expected rows say their number."""
FIELDS = {
    "first": "given_name",
    "last": "family_name",
    "email": "email",
    "phone": "phone",
    "state": "state",
    "zip": "postcode",
    "level": "office_level",
    "party": "party_line",
}
ILLEGIBLE = "???"


@pytest.mark.parametrize("name", FILES)
def test_each_row_is_read_right(campaign: Campaign, name: str) -> None:
    bring(campaign, name)
    people = {r["id"]: r for r in everything(campaign, CANDIDATE)}
    by_row = {int(s["came_in"].rsplit(" ", 1)[1]): people[s["candidate"]] for s in everything(campaign, SIGNUP)}
    wrong = []
    for want in json.loads((DATA / f"{name}.expected.json").read_text(encoding="utf-8"))["rows"]:
        if want["bad"] or want.get("sheet", "Candidates") != "Candidates" and name.endswith("desk.xlsx"):
            continue
        number = want.get("row") or want["record"] + FILES[name]
        got = by_row.get(number)
        assert got is not None, f"row {number} did not come in"
        wrong += [
            (number, key, want[key], got[field]) for key, field in FIELDS.items() if _differ(want.get(key), got[field])
        ]
    assert [w for w in wrong if not str(w[3] or ILLEGIBLE).endswith(ILLEGIBLE) or w[1] not in ("first", "last")] == []


def _differ(wanted: Any, got: Any) -> bool:
    return wanted is not None and str(got or "").lower() != str(wanted).lower()
