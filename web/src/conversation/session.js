import { ConnectionError, roleIn } from './chat-client.js';
import { parseKept } from './memory.js';
import { string } from './messages.js';
import { personOf } from './person.js';

/**
 * @typedef {import('./chat-client.js').Role} Role
 * @typedef {{ session: string, role: Role | null, chosen: Role | null, person: string | null }} Known
 */

/** Whoever works here is answered alike, at the school and beside it. */
const VOICES = { medarbejder: 'medarbejder', skole: 'medarbejder', foraelder: 'foraelder' };

/** The session with the server, the only key to the conversation: opened once, kept for the tab or for other days. */
export class Session {
  /** Stands for the talk under way: what arrives for an earlier one is to be dropped. */
  talk = {};
  /** @type {Role | null} what the server read from the sign-in, or the page told; it outlives an expired session */
  told;
  /** @type {Role | null} what the person said herself; it goes before what was told */
  chosen;

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
    this.told = this.#known?.role ?? null;
    this.chosen = this.#known?.chosen ?? null;
    memory.person.set(this.person ?? this.#known?.person ?? null);
  }

  /** What the server knows the conversation by; null before it was opened. */
  get key() {
    return this.#known?.session ?? null;
  }

  /** Who writes, as far as that is known. */
  get role() {
    return this.chosen ?? this.told;
  }

  /** @param {Role} role */
  choose(role) {
    this.chosen = role;
    if (this.#known) this.#keep(this.#known);
    this.#around.changed();
  }

  /**
   * The server answers in this voice now: the person may have said in words who she is.
   * @param {Role | null} voice
   */
  heard(voice) {
    if (voice && (!this.role || VOICES[this.role] !== voice)) this.choose(voice);
  }

  /** Nothing was said yet in this tab: one who chose on another day is greeted as such. */
  meetAgain() {
    this.told = this.role;
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
    const { chosen } = this;
    const opening = { ...this.#around.opening(), ...(chosen && { role: chosen }) };
    const person = personOf(opening.token);
    // Whatever comes of it: what is said from here on is theirs.
    if (person) this.#memory.person.set(person);
    const arriving = this.#client
      .open(opening)
      .then(({ session, role }) => {
        if (talk !== this.talk) throw new ConnectionError('the conversation was ended meanwhile');
        // Else it is but the echo of what was chosen.
        if (!chosen) this.told = role;
        this.#keep({ session, role: this.told, chosen: this.chosen, person });
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
    this.told = this.chosen = null;
    this.forget();
    this.#memory.person.set(null);
  }

  /** @param {Known | null} known */
  #keep(known) {
    this.#known = known && { ...known, chosen: this.chosen };
    this.#memory.session.set(this.#known && JSON.stringify(this.#known));
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
    role: roleIn(kept.role),
    chosen: roleIn(kept.chosen),
    person: string(kept.person) || null,
  };
}
