"""Train and measure the recognizer of columns.

Run: python -m tools.recognition train FOLDER        fit the weights to the labelled sheets of a folder and the wordings
     python -m tools.recognition leave-one-out FOLDER  each service in turn is recognized by what the others taught
     python -m tools.recognition score FOLDER        recognize the labelled sheets of a folder with the stored weights
     python -m tools.recognition keep FOLDER NAME    keep the sheets of a folder as sheets/NAME.jsonl, to train with
     python -m tools.recognition near-words FILE …   write which words are no typing error (lists of words)
"""

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from coordinator.base.folding import without_accents
from coordinator.base.paths import resources
from coordinator.importing.recognition.lexicon import lexicon
from coordinator.importing.recognition.model import FILE, save
from coordinator.importing.recognition.word_lists import FOLDER
from tools.recognition.examples import KEPT, LabelledSheet, Wording, keep, read_sheets, read_wordings, services_of
from tools.recognition.measuring import Verdict, judge, report
from tools.recognition.training import ROUNDS, train

HERE = Path(__file__).parent


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["train", "leave-one-out", "score", "keep", "near-words"])
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--list", type=int, default=0, help="also list so many wrong columns, harmful ones first")
    parser.add_argument("--folds", type=int, help="leave several services out at once, in so many groups: quicker")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often examples are made; 1 is quicker")
    parser.add_argument("--only", type=int, nargs=2, help="of N parts of the services only the Kth, from 0: K N")
    parser.add_argument("--predictions", type=Path, help="write predictions as JSON lines here")
    args = parser.parse_args()
    if args.what == "near-words":
        near_words(args.paths)
        return
    sheets = read_sheets(args.paths[0])
    if args.what == "keep":
        print(keep(sheets, str(args.paths[1])))
        return
    wordings = read_wordings(HERE)
    if args.what == "score":
        verdicts = judge(sheets)
    else:
        kept = read_sheets(KEPT)
        services = services_of([*sheets, *kept] if args.what == "train" else sheets)
        if args.only:
            services = services[args.only[0] :: args.only[1]]
        verdicts = left_out([*sheets, *kept], services, wordings, args.folds, args.rounds)
        if args.what == "train":
            print("each left out once:", *report(verdicts, listed=args.list), sep="\n")
            learned = replace(train([*sheets, *kept], wordings), right=calibrated(verdicts))
            save(learned, resources() / FOLDER / FILE)
            verdicts = judge(sheets, learned)
    if args.predictions:
        lines = [
            json.dumps({"file": v.sheet, "index": v.index, "target": v.said, "certainty": round(v.certainty, 4)})
            for v in verdicts
        ]
        args.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(report(verdicts, listed=args.list)))


def left_out(
    sheets: Sequence[LabelledSheet],
    services: Sequence[str],
    wordings: Sequence[Wording],
    folds: int | None,
    rounds: int,
) -> list[Verdict]:
    """Recognize each service's sheets with weights that were fitted to others."""
    verdicts: list[Verdict] = []
    for fold in range(folds or len(services)):
        away = services[fold :: folds or len(services)]
        learned = train([s for s in sheets if s.service not in away], wordings, rounds)
        verdicts += judge([s for s in sheets if s.service in away], learned)
        print(f"without {', '.join(away[:4])} … ({len(away)}): {report(verdicts)[0]}", flush=True)
    return verdicts


def calibrated(verdicts: Sequence[Verdict]) -> tuple[tuple[float, float], ...]:
    """Return share of likelihood → how often it was right, never falling (pool adjacent violators)."""
    pools: list[list[float]] = []
    for verdict in sorted(verdicts, key=lambda v: v.certainty):
        pools.append([verdict.certainty, float(verdict.right), 1.0])
        while len(pools) > 1 and (pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2] or pools[-2][2] < 25):
            certainty, right, n = pools.pop()
            pools[-1] = [
                (pools[-1][0] * pools[-1][2] + certainty * n) / (pools[-1][2] + n),
                pools[-1][1] + right,
                pools[-1][2] + n,
            ]
    return tuple((c, (r + 0.5) / (n + 1)) for c, r, n in pools)


def near_words(paths: Sequence[Path]) -> None:
    """Write the words of a language that are nearly a word with a concept, but are words of their own."""
    from rapidfuzz.distance import OSA

    known = [w for w in lexicon().single if len(w) >= 3]
    found: set[str] = set()
    for path in paths:
        words = set(re.findall(r"\w+", without_accents(path.read_text(encoding="utf-8"))))
        for word in words:
            most = 2 if len(word) >= 7 else 1
            if (
                len(word) >= 4
                and word.isalpha()
                and word.isascii()
                and any(
                    abs(len(k) - len(word)) <= most and OSA.distance(word, k, score_cutoff=most) <= most for k in known
                )
            ):
                found.add(word)
    text = "\n".join(sorted(found - set(lexicon().single))) + "\n"
    (resources() / FOLDER / "near_words.txt").write_text(text, encoding="utf-8")
    print(f"{len(found)} words")


if __name__ == "__main__":
    main()
