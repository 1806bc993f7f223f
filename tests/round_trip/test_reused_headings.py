"""A heading that was written over: the column was used for something else, or only renamed."""

from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import Value
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values

CITIES = ("Denver", "Tempe", "Omaha", "Boise", "Tulsa", "Reno", "Macon", "Salem", "Provo", "Butte")


@pytest.fixture
def sheet(campaign: Campaign, tmp_path: Path) -> Sheet:
    """A sheet of twenty people, of whom every second one has what few have."""
    for n in range(20):
        some: dict[str, Value] = {
            "middle_name": f"M{n}",
            "suffix": "Jr.",
            "do_not_call": True,
            "do_not_text": True,
            "consent_wording": "On the form",
            "notes": f"Met in {CITIES[n // 2]}",
        }
        add(
            campaign,
            given_name=f"Ada{n}",
            family_name="Brook",
            email=f"ada{n}@example.org",
            phone=f"+13035550{100 + n}",
            city=CITIES[n % 10],
            county=f"{CITIES[n // 2]} County",
            owner=("Kim", "Sam", "Dana")[n % 3],
            **(some if n % 2 else {}),
        )
    return Sheet(campaign, tmp_path)


@pytest.mark.parametrize(
    ("out", "now", "cell", "rows"),
    [
        ("Do not call", "Called", "Yes", 1),
        ("Do not call", "Called", "Yes", 3),
        ("Do not text", "Texted", "Yes", 8),
        ("Do not text", "May text", "No", 6),
        ("Suffix", "Called by", "Jules", 4),
        ("County", "Called by", None, 20),
        ("County", "Comments", "left word", 2),
        ("Middle name", "Nickname", "Jo", 5),
        ("Consent wording", "Called by", "Jules", 3),
        ("Owner", "Left word", "Sam", 2),
    ],
)
def test_what_stands_under_another_heading_is_told_and_not_taken(
    sheet: Sheet, out: str, now: str, cell: object, rows: int
) -> None:
    sheet.rename(out, now)
    sheet.fill(out, range(4, 4 + 2 * rows, 2), cell)
    found = sheet.back()
    assert found.plan.is_empty
    [act] = [a for a in found.acts if a.kind in (ActKind.REUSED, ActKind.NEW_COLUMN)]
    assert act.answer is Reply.LEAVE and now in act.told
    if act.kind is ActKind.REUSED:
        assert f"“{now}” stands where “{out}” went out" in act.told
        taken = sheet.back(acts={act.key: "take"})
        asked = [a for a in taken.acts if a.kind in (ActKind.CONSENT, ActKind.REFUSALS)]
        if out.startswith(("Do not", "Consent")):
            assert taken.plan.is_empty and f"“{now}”, which is “{out}” here" in asked[0].told
        else:
            assert {key for _, key, _ in changed_values(taken)} == {
                next(key for key, heading in CANDIDATE.headings.items() if heading == out)
            }


@pytest.mark.parametrize(
    ("out", "now", "cell"),
    [
        ("City", "Town", "Monona"),
        ("City", "Ciudad", "Monona"),
        ("City", "Citty", "Monona"),
        ("City", "City (home)", "Monona"),
        ("Phone", "Handy", "(608) 555-0177"),
        ("Phone", "Phone (cell)", "(608) 555-0177"),
        ("Notes", "Comments", "met at the fair"),
        ("Do not call", "Do not cal", "Yes"),
    ],
)
def test_a_heading_that_was_only_renamed_is_understood(sheet: Sheet, out: str, now: str, cell: object) -> None:
    sheet.rename(out, now)
    assert sheet.back().plan.is_empty and not sheet.back().acts
    sheet.set(out, 8, cell)
    found = sheet.back()
    assert found.acts == [] and len(changed_values(found)) == 1


def test_a_renamed_column_with_nothing_changed_needs_no_word(sheet: Sheet) -> None:
    for out, now in (("City", "Whereabouts"), ("County", "Area"), ("Do not call", "Called")):
        sheet.rename(out, now)
    sheet.set("Owner", 9, "Jules")
    found = sheet.back()
    assert found.acts == [] and [v[1] for v in changed_values(found)] == ["owner"]
