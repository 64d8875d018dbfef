"""Fixtures of the tests of one module at a time."""

import pickle
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.core import yaml_files
from tests.support.content import Content


@pytest.fixture(scope="session", autouse=True)
def each_text_parsed_once() -> Iterator[None]:
    """A hundred small folders differ in a file or two. Unpickling a text's content takes a tenth of parsing it."""
    parse = yaml_files.parse
    parsed = cache(lambda text: pickle.dumps(parse(text)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_files, "parse", lambda text: pickle.loads(parsed(text)))
        yield


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """A knowledge folder with sources, laws and contacts, and no card yet."""
    return Content(tmp_path / "content" / "knowledge")
