import { Controller } from './controller.js';

/** @typedef {import('../theme.js').Asker} Asker */

/** Who writes: said in the header, chosen on the first screen, changed whenever one likes. */
export class RoleController extends Controller {
  /** Whether the choice stands open below the header. */
  isOpen = false;

  /** The role of the conversation, as the site calls it. */
  get current() {
    const role = this.parts.session.conversation.role ?? this.host.startRole;
    return this.parts.theme.current.roles.find((asker) => asker.role === role);
  }

  toggle = () => {
    this.isOpen = !this.isOpen;
    this.changed();
  };

  hide() {
    if (this.isOpen) this.toggle();
  }

  /** Closes the choice; the focus goes back to what opened it. */
  close() {
    this.hide();
    this.find('.role-switch')?.focus();
  }

  /** @param {Asker} asker */
  choose = (asker) => {
    const { composer, focus, session } = this.parts;
    if (asker === this.current) return this.close();
    if (composer.mustWait()) return;
    this.hide();
    focus.rest();
    session.conversation.choose(asker.role, asker.choice, asker.payload);
  };
}
