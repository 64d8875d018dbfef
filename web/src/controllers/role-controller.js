import { OpeningController } from './opening-controller.js';

/** @typedef {import('../theme.js').Asker} Asker */

/** Who writes: said in the header, chosen on the first screen, changed whenever one likes. */
export class RoleController extends OpeningController {
  /** The role of the conversation, as the site calls it. */
  get current() {
    const role = this.parts.session.conversation.role ?? this.host.startRole;
    return this.parts.theme.current.roles.find((asker) => asker.role === role);
  }

  get opener() {
    return '.role-switch';
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
