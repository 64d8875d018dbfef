"""What is said to danger, whole: the reply, the place's own numbers in it, and the other language above it."""

from bot.knowledge.danger import ANY_KIND, Kind, Voice, danger_replies
from bot.knowledge.other_languages import OtherLanguage, other_languages
from bot.sites.contacts import numbers

# A child is believed to be one, whoever the conversation was with before, from this probability.
CHILD_FROM = 0.7
# ... and where the conversation is with a parent, who tells what her child says.
CHILD_FROM_OF_A_GROWN_UPS = 0.95


def kind_of(kind: str) -> tuple[str, Kind]:
    """A kind of danger and its replies; where it is not known, those that fit any."""
    kinds = danger_replies().kinds
    return (kind, kinds[kind]) if kind in kinds else (ANY_KIND, kinds[ANY_KIND])


def where_help_is(site: str, kind: str, reads: Voice, language: str) -> str:
    """The reply to one kind of danger, for who reads it; in another language first, where it was told in one."""
    _, found = kind_of(kind)
    other = other_languages().get(language)
    text = danger_replies().filled(found.to(reads), numbers(site))
    return _with_language(text, other, other.groups.of(found.group) if other else "")


def whether_danger(site: str, reads: Voice, language: str) -> str:
    """The number, and the question whether that is it."""
    other = other_languages().get(language)
    text = danger_replies().filled(danger_replies().check_in.to(reads), numbers(site))
    return _with_language(text, other, other.check_in if other else "")


def yes_and_no(language: str) -> tuple[str, str]:
    """What the two buttons under that question say."""
    other = other_languages().get(language)
    check_in = danger_replies().check_in
    return (other.yes_button, other.no_button) if other else (check_in.yes_button, check_in.no_button)


def _with_language(danish: str, other: OtherLanguage | None, text: str) -> str:
    """The Danish reply below what is said in the other language, where there is one."""
    if other is None:
        return danish
    return "\n\n".join([text, other.numbers, f"_Dansk:_\n\n{danish}"])
