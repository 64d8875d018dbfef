"""What `skolebro questions` prints: the questions and remarks people sent to the editor."""

from collections.abc import Sequence

from bot.core.outcomes import Outcome
from bot.store import left_questions
from bot.store.models import LeftQuestion

_GOT = {Outcome.UNANSWERED.value: "vidste det ikke", Outcome.OUT_OF_SCOPE.value: "uden for emnet"}


def told() -> str:
    """All of them, the newest day first, and how to delete one."""
    kept = left_questions.all_kept()
    if not kept:
        return "Der er ingen spørgsmål eller bemærkninger."
    how = f"{len(kept)} i alt. Slet en, når den er klaret: skolebro questions --delete {kept[-1].id}"
    return "\n\n".join([*map(_told_of, kept), how])


def deleted(ids: Sequence[str]) -> str:
    """Delete those with these ids; gives how many there were.

    Raises:
        LookupError: there is none of them (Danish).
    """
    if count := left_questions.forget(ids):
        return f"Slettet: {count}."
    raise LookupError(f"Der er ingen med id {', '.join(ids)}. Kør `skolebro questions` for at se dem, der er.")


def _told_of(question: LeftQuestion) -> str:
    got = f"om svaret {question.card_id}" if question.card_id else _GOT.get(question.outcome, question.outcome)
    return f"{question.id}  {question.left_on}  {question.site}  {got}\n    {question.text}"
