"""The questions of the two routes, each an action that Rasa's forms call."""

from actions.guided.share.ask import AskQuestion
from actions.guided.share.form import CONSENT, SHARE
from actions.guided.share.validate import ValidateRouteAnswer


class ValidateShareAnswer(ValidateRouteAnswer):
    """``validate_share_route``."""

    guided = SHARE


class ValidateConsentAnswer(ValidateRouteAnswer):
    """``validate_consent_form``."""

    guided = CONSENT


class AskShareDanger(AskQuestion):
    """Is a child in danger: asked first."""

    walked, question_id = SHARE, "danger"


class AskShareRole(AskQuestion):
    """Who wants to share."""

    walked, question_id = SHARE, "role"


class AskShareRecipient(AskQuestion):
    """With whom."""

    walked, question_id = SHARE, "recipient"


class AskShareKind(AskQuestion):
    """What kind of information."""

    walked, question_id = SHARE, "kind"


class AskShareConsent(AskQuestion):
    """Is there a consent, and does it cover this."""

    walked, question_id = SHARE, "consent"


class AskConsentPurpose(AskQuestion):
    """What the information is for."""

    walked, question_id = CONSENT, "purpose"


class AskConsentUntil(AskQuestion):
    """How long the consent is to last."""

    walked, question_id = CONSENT, "until"
