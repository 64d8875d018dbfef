/** What one can do with an answer: say whether it helped, copy it, have it read aloud. */
import { html, nothing } from 'lit';
import { NO_RATING } from '../conversation/history.js';
import * as icons from '../icons.js';
import { textView } from './markdown-view.js';

/**
 * @typedef {import('../i18n/index.js').Texts} Texts
 * @typedef {import('../conversation/history.js').BotEntry} BotEntry
 * @typedef {(rating: import('../conversation/history.js').Rating) => unknown} Rate
 */

/**
 * @param {Texts} t
 * @param {BotEntry} entry
 * @param {import('../controllers/index.js').Parts} parts
 */
export function toolsView(t, entry, { answers, speech, theme }) {
  const { key, message, past, rating } = entry;
  if (!message.card) return nothing;
  const copied = answers.copied === key;
  const speaking = speech.speaking === key;
  /** @type {Rate} */
  const rate = (given) => answers.rate(entry, given);
  return html`<div class="tools">
      ${past ? nothing : thumbsView(t, entry, rate)}
      <button class="tool copy" type="button" @click=${() => answers.copy(entry)}>
        ${copied ? icons.done : icons.copy}${copied ? t.copied : t.copy}
      </button>
      ${speech.canSpeak
        ? html`<button class="tool speak" type="button" @click=${() => speech.toggle(entry)}>
            ${speaking ? icons.stop : icons.speak}${speaking ? t.stop : t.speak}
          </button>`
        : nothing}
    </div>
    ${!past && rating.helped === false && !rating.reason
      ? reasonsView(t, rate, remarkView(t, key, theme.current.remarks, (event) => answers.remark(entry, event)))
      : nothing}`;
}

/**
 * @param {Texts} t
 * @param {BotEntry} entry
 * @param {Rate} rate
 */
function thumbsView(t, { rating }, rate) {
  const thumb = (/** @type {boolean} */ helped, /** @type {string} */ label) => {
    const pressed = rating.helped === helped;
    return html`<button
      class="tool thumb"
      type="button"
      aria-label=${label}
      title=${label}
      aria-pressed=${pressed}
      @click=${() => rate(pressed ? NO_RATING : { helped, reason: null })}
    >
      ${icons.thumb}
    </button>`;
  };
  return html`<span class="thumbs" role="group" aria-label=${t.rating}
    >${thumb(true, t.helped)}${thumb(false, t.notHelped)}</span
  >`;
}

/**
 * Until one is given.
 * @param {Texts} t
 * @param {Rate} rate
 * @param {unknown} remark where one can write it oneself
 */
function reasonsView(t, rate, remark) {
  return html`<div class="reasons" role="group" aria-label=${t.whatWasWrong}>
    <p>${t.whatWasWrong}</p>
    ${Object.entries(t.reasons).map(
      ([reason, label]) =>
        html`<button class="reason" type="button" @click=${() => rate({ helped: false, reason })}>${label}</button>`,
    )}
    ${remark}
  </div>`;
}

/**
 * @param {Texts} t
 * @param {string} key of the answer
 * @param {import('../theme.js').Theme['remarks']} remarks null where none is taken
 * @param {(event: SubmitEvent) => unknown} send
 */
function remarkView(t, key, remarks, send) {
  if (!remarks) return nothing;
  return html`<details class="remark">
    <summary>${t.ownWords}</summary>
    <form @submit=${send}>
      <textarea
        rows="2"
        maxlength=${remarks.longest}
        aria-label=${t.ownWords}
        aria-describedby="kept-${key}"
      ></textarea>
      <p id="kept-${key}">${textView(t.remarkKept(remarks.days))}</p>
      <button class="reason" type="submit">${t.sendToEditor}</button>
    </form>
  </details>`;
}
