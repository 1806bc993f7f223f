"""Files that once went wrong come in right: dialects, encodings, wrapped text, old and odd formats."""

from pathlib import Path

import pytest

from coordinator.changes import apply
from coordinator.changes.plan import Plan
from coordinator.importing.headings import former_fingerprint
from coordinator.importing.plan import ANY_SHEET
from coordinator.importing.targets import ANSWER
from coordinator.operations import importing
from coordinator.records.catalog import SOURCE
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything

FILES = Path("inputs")


def told(campaign: Campaign, name: str, *keys: str) -> list[tuple[object, ...]]:
    bring(campaign, FILES / name)
    return [tuple(p[key] for key in keys) for p in everything(campaign)]


@pytest.mark.parametrize(
    ("name", "keys", "people"),
    [
        (
            "cells/15-blank-after-comma.csv",
            ("given_name", "family_name", "notes"),
            [("Ana", "Larkin", "likes parks, trains"), ("Bea", "Morse", "x")],
        ),
        (
            "cells/15b-blank-after-semicolon.csv",
            ("given_name", "email"),
            [("Ana", "k1501@example.org"), ("Bea", "k1502@example.org")],
        ),
        ("cells/16-backslash-quotes.csv", ("notes",), [('She said "run", twice',), ("ok",)]),
        (
            "cells/17-text-formulas.csv",
            ("given_name", "family_name", "phone", "postcode"),
            [("Ana", "Larkin", "+13035550101", "02134"), ("Bea", "Morse", "+13035550102", "02135")],
        ),
        ("cells/17b-text-formulas.csv", ("city",), [("Reno",), ("Boise",)]),
        ("cells/18-html-entities.csv", ("family_name", "notes"), [("O'Connor", "parks & trains"), ("Muñoz", "x")]),
        (
            "cells/18b-html-entities.csv",
            ("given_name", "family_name", "city"),
            [("Renée", "D’Angelo", "Coeur d'Alene")],
        ),
        (
            "cells/19-saved-on-a-mac.csv",
            ("given_name", "family_name", "city"),
            [("Zoë", "Núñez", "San José"), ("José", "Peña", "Cañon City"), ("Renée", "Müller", "Española")],
        ),
        ("cells/20-header-again.csv", ("given_name", "family_name"), [("Ana", "Larkin"), ("Bea", "Morse")]),
        ("cells/28-name-twice.csv", ("given_name", "family_name"), [("Ana", "Larkin"), ("Bea", "Morse")]),
        (
            "cells/27-address-card.vcf",
            ("given_name", "family_name", "email", "phone"),
            [("Ana", "Larkin", "g2701@example.org", "+13035550101")],
        ),
        ("files/capital_stream.xls", ("given_name", "postcode"), [("Ann", "02139"), ("Bob", "00501")]),
        ("files/backslash_parts.xlsx", ("given_name", "postcode"), [("Ann", "02139"), ("Bob", "00501")]),
        (
            "contacts/one-card.vcf",
            ("given_name", "family_name", "email", "phone"),
            [("Casey", "Stone", "casey@example.org", "+13035550177")],
        ),
    ],
)
def test_people_are_right(campaign: Campaign, name: str, keys: tuple[str, ...], people: list[tuple[str, ...]]) -> None:
    found = told(campaign, name, *keys)
    if name.startswith("cells/15b"):
        assert '"' not in str(everything(campaign))
    if name.startswith("cells/17b"):
        assert "'007'" in str(everything(campaign)[0])
    assert found == people


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("cells/24-number-formats.xlsx", {"Badge no": "01234567", "Ticket": "123456789012345"}),
        ("cells/24b-number-formats.xlsx", {"Member no": "012-34-5678", "Order": "123456789012346000"}),
    ],
)
def test_numbers_are_as_they_are_shown(campaign: Campaign, name: str, answers: dict[str, str]) -> None:
    bring(campaign, FILES / name, mapping={ANY_SHEET: dict.fromkeys(answers, ANSWER)})
    (person,) = everything(campaign)
    assert set(answers.values()) <= set(map(str, (person["answers"] or {}).values()))


def test_merged_cells(campaign: Campaign) -> None:
    bring(campaign, FILES / "cells/26-merged-cells.xlsx")
    assert "Friend" in (everything(campaign)[2]["answers"] or {}).values()


def test_answers_of_several_lines(campaign: Campaign) -> None:
    bring(campaign, FILES / "files/semicolons_in_lines.csv")
    people = everything(campaign)
    assert [p["given_name"] for p in people] == ["Ann", "Bob", "Cy"]
    assert all(str(p["answers"]).count("\\n") == 5 for p in people)


def test_error_cells_of_an_xls_are_told(campaign: Campaign) -> None:
    plan, _ = bring(campaign, FILES / "files/error_cells.xls")
    assert [(p.row, p.column, p.value) for p in plan.problems] == [(2, "Stage", "#N/A"), (3, "Stage", "#N/A")]


def test_every_row_below_is_a_record_or_told(campaign: Campaign) -> None:
    plan, _ = bring(campaign, FILES / "files/below.csv")
    said = str([s.skipped for s in plan.sheets]) + str([r.cells for r in plan.rows]) + str(everything(campaign))
    assert all(word in said for word in ("Cher", "0144"))
    assert plan.counts.rows + plan.counts.left_out == 4


def test_headings_of_other_alphabets_stay_apart(campaign: Campaign) -> None:
    bring(campaign, FILES / "files/cyrillic1.csv")
    plan, _ = bring(campaign, FILES / "files/cyrillic2.csv")
    people = {p["given_name"]: sorted((p["answers"] or {}).values()) for p in everything(campaign)}
    assert people["Petr"] == sorted(["Остин", "мэр", "газета"])
    assert people["Olga"] == sorted(["Омаха", "совет", "радио"])
    assert people["Ivan"] == sorted(["Денвер", "школа", "от друга"])
    assert [(c.ours, c.theirs) for c in plan.plan.conflicts] == [("школа", "библиотека")]


def test_a_changed_answer_in_the_same_list_is_taken(campaign: Campaign, tmp_path: Path) -> None:
    text = (Path(__file__).parent.parent / "data" / FILES / "files/cyrillic1.csv").read_text(encoding="utf-8")
    for week, said in enumerate(("школа", "библиотека", "парк"), 1):
        (tmp_path / f"list week {week}.csv").write_text(text.replace("школа", said), encoding="utf-8")
        plan, _ = bring(campaign, tmp_path / f"list week {week}.csv")
    assert [(f.label, f.before, f.after) for r in plan.rows for f in r.fields] == [("Интерес", "библиотека", "парк")]
    assert not plan.plan.conflicts


def test_a_source_of_an_earlier_version_is_still_known(campaign: Campaign) -> None:
    bring(campaign, FILES / "files/cyrillic1.csv", source="Форма")
    headings = ["First name", "Email", "Город", "Интерес", "Как узнали"]
    (source,) = everything(campaign, SOURCE)
    plan = Plan("edit", "As before", campaign.head())
    before = source["mapping"]
    after = {**before, "fingerprint": former_fingerprint(headings)}
    plan.update("source", source["id"], {"mapping": (before, after)})
    apply.apply(campaign, plan, author="Dana")
    assert (
        importing.plan(campaign, Path(__file__).parent.parent / "data" / FILES / "files/cyrillic1.csv").source_name
        == "Форма"
    )
