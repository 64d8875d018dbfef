"""The files of the chat: its page, the widget, the pages about it, and what a conversation made."""

import hashlib
from asyncio import to_thread
from base64 import b64encode
from collections.abc import Callable
from functools import cache

from jinja2 import Environment, FileSystemLoader
from sanic import Blueprint, Request, response
from sanic.response import HTTPResponse

from bot.channels.metrics import count_paper
from bot.channels.origins import frame_ancestors
from bot.channels.page_links import with_links
from bot.channels.problems import Problem
from bot.core.addresses import chat_path
from bot.core.paths import WEB
from bot.core.settings import settings
from bot.documents.file import File
from bot.documents.paper import PDF_ENDING, WORD_ENDING, as_file
from bot.documents.render import render
from bot.guided.meeting import links as talk_links
from bot.guided.plan import links as plan_links
from bot.sites.contacts import contacts
from bot.sites.content import STANDARD, site_named, sites
from bot.sites.schema import LOGO_TYPES, Site
from bot.store.documents import find

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types lit-html; "
    "frame-ancestors {ancestors}"
)
# The picture and the list opened by themselves: they carry their looks with them, and nothing in them may be fetched
# or run, but for the one script that a page is sent with.
_ALONE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
_GONE_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'"

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
# Pages that embed the chat may ask that all they load agrees to it.
_FOR_OTHER_PAGES = {"Cross-Origin-Resource-Policy": "cross-origin"}

_STATIC = {
    "page.css": ("page.css", "text/css; charset=utf-8"),
    "about.css": ("about.css", "text/css; charset=utf-8"),
    "page.js": ("page.js", "text/javascript; charset=utf-8"),
    "icon.svg": ("icon.svg", "image/svg+xml"),
    "skolebro-chat.js": ("dist/skolebro-chat.js", "text/javascript; charset=utf-8"),
    "licenser.txt": ("dist/licenser.txt", "text/plain; charset=utf-8"),
}
_HTML = "text/html; charset=utf-8"
_PAGES = {"privatliv": "privatliv.html", "tilgaengelighed": "tilgaengelighed.html"}

_LOOKING = ("GET", "HEAD")
_GONE_PAGE = "vaek.html"
# How long what a link leads to is kept, by the link's first part.
_KEPT = {
    "document": "Et papir kan hentes i {days} dage. Så bliver det slettet.",
    "plan": "En plan bliver gemt i {days} dage efter det sidste svar. Så bliver den slettet.",
    "samtale": "En liste bliver gemt i to timer efter det sidste svar, eller i {days} dage, hvis du har trykket "
    "»Gem min liste«. Så bliver den slettet.",
}


def add_files(routes: Blueprint) -> None:
    """The addresses under ``/chat`` that give files."""
    _add_page(routes)
    for path, (file_name, content_type) in _STATIC.items():
        _add_static(routes, path, (WEB / file_name).read_bytes(), content_type)
    for path, template in _PAGES.items():
        _add_page_about(routes, path, template)
    _add_logo(routes)
    _add_made(routes)


def _add_page(routes: Blueprint) -> None:
    page = _rendered("index.html")

    @routes.route("/", methods=["GET"], name="page")
    async def chat_page(request: Request) -> HTTPResponse:
        return response.raw(page, content_type=_HTML, headers=_page_headers(_site_in(request)))


def _add_static(routes: Blueprint, path: str, content: bytes, content_type: str) -> None:
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {**_page_headers(sites()[STANDARD]), **_FOR_OTHER_PAGES, "ETag": tag}

    @routes.route(f"/{path}", methods=["GET"], name=f"file_{path}".replace(".", "_").replace("-", "_"))
    async def file(request: Request) -> HTTPResponse:
        if request.headers.get("if-none-match") == tag:
            return response.raw(b"", status=304, headers={"ETag": tag, "Cache-Control": "no-cache"})
        return response.raw(content, content_type=content_type, headers=headers)


def _add_page_about(routes: Blueprint, path: str, template: str) -> None:
    @routes.route(f"/{path}", methods=["GET"], name=f"page_{path}")
    async def page(request: Request) -> HTTPResponse:
        site = _site_in(request)
        text = _rendered(template, site=site, settings=settings(), contacts=contacts(site.id))
        return response.raw(text, content_type=_HTML, headers=_page_headers(site))


def _add_logo(routes: Blueprint) -> None:
    @routes.route("/logo/<site_id:str>", methods=["GET"])
    async def logo(_request: Request, site_id: str) -> HTTPResponse:
        site = sites().get(site_id)
        if site is None or site.logo is None:
            raise Problem("not-found")
        # Opened by itself, a drawing from the operator's folder must not run anything either.
        headers = {**_HEADERS, **_FOR_OTHER_PAGES, "Content-Security-Policy": f"{_ALONE_POLICY}; sandbox"}
        content = await to_thread(site.logo.read_bytes)
        return response.raw(content, content_type=LOGO_TYPES[site.logo.suffix.lower()], headers=headers)


def _add_made(routes: Blueprint) -> None:
    """What a conversation made; looking at it, by whomever and however often, changes nothing."""

    @routes.route("/document/<token:str>", methods=_LOOKING)
    async def fetch_document(_request: Request, token: str) -> HTTPResponse:
        return await _made("document", lambda: _document(token, WORD_ENDING))

    @routes.route("/document/<token:str>/pdf", methods=_LOOKING)
    async def fetch_document_as_pdf(_request: Request, token: str) -> HTTPResponse:
        return await _made("document", lambda: _document(token, PDF_ENDING))

    @routes.route("/plan/<token:str>/<name:str>", methods=_LOOKING)
    async def fetch_plan(_request: Request, token: str, name: str) -> HTTPResponse:
        return await _made("plan", lambda: plan_links.file(token, name))

    @routes.route("/samtale/<token:str>/<name:str>", methods=_LOOKING)
    async def fetch_talk(_request: Request, token: str, name: str) -> HTTPResponse:
        return await _made("samtale", lambda: talk_links.file(token, name))


def _document(token: str, ending: str) -> File | None:
    document = find(token)
    return document and as_file(f"{document.kind}{ending}", lambda: render(document.kind, document.fields))


async def _made(room: str, make: Callable[[], File | None]) -> HTTPResponse:
    file = await to_thread(make)
    if file is None:
        return _gone(room)
    count_paper(file.name)
    # Nobody between the two may keep a copy that outlives the link.
    headers = {**_HEADERS, **_FOR_OTHER_PAGES, "Cache-Control": "no-store"}
    headers["Content-Security-Policy"] = _ALONE_POLICY + _allowing(file.script)
    if file.is_saved:
        headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response.raw(file.content, content_type=file.content_type, headers=headers)


def _gone(room: str) -> HTTPResponse:
    """The page that says why a link leads nowhere, and leads back."""
    text = _rendered(_GONE_PAGE, why=_KEPT[room].format(days=settings().document_days))
    return response.raw(
        text, content_type=_HTML, status=404, headers={**_HEADERS, "Content-Security-Policy": _GONE_POLICY}
    )


def _allowing(script: str) -> str:
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"; script-src 'sha256-{digest}'" if script else ""


def _rendered(template: str, **words: object) -> bytes:
    return _pages().get_template(template).render(chat=chat_path(), **words).encode()


@cache
def _pages() -> Environment:
    pages = Environment(loader=FileSystemLoader(WEB), autoescape=True, auto_reload=False, keep_trailing_newline=True)
    pages.filters["with_links"] = with_links
    return pages


def _site_in(request: Request) -> Site:
    """The site a page is asked for; the standard one where it is asked for none there is."""
    return site_named(request.args.get("site", STANDARD))


def _page_headers(site: Site) -> dict[str, str]:
    return {**_HEADERS, "Content-Security-Policy": _POLICY.format(ancestors=frame_ancestors(site))}
