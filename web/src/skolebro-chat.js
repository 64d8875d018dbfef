/**
 * <skolebro-chat>: the conversation with Skolebro as one custom element, either a launcher with a panel or, with the
 * attribute `inline`, a part of the page that fills its container.
 *
 * It dispatches `skolebro-sign-in` when the server wants a (new) token; the page may then set the property `token`.
 */
import { LitElement, html, nothing } from 'lit';
import { ChatClient, ROLES } from './conversation/chat-client.js';
import { copy } from './clipboard.js';
import { DEFAULT_ACCENT, accentProperties, isColour } from './colours.js';
import { Conversation } from './conversation/conversation.js';
import * as icons from './icons.js';
import { plainText } from './markdown.js';
import { Memory } from './conversation/memory.js';
import { printConversation } from './print-view.js';
import { safeUrl } from './safe-url.js';
import { ScrollKeeper } from './scroll-keeper.js';
import { canSpeak, onVoices, speak, stopSpeaking } from './speech.js';
import { styles } from './styles.js';
import { TEXTS, knownLanguage } from './i18n/index.js';
import { readTheme } from './theme.js';
import { linkView } from './views/markdown-view.js';
import { confirmView, menuView } from './views/menu-view.js';
import { botView, errorView, noteView, userView } from './views/messages-view.js';
import { pictureDialog } from './views/picture.js';
import { toolsView } from './views/tools-view.js';

/**
 * @typedef {import('./conversation/history.js').BotEntry} BotEntry
 * @typedef {import('./conversation/history.js').Entry} Entry
 * @typedef {import('./conversation/history.js').Rating} Rating
 * @typedef {import('./conversation/messages.js').Choice} Choice
 */

const COUNTER_FROM = 0.8;
const GREET_WITHOUT_THEME_MS = 3000;
const SHOW_COPIED_MS = 2500;
/** A page that answers each request for a token with one that is refused, too, must not go round in circles. */
const ASK_AGAIN_MS = 30_000;
/** As in styles/frame.css: the panel fills the window. */
const NARROW = matchMedia('(max-width: 30em), (max-height: 30em)');

export class SkolebroChat extends LitElement {
  static styles = styles;

  static properties = {
    server: {},
    site: {},
    token: {},
    chatTitle: { attribute: 'chat-title' },
    startRole: { attribute: 'start-role' },
    accent: {},
    position: {},
    language: {},
    inline: { type: Boolean, reflect: true },
    startsOpen: { type: Boolean, attribute: 'open' },

    theme: { state: true },
    greets: { state: true },
    announces: { state: true },
    shown: { state: true },
    menuOpen: { state: true },
    ending: { state: true },
    picture: { state: true },
    copiedKey: { state: true },
    speakingKey: { state: true },
    hint: { state: true },
    told: { state: true },
    draftLength: { state: true },
    offline: { state: true },
  };

  /** @type {Memory} */
  #memory;
  /** @type {Conversation} */
  #conversation;
  /** Whether the chat was shown with this server, if only once. */
  #wasShown = false;
  /** Whether the panel filled the window before the change. */
  #covered = false;
  /** @type {AbortController | undefined} */
  #listening;
  /** @type {ScrollKeeper | undefined} */
  #scroll;
  /** @type {Element | null} what had the focus before the change */
  #focused = null;
  /** What was last scrolled for and coloured with. */
  #followed = '';
  #accentShown = '';
  #askedForSignIn = 0;

  /** The directory the script came from, which is the server's unless `server` says otherwise. */
  static scriptBase = document.baseURI;

  constructor() {
    super();
    /** @type {string | undefined} the chat directory of the server */
    this.server = undefined;
    /** @type {string | undefined} whose theme and knowledge */
    this.site = undefined;
    /** @type {string | undefined} JWT of who is signed in to the page; never kept */
    this.token = undefined;
    /** @type {string | undefined} */
    this.chatTitle = undefined;
    /** @type {string | undefined} medarbejder, skole or foraelder */
    this.startRole = undefined;
    /** @type {string | undefined} #rrggbb */
    this.accent = undefined;
    /** @type {string | undefined} right or left */
    this.position = undefined;
    /** @type {string | undefined} da or en: the frame's own words */
    this.language = undefined;
    this.inline = false;
    this.startsOpen = false;

    this.greets = false;
    this.announces = false;
    this.shown = false;
    this.menuOpen = false;
    /** @type {import('./views/menu-view.js').Ending | null} what is asked to be confirmed */
    this.ending = null;
    /** @type {import('./conversation/messages.js').Attachment | null} shown large */
    this.picture = null;
    this.copiedKey = '';
    this.speakingKey = '';
    this.hint = '';
    this.told = '';
    this.draftLength = 0;
    this.offline = !navigator.onLine;
    onVoices(() => this.requestUpdate());
  }

  // ---- For the page ----

  async open() {
    // Just put on the page, it is not yet set up.
    await this.updateComplete;
    if (this.shown) return;
    this.#show();
    this.#memory.open.set('yes');
    await this.updateComplete;
    this.#restFocus();
  }

  close() {
    if (this.inline || !this.shown) return;
    this.shown = false;
    this.menuOpen = false;
    this.ending = null;
    this.#stopSpeaking();
    this.#memory.open.set('no');
    this.updateComplete.then(() => this.#find('.launcher')?.focus());
  }

  newConversation() {
    return this.#end({ papers: false });
  }

  // ---- Coming and going ----

  connectedCallback() {
    super.connectedCallback();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    window.addEventListener('online', this.#networkChanged, { signal });
    window.addEventListener('offline', this.#networkChanged, { signal });
    document.addEventListener('focusin', this.#focusMoved, { signal });
    NARROW.addEventListener('change', () => this.requestUpdate(), { signal });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#listening?.abort();
    this.#stopSpeaking();
  }

  #networkChanged = () => {
    this.offline = !navigator.onLine;
    if (!this.offline) this.#conversation?.reconnected();
  };

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!this.token && changed.get('token')) this.#conversation?.handOver();
    if (!this.#conversation || changed.has('server') || changed.has('site')) this.#connect();
    else if (changed.has('token') && this.token && this.#wasShown) this.#conversation.signedIn();
    if (this.inline && !this.shown) this.#show();
    // What was told before is no news once the answer is there.
    if (this.#conversation.waiting) this.told = '';
    this.#focused = /** @type {ShadowRoot} */ (this.renderRoot).activeElement;
  }

  /** Begins with a server: its theme, and what the tab remembers of it. */
  #connect() {
    const { base } = this;
    const client = new ChatClient(base);
    this.#memory = new Memory(base, this.site ?? '');
    this.#conversation = new Conversation(client, this.#memory, {
      opening: () => ({
        ...(this.site && { site: this.site }),
        ...(ROLES.includes(this.startRole ?? '') && { role: this.startRole }),
        ...(this.token && { token: this.token }),
      }),
      changed: () => this.requestUpdate(),
      signInNeeded: ({ code, message }) => this.#askForSignIn(code, message),
      handedOver: () => {
        this.#clear();
        this.#tell(this.t.begun);
      },
    });
    this.theme = readTheme(null, base);
    this.#loadTheme(client);
    this.#clear();
    this.#wasShown = false;
    const open = this.#memory.open.get();
    if (this.shown || this.inline || open === 'yes' || (this.startsOpen && open !== 'no')) this.#show();
  }

  /** Nothing of another talk stays where it can be seen: only what the tab keeps of this one. */
  #clear() {
    this.#stopSpeaking();
    this.ending = this.picture = null;
    if (!this.#input) return;
    this.#input.value = this.#memory.draft.get() ?? '';
    this.#draftChanged();
  }

  /** @param {ChatClient} client */
  async #loadTheme(client) {
    const { base } = this;
    const memory = this.#memory;
    this.greets = this.announces = false;
    setTimeout(() => this.#greet(), GREET_WITHOUT_THEME_MS);
    try {
      const theme = readTheme(await client.theme(this.site ?? ''), base);
      if (memory !== this.#memory) return;
      this.theme = theme;
      if (theme.signIn === 'required' && !this.token && this.shown) this.#askForSignIn('sign-in-required', '');
    } catch {
      // The built-in theme will do.
    }
    this.#greet();
  }

  /** The theme is settled. From now on what is added to the log is news, and read out as such. */
  async #greet() {
    if (this.greets) return;
    this.greets = true;
    await this.updateComplete;
    requestAnimationFrame(() => (this.announces = true));
  }

  #show() {
    this.shown = true;
    if (this.#wasShown) return;
    this.#wasShown = true;
    this.#conversation.start();
  }

  /**
   * @param {string} reason
   * @param {string} detail
   */
  #askForSignIn(reason, detail) {
    if (Date.now() - this.#askedForSignIn < ASK_AGAIN_MS) return;
    this.#askedForSignIn = Date.now();
    this.dispatchEvent(
      new CustomEvent('skolebro-sign-in', { bubbles: true, composed: true, detail: { reason, detail } }),
    );
  }

  /** Absolute URL of the server's chat directory, ending in "/". */
  get base() {
    if (!this.server) return SkolebroChat.scriptBase;
    return new URL(this.server.replace(/\/?$/, '/'), document.baseURI).href;
  }

  get t() {
    return TEXTS[this.frameLanguage];
  }

  get frameLanguage() {
    return knownLanguage(this.language);
  }

  get name() {
    return this.chatTitle || this.theme.title;
  }

  // ---- After each change ----

  updated() {
    this.#colour();
    this.#setUpLog();
    this.#follow();
    const dialog = /** @type {HTMLDialogElement} */ (this.#find('dialog'));
    if (!this.picture) dialog.close();
    else if (!dialog.open) dialog.showModal();
    // A button that was pressed may be gone: who uses the keyboard must not start over from the top of the page.
    if (this.#focused && !this.#focused.isConnected) this.#restFocus();
    if (this.#covers && !this.#covered) this.#holdFocus();
    this.#covered = this.#covers;
  }

  #colour() {
    const accent = [this.accent, this.theme.accent, DEFAULT_ACCENT].find(isColour);
    if (accent === this.#accentShown) return;
    this.#accentShown = /** @type {string} */ (accent);
    const { style } = /** @type {HTMLElement} */ (this.#find('.root'));
    for (const [name, value] of Object.entries(accentProperties(/** @type {string} */ (accent)))) {
      style.setProperty(name, value);
    }
  }

  #setUpLog() {
    if (this.#scroll || !this.#log) return;
    this.#scroll = new ScrollKeeper(this.#log);
    this.#clear();
  }

  /** Scrolls when something was said, and only then. */
  #follow() {
    const { entries, waiting } = this.#conversation;
    const said = [entries[entries.length - 1]?.key, waiting, this.greets, this.shown].join();
    if (said === this.#followed || !this.shown) return;
    this.#followed = said;
    const asked = [...this.#log.querySelectorAll('.message.user')].pop();
    this.#scroll?.scrollTo(waiting ? null : asked ? asked.nextElementSibling : this.#find('.notice'));
  }

  /**
   * @param {string} selector
   * @returns {HTMLElement | null}
   */
  #find(selector) {
    return this.renderRoot.querySelector(selector);
  }

  get #input() {
    return /** @type {HTMLTextAreaElement} */ (this.#find('textarea'));
  }

  get #log() {
    return /** @type {HTMLElement} */ (this.#find('.log'));
  }

  // ---- Saying something ----

  /** While an answer is on its way, or all is being deleted, nothing is sent; says so, and tells the caller. */
  #mustWait() {
    this.hint = this.#conversation.waiting ? this.t.wait : '';
    return this.#conversation.isBusy;
  }

  #sendDraft() {
    const input = this.#input;
    const text = input.value.trim();
    input.focus();
    if (!text || this.#mustWait()) return;
    input.value = '';
    this.#draftChanged();
    this.#conversation.say(text).then(() => (this.hint = ''));
  }

  /** @param {Choice} choice */
  #choose(choice) {
    if (this.#mustWait()) return;
    this.#restFocus();
    this.#conversation.say(choice.title, choice.payload).then(() => (this.hint = ''));
  }

  /** @param {import('./conversation/history.js').ErrorEntry} failed */
  #retry(failed) {
    if (this.#mustWait()) return;
    this.#restFocus();
    this.#conversation.retry(failed);
  }

  #draftChanged() {
    const input = this.#input;
    this.#memory.draft.set(input.value || null);
    this.draftLength = input.value.length;
    this.hint = this.draftLength >= this.theme.longest ? this.t.full : '';
    // The stylesheet caps the height; the border is not part of scrollHeight.
    input.style.height = 'auto';
    input.style.height = `${input.scrollHeight + input.offsetHeight - input.clientHeight}px`;
  }

  // ---- What one can do with an answer ----

  /**
   * @param {BotEntry} entry
   * @param {Rating} rating
   */
  async #rate(entry, rating) {
    const kept = await this.#conversation.rate(entry, rating);
    const { t } = this;
    if (!kept) this.hint = t.ratingFailed;
    else if (rating.helped === null) this.#tell(t.ratingRemoved);
    else this.#tell(rating.helped || rating.reason ? t.thanks : t.whatWasWrong);
  }

  /** @param {BotEntry} entry */
  async #copy({ key, message }) {
    const address = (/** @type {string} */ url) => {
      const safe = safeUrl(url, this.base);
      return safe ? ` (${new URL(safe, this.base)})` : '';
    };
    const copied = await copy(plainText(message.text, address, true));
    this.#tell(copied ? this.t.copied : this.t.copyFailed);
    if (!copied) return;
    this.copiedKey = key;
    setTimeout(() => (this.copiedKey = ''), SHOW_COPIED_MS);
  }

  /** @param {BotEntry} entry */
  #speak({ key, message }) {
    const stop = this.speakingKey === key;
    this.#stopSpeaking();
    if (stop) return;
    this.speakingKey = key;
    speak(
      plainText(message.text, () => '', false),
      () => {
        if (this.speakingKey === key) this.speakingKey = '';
      },
    );
  }

  #stopSpeaking() {
    if (this.speakingKey) stopSpeaking();
    this.speakingKey = '';
  }

  // ---- The menu ----

  #closeMenu() {
    this.menuOpen = false;
    this.#find('.menu-button')?.focus();
  }

  /** @param {FocusEvent} event */
  #leaveMenu({ currentTarget, relatedTarget }) {
    if (relatedTarget && !(/** @type {Element} */ (currentTarget).contains(/** @type {Node} */ (relatedTarget)))) {
      this.menuOpen = false;
    }
  }

  /** @param {PointerEvent} event */
  #pressedBesideMenu(event) {
    const menu = this.#find('.menu-area');
    if (this.menuOpen && menu && !event.composedPath().includes(menu)) this.menuOpen = false;
  }

  #startAnew() {
    this.#closeMenu();
    if (this.#conversation.isEmpty) this.newConversation();
    else this.#askToEnd('new');
  }

  #askToDelete() {
    this.#closeMenu();
    this.#askToEnd('delete');
  }

  /** @param {import('./views/menu-view.js').Ending} ending */
  async #askToEnd(ending) {
    this.ending = ending;
    await this.updateComplete;
    this.#find('.confirm')?.focus();
  }

  #cancelEnding() {
    this.ending = null;
    this.#find('.menu-button')?.focus();
  }

  #confirmEnding() {
    const papers = this.ending === 'delete';
    this.ending = null;
    this.#restFocus();
    return this.#end({ papers });
  }

  /** @param {{ papers: boolean }} what */
  async #end({ papers }) {
    const conversation = this.#conversation;
    this.#stopSpeaking();
    await this.updateComplete;
    if (conversation.deleting) return;
    if (!papers) conversation.leave();
    else if (!(await conversation.delete())) {
      this.hint = this.t.deleteFailed;
      return;
    }
    this.#tell(papers ? this.t.deleted : this.t.begun);
    if (this.token && this.#wasShown) conversation.start();
  }

  #print() {
    this.#closeMenu();
    const { t, name: title, base, frameLanguage: language } = this;
    if (!printConversation(this.#conversation.entries, { t, title, base, language })) this.hint = t.windowBlocked;
  }

  #toggleRemember() {
    const { t } = this;
    const conversation = this.#conversation;
    conversation.remembers = !conversation.remembers;
    this.#tell(conversation.remembers ? t.remembering : t.notRemembering);
  }

  // ---- Focus, keys and what is said to those who do not see ----

  /** After a press on a button in the log: ready to write, but no on-screen keyboard popping up. */
  #restFocus() {
    if (!this.shown) return;
    const touch = matchMedia('(pointer: coarse)').matches;
    (touch ? this.#log : this.#input)?.focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event */
  #typed(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#sendDraft();
  }

  /** The panel fills the window: where the focus must not be is behind it. */
  get #covers() {
    return this.shown && !this.inline && NARROW.matches;
  }

  #holdFocus() {
    if (!this.matches(':focus-within')) this.#restFocus();
  }

  /** @param {FocusEvent} event */
  #focusMoved = ({ relatedTarget }) => {
    // From the browser's own controls. What the page moves from place to place is the page's business.
    if (!relatedTarget && this.#covers) this.#holdFocus();
  };

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.key === 'Tab' && this.#covers) this.#goRound(event);
    if (event.key !== 'Escape' || event.isComposing) return;
    if (this.menuOpen) this.#closeMenu();
    else if (this.ending) this.#cancelEnding();
    else if (!this.inline) this.close();
    else return;
    // What the page does with Esc is not meant.
    event.stopPropagation();
  }

  /** @param {KeyboardEvent} event */
  #goRound(event) {
    const ends = [this.#find('.menu-button'), this.#find('.send')];
    const [start, end] = event.shiftKey ? ends.reverse() : ends;
    if (event.target !== end) return;
    event.preventDefault();
    start?.focus();
  }

  /** @param {string} text */
  async #tell(text) {
    // The same words twice are only read out when there was something else between.
    this.told = '';
    await this.updateComplete;
    this.told = text;
  }

  // ---- Rendering ----

  render() {
    const { t } = this;
    return html`
      <div
        class="root ${this.inline ? 'inline' : 'floating'} ${this.position === 'left' ? 'left' : 'right'}"
        lang=${this.frameLanguage}
        @pointerdown=${this.#pressedBesideMenu}
      >
        ${this.inline || !this.greets ? nothing : this.#renderLauncher()}
        ${this.#wasShown || this.#scroll ? this.#renderChat() : nothing}
        ${pictureDialog(this.picture, { close: t.closePicture, closed: () => (this.picture = null) })}
      </div>
    `;
  }

  #renderLauncher() {
    const label = this.t.launcher(this.name, this.shown);
    return html`<button
      class="launcher"
      type="button"
      aria-label=${label}
      aria-expanded=${this.shown}
      @click=${() => (this.shown ? this.close() : this.open())}
    >
      ${this.shown ? icons.close : icons.bridge}<span>${this.name}</span>
    </button>`;
  }

  #renderChat() {
    const { inline, t } = this;
    return html`<section
      class="chat"
      role=${inline ? nothing : 'dialog'}
      aria-modal=${inline ? nothing : NARROW.matches}
      aria-label=${t.dialog(this.name)}
      ?hidden=${!this.shown}
      @keydown=${this.#pressed}
    >
      ${this.#renderHeader()}
      ${this.ending
        ? confirmView(this.ending, { t, confirm: () => this.#confirmEnding(), cancel: () => this.#cancelEnding() })
        : nothing}
      <div
        class="log"
        role="log"
        aria-live=${this.announces ? 'polite' : 'off'}
        aria-label=${t.conversation}
        tabindex="0"
      >
        <div class="column">${this.#renderLog()}</div>
      </div>
      ${this.#renderComposer()}
      <p class="visually-hidden status" role="status">
        ${this.#conversation.waiting ? t.writing(this.name) : this.told}
      </p>
    </section>`;
  }

  #renderHeader() {
    const { theme, t, inline, name } = this;
    return html`<header class="header">
      <div class="column">
        ${theme.logo ? html`<img class="logo" src=${theme.logo} alt="" />` : icons.bridge}
        <div class="names">
          ${inline ? html`<h1>${name}</h1>` : html`<h2>${name}</h2>`}
          <p class="tagline">${t.tagline}</p>
        </div>
        ${menuView({
          t,
          theme,
          open: this.menuOpen,
          isEmpty: this.#conversation.isEmpty,
          isOpen: this.#conversation.isOpen,
          remembers: this.#conversation.remembers,
          toggle: () => (this.menuOpen = !this.menuOpen),
          leave: (event) => this.#leaveMenu(event),
          startAnew: () => this.#startAnew(),
          print: () => this.#print(),
          askDelete: () => this.#askToDelete(),
          toggleRemember: () => this.#toggleRemember(),
        })}
        ${inline
          ? nothing
          : html`<button
              class="icon-button close"
              type="button"
              aria-label=${t.close}
              title=${t.close}
              @click=${this.close}
            >
              ${icons.close}
            </button>`}
      </div>
    </header>`;
  }

  #renderLog() {
    const { t, theme } = this;
    const conversation = this.#conversation;
    const { entries, waiting, isBusy } = conversation;
    const around = {
      t,
      language: this.frameLanguage,
      title: this.name,
      base: this.base,
      waiting: isBusy,
      contacts: theme.contacts,
      showPicture: {
        label: t.openPicture,
        fallback: t.picture,
        show: (/** @type {import('./conversation/messages.js').Attachment} */ picture) => (this.picture = picture),
      },
      choose: (/** @type {Choice} */ choice) => this.#choose(choice),
      retry: (/** @type {import('./conversation/history.js').ErrorEntry} */ failed) => this.#retry(failed),
    };
    const asked = entries.filter(({ kind }) => kind === 'user').pop();
    const newestFrom = asked ? entries.indexOf(asked) : -1;
    const greeting = theme.greetings.get(conversation.role ?? this.startRole) ?? theme.greetings.get('alle');
    return html`
      <p class="notice" id="notice">${t.notice} ${linkView(theme.privacy, t.howWeProtect, t.newTab)}</p>
      ${this.greets && !conversation.isMeeting ? botView({ message: greeting }, !asked, nothing, around) : nothing}
      ${entries.map((entry, index) => {
        const newest = index > newestFrom;
        if (entry.kind === 'user') return userView(entry, around);
        if (entry.kind === 'note') return noteView(t[entry.says]);
        if (entry.kind === 'error') return errorView(entry, newest && !isBusy, around);
        return botView(entry, newest, this.#renderTools(entry), around);
      })}
      ${waiting ? html`<div class="typing" aria-hidden="true"><i></i><i></i><i></i></div>` : nothing}
    `;
  }

  /** @param {BotEntry} entry */
  #renderTools(entry) {
    if (!entry.message.card) return nothing;
    return toolsView({
      t: this.t,
      rating: entry.rating,
      canRate: !entry.past,
      canSpeak: canSpeak(),
      copied: this.copiedKey === entry.key,
      speaking: this.speakingKey === entry.key,
      rate: (rating) => this.#rate(entry, rating),
      copy: () => this.#copy(entry),
      speak: () => this.#speak(entry),
    });
  }

  #renderComposer() {
    const { t, draftLength, theme } = this;
    const { isBusy, deleting } = this.#conversation;
    const send = (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      this.#sendDraft();
    };
    return html`<form class="composer" @submit=${send}>
      <div class="column">
        <p class="offline" role="status">${this.offline ? t.offline : nothing}</p>
        <div class="field">
          <label class="visually-hidden" for="input">${t.label}</label>
          <textarea
            id="input"
            rows="1"
            maxlength=${theme.longest}
            placeholder=${t.label}
            enterkeyhint="send"
            autocomplete="off"
            aria-describedby="notice counter"
            @input=${this.#draftChanged}
            @keydown=${this.#typed}
          ></textarea>
          <button class="send" type="submit" aria-disabled=${isBusy}>${t.send}</button>
        </div>
        <p class="below">
          <span class="hint" role="status">${deleting ? t.deleting : this.hint}</span>
          <span class="counter" id="counter"
            >${draftLength >= theme.longest * COUNTER_FROM ? t.counter(draftLength, theme.longest) : nothing}</span
          >
        </p>
      </div>
    </form>`;
  }
}
