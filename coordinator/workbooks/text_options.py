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
        told: its encoding and separator, in a sentence.
        doubts: sentences about another encoding that looks as right, and letters that could not be read.
        single: the encoding of one byte per letter that looked likeliest, where nobody named one; or empty.
    """

    told: str
    doubts: tuple[str, ...] = ()
    single: str = ""
