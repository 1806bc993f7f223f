"""Killed at any moment of an import, the file opens and the import is wholly there or wholly not."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coordinator.changes.checking import problems_of
from coordinator.store import campaign as campaigns
from tests.builders import DATA, everything
from tests.extent import usually

ROOT = Path(__file__).parents[2]
MOMENTS = usually(6, 20)
ROWS = 1500


@pytest.fixture(scope="module")
def list_(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kill") / "many.csv"
    lines = ["First name,Last name,Email,Phone,State,Notes"]
    lines += [f"Ana{i},Good{i},ana{i}@example.org,303-555-01{i % 100:02d},CO,note {i}" for i in range(ROWS)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_killed_at_any_moment(template: Path, tmp_path: Path, list_: Path) -> None:
    command = [sys.executable, "-m", "coordinator", "import", str(list_)]
    rng = random.Random(7)
    whole, path = 0.0, tmp_path / "k.campaign"
    seen = set()
    for moment in range(MOMENTS + 1):
        for leftover in tmp_path.glob("k.campaign*"):
            leftover.unlink()
        path.write_bytes(template.read_bytes())
        env = {**os.environ, "PYTHONPATH": str(ROOT), "COORDINATOR_CAMPAIGN": str(path)}
        began = time.monotonic()
        process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if moment == 0:
            assert process.wait() == 0
            whole = time.monotonic() - began
            continue
        time.sleep(whole * rng.uniform(0.3, 1.0))
        process.kill()
        process.wait()
        with campaigns.open_(path) as opened:
            number = len(everything(opened))
            seen.add(number)
            assert number in (0, ROWS)
            with opened.reading() as connection:
                assert problems_of(connection) == []
    assert DATA.exists()
    assert seen <= {0, ROWS}
