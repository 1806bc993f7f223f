"""Guards that limit the form to people filling it in and count each press once."""

import hmac
import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

KEEPS = 24 * 3600
"""Seconds for which an open page can still be sent."""
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
"""Sent with every response, along with the content policy. `same-origin`, since `no-referrer` makes `Origin` null."""


def content_policy(style_hash: str) -> str:
    """Return a content policy: a page may use its own style and send its own form, nothing else."""
    return (
        f"default-src 'none'; style-src 'sha256-{style_hash}'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


@dataclass(frozen=True, slots=True)
class Token:
    """What a form's token says.

    Attributes:
        nonce: identifies this filled-in form.
        good: we issued it in this run and it has not expired.
    """

    nonce: str
    good: bool


@dataclass(frozen=True, slots=True)
class Tokens:
    """Issues a token for each page and verifies it, without cookies or stored state.

    Attributes:
        key: signing key, valid for this run only.
    """

    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    clock: Clock = time.time

    def issue(self, nonce: str = "") -> str:
        """Return a token for a page; a page shown again keeps its nonce."""
        said = f"{nonce or secrets.token_hex(16)}.{int(self.clock())}"
        return f"{said}.{self._sign(said)}"

    def read(self, text: str) -> Token | None:
        """Return what a token says; None if it is not a token.

        A token from an earlier run is not good but keeps its nonce, so a form accepted just before a restart
        is recognized when it is sent again.
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
    """Return whether a form came from our own page in a browser, or was sent without a browser."""
    if site := headers.get("sec-fetch-site"):
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


@dataclass(slots=True)
class Limiter:
    """Limits the number of posts from one address.

    Phones in a crowd share a few network addresses, so the burst is generous.

    Attributes:
        per_minute: sustained rate per minute, and also the burst size.
    """

    per_minute: float
    clock: Clock = time.monotonic
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)

    def lets(self, address: str) -> bool:
        """Return whether an address may post once more; if so, count it."""
        now, whom = self.clock(), network(address)
        left, before = self._left.get(whom, (self.per_minute, now))
        left = min(self.per_minute, left + (now - before) * self.per_minute / 60)
        if len(self._left) > _TRACKED:
            self._forget(now)
        self._left[whom] = (max(left - 1, 0) if left >= 1 else left, now)
        return left >= 1

    def _forget(self, now: float) -> None:
        """Drop addresses that have been quiet for a minute; their allowance is full again."""
        self._left = {whom: kept for whom, kept in self._left.items() if now - kept[1] < 60}


def network(address: str) -> str:
    """Return what counts as one sender: an IPv4 address, or the IPv6 network of a household."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return address if found.version == 4 else str(int(found) >> 64)
