"""A paper in the form that is asked for: Word, which can be mended, or PDF, which looks the same everywhere."""

from collections.abc import Callable, Iterable

from bot.documents.file import File
from bot.documents.render import DOCX

WORD_ENDING, PDF_ENDING = ".docx", ".pdf"
# What a form is called (Danish) in a link to it, in the order they are offered.
FORMS = {WORD_ENDING: "Word, kan rettes", PDF_ENDING: "PDF"}


def names_of(kinds: Iterable[str]) -> list[str]:
    """The file names of papers in every form."""
    return [f"{kind}{ending}" for kind in kinds for ending in FORMS]


def kind_of(name: str) -> str:
    """Which paper a file name is of."""
    return name.removesuffix(WORD_ENDING).removesuffix(PDF_ENDING)


def as_file(name: str, word: Callable[[], bytes]) -> File:
    """The file of that name, made from what is there as Word."""
    if name.endswith(WORD_ENDING):
        return File(name, DOCX, word())
    # Only who wants a PDF waits for its library.
    from bot.documents.pdf import PDF, to_pdf

    return File(name, PDF, to_pdf(word()))
