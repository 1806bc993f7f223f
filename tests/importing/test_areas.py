"""States below a word that programs use for coordinates."""

from pathlib import Path

import pytest

from coordinator.operations import importing
from coordinator.store.campaign import Campaign


@pytest.mark.parametrize(
    ("heading", "cells", "target"),
    [
        ("geo", ("NV", "OH", "NV"), "state"),
        ("Geo state", ("Nevada", "Ohio", "Utah"), "state"),
        ("GEO area", ("nv", "oh", "mi"), "state"),
        ("Geo", ("39.52, -119.81", "39.96, -83.00", "40.76, -111.89"), "ignored"),
        ("geo_ip_state", ("NV", "OH", "NV"), "ignored"),
    ],
)
def test_states_win_over_a_word_for_coordinates(
    campaign: Campaign, tmp_path: Path, heading: str, cells: tuple[str, ...], target: str
) -> None:
    rows = [f'Ana{i} Larkin,ana{i}@example.org,"{cell}"' for i, cell in enumerate(cells * 3)]
    (path := tmp_path / "list.csv").write_text("\n".join([f"Name,Email,{heading}", *rows]), encoding="utf-8")
    assert importing.plan(campaign, path).sheets[0].columns[2].target == target
