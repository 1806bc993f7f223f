"""Fixtures for all tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty campaign file, made once: each test gets a copy."""
    path = tmp_path_factory.mktemp("template") / "template.campaign"
    campaigns.create(path).close()
    return path


@pytest.fixture
def campaign(template: Path, tmp_path: Path) -> Iterator[Campaign]:
    """An empty campaign of its own."""
    path = tmp_path / "test.campaign"
    shutil.copyfile(template, path)
    opened = campaigns.open_(path)
    yield opened
    opened.close()
