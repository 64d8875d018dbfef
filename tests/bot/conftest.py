"""Fixtures of the tests of bot/."""

from pathlib import Path

import pytest
from hypothesis import settings

from tests.bot.content import Content

# On a busy machine an example may take its time: that is no fault.
settings.register_profile("skolebro", deadline=None)
settings.load_profile("skolebro")


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """An empty knowledge folder with sources, contacts and fixed replies."""
    return Content(tmp_path / "content" / "knowledge")
