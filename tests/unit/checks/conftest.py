"""A small folder nothing is wrong with."""

from pathlib import Path

import pytest

from tests.support.content import Content, whole_content


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """A knowledge folder with all that is looked at but cards."""
    return whole_content(tmp_path / "content" / "knowledge")


@pytest.fixture
def clean(content: Content) -> Content:
    """Two cards in two themes, nothing to mend."""
    content.card("ssp", theme="begreber", related=["lektiecafe"])
    content.card("lektiecafe", theme="eksempler", section="Konklusion", related=["ssp"])
    content.cover()
    return content
