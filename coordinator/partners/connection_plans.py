"""Connecting a whole list of people with partners in one plan that is shown before it is applied."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from coordinator.base.bulk import no_collection
from coordinator.base.naming_some import name_some, so_many_people
from coordinator.base.progress import SILENT, Progress
from coordinator.changes.plan import Plan
from coordinator.partners import referral_statuses
from coordinator.partners.assignment import PersonGroup, assign, choose
from coordinator.partners.batches import Batch, Left, Placement
from coordinator.partners.candidate_facts import KEYS, Person, person
from coordinator.partners.fit import Standing, fit
from coordinator.partners.grouping import FITS, UNKNOWN, Group, Grouping, bits
from coordinator.partners.partner_book import PartnerBook
from coordinator.partners.rules import Offer
from coordinator.records.catalog import CANDIDATE, REFERRAL, SIGNUP
from coordinator.records.refusals import MARKS, refuses
from coordinator.records.rows import CandidateRow, ReferralRow
from coordinator.records.vocabularies import vocabulary
from coordinator.store import query

COLUMNS = (
    "given_name",
    "family_name",
    "preferred_name",
    "suffix",
    "email",
    "stage",
    "owner",
    "consent_share",
    *MARKS,
    "created_at",
    *KEYS,
)
NO_CONSENT = "no consent to share"


def plan_batch(
    connection: Connection,
    ids: Iterable[int],
    *,
    day: dt.date | None = None,
    partners: Sequence[int] = (),
    progress: Progress = SILENT,
) -> Batch:
    """Plan to connect people with partners that fit.

    Nobody is placed against a rule, over capacity, without consent to share, or with a partner they had before. As many
    as possible are placed, earlier sign-ups first. Among the ways to do that, it picks the one that meets the most
    wishes with the most even load. The result is deterministic.

    Args:
        connection: an open connection.
        ids: the candidates.
        day: the reference day; None: today.
        partners: only these; empty: all.
        progress: reports progress and can cancel.

    Raises:
        Cancelled: the person canceled.
    """
    with no_collection():
        return _planned(connection, list(ids), day, partners, progress)


def _planned(
    connection: Connection, wanted: Sequence[int], day: dt.date | None, partners: Sequence[int], progress: Progress
) -> Batch:
    progress.step(0, None, "Reading people and partners")
    book = PartnerBook.of(connection, day)
    standings = [s for s in book.standings if not partners or s.offer.record_id in partners]
    rows = query.read_rows(connection, CANDIDATE, wanted, (*COLUMNS, "deleted_at"))
    batch = Batch(Plan("connect", "", book.seq), book)
    referrals = referral_statuses.existing(connection, None if len(wanted) > 5_000 else wanted)
    grouping = Grouping(standings)
    order = _in_order(connection, rows)
    people: dict[int, CandidateRow] = {}
    seen: dict[int, Person] = {}
    progress.step(0, len(rows), "Looking for partners")
    for row in sorted(rows, key=lambda r: order[r["id"]]):
        before = referrals.get(row["id"], {})
        if left := _not_now(row, before, book):
            batch.left.append(left)
            continue
        people[row["id"]] = row
        seen[row["id"]] = person(row, book.day)
        grouping.add(row["id"], seen[row["id"]], before)
    progress.step(len(rows) // 2, len(rows), "Placing people")
    _place(batch, grouping, people, seen, order)
    _write(batch, people)
    return batch


def _in_order(connection: Connection, rows: Sequence[CandidateRow]) -> dict[int, int]:
    """Return each person's position in the order of first sign-ups."""
    table = SIGNUP.table
    first = select(table.c.candidate, func.min(table.c.submitted_at)).where(table.c.deleted_at.is_(None))
    signed = {c: at for c, at in connection.execute(first.group_by(table.c.candidate)) if at}
    ordered = sorted(rows, key=lambda r: (signed.get(r["id"]) or r.get("created_at") or "", r["id"]))
    return {row["id"]: place for place, row in enumerate(ordered)}


def _not_now(row: CandidateRow, before: Mapping[int, ReferralRow], book: PartnerBook) -> Left | None:
    """Return why a person must not be passed on at all."""
    stage = vocabulary("stages").by_code.get(str(row.get("stage") or ""))
    if row.get("deleted_at"):
        return _left(row, "stage", "was deleted")
    if stage is not None and stage.extra.get("final"):
        return _left(row, "stage", f"stage {stage.label}")
    if refused := refuses(row):
        return _left(row, "consent", refused)
    if not row.get("consent_share"):
        asked = "says no to sharing" if row.get("consent_share") is False else NO_CONSENT
        return _left(row, "consent", asked)
    for partner, referral in before.items():
        if (
            referral_statuses.is_open(referral.get("status")) and partner in book.rows
        ):  # a deleted partner connects nobody
            status = referral_statuses.status_term(referral.get("status")).label
            return _left(row, "with a partner", f"is with {book.rows[partner]['name']}: {status}")
    return None


def _left(row: CandidateRow, kind: str, why: str) -> Left:
    return Left(row["id"], CANDIDATE.title(row), kind, why, row.get("state"), row.get("party_line"))


def _place(
    batch: Batch,
    grouping: Grouping,
    people: Mapping[int, CandidateRow],
    seen: Mapping[int, Person],
    order: Mapping[int, int],
) -> None:
    standings = grouping.standings
    free = [len(people) if s.room.free is None else s.room.free for s in standings]
    kinds, groups_of = _merged(grouping.groups, order)
    chosen = choose(kinds, free)
    where = assign(kinds, chosen, free, [s.offer.taken for s in standings])
    programmes = [_programmes(s.offer, batch.book.day) for s in standings]
    for kind, groups, count, going in zip(kinds, groups_of, chosen, where, strict=True):
        members = sorted(((order[m], m, g) for g in groups for m in g.members), key=lambda m: m[0])
        targets = _dealt(going, kind.points)
        for (_, number, _), partner in zip(members[:count], targets, strict=True):
            why = fit(standings[partner], seen[number]).sentence
            programme = next(programmes[partner])
            title = CANDIDATE.title(people[number])
            batch.placed.append(Placement(number, title, standings[partner].offer.record_id, why, programme))
        for _, number, group in members[count:]:
            batch.left.append(_without(people[number], seen[number], group, standings))
    batch.placed.sort(key=lambda p: order[p.candidate])
    batch.left.sort(key=lambda p: order[p.candidate])


def _merged(groups: Sequence[Group], order: Mapping[int, int]) -> tuple[list[PersonGroup], list[list[Group]]]:
    """Combine groups with the same partners and points into one kind: fewer kinds are faster."""
    alike: dict[tuple[bytes, bytes], list[Group]] = defaultdict(list)
    for group in groups:
        takes = group.verdicts == FITS
        alike[takes.tobytes(), np.where(takes, group.points, 0).tobytes()].append(group)
    kinds = []
    for found in alike.values():
        members = sorted(order[m] for g in found for m in g.members)
        kinds.append(PersonGroup(members, bits(found[0].verdicts == FITS), found[0].points.tolist()))
    return kinds, list(alike.values())


def _dealt(going: Mapping[int, int], points: Sequence[int]) -> list[int]:
    """Return the partner of each person of a kind in turn, the best partner for the earliest person."""
    best = sorted(going, key=lambda p: (-points[p], p))
    return [p for p in best for _ in range(going[p])]


def _programmes(offer: Offer, day: dt.date) -> Iterator[int | None]:
    """Yield the programme for each further person at a partner with programmes: the next one with a place."""
    if offer.by_programme:
        open_ = [p for p in offer.programmes if p.is_open(day)]
        for programme in sorted(open_, key=lambda p: (p.deadline or p.starts_on or "9999", p.record_id)):
            free = programme.free
            while free is None or free > 0:
                free = None if free is None else free - 1
                yield programme.record_id
    while True:
        yield None


def _without(row: CandidateRow, who: Person, group: Group, standings: Sequence[Standing]) -> Left:
    """Return why a person got no place."""
    fitting = [s.offer.name for s, v in zip(standings, group.verdicts.tolist(), strict=True) if v == FITS]
    if fitting:
        return _left(row, "full", f"no place left: {name_some(fitting)}")
    asked = [s for s, v in zip(standings, group.verdicts.tolist(), strict=True) if v == UNKNOWN]
    if asked:
        unknown = fit(asked[0], who).unknown
        return _left(row, "ask", f"ask: {', '.join(unknown)}")
    return _left(row, "nobody", "no partner takes them")


def _write(batch: Batch, people: Mapping[int, CandidateRow]) -> None:
    """Plan the referrals."""
    today = batch.book.day
    for placed in batch.placed:
        partner = batch.book.rows[placed.partner]
        batch.plan.create(
            REFERRAL.key,
            {
                "candidate": placed.candidate,
                "partner": placed.partner,
                "status": referral_statuses.PROPOSED,
                "status_since": today.isoformat(),
                "due_on": referral_statuses.due(referral_statuses.PROPOSED, partner, today),
                "owner": people[placed.candidate].get("owner"),
                "programme": placed.programme,
                "why": placed.why,
            },
        )
    partners = len(batch.by_partner)
    batch.plan.title = (
        f"Connected {so_many_people(len(batch.placed))} with {partners} partner{'s' if partners != 1 else ''}"
    )
