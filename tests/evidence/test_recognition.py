"""A file is what its content says, and its name must say so too."""

import io

import pytest

from scoring.media.kinds import KINDS, MEDIA_TYPES, MediaRefused
from scoring.media.recognise import media_type
from tests.evidence.samples import HOSTILE, SOUND, compound, pdf


def told(name, content):
    return media_type(io.BytesIO(content), name=name, size=len(content))


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_file_is_recognised(name):
    content, expected = SOUND[name]
    assert told(name, content) == expected


def test_every_ending_that_is_taken_has_its_sample():
    assert {name.rpartition(".")[2].lower() for name in SOUND} == set(MEDIA_TYPES)
    assert len(MEDIA_TYPES) == sum(len(kind.endings) for kind in KINDS)


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_in_words(what):
    name, content, words = HOSTILE[what]
    with pytest.raises(MediaRefused, match=words.replace(".", r"\.")) as refused:
        told(name, content)
    assert str(refused.value).endswith("。")


def test_there_are_many_hostile_files():
    assert len(HOSTILE) >= 60


def test_the_stream_is_left_at_its_beginning():
    stream = io.BytesIO(pdf())
    media_type(stream, name="a.pdf", size=len(pdf()))
    assert stream.read(5) == b"%PDF-"
    assert not stream.closed


def test_a_compound_file_does_not_close_what_it_reads():
    content = compound("Workbook")
    stream = io.BytesIO(content)
    media_type(stream, name="a.xls", size=len(content))
    assert stream.read() == content


@pytest.mark.parametrize("name", SOUND)
def test_a_file_cut_anywhere_breaks_nothing(name):
    """It is taken or refused in words; nothing else is raised."""
    content, _ = SOUND[name]
    for end in range(0, len(content), max(1, len(content) // 60)):
        try:
            told(name, content[:end])
        except MediaRefused:
            continue
