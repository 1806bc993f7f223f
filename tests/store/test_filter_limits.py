"""Expressions that nobody writes by hand end in a sentence, never in a traceback or a long wait."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.app import main
from coordinator.base.errors import UserError
from coordinator.records.catalog import CANDIDATE
from coordinator.store import query
from coordinator.store.campaign import Campaign
from coordinator.store.expressions import MOST_SOUGHT
from coordinator.store.grammar import DEEPEST, MOST_CONDITIONS
from tests.builders import add
from tests.extent import usually

TOO_MUCH = {
    "or": " or ".join(["state = CO"] * 1000),
    "and": " and ".join(["state = CO"] * 1000),
    "words": " or ".join(['"ann"'] * 1000),
    "not": "not " * 3000 + "state = CO",
    "parentheses": "(" * 300 + "state = CO" + ")" * 300,
    "many parentheses": "(" * 5000 + "state = CO" + ")" * 5000,
    "number": "id = " + "9" * 30,
    "long number": "id = " + "9" * 5000,
    "number of a list": "id in (1, " + "9" * 30 + ")",
    "path": "candidate." * 500 + "state = CO",
    "name": "x" * 5000 + " = CO",
    "words of a million letters": '"' + "x" * 1_000_001 + '"',
    "a long part": 'notes contains "' + "%_" * 30_000 + '"',
    "a long part that is not there": 'not notes contains "' + "x" * 5_001 + '"',
    "records of records": "has signups (" * 200 + "id = 1" + ")" * 200,
}
CONDITIONS = ("state = CO", "id in (1, 2)", "state not in (CO, WY)", 'notes contains "x"', '"ann"', "has signups")


def count(campaign: Campaign, where: str) -> int:
    with campaign.reading() as connection:
        return query.count(connection, query.typed(connection, CANDIDATE), where)


@pytest.mark.parametrize("name", TOO_MUCH)
def test_too_much_is_a_sentence(campaign: Campaign, name: str) -> None:
    began = time.process_time()
    with pytest.raises(UserError) as told:
        count(campaign, TOO_MUCH[name])
    assert time.process_time() - began < 15
    assert len(told.value.sentence) < 800


@pytest.mark.parametrize("sign", ["%", "x", "é", "\U0001f600", "ß", "\u0390"])
def test_a_part_as_long_as_may_be_is_looked_for(campaign: Campaign, sign: str) -> None:
    add(campaign, given_name="Ann", notes=f"before {sign * MOST_SOUGHT} after")
    assert count(campaign, f'notes contains "{sign * MOST_SOUGHT}"') == 1


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("word", [" or ", " and "])
def test_as_much_as_may_be_is_answered(campaign: Campaign, condition: str, word: str) -> None:
    add(campaign, given_name="Ann", family_name="Brook", state="CO")
    assert count(campaign, word.join([condition] * MOST_CONDITIONS)) in (0, 1)
    condition = condition if condition != "has signups" else "id = 1"
    assert count(campaign, "not " * DEEPEST + "state = CO") == 1
    assert count(campaign, "(" * DEEPEST + "state = CO" + ")" * DEEPEST) == 1
    for around in ("not (state = WY or ", "(city = x and ", "has signups (candidate is ("):
        times = DEEPEST // (2 * around.count("(") if "has" in around else around.count("(") + around.count("not "))
        assert count(campaign, around * times + condition + ")" * around.count("(") * times) in (0, 1)


@given(
    st.lists(
        st.sampled_from([*CONDITIONS, "(", ")", "or", "and", "not", "not (", "has signups (", "9" * 40, "="]),
        max_size=400,
    ),
    st.integers(1, 60),
)
@settings(max_examples=usually(60, 3_000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_expression_is_answered_or_refused(campaign: Campaign, words: list[str], again: int) -> None:
    try:
        count(campaign, " ".join(words * again))
    except UserError:
        return


def test_a_name_that_no_system_takes_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--campaign", "x" * 5000]) == 1
    assert "longer than this system allows" in capsys.readouterr().err
