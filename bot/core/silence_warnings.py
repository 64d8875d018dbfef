"""Keep other packages' warnings out of the operator's terminal."""

import os
import warnings


def silence_warnings() -> None:
    """Silence warnings and Rasa's telemetry; call before importing Rasa.

    The packages Rasa pins warn about each other on import and set their own warning filters, so a
    filter is not enough.
    """
    warnings.showwarning = lambda *_args, **_kwargs: None
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
