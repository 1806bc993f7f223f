"""People, partners and referrals for the tests of connecting, in one line each."""

import datetime as dt
from collections.abc import Iterable

from coordinator.changes import apply
from coordinator.changes.plan import Applied, Plan
from coordinator.partners.batches import Batch
from coordinator.partners.connection_plans import plan_batch
from coordinator.partners.handoffs import HandedOver, hand_over, plan_handover
from coordinator.records.catalog import CANDIDATE, PARTNER, REFERRAL
from coordinator.store import query
from coordinator.store.campaign import Campaign
from tests.builders import add, everything

TODAY = dt.date.today()


def days(n: int) -> str:
    return (TODAY + dt.timedelta(days=n)).isoformat()


def make(campaign: Campaign, record: str, rows: Iterable[dict]) -> list[int]:
    """Make many records in one step; return their numbers."""
    plan = Plan("add", "Made", campaign.head())
    for row in rows:
        plan.create(record, row)
    return apply.apply(campaign, plan, author="Dana").touched[record]


def willing(campaign: Campaign, n: int = 1, **more: object) -> list[int]:
    """Make people who agreed to be shared."""
    base = {
        "consent_share": True,
        "consent_date": "2025-03-21",
        "stage": "interested",
        "party_line": "ind",
        "state": "OH",
        "owner": "Dana",
    }
    rows = [
        {
            **base,
            "given_name": f"Given{i}",
            "family_name": f"Family{chr(97 + i % 26)}{chr(97 + i // 26)}",
            "email": f"person{campaign.head()}x{i}@example.org",
            "phone": f"+1614555{100 + i:04d}",
            **more,
        }
        for i in range(n)
    ]
    return make(campaign, "candidate", rows)


def partner(campaign: Campaign, name: str = "Prairie", **more: object) -> int:
    return add(campaign, PARTNER, name=name, contact_email="partner@example.org", **more)


def connect(campaign: Campaign, ids: Iterable[int] | None = None, **more: object) -> tuple[Batch, Applied]:
    """Connect everybody, or some."""
    with campaign.reading() as connection:
        batch = plan_batch(connection, query.select_ids(connection, CANDIDATE) if ids is None else ids, **more)
    return batch, apply.apply(campaign, batch.plan, author="Dana")


def handed(campaign: Campaign, number: int, path: object, **more: object) -> HandedOver:
    with campaign.reading() as connection:
        found = plan_handover(connection, number, **more)
    return hand_over(campaign, found, path, author="Dana")


def act(campaign: Campaign, planner, *args: object, **more: object) -> Applied:
    """Plan with a connection, and apply."""
    with campaign.reading() as connection:
        plan = planner(connection, *args, **more)
    return apply.apply(campaign, plan, author="Dana")


def look(campaign: Campaign, reader, *args: object, **more: object):
    with campaign.reading() as connection:
        return reader(connection, *args, **more)


def statuses(campaign: Campaign) -> dict[int, str]:
    """Candidate → status of their referral."""
    return {r["candidate"]: r["status"] for r in everything(campaign, REFERRAL)}
