"""The figures once more, in plain Python over rows, and campaigns to count in."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert
from sqlalchemy.engine import Connection

from coordinator.records.catalog import CANDIDATE, EVENT, PARTNER, REFERRAL, SIGNUP, SOURCE
from coordinator.reports.scope import Scope
from coordinator.store import credited, query
from coordinator.store.campaign import Campaign

Row = Mapping[str, Any]
KINDS = (CANDIDATE, SIGNUP, REFERRAL, EVENT, PARTNER, SOURCE)
ON_THE_WAY = "interested contacted connected in_training filed on_the_ballot".split()
CONNECTED = "connected in_training filed on_the_ballot elected not_elected".split()
LOCAL = "county municipal school special judicial tribal party any_local".split()


@dataclass
class Rows:
    """All records that are there, as rows."""

    candidates: list[Row]
    signups: list[Row]
    referrals: list[Row]


def read(connection: Connection) -> Rows:
    """Read all records that are not deleted, and nothing of deleted people."""
    people, signups, referrals = (
        query.read_rows(connection, rt, query.select_ids(connection, rt)) for rt in (CANDIDATE, SIGNUP, REFERRAL)
    )
    there = {p["id"] for p in people}
    signups = [s for s in signups if s["candidate"] in there]
    begins = {e["id"]: e["starts_at"] for e in query.read_rows(connection, EVENT, query.select_ids(connection, EVENT))}
    return Rows(people, credit(signups, begins), [r for r in referrals if r["candidate"] in there])


def credit(signups: Iterable[Row], begins: Mapping[int, str]) -> list[Row]:
    """Credit sign-ups that only name stops by the first touch: all of a person count for the first stop they named."""
    first: dict[int, tuple[str, int, int]] = {}
    for s in signups:
        if s["event"] in begins:
            at = s["submitted_at"] or utc(begins[s["event"]])
            first[s["candidate"]] = min(first.get(s["candidate"], ("~", 0, 0)), (at, s["id"], s["event"]))
    return [{**s, "event": first[s["candidate"]][2] if s["candidate"] in first else None} for s in signups]


def utc(local: str) -> str:
    return f"{dt.datetime.fromisoformat(local).replace(tzinfo=dt.UTC):%Y-%m-%dT%H:%M:%SZ}"


def local_day(moment: str | None, zone: str) -> dt.date | None:
    return dt.datetime.fromisoformat(moment).astimezone(ZoneInfo(zone)).date() if moment else None


def was_sent(referral: Row) -> bool:
    return referral["status"] not in (None, "proposed", "withdrawn") or referral["sent_on"] is not None


def band(person: Row, day: dt.date) -> str | None:
    """Return the band of age, of an incomplete birth date by its earliest day."""
    if born := person["birth_date"]:
        parts = [*map(int, born.split("-")), 1, 1][:3]
        age = day.year - parts[0] - ((day.month, day.day) < (parts[1], parts[2]))
    elif person["stated_age"] is not None:
        age = person["stated_age"]
    else:
        return person["age_band"]
    ends = ((17, "under_18"), (29, "18-29"), (40, "30-40"), (54, "41-54"), (64, "55-64"))
    return next((name for last, name in ends if age <= last), "65_up")


class Counting:
    """Counts in one scope.

    Attributes:
        people, signups, referrals: what belongs to the scope.
    """

    def __init__(self, rows: Rows, scope: Scope) -> None:
        self.scope, self.zone = scope, scope.period.zone
        self.sent = [r for r in rows.referrals if was_sent(r)]
        dated = [s for s in rows.signups if self._of_stop_and_source(s)]
        self.signups = [s for s in dated if self._in_period(s)]
        came = {s["candidate"] for s in self.signups}
        plain = scope.period.is_open and scope.event is None and scope.source is None
        through = {s["candidate"] for s in dated}
        everywhere = scope.event is None and scope.source is None
        with_partner = {r["candidate"] for r in self.sent if scope.partner in (None, r["partner"])}
        allowed = {
            p["id"]: p
            for p in rows.candidates
            if scope.state in (None, p["state"]) and (scope.partner is None or p["id"] in with_partner)
        }
        self.all = {p["id"]: p for p in rows.candidates}
        self.people = {i: p for i, p in allowed.items() if plain or i in came}
        self.signups = [s for s in self.signups if s["candidate"] in allowed]
        self.referrals = [
            r
            for r in self.sent
            if scope.partner in (None, r["partner"])
            and self._sent_in_period(r)
            and scope.state in (None, self.all[r["candidate"]]["state"])
            and (everywhere or r["candidate"] in through)
        ]
        self.connected = {r["candidate"] for r in self.sent}
        self.connected |= {i for i, p in self.all.items() if p["stage"] in CONNECTED}

    def _of_stop_and_source(self, signup: Row) -> bool:
        return self.scope.event in (None, signup["event"]) and self.scope.source in (None, signup["source"])

    def _in_period(self, signup: Row) -> bool:
        period, day = self.scope.period, local_day(signup["submitted_at"], self.zone)
        if period.is_open:
            return True
        return day is not None and (period.first or day) <= day <= (period.last or day)

    def _sent_in_period(self, referral: Row) -> bool:
        period, day = self.scope.period, referral["sent_on"]
        if period.is_open:
            return True
        return day is not None and str(period.first or day) <= day <= str(period.last or day)

    def passes(self, key: str) -> Callable[[Row], bool]:
        """Return what a person must be like to count in a figure."""
        stages = {k: {*ON_THE_WAY[ON_THE_WAY.index(k) :], "elected", "not_elected"} for k in ON_THE_WAY}
        return {
            "people": lambda p: True,
            "connected": lambda p: p["id"] in self.connected,
            "in_training": lambda p: p["stage"] in stages["in_training"],
            "filed": lambda p: p["stage"] in stages["filed"],
            "on_the_ballot": lambda p: p["stage"] in stages["on_the_ballot"],
            "elected": lambda p: p["stage"] == "elected",
            "independents": lambda p: p["party_line"] == "ind",
            "young": lambda p: band(p, self.scope.day) in ("under_18", "18-29", "30-40"),
            "local": lambda p: p["office_level"] in LOCAL,
        }[key]

    def counted(self, key: str) -> list[Row]:
        """Return the records that a figure counts."""
        if key == "sign_ups":
            return self.signups
        if key == "handed_over":
            return self.referrals
        return [p for p in self.people.values() if self.passes(key)(p)]

    def values(self, key: str, dim: str, row: Row) -> set[Any]:
        """Return the values of a dimension that a record which a figure counts belongs to."""
        person = row if key not in ("sign_ups", "handed_over") else self.all[row["candidate"]]
        if dim in ("state", "stage"):
            return {person[dim]}
        if dim in ("level", "party"):
            return {person["office_level" if dim == "level" else "party_line"]}
        if dim == "age":
            return {band(person, self.scope.day)}
        if dim == "connected":
            return {int(person["id"] in self.connected)}
        if dim in ("partner", "status"):
            mine = [row] if key == "handed_over" else [r for r in self.sent if r["candidate"] == person["id"]]
            return {r[dim] for r in mine if self.scope.partner in (None, r["partner"])}
        mine = [row] if key == "sign_ups" else [s for s in self._signups_of(key) if s["candidate"] == person["id"]]
        return {self._week(s) if dim == "week" else s[dim] for s in mine}

    def _signups_of(self, key: str) -> Iterable[Row]:
        return self.every if key == "handed_over" else self.signups

    every: list[Row]

    def _week(self, signup: Row) -> str | None:
        day = local_day(signup["submitted_at"], self.zone)
        return (day - dt.timedelta(days=day.weekday())).isoformat() if day else None


def counting(connection: Connection, scope: Scope) -> Counting:
    """Read everything and count it in a scope."""
    rows = read(connection)
    made = Counting(rows, scope)
    made.every = [s for s in rows.signups if made._of_stop_and_source(s)]
    return made


def fill(campaign: Campaign, rows: Mapping[str, list[dict[str, Any]]]) -> None:
    """Put rows in the place of all that is there."""
    with campaign.writing() as connection:
        for rt in (REFERRAL, SIGNUP, CANDIDATE, EVENT, PARTNER, SOURCE):
            connection.execute(delete(rt.table))
        for rt in (SOURCE, PARTNER, EVENT, CANDIDATE, SIGNUP, REFERRAL):
            for row in rows.get(rt.key, []):
                connection.execute(insert(rt.table), [row])
        credited.rebuild(connection)
