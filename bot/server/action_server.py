"""The action server, on the loopback address only.

Run as ``python -m bot.server.action_server``; its port comes from the environment.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bot.core.settings import settings
from bot.core.silence_warnings import silence_warnings
from bot.core.threads import run_in

HOST = "127.0.0.1"

# Actions at once: they wait for the database more than they work.
ACTIONS_AT_ONCE = 8


def main() -> None:
    """Serve until stopped."""
    silence_warnings()
    from rasa_sdk.endpoint import create_app

    from bot.server.json_log import log_as_json
    from bot.server.log import keep_secrets_out
    from bot.server.request_ids import give_request_ids

    keep_secrets_out()
    if settings().log == "json":
        log_as_json("action-server")
    run_actions_off_the_loop()
    app = create_app("actions", cors_origins="")  # no page has any business here
    app.register_listener(give_request_ids, "before_server_start")
    app.run(host=HOST, port=settings().actions_port, workers=1, access_log=False)


def run_actions_off_the_loop() -> None:
    """Run actions in threads: on the event loop, as rasa_sdk has it, one that waits for the database stops them all."""
    from rasa_sdk.executor import ActionExecutor

    threads = ThreadPoolExecutor(ACTIONS_AT_ONCE, thread_name_prefix="action")
    run = ActionExecutor.run

    async def run_in_a_thread(executor: ActionExecutor, call: dict[str, Any]) -> dict[str, Any] | None:
        done: dict[str, Any] | None = await run_in(threads, lambda: asyncio.run(run(executor, call)))
        return done

    ActionExecutor.run = run_in_a_thread


if __name__ == "__main__":
    main()
