"""The partner book: all of a campaign's partners, with their current rules, programmes and load."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_word
from coordinator.partners.candidate_facts import person
from coordinator.partners.fit import Fit, Standing, ranked, shown_day, stand, suggest
from coordinator.partners.referral_statuses import COUNTED, status_term
from coordinator.partners.rule_judgments import Judgment
from coordinator.partners.rules import Offer, ProgrammeOffer, rule_of, rules_of_fields
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, PARTNER, PROGRAMME, REFERRAL, RULE, RecordOf
from coordinator.records.rows import CandidateRow, PartnerRow, PartnerRuleRow, ProgrammeRow, ReferralRow
from coordinator.store import query
from coordinator.store.campaign import head_of
from coordinator.store.rows import SomeRow


@dataclass(frozen=True, slots=True)
class PartnerBook:
    """All partners on one day.

    Attributes:
        seq: the sequence number at which it was read.
        day: the reference day.
        offers: the partners, by name.
        standings: their standings on that day.
        rows: their records, by number.
    """

    seq: int
    day: dt.date
    offers: tuple[Offer, ...]
    standings: tuple[Standing, ...]
    rows: Mapping[int, PartnerRow]

    @classmethod
    def of(cls, connection: Connection, day: dt.date | None = None) -> "PartnerBook":
        """Read all partners."""
        today = day or dt.date.today()
        rows = _all(connection, PARTNER)
        rules = _grouped(_all(connection, RULE))
        programmes = _grouped(_all(connection, PROGRAMME))
        taken, by_programme = loads(connection, today)
        offers = [_offer(r, rules.get(r["id"], ()), programmes.get(r["id"], ()), taken, by_programme) for r in rows]
        offers.sort(key=lambda o: (fold_word(o.name), o.record_id))
        return cls(
            head_of(connection),
            today,
            tuple(offers),
            tuple(stand(o, today) for o in offers),
            {r["id"]: r for r in rows},
        )

    def find(self, name: str) -> Offer:
        """Return the partner with a name, or with a unique part of a name.

        Raises:
            UserError: none matches, or several do.
        """
        wanted = fold_word(name)
        found = [o for o in self.offers if fold_word(o.name) == wanted] or [
            o for o in self.offers if wanted in fold_word(o.name)
        ]
        if len(found) == 1:
            return found[0]
        if not found:
            raise UserError(f"No partner is called “{name}”. See: coordinator list partners")
        raise UserError(f"“{name}” may be {' or '.join(o.name for o in found[:3])}. Write more of the name.")

    def named(self, text: str) -> int:
        """Return the number of the partner with a row ID or name.

        Raises:
            UserError: none matches, or several do.
        """
        found = row_id.parse(text)
        if not isinstance(found, row_id.RowId):
            return self.find(text).record_id
        if found.letter != PARTNER.letter or found.number not in self.rows:
            raise UserError(f"“{text}” is no partner. Take a row ID from: coordinator list partners")
        return found.number

    def suggest(self, row: CandidateRow, before: Mapping[int, ReferralRow] | None = None) -> list[Fit]:
        """Return all partners for one candidate, best first.

        Args:
            row: the candidate.
            before: partner → referral, for partners they were passed on to before; none of these fits again.
        """
        found = suggest(self.standings, person(row, self.day))
        return (
            ranked(_was_there(f, before[f.partner]) if f.partner in before else f for f in found) if before else found
        )


def _was_there(fit: Fit, referral: ReferralRow) -> Fit:
    on = f" on {shown_day(sent)}" if (sent := referral["sent_on"]) else ""
    told = f"was passed on to them{on}: {status_term(referral.get('status')).label}"
    return replace(fit, verdict=Judgment.DOES_NOT, against=(told, *fit.against))


def _all(connection: Connection, rt: RecordOf[SomeRow]) -> list[SomeRow]:
    return query.read_rows(connection, rt, query.select_ids(connection, rt))


OfPartner = TypeVar("OfPartner", PartnerRuleRow, ProgrammeRow)


def _grouped(rows: Iterable[OfPartner]) -> dict[int, list[OfPartner]]:
    found: dict[int, list[OfPartner]] = defaultdict(list)
    for row in rows:
        found[row["partner"]].append(row)
    return found


def _offer(
    row: PartnerRow,
    rules: Sequence[PartnerRuleRow],
    programmes: Sequence[ProgrammeRow],
    taken: Mapping[int, int],
    by_programme: Mapping[int, int],
) -> Offer:
    return Offer(
        row["id"],
        str(row["name"]),
        (*rules_of_fields(row), *(rule_of(r) for r in rules)),
        row.get("accepting") is not False,
        frozenset(row.get("services") or ()),
        row.get("capacity"),
        taken.get(row["id"], 0),
        bool(row.get("by_programme")),
        tuple(
            ProgrammeOffer(
                p["id"], p["name"], p.get("starts_on"), p.get("deadline"), p.get("places"), by_programme.get(p["id"], 0)
            )
            for p in programmes
        ),
    )


def loads(connection: Connection, day: dt.date) -> tuple[Counter[int], Counter[int]]:
    """Return how many people each partner was given this month, and each programme in total.

    People who were declined, withdrew or came back do not take a place.
    """
    table = REFERRAL.table
    first = day.replace(day=1).isoformat()
    counts = table.c.status.in_(COUNTED) & table.c.deleted_at.is_(None)
    when = func.coalesce(table.c.sent_on, table.c.created_at)
    monthly = select(table.c.partner, func.count()).where(counts, when >= first).group_by(table.c.partner)
    ever = select(table.c.programme, func.count()).where(counts, table.c.programme.is_not(None))
    taken = Counter({int(p): int(n) for p, n in connection.execute(monthly)})
    return taken, Counter({int(p): int(n) for p, n in connection.execute(ever.group_by(table.c.programme))})


def candidate(connection: Connection, number: int) -> CandidateRow:
    """Return one candidate.

    Raises:
        UserError: nobody has this number.
    """
    row = query.record(connection, CANDIDATE, number)
    if row is None or row.get("deleted_at"):
        raise UserError("This person is not there any more.")
    return row
