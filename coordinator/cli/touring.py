"""Commands of the tour: its stops, how sign-ups are credited, the sign-up desk."""

import argparse
import getpass
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordinator.base.errors import UserError
from coordinator.cli.commands import author, open_campaign
from coordinator.cli.output import Output
from coordinator.cli.records import number_of
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, EVENT, SIGNUP

if TYPE_CHECKING:
    from coordinator.tour.stops import StopFigures, Tour

Arguments = argparse.Namespace
Add = Callable[[str, str], argparse.ArgumentParser]
RULES = ("first", "last", "all")
NEW_WORDS = 3


def arguments(add: Add) -> None:
    """Say what these commands understand."""
    stops_ = add("stops", "Show every stop with its figures, and the rule by which sign-ups are credited.")
    stops_.add_argument("--rule", choices=RULES, help="by another rule than the one in force")
    stops_.add_argument(
        "--alike", action="store_true", help="list pairs of stops that may be one; join them with: merge"
    )
    after_ = add("after", "Say what is left to do after a stop: who has no partner, whom nobody called in three days.")
    after_.add_argument("id", metavar="STOP", help="row ID of the stop")
    credit_ = add("credit", "Show or choose the rule by which sign-ups are credited; the data stay as they are.")
    credit_.add_argument("rule", nargs="?", choices=RULES)
    credit_.add_argument(
        "--miles", type=float, metavar="N", help="how far a sign-up that names no stop may be from one"
    )
    credit_.add_argument("--before", type=float, metavar="HOURS", help="how long before a stop it may have come")
    credit_.add_argument("--after", type=float, metavar="HOURS", help="how long after its end")
    desk_ = add("desk", "Make the file of a sign-up desk (desk new STOP FILE.desk), or open one (desk FILE.desk).")
    desk_.add_argument(
        "words", nargs="+", metavar="FILE | new STOP FILE", help="a desk file; or new, a stop's row ID, a file"
    )
    desk_.add_argument("--pin", help="what it takes to leave the desk: 4 to 12 digits (else asked, or COORDINATOR_PIN)")
    credit_.add_argument("--each", action="store_true", help="list every sign-up with its stop, and by what")


def stops(arguments: Arguments, out: Output) -> int:
    """Show the stops, or those of them that look alike."""
    if arguments.alike:
        return _alike(arguments, out)
    from coordinator.records.credit import CreditRule
    from coordinator.tour.stops import read_tour

    with open_campaign(arguments) as campaign, campaign.reading() as connection:
        tour = read_tour(connection, CreditRule(arguments.rule) if arguments.rule else None)
    ordered = sorted(tour.events.values(), key=lambda e: (str(e.get("starts_at") or "9"), e["id"]))
    listed = [_stop(tour, e["id"]) for e in ordered]
    document = {**_rule(tour), "stops": listed, "none": _figures(tour.figures[None]), "notes": list(tour.notes)}
    if out.as_json:
        out.document(document, "")
    else:
        from coordinator.cli.output import columns

        shown = [*map(_line, listed), _line({"title": "no stop (without RSVPs)", **document["none"]})]
        notes = [*tour.notes, *(f"{s['title']}: {n}" for s in listed for n in s["notes"])]
        out.document(document, "\n".join([columns(shown), f"Credited by {tour.choice.words}.", *notes]))
    return 0


def _alike(arguments: Arguments, out: Output) -> int:
    from coordinator.store import query
    from coordinator.tour.same_stops import find_same_stops

    with open_campaign(arguments) as campaign, campaign.reading() as connection:
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
    out.table(rows, shown)
    return 0


def after(arguments: Arguments, out: Output) -> int:
    """Say what is left to do after a stop."""
    from coordinator.tour.after_stop import HOURS, after_stop
    from coordinator.tour.stops import read_tour

    number = number_of(arguments.id, EVENT.key)
    with open_campaign(arguments) as campaign, campaign.reading() as connection:
        tour = read_tour(connection)
        if number not in tour.events:
            raise UserError(f"{arguments.id} is not there.")
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
    out.document(
        {"id": arguments.id, **_rule(tour), **figures, **ids, "through": dict(found.through)}, "\n".join(words)
    )
    return 0


def _rule(tour: "Tour") -> dict[str, Any]:
    choice = tour.choice
    reach = {"miles": choice.reach.miles, "before": choice.reach.before, "after": choice.reach.after}
    return {"rule": str(choice.rule), "words": choice.words, **reach}


def _stop(tour: "Tour", number: int) -> dict[str, Any]:
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


def _figures(f: "StopFigures") -> dict[str, Any]:
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


def _line(stop: dict[str, Any]) -> dict[str, str]:
    share = stop.get("sign_ups_of_crowd")
    numbers = {
        k.replace("_", " "): _n(stop.get(k)) for k in ("rsvps", "attendance", "sign_ups", "connected", "on_ballot")
    }
    return {
        "id": stop.get("id", ""),
        "stop": stop["title"],
        "when": stop.get("shown", ""),
        **numbers,
        "of crowd": "" if share is None else f"{share:.1%}",
    }


def _n(number: int | None) -> str:
    return "" if number is None else f"{number:,}"


def credit(arguments: Arguments, out: Output) -> int:
    """Show or choose how sign-ups are credited."""
    from coordinator.changes import apply
    from coordinator.records.credit import CreditRule, Reach
    from coordinator.store.credited import chosen
    from coordinator.tour.stops import plan_choice, read_tour

    seq = None
    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            before = chosen(connection)
            given = {k: v for k in ("miles", "before", "after") if (v := getattr(arguments, k)) is not None}
            reach: Reach = replace(before.reach, **given)
            after = replace(before, rule=CreditRule(arguments.rule or before.rule), reach=reach)
            plan = plan_choice(connection, after) if after != before else None
        if plan is not None:
            seq = apply.apply(campaign, plan, author=author()).seq
        with campaign.reading() as connection:
            tour = read_tour(connection)
    if arguments.each:
        _each(tour, out)
        return 0
    reach = tour.choice.reach
    words = [
        f"Credited by {tour.choice.words}.",
        f"A sign-up that names no stop counts for the nearest one within {reach.miles:g} miles that began at most "
        f"{reach.before:g} hours later and ended at most {reach.after:g} hours before.",
    ]
    words += [f"Written as step {seq}; coordinator undo takes it back."] if seq else []
    out.document({**_rule(tour), "change_set": seq}, "\n".join(words))
    return 0


def _each(tour: "Tour", out: Output) -> None:
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
    out.table(rows, [{k: v or "" for k, v in row.items()} for row in rows])


def desk(arguments: Arguments, out: Output) -> int:
    """Make the file of a sign-up desk, or open one."""
    if arguments.words[0] != "new":
        if len(arguments.words) > 1:
            raise UserError("Write: coordinator desk FILE.desk, or: coordinator desk new STOP FILE.desk")
        return int(arguments.open_desk(Path(arguments.words[0])))
    if len(arguments.words) != NEW_WORDS:
        raise UserError("Write: coordinator desk new STOP FILE.desk, with the stop's row ID from: coordinator stops")
    from coordinator.tour.desk import make_desk

    stop, path = number_of(arguments.words[1], EVENT.key), Path(arguments.words[2])
    pin = arguments.pin or os.environ.get("COORDINATOR_PIN") or _asked_pin()
    with open_campaign(arguments) as campaign, campaign.reading() as connection:
        made = make_desk(connection, stop, path, pin)
    out.document(
        {"desk": str(made), "event": arguments.words[1]},
        f"Made {made}. Open it on the desk's computer: coordinator desk {made.name}\n"
        f"Afterwards bring it back and import it: coordinator import {made.name}",
    )
    return 0


def _asked_pin() -> str:
    if not sys.stdin.isatty():
        raise UserError("Give a PIN with --pin: it takes it to leave the desk.")
    return getpass.getpass("PIN to leave the desk, 4 to 12 digits: ")


def _event(number: int | None) -> str | None:
    return None if number is None else row_id.make(EVENT.letter, number)
