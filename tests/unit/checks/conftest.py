"""A small folder nothing is wrong with."""

import shutil
from pathlib import Path

import pytest

from tests.support.content import Content, whole_content


@pytest.fixture(scope="session")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge folder with all that is looked at but cards; to copy, not to break."""
    return whole_content(tmp_path_factory.mktemp("unbroken") / "knowledge").folder


@pytest.fixture
def content(unbroken: Path, tmp_path: Path) -> Content:
    """A copy of its own."""
    return Content(shutil.copytree(unbroken, tmp_path / "content" / "knowledge"))


@pytest.fixture
def clean(content: Content) -> Content:
    """Two cards in two themes, nothing to mend."""
    content.card("ssp", theme="begreber", related=["lektiecafe"])
    content.card("lektiecafe", theme="eksempler", section="Konklusion", related=["ssp"])
    content.cover()
    return content
