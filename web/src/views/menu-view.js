/** The menu in the header, and the question it asks before something is lost. */
import { html, nothing } from 'lit';
import * as icons from '../icons.js';
import { linkView } from './markdown-view.js';
import { contactsView } from './messages-view.js';

/**
 * @typedef {'new' | 'delete'} Ending
 * @typedef {{
 *   t: import('../i18n/index.js').Texts, open: boolean, theme: import('../theme.js').Theme, isEmpty: boolean,
 *   isOpen: boolean, remembers: boolean, toggle: () => void, leave: (event: FocusEvent) => void,
 *   startAnew: () => void, print: () => void, askDelete: () => void, toggleRemember: () => void
 * }} Menu
 */

/** @param {Menu} menu */
export function menuView(menu) {
  const { t, open } = menu;
  return html`<div class="menu-area" @focusout=${menu.leave}>
    <button
      class="icon-button menu-button"
      type="button"
      aria-label=${t.menu}
      title=${t.menu}
      aria-expanded=${open}
      aria-controls="menu"
      @click=${menu.toggle}
    >
      ${icons.menu}
    </button>
    <div class="menu" id="menu" ?hidden=${!open}>${open ? itemsView(menu) : nothing}</div>
  </div>`;
}

/** @param {Menu} menu */
function itemsView({ t, theme, isEmpty, isOpen, remembers, startAnew, print, askDelete, toggleRemember }) {
  const item = (/** @type {string} */ name, /** @type {string} */ label, /** @type {() => void} */ act) =>
    html`<li><button class="menu-item ${name}" type="button" @click=${act}>${label}</button></li>`;
  const link = (/** @type {string} */ url, /** @type {string} */ label) =>
    html`<li class="menu-link">${linkView(url, label, t.newTab)}</li>`;
  return html`<ul>
      ${item('new', t.newConversation, startAnew)}
      ${isEmpty ? nothing : item('print', t.print, print)}
      ${isEmpty && !isOpen ? nothing : item('delete', t.delete, askDelete)}
      <li>
        <button
          class="menu-item remember"
          type="button"
          role="switch"
          aria-checked=${remembers}
          aria-describedby="remember-hint"
          @click=${toggleRemember}
        >
          <span>${t.remember}</span><i class="switch" aria-hidden="true"></i>
        </button>
        <p class="menu-hint" id="remember-hint">${t.rememberHint}</p>
      </li>
      ${link(theme.privacy, t.privacy)} ${link(theme.accessibility, t.accessibility)}
    </ul>
    ${contactsView(theme.contacts, t.contacts)}`;
}

/**
 * @param {Ending} ending
 * @param {{ t: import('../i18n/index.js').Texts, confirm: () => void, cancel: () => void }} answers
 */
export function confirmView(ending, { t, confirm, cancel }) {
  const isDelete = ending === 'delete';
  return html`<div class="confirm" role="group" aria-labelledby="confirm-question" tabindex="-1">
    <div class="column">
      <p id="confirm-question">${isDelete ? t.askDelete : t.askNew}</p>
      <p class="confirm-answers">
        <button class="choice confirm-yes" type="button" @click=${confirm}>
          ${isDelete ? t.yesDelete : t.yesNew}
        </button>
        <button class="choice confirm-no" type="button" @click=${cancel}>${t.keep}</button>
      </p>
    </div>
  </div>`;
}
