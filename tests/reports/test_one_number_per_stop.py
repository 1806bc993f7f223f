"""A stop has one number: in the overview, in reports, on the Tour events tab and in the list that opens behind it."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.changes import apply
from coordinator.importing.sample import import_sample
from coordinator.people.merging import plan_merge
from coordinator.records.catalog import CANDIDATE, EVENT, SIGNUP, SOURCE
from coordinator.records.credit import CreditRule, Reach
from coordinator.reports.as_of import past, state_of
from coordinator.reports.definitions import FIGURES
from coordinator.reports.figures import broken_down
from coordinator.reports.scope import Scope
from coordinator.reports.tally import number
from coordinator.store import campaign as campaigns
from coordinator.store import credited, query
from coordinator.store.campaign import Campaign
from coordinator.tour import credit_choice, stops
from tests.builders import add, delete, edit, undo
from tests.extent import usually
from tests.tour.test_stops import DENVER, TEMPE, sign_up

COMPARED = ("people", "sign_ups", "connected", "on_the_ballot")
Said = dict[int | None, dict[str, int]]


def by_reports(connection) -> Said:
    found = broken_down(connection, Scope(), ("event",))
    return {stop: {key: numbers[key] for key in COMPARED} for (stop,), numbers in found.items() if numbers["sign_ups"]}


def by_tour(connection) -> Said:
    of = {"on_the_ballot": "on_ballot"}
    found = stops.read_tour(connection).figures
    return {n: {key: getattr(f, of.get(key, key)) for key in COMPARED} for n, f in found.items() if f.sign_ups}


def check(campaign: Campaign) -> Said:
    with campaign.reading() as connection:
        assert credited.differences(connection) == []
        said = by_tour(connection)
        shown = by_reports(connection)
        rsvps = {t.sign_up for t in stops.read_tour(connection).touches if t.rsvp}
        assert {k: v for k, v in shown.items() if k} == {k: v for k, v in said.items() if k}
        if not rsvps:
            assert shown == said
        for stop, numbers in shown.items():
            for key in COMPARED:
                assert number(connection, FIGURES[key], Scope(), {"event": (stop,)}) == numbers[key]
    return said


def test_the_sample_tour_by_each_rule(any_campaign: Campaign) -> None:
    import_sample(any_campaign)
    seen = []
    for rule in CreditRule:
        with any_campaign.reading() as connection:
            plan = credit_choice.plan_credit(connection, credited.CreditChoice(rule))
        apply.apply(any_campaign, plan, author="Dana")
        seen.append(check(any_campaign))
    assert seen[0] != seen[1]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "sign up",
                "sign up",
                "sign up",
                "list",
                "rule",
                "move",
                "cancel",
                "source",
                "home",
                "merge",
                "delete",
                "delete stop",
                "other stop",
                "undo",
            ]
        ),
        st.integers(0, 5),
        st.integers(0, 5),
    ),
    min_size=3,
    max_size=12,
)
TIMES = (
    "2025-03-20T20:00:00Z",
    "2025-03-21T02:00:00Z",
    "2025-03-21T23:30:00Z",
    "2025-03-22T00:00:00Z",
    None,
    "2025-05-01T00:00:00Z",
)


@settings(max_examples=usually(20, 60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_is_done(template, tmp_path_factory, steps: list[tuple[str, int, int]]) -> None:
    path = tmp_path_factory.mktemp("one") / "one.campaign"
    path.write_bytes(template.read_bytes())
    with campaigns.open_(path) as campaign:
        places = [add(campaign, EVENT, **DENVER), add(campaign, EVENT, **TEMPE)]
        forms = [
            add(campaign, SOURCE, name=n, source_kind=k) for n, k in (("A", "Form"), ("B", "RSVPs"), ("C", "Form"))
        ]
        people = [add(campaign, given_name=f"P{i}", postcode=("80202", "85281", None)[i % 3]) for i in range(5)]
        said = []
        for step, one, two in steps:
            do(campaign, step, one, two, places, forms, people)
            said.append((campaign.head(), check(campaign)))
        with campaign.reading() as connection:
            for seq, then in said:
                with state_of(connection, past(connection, seq)) as counted:
                    assert of_stops(by_reports(counted)) == of_stops(then), seq


def of_stops(said: Said) -> Said:
    return {stop: numbers for stop, numbers in said.items() if stop}


def do(
    campaign: Campaign, step: str, one: int, two: int, places: list[int], forms: list[int], people: list[int]
) -> None:
    with campaign.reading() as connection:
        alive = query.select_ids(connection, CANDIDATE)
        stops_there = query.select_ids(connection, EVENT)
        signups = query.select_ids(connection, SIGNUP)
    who, place = people[one % len(people)], places[two % 2]
    if step == "sign up" and who in alive:
        named = place if two % 3 == 0 and place in stops_there else None
        row = {"utm_campaign": "denver-3-21"} if one % 3 == 1 else None
        sign_up(
            campaign,
            who,
            forms[two % 3],
            submitted_at=TIMES[one],
            event=named,
            row=row,
            source_key=f"{len(signups)}-{one}-{two}",
        )
    elif step == "list":
        edit(campaign, forms[0], SOURCE, event=place if place in stops_there else None)
    elif step == "rule":
        with campaign.reading() as connection:
            choice = credited.CreditChoice(list(CreditRule)[one % 3], Reach(miles=(60.0, 5.0)[two % 2]))
            plan = credit_choice.plan_credit(connection, choice)
        apply.apply(campaign, plan, author="Dana")
    elif step in ("move", "cancel") and place in stops_there:
        edit(
            campaign,
            place,
            EVENT,
            **({"status": "Cancelled"} if step == "cancel" else {"starts_at": "2025-04-30T18:00"}),
        )
    elif step == "source":
        edit(campaign, forms[2], SOURCE, code="tempe-list", event=place if place in stops_there else None)
    elif step == "home" and who in alive:
        edit(campaign, who, postcode=("80202", "85281", "")[two % 3])
    elif step == "merge" and who in alive and people[two % 5] in alive and who != people[two % 5]:
        with campaign.reading() as connection:
            plan = plan_merge(connection, who, people[two % 5])
        apply.apply(campaign, plan, author="Dana")
    elif step == "delete" and who in alive:
        delete(campaign, who)
    elif step == "delete stop" and place in stops_there:
        delete(campaign, place, rt=EVENT)
    elif step == "other stop" and len(signups) and place in stops_there:
        edit(campaign, signups[one % len(signups)], SIGNUP, event=place)
    elif step == "undo":
        undo(campaign)
