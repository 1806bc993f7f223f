"""The writer: batches, presses that meet in one, and what happens when it cannot write."""

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from coordinator.base.databases import driver
from coordinator.changes import history
from coordinator.form.application import Form
from coordinator.form.campaign_facts import Watched
from coordinator.form.writer import Full, NotSaved, Writer
from coordinator.operations import signing_up
from coordinator.records.catalog import SIGNUP
from coordinator.store import campaign as campaigns
from coordinator.store import engine
from coordinator.store.campaign import Campaign
from coordinator.tour.questions import FormQuestion, asked, words
from coordinator.tour.slips import Origin, Slip
from tests.builders import add, everything
from tests.form.conftest import GOOD, hidden, sent

FORM = Origin("Form", "form")


def slip(number: int, **answers: str) -> Slip:
    return Slip(FORM, f"k{number}", {"name": f"Given{number} Family", "email": f"p{number}@example.org", **answers})


def questions(campaign: Campaign) -> tuple[FormQuestion, ...]:
    with campaign.reading() as connection:
        return asked(connection)


def written(campaign: Campaign, slips: list[Slip], **settings) -> list["Future[None]"]:
    """Offer slips at once and wait for the end."""
    known = questions(campaign)
    with Writer(campaign, **settings) as writer:
        return [writer.offer(s, known) for s in slips]


def keys(campaign: Campaign) -> list[str]:
    return [r["source_key"] for r in everything(campaign, SIGNUP)]


def test_those_who_come_together_are_one_change_set(campaign: Campaign) -> None:
    done = written(campaign, [slip(n) for n in range(20)], gather=0.5)
    assert [d.result(0) for d in done] == [None] * 20
    assert campaign.head() == 1 and len(keys(campaign)) == 20


def test_pressed_twice_in_one_batch(campaign: Campaign) -> None:
    """Alike they are one; corrected in between, the later one counts."""
    done = written(campaign, [slip(1), slip(1), slip(1, postcode="80203"), slip(2)], gather=0.5)
    assert all(d.done() and d.exception() is None for d in done)
    assert sorted(keys(campaign)) == ["k1", "k2"]
    assert everything(campaign)[0]["postcode"] == "80203"


def test_one_that_cannot_be_written_does_not_take_the_others_along(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    plan = signing_up.plan_slips

    def break_on_three(connection, questions, slips, title):
        if any(s.key == "k3" for s in slips):
            raise ValueError("a bug")
        return plan(connection, questions, slips, title)

    monkeypatch.setattr(signing_up, "plan_slips", break_on_three)
    done = written(campaign, [slip(n) for n in range(6)], gather=0.5)
    assert [isinstance(d.exception(), NotSaved) for d in done] == [n == 3 for n in range(6)]
    assert sorted(keys(campaign)) == ["k0", "k1", "k2", "k4", "k5"]
    assert "a bug" in caplog.text


def test_there_is_room_for_so_many(campaign: Campaign) -> None:
    writer = Writer(campaign, room=2)
    writer.offer(slip(1), questions(campaign))
    writer.offer(slip(2), questions(campaign))
    with pytest.raises(Full):
        writer.offer(slip(3), questions(campaign))
    with writer:
        pass
    assert sorted(keys(campaign)) == ["k1", "k2"]


def test_when_nothing_can_be_written_a_sentence_says_so(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from starlette.testclient import TestClient

    path = tmp_path / "held.campaign"
    shutil.copyfile(template, path)
    monkeypatch.setattr(engine, "BUSY_MS", 50)
    with campaigns.open_(path) as campaign, Writer(campaign, gather=0.01) as writer:
        client = TestClient(Form(Watched(campaign, None), writer).app())
        with _held(path):
            answer = sent(client)
            assert answer.status_code == 503 and answer.headers["Retry-After"]
            assert words("en")["trouble"]["not_saved"] in answer.text and 'value="Juniper Hale"' in answer.text
            assert everything(campaign) == []
        assert client.post("/", data={**hidden(answer.text), **GOOD}).status_code == 200
        assert len(everything(campaign)) == 1


class _held:  # noqa: N801 - read as a word
    """Another program that writes and does not end."""

    def __init__(self, path: Path) -> None:
        self._connection = driver.connect(path, isolation_level=None)

    def __enter__(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        return iter(())

    def __exit__(self, *_: object) -> None:
        self._connection.execute("ROLLBACK")
        self._connection.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody replace a file that is open")
def test_a_file_that_was_replaced_by_another_state(campaign: Campaign, template: Path, tmp_path: Path) -> None:
    """Who signs up meanwhile is in the file that is at the path, and no other."""
    path, facts = Path(campaign.where), Watched(campaign, None, clock=iter(range(0, 1000, 100)).__next__)
    assert [d.exception() for d in written(campaign, [slip(1)])] == [None]
    shutil.copyfile(template, tmp_path / "download")
    os.replace(tmp_path / "download", path)
    facts.now()
    assert [d.exception() for d in written(campaign, [slip(2)])] == [None]
    campaign.close()
    with campaigns.open_(path) as opened:
        assert keys(opened) == ["k2"]


@pytest.mark.parametrize(
    ("no", "told", "key"),
    [
        ({"consent_share": False}, "This yes is taken", "consent_share"),
        ({"do_not_contact": True}, "The no counts", "do_not_contact"),
    ],
)
def test_a_yes_after_a_no_is_told_in_the_history(campaign: Campaign, no: dict[str, bool], told: str, key: str) -> None:
    add(campaign, given_name="Gus", family_name="Six", email="p1@example.org", **no)
    written(campaign, [slip(1, name="Gus Six", consent_contact="yes", consent_share="yes")])
    assert everything(campaign)[0][key] is True
    with campaign.reading() as connection:
        change_set = history.change_set(connection, campaign.head())
    assert change_set is not None and any(told in line for line in change_set.kept)
