"""Numbers and addresses on the pages about the chat."""

import pytest

from bot.channels.page_links import with_links


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("33 19 32 00", '<a href="tel:33193200">33 19 32 00</a>'),
        ("ring 112 nu", 'ring <a href="tel:112">112</a> nu'),
        (
            "dpo@kommune.example, 00 00 00 00.",
            '<a href="mailto:dpo@kommune.example">dpo@kommune.example</a>, <a href="tel:00000000">00 00 00 00</a>.',
        ),
    ],
)
def test_what_can_be_called_or_written_to_is_a_link(text: str, linked: str) -> None:
    assert with_links(text) == linked


@pytest.mark.parametrize("text", ["spørg din leder", "010203-1234", "12345678", "§ 115", "@navn", ""])
def test_what_cannot_is_text(text: str) -> None:
    assert with_links(text) == text


def test_an_operators_file_puts_no_html_on_the_page() -> None:
    assert with_links("<b>Ring</b> 112 & vent") == '&lt;b&gt;Ring&lt;/b&gt; <a href="tel:112">112</a> &amp; vent'
