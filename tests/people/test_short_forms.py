"""The lists of short forms: what they hold, and what a campaign adds."""

import pytest

from coordinator.base.folding import fold_word
from coordinator.records.short_forms import Grade, grade_of, initials, is_given_name, is_known_name, is_short_form


@pytest.mark.parametrize(
    ("one", "other", "grade"),
    [
        ("Bill", "William", Grade.SURE),
        ("Peggy", "Margaret", Grade.SURE),
        ("Lola", "Dolores", Grade.SURE),
        ("Chuy", "Jesús", Grade.SURE),
        ("Lupe", "Guadalupe", Grade.SURE),
        ("Chris", "Christopher", Grade.EITHER),
        ("Vic", "Viktor", Grade.EITHER),
        ("Bill", "Will", Grade.LIKELY),
        ("Guillermo", "William", Grade.LIKELY),
        ("Rose", "Rosemary", Grade.LIKELY),
        ("Aaron", "Erin", Grade.TWO),
        ("Zed", "Zachariah", Grade.SURE),
        ("Teddy", "Theodora", Grade.EITHER),
        ("Yuliya", "Julia", Grade.LIKELY),
        ("Mohamed", "Maxamed", Grade.LIKELY),
        ("William", "Wilma", Grade.LIKELY),
        ("Kaz", "Karen", Grade.EITHER),
        ("Kaz", "Katharine", Grade.EITHER),
        ("Jaz", "Jasper", Grade.EITHER),
        ("Jaz", "Jasmine", Grade.EITHER),
        ("Caz", "Caroline", Grade.EITHER),
        ("Shaz", "Sharon", Grade.SURE),
        ("Daz", "Darren", Grade.SURE),
        ("Gaz", "Gary", Grade.SURE),
        ("Gaz", "Gareth", Grade.SURE),
        ("Baz", "Barry", Grade.SURE),
        ("Loz", "Lauren", Grade.EITHER),
        ("Moz", "Morris", Grade.EITHER),
        ("Tez", "Terence", Grade.EITHER),
        ("Jez", "Jeremy", Grade.SURE),
        ("Maz", "Mary", Grade.SURE),
        ("Jaz", "Jason", Grade.NONE),
        ("Kaz", "Kyle", Grade.NONE),
        ("Daz", "David", Grade.NONE),
        ("Gaz", "Grace", Grade.NONE),
        ("Loz", "Louis", Grade.NONE),
        ("Baz", "Barbara", Grade.NONE),
        ("Paul", "Paula", Grade.NONE),
        ("Dan", "Danielle", Grade.NONE),
    ],
)
def test_how_sure_a_pair_is(one: str, other: str, grade: Grade) -> None:
    assert grade_of(fold_word(one), fold_word(other)) is grade_of(fold_word(other), fold_word(one)) is grade


def test_names_are_known() -> None:
    assert is_short_form("bob", "robert") and not is_short_form("bob", "william")
    assert is_given_name("guadalupe") and not is_given_name("denver")
    assert is_known_name("paula") and not is_known_name("paulx")
    assert {"w", "b"} <= initials("william")
