import { Controller } from './controller.js';

/** What the person says: the draft in the input, kept over page changes, and what is sent. */
export class ComposerController extends Controller {
  /** Of the draft. */
  length = 0;

  #filled = false;

  hostUpdated() {
    if (this.#filled || !this.input) return;
    this.#filled = true;
    this.fill();
  }

  /** Puts in what the tab keeps of this talk. */
  fill() {
    if (!this.input) return;
    this.input.value = this.parts.session.memory.draft.get() ?? '';
    this.typed();
  }

  /** Something was typed, or put in. */
  typed = () => {
    const { input } = this;
    this.parts.session.memory.draft.set(input.value || null);
    this.length = input.value.length;
    this.parts.notices.warn(this.length >= this.parts.theme.current.longest ? this.host.t.full : '');
    this.fit();
  };

  /** As high as what is in it. The stylesheet caps the height; the border is not part of scrollHeight. */
  fit() {
    const { input } = this;
    input.style.height = 'auto';
    input.style.height = `${input.scrollHeight + input.offsetHeight - input.clientHeight}px`;
  }

  /** @param {KeyboardEvent} event */
  pressed = (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) this.send(event);
  };

  /** @param {Event} event whose place this takes */
  send = (event) => {
    event.preventDefault();
    const { input } = this;
    const text = input.value.trim();
    input.focus();
    if (!text || this.mustWait()) return;
    input.value = '';
    this.typed();
    this.#say(text);
  };

  /** @param {Pick<import('../conversation/messages.js').Choice, 'title' | 'payload'>} choice */
  choose = ({ title, payload }) => {
    if (this.mustWait()) return;
    this.parts.focus.rest();
    this.#say(title, payload);
  };

  /** @param {import('../conversation/history.js').ErrorEntry} failed */
  retry = (failed) => {
    if (this.mustWait()) return;
    this.parts.focus.rest();
    this.parts.session.conversation.retry(failed);
  };

  /**
   * @param {string} shown
   * @param {string} [sent]
   */
  async #say(shown, sent) {
    await this.parts.session.conversation.say(shown, sent);
    this.parts.notices.warn('');
  }

  /** While an answer is on its way, or all is being deleted, nothing is sent; says so, and tells the caller. */
  mustWait() {
    const { waiting, isBusy } = this.parts.session.conversation;
    this.parts.notices.warn(waiting ? this.host.t.wait : '');
    return isBusy;
  }
}
