"""A real browser with the chat open: on its own page, and on the pages of somebody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.support.browser import Chat, Embedded
from tests.support.host_site import HostPage, HostSite
from tests.support.machine import unavailable
from tests.support.service import Service

CHROMIUM = Path("/usr/bin/chromium")
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        unavailable(f"{CHROMIUM} is missing: install Debian's chromium to run the browser tests")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser nobody used before."""
    opened = browser.new_context(locale="da-DK", viewport={"width": 1280, "height": 800})
    yield opened
    opened.close()


@pytest.fixture
def chat(context: BrowserContext, service: Service) -> Chat:
    """The chat's own page."""
    opened = Chat(context.new_page())
    opened.page.goto(f"{service.url}/chat/")
    expect(opened.input).to_be_visible()
    expect(opened.greeting).to_be_visible()
    return opened


@pytest.fixture
def embedded(context: BrowserContext, host_site: HostSite, service: Service) -> Embedded:
    """Open a page of ``host_site`` whose HTML has ``{script}`` for the address of the widget."""

    def open_page(html: str, policy: str = "", path: str = "/", page: Page | None = None) -> Chat:
        words = {"{script}": f"{service.url}/chat/skolebro-chat.js", "{server}": service.url}
        for word, meant in words.items():
            html, policy = html.replace(word, meant), policy.replace(word, meant)
        host_site.pages[path] = HostPage(f'<!doctype html><html lang="da"><meta charset="utf-8">{html}', policy)
        chat = Chat(page or context.new_page())
        chat.page.goto(host_site.origin + path)
        return chat

    return open_page
