/**
 * The HTTP side of the chat: one session, one message at a time.
 * Knows nothing about how the conversation is shown.
 */

/**
 * @typedef {{ title: string, payload: string }} Choice
 * @typedef {{ title?: string, url: string, alt?: string }} Attachment
 * @typedef {{ outcome?: string, attachments?: Attachment[] }} Custom  The parts the widget uses.
 * @typedef {{ text?: string, buttons?: Choice[], custom?: Custom }} BotMessage
 */

const STORAGE_KEY = 'skolebro.session';
const TIMEOUT_MS = 30_000;

/** The server answered, and said no in words meant for the user. */
export class RefusedError extends Error {
  /**
   * @param {string} message Danish text from the server
   * @param {number} status HTTP status
   */
  constructor(message, status) {
    super(message);
    /** Whether the same message may well go through later. */
    this.retryable = status === 408 || status === 429;
  }
}

/** No usable answer: network failure, timeout, 5xx or something that is not our API. */
export class ConnectionError extends Error {}

/** Keeps the session token in localStorage, or in memory where storage is blocked. */
class TokenStore {
  /** @type {string | null} */
  #memory = null;

  get() {
    try {
      return localStorage.getItem(STORAGE_KEY) ?? this.#memory;
    } catch {
      return this.#memory;
    }
  }

  /** @param {string} token */
  set(token) {
    this.#memory = token;
    try {
      localStorage.setItem(STORAGE_KEY, token);
    } catch {
      // Blocked or full: the copy in memory lasts as long as the page.
    }
  }
}

export class ChatClient {
  #tokens = new TokenStore();
  #base;

  /** @param {string} base Absolute URL of the server's chat directory, ending in "/" */
  constructor(base) {
    this.#base = base;
  }

  /**
   * Sends one message, opening or renewing the session as needed.
   * @param {string} message
   * @returns {Promise<BotMessage[]>}
   * @throws {RefusedError | ConnectionError}
   */
  async send(message) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
    try {
      const known = this.#tokens.get();
      let response = await this.#postMessage(known ?? (await this.#openSession(abort.signal)), message, abort.signal);
      if (response.status === 401) {
        response = await this.#postMessage(await this.#openSession(abort.signal), message, abort.signal);
      }
      const { messages } = await readJson(response);
      if (!Array.isArray(messages)) throw new ConnectionError('no messages in the answer');
      return messages;
    } catch (error) {
      // fetch and the JSON reader throw their own errors when the network fails or the time is up.
      if (error instanceof RefusedError || error instanceof ConnectionError) throw error;
      throw new ConnectionError(String(error));
    } finally {
      clearTimeout(timer);
    }
  }

  /** @param {AbortSignal} signal */
  async #openSession(signal) {
    const response = await fetch(`${this.#base}session`, { method: 'POST', cache: 'no-store', signal });
    const { session } = await readJson(response);
    if (typeof session !== 'string') throw new ConnectionError('no session in the answer');
    this.#tokens.set(session);
    return session;
  }

  /**
   * @param {string} session
   * @param {string} message
   * @param {AbortSignal} signal
   */
  #postMessage(session, message, signal) {
    return fetch(`${this.#base}message`, {
      method: 'POST',
      cache: 'no-store',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ session, message }),
      signal,
    });
  }
}

/**
 * @param {Response} response
 * @returns {Promise<any>} the JSON body of a successful answer
 */
async function readJson(response) {
  if (response.ok) return response.json();
  if (response.status >= 400 && response.status < 500 && response.status !== 401) {
    const body = await response.json().catch(() => null);
    if (typeof body?.error === 'string' && body.error) throw new RefusedError(body.error, response.status);
  }
  throw new ConnectionError(`HTTP ${response.status}`);
}
