"""Who keeps any e-mail or phone keeps a first one, whichever merge is taken back."""

import pytest

from coordinator.changes.checking import problems_of
from coordinator.operations.people import merge
from coordinator.store.campaign import Campaign
from tests.builders import add, edit, get, undo

ADA = {"given_name": "Ada", "family_name": "Kell"}
BURT = {"given_name": "Burt", "family_name": "Lang", "email": "burt@example.org", "phone": "+17405550102"}
ADAH = {"given_name": "Adah", "family_name": "Kell", "email": "adah@example.org", "phone": "+17405550103"}
KEYS = ("email", "phone", "other_emails", "other_phones")


def addresses(campaign: Campaign, number: int) -> tuple[object, ...]:
    row = get(campaign, number)
    return tuple(row[key] for key in KEYS)


BOTH = ("burt@example.org", "+17405550102", ["adah@example.org"], ["+17405550103"])
HERS = ("adah@example.org", "+17405550103", None, None)
NONE = (None, None, None, None)


def test_a_further_address_moves_up_when_the_first_goes_with_a_merge(campaign: Campaign) -> None:
    ada, burt, adah = (add(campaign, **person) for person in (ADA, BURT, ADAH))
    wrong, right = (merge(campaign, "Dana", ada, other).seq for other in (burt, adah))
    assert addresses(campaign, ada) == BOTH
    undone = undo(campaign, wrong).seq
    assert addresses(campaign, ada) == HERS
    again = undo(campaign, undone).seq
    assert addresses(campaign, ada) == BOTH
    undo(campaign, again)
    assert addresses(campaign, ada) == HERS
    undo(campaign, right)
    assert addresses(campaign, ada) == NONE
    with campaign.reading() as connection:
        assert problems_of(connection) == []


def test_in_the_other_order_too(campaign: Campaign) -> None:
    ada, burt, adah = (add(campaign, **person) for person in (ADA, BURT, ADAH))
    wrong, right = (merge(campaign, "Dana", ada, other).seq for other in (burt, adah))
    undo(campaign, right)
    assert addresses(campaign, ada) == (*BOTH[:2], None, None)
    undo(campaign, wrong)
    assert addresses(campaign, ada) == NONE


def test_what_is_added_after_an_address_moved_up_stays_a_further_one(campaign: Campaign) -> None:
    ada, burt, adah = (add(campaign, **person) for person in (ADA, BURT, ADAH))
    wrong, right = (merge(campaign, "Dana", ada, other).seq for other in (burt, adah))
    undo(campaign, wrong)
    edit(campaign, ada, other_emails="third@example.org")
    undo(campaign, right)
    assert addresses(campaign, ada) == ("third@example.org", None, None, None)


@pytest.mark.parametrize("typed", ["", "new@example.org"])
def test_an_address_that_was_typed_stays_as_it_was_typed(campaign: Campaign, typed: str) -> None:
    ada, burt, adah = (add(campaign, **person) for person in (ADA, BURT, ADAH))
    wrong, _ = (merge(campaign, "Dana", ada, other).seq for other in (burt, adah))
    edit(campaign, ada, email=typed)
    undo(campaign, wrong)
    assert addresses(campaign, ada)[::2] == (typed or None, ["adah@example.org"])
