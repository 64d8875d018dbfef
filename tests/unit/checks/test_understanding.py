"""What `skolebro check` finds in what a message is understood by."""

import pytest

from tests.support.checks import only_problem
from tests.support.content import Content


@pytest.mark.parametrize(
    "text",
    ["", "flere_navne: [", "flere_navne: []", "flere_navne: [no]\nogsaa_ord: []\naldrig_navne: []\naldrig_udtryk: []"],
    ids=repr,
)
def test_lists_of_names_that_cannot_be_used_are_found(clean: Content, text: str) -> None:
    (clean.folder / "navne.yml").write_text(text, encoding="utf-8")
    assert only_problem(clean).file == clean.folder / "navne.yml"


@pytest.mark.parametrize("text", ["", "ord: [gdpr]", 'fanger: [""]\nfanger_ikke: [a]', "fanger: [a]\nfanger_ikke: []"])
def test_a_gates_file_that_cannot_be_used_is_found(clean: Content, text: str) -> None:
    (clean.folder / "porte" / "jura.yml").write_text(text, encoding="utf-8")
    assert only_problem(clean).file == clean.folder / "porte" / "jura.yml"
