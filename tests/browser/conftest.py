"""A real browser with the chat page open."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect, sync_playwright

from tests.conftest import Service, unavailable

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
    def input(self) -> Locator:
        return self.page.locator("textarea#input")

    @property
    def asked(self) -> Locator:
        return self.page.locator(".message.user .bubble")

    @property
    def replies(self) -> Locator:
        """All that Skolebro said after the welcome."""
        return self.page.locator(".message.bot[data-outcome]")

    @property
    def answers(self) -> Locator:
        return self.page.locator('.message.bot[data-outcome="answered"]')

    def ask(self, question: str) -> Locator:
        """Type, press Enter and wait for the reply."""
        said = self.replies.count()
        self.input.fill(question)
        self.input.press("Enter")
        expect(self.replies).to_have_count(said + 1)
        return self.replies.nth(said)

    def start_anew(self) -> None:
        """The page as somebody opens it who was never here."""
        self.page.context.clear_cookies()
        self.page.evaluate("localStorage.clear(), sessionStorage.clear()")
        self.page.reload()
        expect(self.input).to_be_visible()

    def focused(self) -> str:
        """The class (or else the tag) of what has the focus inside the widget."""
        return self.page.evaluate(
            """() => {
                const focused = document.activeElement.shadowRoot?.activeElement ?? document.activeElement;
                return focused.className || focused.tagName.toLowerCase();
            }"""
        )


@pytest.fixture
def chat(browser: Browser, service: Service) -> Iterator[Chat]:
    """The chat page in a browser nobody used before."""
    context = browser.new_context(locale="da-DK", viewport={"width": 1280, "height": 800})
    opened = Chat(context.new_page())
    opened.page.goto(f"{service.url}/chat/")
    expect(opened.input).to_be_visible()
    yield opened
    context.close()
