"""How often somebody may ask."""

import pytest

from bot.channels import limits
from bot.channels.limits import RateLimiter
from bot.channels.problems import Problem
from tests.support.machine import run_async


class Clock:
    """A clock that is set by hand."""

    seconds = 1000.0

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(limits, "time", made)
    return made


def test_each_has_a_minute_of_its_own(clock: Clock) -> None:
    window = RateLimiter(2)
    for _ in range(2):
        run_async(window.hit("a"))
        run_async(window.hit("b"))
    for key in "ab":
        with pytest.raises(Problem):
            run_async(window.hit(key))


def test_whoever_waits_as_long_as_told_is_let_in(clock: Clock) -> None:
    window = RateLimiter(2)
    run_async(window.hit("a"))
    clock.seconds += 20
    run_async(window.hit("a"))
    with pytest.raises(Problem) as refused:
        run_async(window.hit("a"))
    wait = int(refused.value.headers["Retry-After"])
    assert 30 < wait <= 41
    assert f"{wait} sekunder" in refused.value.detail
    clock.seconds += wait + 1
    run_async(window.hit("a"))


def test_what_is_remembered_of_those_who_asked_stays_small(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_MOST_KEYS", 10)
    window = RateLimiter(1)
    for key in range(100):
        run_async(window.hit(str(key)))
    assert len(window._buckets) <= 10
