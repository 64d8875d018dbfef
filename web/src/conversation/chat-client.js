/**
 * The HTTP side of the chat. Knows nothing about how the conversation is shown or kept.
 */
import { list, readMessages, string } from './messages.js';

/**
 * @typedef {import('./messages.js').BotMessage} BotMessage
 * @typedef {'medarbejder' | 'skole' | 'foraelder'} Role
 * @typedef {{ site?: string, role?: string, token?: string }} Opening
 * @typedef {{ session: string, role: Role | null }} Opened
 * @typedef {{ id: string, messages: BotMessage[], masked: string }} Turn  `masked`: '' when nothing was taken out.
 */

const TIMEOUT_MS = 30_000;
// A server on another origin may keep the header from us.
const DEFAULT_WAIT_S = 10;
/** What a 204 gives. */
const DONE = {};

/**
 * The roles the server knows.
 * @type {Role[]}
 */
export const ROLES = ['medarbejder', 'skole', 'foraelder'];

/**
 * @param {unknown} value
 * @returns {Role | null} null for what is none
 */
export function roleIn(value) {
  return ROLES.find((role) => role === value) ?? null;
}

/** The server answered, and said no in words meant for the user. */
export class RefusedError extends Error {
  /**
   * @param {string} code the end of the problem's type, e.g. "session-expired"
   * @param {string} detail Danish text from the server
   * @param {number} waitSeconds how long to wait before the same may go well; Infinity: it never will
   */
  constructor(code, detail, waitSeconds) {
    super(detail);
    this.code = code;
    this.waitSeconds = waitSeconds;
  }
}

/** No usable answer: network failure, timeout, or something that is not our API. */
export class ConnectionError extends Error {}

/** The calls to one server. */
export class ChatClient {
  #base;

  /** @param {string} base Absolute URL of the server's chat directory, ending in "/" */
  constructor(base) {
    this.#base = base;
  }

  /** @param {string} site */
  theme(site) {
    const query = site ? `?site=${encodeURIComponent(site)}` : '';
    return this.#call(`theme${query}`, { cache: 'default' });
  }

  /**
   * @param {Opening} opening
   * @returns {Promise<Opened>}
   */
  async open(opening) {
    const { session, role } = await this.#call('session', { method: 'POST', body: opening });
    if (!string(session)) throw new ConnectionError('no session in the answer');
    return { session, role: roleIn(role) };
  }

  /**
   * Sending the same id again is safe: the server runs each message once.
   * @param {string} session
   * @param {string} id
   * @param {string} message
   * @param {Role | null} role who writes, where that was chosen
   * @returns {Promise<Turn>}
   */
  async send(session, id, message, role) {
    const turn = await this.#call('message', { method: 'POST', session, body: { id, message, ...(role && { role }) } });
    if (!Array.isArray(turn.messages)) throw new ConnectionError('no messages in the answer');
    return { id, messages: readMessages(turn.messages), masked: string(turn.masked) };
  }

  /**
   * The answers that were made while nobody waited for them.
   * @param {string} session
   * @param {string} after id of the last message that was answered, or ''
   * @returns {Promise<Turn[]>}
   */
  async missed(session, after) {
    const { turns } = await this.#call(after ? `messages?after=${after}` : 'messages', { session });
    return list(turns).map(({ id, messages, masked }) => ({
      id: string(id),
      messages: readMessages(messages),
      masked: string(masked),
    }));
  }

  /**
   * @param {string} session
   * @param {{ id: string, card: string, helped: boolean | null, reason: string | null }} rating
   */
  async rate(session, rating) {
    await this.#call('feedback', { method: 'POST', session, body: rating });
  }

  /**
   * What is wrong with an answer, for the editor. Nothing in it leads to the conversation.
   * @param {string} session
   * @param {{ card: string, words: string }} remark
   */
  async remark(session, remark) {
    await this.#call('remark', { method: 'POST', session, body: remark });
  }

  /**
   * @param {string} session
   * @param {boolean} papers whether the plan and the list made in the conversation go, too
   */
  async end(session, papers) {
    const answer = await this.#call(`session?papers=${papers}`, { method: 'DELETE', session });
    // The sign-in page of some network between answers 200, and nothing is deleted.
    if (answer !== DONE) throw new ConnectionError('not deleted');
  }

  /**
   * @param {string} path
   * @param {{ method?: string, session?: string, body?: object, cache?: RequestCache }} [request]
   * @returns {Promise<any>} an object: the JSON of a successful answer
   * @throws {RefusedError | ConnectionError}
   */
  async #call(path, { method = 'GET', session, body, cache = 'no-store' } = {}) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
    try {
      const response = await fetch(this.#base + path, {
        method,
        cache,
        headers: {
          ...(session && { Authorization: `Bearer ${session}` }),
          ...(body && { 'Content-Type': 'application/json' }),
        },
        body: body && JSON.stringify(body),
        // Who deletes and closes the page at once has deleted all the same.
        keepalive: method === 'DELETE',
        signal: abort.signal,
      });
      if (response.status === 204) return DONE;
      const answer = await response.json();
      if (!response.ok) throw refusal(response, answer);
      return Object(answer);
    } catch (error) {
      // fetch and the JSON reader throw their own errors when the network fails or the time is up.
      if (error instanceof RefusedError || error instanceof ConnectionError) throw error;
      throw new ConnectionError(String(error));
    } finally {
      clearTimeout(timer);
    }
  }
}

/**
 * @param {Response} response
 * @param {any} problem
 */
function refusal(response, problem) {
  const detail = string(problem?.detail) || string(problem?.title);
  if (!detail) return new ConnectionError(`HTTP ${response.status}`);
  return new RefusedError(string(problem.type).replace('urn:skolebro:', ''), detail, waitSeconds(response));
}

/** @param {Response} response */
function waitSeconds({ status, headers }) {
  if (status === 429) return Number(headers.get('Retry-After')) || DEFAULT_WAIT_S;
  return status === 401 || status === 408 || status >= 500 ? 0 : Infinity;
}
