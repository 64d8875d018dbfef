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


CODE = "{{ omraade.__class__ }}"


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("header", CODE),
        ("title", CODE),
        ("body", CODE),
        ("body", "{{ cycler.__init__.__globals__.os.popen('id').read() }}"),
        ("body", "{{ omraade['__class__'] }}"),
        ("body", "{{ omraade|attr('__class__') }}"),
        ("body", "{{ ''.join(omraade) }}"),
        ("body", "{% if omraade._x %}{% endif %}"),
    ],
)
def test_a_word_template_that_is_code_is_refused(clean: Content, text: str, place: str) -> None:
    path = clean.folder / "skabeloner" / "samtykkeerklaering.docx"
    template = docx.Document(str(path))
    if place == "title":
        template.core_properties.title = text
    else:
        (template if place == "body" else template.sections[0].header).add_paragraph(text)
    template.save(str(path))
    problem = only_problem(clean)
    assert problem.file == path
    assert "skabelonen kalder en funktion" in problem.message or "noget, den ikke må" in problem.message


def test_a_missing_word_template_is_found(clean: Content) -> None:
    (clean.folder / "skabeloner" / "oplysning-til-familien.docx").unlink()
    assert only_problem(clean).file.name == "oplysning-til-familien.docx"
