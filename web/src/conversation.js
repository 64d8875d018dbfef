/**
 * The conversation: what was said, what is being waited for, and the session it belongs to.
 * Knows nothing about how it is shown; tells `changed` when there is something new to show.
 */
import { ConnectionError, RefusedError, ROLES } from './chat-client.js';
import { NO_RATING, readHistory, writeHistory } from './history.js';
import { parseKept } from './memory.js';
import { string } from './messages.js';
import { personOf } from './person.js';
import { randomId } from './random-id.js';

/**
 * @typedef {import('./chat-client.js').ChatClient} ChatClient
 * @typedef {import('./chat-client.js').Opening} Opening
 * @typedef {import('./chat-client.js').Turn} Turn
 * @typedef {import('./history.js').BotEntry} BotEntry
 * @typedef {import('./history.js').Entry} Entry
 * @typedef {import('./history.js').ErrorEntry} ErrorEntry
 * @typedef {import('./history.js').Rating} Rating
 * @typedef {import('./history.js').UserEntry} UserEntry
 * @typedef {{ session: string, role: string | null, person: string | null }} Session
 * @typedef {{
 *   opening: () => Opening, changed: () => void, signInNeeded: (refused: RefusedError) => void, handedOver: () => void
 * }} Surroundings
 */

const SIGN_IN_CODES = ['sign-in-required', 'token-refused'];
const LASTING_FROM = 2;

export class Conversation {
  /** @type {Entry[]} */
  entries;
  /** An answer is on its way. */
  waiting = false;
  /** The server is asked to delete it all. */
  deleting = false;
  /** @type {string | null} what the server read from the sign-in, or was told */
  role;

  #client;
  #memory;
  #around;
  /** @type {Session | null} */
  #session;
  /** Stands for the talk under way: what arrives for an earlier one is dropped. */
  #talk = {};
  #failures = 0;
  /** Ratings go one after the other, so that the last one pressed is the one that counts. */
  #rated = Promise.resolve();

  /**
   * @param {ChatClient} client
   * @param {import('./memory.js').Memory} memory
   * @param {Surroundings} around
   */
  constructor(client, memory, around) {
    this.#client = client;
    this.#memory = memory;
    this.#around = around;
    this.entries = readHistory(memory.history.get());
    this.#session = readSession(memory.session.get()) ?? readSession(memory.remembered.get());
    this.role = this.#session?.role ?? null;
    memory.person.set(memory.person.get() ?? this.#session?.person ?? null);
  }

  /** Whether anything would be lost by starting anew. */
  get isEmpty() {
    return !this.entries.some(({ kind }) => kind === 'user');
  }

  /** Whether nothing may be sent right now. */
  get isBusy() {
    return this.waiting || this.deleting;
  }

  /** Whether the server knows of it, if only from another day. */
  get isOpen() {
    return this.#session !== null;
  }

  /** Nothing was said yet, and who is signed in is being asked: the greeting depends on it. */
  get isMeeting() {
    return this.isEmpty && this.#opening !== null;
  }

  /** The last message, when nobody answered it. */
  get #unanswered() {
    const last = this.entries.findLast(({ kind }) => kind === 'user' || kind === 'bot');
    return last?.kind === 'user' ? last : null;
  }

  /** The chat is shown: sign in if one can, and fetch what was missed. */
  async start() {
    this.#leaveToNextPerson();
    if (this.#around.opening().token && !this.#session) await this.#openEarly();
    if (this.#unanswered && !this.isBusy && !this.#failed) await this.#catchUp(this.#unanswered);
  }

  /**
   * @param {string} shown what the log shows
   * @param {string} [sent] what the server gets
   */
  say(shown, sent = shown) {
    /** @type {UserEntry} */
    const asked = { kind: 'user', key: randomId(), id: randomId(), at: Date.now(), text: shown, sent };
    this.#set([...this.entries, asked]);
    return this.#ask(asked);
  }

  /**
   * Sends the failed message once more, under the same id; its bubble is already in the log.
   * @param {ErrorEntry} failed
   */
  async retry(failed) {
    if (this.isBusy) return;
    const asked = this.entries.find((entry) => entry.kind === 'user' && entry.id === failed.id);
    this.#set(this.entries.filter((entry) => entry !== failed));
    if (asked?.kind === 'user') await this.#ask(asked);
    else await this.start();
  }

  /** The network is back. */
  reconnected() {
    if (this.#failed?.reason === 'noConnection') return this.retry(this.#failed);
  }

  /** The page has a (new) token. */
  signedIn() {
    if (this.#failed?.reason === 'signIn') {
      this.#leaveToNextPerson();
      if (this.#failed) return this.retry(this.#failed);
    }
    return this.start();
  }

  /**
   * @param {BotEntry} entry
   * @param {Rating} rating
   * @returns {Promise<boolean>} whether the server has it
   */
  async rate(entry, rating) {
    const session = this.#session;
    if (!session) return false;
    const before = entry.rating;
    this.#setRating(entry.key, rating);
    const sending = this.#rated.then(() =>
      this.#client.rate(session.session, { id: entry.id, card: entry.message.card, ...rating }),
    );
    this.#rated = sending.catch(() => {});
    try {
      await sending;
      return true;
    } catch {
      this.#setRating(entry.key, before);
      return false;
    }
  }

  /** Ends the conversation here at once, and on the server without waiting for it. */
  leave() {
    if (this.#session && !this.deleting) this.#client.end(this.#session.session, false).catch(() => {});
    this.#drop();
  }

  /** Somebody else is at the browser now. Nothing is left to them, nor does the wish to be remembered hold for them. */
  handOver() {
    this.#memory.draft.set(null);
    this.#memory.remembered.set(null);
    this.leave();
    this.#around.handedOver();
  }

  /**
   * Deletes the conversation and the papers made in it. One must be able to rely on it: nothing is dropped before the
   * server said so.
   * @returns {Promise<boolean>}
   */
  async delete() {
    if (this.#session) {
      const talk = this.#talk;
      this.deleting = true;
      this.#around.changed();
      // What the server no longer knows is gone just as well.
      const deleted = await this.#client.end(this.#session.session, true).then(() => true, isExpired);
      if (talk !== this.#talk) return deleted;
      this.deleting = false;
      this.#around.changed();
      if (!deleted) return false;
    }
    this.#drop();
    return true;
  }

  get remembers() {
    return this.#memory.remembered.get() !== null;
  }

  set remembers(wanted) {
    this.#memory.remembered.set(wanted ? this.#writtenSession() : null);
    this.#around.changed();
  }

  // ---- Asking ----

  /** @param {UserEntry} asked */
  async #ask(asked) {
    const talk = this.#talk;
    this.waiting = true;
    this.#around.changed();
    const answer = await this.#send(asked, talk).then(
      (turn) => () => this.#answered(turn),
      (error) => () => this.#refused(asked.id, error),
    );
    if (talk !== this.#talk) return;
    this.waiting = false;
    answer();
  }

  /**
   * @param {UserEntry} asked
   * @param {object} talk
   */
  async #send(asked, talk) {
    const known = this.#session;
    const { session } = known ?? (await this.#open(talk));
    try {
      return await this.#client.send(session, asked.id, asked.sent);
    } catch (error) {
      if (!known || !isExpired(error) || talk !== this.#talk || this.deleting) throw error;
      const fresh = await this.#renew(asked, talk);
      return this.#client.send(fresh.session, asked.id, asked.sent);
    }
  }

  /**
   * @param {UserEntry} asked
   * @param {object} talk
   */
  async #renew(asked, talk) {
    const wasTalk = this.entries.some(({ kind }) => kind === 'bot') || this.remembers;
    this.#keepSession(null);
    const fresh = await this.#open(talk);
    if (wasTalk) {
      /** @type {Entry} */
      const note = { kind: 'note', key: randomId(), at: Date.now(), says: 'expired' };
      this.#set(this.entries.flatMap((entry) => (entry === asked ? [note, asked] : { ...entry, past: true })));
    }
    return fresh;
  }

  /** @param {Turn} turn */
  #answered({ id, messages, masked }) {
    this.#failures = 0;
    const said = this.entries.map((entry) =>
      masked && entry.kind === 'user' && entry.id === id ? { ...entry, text: masked, sent: masked } : entry,
    );
    const answers = messages.map(
      (message) =>
        /** @type {BotEntry} */ ({ kind: 'bot', key: randomId(), id, at: Date.now(), message, rating: NO_RATING }),
    );
    this.#set([...said, ...answers]);
    if (!answers.length) this.#fail(id, 'noAnswer');
  }

  /**
   * @param {string} id
   * @param {unknown} error
   */
  #refused(id, error) {
    if (!(error instanceof RefusedError)) return this.#fail(id, 'noConnection');
    const signIn = SIGN_IN_CODES.includes(error.code);
    this.#fail(id, signIn ? 'signIn' : 'refused', error.message, error.waitSeconds);
    if (signIn) this.#around.signInNeeded(error);
  }

  /**
   * @param {string} id
   * @param {string} reason
   * @param {string} [detail]
   * @param {number} [waitSeconds]
   */
  #fail(id, reason, detail = '', waitSeconds = 0) {
    this.#failures += 1;
    const retryFrom = waitSeconds === Infinity ? null : Date.now() + waitSeconds * 1000;
    const lasting = this.#failures >= LASTING_FROM;
    this.#set([...this.entries, { kind: 'error', key: randomId(), id, reason, detail, retryFrom, lasting }]);
    // Half a second more, so that the clock is surely past the time.
    if (retryFrom && waitSeconds) setTimeout(this.#around.changed, waitSeconds * 1000 + 500);
  }

  /** The error the conversation stands at. */
  get #failed() {
    const last = this.entries[this.entries.length - 1];
    return last?.kind === 'error' ? last : null;
  }

  /**
   * The page went away before the answer came. The server may have made it all the same.
   * @param {UserEntry} asked
   */
  async #catchUp(asked) {
    const talk = this.#talk;
    const answered = this.entries.findLast((entry) => entry.kind === 'bot' && !entry.past);
    const after = answered?.kind === 'bot' ? answered.id : '';
    const turns = this.#session ? await this.#client.missed(this.#session.session, after).catch(() => []) : [];
    // Meanwhile another conversation may have begun, or this one gone on.
    if (talk !== this.#talk || this.isBusy || this.#unanswered !== asked) return;
    const turn = turns.find(({ id }) => id === asked.id);
    if (turn) this.#answered(turn);
    else this.#fail(asked.id, 'unanswered');
  }

  // ---- The session ----

  /** Signed-in people are greeted by their role, and hear at once if the sign-in is wrong. */
  async #openEarly() {
    const talk = this.#talk;
    try {
      await this.#open(talk);
    } catch (error) {
      // A failing network is told of when there is something to send.
      if (talk === this.#talk && error instanceof RefusedError) this.#refused('', error);
    }
  }

  /** @type {Promise<Session> | null} */
  #opening = null;

  /**
   * @param {object} talk
   * @returns {Promise<Session>}
   */
  #open(talk) {
    if (this.#opening) return this.#opening;
    const asked = this.#around.opening();
    const person = personOf(asked.token);
    // Whatever comes of it: what is said from here on is theirs.
    if (person) this.#memory.person.set(person);
    const opening = this.#client
      .open(asked)
      .then(({ session, role }) => {
        if (talk !== this.#talk) throw new ConnectionError('the conversation was ended meanwhile');
        const opened = { session, role, person };
        this.role = role;
        this.#keepSession(opened);
        return opened;
      })
      .finally(() => {
        if (this.#opening === opening) this.#opening = null;
        this.#around.changed();
      });
    this.#opening = opening;
    return opening;
  }

  /** @param {Session | null} session */
  #keepSession(session) {
    this.#session = session;
    this.#memory.session.set(session && JSON.stringify(session));
    if (this.remembers) this.#memory.remembered.set(this.#writtenSession());
  }

  #writtenSession() {
    return this.#session ? JSON.stringify(this.#session) : '';
  }

  /** What one person said is not for the next who signs in; what was said before signing in is one's own. */
  #leaveToNextPerson() {
    const person = personOf(this.#around.opening().token);
    const before = this.#memory.person.get();
    if (!person || person === before) return;
    if (before) this.handOver();
    else this.#keepSession(null);
  }

  #drop() {
    this.#talk = {};
    this.#opening = null;
    this.#failures = 0;
    this.waiting = this.deleting = false;
    this.role = null;
    this.#keepSession(null);
    this.#memory.person.set(null);
    this.#set([]);
  }

  // ---- What was said ----

  /** @param {Entry[]} entries */
  #set(entries) {
    this.entries = entries;
    this.#memory.history.set(writeHistory(entries));
    this.#around.changed();
  }

  /**
   * @param {string} key
   * @param {Rating} rating
   */
  #setRating(key, rating) {
    this.#set(this.entries.map((entry) => (entry.kind === 'bot' && entry.key === key ? { ...entry, rating } : entry)));
  }
}

/** @param {unknown} error */
function isExpired(error) {
  return error instanceof RefusedError && error.code === 'session-expired';
}

/**
 * @param {string | null} text
 * @returns {Session | null}
 */
function readSession(text) {
  const kept = Object(parseKept(text));
  if (!string(kept.session)) return null;
  return {
    session: kept.session,
    role: ROLES.includes(kept.role) ? kept.role : null,
    person: string(kept.person) || null,
  };
}
