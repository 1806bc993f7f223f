"""A condition as it is said on its chip."""

import pytest

from coordinator.desktop.features.lists.filter_bar import wording
from coordinator.records.catalog import CANDIDATE
from coordinator.store.grammar import parse


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("created_at >= today", "Added: since today"),
        ("follow_up < today+7", "Follow-up: before today +7 days"),
        ("birth_date <= 1990", "Birth date: until 1990"),
        ("stated_age >= 18", "Age as stated: >= 18"),
    ],
)
def test_days_are_said_in_words(condition: str, said: str) -> None:
    found = parse(condition, CANDIDATE)
    assert found is not None
    assert wording(found, CANDIDATE) == said
