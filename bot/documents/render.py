"""Fill a Word template. Only this module knows docxtpl."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import meta, nodes
from jinja2.sandbox import SandboxedEnvironment

from bot.core.paths import KNOWLEDGE
from bot.documents.finish import finish

TEMPLATES = KNOWLEDGE / "skabeloner"

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Picture:
    """A picture in a document: a PNG file's bytes, what it shows for those who don't see it, and how wide it is."""

    png: bytes
    alt: str
    millimetres: int = 150  # inside the margins of an A4 page


# The parts of a .docx that docxtpl fills in.
_FILLED = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml|docProps/core\.xml")


class Unsafe(ValueError):
    """A template that is more than a text with places to fill in; the message is for the redaktør (Danish)."""


@cache
def _environment() -> SandboxedEnvironment:
    """Whoever sends a template may have put code in it: none of Python is within its reach.

    autoescape: the texts are words, not markup, whatever signs stand in them. What a template was compiled to is kept:
    that takes a quarter of a paper's time.
    """
    environment = SandboxedEnvironment(autoescape=True)
    environment.globals.clear()
    environment.compile = lru_cache(maxsize=64)(environment.compile)  # type: ignore[assignment, method-assign]
    return environment


def fields_of(template: Path) -> set[str]:
    """The names in a template's ``{{ ... }}``.

    Raises:
        Unsafe: it calls something, or reaches for what is inside of Python.
        Exception: the template can't be opened or its brackets don't match.
    """
    environment, document = _environment(), DocxTemplate(template)
    names: set[str] = set()
    with zipfile.ZipFile(template) as parts:
        for name in filter(_FILLED.fullmatch, parts.namelist()):
            tree = environment.parse(document.patch_xml(parts.read(name).decode()))
            _refuse_code(tree)
            names |= meta.find_undeclared_variables(tree)
    return names


def _refuse_code(tree: nodes.Template) -> None:
    for node in tree.find_all((nodes.Getattr, nodes.Getitem, nodes.Filter, nodes.Call)):
        if isinstance(node, nodes.Call):
            raise Unsafe("skabelonen kalder en funktion; den må kun have felter som {{ navn }}")
        reached = node.attr if isinstance(node, nodes.Getattr) else None
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            reached = node.arg.value
        if str(reached).startswith("_") or (isinstance(node, nodes.Filter) and node.name == "attr"):
            raise Unsafe(f"skabelonen prøver at nå noget, den ikke må ({reached or 'attr'})")


def render(
    kind: str, fields: Mapping[str, Any], pictures: Mapping[str, Picture] | None = None, templates: Path = TEMPLATES
) -> bytes:
    """The finished .docx.

    Args:
        kind: the template's file name without ``.docx``.
        fields: what stands for each ``{{ name }}`` in the template: a text, or lists and mappings of texts.
        pictures: those that stand for a name.

    Raises:
        OSError: there is no such template.
    """
    document = DocxTemplate(templates / f"{kind}.docx")
    drawn = {
        name: InlineImage(document, io.BytesIO(one.png), width=Mm(one.millimetres))
        for name, one in (pictures or {}).items()
    }
    document.render({**fields, **drawn}, _environment(), autoescape=True)
    _say_what_pictures_show(document, (pictures or {}).values())
    finish(document.docx)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _say_what_pictures_show(document: DocxTemplate, pictures: Iterable[Picture]) -> None:
    """Alt texts, which docxtpl has no way to give. The template may have pictures of its own: they keep theirs."""
    said = {one.png: one.alt for one in pictures}
    for shape in document.docx.inline_shapes:
        embedded = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
        alt = said.get(document.docx.part.related_parts[embedded].blob)
        if alt:
            shape._inline.docPr.set("descr", alt)
