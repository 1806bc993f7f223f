"""Remarks of people who want to be left alone, or cannot be reached any more: none of them passes in silence."""

from pathlib import Path

import pytest

from coordinator.records.catalog import CANDIDATE
from coordinator.records.refusals import MARKS
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything

LEFT_ALONE = (
    "Delete me",
    "No email please",
    "Ya no me manden nada por favor",
    "Not interested",
    "no le interesa",
    "quit bugging me",
    "I did not sign up for this",
    "who is this? stop",
    "scrub",
    "How did you get my number?",
    "too many emails!",
    "Déjenme en paz",
    "sáquenme",
    "no me busquen",
    "count me out",
)
GONE = (
    "RIP",
    "passed away last year",
    "se murió",
    "email bounces",
    "reported as spam",
    "spam complaint",
    "undeliverable",
)
FINE = (
    "Not interested in running this year but will volunteer",
    "I didn't sign up for the Tuesday shift",
    "My husband passed away last year",
    "Passed",
    "no email",
    "who is this?",
    "Quiere saber más",
    "no contestó, dejar mensaje",
    "escribir cartas",
    "My attorney friend can help",
    "Mail ballot returned",
    "I have not signed up yet",
    "Please take a look",
)


def heard(campaign: Campaign, folder: Path, heading: str, *cells: str) -> set[str]:
    """Return which cells of a column set a mark or are told."""
    lines = [f'Ana,Poe{n},p{n}@example.org,"{cell}"' for n, cell in enumerate(cells)]
    path = folder / "list.csv"
    path.write_text(f"First name,Last name,Email,{heading}\n" + "\n".join(lines) + "\n", encoding="utf-8")
    plan, _ = bring(campaign, path)
    marked = {cells[n] for n, row in enumerate(everything(campaign, CANDIDATE)) if any(row.get(m) for m in MARKS)}
    return marked | {p.value for p in plan.problems if p.column == heading}


@pytest.mark.parametrize("heading", ["Comments", "How can we stay in touch?", "Notas"])
def test_who_wants_to_be_left_alone_or_is_gone(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    assert heard(campaign, tmp_path, heading, *LEFT_ALONE, *GONE, "Happy to help") == {*LEFT_ALONE, *GONE}


@pytest.mark.parametrize("heading", ["Comments", "How did you hear about us?"])
def test_no_false_alarm(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    assert heard(campaign, tmp_path, heading, *FINE) == set()


def test_not_interested_in_what_is_asked(campaign: Campaign, tmp_path: Path) -> None:
    assert heard(campaign, tmp_path, "Interested in a training?", "Not interested", "Interested", "Maybe") == set()


SLANG = (
    "d/n/c per Moe 9/1",
    "D-N-C",
    "dnc'd in May",
    "lost my number (her words)",
    "he says to lose his #",
    "rmv from list",
    "rmvd per request",
    "wants nothing to do w/ us",
    "no more txts",
    "nix on calls",
    "X'd off per daughter",
    "asked 2b removed",
    "told Moe to lay off",
)
PLAIN = (
    "lost my number list, resend",
    "she lost my number, call her",
    "w/ kids at the rally",
    "rem. to send the packet",
    "removed from ballot, may run again",
    "cell died, use home",
    "nothing to do w/ the school board",
    "no # given",
    "cut calls short, busy",
    "unsubscribed from the other campaign's mails, ours are fine",
    "his # is 614-555-0155",
)


def test_refusals_in_shorthand_and_slang(campaign: Campaign, tmp_path: Path) -> None:
    assert heard(campaign, tmp_path, "Rmks", *SLANG, "Happy to help") == set(SLANG)


def test_shorthand_that_refuses_nothing(campaign: Campaign, tmp_path: Path) -> None:
    heard(campaign, tmp_path, "Notes", *PLAIN)
    assert not [row for row in everything(campaign, CANDIDATE) if any(row.get(m) for m in MARKS)]
