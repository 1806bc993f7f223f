"""Which names, addresses and numbers belong together is declared once: one more is taken into account everywhere."""

from collections.abc import Iterator

import pytest

from coordinator.changes import forget
from coordinator.importing.columns import map_columns
from coordinator.people.keys import has_name, names_agree
from coordinator.people.likeness import likeness
from coordinator.people.matching import People
from coordinator.people.merging import merged_values
from coordinator.people.whose import signs_of
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import Field, Sign
from coordinator.records.kinds import EMAIL, NAME, PHONES
from coordinator.records.traits import looked_at, traits

MORE = (
    Field("birth_name", "Name at birth", NAME, sign=Sign.FAMILY_NAME),
    Field("stage_name", "Known on stage as", NAME, sign=Sign.GIVEN_NAME),
    Field("work_email", "E-mail at work", EMAIL, sign=Sign.EMAIL),
    Field("work_phones", "Numbers at work", PHONES, sign=Sign.PHONE),
)


@pytest.fixture(autouse=True)
def more() -> Iterator[None]:
    """Candidates with one more field of each sign."""
    worked_out = {k: v for k, v in vars(CANDIDATE).items() if k not in CANDIDATE.__dataclass_fields__}
    before = CANDIDATE.fields

    def take(fields: tuple[Field, ...]) -> None:
        for key in [k for k in vars(CANDIDATE) if k not in CANDIDATE.__dataclass_fields__]:
            del vars(CANDIDATE)[key]
        object.__setattr__(CANDIDATE, "fields", fields)

    take((*before, *MORE))
    yield
    take(before)
    vars(CANDIDATE).update(worked_out)


ADA = {"given_name": "Adelaide", "family_name": "Brook", "email": "ada@example.org", "phone": "+13035550142"}
MARRIED = {
    "given_name": "Lola",
    "stage_name": "Adelaide",
    "family_name": "Stone",
    "birth_name": "Brook",
    "email": "lola@example.org",
    "work_email": "ada@example.org",
    "work_phones": ["+13035550142"],
}


def test_matching_looks_at_it() -> None:
    assert names_agree(ADA, MARRIED)
    assert not names_agree(ADA, {**MARRIED, "birth_name": "Fir"})
    assert not names_agree(ADA, {**MARRIED, "stage_name": "Zoe"})
    assert has_name({"stage_name": "Lola", "birth_name": "Brook"})
    people = People()
    people.add(7, MARRIED)
    found = people.find(ADA)
    assert found is not None and (found.record_id, found.by) == (7, "e-mail")
    people = People()
    people.add(7, {k: v for k, v in MARRIED.items() if k != "work_email"})
    found = people.find(ADA)
    assert found is not None and (found.record_id, found.by) == (7, "phone and name")


def test_likeness_looks_at_it() -> None:
    assert {f.key for f in MORE} <= set(looked_at())
    alike = likeness(traits(1, ADA), traits(2, MARRIED))
    assert alike.score > 0.9 and "same name" in alike.reasons
    assert likeness(traits(1, ADA), traits(2, {k: v for k, v in MARRIED.items() if k in ADA})).score == 0


def test_a_merge_keeps_it() -> None:
    after = merged_values(CANDIDATE, ADA, MARRIED)
    assert after["birth_name"] == "Brook" and after["stage_name"] == "Adelaide"
    assert after["work_email"] == "ada@example.org" and after["other_emails"] == ["lola@example.org"]


def test_an_unmerge_tells_whose_a_row_is_by_it() -> None:
    signs = signs_of(MARRIED)
    assert signs.emails == {"lola@example.org", "ada@example.org"} and signs.phones == {"3035550142"}
    assert frozenset({"adelaide", "brook"}) in signs.names and frozenset({"lola", "stone"}) in signs.names


def test_forgetting_marks_and_scrubs_it() -> None:
    assert set(forget.marks_of("key", ADA)) < set(forget.marks_of("key", MARRIED))
    assert set(forget.marks_of("key", MARRIED).values()) == {"email", "phone"}
    words = forget.words_about([MARRIED])
    assert {"Adelaide Brook", "Lola Brook", "Lola Stone", "ada@example.org", "(303) 555-0142"} <= set(words)


def test_a_second_column_goes_to_the_further_values() -> None:
    headers, columns = ["E-mail", "Email address"], [["a@example.org", "b@example.org"], ["c@example.org", ""]]
    assert [c.target for c in map_columns(CANDIDATE, headers, columns)] == ["email", "other_emails"]
