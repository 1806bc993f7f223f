"""Commands that connect people with partners: suggestions and plans."""

from typing import TYPE_CHECKING

import click
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.cli.completing import RowIds
from coordinator.cli.lookup import id_of, partner_of, person_of
from coordinator.cli.options import (
    again_option,
    command,
    dry_run_option,
    filter_option,
    optional_id_argument,
)
from coordinator.cli.output import Bar, written
from coordinator.cli.session import CommandSession
from coordinator.records.catalog import CANDIDATE
from coordinator.records.refusals import refuses
from coordinator.records.rows import CandidateRow

if TYPE_CHECKING:
    from coordinator.partners.batches import Batch
    from coordinator.partners.fit import Fit

SHOWN = 5
"""Number of partners, or reasons, printed for people; JSON output has all."""


@command("suggest")
@optional_id_argument("row ID of a candidate")
@filter_option()
@click.option("--nobody", is_flag=True, help="the people no partner takes, in groups")
def suggest(session: CommandSession, id: str | None, where: str | None, nobody: bool) -> int:
    """Show which partners fit."""
    from coordinator.partners.partner_book import PartnerBook, candidate
    from coordinator.partners.referral_statuses import existing
    from coordinator.store import query

    with session.reading() as connection:
        if nobody:
            return _nobody(session, connection, where)
        if bool(id) == bool(where):
            raise UserError("Say whom: coordinator suggest ID, or suggest --filter EXPR.")
        book = PartnerBook.of(connection)
        if id:
            rows = [candidate(connection, person_of(connection, id))]
        else:
            rows = query.read_rows(connection, CANDIDATE, query.select_ids(connection, CANDIDATE, where))
        before = existing(connection, [r["id"] for r in rows])
        found = [(row, book.suggest(row, before.get(row["id"]))) for row in rows]
    documents = [
        {"candidate": id_of("candidate", r["id"]), "why_not": refuses(r), "partners": [_fit(f) for f in fits]}
        for r, fits in found
    ]
    words = "\n\n".join(_fits_words(row, fits) for row, fits in found)
    session.out.document(documents[0] if id else documents, words or "Nobody is in this filter.")
    return 0


def _fit(found: "Fit") -> dict[str, object]:
    return {
        "partner": found.name,
        "id": id_of("partner", found.partner),
        "fits": found.fits,
        "verdict": str(found.verdict),
        "full": found.full,
        "reasons": list(found.reasons),
        "against": list(found.against),
        "unknown": list(found.unknown),
        "places_left": found.room.free,
    }


def _fits_words(person: CandidateRow, fits: "list[Fit]") -> str:
    why = refuses(person)
    lines = [CANDIDATE.title(person) + (f", who {why}" if why else "")]
    good = [f for f in fits if f.fits]
    lines += [f"  {f.name}: {f.sentence}" for f in good[:SHOWN]]
    lines += [f"  {f.name}: full; {f.sentence}" for f in fits if f.full and not f.against][:SHOWN]
    lines += [f"  perhaps {f.name}: {f.sentence}" for f in fits if f.unknown and not f.against and not f.full][:SHOWN]
    lines += [f"  not {f.name}: {f.sentence}" for f in fits if f.against][:SHOWN]
    return "\n".join(lines if len(lines) > 1 else [*lines, "  There is no partner yet."])


def _nobody(session: CommandSession, connection: Connection, where: str | None) -> int:
    from coordinator.partners.unplaced_people import nobody_takes
    from coordinator.store import query

    groups = nobody_takes(connection, query.select_ids(connection, CANDIDATE, where))
    data = [
        {
            "group": g.words,
            "people": len(g.people),
            "party_line": g.party,
            "state": g.state,
            "candidates": [id_of("candidate", n) for n in g.people],
        }
        for g in groups
    ]
    words = "\n".join(f"{g.words}, {len(g.people)}" for g in groups)
    session.out.document(
        data, f"No partner takes:\n{words}" if groups else "Every one has a partner that takes them, or may."
    )
    return 0


@command("connect")
@optional_id_argument("row ID of a candidate")
@filter_option()
@click.option("--partner", "partners", multiple=True, metavar="PARTNER", type=RowIds("P"), help="only with this one")
@dry_run_option()
@click.option("--anyway", is_flag=True, help="one person: also against a rule or capacity")
@again_option("one person: also to a partner they had before")
def connect(
    session: CommandSession,
    id: str | None,
    where: str | None,
    partners: tuple[str, ...],
    dry_run: bool,
    anyway: bool,
    again: bool,
) -> int:
    """Connect people with partners."""
    if bool(id) == (where is not None):
        raise UserError("Say whom: coordinator connect ID, or connect --filter EXPR.")
    if id:
        return _connect_one(session, id, partners, dry_run=dry_run, anyway=anyway, again=again)
    return _connect_all(session, where, partners, dry_run=dry_run)


def _connect_one(
    session: CommandSession, id: str, names: tuple[str, ...], *, dry_run: bool, anyway: bool, again: bool
) -> int:
    from coordinator.operations.connecting import connect
    from coordinator.partners.partner_book import PartnerBook, candidate
    from coordinator.partners.referral_statuses import existing

    with session.open() as campaign:
        with campaign.reading() as connection:
            number = person_of(connection, id)
            partners = [partner_of(connection, p) for p in names]
            if not partners:
                before = existing(connection, [number]).get(number)
                fits = [f for f in PartnerBook.of(connection).suggest(candidate(connection, number), before) if f.fits]
                if not fits:
                    raise UserError("No partner fits this person. See: coordinator suggest ID")
                partners = [fits[0].partner]
            plan = connect.plan(connection, number, partners, anyway=anyway, again=again)
        seq = None if dry_run else session.write(campaign, plan).seq
    placed = [
        {"candidate": id_of("candidate", number), "partner": id_of("partner", p), "why": c.fields["why"][1]}
        for p, c in zip(partners, plan.changes, strict=True)
    ]
    session.out.document({"change_set": seq, "placed": placed, "left": []}, plan.title + written(seq))
    return 0


def _connect_all(session: CommandSession, where: str | None, names: tuple[str, ...], *, dry_run: bool) -> int:
    from coordinator.operations.connecting import plan_list
    from coordinator.store import query

    with session.open() as campaign, Bar() as bar:
        with campaign.reading() as connection:
            ids = query.select_ids(connection, CANDIDATE, where)
            partners = [partner_of(connection, p) for p in names]
            batch = plan_list(connection, ids, partners=partners, progress=bar)
        write = not dry_run and not batch.plan.is_empty
        seq = session.write(campaign, batch.plan, progress=bar).seq if write else None
    data = {
        "change_set": seq,
        "by_partner": {str(batch.book.rows[p]["name"]): n for p, n in batch.by_partner.items()},
        "placed": [
            {
                "candidate": id_of("candidate", p.candidate),
                "partner": str(batch.book.rows[p.partner]["name"]),
                "why": p.why,
            }
            for p in batch.placed
        ],
        "left": [{"candidate": id_of("candidate", p.candidate), "kind": p.kind, "why": p.why} for p in batch.left],
    }
    session.out.document(data, _batch_words(batch) + written(seq))
    return 0


def _batch_words(batch: "Batch") -> str:
    lines = [f"  {batch.book.rows[p]['name']}: {n}" for p, n in batch.by_partner.items()]
    lines += [f"  {p.title} → {batch.book.rows[p.partner]['name']}: {p.why}" for p in batch.placed[:SHOWN]]
    more = len(batch.placed) - SHOWN
    lines += [f"  … and {more} more; --json shows all."] if more > 0 else []
    reasons: dict[str, int] = {}
    for left in batch.left:
        reasons[left.why] = reasons.get(left.why, 0) + 1
    lines += [f"  not: {n}, {why}" for why, n in sorted(reasons.items(), key=lambda r: -r[1])[: 2 * SHOWN]]
    return "\n".join([*lines, batch.plan.title])
