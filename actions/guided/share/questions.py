"""The questions of the two routes, each an action that Rasa's forms call."""

from actions.guided.share.ask import AskQuestion
from actions.guided.share.form import CONSENT, SHARE, RouteForm
from actions.guided.share.validate import ValidateRouteAnswer


class ValidateShareAnswer(ValidateRouteAnswer):
    """``validate_share_route``."""

    guided = SHARE


class ValidateConsentAnswer(ValidateRouteAnswer):
    """``validate_consent_form``."""

    guided = CONSENT


def _asks(guided: RouteForm, question_id: str) -> type[AskQuestion]:
    slot = guided.slot(question_id)
    fields = {"action_name": f"action_ask_{slot}", "guided": guided, "question_id": question_id}
    return type(f"Ask{slot}", (AskQuestion,), fields)


# The action server finds actions among the living subclasses of rasa_sdk's Action: these must be kept somewhere.
ASKS = [_asks(guided, question.id) for guided in (SHARE, CONSENT) for question in guided.route.questions]
