"""What applying writes and refuses, what an undo keeps and says of it, what forgetting leaves; to the word."""

from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select, text

from coordinator.base.databases import driver
from coordinator.base.errors import UserError
from coordinator.changes import apply, edits, history
from coordinator.changes.change_set import Action, Change
from coordinator.changes.checking import problems_of
from coordinator.changes.forget import NAMELESS, forget, holders
from coordinator.changes.merge import ConflictReason, Resolution
from coordinator.changes.plan import Conflict, Plan
from coordinator.operations.keeping import restore_backup
from coordinator.people.merging import plan_merge
from coordinator.records.catalog import (
    CANDIDATE,
    CONTACT,
    EVENT,
    FORGOTTEN,
    HANDOFF,
    IMPORT,
    PARTNER,
    REFERRAL,
    SIGNUP,
    SOURCE,
)
from coordinator.store import backups, query
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from coordinator.store.tables import CHANGE_SET
from tests.builders import add, bring, delete, edit, everything, get, undo
from tests.changes.test_change_values import TODAY, act, look


class Steps:
    """Notes how far something says that it is."""

    def __init__(self) -> None:
        self.said: list[tuple[int, int | None, str]] = []

    def step(self, done: int, total: int | None, text: str) -> None:
        self.said.append((done, total, text))


def refused(campaign: Campaign, plan: Plan) -> str:
    head = campaign.head()
    with pytest.raises(UserError) as error:
        apply.apply(campaign, plan, author="Dana")
    assert campaign.head() == head
    return str(error.value)


# applying


def test_what_is_written_down(campaign: Campaign) -> None:
    plan = Plan("import", "Imported", 0, source="form.csv", told=["Ana: kept"])
    ana = plan.create(
        "candidate", {"given_name": "Ana", "tags": ["a"], "answers.hobby": "Bees", "answers": {"shirt": "M"}}
    )
    bo = plan.create("candidate", {"given_name": "Bo"})
    note = plan.create("contact", {"candidate": bo, "notes": "called"})
    steps = Steps()
    done = apply.apply(campaign, plan, author="Jules", progress=steps)
    assert done.seq == 1
    assert done.new_ids == {("candidate", ana): 1, ("candidate", bo): 2, ("contact", note): 1}
    assert done.touched == {"candidate": [1, 2], "contact": [1]}
    assert get(campaign, 1, CONTACT)["candidate"] == 2
    assert [r["id"] for r in everything(campaign, where="tags is empty")] == [2]
    assert get(campaign, 1)["answers"] == {"shirt": "M", "hobby": "Bees"}
    assert get(campaign, 1)["created_at"][:10] == TODAY
    assert steps.said == [
        (0, 3, "Writing candidates"),
        (2, 3, "Writing contacts"),
        (0, 3, "Writing the history"),
        (3, 3, "Updating search"),
    ]
    step = look(campaign, history.change_set, 1)
    assert (step.kind, step.title, step.author, step.source, step.undoes, step.kept) == (
        "import",
        "Imported",
        "Jules",
        "form.csv",
        None,
        ("Ana: kept",),
    )
    assert step.size == 3
    assert len(step.token) == 16
    again = act(campaign, edits.plan_add, CANDIDATE, {"given_name": "Cy"})
    assert again.new_ids == {("candidate", -1): 3}
    assert look(campaign, history.change_set, 2).token != step.token


def test_own_answers_are_kept_beside_one_another(campaign: Campaign) -> None:
    plan = Plan("add", "x", 0)
    plan.create("candidate", {"given_name": "Ana", "answers": {"shirt": "M", "car": True}})
    apply.apply(campaign, plan, author="Dana")
    change = Plan("edit", "x", 1)
    change.update(
        "candidate", 1, {"answers.shirt": ("M", "L"), "answers.hobby": (None, "Bees"), "answers.car": (True, None)}
    )
    apply.apply(campaign, change, author="Dana")
    assert get(campaign, 1)["answers"] == {"shirt": "L", "hobby": "Bees"}
    empty = Plan("edit", "x", 2)
    empty.update(
        "candidate", 1, {"answers.shirt": ("L", None), "answers.hobby": ("Bees", None), "city": (None, "Gila")}
    )
    apply.apply(campaign, empty, author="Dana")
    assert (get(campaign, 1)["answers"], get(campaign, 1)["city"]) == (None, "Gila")


def test_what_comes_back_may_get_values(campaign: Campaign) -> None:
    ana = add(campaign, given_name="Ana", city="Omaha")
    delete(campaign, ana)
    assert get(campaign, ana)["deleted_at"][:10] == TODAY
    plan = Plan(
        "restore", "Back", campaign.head(), [Change("candidate", ana, Action.RESTORE, {"city": ("Omaha", "Gila")})]
    )
    apply.apply(campaign, plan, author="Dana")
    assert (get(campaign, ana)["city"], get(campaign, ana)["deleted_at"]) == ("Gila", None)


def test_what_the_database_refuses_is_told(campaign: Campaign) -> None:
    add(campaign, SOURCE, name="Form")
    same = Plan("add", "x", campaign.head())
    same.create("source", {"name": "Form"})
    twice = "another source has the same “Name” already. Change or delete one of the two."
    assert refused(campaign, same) == f"Nothing was changed: {twice}"
    nobody = Plan("add", "x", campaign.head())
    nobody.create("contact", {"candidate": 99, "notes": "x"})
    assert refused(campaign, nobody) == "Nothing was changed: it would point at a record that is not there."
    ana = add(campaign, given_name="Ana")
    short = Plan("edit", "x", campaign.head(), [Change("candidate", ana, Action.UPDATE, {"phone": (None, "12")})])
    assert refused(campaign, short).startswith("Nothing was changed: a value is not allowed there (CHECK")


def test_nothing_to_do_is_no_step_but_says_what_was_kept(campaign: Campaign) -> None:
    ana = add(campaign, given_name="Ana", city="Omaha")
    plan = Plan("edit", "x", campaign.head())
    plan.conflicts.append(
        Conflict("candidate", ana, "city", None, "Omaha", "Gila", ConflictReason.BOTH_CHANGED, "Ana: kept")
    )
    done = apply.apply(campaign, plan, author="Dana")
    assert (done.seq, done.conflicts, campaign.head()) == (None, tuple(plan.conflicts), 1)
    plan.conflicts[0].decide(Resolution.TAKE)
    plan.conflicts.append(
        Conflict("candidate", ana, "state", None, "NE", "CO", ConflictReason.BOTH_CHANGED, "Ana: state kept")
    )
    plan.conflicts.append(Conflict("candidate", ana, "county", None, None, "x", ConflictReason.BOTH_CHANGED))
    done = apply.apply(campaign, plan, author="Dana")
    assert [c.field for c in done.conflicts] == ["state", "county"]
    assert look(campaign, history.change_set, 2).kept == ("Ana: state kept",)
    assert get(campaign, ana)["city"] == "Gila"


# undo


def kept(done: apply.Applied) -> list[tuple[str, int, str, str, str]]:
    return [(c.record, c.record_id, c.field, str(c.reason), c.who) for c in done.conflicts]


def test_what_is_still_needed_stays_and_is_named(campaign: Campaign) -> None:
    plan = Plan("import", "Imported", 0, source="form.csv")
    ana = plan.create("candidate", {"given_name": "Ana", "family_name": "Diaz"})
    source = plan.create("source", {"name": "Form"})
    plan.create("candidate", {"given_name": "Bo"})
    plan.create("signup", {"candidate": ana, "source": source, "source_key": "1"})
    apply.apply(campaign, plan, author="Dana")
    add(campaign, CONTACT, candidate=1, notes="called")
    done = undo(campaign, 1)
    assert sorted(kept(done)) == [
        ("candidate", 1, "", "breaks a reference", "Ana Diaz: contact still needs it"),
        ("signup", 1, "", "breaks a reference", ""),
        ("source", 1, "", "breaks a reference", ""),
    ]
    assert done.touched == {"candidate": [2]}
    step = look(campaign, history.change_set, done.seq)
    assert (step.kind, step.title, step.source, step.undoes) == ("undo", "Undid: Imported", "form.csv", 1)
    assert look(campaign, problems_of) == []


def test_what_was_edited_since_stays_with_what_came_with_it(campaign: Campaign) -> None:
    plan = Plan("import", "Imported", 0)
    ana = plan.create("candidate", {"given_name": "Ana", "city": "Tempe"})
    plan.create("contact", {"candidate": ana, "notes": "called"})
    apply.apply(campaign, plan, author="Dana")
    edit(campaign, 1, author="Jules", city="Omaha")
    done = undo(campaign, 1)
    assert done.seq is None
    assert kept(done) == [
        ("candidate", 1, "", "both changed", f"Ana: edited by Jules, {TODAY}"),
        ("contact", 1, "", "breaks a reference", ""),
    ]
    assert done.conflicts[0].as_change() == Change("candidate", 1, Action.DELETE)
    edit(campaign, 1, author="Jules", city="Tempe")
    again = undo(campaign, 1)
    assert again.conflicts == ()
    assert again.touched == {"candidate": [1], "contact": [1]}


def test_what_lets_go_in_the_same_step_keeps_nobody(campaign: Campaign) -> None:
    add(campaign, given_name="Ana")
    add(campaign, CONTACT, candidate=1, notes="called")
    plan = Plan("edit", "Split", campaign.head())
    bo = plan.create("candidate", {"given_name": "Bo"})
    plan.update("contact", 1, {"candidate": (1, bo)})
    apply.apply(campaign, plan, author="Dana")
    assert get(campaign, 1, CONTACT)["candidate"] == 2
    done = undo(campaign)
    assert done.conflicts == ()
    assert get(campaign, 1, CONTACT)["candidate"] == 1
    assert get(campaign, 2)["deleted_at"]


def test_a_partner_and_a_stop_that_are_needed_are_named_too(campaign: Campaign) -> None:
    ana = add(campaign, given_name="Ana")
    plan = Plan("add", "Made", campaign.head())
    partner, event = plan.create("partner", {"name": "Civic Ladder"}), plan.create("event", {"title": "Denver rally"})
    apply.apply(campaign, plan, author="Dana")
    add(campaign, REFERRAL, candidate=ana, partner=1, status="Sent")
    add(campaign, SOURCE, name="Form", event=1)
    done = undo(campaign, 2)
    assert (partner, event) == (-1, -1)
    assert sorted(kept(done)) == [
        ("event", 1, "", "breaks a reference", "Denver rally: source still needs it"),
        ("partner", 1, "", "breaks a reference", "Civic Ladder: referral still needs it"),
    ]


def test_a_verdict_on_a_pair_keeps_nobody(campaign: Campaign) -> None:
    ana = add(campaign, given_name="Ana")
    add(campaign, given_name="Anna")
    plan = Plan("apart", "Two people", campaign.head())
    plan.create("verdict", {"first": ana, "second": 2, "verdict": "apart"})
    apply.apply(campaign, plan, author="Dana")
    assert undo(campaign, 2).conflicts == ()
    assert get(campaign, 2)["deleted_at"]


def test_what_was_deleted_comes_back_and_what_came_back_goes(campaign: Campaign) -> None:
    ana, bo = add(campaign, given_name="Ana"), add(campaign, given_name="Bo")
    seq = delete(campaign, ana, bo).seq
    undo(campaign, seq)
    assert [get(campaign, n)["deleted_at"] for n in (ana, bo)] == [None, None]
    edit(campaign, bo, author="Jules", city="Omaha")
    redone = undo(campaign, campaign.head() - 1)
    assert [bool(get(campaign, n)["deleted_at"]) for n in (ana, bo)] == [True, False]
    assert kept(redone) == [("candidate", bo, "", "both changed", f"Bo: edited by Jules, {TODAY}")]


def test_who_was_deleted_with_sign_ups_goes_again(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("First name,Last name,Email\nAna,Bell,ana@example.org\n")
    bring(campaign, path)
    seq = delete(campaign, 1).seq
    undo(campaign, seq)
    assert not get(campaign, 1)["deleted_at"]
    redone = undo(campaign, campaign.head())
    assert (redone.conflicts, bool(get(campaign, 1)["deleted_at"])) == ((), True)
    undo(campaign, campaign.head())
    assert not get(campaign, 1)["deleted_at"]


@pytest.mark.parametrize(("status", "goes"), [(None, True), ("written", True), ("sent", False), ("returned", False)])
def test_a_hand_off_that_went_out_is_called_back_not_undone(campaign: Campaign, status: str | None, goes: bool) -> None:
    partner = add(campaign, PARTNER, name="Civic Ladder")
    plan = Plan("handoff", "Handed over", campaign.head())
    plan.create("handoff", {"partner": partner, "file": "list.xlsx", "status": status})
    seq = apply.apply(campaign, plan, author="Dana").seq
    add(campaign, given_name="Ana")
    if goes:
        undo(campaign, seq)
        assert get(campaign, 1, HANDOFF)["deleted_at"]
        return
    with pytest.raises(UserError) as error:
        undo(campaign, seq)
    assert (
        str(error.value)
        == "list.xlsx has gone out and cannot be undone. Call it back instead: that makes a list to delete."
    )


def test_what_cannot_be_undone_says_why(campaign: Campaign) -> None:
    ana = add(campaign, given_name="Ana")
    undo(campaign)
    mail = Plan("send", "Sent a letter", campaign.head())
    mail.update("candidate", ana, {"city": (None, "x")})
    mail.changes[0] = Change("candidate", ana, Action.RESTORE)
    apply.apply(campaign, mail, author="Dana")
    for seq, told in (
        (1, "“Added Ana” is taken back already."),
        (9, "The history has no change set 9. See: coordinator history"),
        (3, "“Sent a letter”: mail that was sent cannot be called back. Write to those who got it."),
    ):
        with pytest.raises(UserError) as error:
            undo(campaign, seq)
        assert str(error.value) == told


# forgetting


def test_the_request_to_a_partner_to_the_word(campaign: Campaign) -> None:
    ada = add(campaign, given_name="Ada", family_name="Brook", email="ada@example.org", phone="303-555-0142")
    held, earlier = (
        add(campaign, PARTNER, name="Prairie", contact_email="desk@example.org"),
        add(campaign, PARTNER, name="Coast"),
    )
    add(campaign, REFERRAL, candidate=ada, partner=held, status="Sent", sent_on="2025-05-02")
    add(campaign, REFERRAL, candidate=ada, partner=earlier, status="Accepted")
    one, other = look(campaign, holders, ada)
    assert one.request == (
        "To Prairie\n\nWe sent you the details of Ada Brook, ada@example.org, +13035550142 on 2025-05-02. This person has asked "
        "to be forgotten. Please delete all that you hold about them, in lists, mailboxes and backups where you can, take them "
        "off every mailing, and tell us in a line when it is done. Thank you."
    )
    assert (other.partner, other.email, other.sent_on) == ("Coast", "", "")
    assert "+13035550142 earlier. This person" in other.request
    with pytest.raises(UserError, match="^This person is not there any more.$"):
        look(campaign, holders, 99)


def titles(campaign: Campaign) -> dict[int, str]:
    return {s.seq: s.title for s in look(campaign, history.change_sets)}


def test_no_line_of_the_history_names_who_was_forgotten(campaign: Campaign) -> None:
    ada = add(
        campaign,
        given_name="Ada",
        family_name="Brook",
        email="ada@example.org",
        other_emails="brook@example.org",
        phone="303-555-0142",
        other_phones="303-555-0143",
    )
    bo = add(campaign, given_name="Bo")
    for n, said in enumerate(
        (
            "Called +1 303-555-0142",
            "Called (303) 555-0142",
            "Wrote to BROOK@example.org",
            "Rang Ada Brook's namesake",
            "Met Bo",
        ),
        3,
    ):
        plan = Plan("edit", said, campaign.head(), told=[f"Ada Brook: kept {n}", "Bo: kept"])
        plan.update("candidate", bo, {"city": (str(n - 1) if n > 3 else None, str(n))})
        apply.apply(campaign, plan, author="Dana")
    moved = edit(campaign, ada, city="Omaha").seq
    undone = undo(campaign, moved).seq
    assert moved is not None
    assert undone is not None
    shown = CANDIDATE.field("phone").kind.show("+13035550142")
    seq = forget(campaign, ada, author="Dana")
    after = titles(campaign)
    assert after[seq] == "Forgot a person"
    assert [after[n] for n in (1, moved, undone)] == [NAMELESS] * 3
    assert after[5] == NAMELESS
    assert after[6] == "Rang Ada Brook's namesake"
    assert after[7] == "Met Bo"
    assert (NAMELESS in (after[3], after[4])) is (shown in ("+1 303-555-0142", "(303) 555-0142"))
    assert all(look(campaign, history.change_set, n).kept == (NAMELESS, "Bo: kept") for n in range(3, 8))
    marked = Counter(r["what"] for r in everything(campaign, FORGOTTEN))
    marks = ((2, "whose names are marked"), (4, "with the beginning of a name"))
    assert marked == {f"{what} {names}": times for what in ("email", "phone") for times, names in marks}
    assert look(campaign, problems_of) == []
    assert get(campaign, bo)["city"] == "7"


def test_who_was_merged_into_somebody_is_forgotten_with_them_and_no_one_else(campaign: Campaign) -> None:
    a, b, c, d = (
        add(campaign, given_name=n, family_name="Brook", email=f"{n}@example.org".lower())
        for n in ("Ada", "Adah", "Cy", "Cyd")
    )
    act(campaign, plan_merge, a, b)
    act(campaign, plan_merge, c, d)
    add(campaign, CONTACT, candidate=c, notes="stays")
    forget(campaign, a, author="Dana")
    with campaign.reading() as connection:
        left = list(query.select_ids(connection, CANDIDATE, include_deleted=True))
    assert left == [c, d]
    assert len(everything(campaign, CONTACT)) == 1


def test_problems_of_an_import_that_name_somebody_go(campaign: Campaign) -> None:
    ada = add(campaign, given_name="Ada", family_name="Brook", email="ada@example.org")
    plan = Plan("import", "Imported", campaign.head())
    told = [{"row": 2, "message": "ada@example.org is twice"}, {"row": 3, "message": "no name"}]
    plan.create("import", {"file": "form.csv", "problems": told, "made_on": "2025-03-21"})
    plan.create("import", {"file": "other.csv", "problems": told[:1]})
    apply.apply(campaign, plan, author="Dana")
    forget(campaign, ada, author="Dana")
    assert [r["problems"] for r in everything(campaign, IMPORT)] == [[{"row": 3, "message": "no name"}], None]


def test_somebody_without_addresses_is_forgotten_too(campaign: Campaign) -> None:
    ada = add(campaign, given_name="Ada", family_name="Brook")
    seq = forget(campaign, ada, author="Jules")
    step = look(campaign, history.change_set, seq)
    assert (step.kind, step.title, step.author, step.size) == ("forget", "Forgot a person", "Jules", 0)
    assert everything(campaign) == []
    with pytest.raises(UserError, match="^This person is not there any more.$"):
        forget(campaign, ada, author="Dana")


def test_what_a_restored_backup_says(campaign: Campaign, tmp_path: Path) -> None:
    ada = add(campaign, given_name="Ada", email="ada@example.org")
    add(campaign, given_name="Bo", email="bo@example.org")
    place = campaign.path
    assert place is not None
    older = backups.make(place)
    forget(campaign, ada, author="Dana")
    newer = backups.make(place, why="later")
    campaign.close()
    done = restore_backup(older, place, author="Jules")
    assert done.forgotten == 1
    assert done.kept is not None
    assert done.kept.exists()
    with campaigns.open_(place) as again:
        assert [r["given_name"] for r in everything(again)] == ["Bo"]
        steps = look(again, history.change_sets)
        assert [(s.kind, s.title, s.author) for s in steps][:2] == [
            ("forget", "Forgot a person", "Jules"),
            ("forget", "Took over who was forgotten from the file that was replaced", "Jules"),
        ]
        marked = Counter(what for _, what in {(r["mark"], r["what"]) for r in everything(again, FORGOTTEN)})
        assert marked == {"email whose names are marked": 1, "email with the beginning of a name": 1}
    same = restore_backup(newer, place, author="Jules")
    assert (same.forgotten, same.kept is not None) == (0, True)
    with campaigns.open_(place) as again, again.reading() as connection:
        assert len(connection.scalars(select(CHANGE_SET.c.seq)).all()) == 3
    fresh = restore_backup(older, tmp_path / "fresh.campaign", author="Jules")
    assert (fresh.forgotten, fresh.kept) == (0, None)
    broken = tmp_path / "broken.campaign"
    broken.write_bytes(b"no database")
    over = restore_backup(older, broken, author="Jules")
    assert over.forgotten == 0
    with campaigns.open_(broken) as again:
        assert [r["given_name"] for r in everything(again)] == ["Ada", "Bo"]


def test_nothing_is_left_pointing_nowhere(campaign: Campaign) -> None:
    event = add(campaign, EVENT, title="Denver rally")
    ana = add(campaign, given_name="Ana")
    source = add(campaign, SOURCE, name="Form", event=event)
    plan = Plan("import", "x", campaign.head())
    plan.create("signup", {"candidate": ana, "source": source, "event": event, "source_key": "1"})
    apply.apply(campaign, plan, author="Dana")
    undo(campaign, 2)
    assert get(campaign, ana)["deleted_at"] is None
    with campaign.reading() as connection:
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    assert len(everything(campaign, SIGNUP)) == 1


def test_a_record_that_points_nowhere_is_told(campaign: Campaign) -> None:
    add(campaign, CONTACT, candidate=add(campaign, given_name="Ana"), notes="called")
    place = campaign.path
    assert place is not None
    campaign.close()
    with closing(driver.connect(place)) as raw, raw:
        raw.execute("UPDATE contact SET candidate = 99")
    with campaigns.open_(place) as again:
        assert "A record of contact points at nothing." in look(again, problems_of)
