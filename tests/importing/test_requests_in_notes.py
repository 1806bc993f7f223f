"""What notes ask for or say in few words: to be left out, that somebody died, or that a number is another's."""

import pytest

from coordinator.importing.headed_cells import under
from coordinator.importing.targets import targets_of
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import PLAIN_HINTS

LEFT_OUT = (
    "GDPR delete request",
    "right to be forgotten",
    "pls no more",
    "enough already",
    "block this number",
    "changed her mind, out",
    "moved, drop",
    "Quiten mi nombre de la lista por favor",
    "Eliminen mi correo",
    "borren todos mis datos",
    "bloqueen este número",
    "se mudó, quitar",
    "ya no más",
    "derecho al olvido",
)
GONE = ("estate of", "Estate of Bo Hall", "we lost her in March", "the late Mr. Hall", "sucesión de Bo Hall")
ANOTHERS = (
    "this is my mother's number",
    "it's his boss' cell",
    "number belongs to her ex",
    "es el número de mi mamá",
    "este teléfono es de su vecina",
)
NEITHER = (
    "Works in real estate of all kinds",
    "lost her race last year",
    "She lost her job in March",
    "drop off signs Saturday",
    "will block walk this weekend",
    "privacy policy matters to me",
    "right to vote matters",
    "no more taxes",
    "enough volunteers",
    "out of town until May",
    "remove the bridge tolls",
    "call my wife's number instead",
    "the late shift",
    "Quiten los impuestos",
    "quitar la basura del barrio",
    "basta de corrupción",
    "Paz en el barrio",
    "in the area, out knocking doors",
)


def told_of(text: str) -> str:
    """Return what is told of a note, with the marks that it sets."""
    note = under(targets_of(CANDIDATE)["notes"], "Comments", "notes", [text])
    found = note.read(text, PLAIN_HINTS)
    return " ".join([*(found.values.keys() - {"notes"}), *found.problems])


@pytest.mark.parametrize("text", LEFT_OUT)
def test_a_request_to_be_left_out_is_told(text: str) -> None:
    assert "does not want to be contacted" in told_of(text)


@pytest.mark.parametrize("text", GONE)
def test_a_death_is_told(text: str) -> None:
    assert "has died" in told_of(text)


@pytest.mark.parametrize("text", ANOTHERS)
def test_a_number_of_somebody_near_is_told(text: str) -> None:
    assert "not this person's" in told_of(text)


@pytest.mark.parametrize("text", NEITHER)
def test_other_notes_are_not_told(text: str) -> None:
    assert told_of(text) == ""
