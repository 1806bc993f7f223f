"""A day of the tour: schedule, three desks of which one loses its plug, a stack of paper, phones on the form; then all of it together."""

import datetime as dt
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from coordinator.changes import apply
from coordinator.changes.checking import problems_of
from coordinator.records.catalog import EVENT, SIGNUP
from coordinator.records.credit import CreditRule, Why
from coordinator.store.campaign import Campaign
from coordinator.tour.desk import Desk, make_desk
from coordinator.tour.paper import Line
from coordinator.tour.paper_signups import plan_sheet
from coordinator.tour.stops import read_tour
from tests.builders import bring, everything, undo
from tests.form.serving import serving

SCHEDULE = """Title,When,City,State,ZIP,Attendance,Slug
Tempe rally,"Thu 3/20/2025, 6pm (doors 4pm)",Tempe,AZ,85281,"15,000",tempe
Denver rally,"Fri 3/21/2025, 5pm (doors 3pm)",Denver,CO,80202,approx 34k,denver
"""
ONLINE = """First name,Last name,Email,Zip,Timestamp,utm_campaign
Ann,Both,both0@example.org,80203,2025-03-25 10:00:00,denver
Near,Place,near@example.org,80205,2025-03-22 01:00:00,
Far,Away,far@example.org,10001,2025-03-22 01:00:00,
"""
KILLED = """
import sys
from pathlib import Path
from coordinator.tour.desk import Desk
import datetime as dt
desk = Desk(Path(sys.argv[1]))
for n in range(100_000):
    who = f"plug{n}@example.org"
    desk.confirm({"name": f"Given{n} Plug", "email": who}, "en", dt.datetime(2025, 3, 22, 0, 30, tzinfo=dt.UTC))
    print(who, flush=True)
"""
AT_TEMPE, AT_DENVER = (dt.datetime(2025, 3, day, hour, 30, tzinfo=dt.UTC) for day, hour in ((21, 1), (22, 0)))


def desk(campaign: Campaign, stop: int, path: Path) -> Desk:
    with campaign.reading() as connection:
        return Desk(make_desk(connection, stop, path, "2846"))


def fill(desk: Desk, at: dt.datetime, *people: tuple[str, str]) -> Path:
    for name, email in people:
        desk.confirm({"name": name, "email": email, "consent_contact": "yes"}, "en", at)
    desk.close()
    return desk.path


def sign_ups_of(campaign: Campaign, rule: CreditRule) -> dict[str, int]:
    with campaign.reading() as connection:
        tour = read_tour(connection, rule)
    return {("none" if n is None else str(tour.events[n]["slug"])): f.sign_ups for n, f in tour.figures.items()}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_a_day(campaign: Campaign, tmp_path: Path) -> None:
    (tmp_path / "schedule.csv").write_text(SCHEDULE, encoding="utf-8")
    bring(campaign, tmp_path / "schedule.csv")
    tempe, denver = (
        next(e["id"] for e in everything(campaign, EVENT) if e["slug"] == slug) for slug in ("tempe", "denver")
    )

    # Thursday in Tempe: one desk. Two of its people come to Denver too.
    files = [
        fill(
            desk(campaign, tempe, tmp_path / "tempe.desk"),
            AT_TEMPE,
            *((f"Given{n} Tempe", f"t{n}@example.org") for n in range(6)),
            ("Ann Both", "both0@example.org"),
            ("Bea Both", "both1@example.org"),
        )
    ]

    # Friday in Denver: a desk, a desk that loses its plug, three sheets of paper, phones.
    files.append(
        fill(
            desk(campaign, denver, tmp_path / "denver 1.desk"),
            AT_DENVER,
            *((f"Given{n} Denver", f"d{n}@example.org") for n in range(9)),
        )
    )
    plugged = desk(campaign, denver, tmp_path / "denver 2.desk")
    plugged.close()
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(plugged.path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        confirmed = [process.stdout.readline().strip() for _ in range(25)]
        process.send_signal(signal.SIGKILL)
        confirmed += [line for line in process.stdout.read().split("\n")[:-1] if line.endswith("@example.org")]
    files.append(plugged.path)
    for sheet in (1, 2, 3):
        lines = [Line(n, {"name": f"Given{sheet}{n} Paper", "reach": f"p{sheet}{n}@example.org"}) for n in range(1, 5)]
        if sheet == 3:
            lines.append(Line(5, {"name": "Ann Both", "reach": "both0@example.org", "consent_contact": "yes"}))
        with campaign.reading() as connection:
            planned = plan_sheet(connection, denver, sheet, lines)
        apply.apply(campaign, planned.plan, author="Dana")
    with serving(campaign.where, "--event", "E-00002-Q" if denver == 2 else "E-00001-S") as server:
        for n in range(5):
            status, _ = server.sign_up(n)
            assert status in (200, 303)
        assert server.sign_up(99, name="Bea Both", email="both1@example.org")[0] in (200, 303)

    # Back at the office: the files in any order, one of them twice, one cut short first.
    cut = tmp_path / "cut.desk"
    cut.write_bytes(files[1].read_bytes()[:-2000])
    again = Path(shutil.copyfile(files[0], tmp_path / "tempe (1).desk"))
    for file in (cut, files[2], files[0], files[1], again):
        bring(campaign, file)
    (tmp_path / "online.csv").write_text(ONLINE, encoding="utf-8")
    bring(campaign, tmp_path / "online.csv")

    # Everybody is there once.
    emails = [c["email"] for c in everything(campaign)]
    plug = [e for e in emails if str(e).startswith("plug")]
    wanted = (
        {f"t{n}@example.org" for n in range(6)}
        | {f"d{n}@example.org" for n in range(9)}
        | {f"p{n}@example.org" for n in range(5)}
    )
    wanted |= {f"p{s}{n}@example.org" for s in (1, 2, 3) for n in range(1, 5)} | {
        "both0@example.org",
        "both1@example.org",
    }
    wanted |= {"near@example.org", "far@example.org"}
    assert len(emails) == len(set(emails))
    assert set(confirmed) <= set(plug)
    assert len(plug) - len(confirmed) <= 1  # the one whose answer was on its way
    assert set(emails) - set(plug) == wanted

    # And counts for the stop, by each rule.
    many = len(plug)
    denver_alone = 9 + many + 12 + 5
    assert len(everything(campaign, SIGNUP)) == 8 + denver_alone + 2 + 3
    assert sign_ups_of(campaign, CreditRule.ALL) == {"tempe": 8, "denver": denver_alone + 2 + 2, "none": 1}
    assert sign_ups_of(campaign, CreditRule.FIRST) == {"tempe": 8 + 2 + 1, "denver": denver_alone + 1, "none": 1}
    assert sign_ups_of(campaign, CreditRule.LAST) == {"tempe": 6, "denver": denver_alone + 4 + 2, "none": 1}
    with campaign.reading() as connection:
        tour = read_tour(connection, CreditRule.ALL)
        assert problems_of(connection) == []
    assert tour.figures[denver].by == {Why.NAMED: denver_alone + 2, Why.CODE: 1, Why.PLACE: 1}
    assert tour.figures[denver].attendance == 34_000

    # One step takes back a desk.
    undo(campaign)
    assert sign_ups_of(campaign, CreditRule.ALL)["none"] == 0
