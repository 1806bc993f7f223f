"""The figures: what each counts, in words and as terms from which both filter and number are made."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from coordinator.records.catalog import CANDIDATE, REFERRAL, SIGNUP, RecordType, record_type
from coordinator.records.stages import reached
from coordinator.store.credited import chosen

DimensionValue = str | int | None
"""A dimension's value: a code, a week, or a record number; None if a record has none."""
Terms = Mapping[str, tuple[DimensionValue, ...]]
"""Dimension key → the values to include."""
DATES = (
    "A period is whole days, Eastern time unless another zone is asked for. A person belongs to it who signed up at "
    "least once in it, so somebody who signed up in two weeks is in both weeks and once in the whole. Sign-ups without "
    "a date, and people without a sign-up, count in “Any time” alone."
)
CREDIT = (
    "A sign-up counts for one stop at most, by the rule in force (first, last or all touches, as chosen under Tour "
    "events); that stop stands in it under “Credited to”. Who only said that they would come counts for none. People "
    "of a source, a stop or a week are those with such a sign-up: who came through two sources is in both."
)
STANDING = (
    "Stages are those in which people stand now (or stood at the moment asked for), not all that they went through."
)
MERGED = (
    "Two records that were merged are one person. Deleted records, and the sign-ups of deleted people, count nowhere."
)
RULES = (DATES, CREDIT, STANDING, MERGED)
"""Notes that apply to all figures."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number.

    Attributes:
        key: name on the command line.
        label: name for people.
        counted: key of the record type that is counted.
        means: what it counts, in one or two sentences.
        terms: conditions on the records counted, besides the period.
    """

    key: str
    label: str
    counted: str
    means: str
    terms: Terms = field(default_factory=dict)

    @property
    def record_type(self) -> RecordType:
        """What is counted."""
        return record_type(self.counted)


def in_force(connection: Connection) -> str:
    """Return the rule by which sign-ups are currently credited to stops, in words."""
    return f"In force: {chosen(connection).words}."


def _figures() -> tuple[Figure, ...]:
    person, signup, referral = CANDIDATE.key, SIGNUP.key, REFERRAL.key
    local = ("county", "municipal", "school", "special", "judicial", "tribal", "party", "any_local")
    return (
        Figure("people", "People", person, "People who signed up in the period, each once."),
        Figure(
            "sign_ups",
            "Sign-ups",
            signup,
            "Sign-ups dated in the period: one for each answer to a form and each line on a sheet, lists of RSVPs "
            "among them. One person can have several.",
        ),
        Figure(
            "connected",
            "Connected",
            person,
            "People of the period who have a referral to a partner that was at least sent, whenever that was, or "
            "whose stage is Connected or further. A referral that is only proposed does not count.",
            {"connected": (1,)},
        ),
        Figure(
            "in_training",
            "In training",
            person,
            "People of the period whose stage is In training or further.",
            {"stage": reached("in_training")},
        ),
        Figure(
            "filed",
            "Filed",
            person,
            "People of the period whose stage is Filed or further.",
            {"stage": reached("filed")},
        ),
        Figure(
            "on_the_ballot",
            "On the ballot",
            person,
            "People of the period who are or were on a ballot: On the ballot, Elected or Not elected.",
            {"stage": reached("on_the_ballot")},
        ),
        Figure("elected", "Elected", person, "People of the period who were elected.", {"stage": ("elected",)}),
        Figure(
            "independents",
            "Independents",
            person,
            "People of the period who would run as independents, without a party.",
            {"party": ("ind",)},
        ),
        Figure(
            "young",
            "40 or younger",
            person,
            "People of the period who are 40 or younger: by birth date; without one, by the age or band they stated.",
            {"age": ("under_18", "18-29", "30-40")},
        ),
        Figure(
            "local",
            "Local office",
            person,
            "People of the period who would run below the state level: county, municipal, school, special district, "
            "judicial, tribal, party, or any local office.",
            {"level": local},
        ),
        Figure(
            "handed_over",
            "Handed over",
            referral,
            "Referrals sent in the period, by the day of sending, whenever the person signed up. "
            "One person can be sent to several partners.",
        ),
    )


FIGURES = {figure.key: figure for figure in _figures()}
"""By key, in reporting order."""
LEADING = ("people", "sign_ups", "connected", "in_training", "filed", "on_the_ballot", "elected")
"""The ones shown first on the overview."""
