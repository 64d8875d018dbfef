"""The sockets a supervisor hands to the processes it starts."""

import os
import signal
import socket

# The file descriptors a process is given: its own address' and the shared one's.
SOCKETS = "SKOLEBRO_SOCKETS"
# Tells a process to answer at the shared one from now on.
LET_IN = signal.SIGUSR1


def bound(host: str, port: int) -> socket.socket:
    """A socket that has the address and does not listen yet: until a server does, whoever calls is refused.

    Raises:
        OSError: somebody else has it.
    """
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError:
        made.close()
        raise
    return made


def inherited() -> tuple[socket.socket, socket.socket] | None:
    """This process' own address and the shared one, as the supervisor gave them; ``None`` where nobody did."""
    given = os.environ.get(SOCKETS)
    if not given:
        return None
    own, shared = (socket.socket(fileno=int(number)) for number in given.split(","))
    return own, shared
