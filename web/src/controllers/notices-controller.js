import { Controller } from './controller.js';

/** What is said outside the log: a hint below the input, and what only those hear who do not see. */
export class NoticesController extends Controller {
  /** Why something does not work right now, or ''. */
  hint = '';
  /** What a screen reader reads out. */
  told = '';
  /** Whether it is there to be seen, too: nothing else on the page shows it. */
  isSeen = false;

  hostUpdate() {
    // What was told before is no news once the answer is there.
    if (this.parts.session.conversation.waiting) this.told = '';
  }

  /** @param {string} text '' when there is nothing in the way any more */
  warn(text) {
    this.hint = text;
    this.changed();
  }

  /**
   * @param {string} text
   * @param {{ seen?: boolean }} [how]
   */
  async tell(text, { seen = false } = {}) {
    this.isSeen = seen;
    // The same words twice are only read out when there was something else between.
    this.told = '';
    this.changed();
    await this.host.updateComplete;
    this.told = text;
    this.changed();
  }
}
