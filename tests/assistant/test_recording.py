"""What docs/assistant.md shows of the program is what the program does: else `make docs`."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "docs"))
import recording


def test_the_recorded_conversation_and_the_sentences_are_in_step() -> None:
    text = recording.PAGE.read_text("utf-8")
    assert recording.recorded(text) == text


@pytest.mark.long
def test_the_figures_are_in_step() -> None:
    text = recording.PAGE.read_text("utf-8")
    assert recording.measured(text) == text


def test_the_card_of_the_example_is_in_step() -> None:
    assert recording.CARD.read_text("utf-8") == recording.card()
