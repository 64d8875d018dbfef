"""What somebody has answered in the walk: an option, own words, or nothing on purpose."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """One answer; with neither ``option`` nor ``text`` the question was skipped."""

    option: str | None = None
    text: str | None = None

    @property
    def skipped(self) -> bool:
        """Whether the question was left open on purpose."""
        return self.option is None and self.text is None


SKIPPED = Answer()


def joined(earlier: str | None, later: str) -> str:
    """Two answers to one question as one."""
    return f"{earlier.rstrip(' .')}. {later}" if earlier else later


# Step id to answer, in the order they were given.
Answers = Mapping[str, Answer]


def as_json(answers: Answers) -> dict[str, dict[str, str]]:
    """The answers as they are stored."""
    return {step_id: _given(answer) for step_id, answer in answers.items()}


def from_json(stored: Mapping[str, Mapping[str, str]]) -> dict[str, Answer]:
    """The answers as they were given."""
    return {step_id: Answer(kept.get("option"), kept.get("text")) for step_id, kept in stored.items()}


def _given(answer: Answer) -> dict[str, str]:
    return {name: value for name, value in (("option", answer.option), ("text", answer.text)) if value is not None}
