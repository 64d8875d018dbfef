"""Which pages may use the chat, and which site a request belongs to."""

from urllib.parse import urlsplit

from sanic import Request
from sanic.response import HTTPResponse

from bot.channels.problems import Problem
from bot.sites.content import STANDARD, sites
from bot.sites.schema import Site

_PREFLIGHT_SECONDS = "600"
_NOT_ALLOWED = "Chatten er ikke sat op til den side, du er på. Sig det til dem, der driver siden."
_NO_SUCH_SITE = "Siden beder om et sted, som chatten ikke kender. Sig det til dem, der driver siden."


def site_of(request: Request, asked: object = None) -> Site:
    """The site a request belongs to: the one its page may embed, or, for the server's own pages, the one asked for.

    Raises:
        Problem: the page may not use the chat, or not as that site.
    """
    origin = request.headers.get("origin")
    known = sites()
    embedding = [site for site in known.values() if origin in site.origins]
    if not embedding and not _is_own(origin, request):
        raise Problem("origin-refused", _NOT_ALLOWED)
    if asked in (None, ""):
        return embedding[0] if embedding else known[STANDARD]
    if not isinstance(asked, str):
        raise Problem("bad-request", '"site" skal være en tekst.')
    site = known.get(asked)
    if site is None or (embedding and site not in embedding):
        raise Problem("not-found", _NO_SUCH_SITE)
    return site


def allow_origin(request: Request, response: HTTPResponse) -> None:
    """Let the page that asked read the answer, if it may embed the chat."""
    origin = request.headers.get("origin")
    # Rasa lets its own CORS extension say that cookies may come along; there are none.
    response.headers.pop("Access-Control-Allow-Credentials", None)
    response.headers["Vary"] = "Origin"
    if not any(origin in site.origins for site in sites().values()):
        return
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = "Retry-After"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, POST, DELETE"
        response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
        response.headers["Access-Control-Max-Age"] = _PREFLIGHT_SECONDS


def frame_ancestors(site: Site) -> str:
    """The pages that may show the chat in a frame, as a content security policy names them."""
    return " ".join(["'self'", *site.origins])


def _is_own(origin: str | None, request: Request) -> bool:
    """By name alone: a proxy may leave the port out, and what another port's page gets it still can't read."""
    try:
        return origin is None or urlsplit(origin).hostname == urlsplit(f"//{request.host}").hostname
    except ValueError:  # "http://[" is no address
        return False
