/** The lines of the log. */
import { html, nothing } from 'lit';
import { timeOf } from '../dates.js';
import { isOwn, isPicture, safeUrl } from '../safe-url.js';
import * as icons from '../icons.js';
import { withoutLinesTo } from '../markdown.js';
import { foldedMarkdownView, linkView, textView } from './markdown-view.js';
import { pictureButton } from './picture.js';

/**
 * @typedef {import('../conversation/history.js').BotEntry} BotEntry
 * @typedef {import('../conversation/history.js').ErrorEntry} ErrorEntry
 * @typedef {import('../conversation/history.js').UserEntry} UserEntry
 * @typedef {import('../conversation/messages.js').Attachment} Attachment
 * @typedef {import('../conversation/messages.js').BotMessage} BotMessage
 * @typedef {import('../conversation/messages.js').Choice} Choice
 * @typedef {{
 *   t: import('../i18n/index.js').Texts, language: string, title: string, base: string, waiting: boolean,
 *   contacts: import('../theme.js').Theme['contacts'], showPicture?: import('./picture.js').ShowPicture,
 *   choose: (choice: Choice) => void, retry: (failed: ErrorEntry) => void
 * }} Around
 */

/** A file the browser saves; others open as pages. */
const DOCUMENT = /\/document\/|\.docx$/;
/** What was asked once and is over: to press it later would do what nobody means any more. */
const FOR_NOW = ['skip', 'delete', 'keep'];

/**
 * @param {UserEntry} entry
 * @param {boolean} timed
 * @param {string} question the one it answers, while that can be corrected; else ''
 * @param {Around} around
 */
export function userView({ text, at }, timed, question, { t, language, waiting, choose }) {
  const payload = `/correct_this${JSON.stringify({ question })}`;
  return html`<div class="message user">
    <div class="said">
      ${question
        ? html`<button
            class="icon-button correct"
            type="button"
            aria-label="${t.correct}: ${text}"
            title=${t.correct}
            aria-disabled=${waiting}
            @click=${() => choose({ title: t.correct, payload, kind: '' })}
          >
            ${icons.pencil}
          </button>`
        : nothing}
      <div class="bubble" dir="auto"><span class="visually-hidden">${t.you}: </span>${text}</div>
    </div>
    ${timed ? html`<p class="below-bubble">${timeView(at, language, t)}</p>` : nothing}
  </div>`;
}

/**
 * @param {{ message: BotMessage, at?: number }} entry without a time: the greeting
 * @param {boolean} newest
 * @param {boolean} timed
 * @param {unknown} tools what one can do with the answer
 * @param {Around} around
 */
export function botView({ message, at }, newest, timed, tools, around) {
  const { text, outcome, attachments, sources, line_payloads } = message;
  const { t, title, language } = around;
  // What a line only links to has a card, and what the text links to besides is not shown twice.
  const words = withoutLinesTo(attachments.map(({ url }) => url), text);
  const others = attachments.filter(({ url }) => !words.includes(url));
  // Never marked by colour alone: with a border and a word.
  const label = outcome === 'crisis' ? t.crisis : outcome === 'error' ? t.error : '';
  return html`<div class="message bot" data-outcome=${outcome || nothing}>
    <div class="bubble">
      <span class="visually-hidden">${title}: </span>
      ${label ? html`<p class="label">${label}</p>` : nothing}
      <div class="words" lang="da">
        ${foldedMarkdownView(words, sources[0]?.title ?? '', newest ? { ...around, linePayloads: line_payloads } : around)} ${others.map((attachment) => attachmentView(attachment, around))}
      </div>
    </div>
    ${at && (timed || tools !== nothing)
      ? html`<div class="below-bubble" aria-live="off">${timed ? timeView(at, language, t) : nothing}${tools}</div>`
      : nothing}
    ${choicesView(message, newest, around)}
  </div>`;
}

/**
 * @param {BotMessage} message
 * @param {boolean} newest
 * @param {Around} around
 */
function choicesView({ buttons, progress }, newest, { t, waiting, choose }) {
  // The way past a question stands beside the progress. Once it is answered, only the answer is left.
  const now = buttons.filter(({ kind }) => !(progress && kind === 'skip'));
  const shown = newest ? now : progress ? [] : now.filter(({ kind }) => !FOR_NOW.includes(kind));
  if (!shown.length) return nothing;
  return html`<div class="choices ${newest ? '' : 'older'}" role="group" aria-label=${t.choices}>
    ${shown.map(
      (choice) =>
        html`<button
          class=${`choice ${choice.kind}`.trim()}
          type="button"
          lang="da"
          aria-disabled=${waiting}
          @click=${() => choose(choice)}
        >
          ${choice.title}
        </button>`,
    )}
  </div>`;
}

/**
 * @param {ErrorEntry} entry
 * @param {boolean} newest a resend belongs right after its own message: it is offered while nothing newer was said
 * @param {Around} around
 */
export function errorView(entry, newest, { t, title, contacts, retry }) {
  const { detail, reason, retryFrom, lasting } = entry;
  const offerRetry = newest && retryFrom !== null && Date.now() >= retryFrom;
  return html`<div class="message bot error-line" data-outcome="error">
    <div class="bubble">
      <p class="label">${t.error}</p>
      <p lang=${detail ? 'da' : nothing}>${textView(detail || t[/** @type {'noAnswer'} */ (reason)](title))}</p>
      ${newest && lasting ? contactsView(contacts, t.cannotWait) : nothing}
      ${offerRetry
        ? html`<button class="choice retry" type="button" @click=${() => retry(entry)}>${t.retry}</button>`
        : nothing}
    </div>
  </div>`;
}

/** @param {string} text */
export function noteView(text) {
  return html`<p class="note">${text}</p>`;
}

/**
 * @param {Around['contacts']} contacts
 * @param {string} heading
 */
export function contactsView(contacts, heading) {
  if (!contacts.length) return nothing;
  return html`<div class="contacts">
    <p>${heading}</p>
    <ul lang="da">
      ${contacts.map(({ label, value }) => html`<li>${label}: ${textView(value)}</li>`)}
    </ul>
  </div>`;
}

/**
 * @param {number} at
 * @param {string} language
 * @param {Around['t']} t
 */
export function timeView(at, language, t) {
  return html`<time datetime=${new Date(at).toISOString()}>${timeOf(at, language, t)}</time>`;
}

/**
 * @param {Attachment} attachment
 * @param {Pick<Around, 't' | 'base' | 'showPicture'>} around
 */
export function attachmentView(attachment, { t, base, showPicture }) {
  const { title, alt } = attachment;
  const url = safeUrl(attachment.url, base);
  if (!url) return nothing;
  if (isPicture(url, base) && isOwn(url, base)) {
    return html`<figure class="attachment">
      ${pictureButton({ ...attachment, url }, t, showPicture)} ${title ? html`<figcaption>${title}</figcaption>` : nothing}
    </figure>`;
  }
  const name = html`${icons.file}<span class="file-name">${title || alt || t.file}</span><small>${DOCUMENT.test(url) ? t.download : t.show}</small>`;
  return html`<p class="attachment file">${linkView(url, name, t.newTab)}</p>`;
}
