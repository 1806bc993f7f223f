"""One description of a field drives everything: nothing may be left out."""

import pytest

from coordinator.desktop.kit.editors import EDITORS
from coordinator.importing.columns import names_of
from coordinator.importing.targets import targets_of
from coordinator.records.catalog import CANDIDATE, EVENT, PARTNER, RECORDS
from coordinator.records.fields import Field
from coordinator.records.kinds import EVERY_KIND, TEXT
from coordinator.store.grammar import parse
from coordinator.workbooks.cells import CELLS

CONTRACT = {
    "candidate": "given_name family_name preferred_name suffix pronouns email other_emails phone other_phones address city "
    "state postcode county birth_date languages party_line office_level office division election_date first_time stage "
    "owner tags consent_contact consent_share follow_up notes",
    "signup": "candidate source event submitted_at",
    "partner": "name",
    "event": "title starts_at time_zone venue city state status attendance",
}


def test_every_kind_has_a_cell_and_an_editor() -> None:
    assert set(CELLS) == set(EDITORS) == set(EVERY_KIND)
    assert {type(f.kind) for rt in RECORDS for f in rt.fields} <= set(EVERY_KIND)
    assert len({kind.name for kind in EVERY_KIND}) == len(EVERY_KIND)


@pytest.mark.parametrize("rt", RECORDS, ids=lambda rt: rt.key)
def test_others_rely_on_these_keys(rt) -> None:
    assert set(CONTRACT.get(rt.key, "").split()) <= set(rt.by_key)


@pytest.mark.parametrize("rt", [CANDIDATE, PARTNER, EVENT], ids=lambda rt: rt.key)
def test_every_editable_field_can_come_in_by_its_label(rt) -> None:
    targets = targets_of(rt)
    names = names_of(rt, targets)
    for field in rt.shown:
        if field.editable and field.stored:
            assert field.key in names.values()


def test_a_field_more_is_found_everywhere() -> None:
    more = CANDIDATE.with_answers([Field("answers.shirt", "T-shirt size", TEXT)])
    assert "answers.shirt" in targets_of(more)
    assert more.shown[-1].key == "answers.shirt" or "answers.shirt" in [f.key for f in more.shown]
    assert parse("[T-shirt size] = M", more) is not None


def test_labels_and_letters_are_unique() -> None:
    assert len({rt.letter for rt in RECORDS}) == len(RECORDS)
    for rt in RECORDS:
        labels = [f.label for f in rt.shown]
        assert len(labels) == len(set(labels)), rt.key
