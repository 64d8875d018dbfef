"""A Word template is no program, whoever made it and whether or not anybody checked it."""

from pathlib import Path

import docx
import pytest
from jinja2.exceptions import SecurityError, UndefinedError

from bot.documents.render import render


@pytest.mark.parametrize(
    "text",
    [
        "{{{{ cycler.__init__.__globals__.os.popen('touch {made}').read() }}}}",
        "{{{{ navn.__class__.__mro__[1].__subclasses__() }}}}",
        "{{{{ (navn|attr('__class__')).__mro__ }}}}",
        "{{{{ '{{0.__class__.__mro__}}'.format(navn) }}}}",
        "{{{{ lipsum.__globals__['os'].popen('touch {made}').read() }}}}",
    ],
)
@pytest.mark.parametrize("place", ["body", "header", "title"])
def test_code_in_a_template_is_not_run(tmp_path: Path, text: str, place: str) -> None:
    made = tmp_path / "made"
    template = docx.Document()
    said = text.format(made=made)
    if place == "title":
        template.core_properties.title = said
    else:
        (template if place == "body" else template.sections[0].header).add_paragraph(said)
    template.save(str(tmp_path / "papir.docx"))
    with pytest.raises((SecurityError, UndefinedError)):
        render("papir", {"navn": "Skolen"}, templates=tmp_path)
    assert not made.exists()
