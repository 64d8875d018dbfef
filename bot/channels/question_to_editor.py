"""The question that a turn is about, where it may be sent to the editor: the actions have no other way to its words.

It comes out of the short memory (``recent_words``) each time it is needed, so nothing holds it until somebody agrees.
"""

from bot.channels.input_filter import Intake
from bot.channels.recent_words import Recent
from bot.sites.content import site_named
from bot.text.question_to_editor import as_sent

# The presses that are about the words before them. "Ingen af dem" may be about an answer that was only likely.
_NONE_OF_THEM, _LEAVE, _SEND = "/none_of_them", "/leave_question", "/send_question"


def question_to_editor(intake: Intake, recent: Recent | None, site: str | None) -> dict[str, str]:
    """``{"question": ...}`` as it would be sent; empty where it may not be.

    Args:
        intake: what is handed to Rasa.
        recent: what was said before.
        site: the id of the site it comes from.
    """
    if not site_named(site or "").questions_to_editor or (recent and _is_about_danger(recent)):
        return {}
    asked = intake if intake.is_words else _asked_before(intake.text, recent)
    text = as_sent(asked.text) if asked and asked.is_words and not asked.too_long else None
    return {"question": text} if text else {}


def _is_about_danger(recent: Recent) -> bool:
    """Whether danger was told, or asked about, in the last few messages."""
    return bool(recent.confirm or recent.asked_lately or recent.after_danger)


def _asked_before(payload: str, recent: Recent | None) -> Intake | None:
    if recent is None:
        return None
    is_about_it = recent.got_no_answer and payload.startswith((_LEAVE, _SEND))
    is_none_of_them = payload == _NONE_OF_THEM and (recent.got_no_answer or recent.topic)
    return recent.said if is_about_it or is_none_of_them else None
