"""The API does what its description says, whatever it is sent."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import negative_data_rejection

from bot.channels.api import OPENAPI
from bot.core.yaml_files import read_yaml
from tests.support.service import ChatSession, Service, from_anywhere

pytestmark = pytest.mark.service

schema = schemathesis.openapi.from_dict(read_yaml(OPENAPI))


@schema.parametrize()
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_the_api_keeps_to_its_description(service: Service, case: schemathesis.Case[Any]) -> None:
    headers = {**dict[str, Any](case.headers or {}), **from_anywhere()}
    excluded = []
    if case.operation.definition.raw.get("security"):
        # A request made wrong by having no session is put right here: then nothing is to be refused for that.
        excluded = [] if "Authorization" in (case.headers or {}) else [negative_data_rejection]
        deletes = case.method == "DELETE"
        headers["Authorization"] = ChatSession(service).headers["Authorization"] if deletes else session_of(service)
    case.call_and_validate(base_url=f"{service.url}/chat", headers=headers, timeout=30, excluded_checks=excluded)


_sessions: dict[str, str] = {}


def session_of(service: Service) -> str:
    if service.url not in _sessions:
        _sessions[service.url] = ChatSession(service).headers["Authorization"]
    return _sessions[service.url]
