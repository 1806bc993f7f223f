"""Commands for the referral ledger."""

import click

from coordinator.base.errors import UserError
from coordinator.cli.lookup import id_of, number_of
from coordinator.cli.options import command, filter_option, id_argument
from coordinator.cli.output import written
from coordinator.cli.session import CommandSession
from coordinator.records.catalog import CANDIDATE, PARTNER, REFERRAL
from coordinator.records.kinds import as_text


@command("referrals")
@filter_option("such as: status = Sent and candidate.state = OH")
def referrals(session: CommandSession, where: str | None) -> int:
    """List referrals."""
    from coordinator.partners import referral_statuses
    from coordinator.store import query

    with session.reading() as connection:
        rows = query.read_rows(connection, REFERRAL, query.select_ids(connection, REFERRAL, where))
        people = query.titles(connection, CANDIDATE, {r["candidate"] for r in rows})
        partners = query.titles(connection, PARTNER, {r["partner"] for r in rows})
    data: list[dict[str, object]] = [
        {
            "id": id_of("referral", r["id"]),
            "candidate": id_of("candidate", r["candidate"]),
            "name": people.get(r["candidate"], ""),
            "partner": partners.get(r["partner"], ""),
            "status": r.get("status") or referral_statuses.PROPOSED,
            "since": r.get("status_since"),
            "sent_on": r.get("sent_on"),
            "next": referral_statuses.next_step(r.get("status")),
            "turn": referral_statuses.turn(r.get("status")),
            "due_on": r.get("due_on"),
            "owner": r.get("owner"),
            "answer": r.get("answer"),
            "remark": r.get("remark"),
            "why": r.get("why"),
        }
        for r in rows
    ]
    shown = [
        {
            "id": as_text(d["id"]),
            "who": as_text(d["name"]),
            "partner": as_text(d["partner"]),
            "status": referral_statuses.status_term(as_text(d["status"])).label,
            "next": as_text(d["next"]),
            "due": as_text(d["due_on"]),
            "owner": as_text(d["owner"]),
        }
        for d in data
    ]
    session.out.table(data, shown)
    return 0


@command("refer")
@id_argument("row ID of the referral", letter="R", metavar="REFERRAL")
@click.argument("status", metavar="STATUS", help="the new status, such as accepted")
@click.option("--reason", metavar="TEXT", help="why")
def refer(session: CommandSession, id: str, status: str, reason: str | None) -> int:
    """Change a referral's status."""
    from coordinator.operations.referring import StatusMove, set_status

    try:
        code = REFERRAL.by_key["status"].kind.parse_filter(status)
    except ValueError as error:
        raise UserError(str(error)) from error
    number = number_of(id, REFERRAL.key)
    more = {"reason": reason} if reason else None
    with session.open() as campaign:
        with campaign.reading() as connection:
            plan = set_status.plan(connection, [StatusMove(number, as_text(code), more)])
        seq = session.write(campaign, plan).seq
    session.out.document({"change_set": seq, "id": id, "status": code}, f"{plan.title}{written(seq)}")
    return 0
