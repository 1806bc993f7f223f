"""Guards: what keeps the form to people who fill it in, one press counted once."""

import hmac
import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

KEEPS = 24 * 3600
"""Seconds for which a page that lies open can be sent."""
_NONCE = re.compile(r"[0-9a-f]{32}")
_TRACKED = 50_000
Clock = Callable[[], float]

HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "Referrer-Policy": "same-origin",
    "Vary": "Accept-Language",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}
"""Sent with every answer, beside the content policy. `same-origin` and not `no-referrer`: that makes `Origin` null."""


def content_policy(style_hash: str) -> str:
    """Return what a page may do: show its own style, send its own form, nothing else."""
    return (
        f"default-src 'none'; style-src 'sha256-{style_hash}'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


@dataclass(frozen=True, slots=True)
class Token:
    """What a form's token says.

    Attributes:
        nonce: what tells this filled-in form from all others.
        good: it is ours, and not too old.
    """

    nonce: str
    good: bool


@dataclass(frozen=True, slots=True)
class Tokens:
    """Gives each page a token of its own and knows it again, without a cookie and without keeping anything.

    Attributes:
        key: signs them; of this run alone.
    """

    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    clock: Clock = time.time

    def issue(self, nonce: str = "") -> str:
        """Return a token for a page; for one that is shown again, with the nonce that it had."""
        said = f"{nonce or secrets.token_hex(16)}.{int(self.clock())}"
        return f"{said}.{self._sign(said)}"

    def read(self, text: str) -> Token | None:
        """Return what a token says; None where it is none.

        One of an earlier run is not good, but keeps its nonce: pressed again after a restart, a form that was
        taken just before it is known as the same.
        """
        nonce, _, rest = text.partition(".")
        at, _, signature = rest.partition(".")
        if not _NONCE.fullmatch(nonce):
            return None
        ours = hmac.compare_digest(signature.encode(), self._sign(f"{nonce}.{at}").encode())
        return Token(nonce, ours and self.clock() - int(at) < KEEPS)

    def _sign(self, said: str) -> str:
        return hmac.new(self.key, said.encode(), "sha256").hexdigest()[:32]


def same_site(headers: Mapping[str, str]) -> bool:
    """Say whether a browser sent a form from our own page, or somebody sent it without a browser."""
    if site := headers.get("sec-fetch-site"):
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


@dataclass(slots=True)
class Limiter:
    """Lets so many posts through from one address.

    A crowd's phones share a few addresses of their network's, so the burst is generous.

    Attributes:
        per_minute: how many a minute in the long run, and at once.
    """

    per_minute: float
    clock: Clock = time.monotonic
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)

    def lets(self, address: str) -> bool:
        """Say whether one more may come from an address; count it if so."""
        now, whom = self.clock(), _network(address)
        left, before = self._left.get(whom, (self.per_minute, now))
        left = min(self.per_minute, left + (now - before) * self.per_minute / 60)
        if len(self._left) > _TRACKED:
            self._forget(now)
        self._left[whom] = (max(left - 1, 0) if left >= 1 else left, now)
        return left >= 1

    def _forget(self, now: float) -> None:
        """Drop whoever has been quiet for a minute: they have all of it again."""
        self._left = {whom: kept for whom, kept in self._left.items() if now - kept[1] < 60}


def _network(address: str) -> str:
    """Return what counts as one: an address, and of the sixth version the network that a household gets."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return address if found.version == 4 else str(int(found) >> 64)
