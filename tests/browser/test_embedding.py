"""The chat on other people's pages: one line, hostile styles and policies, an iframe."""

import base64
import hashlib
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from bot.core.paths import WEB
from tests.support.browser import Chat, Embedded
from tests.support.embedding import ONE_LINE, greeting_for, token
from tests.support.host_site import HostPage, HostSite
from tests.support.service import QUESTION, Service

pytestmark = [pytest.mark.service, pytest.mark.browser]
STRICT = (
    "default-src 'none'; script-src {server}; connect-src {server}; img-src {server}; "
    "require-trusted-types-for 'script'; trusted-types lit-html; base-uri 'none'; form-action 'none'"
)


def test_one_line_makes_a_chat_that_opens_when_it_is_asked_to(
    embedded: Embedded, service: Service, host_site: HostSite
) -> None:
    chat = embedded(ONE_LINE)
    expect(chat.launcher).to_have_accessible_name("Åbn chatten med Brobyggeren")
    expect(chat.panel).to_have_count(0)
    expect(chat.launcher).to_have_attribute("aria-expanded", "false")
    chat.launcher.click()
    expect(chat.panel).to_be_visible()
    expect(chat.greeting).to_contain_text("jeg er Brobyggeren")
    expect(chat.ask(QUESTION)).to_have_attribute("data-outcome", "answered")
    assert chat.hosts == {urlsplit(host_site.origin).netloc, urlsplit(service.url).netloc}
    assert chat.complaints == []
    assert chat.kept()["cookies"] == ""


def test_nothing_is_asked_of_the_server_but_its_looks_before_somebody_writes(embedded: Embedded) -> None:
    chat = embedded(ONE_LINE)
    chat.launcher.click()
    expect(chat.greeting).to_be_visible()
    asked = [urlsplit(url).path.rpartition("/")[2] for url in chat.requested if "/chat/" in url]
    assert set(asked) == {"skolebro-chat.js", "theme", "kommunen"}, "the last is the logo"


def test_the_attributes_of_the_line_set_it_up(embedded: Embedded) -> None:
    chat = embedded(
        '<script src="{script}" data-title="Spørg os" data-position="left" data-accent="#1a7f37" data-open '
        'data-language="en" data-start-role="foraelder" defer></script>'
    )
    expect(chat.page.get_by_role("dialog", name="Chat with Spørg os")).to_be_visible()
    expect(chat.greeting).to_contain_text(greeting_for("foraelder"))
    box = chat.page.locator(".launcher").bounding_box()
    assert box and box["x"] < 640
    reply = chat.ask("hvad er ppr")
    expect(reply).to_have_attribute("data-outcome", "answered")
    # Only the parents' card says so.
    expect(reply).to_contain_text("Det betyder ikke, at dit barn er dumt eller sygt")
    assert chat.page.locator(".words").last.get_attribute("lang") == "da"


def test_it_can_stand_inside_the_page_instead(embedded: Embedded) -> None:
    chat = embedded(
        '<div id="her" style="height: 600px"></div>'
        '<script src="{script}" data-inline data-target="#her" defer></script>'
    )
    expect(chat.launcher).to_have_count(0)
    expect(chat.ask(QUESTION)).to_have_attribute("data-outcome", "answered")
    box = chat.page.locator("#her skolebro-chat").bounding_box()
    assert box and abs(box["height"] - 600) < 2


def test_in_a_place_without_a_height_it_can_be_used_all_the_same(embedded: Embedded) -> None:
    chat = embedded('<div><skolebro-chat inline></skolebro-chat></div><script src="{script}" defer></script>')
    expect(chat.ask(QUESTION)).to_have_attribute("data-outcome", "answered")
    box = chat.page.locator(".log").bounding_box()
    assert box and box["height"] >= 100


def test_an_element_written_by_hand_is_the_only_one(embedded: Embedded) -> None:
    chat = embedded('<skolebro-chat open></skolebro-chat><script src="{script}" defer></script>')
    expect(chat.panel).to_be_visible()
    expect(chat.page.locator("skolebro-chat")).to_have_count(1)


def test_the_line_pasted_twice_makes_one_chat(embedded: Embedded) -> None:
    chat = embedded(ONE_LINE + '<script src="{script}" defer></script>')
    expect(chat.launcher).to_be_visible()
    chat.page.wait_for_load_state("networkidle")
    expect(chat.page.locator("skolebro-chat")).to_have_count(1)
    assert chat.complaints == []


def test_the_line_with_a_checksum_loads(embedded: Embedded) -> None:
    digest = base64.b64encode(hashlib.sha384((WEB / "dist" / "skolebro-chat.js").read_bytes()).digest()).decode()
    line = '<script src="{script}" integrity="sha384-%s" crossorigin="anonymous" defer></script>'
    chat = embedded(line % digest)
    expect(chat.launcher).to_be_visible()
    assert chat.complaints == []


HOSTILE = """
html { font-size: 62.5%; direction: rtl }
body { color: red; font: 8px/1 cursive; letter-spacing: 1em; text-transform: uppercase; text-align: center }
* { color: red !important; font-size: 5px !important; display: inline !important; visibility: hidden;
    opacity: .2 !important; pointer-events: none !important; line-height: 0 !important; float: left !important }
button, textarea, section, p { display: none !important; background: black !important }
skolebro-chat { width: 1px !important; overflow: hidden !important; transform: scale(.1) !important }
"""


# Hostile surroundings


def test_a_page_with_hostile_styles_and_a_strict_policy_changes_nothing(embedded: Embedded) -> None:
    sheet = base64.b64encode(hashlib.sha256(HOSTILE.encode()).digest()).decode()
    policy = f"{STRICT}; style-src 'sha256-{sheet}'"
    chat = embedded(f"<style>{HOSTILE}</style>{ONE_LINE}", policy)
    expect(chat.launcher).to_be_visible()
    chat.launcher.click()
    reply = chat.ask(QUESTION)
    looks = reply.locator("p").first.evaluate(
        """element => {
            const { fontSize, color, visibility, textTransform, letterSpacing, direction, lineHeight } =
                getComputedStyle(element);
            return { fontSize, color, visibility, textTransform, letterSpacing, direction, lineHeight };
        }"""
    )
    assert looks["fontSize"] == "16px"
    assert looks["color"] != "rgb(255, 0, 0)"
    assert (looks["visibility"], looks["textTransform"], looks["letterSpacing"], looks["direction"]) == (
        "visible", "none", "normal", "ltr",
    )  # fmt: skip
    assert float(looks["lineHeight"].removesuffix("px")) >= 22
    box = chat.panel.bounding_box()
    assert box and box["width"] >= 320 and box["height"] >= 400
    assert chat.page.locator("skolebro-chat").evaluate("element => getComputedStyle(element).opacity") == "1"
    assert chat.complaints == [], "nothing of the chat is stopped by the policy"


def test_pictures_of_others_are_not_fetched(
    context: BrowserContext, embedded: Embedded, service: Service, host_site: HostSite
) -> None:
    """The page has no policy that would stop them. Whoever a picture is fetched from learns who looks at it."""
    there = "https://andet.example"
    message = {
        "text": f"Se ![Kortet]({there}/kort.png) og ![vores](/chat/icon.svg) ![]({there}/uden-ord)",
        "custom": {
            "outcome": "answered",
            "attachments": [
                {"title": "Tegningen", "url": f"{there}/tegning.png", "alt": "Fire felter"},
                {"title": "Ikonet", "url": f"{service.url}/chat/icon.svg".replace("http:", "https:"), "alt": "Bro"},
                {"title": "Vores", "url": "/chat/icon.svg?", "alt": "En bro"},
            ],
        },
    }

    def themed(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "logo": f"{there}/logo.svg"})

    page = context.new_page()
    page.route("**/chat/theme*", themed)
    page.route(
        "**/chat/message",
        lambda route: route.fulfill(
            json={"id": "x", "messages": [message]}, headers={"Access-Control-Allow-Origin": "*"}
        ),
    )
    chat = embedded(ONE_LINE, page=page)
    chat.launcher.click()
    answer = chat.ask(QUESTION)
    expect(answer.locator("img")).to_have_count(2)
    for name in ("Kortet", "Tegningen", f"{there}/uden-ord"):
        expect(answer.get_by_role("link", name=name)).to_be_visible()
    expect(chat.page.locator("img.logo")).to_have_count(0)
    chat.page.wait_for_load_state("networkidle")
    assert chat.hosts == {urlsplit(host_site.origin).netloc, urlsplit(service.url).netloc}


def test_the_name_the_site_gave_it_is_the_one_it_goes_by(embedded: Embedded) -> None:
    chat = embedded(ONE_LINE)
    chat.launcher.click()
    chat.page.get_by_role("button", name="Menu").click()
    expect(chat.page.locator(".menu .contacts")).to_contain_text("Kontakt")
    expect(chat.page.locator(".menu .contacts")).not_to_contain_text("vente")
    chat.page.keyboard.press("Escape")
    chat.page.route("**/chat/message", lambda route: route.abort())
    expect(chat.ask(QUESTION)).to_contain_text("Der er ikke forbindelse til Brobyggeren lige nu.")
    chat.page.get_by_role("button", name="Prøv igen").click()
    expect(chat.page.locator(".log .contacts")).to_contain_text("Kan du ikke vente?")
    chat.page.unroute("**/chat/message")
    nothing = {"json": {"id": "x", "messages": []}, "headers": {"Access-Control-Allow-Origin": "*"}}
    chat.page.route("**/chat/message", lambda route: route.fulfill(**nothing))
    chat.page.get_by_role("button", name="Prøv igen").click()
    expect(chat.replies.last).to_contain_text("Brobyggeren kom ikke med noget svar.")


FRAME = '<iframe title="Chat" src="{server}/chat/?site=kommunen" width="500" height="700"></iframe>'


# An iframe


def test_an_iframe_on_a_named_page_shows_the_chat(embedded: Embedded) -> None:
    chat = embedded(FRAME)
    frame = chat.page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Brobyggeren")).to_be_visible()
    frame.locator("textarea").fill(QUESTION)
    frame.locator("textarea").press("Enter")
    expect(frame.locator('.message.bot[data-outcome="answered"]')).to_be_visible()
    assert chat.complaints == []


@pytest.mark.parametrize("site", ["?site=kommunen", ""], ids=["of another", "of nobody"])
def test_an_iframe_on_any_other_page_shows_nothing(context: BrowserContext, service: Service, site: str) -> None:
    frame = FRAME.replace("{server}", service.url).replace("?site=kommunen", site)
    stranger = HostSite({"/": HostPage(frame)})
    try:
        chat = Chat(context.new_page())
        chat.page.goto(stranger.origin)
        chat.page.wait_for_load_state("networkidle")
        expect(chat.page.frame_locator("iframe").locator("textarea")).to_have_count(0)
        assert any("frame-ancestors" in complaint for complaint in chat.complaints)
    finally:
        stranger.stop()


def test_a_sign_in_is_handed_to_an_iframe_and_is_gone_from_the_address(embedded: Embedded) -> None:
    chat = embedded(FRAME.replace("site=kommunen", f"site=kommunen#token={token()}"))
    frame = chat.page.frame_locator("iframe")
    expect(frame.locator(".message.bot").first).to_contain_text(greeting_for("medarbejder"))
    (inner,) = [frame for frame in chat.page.frames if frame.parent_frame]
    assert "token" not in inner.evaluate("location.href")


def test_a_page_that_is_not_named_gets_no_answers(context: BrowserContext, service: Service) -> None:
    stranger = HostSite({"/": HostPage(f'<script src="{service.url}/chat/skolebro-chat.js" defer></script>')})
    try:
        chat = Chat(context.new_page())
        chat.page.goto(stranger.origin)
        chat.launcher.click()
        failed = chat.ask(QUESTION)
        # Why, the browser keeps from the page.
        expect(failed).to_have_attribute("data-outcome", "error")
        expect(chat.answers).to_have_count(0)
    finally:
        stranger.stop()
