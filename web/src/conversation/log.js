import { NO_RATING, readHistory, writeHistory } from './history.js';
import { randomId } from './random-id.js';

/**
 * @typedef {import('./history.js').BotEntry} BotEntry
 * @typedef {import('./history.js').Entry} Entry
 * @typedef {import('./history.js').ErrorEntry} ErrorEntry
 * @typedef {import('./history.js').Rating} Rating
 * @typedef {import('./history.js').UserEntry} UserEntry
 */

/** From the second error in a row on, waiting is not the only advice. */
const LASTING_FROM = 2;

/** The lines of the conversation, as they are shown and kept in the tab. Knows nothing of the server. */
export class Log {
  /** @type {Entry[]} replaced by a new list at each change */
  entries;

  #kept;
  #changed;
  /** Errors since the last answer. */
  #failures = 0;

  /**
   * @param {{ get: () => string | null, set: (text: string | null) => void }} kept where the lines are kept
   * @param {() => void} changed called when there is something new to show
   */
  constructor(kept, changed) {
    this.#kept = kept;
    this.#changed = changed;
    this.entries = readHistory(kept.get());
  }

  /** Whether nobody has said anything. */
  get isEmpty() {
    return !this.entries.some(({ kind }) => kind === 'user');
  }

  /** The last message, when nobody answered it. */
  get unanswered() {
    const last = this.entries.findLast(({ kind }) => kind === 'user' || kind === 'bot');
    return last?.kind === 'user' ? last : null;
  }

  /** The error the conversation stands at. */
  get failed() {
    const last = this.entries.at(-1);
    return last?.kind === 'error' ? last : null;
  }

  /** The id of the last message that was answered in this session, or ''. */
  get answered() {
    const answer = this.entries.findLast((entry) => entry.kind === 'bot' && !entry.past);
    return answer?.kind === 'bot' ? answer.id : '';
  }

  /** @param {ErrorEntry} failed */
  messageOf(failed) {
    const asked = this.entries.find((entry) => entry.kind === 'user' && entry.id === failed.id);
    return asked?.kind === 'user' ? asked : null;
  }

  /**
   * @param {string} text what the log shows
   * @param {string} sent what the server gets
   */
  ask(text, sent) {
    /** @type {UserEntry} */
    const asked = { kind: 'user', key: randomId(), id: randomId(), at: Date.now(), text, sent };
    this.#set([...this.entries, asked]);
    return asked;
  }

  /** @param {import('./chat-client.js').Turn} turn */
  answer({ id, messages, masked }) {
    this.#failures = 0;
    const said = this.entries.map((entry) =>
      masked && entry.kind === 'user' && entry.id === id ? { ...entry, text: masked, sent: masked } : entry,
    );
    const answers = messages.map(
      (message) =>
        /** @type {BotEntry} */ ({ kind: 'bot', key: randomId(), id, at: Date.now(), message, rating: NO_RATING }),
    );
    this.#set([...said, ...answers]);
  }

  /**
   * @param {string} id of the message, or '' when there was none
   * @param {string} reason
   * @param {string} [detail]
   * @param {number} [waitSeconds] before trying again may help; Infinity: it never will
   */
  fail(id, reason, detail = '', waitSeconds = 0) {
    this.#failures += 1;
    const retryFrom = waitSeconds === Infinity ? null : Date.now() + waitSeconds * 1000;
    const lasting = this.#failures >= LASTING_FROM;
    this.#set([...this.entries, { kind: 'error', key: randomId(), id, reason, detail, retryFrom, lasting }]);
    // Half a second more, so that the clock is surely past the time.
    if (retryFrom && waitSeconds) setTimeout(this.#changed, waitSeconds * 1000 + 500);
  }

  /**
   * A new session begins with this message: all the rest was said in one the server no longer knows.
   * @param {UserEntry} asked
   */
  beginAgainWith(asked) {
    const at = Date.now();
    this.#set(
      this.entries.flatMap((entry) => {
        if (entry !== asked) return /** @type {Entry} */ ({ ...entry, past: true });
        return [{ kind: 'note', key: randomId(), at, says: 'expired' }, asked];
      }),
    );
  }

  /**
   * @param {string} key
   * @param {Rating} rating
   */
  rate(key, rating) {
    this.#set(this.entries.map((entry) => (entry.kind === 'bot' && entry.key === key ? { ...entry, rating } : entry)));
  }

  /** @param {Entry} gone */
  remove(gone) {
    this.#set(this.entries.filter((entry) => entry !== gone));
  }

  clear() {
    this.#failures = 0;
    this.#set([]);
  }

  /** @param {Entry[]} entries */
  #set(entries) {
    this.entries = entries;
    this.#kept.set(writeHistory(entries));
    this.#changed();
  }
}
