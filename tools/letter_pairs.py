"""Count which letters stand beside each other in names, towns and words of languages with letters beyond ASCII.

Makes `resources/letters/pairs.txt`, by which the encoding of a text file is found. The words are those of the Faker
library, which only this script needs: `pip install faker`, then `python -m tools.letter_pairs`.
"""

import math
import re
import sys
import unicodedata
from collections import Counter
from importlib import import_module
from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "resources" / "letters" / "pairs.txt"
LOCALES = {
    "Spanish": "es es_AR es_CL es_CO es_ES es_MX",
    "Catalan": "es_CA",
    "French": "fr_BE fr_CA fr_CH fr_FR fr_QC",
    "German": "de_AT de_CH de_DE de_LI de_LU",
    "Portuguese": "pt_BR pt_PT",
    "Italian": "it_IT",
    "Dutch": "nl_BE nl_NL",
    "Swedish": "sv_SE",
    "Danish": "da_DK",
    "Norwegian": "no_NO",
    "Finnish": "fi_FI",
    "Icelandic": "is_IS",
    "Irish": "ga_IE",
    "Polish": "pl_PL",
    "Czech": "cs_CZ",
    "Slovak": "sk_SK",
    "Hungarian": "hu_HU",
    "Croatian": "hr_HR",
    "Slovene": "sl_SI",
    "Romanian": "ro_RO",
    "Turkish": "tr_TR",
    "Estonian": "et_EE",
    "Latvian": "lv_LV",
    "Lithuanian": "lt_LT",
    "Russian": "ru_RU",
    "Ukrainian": "uk_UA",
    "Bulgarian": "bg_BG",
    "Greek": "el_GR",
    "Hebrew": "he_IL",
    "Arabic": "ar_AA ar_DZ ar_PS ar_SA",
}
USUAL = {
    "Spanish": 0,
    "French": 8,
    "German": 8,
    "Portuguese": 10,
    "Polish": 12,
    "Hungarian": 15,
    "Turkish": 15,
    "Russian": 10,
    "Greek": 10,
}
"""What a word of a language costs, because such lists have fewer of them; REST for all others."""
REST = 25
_CEDILLAS = str.maketrans("șțȘȚ", "şţŞŢ")
"""Romanian letters as older encodings have them."""
PROVIDERS = ("person", "address", "lorem", "job", "company")
OFTEN = {
    "Spanish": """correo electrónico teléfono dirección código postal año país región día también más está qué cómo
        cuándo dónde cuál quién sí información campaña compañía señor niños español inglés atención reunión elección
        público político educación organización participación votación número última próxima jóvenes mamá papá
        García Martínez López Sánchez Pérez Gómez Fernández Díaz Muñoz Núñez Peña Ibáñez Cañon Española San José
        Zoë Noemí Agustín Ramón Raúl Lucía María Sofía Andrés Tomás Iñigo Begoña cumpleaños mañana pequeño enseñar
        Zúñiga Agüero Güemes Cárdenas Óscar Íñigo Ávila Ángela Álvarez Álvaro Úrsula
        Élida Ordóñez Yáñez
        ojalá allá acá será podrá después través así ningún algún según interés francés jamás atrás""",
    "French": """prénom téléphone adresse évènement réponse numéro déjà très où été être même français première
        Agnès Geneviève Françoise Thérèse Hélène Zoé Zoë Chloé Joëlle Noël Benoît Jérôme Rémi Anaïs Loïc Maïté Élodie
        Beyoncé Renée André René Desirée Esmé Salomé Inès Citroën café résumé cliché fiancée naïve François""",
    "German": """Straße größer für über möchte können Grüße Telefonnummer Bürger Müller Schröder Jäger Köhler Zürich
        München Köln Düsseldorf Jürgen Günther Björn Käthe""",
    "Portuguese": """endereço não informação São João Conceição Gonçalves Araújo Magalhães Simões Antônio Antónia
        Luísa Mônica você também telefone número região coração irmã avó Brandão Leitão Estêvão""",
    "Catalan": "Núria Mercè Solà Jordà Lluís Àngel Adrià Martí Joaquín Ràfols Puigdomènech",
    "Italian": "Cantù Badalà Giosuè Virtù città perché più può sarà Nicolò Niccolò università Forlì",
    "Swedish": "Åsa Björk Göran Håkan Åke Märta Sjögren Östlund Ångström Malmö",
    "Danish": "Søren Jørgen Kjær Bjørn Århus Østergård Åge Rønne Sørensen Jørgensen Mørk Lærke Skjødt",
    "Norwegian": "Håkon Bjørn Øystein Åse Tromsø Ålesund Gjærum Sæther Pål Gård Nygård Jørn Torbjørn Bodø Østby",
    "Hungarian": "Erdős Szűcs Győző Jenő Ernő Kőszegi Fűzesi Gergő Lőrincz Dezső Hős Fűz erdő idő",
    "Romanian": "Ionuţ Niţă Mădălina Ştefan Ţiriac Popescu Brâncuşi Constanţa Iaşi Timişoara Bucureşti",
}


def words_of(locale: str) -> set[str]:
    """Return all words with a letter beyond ASCII that Faker knows for a locale."""
    found: set[str] = set()
    for provider in PROVIDERS:
        try:
            module = import_module(f"faker.providers.{provider}.{locale}")
        except ImportError:
            continue
        for name, value in vars(module.Provider).items():
            if not name.startswith("_"):
                _add(found, value)
    return {word for word in found if not word.isascii()}


def _add(found: set[str], value: object) -> None:
    if isinstance(value, str):
        found.update(re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", value)))
    elif isinstance(value, dict):
        for key in value:
            _add(found, key)
            _add(found, value[key])
    elif isinstance(value, list | tuple | set):
        for item in value:
            _add(found, item)


def costs(words: set[str]) -> dict[str, int]:
    """Return what each pair with a letter beyond ASCII costs: ten times the logarithm of how seldom it is."""
    pairs: Counter[str] = Counter()
    before: Counter[str] = Counter()
    for word in words:
        low = f"^{word.lower()}$"
        for a, b in zip(low, low[1:], strict=False):
            before[a] += 1
            if not (a + b).isascii():
                pairs[a + b] += 1
    return {pair: round(10 * math.log((before[pair[0]] + 30) / n)) for pair, n in pairs.items()}


def main() -> int:
    """Write the file."""
    OUT.parent.mkdir(exist_ok=True)
    lines = []
    for language, locales in LOCALES.items():
        words = set(OFTEN.get(language, "").split()).union(*map(words_of, locales.split()))
        words |= {word.translate(_CEDILLAS) for word in words}
        found = costs({w for w in words if not w.isascii()})
        shown = " ".join(f"{pair}{cost}" for pair, cost in sorted(found.items()))
        lines.append(f"{language}\t{USUAL.get(language, REST)}\t{shown}\n")
        print(f"{language}: {len(words):,} words, {len(found)} pairs")
    OUT.write_text("".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
