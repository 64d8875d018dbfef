"""The action server, on the loopback address only.

Run as ``python -m bot.server.action_server``; its port comes from the environment.
"""

from bot.core.settings import settings
from bot.core.silence_warnings import silence_warnings

HOST = "127.0.0.1"


def main() -> None:
    """Serve until stopped."""
    silence_warnings()
    from rasa_sdk.endpoint import create_app

    app = create_app("actions", cors_origins="")  # no page has any business here
    app.run(host=HOST, port=settings().actions_port, workers=1, access_log=False)


if __name__ == "__main__":
    main()
