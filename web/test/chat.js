import { beforeEach } from 'node:test';
import { ChatClient } from '../src/conversation/chat-client.js';
import { Conversation } from '../src/conversation/conversation.js';
import { Memory } from '../src/conversation/memory.js';
import { serve } from './server.js';
import { giveStorages } from './storages.js';

/**
 * What the browser keeps; empty before each test.
 * @type {ReturnType<typeof giveStorages>}
 */
export let storages;
beforeEach(() => void (storages = giveStorages()));

/**
 * A conversation with a server that opens s1, s2 ... and answers each message with "svar: ...", but for what `says`
 * tells it for a path. A second one with the same server is the page after a reload.
 */
export async function chat() {
  let sessions = 0;
  /** @type {Record<string, (asked: import('./server.js').Asked) => any>} what the server says instead */
  const says = {};
  const { base, asked } = await serve((request) => {
    const [path] = request.path.split('?');
    const name = request.method === 'DELETE' ? 'end' : path;
    if (says[name]) return says[name](request);
    if (name === 'session') return { body: { session: `s${(sessions += 1)}`, role: request.body.role ?? null } };
    if (name === 'message') return { body: { messages: [{ text: `svar: ${request.body.message}` }] } };
    if (name === 'messages') return { body: { turns: [] } };
    return { status: 204 };
  });
  const page = { token: '', role: undefined };
  const told = { changes: 0, signIns: /** @type {string[]} */ ([]), handedOver: 0 };
  const begin = () =>
    new Conversation(new ChatClient(base), new Memory(base, ''), {
      opening: () => ({ token: page.token || undefined, role: page.role }),
      changed: () => void (told.changes += 1),
      signInNeeded: ({ code }) => void told.signIns.push(code),
      handedOver: () => void (told.handedOver += 1),
    });
  return { conversation: begin(), begin, says, asked, page, told };
}

/** What the log shows: "> " for the person, "! " for an error. */
export function lines({ entries }) {
  return entries.map((entry) => {
    if (entry.kind === 'user') return `> ${entry.text}`;
    if (entry.kind === 'bot') return entry.message.text;
    return entry.kind === 'note' ? `(${entry.says})` : `! ${entry.reason}`;
  });
}

/** What the server was asked, with the key of the session. */
export const paths = (asked) => asked.map(({ method, path, key }) => `${method} ${path} ${key}`.trim());

/** Long enough for what is on its way to the server to be there. */
export const moment = () => new Promise((soon) => setTimeout(soon, 50));

/** Something that is settled from outside. */
export function later() {
  let settle = (_) => {};
  const promise = new Promise((resolve) => (settle = resolve));
  return { promise, settle };
}
