"""Words of closed lists that say more than the term they become, or are not sure: taken, and told."""

from pathlib import Path

import pytest

from coordinator.records.candidates import plausible_election
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import PLAIN_HINTS, Hints
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("party_line", "D or I", "undecided"),
        ("party_line", "Democrat?", "dem"),
        ("party_line", "United Utah", "united_utah_forward_alliance"),
        ("party_line", "¿Demócrata?", "dem"),
        ("gender", "woman (trans)", "woman"),
        ("gender", "mujer trans", "woman"),
        ("gender", "Female?", "woman"),
        ("stage", "Filed?", "filed"),
        ("state", "NV?", "NV"),
        ("wanted_services", "Legal help", ["support"]),
        ("wanted_services", "Training; Legal", ["training", "support"]),
        ("languages", "English; Spanish?", ["en", "es"]),
    ],
)
def test_what_says_more_or_is_not_sure_is_taken_and_told(key: str, text: str, value: object) -> None:
    found = CANDIDATE.by_key[key].clean(text, PLAIN_HINTS)
    assert found.value == value
    assert found.problem and "is taken as" in found.problem
    assert CANDIDATE.by_key[key].clean(text, Hints(typed=True)).problem is None


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("party_line", "G", "grn"),
        ("party_line", "UNA", "ind"),
        ("party_line", "Unaffiliated", "ind"),
        ("party_line", "no afiliada", "ind"),
        ("stage", "En capacitación", "in_training"),
        ("stage", "Registrado", "interested"),
        ("stage", "INTERESADA", "interested"),
        ("stage", "En la boleta", "on_the_ballot"),
        ("stage", "Se retiró", "withdrew"),
        ("wanted_services", "Fundraising", ["money"]),
        ("wanted_services", "Mentor; Capacitación", ["one_on_one", "training"]),
        ("wanted_services", "Recaudación de fondos", ["money"]),
        ("age_band", "45-54", "41-54"),
        ("gender", "Woman", "woman"),
    ],
)
def test_usual_words_of_lists_are_known(key: str, text: str, value: object) -> None:
    assert CANDIDATE.by_key[key].clean(text, PLAIN_HINTS) == (value, None)


def test_a_set_with_a_part_that_is_not_known_is_not_reduced() -> None:
    found = CANDIDATE.by_key["languages"].clean("English; Spanish?; Klingonese", PLAIN_HINTS)
    kept = found.value in (None, ["en", "es", "Klingonese"])
    assert kept and found.problem


@pytest.mark.parametrize(("day", "fine"), [("1926-05-06", False), ("1900-01-01", False), ("2018-11-06", True)])
def test_an_election_of_another_century_is_told(day: str, fine: bool) -> None:
    assert (plausible_election(day) is None) is fine


def test_such_days_are_told_in_a_list(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = "Ann Lee,ann@example.org,5/6/1926\nBo Ota,bo@example.org,11/3/2026\nCy Hall,cy@example.org,5/4/2027\n"
    path.write_text("Name,Email,Election date\n" + rows, encoding="utf-8")
    plan, _ = bring(campaign, path)
    assert [p["election_date"] for p in everything(campaign)] == [None, "2026-11-03", "2027-05-04"]
    assert [p.row for p in plan.problems] == [2]
