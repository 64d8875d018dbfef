"""The files of the chat: its page, the widget, the pages about it, and what a conversation made."""

import hashlib
from asyncio import to_thread
from collections.abc import Callable

from jinja2 import Environment, FileSystemLoader
from sanic import Blueprint, Request, response
from sanic.response import HTTPResponse

from bot.channels.origins import frame_ancestors
from bot.channels.page_links import with_links
from bot.channels.problems import Problem
from bot.core.paths import WEB
from bot.core.settings import settings
from bot.documents.file import File
from bot.documents.render import DOCX, render
from bot.guided.meeting import links as talk_links
from bot.guided.plan import links as plan_links
from bot.sites.contacts import contacts
from bot.sites.content import STANDARD, sites
from bot.sites.schema import LOGO_TYPES, Site
from bot.store.documents import find

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types lit-html; "
    "frame-ancestors {ancestors}"
)
# The picture and the list opened by themselves: they carry their looks with them, and nothing in them may run or be
# fetched.
_ALONE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"

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

_EXPIRED = (
    '<!doctype html><html lang="da"><meta charset="utf-8"><title>Linket virker ikke mere</title>'
    "<h1>Linket virker ikke mere</h1><p>Dokumentet er slettet, fordi tiden er udløbet, eller også er linket ikke "
    "skrevet helt af. Gå tilbage til chatten, og bed om et nyt. Det tager et øjeblik.</p></html>"
)


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
    page = (WEB / "index.html").read_bytes()

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
    pages = Environment(loader=FileSystemLoader(WEB), autoescape=True, auto_reload=False)
    pages.filters["with_links"] = with_links

    @routes.route(f"/{path}", methods=["GET"], name=f"page_{path}")
    async def page(request: Request) -> HTTPResponse:
        site = _site_in(request)
        text = pages.get_template(template).render(site=site, settings=settings(), contacts=contacts(site.id))
        return response.raw(text.encode(), content_type=_HTML, headers=_page_headers(site))


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
    @routes.route("/document/<token:str>", methods=["GET"])
    async def fetch_document(_request: Request, token: str) -> HTTPResponse:
        return await _made(lambda: _document(token))

    @routes.route("/plan/<token:str>/<name:str>", methods=["GET"])
    async def fetch_plan(_request: Request, token: str, name: str) -> HTTPResponse:
        return await _made(lambda: plan_links.file(token, name))

    @routes.route("/samtale/<token:str>/<name:str>", methods=["GET"])
    async def fetch_talk(_request: Request, token: str, name: str) -> HTTPResponse:
        return await _made(lambda: talk_links.file(token, name))


def _document(token: str) -> File | None:
    document = find(token)
    return document and File(f"{document.kind}.docx", DOCX, render(document.kind, document.fields))


async def _made(make: Callable[[], File | None]) -> HTTPResponse:
    file = await to_thread(make)
    if file is None:
        return response.html(_EXPIRED, status=404, headers={**_HEADERS, "Content-Security-Policy": _ALONE_POLICY})
    # Nobody between the two may keep a copy that outlives the link.
    headers = {**_HEADERS, **_FOR_OTHER_PAGES, "Cache-Control": "no-store"}
    headers["Content-Security-Policy"] = _ALONE_POLICY
    if file.content_type == DOCX:
        headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response.raw(file.content, content_type=file.content_type, headers=headers)


def _site_in(request: Request) -> Site:
    """The site a page is asked for; the standard one where it is asked for none there is."""
    return sites().get(request.args.get("site", STANDARD)) or sites()[STANDARD]


def _page_headers(site: Site) -> dict[str, str]:
    return {**_HEADERS, "Content-Security-Policy": _POLICY.format(ancestors=frame_ancestors(site))}
