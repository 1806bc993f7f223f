"""What stands in plans, in the history and in conflicts, to the word: edits, answers, choices, authors, checks."""

import datetime as dt
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from coordinator.base.errors import UserError
from coordinator.changes import apply, edits, history
from coordinator.changes.answers import plan_move, plan_new, plan_retype
from coordinator.changes.authors import Author, last_authors
from coordinator.changes.campaign_settings import chosen, plan_choice
from coordinator.changes.change_set import Action, Change, NewValues, nothing, now
from coordinator.changes.checking import problems_of
from coordinator.changes.merge import ConflictReason, Resolution
from coordinator.changes.plan import Conflict, Plan
from coordinator.changes.state_at import later_changes, state_at
from coordinator.records.catalog import ANSWER, CANDIDATE, EVENT, SETTING, SOURCE
from coordinator.records.kinds import Hints
from coordinator.store import query
from coordinator.store.campaign import Campaign
from tests.builders import add, delete, edit, everything, get, undo

TODAY = dt.datetime.now(dt.UTC).date().isoformat()


def look(campaign: Campaign, reader, *args: object, **more: object):
    with campaign.reading() as connection:
        return reader(connection, *args, **more)


def act(campaign: Campaign, planner, *args: object, author: str = "Dana", **more: object) -> apply.Applied:
    return apply.apply(campaign, look(campaign, planner, *args, **more), author=author)


def title_of(campaign: Campaign) -> str:
    return look(campaign, history.change_sets, limit=1)[0].title


# values and actions


def test_small_things() -> None:
    fields = NewValues({"city": "Omaha", "state": "NE"})
    assert dict(fields) == {"city": (None, "Omaha"), "state": (None, "NE")}
    assert len(fields) == 2
    assert [nothing(v) for v in (None, "", [], 0, False, " ", ["a"])] == [True, True, True, False, False, False, False]
    assert {a: a.inverse for a in Action} == {
        Action.CREATE: Action.DELETE,
        Action.UPDATE: Action.UPDATE,
        Action.DELETE: Action.RESTORE,
        Action.RESTORE: Action.DELETE,
    }
    assert dt.datetime.strptime(now(), "%Y-%m-%dT%H:%M:%SZ").date().isoformat() == TODAY  # noqa: DTZ007
    assert str(Author("Jules", "2025-03-21T10:00:00Z")) == "Jules, 2025-03-21"
    assert str(Author("Jules", "2025-03-21T10:00:00Z", "form.csv")) == "Jules, 2025-03-21, from form.csv"


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows cannot change the time zone of a process")
def test_the_history_is_in_utc_wherever_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    try:
        said = dt.datetime.fromisoformat(now())
        assert abs(said - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=5)
    finally:
        monkeypatch.undo()
        time.tzset()


# plans


def test_a_plan_numbers_what_is_new_and_leaves_out_what_is_empty() -> None:
    plan = Plan("add", "Added", 0)
    assert plan.is_empty
    assert [
        plan.create("candidate", {"given_name": "Ana", "city": None}),
        plan.create("candidate", {}),
        plan.create("event", {}),
    ] == [-1, -2, -1]
    assert [dict(c.fields) for c in plan.changes] == [{"given_name": (None, "Ana")}, {}, {}]
    assert not plan.is_empty
    other = Plan("edit", "x", 0)
    other.update("candidate", 1, {})
    assert other.is_empty


def test_one_change_for_a_record() -> None:
    plan = Plan("edit", "x", 0)
    plan.update("candidate", 1, {"city": ("Omaha", "Denver"), "state": ("NE", "CO")})
    plan.update("candidate", 1, {"city": ("Denver", "Tempe"), "notes": (None, "n")})
    plan.update("candidate", 2, {"city": (None, "Provo")})
    plan.delete("candidate", 2)
    new = plan.create("candidate", {"given_name": "Ana"})
    plan.update("candidate", new, {"city": (None, "Gila")})
    assert plan.decided() == [
        Change(
            "candidate", 1, Action.UPDATE, {"city": ("Omaha", "Tempe"), "state": ("NE", "CO"), "notes": (None, "n")}
        ),
        Change("candidate", 2, Action.DELETE),
        Change("candidate", new, Action.CREATE, {"given_name": (None, "Ana"), "city": (None, "Gila")}),
    ]


def test_stop_names_its_reason() -> None:
    plan = Plan("edit", "x", 0)
    plan.conflicts.append(
        Conflict("candidate", 1, "city", None, "a", "b", ConflictReason.BOTH_CHANGED, answer=Resolution.STOP)
    )
    with pytest.raises(UserError, match=r"^Nothing was changed: stopped because of a conflict \(both changed\)\.$"):
        plan.decided()


# edits


def test_titles_of_edits(campaign: Campaign) -> None:
    ana, bo = add(campaign, given_name="Ana", family_name="Diaz"), add(campaign, given_name="Bo")
    assert title_of(campaign) == "Added Bo"

    def edited(changes: dict[int, dict[str, object]]) -> str:
        act(campaign, edits.plan_edit, CANDIDATE, changes)
        return title_of(campaign)

    assert edited({ana: {"city": "Omaha"}}) == "City of Ana Diaz to Omaha"
    assert edited({ana: {"city": ""}}) == "City of Ana Diaz cleared"
    assert edited({ana: {"city": "Omaha", "state": "NE"}}) == "City, State of Ana Diaz"
    assert edited({ana: {"city": "a", "state": "CO", "county": "b"}}) == "City, State, County of Ana Diaz"
    assert (
        edited({ana: {"city": "c", "state": "AZ", "county": "d", "notes": "e"}}) == "City, State, County, … of Ana Diaz"
    )
    assert edited({ana: {"city": "Gila"}, bo: {"city": "Gila"}}) == "City to Gila for 2 candidates"
    assert edited({ana: {"city": ""}, bo: {"city": ""}}) == "City cleared for 2 candidates"
    assert edited({ana: {"city": "a"}, bo: {"city": "b"}}) == "City of 2 candidates"
    assert edited({ana: {"city": "x"}, bo: {"state": "CO"}}) == "City, State of 2 candidates"
    assert edited({ana: {"notes": "a" * 40}}) == f"Notes of Ana Diaz to {'a' * 40}"
    assert edited({ana: {"notes": "b" * 41}}) == f"Notes of Ana Diaz to {'b' * 39}…"
    assert edited({ana: {"notes": "first\nsecond"}}) == "Notes of Ana Diaz to first"
    delete(campaign, bo)
    assert title_of(campaign) == "Deleted Bo"
    cy = add(campaign, given_name="Cy")
    delete(campaign, ana, bo, cy)
    assert title_of(campaign) == "Deleted 2 candidates"
    assert act(campaign, edits.plan_delete, CANDIDATE, [ana]).seq is None


def test_what_cannot_be_edited_is_told(campaign: Campaign) -> None:
    ana = add(campaign, given_name="Ana")
    event = add(campaign, EVENT, title="Denver rally")
    cases = [
        (CANDIDATE, {ana: {"email": "nobody"}}, "E-mail: "),
        (EVENT, {event: {"title": ""}}, "Title: this cannot be empty."),
        (CANDIDATE, {99: {"city": "x"}}, "Candidate 99 is not there any more."),
    ]
    for rt, changes, told in cases:
        with pytest.raises(UserError) as error:
            look(campaign, edits.plan_edit, rt, changes)
        assert str(error.value).startswith(told)
    with pytest.raises(edits.BadValue, match="^Title: this cannot be empty.$") as bad:
        look(campaign, edits.plan_add, EVENT, {"city": "Denver"})
    assert bad.value.field.key == "title"
    computed = CANDIDATE.field("age_at_election")
    with pytest.raises(edits.BadValue) as kept:
        edits.cleaned(computed, "41")
    assert str(kept.value) == f"{computed.label}: this cannot be changed by hand. {computed.help}".rstrip()
    born = CANDIDATE.field("birth_date")
    assert [edits.cleaned(born, "3/4/1990", h) for h in (None, Hints(day_first=True))] == ["1990-03-04", "1990-04-03"]
    delete(campaign, ana)
    with pytest.raises(UserError, match="is not there any more"):
        look(campaign, edits.plan_edit, CANDIDATE, {ana: {"city": "x"}})


def test_what_somebody_else_typed_meanwhile_is_kept_and_named(campaign: Campaign) -> None:
    ana = add(campaign, given_name="Ana", city="Omaha", tags="a", notes="called")
    edit(campaign, ana, author="Jules", city="", tags="a; b", notes="called\nmoved", state="NE")
    seen = {ana: {"city": "Omaha", "tags": ["a"], "notes": "called", "state": None}}
    typed = {ana: {"city": "Denver", "tags": "a; c", "notes": "called\nsigned", "state": "NE", "county": "Clay"}}
    plan = look(campaign, edits.plan_edit, CANDIDATE, typed, bases=seen)
    assert [dict(c.fields) for c in plan.changes] == [
        {
            "county": (None, "Clay"),
            "tags": (["a", "b"], ["a", "b", "c"]),
            "notes": ("called\nmoved", "called\nmoved\nsigned"),
        }
    ]
    assert plan.conflicts == [
        Conflict(
            "candidate",
            ana,
            "city",
            "Omaha",
            None,
            "Denver",
            ConflictReason.BOTH_CHANGED,
            f"Ana: City kept as empty, changed by Jules, {TODAY}",
        )
    ]
    assert plan.kind == "edit"


# applying again what was planned before


def late(campaign: Campaign, plan: Plan) -> list[tuple[str, int, str, str, str]]:
    done = apply.apply(campaign, plan, author="Dana")
    return [(c.record, c.record_id, c.field, str(c.reason), c.who) for c in done.conflicts]


def test_a_field_that_both_changed_says_who(campaign: Campaign) -> None:
    ana = add(campaign, given_name="Ana", city="Omaha")
    plan = look(campaign, edits.plan_edit, CANDIDATE, {ana: {"city": "Denver", "state": "CO"}})
    edit(campaign, ana, author="Jules", city="")
    done = apply.apply(campaign, plan, author="Dana")
    [clash] = done.conflicts
    assert (clash.record, clash.record_id, clash.field, clash.base, clash.ours, clash.theirs) == (
        "candidate",
        ana,
        "city",
        "Omaha",
        None,
        "Denver",
    )
    assert clash.who == f"Ana: City kept as empty, changed by Jules, {TODAY}"
    assert (clash.author, clash.at[:10]) == ("Jules", TODAY)
    assert get(campaign, ana)["state"] == "CO"
    assert look(campaign, history.change_set, done.seq).kept == (clash.who,)


def test_a_late_deletion_keeps_what_was_changed_meanwhile(campaign: Campaign) -> None:
    ana, bo = add(campaign, given_name="Ana"), add(campaign, given_name="Bo")
    plan = look(campaign, edits.plan_delete, CANDIDATE, [ana, bo])
    edit(campaign, ana, author="Jules", city="Omaha")
    done = apply.apply(campaign, plan, author="Dana")
    [clash] = done.conflicts
    assert (clash.record, clash.record_id, clash.field, clash.reason) == (
        "candidate",
        ana,
        "",
        ConflictReason.BOTH_CHANGED,
    )
    assert clash.who == f"Ana: both changed, Jules, {TODAY}"
    assert clash.as_change() == Change("candidate", ana, Action.DELETE)
    assert [bool(get(campaign, n)["deleted_at"]) for n in (ana, bo)] == [False, True]


def test_late_changes_of_what_is_gone_or_back_already(campaign: Campaign) -> None:
    ana = add(campaign, given_name="Ana")
    edits_ = [look(campaign, edits.plan_edit, CANDIDATE, {ana: {"city": c}}) for c in ("Omaha", "Tempe")]
    twice = look(campaign, edits.plan_delete, CANDIDATE, [ana])
    delete(campaign, ana)
    assert late(campaign, twice) == []
    assert late(campaign, edits_[0]) == [("candidate", ana, "", "gone here", f"Ana: gone here, Dana, {TODAY}")]
    head = campaign.head()
    back = Plan("restore", "Back", head, [Change("candidate", ana, Action.RESTORE)])
    again = Plan("restore", "Back", head, [Change("candidate", ana, Action.RESTORE)])
    edit_other = add(campaign, given_name="Bo")
    assert late(campaign, back) == []
    assert get(campaign, ana)["deleted_at"] is None
    seq = campaign.head()
    assert late(campaign, again) == []
    assert campaign.head() == seq
    gone = Plan("restore", "Back", seq, [Change("candidate", edit_other, Action.RESTORE)])
    delete(campaign, edit_other)
    edit(campaign, ana, city="Gila")
    assert late(campaign, gone) == []
    assert get(campaign, edit_other)["deleted_at"] is None


# authors, history, the past


def test_who_changed_each_field_last(campaign: Campaign) -> None:
    ana, bo = add(campaign, given_name="Ana"), add(campaign, given_name="Bo")
    edit(campaign, ana, author="Jules", city="Omaha", state="NE")
    since = campaign.head()
    edit(campaign, ana, author="Sam", city="Denver")
    plan = Plan("import", "Imported", campaign.head(), source="form.csv")
    plan.update("candidate", bo, {"city": (None, "Tempe")})
    apply.apply(campaign, plan, author="Kim")
    edit(campaign, bo, author="Lee", state="AZ")
    wanted = [(ana, "city"), (ana, "state"), (bo, "city"), (bo, "county")]
    assert {k: (a.name, a.source) for k, a in look(campaign, last_authors, "candidate", since, wanted).items()} == {
        (ana, "city"): ("Sam", None),
        (bo, "city"): ("Kim", "form.csv"),
    }
    found = look(campaign, last_authors, "candidate", 0, wanted)
    assert {k: a.name for k, a in found.items()} == {(ana, "city"): "Sam", (ana, "state"): "Jules", (bo, "city"): "Kim"}
    assert look(campaign, history.last_author, "candidate", ana) == f"Sam, {TODAY}"
    assert look(campaign, history.last_author, "candidate", ana, campaign.head()) == ""
    assert look(campaign, history.last_author, "candidate", bo, since) == f"Lee, {TODAY}"


def test_what_happened_to_one_record(campaign: Campaign) -> None:
    ana = add(campaign, given_name="Ana")
    add(campaign, given_name="Bo")
    edit(campaign, ana, author="Jules", city="Omaha")
    undo(campaign)
    delete(campaign, ana)
    steps = look(campaign, history.of_record, "candidate", ana)
    assert [(s.seq, s.kind, s.undone, c.record, c.record_id, c.action, dict(c.fields)) for s, c in steps] == [
        (5, "delete", False, "candidate", ana, Action.DELETE, {}),
        (4, "undo", False, "candidate", ana, Action.UPDATE, {"city": ("Omaha", None)}),
        (3, "edit", True, "candidate", ana, Action.UPDATE, {"city": (None, "Omaha")}),
        (1, "add", False, "candidate", ana, Action.CREATE, {}),
    ]
    assert look(campaign, history.of_record, "candidate", 99) == []
    with campaign.reading() as connection:
        assert [tuple(c[:3]) for c in history.changes_of(connection, 3)] == [("candidate", ana, Action.UPDATE)]


def test_the_past_of_some_who_are_there_and_some_who_are_not(campaign: Campaign) -> None:
    ana, bo = add(campaign, given_name="Ana", city="Omaha"), add(campaign, given_name="Bo")
    seq = campaign.head()
    edit(campaign, ana, city="Denver")
    edit(campaign, ana, city="Tempe")
    edit(campaign, bo, city="Gila")
    delete(campaign, bo)
    cy = add(campaign, given_name="Cy")
    then = look(campaign, state_at, CANDIDATE, seq, [ana, bo, cy, 99])
    assert {n: row and row["city"] for n, row in then.items()} == {ana: "Omaha", bo: None, cy: None, 99: None}
    assert [bool(then[n]) for n in (ana, bo, cy)] == [True, True, False]
    today = look(campaign, state_at, CANDIDATE, campaign.head(), [ana, bo, cy])
    assert {n: row and row["city"] for n, row in today.items()} == {ana: "Tempe", bo: None, cy: None}
    assert [bool(today[n]) for n in (ana, bo, cy)] == [True, False, True]
    some = look(campaign, state_at, CANDIDATE, seq, [ana], ["city", "deleted_at"])
    assert some[ana] is not None
    assert some[ana]["city"] == "Omaha"
    assert [(s, n, a) for s, n, a, _ in look(campaign, later_changes, "candidate", seq)] == [
        (3, ana, "update"),
        (4, ana, "update"),
        (5, bo, "update"),
        (6, bo, "delete"),
        (7, cy, "create"),
    ]
    assert [s for s, *_ in look(campaign, later_changes, "candidate", seq, [bo])] == [5, 6]


def test_long_lists_are_looked_up_in_parts(campaign: Campaign) -> None:
    """More than 500 records, and more than 500 steps: no part is lost."""
    plan = Plan("add", "Made", 0)
    for i in range(1_003):
        plan.create("candidate", {"given_name": f"Ana{i}"})
    numbers = apply.apply(campaign, plan, author="Dana").touched["candidate"]
    changed = Plan("edit", "x", campaign.head())
    for n in numbers:
        changed.update("candidate", n, {"city": (None, "Omaha")})
    seq = apply.apply(campaign, changed, author="Jules").seq
    assert len(look(campaign, later_changes, "candidate", 1, numbers)) == 1_003
    assert len(look(campaign, last_authors, "candidate", 1, [(n, "city") for n in numbers])) == 1_003
    assert len(undo(campaign, seq).touched["candidate"]) == 1_003
    assert {r["city"] for r in everything(campaign)} == {None}
    assert len(undo(campaign, 1).touched["candidate"]) == 1_003
    assert everything(campaign) == []


# what the campaign chose


def test_what_the_campaign_chooses_is_kept_once_and_can_be_taken_back(any_campaign: Campaign) -> None:
    first = act(any_campaign, plan_choice, "colors", {"rally": "blue"}, "Rallies are blue")
    step = look(any_campaign, history.change_set, first.seq)
    assert (step.kind, step.title) == ("edit", "Rallies are blue")
    assert look(any_campaign, chosen, "colors") == {"rally": "blue"}
    assert act(any_campaign, plan_choice, "colors", {"rally": "blue"}, "Again").seq is None
    act(any_campaign, plan_choice, "colors", {"call": "red"}, "Calls are red")
    act(any_campaign, plan_choice, "sizes", {"rally": 3}, "Sizes")
    assert look(any_campaign, chosen, "colors") == {"call": "red"}
    assert [(r["key"], dict(r["chosen"])) for r in everything(any_campaign, SETTING)] == [
        ("colors", {"call": "red"}),
        ("sizes", {"rally": 3}),
    ]
    undo(any_campaign, 2)
    assert look(any_campaign, chosen, "colors") == {"rally": "blue"}


def test_a_choice_that_somebody_changed_meanwhile_is_kept(campaign: Campaign) -> None:
    act(campaign, plan_choice, "colors", {"rally": "blue"}, "Blue")
    mine = look(campaign, plan_choice, "colors", {"rally": "green"}, "Green")
    assert mine.made_at == 1
    act(campaign, plan_choice, "colors", {"rally": "red"}, "Red", author="Jules")
    assert [(c.field, c.ours) for c in apply.apply(campaign, mine, author="Dana").conflicts] == [
        ("chosen", {"rally": "red"})
    ]


# fields of the campaign's own


def test_a_field_of_ones_own_to_the_word(campaign: Campaign) -> None:
    made = look(campaign, plan_new, CANDIDATE, " Doors  knocked ", "integer")
    assert (made.kind, made.title, made.made_at) == ("add", "Made the field Doors knocked", 0)
    apply.apply(campaign, made, author="Dana")
    act(campaign, plan_new, CANDIDATE, "Doors-knocked?", "text")
    act(campaign, plan_new, CANDIDATE, "Doors: knocked", "text")
    rows = everything(campaign, ANSWER)
    assert [(r["record"], r["key"], r["heading"], r["answer_kind"]) for r in rows] == [
        ("candidate", "doors_knocked", "Doors knocked", "integer"),
        ("candidate", "doors_knocked_", "Doors-knocked?", "text"),
        ("candidate", "doors_knocked__", "Doors: knocked", "text"),
    ]
    for heading, kind, told in (
        (" ", "text", "Give the field a heading."),
        ("CITY", "text", "Candidates have a field “CITY” already."),
        ("Shirt", "color", "There is no kind “color”. Choose one of text, long_text, email,"),
    ):
        with pytest.raises(UserError) as error:
            look(campaign, plan_new, CANDIDATE, heading, kind)
        assert str(error.value).startswith(told)


def test_a_field_gets_another_kind_to_the_word(campaign: Campaign) -> None:
    act(campaign, plan_new, CANDIDATE, "Doors knocked", "text")
    people = [add(campaign, given_name=f"Ana{i}") for i in range(7)]
    for number in people[:6]:
        edit(campaign, number, **{"answers.doors_knocked": "many"})

    def refused() -> list[str]:
        with pytest.raises(UserError) as error:
            look(campaign, plan_retype, CANDIDATE, "answers.doors_knocked", "integer")
        return str(error.value).split("\n")

    head, *lines, more = refused()
    assert head == "6 values of Doors knocked cannot be read so. Correct them first:"
    assert [line.split(": ")[0] for line in lines] == ["Ana0", "Ana1", "Ana2", "Ana3", "Ana4"]
    assert more == "… and 1 more"
    edit(campaign, people[0], **{"answers.doors_knocked": "12"})
    head, *lines = refused()
    assert head == "5 values of Doors knocked cannot be read so. Correct them first:"
    assert [line.split(": ")[0] for line in lines] == ["Ana1", "Ana2", "Ana3", "Ana4", "Ana5"]
    for number in people[:6]:
        edit(campaign, number, **{"answers.doors_knocked": "12"})
    plan = look(campaign, plan_retype, CANDIDATE, "answers.doors_knocked", "long_text")
    assert (plan.kind, plan.title, plan.made_at) == (
        "edit",
        "Doors knocked is now of the kind long text",
        campaign.head(),
    )
    assert [dict(c.fields) for c in plan.changes] == [{"answer_kind": ("text", "long_text")}]
    numbers = look(campaign, plan_retype, CANDIDATE, "answers.doors_knocked", "integer")
    assert [c.record_id for c in numbers.changes] == [*people[:6], 1]
    assert numbers.changes[0].fields == {"answers.doors_knocked": ("12", 12)}


def test_an_answer_is_moved_to_the_word(campaign: Campaign, tmp_path: Path) -> None:
    act(campaign, plan_new, CANDIDATE, "Where from", "text")
    act(campaign, plan_new, CANDIDATE, "Groups", "tags")
    values = [("Denver", None), ("O'Neill", "O’Neill"), ("Provo", "Gila"), ("n/a", None), (None, "Boise")]
    people = [add(campaign, given_name=f"Ana{i}", city=city) for i, (_, city) in enumerate(values)]
    for number, (said, _) in zip(people, values, strict=True):
        edit(campaign, number, **{"answers.where_from": said or ""})
    source = Plan("add", "x", campaign.head())
    source.create(
        SOURCE.key, {"name": "Form", "mapping": {"columns": {"From": "answers.where_from", "Name": "name"}, "seen": 2}}
    )
    apply.apply(campaign, source, author="Dana")
    move = look(campaign, plan_move, CANDIDATE, "answers.where_from", "city")
    left = {number: why for number, _, why in move.left}
    assert left[people[2]] == "City is Gila already"
    assert people[0] not in left
    assert people[4] not in left
    assert move.plan.kind == "move"
    assert move.plan.title == f"Moved the answer Where from into City: {move.moved} moved, {len(left)} left"
    assert move.plan.changes[0] == Change(
        "candidate", people[0], Action.UPDATE, {"answers.where_from": ("Denver", None), "city": (None, "Denver")}
    )
    assert move.plan.changes[1].fields == {"answers.where_from": ("O'Neill", None)}, "the spelling that is there stays"
    assert not [c for c in move.plan.changes if c.action is Action.DELETE]
    apply.apply(campaign, move.plan, author="Dana")
    assert everything(campaign, SOURCE)[0]["mapping"] == {"columns": {"From": "city", "Name": "name"}, "seen": 2}
    edit(campaign, people[0], tags="a; b", **{"answers.groups": "b; c"})
    joined = look(campaign, plan_move, CANDIDATE, "answers.groups", "tags")
    assert joined.plan.changes[0].fields["tags"] == (["a", "b"], ["a", "b", "c"])
    assert (joined.moved, joined.left) == (1, ())
    assert [c.record for c in joined.plan.changes if c.action is Action.DELETE] == [ANSWER.key]
    for answer, into, told in (
        ("answers.groups", "answers.groups", "“Groups” cannot be moved into “Groups”."),
        (
            "answers.groups",
            "age_at_election",
            f"“Groups” cannot be moved into “{CANDIDATE.field('age_at_election').label}”.",
        ),
        ("city", "notes", "“City” is no field of the campaign's own, so it cannot be moved."),
    ):
        with pytest.raises(UserError) as error:
            look(campaign, plan_move, CANDIDATE, answer, into)
        assert str(error.value) == told


# checks


def broken(campaign: Campaign, *statements: str) -> list[str]:
    """Write past the one door, as nothing of ours does; return what the check says."""
    with campaign.writing() as connection:
        for statement in statements:
            connection.execute(text(statement))
    return look(campaign, problems_of)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            "UPDATE candidate SET city = 'Gila' WHERE id = 1",
            "“City” is “Gila”, and by the history “Omaha”",
        ),
        (
            "UPDATE candidate SET deleted_at = '2025-01-01T00:00:00Z' WHERE id = 2",
            "Bo (C-00002-6) is deleted, and by the history it is there",
        ),
        ("DELETE FROM change WHERE seq = 2", "Bo (C-00002-6) is not in the history"),
        ("DELETE FROM candidate WHERE id = 2", "Candidate C-00002-6 is gone: step 2"),
        ("DELETE FROM change WHERE seq = 2; DELETE FROM change_set WHERE seq = 2", "Step 2 is missing in the history."),
        ("UPDATE next_id SET value = 2 WHERE record = 'candidate'", "Numbers of candidates would be given twice."),
    ],
)
def test_what_does_not_agree_is_told(campaign: Campaign, statement: str, told: str) -> None:
    ana, _ = add(campaign, given_name="Ana"), add(campaign, given_name="Bo")
    edit(campaign, ana, city="Omaha")
    assert look(campaign, problems_of) == []
    assert any(told in one for one in broken(campaign, *statement.split("; ")))


def test_search_follows_every_change(campaign: Campaign) -> None:
    ana = add(campaign, given_name="Ana", city="Omaha")
    edit(campaign, ana, city="Tempe")
    with campaign.reading() as connection:
        assert list(query.select_ids(connection, CANDIDATE, search="omaha")) == []
        assert list(query.select_ids(connection, CANDIDATE, search="tempe")) == [ana]
