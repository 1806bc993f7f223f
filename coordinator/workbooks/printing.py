"""Printing: the program's own fonts in a PDF, so that every name looks the same on every machine."""

from functools import cache

from coordinator.base.paths import resources

PLAIN, BOLD = "Inter", "Inter-SemiBold"
"""Latin letters for all languages, Greek and Cyrillic."""
UNKNOWN = "□"
"""Replaces a letter that neither font has, so that people can see that something is missing."""


@cache
def fonts() -> tuple[str, str]:
    """Return the names of the regular and the bold font, registered with reportlab."""
    from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
    from reportlab.pdfbase.ttfonts import TTFont

    folder = resources() / "fonts"
    registerFont(TTFont(PLAIN, str(folder / "Inter-Regular.ttf")))
    registerFont(TTFont(BOLD, str(folder / "Inter-SemiBold.ttf")))
    registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=PLAIN, boldItalic=BOLD)
    return PLAIN, BOLD


def printable(text: str) -> str:
    """Return a text in letters that the fonts have; others are marked."""
    from reportlab.pdfbase.pdfmetrics import getFont

    plain, _ = fonts()
    known = getFont(plain).face.charToGlyph
    return "".join(c if ord(c) in known or c == "\n" else UNKNOWN for c in text)
