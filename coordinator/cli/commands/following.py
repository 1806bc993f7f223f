"""Commands for follow-ups and contacts."""

import datetime as dt
from pathlib import Path

import click

from coordinator.base.errors import UserError
from coordinator.cli.lookup import id_of, person_of
from coordinator.cli.options import command, id_argument
from coordinator.cli.output import written
from coordinator.cli.session import CommandSession
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import AS_TYPED, as_text
from coordinator.store.campaign import Campaign


@command("followups")
@click.option("--owner", metavar="NAME", help="only what is this person's; nobody: what is nobody's")
@click.option("--later", type=int, default=0, metavar="DAYS", help="also what is due within these days")
@click.option("--ics", metavar="OUT.ics", type=click.Path(), help="write them for a calendar")
@click.option("--snooze", type=int, metavar="DAYS", help="put all that is listed off by these days")
@click.option("--give", metavar="NAME", help="give all that is listed to somebody")
def followups(
    session: CommandSession, owner: str | None, later: int, ics: str | None, snooze: int | None, give: str | None
) -> int:
    """List what is due; postpone it, reassign it, or write it to a calendar file."""
    from coordinator.partners.calendar_file import write_calendar
    from coordinator.partners.followups import NOBODYS, QUEUES, call_rows, follow_ups

    with session.open() as campaign:
        with campaign.reading() as connection:
            found = follow_ups(connection, owner=owner, later=later)
            rows = call_rows(connection, found)
        if ics:
            write_calendar(campaign, Path(ics), found, dt.date.today())
        done = _put_off_or_give(session, campaign, [f.key for f in found], snooze, give)
    names = {f.candidate: f.name for f in found}
    also = {n: [other for other in row if other != n] for row in rows for n in row}
    data = [
        {
            "queue": f.queue,
            "id": id_of(f.record, f.number),
            "candidate": id_of("candidate", f.candidate),
            "name": f.name,
            "phone": f.phone,
            "due": f.due,
            "what": f.words,
            "owner": f.owner,
            "may_be_called": f.reachable,
            "also_here": [id_of("candidate", n) for n in also.get(f.candidate, ())],
        }
        for f in found
    ]
    shown = [
        {
            "queue": QUEUES[f.queue],
            "due": f.due or "",
            "who": f.name,
            "what": f.words,
            "owner": f.owner or NOBODYS,
            "also here": ", ".join(names[n] for n in also.get(f.candidate, ())),
        }
        for f in found
    ]
    session.out.table(data, shown)
    if done and not session.out.as_json:
        print(done)
    return 0


def _put_off_or_give(
    session: CommandSession, campaign: Campaign, keys: list[tuple[str, int]], snooze: int | None, give: str | None
) -> str:
    from coordinator.operations.following_up import hand_on, put_off

    told = ""
    if keys and snooze is not None:
        with campaign.reading() as connection:
            plan = put_off.plan(connection, keys, dt.date.today() + dt.timedelta(days=snooze))
        told = plan.title + written(session.write(campaign, plan).seq)
    if keys and give:
        with campaign.reading() as connection:
            plan = hand_on.plan(connection, keys, give)
        told = plan.title + written(session.write(campaign, plan).seq)
    return told


@command("contact")
@id_argument("row ID of the candidate")
@click.argument("kind", metavar="KIND", help="call, e-mail, text, talk or note")
@click.argument("outcome", metavar="[OUTCOME]", required=False, help="such as: reached, left a message, no answer")
@click.option("--note", metavar="TEXT", help="what was said")
@click.option("--next", "next_day", metavar="DATE", help="day of the next follow-up")
def contact(
    session: CommandSession, id: str, kind: str, outcome: str | None, note: str | None, next_day: str | None
) -> int:
    """Note a contact."""
    from coordinator.operations.following_up import note_contact
    from coordinator.records.catalog import CONTACT

    def code(field: str, text: str | None) -> str | None:
        try:
            return str(CONTACT.by_key[field].kind.parse_filter(text)) if text else None
        except ValueError as error:
            raise UserError(str(error)) from error

    of_kind = code("contact_kind", kind)
    next_on = CANDIDATE.by_key["follow_up"].clean(next_day, AS_TYPED)
    if next_on.problem:
        raise UserError(next_on.problem)
    with session.open() as campaign:
        with campaign.reading() as connection:
            number = person_of(connection, id)
            plan = note_contact.plan(
                connection,
                number,
                of_kind or "",
                code("outcome", outcome),
                notes=note,
                owner=session.author,
                next_on=as_text(next_on.value) or None,
            )
        seq = session.write(campaign, plan).seq
    session.out.document({"change_set": seq, "candidate": id_of(CANDIDATE.key, number)}, f"{plan.title}{written(seq)}")
    return 0
