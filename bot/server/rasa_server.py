"""Rasa's server, started without its command line: that would import all it can ever do.

Run as ``python -m bot.server.rasa_server``; ports, profile and database come from the environment.
"""

import logging
import os
import sys
from functools import partial

from bot.core.paths import ROOT
from bot.core.settings import INSIDE, settings
from bot.core.silence_warnings import silence_warnings
from bot.server.model_signature import NotSigned, refuse_unsigned
from bot.server.training import MODEL

_CREDENTIALS = {"local": "credentials.yml", "production": "credentials.production.yml"}

_SHARED_LOCKS = "bot.server.lock_store.SharedLockStore"


def main() -> None:
    """Serve until stopped. The model is looked at here too: a server that is started again reads the file again."""
    chosen = settings()
    try:
        refuse_unsigned(MODEL)
    except NotSigned as error:
        sys.exit(str(error))
    os.environ["ACTIONS_PORT"] = str(chosen.actions_port)  # endpoints.yml reads it
    silence_warnings()

    from rasa.core import run
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.common import configure_logging_and_warnings, update_sanic_log_level
    from rasa.utils.endpoints import EndpointConfig
    from rasa.utils.log_utils import configure_structlog

    from bot.server import rasa_patches
    from bot.server.actions_inside import actions_inside
    from bot.server.json_log import log_as_json
    from bot.server.log import keep_secrets_out
    from bot.server.request_ids import give_request_ids, pass_request_ids_on
    from bot.server.shared_address import SharedAddress
    from bot.server.sockets import bound, inherited

    # Below warnings, Rasa logs what people write.
    configure_logging_and_warnings(log_level=logging.WARNING, warn_only_once=True, filter_repeated_logs=True)
    configure_structlog(logging.WARNING)
    update_sanic_log_level()
    keep_secrets_out()
    if chosen.log == "json":
        log_as_json("rasa-server")
    rasa_patches.check_action_schema_once()
    rasa_patches.understand_off_the_loop()
    rasa_patches.wait_shortly_for_actions()
    rasa_patches.tell_what_is_not_saved()
    rasa_patches.understand_without_the_lock()
    pass_request_ids_on()
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    if chosen.actions == INSIDE:
        endpoints.action = actions_inside()
    if chosen.redis:
        endpoints.lock_store = EndpointConfig(type=_SHARED_LOCKS)
    app = run.configure_app(
        run.create_http_input_channels(None, str(ROOT / _CREDENTIALS[chosen.profile])),
        # Never the HTTP API: with it, whoever reaches the port can upload a model and run code (CVE-2024-49375).
        enable_api=False,
        endpoints=endpoints,
        server_listeners=[(give_request_ids, "before_server_start")],
    )
    app.register_listener(partial(run.load_agent_on_start, str(MODEL), endpoints, None), "before_server_start")
    app.register_listener(run.close_resources, "after_server_stop")
    own, shared = inherited() or (bound(chosen.listen_address, chosen.port), None)
    if shared:
        SharedAddress(shared).of(app)
    app.run(sock=own, access_log=False)


if __name__ == "__main__":
    main()
