"""Numbers to call and addresses to write to, as links."""

import re

from markupsafe import Markup, escape

# As web/src/phone-numbers.js knows them.
_PHONE = r"\b(?:11[24]|1813|1888|116 111|70 \d{3} \d{3}|\d\d(?: \d\d){3})\b"
_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_FOUND = re.compile(f"(?P<phone>{_PHONE})|(?P<mail>{_MAIL})")


def with_links(text: str) -> Markup:
    """The text with each number to call and each mail address as a link; whatever else it holds is text."""
    found, end = Markup(), 0
    for match in _FOUND.finditer(text):
        address = f"tel:{match['phone'].replace(' ', '')}" if match["phone"] else f"mailto:{match['mail']}"
        found += escape(text[end : match.start()]) + Markup('<a href="{}">{}</a>').format(address, match[0])
        end = match.end()
    return found + escape(text[end:])
