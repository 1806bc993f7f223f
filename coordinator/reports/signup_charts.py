"""Charts of sign-ups and referrals: weeks, stops, sources, partners."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from coordinator.records.catalog import EVENT, PARTNER, SIGNUP
from coordinator.records.kinds.dates import long_date
from coordinator.records.vocabularies import vocabulary
from coordinator.reports import charts
from coordinator.reports.chart_specs import ChartInput, ChartSpec, always, by
from coordinator.reports.charts import OTHERS, Chart, Mark, share
from coordinator.reports.definitions import CREDIT, FIGURES, DimensionValue, in_force
from coordinator.reports.dimensions import DIMENSIONS
from coordinator.reports.figures import labels
from coordinator.reports.periods import WEEK, between, monday, weeks
from coordinator.reports.scope import Scope
from coordinator.reports.tally import Tally, filter_of, tally
from coordinator.store import query

MOST_WEEKS = 53
MOST_SILENT = 8
"""Up to this many weeks without sign-ups are shown before now; after more, the tour is over."""
MOST_PARTS = 4
MOST_BARS = 12
ANSWERS: Mapping[str, tuple[str, ...]] = {
    "Taken": ("accepted", "active", "completed"),
    "Waiting": ("sent", "received", "waitlisted"),
    "Not taken": ("declined", "no_answer", "referred_back"),
}
"""Kind of answer → referral statuses; statuses in no group belong to the last one."""
REST = "Other"
SIGN_UPS, HANDED_OVER = FIGURES["sign_ups"], FIGURES["handed_over"]


def by_week(connection: Connection, found: Tally, scope: Scope, part: str) -> Chart:
    """Return the sign-ups of each week, stacked by source or tour event.

    Args:
        found: sign-ups by week and `part`.
        part: `source` or `event`.
        connection: a connection for looking up names.
        scope: the people included.
    """
    dim, numbers = DIMENSIONS[part], found.by_one("week")
    shown = _weeks(scope, [str(w) for w in numbers if w is not None])
    ranked = sorted(found.by_one(part).items(), key=lambda item: (item[0] is None, -item[1]))
    names = labels(connection, dim, [v for v, _ in ranked])
    top = list[DimensionValue](v for v, _ in ranked if v is not None)[:MOST_PARTS]
    rest = [v for v, _ in ranked if v not in top]
    parts = [(names[v], [v]) for v in top] + ([(OTHERS, rest)] if rest else [])
    cells = found.by("week", part)
    marks = []
    for week in shown:
        for name, values in parts:
            number = sum(cells.get((week, v), 0) for v in values)
            if number or name == parts[0][0]:
                where = filter_of(SIGN_UPS, scope, {"week": (week,), part: values})
                marks.append(Mark(_short(week), number, SIGNUP.key, where, name, open=_is_open(week, scope)))
    undated = numbers.get(None, 0)
    return Chart(
        "weeks",
        "Sign-ups a week",
        _week_finding(numbers, shown, scope, undated),
        charts.WEEKS,
        tuple(marks),
        tuple(name for name, _ in parts),
        f"{SIGN_UPS.means} {CREDIT}",
        "Sign-ups",
        ("Week of", dim.label, ""),
    )


def _weeks(scope: Scope, there: Sequence[str]) -> list[str]:
    """Return the weeks to show: up to the last one with data, or to now; at most a year."""
    if not there:
        return []
    first = max(filter(None, (scope.period.first, dt.date.fromisoformat(min(there)))))
    now = min(scope.period.last or scope.day, scope.day)
    last = min(dt.date.fromisoformat(max(there)), scope.day)  # a future date is a typo
    last = max(last, now) if now - last <= WEEK * MOST_SILENT else last
    return [week.isoformat() for week in weeks(max(first, last - WEEK * (MOST_WEEKS - 1)), last)]


def _short(week: str) -> str:
    day = dt.date.fromisoformat(week)
    return f"{day.day} {day:%b %Y}"


def _is_open(week: str, scope: Scope) -> bool:
    return dt.date.fromisoformat(week) == monday(scope.day)


def _week_finding(numbers: Mapping[DimensionValue, int], shown: Sequence[str], scope: Scope, undated: int) -> str:
    if not shown:
        return f"{undated:,} sign-ups have no date." if undated else "No sign-ups in this period."
    best = max(shown, key=lambda week: numbers.get(week, 0))
    said = f"Busiest: {numbers.get(best, 0):,} in the week of {long_date(dt.date.fromisoformat(best))}."
    now = monday(scope.day).isoformat()
    said += f" This week so far: {numbers.get(now, 0):,}." if now in shown else ""
    beyond = sum(n for week, n in numbers.items() if week is not None and week not in shown)
    said += f" {beyond:,} in weeks before or after what is shown." if beyond else ""
    return said + (f" {undated:,} without a date." if undated else "")


def sources(connection: Connection, found: Tally, scope: Scope) -> Chart:
    """Return the sign-ups of each source."""
    return _ranked(connection, found, scope, "source", "sources", "Sources")


def most(found: Tally, key: str) -> list[DimensionValue]:
    """Return the values of a dimension with the highest counts, without empty ones."""
    numbers: dict[DimensionValue, int] = {v: n for v, n in found.by_one(key).items() if v is not None}
    return sorted(numbers, key=lambda v: -numbers[v])[:MOST_BARS]


def stops(connection: Connection, found: Tally, connected: Tally, scope: Scope, credit: str) -> Chart:
    """Return a comparison of stops: sign-ups, people connected, and sign-ups relative to the crowd.

    Args:
        found: sign-ups by event.
        connected: people by event and whether they are connected.
        connection: a connection for looking up the stops' names and crowds.
        scope: the people included.
        credit: the rule in force, in words.
    """
    numbers: dict[DimensionValue, int] = {v: n for v, n in found.by_one("event").items() if v is not None}
    people = connected.by_one("event")
    joined = connected.by_one("event", where={"connected": (1,)})
    shown = most(found, "event")
    there = query.read_rows(connection, EVENT, [int(v) for v in shown if v], ["attendance"])
    crowds: dict[DimensionValue, int | None] = {row["id"]: row["attendance"] for row in there}
    names = labels(connection, DIMENSIONS["event"], shown)
    marks = []
    for event in shown:
        crowd = crowds.get(event)
        note = f"{1000 * numbers[event] / crowd:.1f} per 1,000 of the crowd" if crowd else ""
        name = names[event]
        marks.append(
            Mark(
                name, numbers[event], SIGNUP.key, filter_of(SIGN_UPS, scope, {"event": (event,)}), "Sign-ups", note=note
            )
        )
        cell = {"event": (event,), "connected": (1,)}
        told = f"{share(joined.get(event, 0), people.get(event, 0))} of its people"
        marks.append(
            Mark(
                name,
                joined.get(event, 0),
                "candidate",
                filter_of(FIGURES["people"], scope, cell),
                "People connected",
                note=told,
            )
        )
    without = found.by_one("event").get(None, 0)
    finding = (
        f"{names[shown[0]]} brought most: {numbers[shown[0]]:,} sign-ups." if shown else "No sign-ups at stops yet."
    )
    finding += f" {without:,} belong to no stop." if without else ""
    finding += _rest(numbers, shown, "stops")
    return Chart(
        "stops",
        "Stops compared",
        finding,
        charts.BARS,
        tuple(marks),
        ("Sign-ups", "People connected"),
        f"{CREDIT} {credit}",
        "Number",
        ("Stop", "What", "Compared with"),
    )


def _rest(numbers: Mapping[DimensionValue, int], shown: Sequence[DimensionValue], what: str) -> str:
    """Return a note on how many more there are than the chart shows."""
    left = [n for v, n in numbers.items() if v not in shown]
    return f" {len(left):,} more {what} with {sum(left):,} sign-ups are not shown." if left else ""


def partners(connection: Connection, found: Tally, scope: Scope, this_month: Mapping[DimensionValue, int]) -> Chart:
    """Return what each partner was sent, and the results.

    Args:
        found: referrals by partner and status.
        this_month: partner → referrals sent this month.
        connection: a connection for looking up names and capacities.
        scope: the people included.
    """
    numbers = found.by_one("partner")
    cells = found.by("partner", "status")
    known = [code for codes in ANSWERS.values() for code in codes]
    others = [t.code for t in vocabulary("referral_status").terms if t.code not in known]
    groups: dict[str, tuple[DimensionValue, ...]] = {**ANSWERS, REST: (*others, None)}
    marks = []
    there = query.read_rows(connection, PARTNER, [int(v) for v in numbers if v], ["capacity"])
    capacities: dict[DimensionValue, int | None] = {row["id"]: row["capacity"] for row in there}
    names = labels(connection, DIMENSIONS["partner"], numbers)
    for partner in sorted(numbers, key=lambda v: -numbers[v]):
        name, places = names[partner], capacities.get(partner)
        for group, statuses in groups.items():
            number = sum(cells.get((partner, s), 0) for s in statuses)
            where = filter_of(HANDED_OVER, scope, {"partner": (partner,), "status": statuses})
            if number or group == "Taken":
                marks.append(
                    Mark(name, number, "referral", where, group, note=_load(this_month.get(partner, 0), places))
                )
    total = sum(numbers.values())
    taken = found.total({"status": ANSWERS["Taken"]})
    finding = (
        f"{total:,} handed over; {share(taken, total)} taken." if total else "Nobody was handed over in this period."
    )
    return Chart(
        "partners",
        "Partners: load and answers",
        finding,
        charts.STACKED,
        tuple(marks),
        tuple(groups),
        HANDED_OVER.means,
        "Referrals",
        ("Partner", "Answer", "Load this month"),
    )


def _load(sent: int, places: int | None) -> str:
    if not places:
        return f"{sent:,} this month" if sent else ""
    return f"{sent:,} of {places:,} places this month" + (", full" if sent >= places else "")


def _ranked(connection: Connection, found: Tally, scope: Scope, part: str, key: str, title: str) -> Chart:
    dim, numbers = DIMENSIONS[part], found.by_one(part)
    total, names = sum(numbers.values()), labels(connection, DIMENSIONS[part], found.by_one(part))
    shown = sorted(numbers, key=lambda v: (v is None, -numbers[v]))[:MOST_BARS]
    marks = tuple(
        Mark(names[v], numbers[v], SIGNUP.key, filter_of(SIGN_UPS, scope, {part: (v,)}), note=share(numbers[v], total))
        for v in shown
    )
    finding = (
        f"{names[shown[0]]} brought most: {share(numbers[shown[0]], total)} of {total:,}."
        if total
        else "No sign-ups in this period."
    )
    finding += _rest(numbers, shown, title.lower())
    return Chart(
        key,
        title,
        finding,
        charts.BARS,
        marks,
        means=f"{SIGN_UPS.means} {CREDIT}",
        unit="Sign-ups",
        headings=(dim.label, "", "Share"),
    )


def _stops(drawing: ChartInput) -> Chart:
    counted, scope = drawing.at.counted, drawing.scope
    shown = {"event": most(drawing.found, "event")}
    connected = tally(counted, "candidate", scope, ("event", "connected"), shown, drawing.progress)
    return stops(drawing.at.now, drawing.found, connected, scope, in_force(counted))


def _partners(drawing: ChartInput) -> Chart:
    scope = drawing.scope
    month = replace(scope, period=between(scope.day.replace(day=1), scope.day, scope.period.zone))
    load = tally(drawing.at.counted, "referral", month, ("partner",), progress=drawing.progress)
    return partners(drawing.at.now, drawing.found, scope, load.by_one("partner"))


_OF_SIGNUPS = always(SIGNUP.key)
WEEKS = ChartSpec(
    "weeks",
    "Sign-ups a week",
    (1, 0, 3),
    _OF_SIGNUPS,
    lambda wanted: ("week", wanted.part),
    lambda d: by_week(d.at.now, d.found, d.scope, d.wanted.part),
)
SOURCES = ChartSpec(
    "sources", "Sources", (3, 4, 2), _OF_SIGNUPS, by("source"), lambda d: sources(d.at.now, d.found, d.scope)
)
STOPS = ChartSpec("stops", "Stops compared", (2, 0, 3), _OF_SIGNUPS, by("event"), _stops, late=True)
PARTNERS = ChartSpec(
    "partners", "Partners: load and answers", (2, 3, 3), always("referral"), by("partner", "status"), _partners
)
