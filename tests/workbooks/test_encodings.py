"""The encoding is found by which letters stand inside words; where two are near, it is said."""

import pytest

from coordinator.workbooks.encodings import decode

WESTERN = "First Name,City\nZoë,San José\nNúñez,Cañon City\nRenée,Española\nMÜLLER,Coeur d’Alene\n"
POLISH = "Imię,Miasto\nŁukasz Wiśniewski,Gdańsk\nMałgorzata Dąbrowska,Łódź\n"
CZECH = "Jméno,Město\nJiří Dvořák,Plzeň\nTomáš Černý,Brno\n"
TURKISH = "Ad\nGülşah Yıldız\nİbrahim Çağlar\n"
RUSSIAN = "Имя,Город\nИван Петров,Денвер\n"
GREEK = "Όνομα\nΓιώργος Παπαδόπουλος\n"
CAPITALS = "NAME\nJOSÉ NÚÑEZ\nMARÍA GARCÍA\n"
QUOTES = "Name,Notes\nAna,I said “yes” – it’s ok…\nBea,x\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((t, e) for t in (WESTERN, QUOTES, CAPITALS) for e in ("cp1252", "mac_roman")),
        *((t, e) for t in (POLISH, CZECH) for e in ("cp1250", "iso8859_2")),
        (WESTERN.replace("’", "'"), "cp850"),
        (TURKISH, "cp1254"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (GREEK, "cp1253"),
        *(
            (t, e)
            for t in (WESTERN, POLISH, RUSSIAN, GREEK, "姓名,城市\n王小明,北京\n李华,上海\n", "a,b\n1,2\n")
            for e in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
        ),
    ],
)
def test_found_by_its_letters(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert (found.text.removeprefix("\ufeff"), found.replaced) == (text, 0)


SHORT = "First name,City\n{},Reno\n"
NAMES = {
    "cp1252": "Agnès|¿Podemos|Håkon|Begoña|Núñez|Zoë|Jürgen|João|Conceição|Søren|Björn|Siobhán|Iñigo|Hélène|Nicolò|Þór",
    "mac_roman": "Agnès|Begoña|Núñez|Zoë|Jürgen|João|Conceição|Søren|Siobhán|Hélène|Éric|Óscar Íñiguez",
    "cp1250": "Jiří|Dvořák|Małgorzata|Dąbrowska|Święcicki|Željko|Šťastná|Růžena",
    "iso8859_2": "Jiří|Małgorzata|Zając|Růžena Šťastná|Wójcik Święty",
    "cp1254": "Işık|Yıldız Çağlar",
    "cp1251": "Ольга|Фёдор Щукин",
    "koi8_r": "Ольга|Фёдор Щукин",
    "cp1255": "שרה כהן|דוד בן גוריון תל אביב",
    "cp1256": "فاطمة|أحمد المدني",
    "iso8859_15": "Agnès Œuvrard",
}


@pytest.mark.parametrize(("encoding", "name"), [(e, n) for e, names in NAMES.items() for n in names.split("|")])
def test_one_name_is_enough(encoding: str, name: str) -> None:
    assert decode(SHORT.format(name).encode(encoding)).text == SHORT.format(name)


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_names_of_many_languages_in_one_list(encoding: str) -> None:
    text = "Name\nAgnès\nHåkon Bråten\nSøren Kjær\nJürgen Weiß\n¿Podemos?\nJoão Simões\nSeán Ó Briain\nNúria\n"
    found = decode(text.encode(encoding))
    assert (found.text, found.near) == (text, None)


def test_two_that_are_near_are_told() -> None:
    found = decode("Név\nKovács Győző\n".encode("cp1250"))
    assert found.near is not None
    assert {found.near[0], found.name.split("(")[-1].rstrip(")")} >= {"cp1250"}
    assert "Győző" in found.near[1:] or "Győző" in found.text
    assert decode(WESTERN.encode("cp1252")).near is None


def test_a_few_bad_bytes_do_not_spoil_a_file() -> None:
    data = "Name\nZoë\nJosé\n".encode() + "Núñez\n".encode("cp1252") + "Renée\n".encode()
    found = decode(data)
    assert found.text == "Name\nZoë\nJosé\nNúñez\nRenée\n"
    assert "one line" in found.name


def test_utf8_with_one_damaged_letter_on_its_only_line() -> None:
    found = decode("Name,City\nJosé Núñez,Cañon City\n".encode().replace("é".encode(), b"\xc3"))
    assert found.text == "Name,City\nJos\ufffd Núñez,Cañon City\n"
    assert found.replaced == 1


@pytest.mark.parametrize(
    ("word", "encoding"),
    [("Иван", "iso8859_5"), ("Иван", "cp866"), ("Dvořák", "cp852"), ("田中", "shift_jis"), ("王小明", "gb18030")],
)
def test_a_word_that_looks_like_none_is_told(word: str, encoding: str) -> None:
    found = decode(SHORT.format(word).encode(encoding))
    assert found.text == SHORT.format(word) or found.near or found.unlike


@pytest.mark.parametrize("name", ["Łukasz", "Łódź", "Śląski"])
def test_a_currency_is_no_first_letter(name: str) -> None:
    assert decode(SHORT.format(name).encode("cp1250")).text == SHORT.format(name)


@pytest.mark.parametrize(("encoding", "name"), [(e, n) for e, names in NAMES.items() for n in names.split("|")])
def test_a_usual_name_is_not_doubted(encoding: str, name: str) -> None:
    assert decode(SHORT.format(name).encode(encoding)).unlike is None
    for text in (POLISH, CZECH, "Jméno,Město\nJiří Dvořák,Plzeň\n"):
        assert decode(text.encode("cp1250")).unlike is None
