"""How sure it is that two are one, in words: what tells pairs from others comes first."""

import pytest

from coordinator.people.alike_words import Band, band_of, in_short, is_against, is_for, single


@pytest.mark.parametrize(
    ("score", "reasons", "band", "told"),
    [
        (0.999, ("same name", "same e-mail", "same phone"), Band.SURE, "same e-mail, same phone"),
        (
            0.999,
            ("same name", "same phone", "a generation apart"),
            Band.PERHAPS,
            "perhaps: a generation apart, same phone",
        ),
        (
            0.98,
            ("first name alike, though there are both names, last name the same", "same e-mail"),
            Band.LIKELY,
            "likely: first name alike, though there are both names",
        ),
        (
            0.4,
            ("first name the same, last name different", "same address"),
            Band.PERHAPS,
            "perhaps: last name different",
        ),
        (
            0.8,
            ("first name a short form, last name the same", "same ZIP"),
            Band.LIKELY,
            "likely: first name a short form",
        ),
        (0.97, ("same name", "same birth date"), Band.SURE, "same birth date, same name"),
    ],
)
def test_what_tells_a_pair_from_others_comes_first(
    score: float, reasons: tuple[str, ...], band: Band, told: str
) -> None:
    assert band_of(score, reasons) is band
    assert in_short(score, reasons).startswith(told)


def test_a_reason_speaks_for_against_or_neither() -> None:
    reasons = single(("first name nearly the same, last name the same", "other gender", "same phone"))
    assert [is_for(r) for r in reasons] == [False, True, False, True]
    assert [is_against(r) for r in reasons] == [False, False, True, False]


def test_of_two_who_fit_neither_is_nearly_sure() -> None:
    reasons = ("same name", "same e-mail", "same phone")
    assert band_of(0.999, reasons) is Band.SURE
    assert band_of(0.999, reasons, alone=False) is Band.LIKELY
    assert band_of(0.4, reasons, alone=False) is Band.PERHAPS
