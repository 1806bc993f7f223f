"""Writings of one mailbox, and addresses that are two."""

import pytest

from coordinator.records.mailboxes import same_mailbox_key


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ana.lark@gmail.com", "analark@gmail.com"),
        ("Ana.Lark@googlemail.com", "a.n.a.lark+tour@gmail.com"),
        ("ana+news@example.org", "ana@example.org"),
        ("ana+news@example.org", "ANA+x+y@Example.org "),
        ("ana.lark@me.com", "ana.lark@icloud.com"),
        ("ana-lark@protonmail.com", "analark+a@pm.me"),
    ],
)
def test_two_writings_of_one_mailbox(first: str, second: str) -> None:
    assert same_mailbox_key(first) == same_mailbox_key(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ana.lark@example.org", "analark@example.org"),
        ("ana.lark@icloud.com", "analark@icloud.com"),
        ("ana+news@yahoo.com", "ana@yahoo.com"),
        ("+a@example.org", "+b@example.org"),
        ("ana@example.org", "ana@example.com"),
        ("...@gmail.com", "+@gmail.com"),
        ("+13035550142", "+13035550143"),
    ],
)
def test_two_mailboxes(first: str, second: str) -> None:
    assert same_mailbox_key(first) != same_mailbox_key(second)
