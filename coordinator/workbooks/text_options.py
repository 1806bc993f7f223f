"""What someone says about a text file, where it is not found right."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextOptions:
    """What someone said about a text file.

    Attributes:
        separator: one character, or `tab`, `comma`, `semicolon`, `bar`; None: it is found.
        encoding: the name of its encoding; None: it is found.
    """

    separator: str | None = None
    encoding: str | None = None


AS_FOUND = TextOptions()


@dataclass(frozen=True, slots=True)
class TextRead:
    """How a text file was read.

    Attributes:
        separator: the character between its cells.
        encoding: the name of its encoding, for people.
        doubtful: another encoding looks as right, or some letters could not be read.
    """

    separator: str
    encoding: str
    doubtful: bool = False
