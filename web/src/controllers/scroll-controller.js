import { Controller } from './controller.js';

const ROOM_ABOVE = 24;

/**
 * Keeps in view what was just said. Pictures that arrive, a growing input or an on-screen keyboard must not hide it,
 * but who scrolls by hand is left alone.
 */
export class ScrollController extends Controller {
  #watches = false;
  /** What was last scrolled for. */
  #followed = '';
  /** @type {Element | null | undefined} what must stay in view; nothing for the end */
  #anchor;
  #scrolledTo = 0;
  #sizes = new ResizeObserver(() => {
    const scrolledByHand = Math.abs(this.log.scrollTop - this.#scrolledTo) > 2;
    if (!scrolledByHand) this.#scrollTo(this.#anchor);
  });

  hostUpdated() {
    this.#watch();
    this.#follow();
  }

  #watch() {
    const { log } = this;
    if (this.#watches || !log) return;
    this.#watches = true;
    this.#sizes.observe(log);
    this.#sizes.observe(/** @type {Element} */ (log.firstElementChild));
  }

  /** Scrolls when something was said, and only then. */
  #follow() {
    const { shown } = this.host;
    const { entries, waiting } = this.parts.session.conversation;
    const said = [entries.at(-1)?.key, waiting, this.parts.theme.greets, shown].join();
    if (said === this.#followed || !shown) return;
    this.#followed = said;
    const asked = [...this.log.querySelectorAll('.message.user')].pop();
    this.#scrollTo(waiting ? null : asked ? asked.nextElementSibling : this.find('.notice'));
  }

  /**
   * As far down as possible with the start of the line still in view.
   * @param {Element | null | undefined} line nothing: to the very end
   */
  #scrollTo(line) {
    this.#anchor = line?.isConnected ? line : null;
    const { log } = this;
    if (this.#anchor) {
      const start = this.#anchor.getBoundingClientRect().top - log.getBoundingClientRect().top + log.scrollTop;
      log.scrollTop = start - ROOM_ABOVE;
    } else {
      log.scrollTop = log.scrollHeight;
    }
    this.#scrolledTo = log.scrollTop;
  }
}
