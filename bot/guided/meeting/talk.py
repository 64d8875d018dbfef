"""The way through the five questions: which comes next, which came before, and what an answer changes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.guided.answers import Answer
from bot.guided.choice import chosen, mentions
from bot.guided.corrections import Correction
from bot.guided.meeting.answers import Answers, as_json, from_json
from bot.guided.meeting.content import TalkContent, TalkOption, TalkStep
from bot.text.sentences import contrasts_in, sentences_in
from bot.text.wording import as_pattern, folded


@dataclass(frozen=True)
class Talk:
    """The preparation as far as somebody has come.

    Attributes:
        content: what is asked.
        answers: what has been answered; a step without answers here was skipped.
        done: the ids of the steps that somebody has gone on from; one with several answers is open until then.
    """

    content: TalkContent
    answers: Answers
    done: frozenset[str] = frozenset()

    @classmethod
    def of(cls, content: TalkContent, stored: Mapping[str, Mapping[str, Any]]) -> "Talk":
        """The preparation as it was stored, with those of the answers that still answer something."""
        answers, done = from_json(stored)
        steps = {step.id: step for step in content.steps}
        valid = {
            step_id: kept if steps[step_id].several else kept[-1:]
            for step_id, given in answers.items()
            if step_id in steps and ((kept := _valid(steps[step_id], given)) or not given)
        }
        return cls(content, valid, done & valid.keys())

    def as_json(self) -> dict[str, dict[str, Any]]:
        """The answers as they are stored."""
        return as_json(self.answers, self.done)

    def step(self, step_id: str | None) -> TalkStep | None:
        """The step with this id, or ``None``."""
        return next((step for step in self.content.steps if step.id == step_id), None)

    def next_open(self) -> TalkStep | None:
        """The first step that is still to be answered, or may have more answers; ``None`` at the end."""
        return next((step for step in self.content.steps if not self._is_done(step)), None)

    def before(self, step: TalkStep) -> TalkStep:
        """The step before another; the first is before itself."""
        number = next((number for number, one in enumerate(self.content.steps) if one.id == step.id), 0)
        return self.content.steps[max(number - 1, 0)]

    def offered(self, step: TalkStep) -> list[TalkOption]:
        """The options as they are shown: without those already chosen, where several may be."""
        taken = {answer.option for answer in self.answers.get(step.id, ())} if step.several else set()
        return [option for option in step.options if option.id not in taken]

    def chosen(self, step: TalkStep, text: str) -> TalkOption | None:
        """The option a typed ``text`` means; to an open question only words that say nothing else mean one.

        Numbers count those shown. Words mean an option that was chosen before too: it is not an answer of its own.
        """
        if folded(text).isdigit():
            options = self.offered(step)
            found = chosen(options, text)
        elif step.open:
            return _chosen_alone(step, text)
        else:
            found = chosen(step.options, text)
        return step.option(found.id) if found else None

    def says_no_more(self, text: str) -> bool:
        """Whether a typed ``text`` says that there are no more answers."""
        return any(_is_said(wording, folded(text)) for wording in self.content.no_more)

    def with_answer(self, step: TalkStep, answer: Answer) -> "Talk":
        """The preparation after one more answer.

        Where several are welcome it is put behind the others, and the step is open until ``done_with``; else it takes
        the place of what was answered. An answer without anything in it says that there is no more.
        """
        if answer.skipped:
            return self.done_with(step) if step.several else self.skipped(step)
        if not step.several:
            return self._with(step, [answer])
        given = [one for one in self._given(step) if not _stands_alone(step, answer) and not _stands_alone(step, one)]
        if _same(answer) not in map(_same, given):
            given.append(answer)
        return replace(self._with(step, given), done=self.done - {step.id})

    def with_words(self, step: TalkStep, text: str) -> "Talk":
        """The preparation after own words, each part of them under the question it answers."""
        after = self
        for meant, said in self.shared_out(step, text).items():
            after = after.with_answer(next(one for one in self.content.steps if one.id == meant), Answer(text=said))
        return after

    def shared_out(self, step: TalkStep, text: str) -> dict[str, str]:
        """A text by the ids of the questions that its parts answer: a worry told where it goes well is a worry."""
        parts: dict[str, list[str]] = {}
        for part in (part for sentence in sentences_in(text) for part in contrasts_in(sentence)):
            meant = next((other for other, words in step.elsewhere.items() if mentions(words, part)), step.id)
            parts.setdefault(meant, []).append(part.strip())
        together = {meant: " ".join(said) for meant, said in parts.items()}
        return together if parts.keys() != {step.id} else {step.id: text}

    def done_with(self, step: TalkStep) -> "Talk":
        """The preparation when there are no more answers to a step; without any it was skipped."""
        return replace(self._with(step, self._given(step)), done=self.done | {step.id})

    def skipped(self, step: TalkStep) -> "Talk":
        """The preparation with a step left out on purpose; what was answered to it is gone."""
        return replace(self._with(step, []), done=self.done | {step.id})

    def last_answered(self, step: TalkStep) -> TalkStep | None:
        """The question that was answered last by whoever stands at ``step``."""
        return next((one for one in (step, self.before(step)) if self._given(one)), None)

    def corrected(self, step: TalkStep, wanted: Correction) -> "Talk | None":
        """The preparation without the last answer to ``step``, or with it under the question before.

        ``None`` where the answer can't stand there: it was a choice, or the question before is one.
        """
        *kept, last = self._given(step)
        others = {one: given for one, given in self.answers.items() if one != step.id}
        rest = replace(self, answers={**others, **({step.id: kept} if kept else {})}, done=self.done - {step.id})
        if wanted is Correction.TAKE_BACK:
            return rest
        before = self.before(step)
        if last.text is None or before.id == step.id or not before.open:
            return None
        # Whoever went on from there does not want to be asked for more there again.
        return replace(rest.with_answer(before, Answer(text=last.text)), done=rest.done)

    def _with(self, step: TalkStep, given: list[Answer]) -> "Talk":
        return replace(self, answers={**self.answers, step.id: given})

    def _given(self, step: TalkStep) -> list[Answer]:
        return list(self.answers.get(step.id, ()))

    def _is_done(self, step: TalkStep) -> bool:
        given = self.answers.get(step.id)
        return given is not None and (not given or not step.several or step.id in self.done)


def _chosen_alone(step: TalkStep, text: str) -> TalkOption | None:
    said = folded(text)
    return next((one for one in step.options if any(_is_said(word, said) for word in (one.title, *one.words))), None)


def _is_said(word: str, said: str) -> bool:
    return re.fullmatch(as_pattern(word), said) is not None


def _valid(step: TalkStep, given: list[Answer]) -> list[Answer]:
    return [one for one in given if not one.skipped and (one.option is None or step.option(one.option))]


def _stands_alone(step: TalkStep, answer: Answer) -> bool:
    option = step.option(answer.option)
    return option is not None and option.alone


def _same(answer: Answer) -> tuple[str | None, str]:
    """What two answers share that say the same."""
    return answer.option, " ".join((answer.text or "").casefold().split())
