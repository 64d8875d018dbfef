"""Take new content and a new model into use, or only new processes, while the service answers on."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bot.core.paths import ROOT
from bot.core.settings import Settings
from bot.server.content_in_force import beside, in_force
from bot.server.control import CONTENT, RESTART, Request
from bot.server.model_signature import NotSigned, forget_older_than, pinned
from bot.server.processes import processes
from bot.server.service import Failed
from bot.server.supervisor import PartlyRenewed, Supervisor
from bot.server.training import MODEL

# Training is minutes; an hour is a machine that has come to a halt.
_LONGEST_PREPARATION_SECONDS = 3600
_UNCHANGED = "Det gamle gælder stadig, og chatten svarer."


class Renewal:
    """Renews one service.

    Args:
        supervisor: what keeps its processes running.
        shared: the address they answer at.
    """

    def __init__(self, supervisor: Supervisor, chosen: Settings, shared: socket.socket) -> None:
        self.chosen = chosen
        self._supervisor = supervisor
        self._shared = shared

    def do(self, request: Request) -> None:
        """Do what is asked, and tell how it went. Where it can't be done, all stays as it was."""
        ways = {CONTENT: self._with_content, RESTART: self._with_same_content}
        if request.what not in ways:
            request.end("Det kan man ikke bede om.", done=False)
            return
        try:
            ways[request.what](request)
        except PartlyRenewed as error:
            request.end(f"{error} De andre svarer med det gamle. Kør kommandoen igen.", done=False)
        except (Failed, NotSigned, OSError) as error:
            request.end(f"{error}\n{_UNCHANGED}", done=False)
        else:
            request.end("Færdig: Alle servere er skiftet ud.", done=True)

    def _with_content(self, request: Request) -> None:
        request.tell("Ser indholdet efter, og træner modellen, hvis det er nødvendigt. Chatten svarer imens ...")
        self._prepare("beside", request)
        self._replace_all(request, beside(self.chosen), lambda: self._prepare("in-force", request))

    def _with_same_content(self, request: Request) -> None:
        self._replace_all(request, in_force(self.chosen), lambda: None)

    def _replace_all(self, request: Request, content: Path | None, proven: Callable[[], None]) -> None:
        request.tell("Starter de nye servere ved siden af de gamle. En ny afløser en gammel, når den har svaret ...")
        model = pinned(MODEL)
        self._supervisor.renew(processes(self.chosen, self._shared, content, model), proven)
        forget_older_than(model)

    def _prepare(self, step: str, request: Request) -> None:
        """A step of bot/server/preparation.py; the processes are watched meanwhile."""
        with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
            running = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", "bot.server.preparation", step],
                cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
            try:
                self._supervisor.until(lambda: running.poll() is not None, _LONGEST_PREPARATION_SECONDS)
            finally:
                if running.poll() is None:
                    os.killpg(running.pid, signal.SIGKILL)  # with the training it may be in the middle of
            code = running.wait()
            out.seek(0)
            told = out.read().strip()
        if code != 0:
            raise Failed(told or "Det blev afbrudt.")
        if told:
            request.tell(told)
