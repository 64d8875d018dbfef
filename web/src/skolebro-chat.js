/**
 * <skolebro-chat>: the conversation with Skolebro as one custom element.
 *
 * Attribute `server`: the chat directory of the server. Default: the directory this script came from.
 */
import { LitElement, html, nothing } from 'lit';
import { ChatClient, RefusedError } from './chat-client.js';
import { renderMarkdown } from './markdown.js';
import { safeUrl } from './safe-url.js';
import { styles } from './styles.js';

/**
 * @typedef {import('./chat-client.js').Attachment} Attachment
 * @typedef {import('./chat-client.js').BotMessage} BotMessage
 * @typedef {import('./chat-client.js').Choice} Choice
 *
 * One line of the log. `turn` counts the user's messages, so that the newest answer can be told from older ones.
 * @typedef {{ kind: 'user', turn: number, text: string }} UserEntry
 * @typedef {{ kind: 'bot', turn: number, message: BotMessage }} BotEntry
 * @typedef {{ kind: 'error', turn: number, text: string, resend: string | null }} ErrorEntry
 * @typedef {UserEntry | BotEntry | ErrorEntry} Entry
 */

const MAX_LENGTH = 1000;
const COUNTER_FROM = 800;

const NO_CONNECTION = 'Der er ikke forbindelse til Skolebro lige nu.';
const NO_ANSWER = 'Skolebro kom ikke med noget svar.';
const WAIT = 'Vent på svaret, før du sender igen.';

/** Outcomes that are marked with a border and a word, never by colour alone. */
const OUTCOME_LABELS = /** @type {Record<string, string>} */ ({
  crisis: 'Få hjælp nu',
  error: 'Fejl',
});

/** @type {BotMessage} */
const WELCOME = {
  text:
    '**Hej, jeg er Skolebro.**\n' +
    'Jeg svarer på spørgsmål om samarbejdet mellem skole, hjem og boligsociale indsatser. ' +
    'Jeg kan også lave en samarbejdsplan med dig og hjælpe dig med, hvad du må fortælle videre.\n\n' +
    'Er du mor eller far? Tryk på **Jeg er forælder**. Så skriver jeg kort og let.',
  buttons: [
    'Jeg er forælder',
    'Hvor mange helhedsplaner samarbejder med en skole?',
    'Lav en samarbejdsplan',
    'Hvordan kommer vi i gang med skolen?',
    'Hvad er en AKT-lærer?',
    'Vis mig et eksempel fra et andet boligområde',
    'Må jeg dele det?',
  ].map((question) => ({ title: question, payload: question })),
};

class SkolebroChat extends LitElement {
  static styles = styles;

  static properties = {
    server: { type: String },
    entries: { state: true },
    waiting: { state: true },
    hint: { state: true },
    draftLength: { state: true },
  };

  constructor() {
    super();
    /** @type {string | undefined} */
    this.server = undefined;
    /** @type {Entry[]} */
    this.entries = [{ kind: 'bot', turn: 0, message: WELCOME }];
    this.waiting = false;
    this.hint = '';
    this.draftLength = 0;
    this.turn = 0;
    /** @type {ChatClient | null} */
    this.client = null;
  }

  /** Absolute URL of the server's chat directory, ending in "/". */
  get base() {
    if (!this.server) return new URL('.', import.meta.url).href;
    return new URL(this.server.replace(/\/?$/, '/'), document.baseURI).href;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('server') || !this.client) this.client = new ChatClient(this.base);
  }

  /** @returns {HTMLTextAreaElement} */
  get #input() {
    return /** @type {HTMLTextAreaElement} */ (this.renderRoot.querySelector('textarea'));
  }

  /** @returns {HTMLElement} */
  get #log() {
    return /** @type {HTMLElement} */ (this.renderRoot.querySelector('.log'));
  }

  // ---- Conversation ----

  /**
   * Shows the user's words and asks the server.
   * @param {string} shown what the log shows
   * @param {string} sent what the server gets
   */
  #say(shown, sent) {
    this.turn += 1;
    this.entries = [...this.entries, { kind: 'user', turn: this.turn, text: shown }];
    return this.#ask(sent);
  }

  /** @param {string} message */
  async #ask(message) {
    this.waiting = true;
    this.hint = '';
    this.#scrollTo(null);
    const { turn } = this;
    /** @type {Entry[]} */
    let answer;
    try {
      const messages = await /** @type {ChatClient} */ (this.client).send(message);
      answer = messages.map((bot) => ({ kind: 'bot', turn, message: bot }));
      if (!answer.length) answer = [{ kind: 'error', turn, text: NO_ANSWER, resend: message }];
    } catch (error) {
      answer = [
        error instanceof RefusedError
          ? { kind: 'error', turn, text: error.message, resend: error.retryable ? message : null }
          : { kind: 'error', turn, text: NO_CONNECTION, resend: message },
      ];
    }
    const firstNew = this.entries.length;
    this.entries = [...this.entries, ...answer];
    this.waiting = false;
    this.hint = '';
    await this.#scrollTo(firstNew);
  }

  /** While an answer is on its way nothing more is sent; says so, and tells the caller. */
  #mustWait() {
    if (this.waiting) this.hint = WAIT;
    return this.waiting;
  }

  #sendDraft() {
    const input = this.#input;
    const text = input.value.trim();
    input.focus();
    if (!text || this.#mustWait()) return;
    input.value = '';
    this.#draftChanged();
    this.#say(text, text);
  }

  /** @param {Choice} choice */
  #choose(choice) {
    if (this.#mustWait()) return;
    this.#restFocus();
    this.#say(choice.title, choice.payload);
  }

  /**
   * Sends the failed message once more; its bubble is already in the log.
   * @param {ErrorEntry} failed
   */
  #retry(failed) {
    if (this.#mustWait() || failed.resend === null) return;
    this.#restFocus();
    this.entries = this.entries.filter((entry) => entry !== failed);
    this.#ask(failed.resend);
  }

  // ---- Focus, scrolling and the input ----

  /** After a press on a button in the log: ready to write, but no on-screen keyboard popping up. */
  #restFocus() {
    const touch = matchMedia('(pointer: coarse)').matches;
    (touch ? this.#log : this.#input).focus({ preventScroll: true });
  }

  /** What the log was last scrolled to: an entry that must stay in view, or null for the end. */
  #anchor = /** @type {number | null} */ (0);
  #anchoredAt = 0;

  /**
   * Scrolls as far down as possible with the start of the given entry still in view.
   * @param {number | null} index null: to the very end
   */
  async #scrollTo(index) {
    this.#anchor = index;
    await this.updateComplete;
    const log = this.#log;
    const entry = index === null ? null : log.querySelectorAll('.message')[index];
    if (entry) {
      const start = entry.getBoundingClientRect().top - log.getBoundingClientRect().top + log.scrollTop;
      log.scrollTop = start - 24;
    } else {
      log.scrollTop = log.scrollHeight;
    }
    this.#anchoredAt = log.scrollTop;
  }

  /** Images arriving, a growing input or an on-screen keyboard must not hide what was just scrolled to. */
  #sizes = new ResizeObserver(() => {
    const userScrolled = Math.abs(this.#log.scrollTop - this.#anchoredAt) > 2;
    if (!userScrolled) this.#scrollTo(this.#anchor);
  });

  firstUpdated() {
    this.#sizes.observe(this.#log);
    this.#sizes.observe(/** @type {Element} */ (this.#log.firstElementChild));
  }

  #draftChanged() {
    const input = this.#input;
    this.draftLength = input.value.length;
    this.hint = this.draftLength >= MAX_LENGTH ? 'Teksten kan ikke blive længere.' : '';
    // The stylesheet caps the height; the border is not part of scrollHeight.
    input.style.height = 'auto';
    input.style.height = `${input.scrollHeight + input.offsetHeight - input.clientHeight}px`;
  }

  /** @param {KeyboardEvent} event */
  #onKeydown(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#sendDraft();
  }

  /** @param {SubmitEvent} event */
  #onSubmit(event) {
    event.preventDefault();
    this.#sendDraft();
  }

  // ---- Rendering ----

  render() {
    return html`
      <section class="chat" lang="da" aria-labelledby="name">
        <header class="header">
          <div class="column">
            <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
              <path d="M3 22h26M5 22a11 11 0 0 1 22 0M11 22v-9.8M16 22v-11M21 22v-9.8" />
            </svg>
            <h1 id="name">Skolebro</h1>
            <p class="notice">
              Automatisk assistent – skriv ikke navne, <span>CPR-numre</span> eller detaljer om et barn
            </p>
          </div>
        </header>
        <div class="log" role="log" aria-live="polite" aria-label="Samtale" tabindex="0">
          <div class="column">
            ${this.entries.map((entry) => this.#renderEntry(entry))}
            ${this.waiting
              ? html`<div class="typing" role="img" aria-label="Skolebro skriver"><i></i><i></i><i></i></div>`
              : nothing}
          </div>
        </div>
        <form class="composer" @submit=${this.#onSubmit}>
          <div class="column">
            <div class="field">
              <label class="visually-hidden" for="input">Skriv dit spørgsmål</label>
              <textarea
                id="input"
                rows="1"
                maxlength=${MAX_LENGTH}
                placeholder="Skriv dit spørgsmål"
                enterkeyhint="send"
                autocomplete="off"
                aria-describedby="counter"
                @input=${this.#draftChanged}
                @keydown=${this.#onKeydown}
              ></textarea>
              <button class="send" type="submit" aria-disabled=${this.waiting}>Send</button>
            </div>
            <p class="below">
              <span class="hint" role="status">${this.hint}</span>
              <span class="counter" id="counter"
                >${this.draftLength >= COUNTER_FROM ? `${this.draftLength} af ${MAX_LENGTH} tegn` : nothing}</span
              >
            </p>
          </div>
        </form>
      </section>
    `;
  }

  /** @param {Entry} entry */
  #renderEntry(entry) {
    if (entry.kind === 'user') {
      return html`<div class="message user">
        <div class="bubble"><span class="visually-hidden">Du: </span>${entry.text}</div>
      </div>`;
    }
    if (entry.kind === 'error') return this.#renderError(entry);
    return this.#renderBot(entry);
  }

  /** @param {ErrorEntry} entry */
  #renderError(entry) {
    // A resend belongs right after its own message, so it is offered only while nothing newer was said.
    const offerRetry = entry.resend !== null && entry.turn === this.turn;
    return html`<div class="message bot error-line" data-outcome="error">
      <div class="bubble">
        <p class="label">${OUTCOME_LABELS.error}</p>
        <p>${entry.text}</p>
        ${offerRetry
          ? html`<button class="choice retry" type="button" @click=${() => this.#retry(entry)}>Prøv igen</button>`
          : nothing}
      </div>
    </div>`;
  }

  /** @param {BotEntry} entry */
  #renderBot({ message, turn }) {
    const { text, buttons = [], custom } = message;
    const outcome = custom?.outcome;
    const label = outcome && OUTCOME_LABELS[outcome];
    // What the text links to already is not shown twice.
    const attachments = (custom?.attachments ?? []).filter(({ url }) => !text?.includes(url));
    return html`<div class="message bot" data-outcome=${outcome ?? nothing}>
      <div class="bubble">
        <span class="visually-hidden">Skolebro: </span>
        ${label ? html`<p class="label">${label}</p>` : nothing}
        ${text ? renderMarkdown(text, this.base) : nothing}
        ${attachments.map((attachment) => this.#renderAttachment(attachment))}
      </div>
      ${buttons.length
        ? html`<div class="choices ${turn === this.turn ? '' : 'older'}" role="group" aria-label="Svarmuligheder">
            ${buttons.map(
              (choice) =>
                html`<button
                  class="choice"
                  type="button"
                  aria-disabled=${this.waiting}
                  @click=${() => this.#choose(choice)}
                >
                  ${choice.title}
                </button>`,
            )}
          </div>`
        : nothing}
    </div>`;
  }

  /** @param {Attachment} attachment */
  #renderAttachment({ url, title, alt }) {
    const href = safeUrl(url, this.base);
    if (!href) return nothing;
    const path = new URL(href, this.base).pathname;
    if (/\.(png|jpe?g|gif|webp|avif|svg)$/i.test(path)) {
      return html`<figure class="attachment">
        <a href=${href} target="_blank" rel="noopener noreferrer"
          ><img src=${href} alt=${alt || title || 'Billede'} /><span class="visually-hidden">
            (åbner i ny fane)</span
          ></a
        >
        ${title ? html`<figcaption>${title}</figcaption>` : nothing}
      </figure>`;
    }
    return html`<p class="attachment">
      <a href=${href} download target="_blank" rel="noopener noreferrer">${title || alt || 'Hent fil'}</a>
    </p>`;
  }
}

customElements.define('skolebro-chat', SkolebroChat);
