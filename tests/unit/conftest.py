"""Fixtures of the tests of one module at a time."""

from pathlib import Path

import pytest

from tests.support.content import Content


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """A knowledge folder with sources, laws and contacts, and no card yet."""
    return Content(tmp_path / "content" / "knowledge")
