"""The chat as a person with a browser meets it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypedDict
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, expect


class Kept(TypedDict):
    """What a browser keeps for a page."""

    tab: dict[str, str]
    browser: dict[str, str]
    cookies: str


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
        return self.page.locator("#input")

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

    def kept(self) -> Kept:
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


Embedded = Callable[..., Chat]
