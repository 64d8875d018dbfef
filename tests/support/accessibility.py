"""What axe finds, and states of the chat."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ViewportSize, expect

from tests.support.browser import Chat
from tests.support.service import QUESTION

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# A colour on its way from one look to the next is neither.
ARRIVE = """() => [...document.querySelectorAll('skolebro-chat')]
    .flatMap(chat => [...chat.shadowRoot.querySelectorAll('*')])
    .flatMap(element => element.getAnimations())
    .filter(animation => animation instanceof CSSTransition)
    .forEach(transition => transition.finish())"""


def violations(chat: Chat, rules: list[str] = LEVELS) -> list[str]:
    chat.page.evaluate(ARRIVE)
    found = Axe().run(chat.page, options={"runOnly": rules}).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def waiting(chat: Chat) -> None:
    chat.page.route("**/chat/message", lambda route: None)
    chat.input.fill(QUESTION)
    chat.input.press("Enter")
    expect(chat.page.locator(".typing")).to_be_visible()


def not_helped(chat: Chat) -> None:
    chat.ask(QUESTION).get_by_role("button", name="Svaret hjalp ikke").click()
    expect(chat.page.locator(".reasons")).to_be_visible()
    chat.page.locator(".remark summary").click()
    expect(chat.page.locator(".remark textarea")).to_be_visible()


NARROW: ViewportSize = {"width": 320, "height": 640}
