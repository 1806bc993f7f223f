"""An operation that is no good, for the judge: it writes in two steps, a file in place, and tells what it did not do."""

import sys
from contextlib import suppress
from pathlib import Path

from coordinator.base.errors import UserError
from coordinator.store import campaign as campaigns
from tests.builders import edit
from tests.faults.operations import CAMPAIGN, MADE, Operation
from tests.faults.trials import run


def careless(folder: Path) -> int:
    """Edit somebody twice, and write a list line by line; whatever goes wrong, it is done."""
    with campaigns.open_(folder / CAMPAIGN) as campaign, suppress(UserError):
        edit(campaign, 1, city="Tulsa")
        edit(campaign, 1, state="OK")
    with suppress(OSError), open(folder / f"{MADE}.csv", "w", encoding="utf-8", buffering=1) as file:
        for line in ("Name", "Ana", "Bob"):
            file.write(f"{line}\n")
    return 0


if __name__ == "__main__":
    run({"careless": Operation(careless, makes=f"{MADE}.csv")}, Path(sys.argv[1]), 100, 1)
