/** The head of the chat: whose it is, the menu, and the way out of the panel. */
import { html, nothing } from 'lit';
import * as icons from '../icons.js';
import { menuView } from './menu-view.js';
import { roleLine } from './role-view.js';

/**
 * @param {import('../skolebro-chat.js').SkolebroChat} host
 * @param {import('../controllers/index.js').Parts} parts
 */
export function headerView({ t, name, inline, close }, parts) {
  const { logo } = parts.theme.current;
  return html`<header class="header">
    <div class="column">
      ${logo ? html`<img class="logo" src=${logo} alt="" />` : icons.bridge}
      <div class="names">
        ${inline ? html`<h1>${name}</h1>` : html`<h2>${name}</h2>`}
        <p class="tagline">${t.tagline}</p>
      </div>
      ${menuView(t, parts)}
      ${inline
        ? nothing
        : html`<button class="icon-button close" type="button" aria-label=${t.close} title=${t.close} @click=${close}>
            ${icons.close}
          </button>`}
    </div>
    ${roleLine(t, parts)}
  </header>`;
}
