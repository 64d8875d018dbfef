/** The menu in the header, and the question it asks before something is lost. */
import { html, nothing } from 'lit';
import { SIZES } from '../controllers/text-size-controller.js';
import * as icons from '../icons.js';
import { linkView } from './markdown-view.js';
import { contactsView } from './messages-view.js';

/**
 * @typedef {import('../i18n/index.js').Texts} Texts
 * @typedef {import('../controllers/index.js').Parts} Parts
 */

/**
 * @param {Texts} t
 * @param {Parts} parts
 */
export function menuView(t, parts) {
  const { menu } = parts;
  return html`<div class="menu-area" @focusout=${menu.leave}>
    <button
      class="icon-button menu-button"
      type="button"
      aria-label=${t.menu}
      title=${t.menu}
      aria-expanded=${menu.isOpen}
      aria-controls="menu"
      @click=${menu.toggle}
    >
      ${icons.menu}
    </button>
    <div class="menu" id="menu" ?hidden=${!menu.isOpen}>${menu.isOpen ? itemsView(t, parts) : nothing}</div>
  </div>`;
}

/**
 * @param {Texts} t
 * @param {Parts} parts
 */
function itemsView(t, { menu, session, textSize, theme }) {
  const { isEmpty, isOpen, remembers } = session.conversation;
  const { privacy, accessibility, contacts } = theme.current;
  const item = (/** @type {string} */ name, /** @type {string} */ label, /** @type {() => void} */ act) =>
    html`<li><button class="menu-item ${name}" type="button" @click=${act}>${label}</button></li>`;
  const link = (/** @type {string} */ url, /** @type {string} */ label) =>
    html`<li class="menu-link">${linkView(url, label, t.newTab)}</li>`;
  return html`<ul>
      ${item('new', t.newConversation, () => menu.end('new'))}
      ${isEmpty ? nothing : item('print', t.print, menu.print)}
      ${isEmpty && !isOpen ? nothing : item('delete', t.delete, () => menu.end('delete'))}
      <li>
        <button
          class="menu-item remember"
          type="button"
          role="switch"
          aria-checked=${remembers}
          aria-describedby="remember-hint"
          @click=${menu.toggleRemember}
        >
          <span>${t.remember}</span><i class="switch" aria-hidden="true"></i>
        </button>
        <p class="menu-hint" id="remember-hint">${t.rememberHint}</p>
      </li>
      <li>${textSizeView(t, textSize)}</li>
      ${link(privacy, t.privacy)} ${link(accessibility, t.accessibility)}
    </ul>
    ${contactsView(contacts, t.contacts)}`;
}

/**
 * @param {Texts} t
 * @param {Parts['textSize']} textSize
 */
function textSizeView(t, textSize) {
  return html`<div class="text-sizes" role="group" aria-label=${t.textSize}>
    <span aria-hidden="true">${t.textSize}</span>
    ${SIZES.map(
      (size) => html`<button
        class="icon-button"
        type="button"
        aria-label="${size} %"
        title="${size} %"
        aria-pressed=${size === textSize.size}
        @click=${() => textSize.choose(size)}
      >
        <span>A</span>
      </button>`,
    )}
  </div>`;
}

/**
 * @param {Texts} t
 * @param {Parts['ending']} ending
 */
export function confirmView(t, { asked, confirm, cancel }) {
  if (!asked) return nothing;
  const isDelete = asked === 'delete';
  return html`<div class="confirm" role="group" aria-labelledby="confirm-question" tabindex="-1">
    <div class="column">
      <p id="confirm-question">${isDelete ? t.askDelete : t.askNew}</p>
      <p class="confirm-answers">
        <button class="choice keep confirm-no" type="button" @click=${cancel}>${t.keep}</button>
        <button class="choice delete confirm-yes" type="button" @click=${confirm}>
          ${isDelete ? t.yesDelete : t.yesNew}
        </button>
      </p>
    </div>
  </div>`;
}
