/** What one can do with an answer: say whether it helped, copy it, have it read aloud. */
import { html, nothing } from 'lit';
import { NO_RATING } from '../conversation/history.js';
import * as icons from '../icons.js';

/**
 * @typedef {import('../conversation/history.js').Rating} Rating
 * @typedef {{
 *   t: import('../i18n/index.js').Texts, rating: Rating, canRate: boolean, canSpeak: boolean, copied: boolean,
 *   speaking: boolean, rate: (rating: Rating) => void, copy: () => void, speak: () => void
 * }} Tools
 */

/** @param {Tools} tools */
export function toolsView(tools) {
  const { t, canRate, canSpeak, copied, speaking } = tools;
  return html`<div class="tools">
      ${canRate ? thumbsView(tools) : nothing}
      <button class="tool copy" type="button" @click=${tools.copy}>
        ${copied ? icons.done : icons.copy}${copied ? t.copied : t.copy}
      </button>
      ${canSpeak
        ? html`<button class="tool speak" type="button" @click=${tools.speak}>
            ${speaking ? icons.stop : icons.speak}${speaking ? t.stop : t.speak}
          </button>`
        : nothing}
    </div>
    ${canRate && tools.rating.helped === false ? reasonsView(tools) : nothing}`;
}

/** @param {Tools} tools */
function thumbsView({ t, rating, rate }) {
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

/** @param {Tools} tools */
function reasonsView({ t, rating, rate }) {
  return html`<div class="reasons" role="group" aria-label=${t.whatWasWrong}>
    <p>${t.whatWasWrong}</p>
    ${Object.entries(t.reasons).map(([reason, label]) => {
      const pressed = rating.reason === reason;
      return html`<button
        class="reason"
        type="button"
        aria-pressed=${pressed}
        @click=${() => rate({ helped: false, reason: pressed ? null : reason })}
      >
        ${label}
      </button>`;
    })}
  </div>`;
}
