"""The chat on other people's pages: one line, an iframe, hostile styles and policies, pages that swap their content."""

import base64
import hashlib
import time
from urllib.parse import urlsplit

import jwt
import pytest
from playwright.sync_api import BrowserContext, expect

from bot.paths import WEB
from tests.browser.conftest import SECRET, Chat, Embedded
from tests.browser.host_site import HostPage, HostSite
from tests.conftest import Service
from tests.service.support import QUESTION

pytestmark = [pytest.mark.service, pytest.mark.browser]

ONE_LINE = '<title>Intranet</title><h1>Vores intranet</h1><script src="{script}" defer></script>'
STRICT = (
    "default-src 'none'; script-src {server}; connect-src {server}; img-src {server}; "
    "require-trusted-types-for 'script'; trusted-types lit-html; base-uri 'none'; form-action 'none'"
)


def token(**claims: object) -> str:
    told = {"iss": "https://login.example", "aud": "skolebro", "exp": time.time() + 300, "role": "medarbejder"}
    return jwt.encode({**told, **claims}, SECRET, algorithm="HS256")


def test_one_line_makes_a_chat_that_opens_when_it_is_asked_to(
    embedded: Embedded, skolebro: Service, host_site: HostSite
) -> None:
    chat = embedded(ONE_LINE)
    expect(chat.launcher).to_have_accessible_name("Åbn chatten med Brobyggeren")
    expect(chat.panel).to_have_count(0)
    expect(chat.launcher).to_have_attribute("aria-expanded", "false")
    chat.launcher.click()
    expect(chat.panel).to_be_visible()
    expect(chat.greeting).to_contain_text("jeg er Brobyggeren")
    expect(chat.ask(QUESTION)).to_have_attribute("data-outcome", "answered")
    assert chat.hosts == {urlsplit(host_site.origin).netloc, urlsplit(skolebro.url).netloc}
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
    expect(chat.greeting).to_contain_text("kort og let")
    assert chat.page.locator(".launcher").bounding_box()["x"] < 640
    reply = chat.ask("hvad er ppr")
    expect(reply).to_have_attribute("data-outcome", "answered")
    # A parent's answer, because the page said so.
    expect(reply).to_contain_text("PPR")
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


# Hostile surroundings

HOSTILE = """
html { font-size: 62.5%; direction: rtl }
body { color: red; font: 8px/1 cursive; letter-spacing: 1em; text-transform: uppercase; text-align: center }
* { color: red !important; font-size: 5px !important; display: inline !important; visibility: hidden;
    opacity: .2 !important; pointer-events: none !important; line-height: 0 !important; float: left !important }
button, textarea, section, p { display: none !important; background: black !important }
skolebro-chat { width: 1px !important; overflow: hidden !important; transform: scale(.1) !important }
"""


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


# An iframe

FRAME = '<iframe title="Chat" src="{server}/chat/?site=kommunen" width="500" height="700"></iframe>'


def test_an_iframe_on_a_named_page_shows_the_chat(embedded: Embedded) -> None:
    chat = embedded(FRAME)
    frame = chat.page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Brobyggeren")).to_be_visible()
    frame.locator("textarea").fill(QUESTION)
    frame.locator("textarea").press("Enter")
    expect(frame.locator('.message.bot[data-outcome="answered"]')).to_be_visible()
    assert chat.complaints == []


@pytest.mark.parametrize("site", ["?site=kommunen", ""], ids=["of another", "of nobody"])
def test_an_iframe_on_any_other_page_shows_nothing(context: BrowserContext, skolebro: Service, site: str) -> None:
    frame = FRAME.replace("{server}", skolebro.url).replace("?site=kommunen", site)
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
    expect(frame.locator(".message.bot").first).to_contain_text("logget ind som medarbejder")
    (inner,) = [frame for frame in chat.page.frames if frame.parent_frame]
    assert "token" not in inner.evaluate("location.href")


def test_a_page_that_is_not_named_is_told_so(context: BrowserContext, skolebro: Service) -> None:
    stranger = HostSite({"/": HostPage(f'<script src="{skolebro.url}/chat/skolebro-chat.js" defer></script>')})
    try:
        chat = Chat(context.new_page())
        chat.page.goto(stranger.origin)
        chat.launcher.click()
        failed = chat.ask(QUESTION)
        expect(failed).to_have_attribute("data-outcome", "error")
        expect(chat.answers).to_have_count(0)
    finally:
        stranger.stop()


# Pages that come and go


def test_the_conversation_goes_on_from_page_to_page_in_the_tab(embedded: Embedded) -> None:
    chat = embedded(ONE_LINE)
    chat.launcher.click()
    chat.ask(QUESTION)
    chat.input.fill("ikke sendt endnu")
    other = embedded(ONE_LINE, path="/en-anden-side", page=chat.page)
    expect(other.panel).to_be_visible()
    expect(other.asked).to_have_count(1)
    expect(other.input).to_have_value("ikke sendt endnu")
    assert QUESTION in other.asked.inner_text()
    expect(other.ask("hvor står det?")).to_have_attribute("data-outcome", "answered")


def test_a_page_that_swaps_its_content_keeps_the_chat(embedded: Embedded) -> None:
    chat = embedded(ONE_LINE)
    chat.launcher.click()
    chat.ask(QUESTION)
    for swap in (
        "document.body.innerHTML = '<h1>En anden side</h1>'",
        "document.body.replaceWith(document.createElement('body'))",
        "history.pushState({}, '', '/ny-adresse')",
    ):
        chat.page.evaluate(swap)
        expect(chat.page.locator("skolebro-chat")).to_have_count(1)
        expect(chat.asked).to_have_count(1)
    expect(chat.ask("hvor står det?")).to_have_attribute("data-outcome", "answered")
    assert chat.complaints == []


def test_a_chat_inside_swapped_content_comes_back_with_its_conversation(embedded: Embedded) -> None:
    chat = embedded('<main><skolebro-chat inline></skolebro-chat></main><script src="{script}" defer></script>')
    chat.ask(QUESTION)
    chat.page.evaluate("document.querySelector('main').innerHTML = '<skolebro-chat inline></skolebro-chat>'")
    expect(chat.asked).to_have_count(1)
    expect(chat.ask("hvor står det?")).to_have_attribute("data-outcome", "answered")


# Sign-in passed on


def with_token(value: str) -> str:
    return f'<script src="{{script}}" data-token="{value}" defer></script>'


def test_a_signed_in_employee_is_greeted_without_being_asked_who_she_is(embedded: Embedded) -> None:
    value = token(sub="mette", name="Mette Hansen")
    chat = embedded(with_token(value))
    chat.launcher.click()
    expect(chat.greeting).to_contain_text("logget ind som medarbejder")
    expect(chat.greeting.locator("button.choice", has_text="Jeg er forælder")).to_have_count(0)
    kept = str(chat.kept())
    assert value not in kept and "Mette" not in kept


@pytest.mark.parametrize(
    ("claims", "words"),
    [({"exp": 1}, "udløbet"), ({"iss": "https://andet.example"}, "et andet sted"), ({"aud": "x"}, "noget andet")],
    ids=["expired", "issuer", "audience"],
)
def test_a_wrong_sign_in_is_told_of_at_once_and_a_new_one_helps(embedded: Embedded, claims: dict, words: str) -> None:
    chat = embedded(with_token(token(**claims)))
    chat.page.evaluate("addEventListener('skolebro-sign-in', event => { window.wanted = event.detail.reason })")
    chat.launcher.click()
    expect(chat.page.locator(".error-line")).to_contain_text(words)
    assert chat.page.evaluate("window.wanted") == "token-refused"
    chat.page.evaluate("value => { document.querySelector('skolebro-chat').token = value }", token(role="skole"))
    expect(chat.greeting).to_contain_text("logget ind fra skolen")
    expect(chat.page.locator(".error-line")).to_have_count(0)
    expect(chat.ask(QUESTION)).to_have_attribute("data-outcome", "answered")


def test_a_page_whose_every_sign_in_is_refused_is_asked_once(embedded: Embedded) -> None:
    chat = embedded(with_token(token(exp=1)))
    chat.page.evaluate(
        """wrong => addEventListener('skolebro-sign-in', event => {
            window.asked = (window.asked ?? 0) + 1;
            event.target.token = `${wrong}${window.asked}`;
        })""",
        token(aud="andet"),
    )
    chat.launcher.click()
    expect(chat.page.locator(".error-line")).to_be_visible()
    chat.page.wait_for_load_state("networkidle")
    assert chat.page.evaluate("window.asked") == 1
    expect(chat.page.locator(".error-line")).to_have_count(1)


def test_the_next_person_in_the_same_tab_does_not_see_the_talk(embedded: Embedded) -> None:
    chat = embedded(with_token(token(sub="mette")))
    chat.launcher.click()
    chat.ask(QUESTION)
    after = embedded(with_token(token(sub="ali")), page=chat.page)
    expect(after.panel).to_be_visible()
    expect(after.greeting).to_be_visible()
    expect(after.asked).to_have_count(0)
    assert QUESTION not in str(after.kept())
