"""The actions, on the real content."""

from tests.support.published import actions as actions
from tests.support.published import knowledge as knowledge
from tests.support.published import published as published
