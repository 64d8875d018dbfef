/**
 * What the controllers have in common: the element they are a part of, each other, and a way to what was rendered.
 * Lit calls hostConnected and hostDisconnected, and of a controller that has them hostUpdate and hostUpdated.
 */
export class Controller {
  #onPage = new AbortController();

  /**
   * @param {import('../skolebro-chat.js').SkolebroChat} host
   * @param {import('./index.js').Parts} parts
   */
  constructor(host, parts) {
    this.host = host;
    this.parts = parts;
    host.addController(this);
  }

  hostConnected() {
    this.#onPage = new AbortController();
    this.listen(this.#onPage);
  }

  hostDisconnected() {
    this.#onPage.abort();
  }

  /**
   * Listens to more than the element for as long as that is on the page.
   * @param {{ signal: AbortSignal }} _ for addEventListener
   */
  listen(_) {}

  /** There is something new to show. */
  changed = () => this.host.requestUpdate();

  /**
   * @param {string} selector
   * @returns {HTMLElement | null}
   */
  find(selector) {
    return this.host.renderRoot.querySelector(selector);
  }

  /** The lines of the conversation; there once the chat was shown. */
  get log() {
    return /** @type {HTMLElement} */ (this.find('.log'));
  }

  /** Where one writes; there once the chat was shown. */
  get input() {
    return /** @type {HTMLTextAreaElement} */ (this.find('#input'));
  }
}
