import { copy } from '../clipboard.js';
import { plainText } from '../markdown.js';
import { safeUrl } from '../safe-url.js';
import { Controller } from './controller.js';

/** @typedef {import('../conversation/history.js').BotEntry} BotEntry */

const SHOW_COPIED_MS = 2500;

/** What one can do with an answer besides reading it: say whether it helped, and copy it. */
export class AnswersController extends Controller {
  /** Key of the answer that was copied just now, or ''. */
  copied = '';
  /** A remark is on its way: pressed twice, it is sent once. */
  #sends = false;

  /**
   * @param {BotEntry} entry
   * @param {import('../conversation/history.js').Rating} rating
   */
  async rate(entry, rating) {
    const kept = await this.parts.session.conversation.rate(entry, rating);
    const { t } = this.host;
    if (!kept) this.parts.notices.warn(t.ratingFailed);
    else if (rating.helped === null) this.parts.notices.tell(t.ratingRemoved);
    else if (rating.helped || rating.reason) this.parts.notices.tell(t.thanks, { seen: true });
    else this.parts.notices.tell(t.whatWasWrong);
  }

  /**
   * @param {BotEntry} entry
   * @param {SubmitEvent} event of the form with what was wrong, in one's own words
   */
  async remark(entry, event) {
    event.preventDefault();
    const words = /** @type {HTMLTextAreaElement} */ (/** @type {HTMLFormElement} */ (event.target).elements[0]);
    if (!words.value.trim()) return words.focus();
    if (this.#sends) return;
    this.#sends = true;
    const sent = await this.parts.session.conversation.remark(entry, words.value);
    this.#sends = false;
    const { t } = this.host;
    this.parts.notices.warn(sent ? '' : t.remarkFailed);
    if (sent) this.parts.notices.tell(t.thanks, { seen: true });
  }

  /** @param {BotEntry} entry */
  async copy({ key, message }) {
    const { base, t } = this.host;
    const address = (/** @type {string} */ url) => {
      const safe = safeUrl(url, base);
      return safe ? ` (${new URL(safe, base)})` : '';
    };
    const copied = await copy(plainText(message.text, address, true));
    this.parts.notices.tell(copied ? t.copied : t.copyFailed);
    if (!copied) return;
    this.copied = key;
    setTimeout(() => {
      this.copied = '';
      this.changed();
    }, SHOW_COPIED_MS);
  }
}
