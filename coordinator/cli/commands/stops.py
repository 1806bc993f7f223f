"""Commands for the stops of the tour and sign-up credit."""

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from coordinator.base.errors import UserError
from coordinator.cli.lookup import number_of
from coordinator.cli.options import command, id_argument
from coordinator.cli.output import columns
from coordinator.cli.session import CommandSession
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, EVENT, SIGNUP
from coordinator.records.kinds import as_list, as_number, as_text

if TYPE_CHECKING:
    from coordinator.tour.stops import StopFigures, Tour

RULES = ("first", "last", "all")


@command("stops")
@click.option("--rule", type=click.Choice(RULES), help="by another rule than the one in force")
@click.option("--alike", is_flag=True, help="list pairs of stops that may be one; join them with: merge")
def stops(session: CommandSession, rule: str | None, alike: bool) -> int:
    """Show the stops, or only those that look alike."""
    if alike:
        return _alike(session)
    from coordinator.records.credit import CreditRule
    from coordinator.tour.stops import read_tour

    with session.reading() as connection:
        tour = read_tour(connection, CreditRule(rule) if rule else None)
    ordered = sorted(tour.events.values(), key=lambda e: (str(e.get("starts_at") or "9"), e["id"]))
    listed = [_stop(tour, e["id"]) for e in ordered]
    none = _figures(tour.figures[None])
    document = {**_rule(tour), "stops": listed, "none": none, "notes": list(tour.notes)}
    if session.out.as_json:
        session.out.document(document, "")
    else:
        shown = [*map(_line, listed), _line({"title": "no stop (without RSVPs)", **none})]
        notes = [*tour.notes, *(f"{s['title']}: {n}" for s in listed for n in as_list(s["notes"]))]
        session.out.document(document, "\n".join([columns(shown), f"Credited by {tour.choice.words}.", *notes]))
    return 0


def _alike(session: CommandSession) -> int:
    from coordinator.operations.touring import find_same_stops
    from coordinator.store import query

    with session.reading() as connection:
        pairs = find_same_stops(connection)
        names = query.titles(connection, EVENT, [n for p in pairs for n in (p.a, p.b)])
    ids = [(_event(p.a) or "", _event(p.b) or "") for p in pairs]
    rows = [
        {"a": a, "b": b, "score": p.score, "reasons": list(p.reasons)} for p, (a, b) in zip(pairs, ids, strict=True)
    ]
    shown = [
        {"a": a, "stop": names[p.a], "b": b, "and": names[p.b], "score": f"{p.score:.0%}", "why": "; ".join(p.reasons)}
        for p, (a, b) in zip(pairs, ids, strict=True)
    ]
    session.out.table(rows, shown)
    return 0


@command("after")
@id_argument("row ID of the stop", letter=EVENT.letter, metavar="STOP")
def after(session: CommandSession, id: str) -> int:
    """Show what is left to do after a stop."""
    from coordinator.tour.after_stop import HOURS, after_stop
    from coordinator.tour.stops import read_tour

    number = number_of(id, EVENT.key)
    with session.reading() as connection:
        tour = read_tour(connection)
        if number not in tour.events:
            raise UserError(f"{id} is not there.")
        found = after_stop(connection, tour, number)
    lists = {
        "signed_up": found.signed_up,
        "no_partner": found.no_partner,
        "asked": found.asked,
        "called_in_time": found.called_in_time,
        "not_called": found.not_called,
        "late": found.late,
    }
    ids = {key: [row_id.make(CANDIDATE.letter, n) for n in numbers] for key, numbers in lists.items()}
    words = [
        f"{found.title} · {found.where_and_when}",
        f"Signed up: {len(found.signed_up)}",
        f"Without a partner: {len(found.no_partner)}",
        f"Asked us to get in touch: {len(found.asked)}",
        f"Called within {HOURS} hours: {len(found.called_in_time)}",
        f"Not called yet: {len(found.not_called)}",
        f"Not called, and the {HOURS} hours are over: {len(found.late)}",
        *found.figures.notes,
        f"Credited by {found.choice.words}.",
    ]
    figures = _figures(found.figures)
    session.out.document({"id": id, **_rule(tour), **figures, **ids, "through": dict(found.through)}, "\n".join(words))
    return 0


def _rule(tour: "Tour") -> dict[str, object]:
    choice = tour.choice
    reach = {"miles": choice.reach.miles, "before": choice.reach.before, "after": choice.reach.after}
    return {"rule": str(choice.rule), "words": choice.words, **reach}


def _stop(tour: "Tour", number: int) -> dict[str, object]:
    from coordinator.records import times

    event = tour.events[number]
    return {
        "id": row_id.make(EVENT.letter, number),
        "title": EVENT.title(event),
        "starts": event.get("starts_at"),
        "time_zone": times.zone_of(event).key,
        "shown": times.shown(event),
        "status": event.get("status"),
        **_figures(tour.figures[number]),
    }


def _figures(f: "StopFigures") -> dict[str, object]:
    ratios = ("sign_ups_of_crowd", "crowd_of_rsvps", "connected_of_people", "on_ballot_of_people")
    return {
        "rsvps": f.rsvps,
        "attendance": f.attendance,
        "sign_ups": f.sign_ups,
        "people": f.people,
        "connected": f.connected,
        "on_ballot": f.on_ballot,
        **{key: None if (r := getattr(f, key)) is None else round(r, 4) for key in ratios},
        "by": {str(why): n for why, n in f.by.items()},
        "notes": f.notes,
    }


def _line(stop: dict[str, object]) -> dict[str, str]:
    share = stop.get("sign_ups_of_crowd")
    numbers = {
        k.replace("_", " "): _n(as_number(stop.get(k)))
        for k in ("rsvps", "attendance", "sign_ups", "connected", "on_ballot")
    }
    return {
        "id": as_text(stop.get("id")),
        "stop": as_text(stop["title"]),
        "when": as_text(stop.get("shown")),
        **numbers,
        "of crowd": "" if share is None else f"{share:.1%}",
    }


def _n(number: int | None) -> str:
    return "" if number is None else f"{number:,}"


@command("credit")
@click.argument(
    "rule", metavar="[RULE]", type=click.Choice(RULES), required=False, help=f"the rule: {', '.join(RULES)}"
)
@click.option("--miles", type=float, metavar="N", help="how far a sign-up that names no stop may be from one")
@click.option("--before", type=float, metavar="HOURS", help="how long before a stop it may have come")
@click.option("--after", type=float, metavar="HOURS", help="how long after its end")
@click.option("--each", is_flag=True, help="list every sign-up with its stop, and by what")
def credit(
    session: CommandSession,
    rule: str | None,
    miles: float | None,
    before: float | None,
    after: float | None,
    each: bool,
) -> int:
    """Show or set how sign-ups are credited."""
    from coordinator.operations.touring import credit_by
    from coordinator.records.credit import CreditRule, Reach
    from coordinator.store.credited import chosen
    from coordinator.tour.stops import read_tour

    seq = None
    given = {"miles": miles, "before": before, "after": after}
    with session.open() as campaign:
        with campaign.reading() as connection:
            now = chosen(connection)
            reach: Reach = replace(now.reach, **{key: value for key, value in given.items() if value is not None})
            wanted = replace(now, rule=CreditRule(rule or now.rule), reach=reach)
            plan = credit_by.plan(connection, wanted) if wanted != now else None
        if plan is not None:
            seq = session.write(campaign, plan).seq
        with campaign.reading() as connection:
            tour = read_tour(connection)
    if each:
        _each(session, tour)
        return 0
    reach = tour.choice.reach
    words = [
        f"Credited by {tour.choice.words}.",
        f"A sign-up that names no stop counts for the nearest one within {reach.miles:g} miles that began at most "
        f"{reach.before:g} hours later and ended at most {reach.after:g} hours before.",
    ]
    words += [f"Written as step {seq}; coordinator undo takes it back."] if seq else []
    session.out.document({**_rule(tour), "change_set": seq}, "\n".join(words))
    return 0


def _each(session: CommandSession, tour: "Tour") -> None:
    rows = [
        {
            "sign_up": row_id.make(SIGNUP.letter, t.sign_up),
            "candidate": row_id.make(CANDIDATE.letter, t.candidate),
            "at": t.at,
            "touched": _event(t.event),
            "by": str(t.why),
            "credited": _event(t.credited),
        }
        for t in tour.touches
    ]
    session.out.table(rows, [{k: v or "" for k, v in row.items()} for row in rows])


def _event(number: int | None) -> str | None:
    return None if number is None else row_id.make(EVENT.letter, number)
