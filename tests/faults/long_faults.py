"""Refuse the disk's calls of all operations, one by one: python -m tests.faults.long_faults [TRIALS] [SEED].

A line for each operation says how many calls it makes, how many were tried in all ways, and how many trials ended
otherwise than they may; what went wrong follows.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.faults.disk import begun_with, compiled


def main() -> int:
    """Run the trials and tell of them; return the exit status."""
    trials, seed = [*sys.argv[1:3], *("10000", "1")[len(sys.argv[1:3]) :]]
    with tempfile.TemporaryDirectory() as place:
        result = Path(place, "result.json")
        command = begun_with(compiled(Path(place)), "tests.faults.trials", str(result), "--trials", trials)
        subprocess.run([*command, "--seed", seed], check=True)
        found = json.loads(result.read_text(encoding="utf-8"))
    for name, calls in found["calls"].items():
        wrong = sum(w["operation"] == name for w in found["wrong"])
        print(f"{name:16} {calls:6,} calls {found['tried'].get(name, 0):6,} faults {wrong:4,} wrong")
    print(f"{sum(found['tried'].values()):,} faults, {len(found['wrong']):,} wrong")
    for each in found["wrong"]:
        print(json.dumps(each))
    return 1 if found["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
