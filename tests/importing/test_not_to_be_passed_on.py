"""Remarks of people who do not want their number or name to go to others: each is told, none is silent."""

from pathlib import Path

import pytest

from coordinator.importing.plan_and_apply import plan_import
from coordinator.records import opt_outs
from coordinator.store.campaign import Campaign
from tests.builders import bring


@pytest.mark.parametrize(
    "text",
    [
        "please dont pass on my number",
        "don't give my info to anybody",
        "dont give my name to anyone",
        "Do not share my details",
        "do not hand out my phone",
        "Never give out my e-mail",
        "asked us not to pass her number along",
        "doesn't want her info shared",
        "not to be forwarded",
        "keep my info private",
        "Please keep this between us",
        "no pasen mi número a nadie",
        "no den mis datos",
        "No compartan mi correo",
        "que no lo compartan",
        "no entreguen su teléfono a otros",
    ],
)
def test_a_no_to_being_passed_on_is_seen(text: str) -> None:
    assert opt_outs.may_forbid_sharing(text)


@pytest.mark.parametrize("heading", ["Said", "Notes", "Comentarios"])
def test_it_is_told_with_row_and_column(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    path = tmp_path / "list.csv"
    said = ["please dont pass on my number", "wants to hear about the school board", "no den mis datos a nadie"]
    rows = "".join(
        f"Ana {n},ana{i}@example.org,{s}\n" for i, (n, s) in enumerate(zip(("Lee", "Ruiz", "Cole"), said, strict=True))
    )
    path.write_text(f"Name,E-mail,{heading}\n{rows}", encoding="utf-8")
    plan, _ = bring(campaign, path)
    assert [(p.row, p.column) for p in plan.problems if "passed on" in p.message] == [(2, heading), (4, heading)]


@pytest.mark.parametrize(
    "text",
    [
        "happy to share, Carol only",
        "don't give up on me",
        "pass on my number to the trainers please",
        "not sure, give me more details",
        "keep me posted",
        "keep my name on the list",
        "did not get the info, send it to me",
        "no den por hecho que voy",
        "do not pass the school, turn left",
        "please don't forget my sister",
        "not giving up",
        "no me den largas",
        "not sharing a car that day",
        "don't send it to me by mail",
    ],
)
def test_other_remarks_are_none(text: str) -> None:
    assert not opt_outs.may_forbid_sharing(text)


def test_who_says_no_already_is_not_asked_to(campaign: Campaign, tmp_path: Path) -> None:
    (path := tmp_path / "list.csv").write_text(
        "First name,Last name,E-mail,May we share your info with partner orgs?,Notes\n"
        "Ann,Zzfolk,ann@example.org,No,please dont pass on my number\n"
        "Bo,Zzclay,bo@example.org,Yes,please dont pass on my number\n",
        encoding="utf-8",
    )
    plan = plan_import(campaign, path)
    assert [p.row for p in plan.problems if "say No if so" in p.message] == [3]
