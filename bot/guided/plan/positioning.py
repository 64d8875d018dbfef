"""Where a collaboration lies between koordinerende and integreret, and between offentlig and civil."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from statistics import mean

from bot.guided.answers import Answers
from bot.guided.plan.content import FRAMING_LEVELS, INVOLVEMENT_LEVELS, TARGET_GROUP, Case, PlanContent, Step

# The middle third of an axis is "begge".
_MIDDLE = 1 / 3

_NEAREST, _SAME_GROUP = "tættest på kortet", "samme målgruppe"
_MOST_OF_A_GROUP = 2


@dataclass(frozen=True)
class Place:
    """A place in the coordinate system, -1 to 1 on both axes; ``None`` where it is not known.

    Attributes:
        involvement: from koordinerende to integreret.
        framing: from offentlig to civil.
    """

    involvement: float | None = None
    framing: float | None = None

    @property
    def known(self) -> bool:
        """Whether it can be drawn."""
        return self.involvement is not None and self.framing is not None

    @property
    def involvement_level(self) -> str | None:
        """``koordinerende``, ``begge`` or ``integreret``."""
        return _level(self.involvement, INVOLVEMENT_LEVELS)

    @property
    def framing_level(self) -> str | None:
        """``offentlig``, ``begge`` or ``civil``."""
        return _level(self.framing, FRAMING_LEVELS)

    def in_words(self) -> str:
        """E.g. "koordinerende, med lidt af både offentlig og civil rammesætning"; empty if nothing is known."""
        involvement = {"begge": "både koordinerende og integreret"}.get(
            self.involvement_level or "", self.involvement_level or ""
        )
        framing = {"begge": "både offentlig og civil"}.get(self.framing_level or "", self.framing_level or "")
        return ", med ".join(part for part in (involvement, f"{framing} rammesætning" if framing else "") if part)


def place_of(content: PlanContent, answers: Answers) -> Place:
    """The place the answers give: the mean of what each says of an axis."""
    chosen = [
        option
        for _, step in content.every_step()
        if (answer := answers.get(step.id)) and (option := step.option(answer.option)) and _is_asked(step, answers)
    ]
    return Place(
        involvement=_mean([one.involvement for one in chosen if one.involvement is not None]),
        framing=_mean([one.framing for one in chosen if one.framing is not None]),
    )


def _is_asked(step: Step, answers: Answers) -> bool:
    """Whether the choices a question depends on still stand; "ved ikke" may have been corrected since."""
    return all(
        (answer := answers.get(question)) is not None and answer.option in allowed
        for question, allowed in step.only.items()
    )


@dataclass(frozen=True)
class AlikeCase:
    """A case to compare with, and what it has in common; ``why`` is Danish."""

    case: Case
    why: str

    def in_words(self) -> str:
        """E.g. "Trivselsforløb i Lindholm (samme målgruppe)"."""
        return f"{self.case.title} ({self.why})"


def alike_cases(content: PlanContent, answers: Answers) -> list[AlikeCase]:
    """The case that lies nearest on the map, and those of the same target group; each says which of the two it is.

    None where neither the place nor the group is known: no case is more alike than another then.
    """
    answer, place = answers.get(TARGET_GROUP), place_of(content, answers)
    group = answer.option if answer else None
    by_distance = sorted(content.places.cases, key=lambda case: _distance(case, place))
    nearest = by_distance[:1] if place.known else []
    of_group = [case for case in by_distance if group and case.group == group][:_MOST_OF_A_GROUP]
    chosen = [*nearest, *(case for case in of_group if case not in nearest)]
    return [AlikeCase(case, _why(case in nearest, case in of_group)) for case in chosen]


def _why(nearest: bool, same_group: bool) -> str:
    return " og ".join(reason for reason, holds in ((_NEAREST, nearest), (_SAME_GROUP, same_group)) if holds)


def _distance(case: Case, place: Place) -> float:
    return hypot(case.involvement - (place.involvement or 0), case.framing - (place.framing or 0))


def _mean(values: Sequence[float]) -> float | None:
    return mean(values) if values else None


def _level(value: float | None, levels: tuple[str, str, str]) -> str | None:
    if value is None:
        return None
    return levels[0 if value < -_MIDDLE else 2 if value > _MIDDLE else 1]
