"""What the route "Må jeg dele det?" ends in, and the papers one can leave with."""

from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker

from actions.base import ReplyingAction
from actions.card_text import legal_footer, source_line, what_to_do
from actions.cards import buttons, card_reply, offer_slot, offered
from actions.crisis import where_help_is
from actions.guided.form import RESUME, form_under_way
from actions.guided.plan.form import back_to_the_walk
from actions.guided.share.form import CONSENT, MAKE_FORM, SHARE
from actions.reply import Button, Reply, attachment, fixed, site_of
from bot.core.addresses import chat_path
from bot.core.outcomes import Outcome
from bot.core.settings import settings
from bot.documents.paper import FORMS
from bot.guided.share.papers import CONSENT_DOCUMENT, FAMILY_NOTICE, fields_from, title_of
from bot.guided.share.route import Conclusion
from bot.knowledge.responses import fixed_reply
from bot.store import documents
from bot.store.answers import find_card
from bot.store.models import CardVersion
from bot.text.dates import danish_today

MAKE_NOTICE = Button("Lav en oplysning til familien", "/make_family_notice")
BEGIN_AGAIN = Button("Begynd forfra", "/start_share_route")
# What the last finished route learned, for the papers made after it.
LEARNED = "share_learned"


class ConcludeShareRoute(ReplyingAction):
    """The end of the route: what the decision table says, and what to do now."""

    action_name = "action_conclude_share_route"

    def reply(self, tracker: Tracker) -> Reply:
        """The verdict, why, what to do, and the guidance it rests on."""
        answers = SHARE.answers(tracker)
        conclusion = SHARE.route.conclusion(answers)
        if conclusion is None:  # nothing was asked: the form was left before
            return fixed("rute-ingen")
        slots = {**SHARE.emptied(tracker), LEARNED: answers}
        if conclusion.crisis:
            return where_help_is(site_of(tracker), "vold-hjemme", slots=slots)
        card = find_card(conclusion.card)
        if card is None:
            return fixed("trukket-tilbage", slots=slots, events=back_to_the_walk(tracker))
        return _concluded(conclusion, card, tracker, slots)


class MakeConsentForm(ReplyingAction):
    """A draft of a consent form, filled with what the routes learned."""

    action_name = "action_make_consent_form"

    def reply(self, tracker: Tracker) -> Reply:
        """The link to the draft, and what is still to be written by hand."""
        return _document_reply(CONSENT_DOCUMENT, tracker)


class MakeFamilyNotice(ReplyingAction):
    """A draft of what to tell the family, in plain Danish."""

    action_name = "action_make_family_notice"

    def reply(self, tracker: Tracker) -> Reply:
        """The link to the draft."""
        return _document_reply(FAMILY_NOTICE, tracker)


def _concluded(conclusion: Conclusion, card: CardVersion, tracker: Tracker, slots: dict[str, Any]) -> Reply:
    footer = legal_footer(card, site_of(tracker), SHARE.route.reviewed)
    text = [f"**{conclusion.verdict}**", conclusion.text, *what_to_do(card), *footer, source_line(card)]
    cards = offered([card.card_id, *conclusion.also], most=4)  # the guidance itself, and what belongs to it
    papers = [MAKE_FORM, MAKE_NOTICE] if conclusion.form else []
    shown = card_reply(card, tracker, "\n\n".join(text))
    return replace(
        shown,
        related=[*conclusion.also],
        buttons=[*papers, *buttons(cards), BEGIN_AGAIN],
        slots={**shown.slots, **offer_slot(cards), **slots},
        events=back_to_the_walk(tracker),
    )


def _document_reply(kind: str, tracker: Tracker) -> Reply:
    learned = {**(tracker.get_slot(LEARNED) or {}), **SHARE.answers(tracker), **CONSENT.answers(tracker)}
    fields = fields_from(learned, danish_today())
    days = settings().document_days
    token = documents.keep(kind, fields, days)
    url = chat_path(f"/document/{token}")
    title = title_of(kind)
    text = fixed_reply("dokument-klar").text.format(title=title, url=url, days=days)
    if learned.get("consent") == "refused":
        text = "\n\n".join([fixed_reply("papir-efter-nej").text, text])
    other = MAKE_NOTICE if kind == CONSENT_DOCUMENT else MAKE_FORM
    return Reply(
        text=text,
        outcome=Outcome.CONSENT_GUIDANCE,
        attachments=[
            attachment(f"{title} ({form})", address)
            for address, form in zip((url, f"{url}/pdf"), FORMS.values(), strict=True)
        ],
        buttons=[other, *([RESUME] if SHARE.answers(tracker) and kind == CONSENT_DOCUMENT else [])],
        # The next paper is made from the same answers; the next draft begins with its own questions.
        slots={LEARNED: learned, **(CONSENT.emptied(tracker) if kind == CONSENT_DOCUMENT else {})},
        # In the middle of a route its own question comes back by itself.
        events=[] if form_under_way(tracker) else back_to_the_walk(tracker),
    )
