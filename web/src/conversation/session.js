import { ConnectionError, ROLES } from './chat-client.js';
import { parseKept } from './memory.js';
import { string } from './messages.js';
import { personOf } from './person.js';

/** @typedef {{ session: string, role: string | null, person: string | null }} Known */

/** The session with the server, the only key to the conversation: opened once, kept for the tab or for other days. */
export class Session {
  /** Stands for the talk under way: what arrives for an earlier one is to be dropped. */
  talk = {};
  /** @type {string | null} what the server read from the sign-in, or was told; it outlives a session that expired */
  role;

  #client;
  #memory;
  #around;
  /** @type {Known | null} */
  #known;
  /** @type {Promise<string> | null} */
  #arriving = null;

  /**
   * @param {import('./chat-client.js').ChatClient} client
   * @param {import('./memory.js').Memory} memory
   * @param {Pick<import('./conversation.js').Surroundings, 'opening' | 'changed'>} around
   */
  constructor(client, memory, around) {
    this.#client = client;
    this.#memory = memory;
    this.#around = around;
    this.#known = read(memory.session.get()) ?? read(memory.remembered.get());
    this.role = this.#known?.role ?? null;
    memory.person.set(this.person ?? this.#known?.person ?? null);
  }

  /** What the server knows the conversation by; null before it was opened. */
  get key() {
    return this.#known?.session ?? null;
  }

  /** Whether the server is being asked for it. */
  get isArriving() {
    return this.#arriving !== null;
  }

  /** Whose talk it is, as a fingerprint; null for one nobody has signed in for. */
  get person() {
    return this.#memory.person.get();
  }

  /** Who is signed in to the page, as a fingerprint. */
  get signedIn() {
    return personOf(this.#around.opening().token);
  }

  /** Whether the browser keeps it for other days. */
  get remembers() {
    return this.#memory.remembered.get() !== null;
  }

  set remembers(wanted) {
    const written = this.#known ? JSON.stringify(this.#known) : '';
    this.#memory.remembered.set(wanted ? written : null);
    this.#around.changed();
  }

  /**
   * Asks the server for a session. Two that want one get the same.
   * @returns {Promise<string>} its key
   */
  open() {
    if (this.#arriving) return this.#arriving;
    const { talk } = this;
    const opening = this.#around.opening();
    const person = personOf(opening.token);
    // Whatever comes of it: what is said from here on is theirs.
    if (person) this.#memory.person.set(person);
    const arriving = this.#client
      .open(opening)
      .then(({ session, role }) => {
        if (talk !== this.talk) throw new ConnectionError('the conversation was ended meanwhile');
        this.role = role;
        this.#keep({ session, role, person });
        return session;
      })
      .finally(() => {
        if (this.#arriving === arriving) this.#arriving = null;
        this.#around.changed();
      });
    this.#arriving = arriving;
    return arriving;
  }

  /** The server does not know it any more, or is to make another. The talk goes on. */
  forget() {
    this.#keep(null);
  }

  /** The talk is over. */
  end() {
    this.talk = {};
    this.#arriving = null;
    this.role = null;
    this.forget();
    this.#memory.person.set(null);
  }

  /** @param {Known | null} known */
  #keep(known) {
    this.#known = known;
    this.#memory.session.set(known && JSON.stringify(known));
    if (this.remembers) this.remembers = true;
  }
}

/**
 * @param {string | null} text
 * @returns {Known | null}
 */
function read(text) {
  const kept = Object(parseKept(text));
  if (!string(kept.session)) return null;
  return {
    session: kept.session,
    role: ROLES.includes(kept.role) ? kept.role : null,
    person: string(kept.person) || null,
  };
}
