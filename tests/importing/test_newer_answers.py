"""A newer no outweighs an older yes without a question; a newer yes after a no is asked about."""

from pathlib import Path

import pytest

from coordinator.importing.plan_and_apply import ConflictRule
from coordinator.records.refusals import refuses
from coordinator.store.campaign import Campaign
from tests.builders import add, bring, edit, everything, undo

ASKED = [
    # heading, yes, no, the field
    ("May we contact you?", "Yes", "No", "consent_contact"),
    ("Consent to contact", "Yes", "No", "consent_contact"),
    ("Can we contact you", "Yes", "Please do not", "consent_contact"),
    ("OK to contact", "Y", "N", "consent_contact"),
    ("Consent to contact", "Yes", "withdrawn", "consent_contact"),
    ("OK to share with partners", "Yes", "No", "consent_share"),
    ("Do not contact", "No", "Yes", "do_not_contact"),
    ("Do not call", "No", "Yes", "do_not_call"),
    ("Do not e-mail", "No", "Yes", "do_not_email"),
]


def said(folder: Path, name: str, heading: str, *answers: str, more: str = "") -> Path:
    """Write a list of Gus, with an answer in each row; return its path."""
    path = folder / f"{name}.csv"
    further, _, value = more.partition("=")
    rows = [f"Gus Six,gus@example.org,614-555-0101,{answer},{value}" for answer in answers]
    head = f"Name,Email,Phone,{heading},{further}"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(("heading", "yes", "no", "key"), ASKED)
@pytest.mark.parametrize("rule", [None, ConflictRule.FILL])
def test_a_newer_no_counts(
    campaign: Campaign, tmp_path: Path, heading: str, yes: str, no: str, key: str, rule: ConflictRule | None
) -> None:
    bring(campaign, said(tmp_path, "a", heading, yes), source="A")
    (before,) = everything(campaign)
    plan, _ = bring(campaign, said(tmp_path, "b", heading, no), source="B", rules={"": rule} if rule else {})
    (gus,) = everything(campaign)
    assert gus[key] is key.startswith("do_not")
    assert not [c for row in plan.rows for c in row.conflicts]
    assert any("the no counts" in note and "Gus Six" in note for note in plan.told)
    undo(campaign)
    assert everything(campaign)[0][key] == before[key] is not None


@pytest.mark.parametrize(("heading", "yes", "no", "key"), ASKED)
@pytest.mark.parametrize("same", [True, False], ids=["one source", "two sources"])
def test_a_newer_yes_is_asked_about(
    campaign: Campaign, tmp_path: Path, heading: str, yes: str, no: str, key: str, same: bool
) -> None:
    bring(campaign, said(tmp_path, "a", heading, no), source="A")
    rules = {"": ConflictRule.OVERWRITE}  # for all fields; nobody thought of this one
    plan, _ = bring(campaign, said(tmp_path, "b", heading, yes), source="A" if same else "B", rules=rules)
    assert [c.field for row in plan.rows for c in row.conflicts] == [key]
    assert everything(campaign)[0][key] is key.startswith("do_not")


def test_a_no_counts_also_after_a_yes_by_hand_and_in_one_list(campaign: Campaign, tmp_path: Path) -> None:
    plan, _ = bring(campaign, said(tmp_path, "a", "May we contact you?", "Yes", "No"), source="A")
    assert [(p.row, p.column, p.value) for p in plan.problems] == [(2, "May we contact you?", "Yes")]
    (gus,) = everything(campaign)
    assert refuses(gus, "email")
    edit(campaign, gus["id"], consent_contact=True)
    bring(campaign, said(tmp_path, "b", "May we contact you?", "No"), source="B")
    assert refuses(everything(campaign)[0], "email")


def test_a_no_from_before_the_yes_counts_and_is_told(campaign: Campaign, tmp_path: Path) -> None:
    later, before = "Signed up=2026-03-01", "Signed up=2026-01-02"
    bring(campaign, said(tmp_path, "a", "May we contact you?", "Yes", more=later), source="A")
    plan, _ = bring(campaign, said(tmp_path, "b", "May we contact you?", "No", more=before), source="B")
    assert everything(campaign)[0]["consent_contact"] is False
    assert any("2026-01-02" in p.message and "2026-03-01" in p.message for p in plan.problems)
    last = said(tmp_path, "c", "OK to share with partners", "Yes", more=later)
    bring(campaign, last, source="A")
    plan, _ = bring(campaign, said(tmp_path, "d", "OK to share with partners", "No", more="Signed up=2026-04-04"))
    assert everything(campaign)[0]["consent_share"] is False
    assert not [p for p in plan.problems if "2026-04-04" in p.message]


@pytest.mark.parametrize(
    ("no", "heading", "key"),
    [
        ({"do_not_contact": True}, "May we contact you?", "do_not_contact"),
        ({"consent_contact": False}, "Do not contact", "consent_contact"),
    ],
)
def test_a_yes_in_another_column_after_a_no_is_told(
    campaign: Campaign, tmp_path: Path, no: dict[str, bool], heading: str, key: str
) -> None:
    add(campaign, given_name="Gus", family_name="Six", email="gus@example.org", **no)
    yes = "Yes" if heading.endswith("?") else "No"
    plan, _ = bring(campaign, said(tmp_path, "a", heading, yes), source="A")
    assert everything(campaign)[0][key] is no[key]
    (told,) = [p for p in plan.problems if "The no counts" in p.message]
    assert (told.row, told.value) == (2, yes)
    assert "Gus Six" in told.message
    again, _ = bring(campaign, said(tmp_path, "a", heading, yes), source="A")
    assert not again.problems


@pytest.mark.parametrize(
    ("rule", "told"), [(ConflictRule.OVERWRITE, "This yes is taken"), (ConflictRule.FILL, "The no counts")]
)
def test_a_yes_after_a_no_is_told_where_a_rule_answers(
    campaign: Campaign, tmp_path: Path, rule: ConflictRule, told: str
) -> None:
    add(campaign, given_name="Gus", family_name="Six", email="gus@example.org", consent_share=False)
    path = said(tmp_path, "a", "OK to share with partners", "Yes")
    plan, _ = bring(campaign, path, source="A", rules={"consent_share": rule})
    assert everything(campaign)[0]["consent_share"] is (rule is ConflictRule.OVERWRITE)
    assert [told in p.message for p in plan.problems] == [True]
