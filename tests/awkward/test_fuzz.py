"""Good files with some of their bytes or cells spoilt: read, or refused in a sentence; never anything else."""

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.base.errors import UserError
from coordinator.changes.checking import problems_of
from coordinator.operations import importing
from coordinator.store import campaign as campaigns
from tests.awkward.files import ANA, HEAD, book
from tests.builders import DATA

CSV = (DATA / "action-network-denver.csv").read_bytes()[:3000]
damage = st.lists(st.tuples(st.integers(0, 2999), st.binary(min_size=0, max_size=4)), min_size=1, max_size=8)


def spoilt(data: bytes, cuts: list[tuple[int, bytes]]) -> bytes:
    for at, new in cuts:
        at %= len(data)
        data = data[:at] + new + data[at + 1 :]
    return data


def bring(template: Path, name: str, data: bytes) -> None:
    """Import a file into a campaign of its own: all of it works, or a sentence says why not."""
    with tempfile.TemporaryDirectory() as folder:
        path, file = Path(folder) / "t.campaign", Path(folder) / name
        path.write_bytes(template.read_bytes())
        file.write_bytes(data)
        with campaigns.open_(path) as campaign:
            try:
                plan = importing.plan(campaign, file)
            except UserError as error:
                refused = error.sentence
            else:
                refused = ""
            if refused:
                assert refused.endswith(".")
                assert campaign.head() == 0
                return
            importing.apply(campaign, plan, author="Dana")
            with campaign.reading() as connection:
                assert problems_of(connection) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=damage)
def test_bytes_of_a_csv(template: Path, cuts: list[tuple[int, bytes]]) -> None:
    bring(template, "list.csv", spoilt(CSV, cuts))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cuts=damage,
    name=st.sampled_from(["contacts/apple.vcf", "contacts/old.vcf", "files/page.xls", "files/excel_2003.xls"]),
)
def test_bytes_of_cards_and_pages(template: Path, cuts: list[tuple[int, bytes]], name: str) -> None:
    path = DATA / "inputs" / name
    bring(template, path.name, spoilt(path.read_bytes(), cuts))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=damage)
def test_bytes_of_a_workbook(template: Path, tmp_path_factory, cuts: list[tuple[int, bytes]]) -> None:  # noqa: ANN001
    whole = book(tmp_path_factory.mktemp("fuzz") / "good.xlsx", HEAD + ANA).read_bytes()
    bring(template, "list.xlsx", spoilt(whole, cuts))


cells = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "1/2/3",
            "13/13/2025",
            "x@y",
            "a@example.org;b@example.org",
            "+",
            "=1+1",
            "\x00",
            "9" * 40,
            "-5",
            "TRUE",
            "#N/A",
        ]
    ),
)
HEADINGS = [
    "First name",
    "Last name",
    "Email",
    "Phone",
    "State",
    "ZIP",
    "Birth date",
    "What do you want to run for?",
    "Party",
    "Tags",
    "Odd",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(cells, min_size=len(HEADINGS), max_size=len(HEADINGS)), min_size=1, max_size=5))
def test_cells(template: Path, rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([HEADINGS, *rows])
    bring(template, "list.csv", out.getvalue().encode("utf-8", "replace"))
