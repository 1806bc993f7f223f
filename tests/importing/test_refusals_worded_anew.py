"""Refusals in wordings that no list has: each is told with its row; what only looks alike is not."""

from pathlib import Path

import pytest

from coordinator.records.opt_outs import said
from coordinator.store.campaign import Campaign
from tests.importing.test_refusing_words import heard

ENDS = (
    "hold off contacting",
    "pause contact",
    "please refrain from texting",
    "kindly suspend all messaging",
    "eviten llamar",
    "dejen de mandar mensajes",
    "off all lists",
    "keep her out of the database",
    "opt my mom out",
    "blocked my number",
    "nos bloqueó",
)
DENIES = (
    "no desea ser contactada",
    "rather not be contacted",
    "sin llamadas por favor",
    "no electronic communication",
    "would prefer you not phone",
    "nor does she want calls",
    "no consent",
    "consent withheld",
    "no dio consentimiento",
    "not willing to be contacted",
)
SENT_BACK = ("replied STOP to our text", "said STOP", "sent STOP 5/12", "STOP received", "contestó BAJA")
ONLY_SO = (
    "solo texto",
    "contact by mail only",
    "strictly by text",
    "only contact through her manager",
    "solo por carta",
)
ALIKE = (
    "did not call",
    "no contact info",
    "no message left",
    "no calls yet",
    "no consent form",
    "met at the Reno stop, call me",
    "said stop by anytime",
    "stopped by the booth",
    "off to college",
    "no call no show",
    "blocked streets",
    "never got the newsletter",
    "no contestó, dejar mensaje",
    "solo habla español",
    "only available Sundays",
    "only call after 5pm",
    "no permission needed",
    "not on the list yet",
    "I don't have a phone",
)


@pytest.mark.parametrize("words", [ENDS, DENIES, SENT_BACK, ONLY_SO])
def test_a_no_in_other_words_is_told(campaign: Campaign, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert heard(campaign, tmp_path, "Notes", *words, "Happy to help") == set(words)


@pytest.mark.parametrize("heading", ["Notes", "Anything else?"])
def test_what_refuses_nothing_is_not_told(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    assert heard(campaign, tmp_path, heading, *ALIKE) == set()


SIGNS = (
    "DNC",
    "dnc - per wife",
    "rip",
    "RIP 2023",
    "email bounced",
    "hard bounce 5/2",
    "marked as spam",
    "dado de baja",
)
UNCLEAR = ("dnc per Maria 5/2", "RIP Bo", "complained about our texts")
OTHER_SENSES = (
    "DNC delegate 2024",
    "works for the DNC in Atlanta",
    "former DNC chair",
    "rip current lifeguard",
    "let it rip",
    "bouncing with energy",
    "bounced around jobs",
    "bounce house volunteer",
    "cleaned up the park",
    "complained about potholes",
    "voter suppression activist",
    "lives in Baja",
    "Baja California",
    "spam musubi cook",
    "blacklisted actors fan",
    "child abuse prevention",
)


@pytest.mark.parametrize("text", SIGNS)
def test_a_sign_among_words_of_contact_sets_a_mark(text: str) -> None:
    assert said(text)


def test_a_word_of_two_senses_sets_no_mark(campaign: Campaign, tmp_path: Path) -> None:
    assert not any(map(said, OTHER_SENSES + UNCLEAR))
    assert heard(campaign, tmp_path, "Notes", *OTHER_SENSES, *UNCLEAR) == set(UNCLEAR)


NOT_IN_USE = (
    "not in service",
    "number changed",
    "mailbox does not exist",
    "phone no longer in service",
    "email account closed",
    "that number we have doesn't work",
    "el número ya no existe",
    "fuera de servicio",
    "correo no funciona",
    "line is disconnected",
    "inbox no longer monitored",
    "teléfono desconectado",
    "cell is shut off",
    "email address not found",
    "changed her number",
)
IN_USE = ("active in service clubs", "works on the line", "changed parties", "number of kids: 2", "closed on Sundays")


def test_what_reaches_nobody_is_told(campaign: Campaign, tmp_path: Path) -> None:
    assert heard(campaign, tmp_path, "Notes", *NOT_IN_USE, *IN_USE) == set(NOT_IN_USE)


def test_a_status_in_which_somebody_refuses_is_told_as_a_refusal(campaign: Campaign, tmp_path: Path) -> None:
    cells = ("asked us to stop contacting", "wishes no more contact", "Going", "Maybe")
    assert heard(campaign, tmp_path, "RSVP status", *cells) == set(cells[:2])
