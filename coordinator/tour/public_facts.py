"""What the public sees of a campaign: who is asking, the contact, and the form's address."""

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes import campaign_settings
from coordinator.tour.questions import Words

SETTING = "public"
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Public:
    """A campaign's public facts.

    Attributes:
        name: who collects the answers, or "".
        contact: an e-mail address for data requests, or "".
        address: the form's public address, such as `https://run.example.org/`; or "".
    """

    name: str = ""
    contact: str = ""
    address: str = ""

    def named(self, words: Words) -> dict[str, str]:
        """Return name and contact for use in a sentence, with placeholders if they are not set."""
        page = words["page"]
        return {"name": self.name or page["us"], "contact": self.contact or page["ask_us"]}

    def link(self, code: str = "", address: str = "") -> str:
        """Return the form's address with the code of a source.

        Raises:
            UserError: the form's address is not set.
        """
        where = address or self.address
        if not where:
            raise UserError(
                "Nobody said yet where the form is found. Say it at Data → What the form asks…, or: coordinator "
                "form-setup --address https://…"
            )
        return f"{where}?{urlencode({'c': code})}" if code else where


def public(connection: Connection) -> Public:
    """Return a campaign's public facts."""
    chosen = campaign_settings.chosen(connection, SETTING)
    return Public(**{key: str(chosen.get(key) or "") for key in ("name", "contact", "address")})


def web_address(text: str) -> str:
    """Return a page's address without its query string; "" for "".

    Raises:
        UserError: it is not valid.
    """
    parts = urlsplit(text.strip())
    if not text.strip():
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UserError(f"“{text}” is no address of a web page. It begins with https:// or http://.")
    return f"{parts.scheme}://{parts.netloc}{parts.path or '/'}"
