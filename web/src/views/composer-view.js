/** Where one writes: the input, what is wrong with it, and how much there is room for. */
import { html, nothing } from 'lit';
import { textView } from './markdown-view.js';

/** The share of the longest message from which on its length is shown. */
const COUNTER_FROM = 0.8;

/**
 * @param {import('../i18n/index.js').Texts} t
 * @param {import('../controllers/index.js').Parts} parts
 */
export function composerView(t, { composer, notices, role, session, theme }) {
  const { length, send, typed, pressed } = composer;
  const { longest } = theme.current;
  const { isBusy, deleting, question } = session.conversation;
  const answer = role.current?.role === 'foraelder' ? t.answer : t.answerTogether;
  const label = question ? answer : t.label;
  return html`<form class="composer" @submit=${send}>
    <div class="column">
      <p class="offline" role="status">${session.offline ? textView(t.offline) : nothing}</p>
      <div class="field">
        <label class="visually-hidden" for="input">${label}</label>
        <textarea
          id="input"
          rows="1"
          maxlength=${longest}
          placeholder=${label}
          enterkeyhint="send"
          autocomplete="off"
          aria-describedby="notice counter"
          @input=${typed}
          @keydown=${pressed}
        ></textarea>
        <button class="send" type="submit" aria-disabled=${isBusy}>${t.send}</button>
      </div>
      <p class="below">
        <span class="hint" role="status">${deleting ? t.deleting : notices.hint}</span>
        <span class="counter" id="counter"
          >${length >= longest * COUNTER_FROM ? t.counter(length, longest) : nothing}</span
        >
      </p>
    </div>
  </form>`;
}
