"""Charts of people: from sign-up to ballot, states, levels, party lines, ages."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from sqlalchemy.engine import Connection

from coordinator.records.stages import beside, reached, way
from coordinator.records.vocabularies import vocabulary
from coordinator.reports import charts
from coordinator.reports.chart_specs import ChartInput, ChartSpec, always, by
from coordinator.reports.charts import Chart, Mark, listed, share
from coordinator.reports.definitions import FIGURES, STANDING, DimensionValue, Figure
from coordinator.reports.dimensions import AGE, DIMENSIONS, LEVEL, PARTY, STATE, Dimension
from coordinator.reports.figures import in_order
from coordinator.reports.scope import Scope
from coordinator.reports.stage_durations import MEANS, median_days
from coordinator.reports.tally import Tally, filter_of

PER = 100_000
PEOPLE = FIGURES["people"]


def funnel(stages: Tally, scope: Scope, days: Mapping[str, float] | None = None) -> Chart:
    """Return how many reached at least each stage, with losses and days per step.

    Args:
        stages: people by stage.
        scope: the people included.
        days: stage → median days before people moved on.
    """
    label, total = vocabulary("stages").label, stages.total()
    marks = [
        Mark("Signed up", total, "candidate", filter_of(PEOPLE, scope), stage=way()[0], note=_took(way()[0], days))
    ]
    before = total
    for stage, earlier in zip(way()[1:], ("Signed up", *map(label, way()[1:])), strict=False):
        number = stages.total({"stage": reached(stage)})
        told = [f"{share(number, before)} of {earlier}" if before else "", _took(stage, days)]
        where = filter_of(PEOPLE, scope, {"stage": reached(stage)})
        marks.append(Mark(label(stage), number, "candidate", where, stage=stage, note=", ".join(filter(None, told))))
        before = number
    if before:
        elected, won = FIGURES["elected"], stages.total({"stage": ("elected",)})
        note = f"{share(won, before)} of {label(way()[-1])}"
        marks.append(Mark(elected.label, won, "candidate", filter_of(elected, scope), stage="elected", note=note))
    off = [(stage, stages.total({"stage": (stage,)})) for stage in beside()]
    marks += [
        Mark(label(stage), n, "candidate", filter_of(PEOPLE, scope, {"stage": (stage,)}), note="besides", stage=stage)
        for stage, n in off
        if n
    ]
    lost = _steepest(marks[: len(way())])
    finding = f"{total:,} people. {lost}" if total else "Nobody signed up in this period."
    return Chart(
        "funnel",
        "From sign-up to ballot",
        finding,
        charts.FUNNEL,
        tuple(marks),
        means=f"{STANDING} {MEANS}",
        headings=("Stage", "", "Of those before, and median days until the next"),
    )


def _took(stage: str, days: Mapping[str, float] | None) -> str:
    if not days or stage not in days:
        return ""
    number = days[stage]
    return (
        f"{number:.0f} days to the next" if number >= 1.5 else "1 day to the next" if number >= 0.5 else "next at once"
    )


def _steepest(marks: Sequence[Mark]) -> str:
    """Return between which stages most people were lost."""
    steps = [(1 - b.number / a.number, a, b) for a, b in zip(marks, marks[1:], strict=False) if a.number]
    if not steps:
        return ""
    loss, before, after = max(steps, key=lambda step: step[0])
    return f"Most stay behind between {before.label} and {after.label}: {loss:.0%}." if loss > 0 else ""


def states(found: Tally, scope: Scope, figure: Figure, per_head: bool = False) -> Chart:
    """Return a tile for each state and territory, by any figure, optionally per 100,000 residents.

    Args:
        found: the figure's tally, by state and the dimensions of its terms.
        scope: the people included.
        figure: the figure.
        per_head: whether color and note are relative to residents.
    """
    numbers = found.by_one("state", where=figure.terms)
    residents = _residents()
    marks = []
    for term in vocabulary("residents").terms:
        number, people = numbers.get(term.code, 0), residents.get(term.code)
        rate = number / people * PER if people else 0.0
        where = filter_of(figure, scope, {"state": (term.code,)})
        note = f"{rate:.1f} per 100,000 residents" if people else "residents not known"
        place = (int(term.extra["column"]), int(term.extra["row"]))
        marks.append(
            Mark(term.label, number, figure.counted, where, term.code, rate if per_head else None, note, place=place)
        )
    marks.sort(key=lambda mark: (mark.place or (0, 0))[::-1])
    if none := numbers.get(None, 0):
        marks.append(
            Mark(
                "No state",
                none,
                figure.counted,
                filter_of(figure, scope, {"state": (None,)}),
                "none",
                0.0 if per_head else None,
                place=(10, 8),
            )
        )
    unit = f"{figure.label} per 100,000 residents" if per_head else figure.label
    top = sorted((m for m in marks if m.size > 0 and m.group != "none"), key=lambda m: -m.size)[:3]
    shown = [f"{m.label} {m.size:,.1f}" if per_head else f"{m.label} {m.number:,}" for m in top]
    finding = f"{unit}: {listed(shown)}." if top else "Nobody yet."
    return Chart(
        "states",
        f"{figure.label} by state",
        finding,
        charts.TILES,
        tuple(marks),
        (),
        f"{figure.means} Residents: US Census 2020.",
        figure.label,
        ("State", "Code", "Per head"),
    )


@cache
def _residents() -> Mapping[str, int]:
    return {t.code: int(t.extra["residents"]) for t in vocabulary("residents").terms if t.extra["residents"]}


def _bars(
    connection: Connection,
    found: Tally,
    scope: Scope,
    dim: Dimension,
    key: str,
    title: str,
    finding: Callable[[Mapping[DimensionValue, int], int], str],
    means: str,
) -> Chart:
    numbers = found.by_one(dim.key)
    total = sum(numbers.values())
    named = in_order(connection, dim, [v for v, n in numbers.items() if n])
    if dim.key != "age":
        named.sort(key=lambda item: (item[0] is None, -numbers[item[0]]))
    marks = tuple(
        Mark(
            label.capitalize() if value is None else label,
            numbers[value],
            "candidate",
            filter_of(PEOPLE, scope, {dim.key: (value,)}),
            note=share(numbers[value], total),
        )
        for value, label in named
    )
    said = finding(numbers, total) if total else "Nobody signed up in this period."
    return Chart(key, title, said, charts.BARS, marks, means=means, headings=(dim.label, "", "Share"))


def levels(connection: Connection, found: Tally, scope: Scope) -> Chart:
    """Return people by level of office."""
    local = set(FIGURES["local"].terms["level"])

    def finding(numbers: Mapping[DimensionValue, int], total: int) -> str:
        said = total - numbers.get(None, 0)
        if not said:
            return "Nobody said for which level of office."
        mine = sum(n for v, n in numbers.items() if v in local)
        return f"{share(mine, said)} of those who said for which would run for a local office."

    return _bars(connection, found, scope, LEVEL, "levels", "Levels of office", finding, FIGURES["local"].means)


def parties(connection: Connection, found: Tally, scope: Scope) -> Chart:
    """Return people by party line."""

    def finding(numbers: Mapping[DimensionValue, int], total: int) -> str:
        return f"{numbers.get('ind', 0):,} would run as independents: {share(numbers.get('ind', 0), total)}."

    return _bars(connection, found, scope, PARTY, "parties", "Party lines", finding, FIGURES["independents"].means)


def ages(connection: Connection, found: Tally, scope: Scope) -> Chart:
    """Return people by age band."""
    young = set(FIGURES["young"].terms["age"])

    def finding(numbers: Mapping[DimensionValue, int], total: int) -> str:
        known = total - numbers.get(None, 0)
        number = sum(n for v, n in numbers.items() if v in young)
        return f"{share(number, known) or 'None'} of those whose age is known are 40 or younger."

    return _bars(connection, found, scope, AGE, "ages", "Ages", finding, FIGURES["young"].means)


def groups_of(figure: Figure) -> tuple[str, ...]:
    """Return the dimensions needed to map a figure."""
    return (STATE.key, *(key for key in figure.terms if key != STATE.key and key in DIMENSIONS))


def _states(drawing: ChartInput) -> Chart:
    return states(drawing.found, drawing.scope, FIGURES[drawing.wanted.mapped], drawing.wanted.per_head)


def _funnel_with_days(drawing: ChartInput) -> Chart:
    at = drawing.at
    return funnel(drawing.found, drawing.scope, median_days(at.now, drawing.scope, at.past.seq if at.past else None))


_OF_PEOPLE = always("candidate")
FUNNEL = ChartSpec(
    "funnel",
    "From sign-up to ballot",
    (0, 0, 4),
    _OF_PEOPLE,
    by("stage"),
    lambda d: funnel(d.found, d.scope),
    again=_funnel_with_days,
)
STATES = ChartSpec(
    "states",
    "People by state",
    (1, 3, 3),
    lambda wanted: FIGURES[wanted.mapped].counted,
    lambda wanted: groups_of(FIGURES[wanted.mapped]),
    _states,
)
LEVELS = ChartSpec(
    "levels", "Levels of office", (3, 0, 2), _OF_PEOPLE, by("level"), lambda d: levels(d.at.now, d.found, d.scope)
)
PARTIES = ChartSpec(
    "parties", "Party lines", (3, 2, 2), _OF_PEOPLE, by("party"), lambda d: parties(d.at.now, d.found, d.scope)
)
AGES = ChartSpec("ages", "Ages", (3, 4, 2), _OF_PEOPLE, by("age"), lambda d: ages(d.at.now, d.found, d.scope))
