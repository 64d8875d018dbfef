/** Who writes: the line in the header, and the three to choose between. */
import { html, nothing } from 'lit';

/**
 * @typedef {import('../i18n/index.js').Texts} Texts
 * @typedef {import('../controllers/index.js').Parts} Parts
 */

/**
 * @param {Texts} t
 * @param {Parts} parts
 */
export function roleLine(t, { role, theme }) {
  if (!theme.current.roles.length) return nothing;
  const { current, isOpen, toggle } = role;
  return html`<div class="role-line">
    <p class="column">
      <span class="writes-as">${t.writesAs}</span>
      <span class="role-name">${current ? html`<strong lang="da">${current.name}</strong>` : t.noRole}</span>
      <button class="role-switch" type="button" aria-expanded=${isOpen} aria-controls="roles" @click=${toggle}>
        ${current ? t.changeRole : t.chooseRole}
      </button>
    </p>
    <div class="column" id="roles" ?hidden=${!isOpen}>${isOpen ? rolesView(t, { role, theme }) : nothing}</div>
  </div>`;
}

/**
 * @param {Texts} t
 * @param {Pick<Parts, 'role' | 'theme'>} parts
 */
export function rolesView(t, { role, theme }) {
  const { current, choose } = role;
  return html`<div class="roles" role="group" aria-label=${t.whoWrites}>
    ${theme.current.roles.map(
      (asker) => html`<button
        class="role"
        type="button"
        lang="da"
        aria-pressed=${current ? asker === current : nothing}
        @click=${() => choose(asker)}
      >
        ${asker.choice}
      </button>`,
    )}
  </div>`;
}
