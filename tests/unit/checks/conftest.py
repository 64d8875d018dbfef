"""A small folder nothing is wrong with."""

import pytest

from tests.support.content import Content


@pytest.fixture
def clean(content: Content) -> Content:
    """Two cards in two themes, nothing to mend."""
    content.card("ssp", theme="begreber", related=["lektiecafe"])
    content.card("lektiecafe", theme="eksempler", section="Konklusion", related=["ssp"])
    content.cover()
    return content
