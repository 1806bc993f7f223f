"""Files protected with a passphrase: what tells them from others, and the keys that this process was given.

A protected file is one of SQLCipher 4 as that is by default, so that other programs open it with the same passphrase.
Its first 16 bytes are the salt; every page after them is encrypted and signed, in the logs beside the file too. To work
out a key takes a third of a second, so that is done once. Backups and desk files have the salt of the campaign, and its
key.
"""

import hashlib
import hmac
import unicodedata
import zlib
from dataclasses import dataclass
from pathlib import Path

from coordinator.base.errors import UserError
from coordinator.base.open_files import Identity, identity, is_open_here

SALT, PAGE = 16, 4096
"""Bytes of the salt, and of a page."""
ROUNDS = 256_000
PASSPHRASE = "COORDINATOR_PASSPHRASE"
"""The environment variable in which a script may pass the passphrase."""
NEW_PASSPHRASE = "COORDINATOR_NEW_PASSPHRASE"
"""The one in which it may pass the passphrase that is to come after it."""
SHORTEST = 10
"""Characters of the shortest passphrase."""
_PLAIN = b"SQLite format 3\0"
_PACKED = (
    b"PK",
    b"%PDF",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"\xd0\xcf\x11\xe0",
    b"7z\xbc",
    b"Rar!",
    b"BZh",
    b"\xfd7zXZ",
)
"""What packed files begin with, such as workbooks: they are as dense as what is encrypted."""
_SIGNATURE = 64
"""Bytes at the end of a page that sign what stands before them."""
_RANDOM = PAGE * 98 // 100
"""What is encrypted cannot be packed; hardly anything else in a database is so."""


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """A key, and the salt of the files that it opens."""

    salt: bytes
    secret: bytes

    @property
    def literal(self) -> str:
        """The key as the database wants it: hexadecimal digits, with which nothing has to be worked out any more."""
        return f"x'{self.secret.hex()}{self.salt.hex()}'"

    def in_words(self) -> str:
        """Return it as a text, for another process of the program."""
        return f"{self.salt.hex()}:{self.secret.hex()}"

    def opens(self, page: bytes) -> bool:
        """Return whether it is the key of a file, by the first page of that."""
        own = hashlib.pbkdf2_hmac("sha512", self.secret, bytes(byte ^ 0x3A for byte in page[:SALT]), 2, 32)
        signed = page[SALT : PAGE - _SIGNATURE] + (1).to_bytes(4, "little")
        return hmac.compare_digest(hmac.digest(own, signed, "sha512"), page[PAGE - _SIGNATURE : PAGE])


_given: dict[bytes, Key] = {}
"""Salt → key."""
_open: dict[Identity, Key | None] = {}
"""The key of each file that was looked at, for those that are open here and not to be read beside the database."""


def derived(passphrase: str, salt: bytes) -> Key:
    """Work out the key of a passphrase."""
    words = unicodedata.normalize("NFC", passphrase).encode()
    return Key(salt, hashlib.pbkdf2_hmac("sha512", words, salt, ROUNDS, 32))


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is soon guessed.

    Raises:
        UserError: it is too short.
    """
    if len(passphrase.strip()) < SHORTEST or len(set(passphrase)) < SHORTEST // 2:
        raise UserError(f"This passphrase is soon guessed. Take at least {SHORTEST} characters; four words are good.")


def give(key: Key) -> None:
    """Keep a key for the files with its salt, as long as this process runs."""
    _given[key.salt] = key


def from_words(text: str) -> Key:
    """Return a key from the text that `in_words` makes."""
    salt, secret = map(bytes.fromhex, text.split(":"))
    return Key(salt, secret)


def is_protected(page: bytes) -> bool:
    """Return whether the first bytes of a file, at least a page of them, are those of a protected one."""
    page = page[:PAGE]
    return len(page) == PAGE and not page.startswith((_PLAIN, *_PACKED)) and len(zlib.compress(page, 1)) > _RANDOM


def first_page(path: Path) -> bytes:
    """Return the first bytes of a file, which is not open here; "" if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(PAGE)
    except OSError:
        return b""


def lookup(path: Path) -> tuple[bytes | None, Key | None]:
    """Return the salt of a file and its key: no salt if it is plain or no database, no key if it is not known here."""
    found = identity(path)
    if found is None:
        return None, None
    if is_open_here(path):
        key = _open.get(found)
        return (key.salt, key) if key else (None, None)
    page = first_page(path)
    salt = page[:SALT] if is_protected(page) else None
    key = _open[found] = _given.get(salt) if salt else None
    return salt, key
