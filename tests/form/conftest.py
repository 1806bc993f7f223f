"""Fixtures: the form in this process, and a browser's way to fill it in."""

import re
from collections.abc import Callable, Iterator
from html import unescape

import pytest
from starlette.testclient import TestClient

from coordinator.form.application import Form
from coordinator.form.campaign_facts import Watched
from coordinator.form.guards import Limiter
from coordinator.form.writer import Writer
from coordinator.store.campaign import Campaign

GOOD = {
    "name": "Juniper Hale",
    "email": "juniper@example.org",
    "phone": "",
    "postcode": "80203",
    "office": "School board",
    "consent_contact": "yes",
}
HERE = "http://testserver"


def hidden(page: str) -> dict[str, str]:
    """What a browser sends of a page without anybody typing: its hidden fields."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: unescape(value) for name, value in found}


def sent(client: TestClient, url: str = "/", headers: dict[str, str] | None = None, **answers: str):
    """Open the form, fill it in, press the button."""
    page = client.get(url, headers=headers)
    fields = {**hidden(page.text), **(answers or GOOD)}
    return client.post(url, data=fields, headers={"Origin": HERE, "Sec-Fetch-Site": "same-origin", **(headers or {})})


Serve = Callable[..., TestClient]


def _serving(campaign: Campaign, writer: Writer) -> Serve:
    def make(**settings) -> TestClient:
        event = settings.pop("event", None)
        settings.setdefault("limiter", Limiter(10_000))
        return TestClient(Form(Watched(campaign, event), writer, event, **settings).app())

    return make


@pytest.fixture
def serve(campaign: Campaign) -> Iterator[Serve]:
    """Make forms of a campaign."""
    with Writer(campaign, gather=0.01) as writer:
        yield _serving(campaign, writer)


@pytest.fixture
def client(serve: Serve) -> TestClient:
    """A form on a file."""
    return serve()


@pytest.fixture
def any_client(any_campaign: Campaign) -> Iterator[TestClient]:
    """A form, once on a file and once on a server."""
    with Writer(any_campaign, gather=0.01) as writer:
        yield _serving(any_campaign, writer)()
