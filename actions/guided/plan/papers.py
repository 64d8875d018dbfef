"""Hand over the plan and its papers."""

from rasa_sdk import Tracker

from actions.base import ReplyingAction
from actions.guided.form import RESUME, form_under_way
from actions.guided.plan.form import CORRECT_ONE, START_PLAN
from actions.guided.plan.state import PLAN_SLOT, walk_of
from actions.guided.plan.words import place_shown
from actions.reply import Button, Reply, attachment, fixed
from bot.core.outcomes import Outcome
from bot.core.payloads import show_card
from bot.core.settings import settings
from bot.documents.paper import FORMS
from bot.guided.plan.links import link
from bot.guided.plan.papers import PAPERS, TITLES
from bot.guided.plan.positioning import alike_cases, place_of
from bot.knowledge.responses import fixed_reply

_DELETE = Button("Slet min plan", "/delete_plan", "delete")


class HandOverPlan(ReplyingAction):
    """The end of the walk: the plan, the contract and the picture."""

    action_name = "action_hand_over_plan"

    def reply(self, tracker: Tracker) -> Reply:
        """The links, how long they work, and the places most alike."""
        walk = walk_of(tracker)
        if walk is None:
            return fixed("plan-ingen", buttons=[START_PLAN])
        if walk.next_open():
            return fixed("plan-ikke-faerdig", buttons=[] if form_under_way(tracker) else [RESUME])
        token = str(tracker.get_slot(PLAN_SLOT))
        cases = [alike.case for alike in alike_cases(walk.content, walk.answers)]
        papers = [
            attachment(f"{TITLES[kind]} ({form})", link(token, f"{kind}{ending}"))
            for kind in PAPERS
            for ending, form in FORMS.items()
        ]
        links = "\n".join(f"- **[Hent: {paper['title']}]({paper['url']})**" for paper in papers)
        known = place_of(walk.content, walk.answers).known
        buttons = [Button(case.title, show_card(case.card)) for case in cases]
        return Reply(
            text=fixed_reply("plan-klar").text.format(links=links, days=settings().document_days),
            outcome=Outcome.WALKTHROUGH,
            attachments=[*papers, *(place_shown(walk, token) if known else ())],
            related=[case.card for case in cases],
            buttons=[*buttons, CORRECT_ONE, _DELETE],
        )
