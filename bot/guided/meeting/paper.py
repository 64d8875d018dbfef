"""The paper one takes to the meeting: what stands on it, in the chat, as a page to print and in Word; and a letter."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from bot.documents.render import render
from bot.guided.answers import Answer
from bot.guided.meeting.content import TalkStep
from bot.guided.meeting.talk import Talk
from bot.text.sentences import in_a_sentence

_REMEMBER = "Husk"
_TO_BE_WRITTEN = "______________________________"
_LINES_FOR_AN_ANSWER = 2

# What is left of the page is for writing. An A4 page in a type of one point would have room for so many lines of so
# many letters; a heading takes nearly two, and so does a line to write on.
_LINES_ON_A_PAGE, _LETTERS_ON_A_LINE = 576, 896
_LINES_OF_A_HEADING, _LINES_TO_WRITE_ON = 1.8, 1.6
_FEWEST_TO_WRITE_ON, _MOST_TO_WRITE_ON = 2, 8

# The only thing on the page that runs. Without it the button stays away, and the browser's own menu prints.
PRINT_SCRIPT = (
    'const button = document.getElementById("print"); button.hidden = false; button.onclick = () => window.print();'
)
_PRINT_BUTTON = '<p class="knap"><button id="print" type="button" hidden>Print</button></p>\n'

# What XML, and so Word, has no place for.
_NO_LETTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_STYLE = """\
@page { size: A4; margin: 14mm 16mm; }
* { box-sizing: border-box; }
html { color: #111; background: #fff; }
body { margin: 0 auto; max-width: 704px; padding: 16px; font: 1em/1.3 Calibri, Carlito, Verdana, Arial, sans-serif; }
h1 { margin: 0 0 8px; font-size: 1.45em; line-height: 1.15; color: #1f3a5f; }
h2 { margin: 0.6em 0 2px; font-size: 1.2em; line-height: 1.2; color: #1f3a5f; break-after: avoid; }
ul { margin: 0; padding-left: 1.2em; }
li { overflow-wrap: anywhere; break-inside: avoid; }
.knap { margin: 0 0 8px; }
button { padding: 8px 24px; border: 0; border-radius: 8px; color: #fff; background: #1f3a5f; font: inherit; }
.skriv { height: 38px; border-bottom: 2px solid #777; break-inside: avoid; }
@media print {
  .knap { display: none; }
  body { max-width: none; padding: 0; line-height: 1.2; }
  h1 { margin-bottom: 4px; }
  h2 { margin-top: 0.4em; font-size: 1.15em; line-height: 1.15; }
}
"""


@dataclass(frozen=True)
class Section:
    """A part of the list; ``to_write_on`` is how many empty lines it ends with."""

    title: str
    lines: tuple[str, ...] = ()
    to_write_on: int = 0


def lines(talk: Talk) -> list[Section]:
    """What stands on the list, without what was skipped; if all was, the questions with room to answer by hand."""
    said = [Section(step.title, answers) for step in talk.content.steps if (answers := on_paper(talk, step))]
    return said or [Section(step.text, to_write_on=_LINES_FOR_AN_ANSWER) for step in talk.content.steps]


def on_paper(talk: Talk, step: TalkStep) -> tuple[str, ...]:
    """The answers to one question as they stand on the list."""
    return tuple(filter(None, (_on_paper(step, one) for one in talk.answers.get(step.id, ()))))


def in_chat(talk: Talk) -> str:
    """The list in Markdown."""
    remember = Section(_REMEMBER, tuple(talk.content.remember))
    return "\n\n".join(
        f"**{section.title}**\n\n" + "\n".join(f"- {line}" for line in section.lines or (_TO_BE_WRITTEN,))
        for section in (*lines(talk), remember)
    )


def mail(talk: Talk) -> str:
    """The letter to copy, with a line to write on for what was not answered; empty where there is none."""
    said = {step.id: _listed(on_paper(talk, step)) or _TO_BE_WRITTEN for step in talk.content.steps}
    return talk.content.mail.format_map(said)


def page(talk: Talk) -> str:
    """The list as a page of its own with a button to print it; there is nothing it has to fetch."""
    remember = Section(_REMEMBER, tuple(talk.content.remember))
    room = Section(talk.content.room, to_write_on=_room_left(talk))
    sections = [*lines(talk), remember, *([room] if room.to_write_on else [])]
    size = f"html {{ font-size: {talk.content.letters}pt; }}\n"
    return (
        '<!doctype html>\n<html lang="da">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(talk.content.heading)}</title>\n<style>\n{_STYLE}{size}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(talk.content.heading)}</h1>\n{_PRINT_BUTTON}"
        + "".join(map(_as_html, sections))
        + f"</main>\n<script>{PRINT_SCRIPT}</script>\n</body>\n</html>\n"
    )


def fields(talk: Talk) -> dict[str, Any]:
    """The texts of the Word document, by the names its template has."""
    return {
        "afsnit": [
            {"titel": section.title, "linjer": list(section.lines), "tomme": [""] * section.to_write_on}
            for section in lines(talk)
        ],
        "husk": list(talk.content.remember),
        "skriv_titel": talk.content.room,
        "skriv": [""] * _room_left(talk),
    }


def document(talk: Talk) -> bytes:
    """The list as a .docx."""
    return render(talk.content.paper, fields(talk))


def _listed(said: Iterable[str]) -> str:
    """ "a, b og c": as in a sentence, without the capital and the full stop each has as a line of its own."""
    *rest, last = [in_a_sentence(one.rstrip(".?! ").removeprefix("og ")) for one in said if one] or [""]
    return f"{', '.join(rest)} og {last}" if rest else last


def _on_paper(step: TalkStep, answer: Answer) -> str:
    option = step.option(answer.option)
    said = option.on_paper if option else answer.text or ""
    return " ".join(_NO_LETTERS.sub("", said).split())


def _room_left(talk: Talk) -> int:
    """How many lines to write on there is room for at the end of the page."""
    sections = [
        Section(talk.content.heading),
        *lines(talk),
        Section(_REMEMBER, tuple(talk.content.remember)),
        Section(talk.content.room),
    ]
    used = sum(
        _LINES_OF_A_HEADING
        + sum(-(-len(line) * talk.content.letters // _LETTERS_ON_A_LINE) for line in section.lines)
        + section.to_write_on * _LINES_TO_WRITE_ON
        for section in sections
    )
    room = int((_LINES_ON_A_PAGE / talk.content.letters - used) / _LINES_TO_WRITE_ON)
    return min(room, _MOST_TO_WRITE_ON) if room >= _FEWEST_TO_WRITE_ON else 0


def _as_html(section: Section) -> str:
    # bdi: the words may be of a language that is written from right to left.
    items = "".join(f"<li><bdi>{escape(line)}</bdi></li>\n" for line in section.lines)
    said = f"<ul>\n{items}</ul>\n" if items else ""
    return f"<h2>{escape(section.title)}</h2>\n{said}" + '<div class="skriv"></div>\n' * section.to_write_on
