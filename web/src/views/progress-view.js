/** Where a guided conversation stands, with the ways back and on. */
import { html, nothing } from 'lit';
import * as icons from '../icons.js';

const BACK = '/go_back';

/**
 * @param {import('../i18n/index.js').Texts} t
 * @param {import('../controllers/index.js').Parts} parts
 */
export function progressView(t, { composer, session }) {
  const { question, isBusy } = session.conversation;
  if (!question?.progress) return nothing;
  const { part, number, of, can_go_back, can_skip } = question.progress;
  const skip = can_skip && question.buttons.find(({ kind }) => kind === 'skip');
  const button = (/** @type {{ title: string, payload: string }} */ choice, /** @type {unknown} */ label) =>
    html`<button class="step" type="button" aria-disabled=${isBusy} @click=${() => composer.choose(choice)}>
      ${label}
    </button>`;
  return html`<div class="progress" role="group" aria-label=${t.progress}>
    <progress max=${of} value=${number} aria-label=${part}></progress>
    <div class="column">
      ${can_go_back ? button({ title: t.back, payload: BACK }, [icons.back, t.back]) : nothing}
      <p><span class="part" lang="da">${part}</span> <span>· ${t.ofAll(number, of)}</span></p>
      ${skip ? button(skip, t.skip) : nothing}
    </div>
  </div>`;
}
