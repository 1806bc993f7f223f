"""Offices with a column of ticks each: kept as answers, and that is told."""

from pathlib import Path

import pytest

from coordinator.operations import importing
from coordinator.store.campaign import Campaign


@pytest.mark.parametrize("tick", ["x", "X", "✓", "1", "yes"])
@pytest.mark.parametrize("heads", ["Mayor,City Council,School Board", "Federal,Statewide,Local"])
def test_ticks_below_choices_are_answers_and_that_is_told(
    campaign: Campaign, tmp_path: Path, tick: str, heads: str
) -> None:
    rows = [
        f"Noor Hale,noor@example.org,{tick},,",
        f"Bo Lind,bo@example.org,,{tick},",
        f"Ida Ek,ida@example.org,,,{tick}",
    ]
    path = tmp_path / "list.csv"
    path.write_text("\n".join([f"Name,Email,{heads}", *rows]) + "\n", encoding="utf-8")
    plan = importing.plan(campaign, path)
    assert [c.target for c in plan.sheets[0].columns] == ["+full_name", "email", "answer", "answer", "answer"]
    assert any(heads.split(",")[0] in note and "choice of a question each" in note for note in plan.notes)
