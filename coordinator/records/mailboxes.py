"""Which e-mail addresses lead to the same mailbox."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Provider:
    """What a provider of mailboxes does not tell apart.

    Attributes:
        domains: its domains; a name is the same person's at each of them, and the first stands for all.
        ignores: signs in a name that do not count.
    """

    domains: tuple[str, ...]
    ignores: str = ""


_PROVIDERS = (
    _Provider(("gmail.com", "googlemail.com"), "."),
    _Provider(("icloud.com", "me.com", "mac.com")),
    _Provider(("proton.me", "protonmail.com", "protonmail.ch", "pm.me"), ".-_"),
)
_BY_DOMAIN = {domain: provider for provider in _PROVIDERS for domain in provider.domains}
_NO_TAGS = frozenset("yahoo.com ymail.com rocketmail.com aol.com".split())
"""Whose mailboxes have no tags behind a plus sign."""


def same_mailbox_key(address: str) -> str:
    """Return what is the same for all writings of one mailbox: in lowercase, without tag, as its provider reads it.

    `Ana.Lark+news@googlemail.com` and `analark@gmail.com` both become `analark@gmail.com`. What is no address, such as
    a phone number, comes back in lowercase.

    Args:
        address: an e-mail address as it was cleaned or typed.
    """
    plain = address.strip().casefold()
    name, at, domain = plain.rpartition("@")
    if not at or not name:
        return plain
    box = name if domain in _NO_TAGS else name[:1] + name[1:].partition("+")[0]
    if provider := _BY_DOMAIN.get(domain):
        domain = provider.domains[0]
        box = "".join(sign for sign in box if sign not in provider.ignores) or box
    return f"{box}@{domain}"
