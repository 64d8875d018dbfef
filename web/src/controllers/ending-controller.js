import { Controller } from './controller.js';

/** @typedef {'new' | 'delete'} Ending  `delete`: with the papers made in it. */

/** How a conversation ends: asked for, confirmed when something would be lost, and told. */
export class EndingController extends Controller {
  /** @type {Ending | null} what is asked to be confirmed */
  asked = null;

  /** @param {Ending} ending */
  async ask(ending) {
    if (ending === 'new' && this.parts.session.conversation.isEmpty) return this.end(ending);
    this.asked = ending;
    this.changed();
    await this.host.updateComplete;
    this.find('.confirm')?.focus();
  }

  cancel = () => {
    this.forget();
    this.find('.menu-button')?.focus();
  };

  confirm = () => {
    const ending = /** @type {Ending} */ (this.asked);
    this.forget();
    this.parts.focus.rest();
    this.end(ending);
  };

  /** It is not asked any more. */
  forget() {
    this.asked = null;
    this.changed();
  }

  /** @param {Ending} ending */
  async end(ending) {
    const { conversation } = this.parts.session;
    const papers = ending === 'delete';
    this.parts.speech.stop();
    await this.host.updateComplete;
    if (conversation.deleting) return;
    if (!papers) conversation.leave();
    else if (!(await conversation.delete())) {
      this.parts.notices.warn(this.host.t.deleteFailed);
      return;
    }
    const { t, token } = this.host;
    this.parts.notices.tell(papers ? t.deleted : t.begun, { seen: true });
    if (token && this.parts.session.wasShown) conversation.start();
  }
}
