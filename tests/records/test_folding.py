"""Headings are compared by their letters, in every alphabet."""

import string

from hypothesis import given
from hypothesis import strategies as st

from coordinator.base.folding import fold_heading, fold_heading_to_ascii


@given(st.text(string.printable))
def test_plain_headings_fold_as_they_always_did(text: str) -> None:
    assert fold_heading(text) == fold_heading_to_ascii(text)


@given(st.text("aáàâäãåcçeéèêëiíìîïnñoóòôöõuúùûüyýÿ AÉÑ?:#1"))
def test_accents_of_latin_letters_do_not_count(text: str) -> None:
    assert fold_heading(text) == fold_heading_to_ascii(text)


def test_two_headings_are_two_in_every_alphabet() -> None:
    headings = "Город|Интерес|Как узнали|мой|мои|姓名|城市|名前|かき|かぎ|이름|도시|الاسم|المدينة|नाम|शहर|Όνομα|Πόλη|Imię|Płeć|🎉|👍|שם".split(
        "|"
    )
    assert len({fold_heading(h) for h in headings}) == len(headings)


def test_signs_blanks_and_case_do_not_count() -> None:
    assert fold_heading(" ГОРОД: * ") == fold_heading("город")
    assert fold_heading("E-Mail #2 (Año)") == "email#2ano"
