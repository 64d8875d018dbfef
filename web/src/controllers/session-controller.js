import { ChatClient, roleIn } from '../conversation/chat-client.js';
import { Conversation } from '../conversation/conversation.js';
import { Memory } from '../conversation/memory.js';
import { Controller } from './controller.js';

/** A page that answers each request for a token with one that is refused, too, must not go round in circles. */
const ASK_AGAIN_MS = 30_000;

/**
 * The talk with one server and site, for as long as the page names these. Tells it who signs in and out, and when the
 * network is back. What asks the server waits until the element has rendered.
 */
export class SessionController extends Controller {
  offline = !navigator.onLine;
  /** Whether the chat was shown with this server, if only once. */
  wasShown = false;
  /** @type {Memory} there from the first update on, as is the conversation */
  memory = /** @type {any} */ (null);
  /** @type {Conversation} */
  conversation = /** @type {any} */ (null);

  #askedForSignIn = 0;
  /** @type {{ server?: string | null, site?: string | null, token?: string | null }} as of the last update */
  #before = {};

  /** @param {{ signal: AbortSignal }} onPage */
  listen(onPage) {
    window.addEventListener('online', this.#networkChanged, onPage);
    window.addEventListener('offline', this.#networkChanged, onPage);
  }

  hostUpdate() {
    const { server, site, token, inline, shown } = this.host;
    const { conversation } = this;
    const before = this.#before;
    this.#before = { server, site, token };
    if (before.token && !token) this.#afterwards(() => conversation.handOver());
    if (!conversation || server !== before.server || site !== before.site) this.#connect();
    else if (token && token !== before.token && this.wasShown) this.#afterwards(() => conversation.signedIn());
    if (inline && !shown) this.show();
  }

  show() {
    this.host.shown = true;
    if (this.wasShown) return;
    this.wasShown = true;
    this.#afterwards(() => this.conversation.start());
  }

  /** Begins with a server: its theme, and what the tab remembers of it. */
  #connect() {
    const { host } = this;
    const client = new ChatClient(host.base);
    const memory = new Memory(host.base, host.site ?? '');
    this.memory = memory;
    this.conversation = new Conversation(client, memory, {
      opening: () => ({
        site: host.site || undefined,
        role: roleIn(host.startRole) ?? undefined,
        token: host.token || undefined,
      }),
      changed: this.changed,
      signInNeeded: ({ code, message }) => this.#askForSignIn(code, message),
      handedOver: () => {
        memory.draft.set(null);
        this.#clear();
        this.parts.notices.tell(host.t.begun, { seen: true });
      },
    });
    this.parts.theme.reset(client);
    this.#clear();
    this.#afterwards(() => this.#loadTheme());
    this.wasShown = false;
    const open = memory.open.get();
    if (host.shown || host.inline || open === 'yes' || (host.startsOpen && open !== 'no')) this.show();
  }

  /** Nothing of another talk stays where it can be seen: only what the tab keeps of this one. */
  #clear() {
    const { speech, ending, picture, composer } = this.parts;
    speech.stop();
    ending.forget();
    picture.close();
    composer.fill();
  }

  async #loadTheme() {
    const { theme } = this.parts;
    await theme.load();
    const { token, shown } = this.host;
    if (theme.current.signIn === 'required' && !token && shown) this.#askForSignIn('sign-in-required', '');
  }

  /** @param {() => unknown} ask */
  #afterwards(ask) {
    this.host.updateComplete.then(ask);
  }

  #networkChanged = () => {
    this.offline = !navigator.onLine;
    this.changed();
    if (!this.offline) this.conversation?.reconnected();
  };

  /**
   * @param {string} reason
   * @param {string} detail
   */
  #askForSignIn(reason, detail) {
    if (Date.now() - this.#askedForSignIn < ASK_AGAIN_MS) return;
    this.#askedForSignIn = Date.now();
    this.host.dispatchEvent(
      new CustomEvent('skolebro-sign-in', { bubbles: true, composed: true, detail: { reason, detail } }),
    );
  }
}
