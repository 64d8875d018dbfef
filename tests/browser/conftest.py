"""A real browser with the chat open: on its own page, and on the pages of somebody else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect, sync_playwright

from tests.conftest import Service, unavailable
from tests.host_site import HostPage, HostSite

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


@dataclass
class Chat:
    """The open page, what a person does there and what a developer would see in the console."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requested: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requested.append(request.url))
        self.page.set_default_timeout(30_000)

    def _note(self, message: ConsoleMessage) -> None:
        # A violation of the content security policy is an error in the console, too.
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    @property
    def hosts(self) -> set[str]:
        """Whom the page has asked for anything."""
        return {urlsplit(url).netloc for url in self.requested if not url.startswith(("data:", "blob:"))}

    @property
    def launcher(self) -> Locator:
        return self.page.locator(".launcher")

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("dialog", name="Chat med")

    @property
    def input(self) -> Locator:
        return self.page.locator("textarea")

    @property
    def greeting(self) -> Locator:
        return self.page.locator(".message.bot:not([data-outcome])").first

    @property
    def asked(self) -> Locator:
        return self.page.locator(".message.user .bubble")

    @property
    def replies(self) -> Locator:
        """All that Skolebro said after the greeting."""
        return self.page.locator(".message.bot[data-outcome]")

    @property
    def answers(self) -> Locator:
        return self.page.locator('.message.bot[data-outcome="answered"]')

    @property
    def status(self) -> Locator:
        return self.page.locator(".status")

    def ask(self, question: str) -> Locator:
        """Type, press Enter and wait for the reply."""
        said = self.replies.count()
        self.input.fill(question)
        self.input.press("Enter")
        expect(self.replies).to_have_count(said + 1)
        return self.replies.nth(said)

    def menu(self, item: str) -> None:
        """Choose something in the menu."""
        self.page.get_by_role("button", name="Menu").click()
        self.page.locator(".menu").get_by_text(item).click()

    def start_anew(self) -> None:
        """The page as somebody opens it who was never here."""
        self.page.evaluate("localStorage.clear(), sessionStorage.clear()")
        self.page.reload()
        expect(self.input).to_be_visible()

    def kept(self) -> dict[str, dict[str, str]]:
        """What the browser keeps for the page."""
        return self.page.evaluate("({tab: {...sessionStorage}, browser: {...localStorage}, cookies: document.cookie})")

    def focused(self) -> str:
        """The class (or else the tag) of what has the focus inside the widget."""
        return self.page.evaluate(
            """() => {
                const focused = document.activeElement.shadowRoot?.activeElement ?? document.activeElement;
                return focused.className || focused.tagName.toLowerCase();
            }"""
        )


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


Embedded = Callable[..., Chat]


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
