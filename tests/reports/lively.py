"""A campaign of some hundred people in which every chart has something to show."""

import datetime as dt
import random
from typing import Any

from coordinator.store.campaign import Campaign
from tests.reports.plain import fill
from tests.reports.worlds import CODES

TODAY = dt.date.today()


def lively(campaign: Campaign, number: int = 240, seed: int = 7) -> None:
    """Fill a campaign with people, sign-ups of the last year, and referrals."""
    pick = random.Random(seed)
    fill(
        campaign,
        {
            "source": [{"id": i, "name": f"Form {i}"} for i in range(1, 8)],
            "partner": [{"id": i, "name": f"Partner “{i}”", "capacity": 3 * i} for i in range(1, 4)],
            "event": [
                {
                    "id": i,
                    "title": f"Stop, {i}",
                    "city": "Denver",
                    "starts_at": f"{TODAY - dt.timedelta(days=30 * i)}T18:00",
                    "attendance": 1000 * i,
                    "status": "done",
                }
                for i in range(1, 9)
            ],
            "candidate": [_person(pick, i) for i in range(1, number + 1)],
            "signup": [_signup(pick, i, number) for i in range(1, number * 12 // 10 + 1)],
            "referral": [_referral(pick, i, number) for i in range(1, number // 2 + 1)],
        },
    )


def _maybe(pick: random.Random, value: Any) -> Any:
    return value if pick.random() < 0.8 else None


def _person(pick: random.Random, i: int) -> dict[str, Any]:
    return {
        "id": i,
        "given_name": f"Person {i}",
        "family_name": "Example",
        "stage": pick.choice(CODES["stages"]),
        "state": _maybe(pick, pick.choice(CODES["states"])),
        "party_line": _maybe(pick, pick.choice(CODES["parties"])),
        "office_level": _maybe(pick, pick.choice(CODES["levels"])),
        "birth_date": pick.choice([None, str(pick.randrange(1940, 2009)), f"{pick.randrange(1940, 2009)}-02-28"]),
        "stated_age": _maybe(pick, pick.randrange(18, 80)),
        "age_band": _maybe(pick, pick.choice(CODES["age_bands"])),
        "follow_up": str(TODAY - dt.timedelta(days=i % 5)) if i % 9 == 0 else None,
        "owner": "Dana" if i % 18 == 0 else None,
        "deleted_at": "2026-01-01T00:00:00Z" if i % 40 == 0 else None,
    }


def _signup(pick: random.Random, i: int, number: int) -> dict[str, Any]:
    at = dt.datetime.combine(TODAY, dt.time()) - dt.timedelta(minutes=pick.randrange(300 * 1440))
    return {
        "id": i,
        "candidate": i if i <= number else pick.randrange(1, number + 1),
        "source": pick.randrange(1, 8),
        "event": _maybe(pick, pick.randrange(1, 9)),
        "submitted_at": _maybe(pick, f"{at:%Y-%m-%dT%H:%M:%SZ}"),
        "deleted_at": "2026-01-01T00:00:00Z" if i % 50 == 0 else None,
    }


def _referral(pick: random.Random, i: int, number: int) -> dict[str, Any]:
    day = TODAY - dt.timedelta(days=pick.randrange(90))
    return {
        "id": i,
        "candidate": pick.randrange(1, number + 1),
        "partner": pick.randrange(1, 4),
        "status": pick.choice([*CODES["referral_status"], None]),
        "sent_on": _maybe(pick, str(day)),
    }
