"""Run the servers as one: if one dies or hangs it is restarted; if it keeps dying, everything stops.

New processes take the old ones' places without anybody noticing: ``Supervisor.renew``.
"""

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from bot.server.service import STOP_SECONDS, Failed, Service, Worker

_POLL_SECONDS = 0.2


class PartlyRenewed(Failed):
    """Some processes are new, and some old; the message says so (Danish)."""


class Supervisor:
    """Keeps services running until somebody stops it.

    Args:
        services: in the order they are started; those that others need come first.
    """

    def __init__(self, services: Sequence[Service]) -> None:
        self._services = list(services)
        self._stopping = False
        self._hung_up = False

    def __enter__(self) -> "Supervisor":
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)
        signal.signal(signal.SIGHUP, self._on_hangup)
        for service in self._services:
            service.start()
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers:
            worker.shared.close()  # whoever comes now is refused, and need not wait to be
            worker.ask_to_stop()
        # All at once; the others after them, for what the workers are in the middle of still needs those.
        deadline = time.monotonic() + STOP_SECONDS
        for worker in self.workers:
            worker.stop(max(0.1, deadline - time.monotonic()))
        for service in reversed(self._services):
            service.stop()

    @property
    def stopping(self) -> bool:
        """Whether somebody has asked for the end."""
        return self._stopping

    @property
    def workers(self) -> list[Worker]:
        """Those that share an address."""
        return _workers(self._services)

    def hung_up(self) -> bool:
        """Whether somebody has sent SIGHUP since this was asked last."""
        hung_up, self._hung_up = self._hung_up, False
        return hung_up

    def watch(self) -> None:
        """Restart what has died or hangs.

        Raises:
            Failed: one service keeps dying.
        """
        for service in self._services:
            if self._stopping:
                break
            if service.died():
                service.restart()
            elif service.hangs():
                service.kill()
                service.restart("svarede ikke mere")
        time.sleep(_POLL_SECONDS)

    def until(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Go on watching until ``condition`` holds, the time is up or the end is asked for; gives whether it holds."""
        deadline = time.monotonic() + seconds
        while not (held := condition()) and not self._stopping and time.monotonic() < deadline:
            self.watch()
        return held

    def renew(self, new: Sequence[Service], proven: Callable[[], None]) -> None:
        """Let new processes take the old ones' places, one by one, with nobody noticing.

        Args:
            new: as many workers as there are, and the action server they call, if they call one.
            proven: called once the first of them is ready, and before it is let in.

        Raises:
            Failed: the first did not get ready, or ``proven`` failed; all is as it was.
            PartlyRenewed: a later one did not get ready; the old one goes on in its place.
        """
        first, *others = workers = _workers(new)
        old_first, *old_others = self.workers
        called = [service for service in new if service not in workers]
        with _stopped_if_it_fails(first, *called):
            for service in (*called, first):
                self._prove(service)
            proven()
        self._services = [*called, *self._services]
        self._replace(old_first, first)
        try:
            for old, other in zip(old_others, others, strict=True):
                with _stopped_if_it_fails(other):
                    self._prove(other)
                self._replace(old, other)
        except Failed as error:
            renewed = sum(worker in workers for worker in self.workers)
            raise PartlyRenewed(f"{error} {renewed} af {len(workers)} er skiftet ud.") from error
        finally:
            self._stop_unused_actions()

    def _prove(self, new: Service) -> None:
        """Start it beside the others, and wait until it is ready."""
        new.start()
        if not self.until(lambda: new.died() or new.is_ready(), new.starts_within) or new.died():
            raise Failed(f"{new.name} kunne ikke starte med det nye; årsagen står i loggen.")

    def _replace(self, old: Worker, new: Worker) -> None:
        self._services.append(new)
        new.let_in()
        self._let_end(old)

    def _stop_unused_actions(self) -> None:
        used = [worker.actions for worker in self.workers]
        for service in [one for one in self._services if not isinstance(one, Worker) and one not in used]:
            self._let_end(service)

    def _let_end(self, old: Service) -> None:
        """It answers what it has begun on; the others are watched meanwhile."""
        self._services.remove(old)
        old.ask_to_stop()
        self.until(old.died, STOP_SECONDS)
        old.stop()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _on_hangup(self, _number: int, _frame: FrameType | None) -> None:
        self._hung_up = True


def _workers(services: Sequence[Service]) -> list[Worker]:
    return [service for service in services if isinstance(service, Worker)]


@contextmanager
def _stopped_if_it_fails(*services: Service) -> Iterator[None]:
    try:
        yield
    except BaseException:
        for service in services:
            service.stop()
        raise
