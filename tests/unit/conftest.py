"""Fixtures of the tests of one module at a time."""

from pathlib import Path

import pytest

from tests.support.content import Content


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """An empty knowledge folder with sources, contacts and fixed replies."""
    return Content(tmp_path / "content" / "knowledge")
