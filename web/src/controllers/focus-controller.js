import { Controller } from './controller.js';

/** As in styles/frame.css: the panel fills the window. */
const NARROW = matchMedia('(max-width: 30em), (max-height: 30em)');

/** Where the focus is: it must not be lost with what is gone, nor get behind a panel that fills the window. */
export class FocusController extends Controller {
  /** @type {Element | null} what had the focus before the change */
  #focused = null;
  /** Whether the panel filled the window before the change. */
  #covered = false;

  /** @param {{ signal: AbortSignal }} onPage */
  listen(onPage) {
    document.addEventListener('focusin', this.#moved, onPage);
    NARROW.addEventListener('change', this.changed, onPage);
  }

  hostUpdate() {
    this.#focused = /** @type {ShadowRoot} */ (this.host.renderRoot).activeElement;
  }

  hostUpdated() {
    // A button that was pressed may be gone: who uses the keyboard must not start over from the top of the page.
    if (this.#focused && !this.#focused.isConnected) this.rest();
    if (this.#covers && !this.#covered) this.#hold();
    this.#covered = this.#covers;
  }

  get isNarrow() {
    return NARROW.matches;
  }

  /** After a press on a button in the log: ready to write, but no on-screen keyboard popping up. */
  rest() {
    if (!this.host.shown) return;
    const touch = matchMedia('(pointer: coarse)').matches;
    (touch ? this.log : this.input)?.focus({ preventScroll: true });
  }

  /** Past all that was said. */
  toInput = () => this.input.focus();

  /**
   * Tab goes round in a panel that fills the window.
   * @param {KeyboardEvent} event
   */
  goRound(event) {
    if (event.key !== 'Tab' || !this.#covers) return;
    const ends = [this.find('.skip'), this.find('.send')];
    const [start, end] = event.shiftKey ? ends.reverse() : ends;
    if (event.target !== end) return;
    event.preventDefault();
    start?.focus();
  }

  /** The panel fills the window: where the focus must not be is behind it. */
  get #covers() {
    return this.host.shown && !this.host.inline && NARROW.matches;
  }

  #hold() {
    if (!this.host.matches(':focus-within')) this.rest();
  }

  /** @param {FocusEvent} event */
  #moved = ({ relatedTarget }) => {
    // From the browser's own controls. What the page moves from place to place is the page's business.
    if (!relatedTarget && this.#covers) this.#hold();
  };
}
