"""Input made to break things: in messages, in bodies, in addresses and in headers."""

import json
import sqlite3
import time
from contextlib import closing

import requests

from bot.siege.help_calls import EMERGENCY
from bot.siege.raw_http import LEAKS, exchange, get
from bot.siege.report import Finding, danish, judged
from bot.siege.service import ChatSession, Service, from_anywhere

_PRODUCT = 7919 * 7907  # no reply has this number by itself

_CONTROL_CHARACTERS = [
    *(f"hvad er{chr(code)} en bisidder" for code in (*range(0x00, 0x20), 0x7F, 0x85, 0x2028, 0x202E, 0xFEFF, 0xFFFE)),
    "\x00" * 900, "\x1b[2J\x1b]0;x\x07", "\ud800", "e" + "\u0301" * 900, "\u202e" * 500 + "hej",
]  # fmt: skip
_FLOODS = [
    "我们孩子学校老师家庭帮助" * 80, "[](){}<>" * 120, "(" * 1000, "{" * 1000, "🙂" * 1000, "\ufdfa" * 55,
    "\ufdfa" * 1000, "a" * 1000, "å " * 500, "1" * 1000, "'\"`" * 333, "ก" * 1000, ". " * 500,
]  # fmt: skip
_INJECTIONS = [
    "{{7919*7907}}", "${7919*7907}", "#{7919*7907}", "<%= 7919*7907 %>", "{% raw %}{{7919*7907}}{% endraw %}",
    "{{config.__class__.__init__.__globals__}}", "{0.__class__}", "%(x)s %s %n", "${jndi:ldap://127.0.0.1:1/a}",
    "'; DROP TABLE conversation; --", "' OR '1'='1", "1; DELETE FROM turn", "\" UNION SELECT * FROM talk --",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "; cat /etc/passwd",
    "$(cat /etc/passwd)", "`cat /etc/passwd`", "../../../../etc/passwd", "/restart", '/slot{"last_card": null}',
    '/intent{"slot": 1}', '/show_card{"card": "../../x"}', "!!python/object/apply:os.system ['id']",
]  # fmt: skip
_BODIES = {
    "100 kB tekst": json.dumps({"message": "x" * 100_000}).encode(),
    "100 kB i et andet felt": json.dumps({"message": "hej", "x": "x" * 100_000}).encode(),
    "100 kB nuller": b"\x00" * 100_000,
    "100 kB der ikke er UTF-8": b"\xff" * 100_000,
    "5 MB tekst": json.dumps({"message": "x" * 5_000_000}).encode(),
}
_DEEP = {
    "lister i lister": b"[" * 50_000,
    "lister i lister, lukket": b"[" * 20_000 + b"]" * 20_000,
    "objekter i objekter": b'{"message":' * 5_000,
    "dybt i et felt": b'{"message": "hej", "x": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
    "et tal uden ende": b'{"message": ' + b"9" * 50_000 + b"}",
    "NaN": b'{"message": NaN}',
    "samme felt mange gange": b"{" + b'"message": "hej",' * 3_000 + b'"message": 1}',
}
_TRAVERSALS = [
    "../../../../etc/passwd", "..%2f..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "..%252f..%252fetc%252fpasswd", "....//....//etc/passwd", "..\\..\\etc\\passwd", "%5c..%5cetc%5cpasswd",
    "/etc/passwd", "file:///etc/passwd", "..%c0%af..%c0%afetc/passwd", "%00/etc/passwd", "../pyproject.toml",
    "..%2f.skolebro%2fsecret", "'%20OR%201=1--", "%ff%fe", "a" * 4000,
]  # fmt: skip
# What is served besides the addresses that the API's description names.
FILES = (
    "/", "/page.css", "/about.css", "/page.js", "/icon.svg", "/skolebro-chat.js", "/licenser.txt", "/privatliv",
    "/tilgaengelighed", "/logo/{site_id}", "/openapi.json",
)  # fmt: skip
_TAKING_BODIES = ("session", "message", "feedback", "remark")
_SMUGGLED = b"\r\nX-Siege: 1"
_HEADERS: dict[str, bytes] = {
    "id med kodet linjeskift": b"X-Request-ID: a%0d%0aX-Siege:%201",
    "id med løst linjeskift": b"X-Request-ID: a\nX-Siege: 1",
    "id med vognretur": b"X-Request-ID: a\rX-Siege: 1",
    "id på 10 kB": b"X-Request-ID: " + b"a" * 10_000,
    "nul i en værdi": b"X-Request-ID: a\x00b",
    "origin med linjeskift": b"Origin: https://a%0d%0aX-Siege:%201",
    "vært med linjeskift": b"X-Forwarded-Host: a%0d%0aX-Siege:%201",
    "to længder": b"Content-Length: 0\r\nContent-Length: 5",
    "længde under nul": b"Content-Length: -1",
    "længde, der ikke er et tal": b"Content-Length: x",
    "længde og stykker": b"Content-Length: 4\r\nTransfer-Encoding: chunked",
    "ukendte stykker": b"Transfer-Encoding: x, chunked",
    "100 kB felt": b"X-A: " + b"a" * 100_000,
    "3000 felter": b"\r\n".join(b"X-%d: a" % number for number in range(3_000)),
    "felt uden kolon": b"ingenting",
    "adresse i X-Forwarded-For": b"X-Forwarded-For: ' OR 1=1, \xff, ${jndi:x}",
    "bytes i Authorization": b"Authorization: Bearer \xff\xfe",
}


def control_characters(service: Service) -> Finding:
    """Characters nobody can see, in messages."""
    return _messages(service, _CONTROL_CHARACTERS)


def floods(service: Service) -> Finding:
    """What keeps the understanding busy."""
    return _messages(service, _FLOODS)


def injections(service: Service) -> Finding:
    """Templates, SQL, scripts, shell and commands, in messages."""
    before = _cards(service)
    found = _messages(service, _INJECTIONS)
    return found if _cards(service) == before else Finding(False, f"{found.figure}. Databasen er ændret")


def large_bodies(service: Service) -> Finding:
    """Bodies of 100 kB and more."""
    return _bodies(service, _BODIES)


def deep_json(service: Service) -> Finding:
    """JSON that is made to exhaust whoever reads it."""
    return _bodies(service, _DEEP)


def path_traversal(service: Service) -> Finding:
    """Ways out of the folder, in every address that gives something."""
    wrong, count = [], 0
    for address in get_addresses(service):
        for way in _TRAVERSALS:
            for path in (_with(address, way), f"{address}?site={way}", f"{address}?{way}"):
                count += 1
                status, body = get(service, f"/chat{path}")
                if status >= 500 or any(leak in body for leak in LEAKS):
                    wrong.append(f"{status} på {path[:60]}")
    return judged(wrong, f"{count} adresser")


def headers(service: Service) -> Finding:
    """Headers and first lines that would add a header of their own, or are none."""
    firsts = [b"GET /chat/ready%0d%0aX-Siege:%201 HTTP/1.1", b"GET /chat/?site=a%0d%0aX-Siege:%201 HTTP/1.1"]
    firsts += [b"GET http://fremmed.example/chat/ready HTTP/1.1", b"GET /chat/ready HTTP/9.9", b"\x16\x03\x01", b"GET"]
    requests_made = {**{repr(first): first for first in firsts}}
    requests_made |= {name: b"GET /chat/theme HTTP/1.1\r\n" + added for name, added in _HEADERS.items()}
    wrong = []
    for name, begun in requests_made.items():
        answer = exchange(service, begun + b"\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        head = answer.partition(b"\r\n\r\n")[0]
        if head.startswith(b"HTTP/1.1 5") or _SMUGGLED in head or any(leak in answer for leak in LEAKS):
            wrong.append(f"{name}: {head[:20].decode(errors='replace')}")
    return judged(wrong, f"{len(requests_made)} kald")


def get_addresses(service: Service) -> list[str]:
    """Every address under /chat that gives something."""
    described = requests.get(f"{service.chat}/openapi.json", timeout=30).json()["paths"]
    return [*(path for path, methods in described.items() if "get" in methods), *FILES]


def _with(address: str, way: str) -> str:
    """An address with ``way`` in the place of each of its fields; behind it where it has none."""
    if "{" not in address:
        return f"{address.rstrip('/')}/{way}"
    return "/".join(way if part.startswith("{") else part for part in address.split("/"))


def _messages(service: Service, texts: list[str]) -> Finding:
    wrong, slowest = [], 0.0
    for number, text in enumerate(texts, 1):
        begun = time.monotonic()
        response = ChatSession(service).send(text)
        slowest = max(slowest, time.monotonic() - begun)
        if fault := _fault_in(response):
            wrong.append(f"nr. {number}: {fault}")
    return judged(wrong, f"{len(texts)} beskeder, langsomste {danish(slowest)} s")


def _fault_in(response: requests.Response) -> str:
    """What is wrong with the answer to a message; nothing where it is one calm reply."""
    if response.status_code != 200:
        return str(response.status_code)
    replies = response.json()["messages"]
    if not replies or any(reply["custom"]["outcome"] == "error" for reply in replies):
        return "intet svar"
    told = json.dumps([reply["text"] for reply in replies])
    signs = (str(_PRODUCT), "<script", "onerror", "javascript:", "DROP TABLE", *(leak.decode() for leak in LEAKS))
    return next((f"svaret har {sign!r}" for sign in signs if sign in told), "")


def _bodies(service: Service, bodies: dict[str, bytes]) -> Finding:
    wrong, statuses = [], []
    for name, body in bodies.items():
        for path in _TAKING_BODIES:
            known = ChatSession(service).headers | from_anywhere() | {"Content-Type": "application/json"}
            try:
                response = requests.post(f"{service.chat}/{path}", data=body, headers=known, timeout=30)
            except requests.ConnectionError:
                wrong.append(f"{name} til {path}: forbindelsen blev brudt")
                continue
            statuses.append(response.status_code)
            refused = response.status_code >= 400
            if response.status_code >= 500 or (refused and EMERGENCY not in response.text):
                wrong.append(f"{name} til {path}: {response.status_code}")
    return judged(wrong, f"{len(bodies) * len(_TAKING_BODIES)} kald, svar {', '.join(map(str, sorted(set(statuses))))}")


def _cards(service: Service) -> int:
    with closing(sqlite3.connect(service.database_url.removeprefix("sqlite:///"))) as database:
        return int(database.execute("SELECT count(*) FROM card_version").fetchone()[0])
