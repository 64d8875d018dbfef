import { RefusedError, roleIn } from './chat-client.js';
import { IN_OWN_WORDS } from './history.js';
import { Log } from './log.js';
import { Session } from './session.js';

/**
 * @typedef {import('./history.js').BotEntry} BotEntry
 * @typedef {import('./history.js').ErrorEntry} ErrorEntry
 * @typedef {import('./history.js').Rating} Rating
 * @typedef {import('./history.js').UserEntry} UserEntry
 * @typedef {{
 *   opening: () => import('./chat-client.js').Opening, changed: () => void,
 *   signInNeeded: (refused: RefusedError) => void, handedOver: () => void
 * }} Surroundings  `opening`: what the page says of itself right now; `handedOver`: somebody else is at the browser.
 */

const SIGN_IN_CODES = ['sign-in-required', 'token-refused'];

/**
 * The conversation: what is asked, what is being waited for, and how it ends.
 * Knows nothing about how it is shown; tells `changed` when there is something new to show.
 */
export class Conversation {
  /** An answer is on its way. */
  waiting = false;
  /** The server is asked to delete it all. */
  deleting = false;

  #client;
  #around;
  #log;
  #session;
  /** Ratings go one after the other, so that the last one pressed is the one that counts. */
  #rated = Promise.resolve();

  /**
   * @param {import('./chat-client.js').ChatClient} client
   * @param {import('./memory.js').Memory} memory
   * @param {Surroundings} around
   */
  constructor(client, memory, around) {
    this.#client = client;
    this.#around = around;
    this.#log = new Log(memory.history, around.changed);
    this.#session = new Session(client, memory, around);
    if (this.isEmpty) this.#session.meetAgain();
  }

  get entries() {
    return this.#log.entries;
  }

  /** Who writes: as she chose, else as the server read from the sign-in or was told; null before that is known. */
  get role() {
    return this.#session.role;
  }

  /** The role one is greeted in: a choice comes after the greeting, and does not change it. */
  get greetedRole() {
    return this.#session.told;
  }

  /** The message whose question waits for an answer in a guided conversation; null where none does. */
  get question() {
    const last = this.entries.findLast((entry) => entry.kind === 'bot' && !entry.past);
    return last?.kind === 'bot' && last.message.progress ? last.message : null;
  }

  /** Whether nothing would be lost by starting anew. */
  get isEmpty() {
    return this.#log.isEmpty;
  }

  /** Whether nothing may be sent right now. */
  get isBusy() {
    return this.waiting || this.deleting;
  }

  /** Whether the server knows of it, if only from another day. */
  get isOpen() {
    return this.#session.key !== null;
  }

  /** Nothing was said yet, and who is signed in is being asked: the greeting depends on it. */
  get isMeeting() {
    return this.isEmpty && this.#session.isArriving;
  }

  /** Whether the browser keeps the session, never words, for other days. */
  get remembers() {
    return this.#session.remembers;
  }

  set remembers(wanted) {
    this.#session.remembers = wanted;
  }

  // ---- Asking ----

  /** The chat is shown: sign in if one can, and fetch what was missed. */
  async start() {
    this.#leaveToNextPerson();
    if (this.#session.signedIn && !this.isOpen) await this.#openEarly();
    const { unanswered, failed } = this.#log;
    if (unanswered && !this.isBusy && !failed) await this.#catchUp(unanswered);
  }

  /**
   * @param {string} shown what the log shows
   * @param {string} [sent] what the server gets
   */
  say(shown, sent = shown) {
    return this.#ask(this.#log.ask(shown, sent));
  }

  /**
   * Says who writes, with what says so to the server.
   * @param {import('./chat-client.js').Role} role
   * @param {string} shown
   * @param {string} sent
   */
  choose(role, shown, sent) {
    this.#session.choose(role);
    return this.say(shown, sent);
  }

  /**
   * Sends the failed message once more, under the same id; its bubble is already in the log.
   * @param {ErrorEntry} failed
   */
  async retry(failed) {
    if (this.isBusy) return;
    const asked = this.#log.messageOf(failed);
    this.#log.remove(failed);
    if (asked) await this.#ask(asked);
    else await this.start();
  }

  /** The network is back. */
  reconnected() {
    const { failed } = this.#log;
    if (failed?.reason === 'noConnection') return this.retry(failed);
  }

  /** The page has a (new) token. */
  signedIn() {
    if (this.#log.failed?.reason === 'signIn') {
      this.#leaveToNextPerson();
      const { failed } = this.#log;
      if (failed) return this.retry(failed);
    }
    return this.start();
  }

  /**
   * @param {BotEntry} entry
   * @param {Rating} rating
   * @returns {Promise<boolean>} whether the server has it
   */
  async rate(entry, rating) {
    const { key } = this.#session;
    if (!key) return false;
    const before = entry.rating;
    this.#log.rate(entry.key, rating);
    const sending = this.#rated.then(() =>
      this.#client.rate(key, { id: entry.id, card: entry.message.card, ...rating }),
    );
    this.#rated = sending.catch(() => {});
    try {
      await sending;
      return true;
    } catch {
      this.#log.rate(entry.key, before);
      return false;
    }
  }

  /**
   * What was wrong with an answer, in one's own words.
   * @param {BotEntry} entry
   * @param {string} words
   * @returns {Promise<boolean>} whether the server has it
   */
  async remark({ key: line, message }, words) {
    const { key } = this.#session;
    const sent = key && (await this.#client.remark(key, { card: message.card, words }).then(() => true, () => false));
    if (sent) this.#log.rate(line, { helped: false, reason: IN_OWN_WORDS });
    return Boolean(sent);
  }

  /** @param {UserEntry} asked */
  async #ask(asked) {
    const { talk } = this.#session;
    this.waiting = true;
    this.#around.changed();
    const answer = await this.#send(asked).then(
      (turn) => () => this.#answered(turn),
      (error) => () => this.#refused(asked.id, error),
    );
    if (talk !== this.#session.talk) return;
    this.waiting = false;
    answer();
  }

  /** @param {UserEntry} asked */
  async #send(asked) {
    const { key, talk } = this.#session;
    try {
      return await this.#client.send(key ?? (await this.#session.open()), asked.id, asked.sent, this.#session.chosen);
    } catch (error) {
      // A session that was opened just now has not expired: another would not be better.
      if (!key || !isExpired(error) || talk !== this.#session.talk || this.deleting) throw error;
      return this.#client.send(await this.#renew(asked), asked.id, asked.sent, this.#session.chosen);
    }
  }

  /** @param {UserEntry} asked */
  async #renew(asked) {
    const wasTalk = this.entries.some(({ kind }) => kind === 'bot') || this.remembers;
    this.#session.forget();
    const key = await this.#session.open();
    if (wasTalk) this.#log.beginAgainWith(asked);
    return key;
  }

  /** @param {import('./chat-client.js').Turn} turn */
  #answered(turn) {
    this.#session.heard(roleIn(turn.messages.at(-1)?.voice));
    this.#log.answer(turn);
    if (!turn.messages.length) this.#log.fail(turn.id, 'noAnswer');
  }

  /**
   * @param {string} id
   * @param {unknown} error
   */
  #refused(id, error) {
    if (!(error instanceof RefusedError)) return this.#log.fail(id, 'noConnection');
    const signIn = SIGN_IN_CODES.includes(error.code);
    this.#log.fail(id, signIn ? 'signIn' : 'refused', error.message, error.waitSeconds);
    if (signIn) this.#around.signInNeeded(error);
  }

  /**
   * The page went away before the answer came. The server may have made it all the same.
   * @param {UserEntry} asked
   */
  async #catchUp(asked) {
    const { key, talk } = this.#session;
    const turns = key ? await this.#client.missed(key, this.#log.answered).catch(() => []) : [];
    // Meanwhile another conversation may have begun, or this one gone on.
    if (talk !== this.#session.talk || this.isBusy || this.#log.unanswered !== asked) return;
    const turn = turns.find(({ id }) => id === asked.id);
    if (turn) this.#answered(turn);
    else this.#log.fail(asked.id, 'unanswered');
  }

  /** Signed-in people are greeted by their role, and hear at once if the sign-in is wrong. */
  async #openEarly() {
    const { talk } = this.#session;
    try {
      await this.#session.open();
    } catch (error) {
      // A failing network is told of when there is something to send.
      if (talk === this.#session.talk && error instanceof RefusedError) this.#refused('', error);
    }
  }

  // ---- Ending ----

  /** Ends the conversation here at once, and on the server without waiting for it. */
  leave() {
    const { key } = this.#session;
    if (key && !this.deleting) this.#client.end(key, false).catch(() => {});
    this.#drop();
  }

  /** Somebody else is at the browser now. Nothing is left to them, nor does the wish to be remembered hold for them. */
  handOver() {
    this.remembers = false;
    this.leave();
    this.#around.handedOver();
  }

  /**
   * Deletes the conversation and the papers made in it. One must be able to rely on it: nothing is dropped before the
   * server said so.
   * @returns {Promise<boolean>}
   */
  async delete() {
    const { key, talk } = this.#session;
    if (key) {
      this.deleting = true;
      this.#around.changed();
      // What the server no longer knows is gone just as well.
      const deleted = await this.#client.end(key, true).then(() => true, isExpired);
      if (talk !== this.#session.talk) return deleted;
      this.deleting = false;
      this.#around.changed();
      if (!deleted) return false;
    }
    this.#drop();
    return true;
  }

  /** What one person said is not for the next who signs in; what was said before signing in is one's own. */
  #leaveToNextPerson() {
    const { person, signedIn } = this.#session;
    if (!signedIn || signedIn === person) return;
    if (person) this.handOver();
    else this.#session.forget();
  }

  #drop() {
    this.waiting = this.deleting = false;
    this.#session.end();
    this.#log.clear();
  }
}

/** @param {unknown} error */
function isExpired(error) {
  return error instanceof RefusedError && error.code === 'session-expired';
}
