/**
 * Keeps in view what was just said. Pictures that arrive, a growing input or an on-screen keyboard must not hide it,
 * but who scrolls by hand is left alone.
 */
const ROOM_ABOVE = 24;

export class ScrollKeeper {
  #log;
  /** @type {Element | null} what must stay in view; null for the end */
  #anchor = null;
  #scrolledTo = 0;
  #sizes = new ResizeObserver(() => {
    const scrolledByHand = Math.abs(this.#log.scrollTop - this.#scrolledTo) > 2;
    if (!scrolledByHand) this.scrollTo(this.#anchor);
  });

  /** @param {HTMLElement} log */
  constructor(log) {
    this.#log = log;
    this.#sizes.observe(log);
    this.#sizes.observe(/** @type {Element} */ (log.firstElementChild));
  }

  /**
   * As far down as possible with the start of the line still in view.
   * @param {Element | null} line null: to the very end
   */
  scrollTo(line) {
    this.#anchor = line?.isConnected ? line : null;
    const log = this.#log;
    if (this.#anchor) {
      const start = this.#anchor.getBoundingClientRect().top - log.getBoundingClientRect().top + log.scrollTop;
      log.scrollTop = start - ROOM_ABOVE;
    } else {
      log.scrollTop = log.scrollHeight;
    }
    this.#scrolledTo = log.scrollTop;
  }
}
