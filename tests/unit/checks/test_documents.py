"""What `skolebro check` finds in the Word templates."""

import docx
import pytest

from tests.support.checks import only_problem
from tests.support.content import Content


@pytest.mark.parametrize("text", ["{{ barnets_navn }}", "{{ giver"])
def test_a_word_template_with_a_field_nobody_fills_in_is_found(clean: Content, text: str) -> None:
    path = clean.folder / "skabeloner" / "samtykkeerklaering.docx"
    template = docx.Document(str(path))
    template.add_paragraph(text)
    template.save(str(path))
    assert only_problem(clean).file == path


def test_a_missing_word_template_is_found(clean: Content) -> None:
    (clean.folder / "skabeloner" / "oplysning-til-familien.docx").unlink()
    assert only_problem(clean).file.name == "oplysning-til-familien.docx"
