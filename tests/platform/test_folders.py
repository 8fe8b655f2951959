"""Messages in folders are read whole or not at all."""

from queue import Empty

import pytest
from kombu import Connection
from kombu.transport import filesystem

from perf import folders
from perf.celery import app

QUEUE = "celery"


@pytest.fixture
def channel(tmp_path):
    """Gives a channel of a transport over folders of the test."""

    def made(transport):
        inside = {
            name: str(tmp_path) for name in ("data_folder_in", "data_folder_out", "control_folder")
        }
        options = inside | {"store_processed": False}
        connection = Connection(transport=transport, transport_options=options)
        return connection.channel()

    return made


def meanwhile(monkeypatch, module, name, act):
    """Let `act` happen in the middle of a write: when `module.name` is called."""
    real = getattr(module, name)

    def called(*args, **kwargs):
        act()
        return real(*args, **kwargs)

    monkeypatch.setattr(module, name, called)


def test_what_was_put_comes_out_once_and_in_order(channel):
    one = channel(folders.Transport)
    for number in range(3):
        one._put(QUEUE, {"number": number})
    assert one._size(QUEUE) == 3
    assert [one._get(QUEUE)["number"] for _ in range(3)] == [0, 1, 2]
    with pytest.raises(Empty):
        one._get(QUEUE)


@pytest.mark.parametrize("moment", [(folders, "dumps"), (folders.os, "replace")])
def test_a_reader_in_the_middle_of_a_write_finds_nothing(channel, monkeypatch, moment):
    one, found = channel(folders.Transport), []

    def read():
        with pytest.raises(Empty):
            one._get(QUEUE)
        found.append("nothing")

    meanwhile(monkeypatch, *moment, read)
    one._put(QUEUE, {"number": 1})
    assert found == ["nothing"]
    assert one._get(QUEUE) == {"number": 1}


def test_a_queue_is_bound_once_and_the_table_is_never_half_written(channel, monkeypatch):
    one, found = channel(folders.Transport), []

    def read():
        found.append(one.get_table("celery"))

    meanwhile(monkeypatch, folders.os, "replace", read)
    for queue in ("celery", "other", "celery"):
        one._queue_bind("celery", queue, "", queue)
    assert [bound.queue for bound in one.get_table("celery")] == ["other", "celery"]
    assert [len(table) for table in found] == [0, 1]


def test_of_the_library_alone_it_would_get_an_empty_message(channel, monkeypatch):
    one, found = channel(filesystem.Transport), []

    def read():
        with pytest.raises(ValueError, match="Expecting value") as broken:
            one._get(QUEUE)
        found.append(broken)

    meanwhile(monkeypatch, filesystem, "dumps", read)
    one._put(QUEUE, {"number": 1})
    assert len(found) == 1


def test_the_product_sends_and_reads_by_it(settings):
    with app.connection_for_write(url="filesystem://") as connection:
        assert connection.get_transport_cls() is folders.Transport
