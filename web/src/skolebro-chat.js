import { LitElement, html, nothing } from 'lit';
import { TEXTS, knownLanguage } from './i18n/index.js';
import { composerView } from './views/composer-view.js';
import { headerView } from './views/header-view.js';
import { progressView } from './views/progress-view.js';
import { logView } from './views/log-view.js';
import { confirmView } from './views/menu-view.js';
import { pictureDialog } from './views/picture.js';
import * as icons from './icons.js';
import { controllersOf } from './controllers/index.js';
import { styles } from './styles.js';

/**
 * What the page may say of the chat in words; nothing for what it does not say.
 * @typedef {'server' | 'site' | 'token' | 'chatTitle' | 'startRole' | 'accent' | 'position' | 'language'} Word
 * @typedef {{ [Name in Word]?: string | null }} Words
 */

/** Lit makes the properties, so that their types have to be told here. */
const Base = /** @type {Omit<typeof LitElement, 'prototype'> & (new () => LitElement & Words)} */ (LitElement);

/**
 * @summary The conversation with Skolebro, either a launcher with a panel or, with `inline`, a part of the page that
 * fills its container.
 * @element skolebro-chat
 *
 * @attr {string} server - The server's chat directory. Default: where the script came from.
 * @attr {string} site - The site whose theme and knowledge it is. Default: the first that names the page's origin.
 * @attr {string} token - A JWT of who is signed in to the page. Never kept.
 * @attr {string} chat-title - What the chat is called. Default: the site's title.
 * @attr {'medarbejder' | 'skole' | 'foraelder'} start-role - The role to begin with. A signed-in role goes before it.
 * @attr {string} accent - The colour, as #rgb or #rrggbb. Default: the site's.
 * @attr {'right' | 'left'} position - The corner of the launcher and the panel. Default: right.
 * @attr {'da' | 'en'} language - The language of the frame's own words. Default: da. Answers are Danish.
 * @attr {boolean} inline - A part of the page, without a launcher.
 * @attr {boolean} open - The panel is open from the beginning, until the person closes it.
 *
 * @prop {string} chatTitle - As `chat-title`.
 * @prop {string} startRole - As `start-role`.
 * @prop {boolean} startsOpen - As `open`. The other properties are called as their attributes.
 *
 * @method open - Opens the panel. The promise is kept when the focus is in it.
 * @method close - Closes the panel.
 * @method newConversation - Ends the conversation and begins another, without asking.
 *
 * @event skolebro-sign-in - The server wants a (new) token; the page may then set `token`. It bubbles out of shadow
 * roots. Detail: `reason`, the code of the refusal, and `detail`, the server's words or ''.
 *
 * @slot - None: nothing of the page is shown in the chat.
 * @csspart - None.
 * @cssproperty - None: the styles of the page stay out, and the colours come from `accent`. With `inline` the page
 * gives the element its size.
 */
export class SkolebroChat extends Base {
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
    shown: { state: true },
  };

  /** The directory the script came from, which is the server's unless `server` says otherwise. */
  static scriptBase = document.baseURI;

  #parts = controllersOf(this);
  /** Whether the chat is there, if only hidden. */
  #wasShown = false;

  constructor() {
    super();
    this.inline = false;
    this.startsOpen = false;
    this.shown = false;
  }

  // ---- For the page ----

  async open() {
    // Just put on the page, it is not yet set up.
    await this.updateComplete;
    if (this.shown) return;
    this.#parts.session.show();
    this.#parts.session.memory.open.set('yes');
    await this.updateComplete;
    this.#parts.focus.rest();
  }

  close() {
    if (this.inline || !this.shown) return;
    this.shown = false;
    this.#parts.menu.hide();
    this.#parts.role.hide();
    this.#parts.ending.forget();
    this.#parts.speech.stop();
    this.#parts.session.memory.open.set('no');
    this.updateComplete.then(() => this.#parts.focus.find('.launcher')?.focus());
  }

  newConversation() {
    return this.#parts.ending.end('new');
  }

  // ---- For the controllers ----

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
    return this.chatTitle || this.#parts.theme.current.title;
  }

  // ---- Rendering ----

  render() {
    const { t, inline } = this;
    const parts = this.#parts;
    this.#wasShown ||= this.shown;
    return html`
      <div
        class="root ${inline ? 'inline' : 'floating'} ${this.position === 'left' ? 'left' : 'right'}"
        lang=${this.frameLanguage}
        @pointerdown=${parts.menu.pressedBeside}
      >
        ${inline || !parts.theme.greets ? nothing : this.#renderLauncher()}
        ${this.#wasShown ? this.#renderChat() : nothing} ${pictureDialog(t, parts.picture)}
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
    const { inline, t, name } = this;
    const parts = this.#parts;
    const { told, isSeen } = parts.notices;
    return html`<section
      class="chat text-${parts.textSize.size}"
      role=${inline ? nothing : 'dialog'}
      aria-modal=${inline ? nothing : parts.focus.isNarrow}
      aria-label=${t.dialog(name)}
      ?hidden=${!this.shown}
      @keydown=${this.#pressed}
    >
      <button class="skip" type="button" @click=${parts.focus.toInput}>${t.toInput}</button>
      ${headerView(this, parts)} ${confirmView(t, parts.ending)}
      <div
        class="log"
        role="log"
        aria-live=${parts.theme.announces ? 'polite' : 'off'}
        aria-label=${t.conversation}
        tabindex="0"
      >
        <div class="column">${logView(this, parts)}</div>
      </div>
      <p class="status ${told && isSeen ? '' : 'visually-hidden'}" role="status">
        ${parts.session.conversation.waiting ? t.writing(name) : told}
      </p>
      ${progressView(t, parts)} ${composerView(t, parts)}
    </section>`;
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    this.#parts.focus.goRound(event);
    if (event.key !== 'Escape' || event.isComposing) return;
    if (this.#parts.menu.isOpen) this.#parts.menu.close();
    else if (this.#parts.role.isOpen) this.#parts.role.close();
    else if (this.#parts.ending.asked) this.#parts.ending.cancel();
    else if (!this.inline) this.close();
    else return;
    // What the page does with Esc is not meant.
    event.stopPropagation();
  }
}
