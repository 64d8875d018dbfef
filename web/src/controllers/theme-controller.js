import { DEFAULT_ACCENT, accentProperties, isColour } from '../colours.js';
import { readTheme } from '../theme.js';
import { Controller } from './controller.js';

/** @typedef {import('../conversation/chat-client.js').ChatClient} ChatClient */

const GREET_WITHOUT_THEME_MS = 3000;

/** How the site wants the chat to look and greet: fetched once a server, and coloured with. */
export class ThemeController extends Controller {
  /** Whether the theme is settled, or long in coming: what depends on it is not shown before. */
  greets = false;
  /** Whether what is added to the log is news, to be read out as such. */
  announces = false;
  /** The built-in one, until the server's is there. */
  current = readTheme(null, '');

  /** @type {ChatClient | undefined} */
  #client;
  #accentShown = '';

  /**
   * Another server: nothing of the earlier one's theme stays.
   * @param {ChatClient} client
   */
  reset(client) {
    this.#client = client;
    this.current = readTheme(null, this.host.base);
    this.greets = this.announces = false;
  }

  /** Asks the server for its theme. */
  async load() {
    const { base, site } = this.host;
    const client = /** @type {ChatClient} */ (this.#client);
    setTimeout(() => this.#greet(), GREET_WITHOUT_THEME_MS);
    try {
      const theme = readTheme(await client.theme(site ?? ''), base);
      // Meanwhile the page may have named another server.
      if (client !== this.#client) return;
      this.current = theme;
    } catch {
      // The built-in theme will do.
    }
    this.#greet();
  }

  hostUpdated() {
    const accent = [this.host.accent, this.current.accent].find(isColour) ?? DEFAULT_ACCENT;
    if (accent === this.#accentShown) return;
    this.#accentShown = accent;
    for (const [name, value] of Object.entries(accentProperties(accent))) {
      this.find('.root')?.style.setProperty(name, value);
    }
  }

  async #greet() {
    if (this.greets) return;
    this.greets = true;
    this.changed();
    await this.host.updateComplete;
    requestAnimationFrame(() => {
      this.announces = true;
      this.changed();
    });
  }
}
