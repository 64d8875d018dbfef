/**
 * What the browser keeps for the widget. All of it is for one server and site, so that two of them never mix.
 * What is read back was within reach of every script on the page: the readers must check it.
 */

/** One text in a storage; in memory, for as long as the page, where the storage is blocked or full. */
class Kept {
  #storage;
  #key;
  /** @type {string | null} */
  #inMemory = null;

  /**
   * @param {() => Storage} storage a function, because merely naming a blocked storage throws
   * @param {string} key
   */
  constructor(storage, key) {
    this.#storage = storage;
    this.#key = key;
  }

  get() {
    try {
      return this.#storage().getItem(this.#key) ?? this.#inMemory;
    } catch {
      return this.#inMemory;
    }
  }

  /** @param {string | null} text null forgets it */
  set(text) {
    this.#inMemory = text;
    try {
      // First of all: where there is no room for the new text, the old one must not be taken for it.
      this.#storage().removeItem(this.#key);
      if (text !== null) this.#storage().setItem(this.#key, text);
      this.#inMemory = null;
    } catch {
      // Blocked or full.
    }
  }
}

/** The texts kept for one server and site. */
export class Memory {
  /**
   * @param {string} base the server's chat directory
   * @param {string} site
   */
  constructor(base, site) {
    const tab = () => sessionStorage;
    const browser = () => localStorage;
    const key = (/** @type {string} */ what) => `skolebro.${what}:${base}#${site}`;
    this.session = new Kept(tab, key('session'));
    this.history = new Kept(tab, key('history'));
    /** Whose history it is, as a fingerprint: it outlives the session. */
    this.person = new Kept(tab, key('person'));
    this.draft = new Kept(tab, key('draft'));
    /** 'yes' or 'no'; null before anybody opened or closed it. */
    this.open = new Kept(tab, key('open'));
    /** The session for other days, never words. Only there while the user wants it; '' before there is a session. */
    this.remembered = new Kept(browser, key('remembered'));
    /** In percent; null for that of the page. */
    this.textSize = new Kept(browser, key('text-size'));
  }
}

/**
 * @param {string | null} text
 * @returns {any} null for what is no JSON
 */
export function parseKept(text) {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
