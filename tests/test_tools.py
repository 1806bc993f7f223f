"""The demo really does the main job, and every screen is drawn."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.long
def test_the_demo_writes_a_campaign_a_workbook_and_pictures(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "coordinator", "demo", str(tmp_path), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    made = json.loads(done.stdout)
    assert (made["rows"]["candidates"], made["rows"]["events"]) == (167, 28)
    assert Path(made["campaign"]).is_file()
    assert Path(made["export"]).is_file()
    assert len(made["pictures"]) > 100
    assert all(Path(picture).stat().st_size > 1000 for picture in made["pictures"])
