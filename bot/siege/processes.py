"""Each process killed and hung while messages come in: is the reply to danger there, and is all up again."""

import time
from collections.abc import Callable
from contextlib import suppress

import psutil

from bot.core.settings import INSIDE, settings
from bot.siege.help_calls import HelpCalls, call_for_help
from bot.siege.report import Finding, danish, judged
from bot.siege.service import ACTIONS, RASA, Service, processes, server

_AGAIN_SECONDS = 75
_EARLY_AGAIN_SECONDS = 45
_STILL_SECONDS = 6
# The supervisor asks every five seconds: after so many it has seen a server answer.
_SEEN_SECONDS = 7

# There is no such process to harm: what becomes of the actions is told by the rows about the Rasa server.
_NO_ACTION_SERVER = Finding(True, "handlingerne kører i Rasa-serveren")

_Harm = Callable[[psutil.Process], None]


def actions_killed(service: Service) -> Finding:
    """The action server dies: danger is answered all the time."""
    return _NO_ACTION_SERVER if _inside() else _without_a_gap(service, ACTIONS, psutil.Process.kill)


def actions_hung(service: Service) -> Finding:
    """The action server hangs: danger is answered all the time."""
    if _inside():
        return _NO_ACTION_SERVER
    time.sleep(_SEEN_SECONDS)
    return _without_a_gap(service, ACTIONS, psutil.Process.suspend)


def actions_hung_at_once(service: Service) -> Finding:
    """The action server hangs as soon as it is up, before the supervisor has seen it answer."""
    if _inside():
        return _NO_ACTION_SERVER
    _harmed(service, ACTIONS, psutil.Process.kill)
    return _without_a_gap(service, ACTIONS, psutil.Process.suspend, _EARLY_AGAIN_SECONDS)


def rasa_killed(service: Service) -> Finding:
    """The Rasa server dies: nobody answers until it is up again."""
    return _with_a_gap(service, psutil.Process.kill)


def rasa_hung(service: Service) -> Finding:
    """The Rasa server hangs: nobody answers until it is up again."""
    time.sleep(_SEEN_SECONDS)
    return _with_a_gap(service, psutil.Process.suspend)


def supervisor_hung(service: Service) -> Finding:
    """Nobody watches the servers for a while: they answer, and are watched again."""
    supervisor = processes(service)[0]
    with HelpCalls(service) as calls:
        supervisor.suspend()
        time.sleep(_STILL_SECONDS)
        supervisor.resume()
    return judged(calls.unheard(), f"{_STILL_SECONDS} s uden opsyn; {calls.heard()}")


def supervisor_killed(service: Service) -> Finding:
    """The supervisor dies: it leaves nothing behind, and can be started again with the same database."""
    left = processes(service)
    assert service.process is not None
    service.process.kill()
    service.process.wait()
    _, alive = psutil.wait_procs(left, timeout=30)
    for process in alive:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    begun = time.monotonic()
    service.start()
    wrong = [f"{len(alive)} processer blev tilbage"] if alive else []
    if call_for_help(service).answer != "answered":
        wrong.append("fare uden svar efter ny start")
    return judged(wrong, f"intet tilbage, startet igen på {danish(time.monotonic() - begun)} s")


def _inside() -> bool:
    return settings().actions == INSIDE


def _without_a_gap(service: Service, module: str, harm: _Harm, patience: float = _AGAIN_SECONDS) -> Finding:
    with HelpCalls(service, patience=25) as calls:
        up_again = _harmed(service, module, harm, patience)
    return judged([*_not_up(up_again), *calls.unheard()], f"{_up(up_again)}; {calls.heard()}")


def _with_a_gap(service: Service, harm: _Harm) -> Finding:
    """Held where it is up again by itself, and danger is answered then."""
    with HelpCalls(service, patience=5) as calls:
        up_again = _harmed(service, RASA, harm)
    wrong = _not_up(up_again)
    if call_for_help(service).answer != "answered":
        wrong.append("fare uden svar bagefter")
    silence = danish(calls.longest_silence())
    return judged(wrong, f"{_up(up_again)}; intet svar i {silence} s; {calls.heard()}")


def _not_up(seconds: float | None) -> list[str]:
    return ["kom ikke op igen"] if seconds is None else []


def _up(seconds: float | None) -> str:
    return "ikke oppe igen" if seconds is None else f"oppe igen efter {danish(seconds)} s"


def _harmed(service: Service, module: str, harm: _Harm, patience: float = _AGAIN_SECONDS) -> float | None:
    """Seconds until another has taken its place and all is ready; ``None`` if that took longer than is waited."""
    first, begun = server(service, module), time.monotonic()
    harm(first)
    while time.monotonic() - begun < patience:
        if _is_gone(first) and service.is_ready():
            return time.monotonic() - begun
        time.sleep(0.2)
    with suppress(psutil.NoSuchProcess):
        first.resume()  # the rows after this one need it
    return None


def _is_gone(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
