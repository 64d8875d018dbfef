/** The conversation of this tab as it is kept over page changes. Errors are not: after a reload one asks afresh. */
import { parseKept } from './memory.js';
import { asSent, list, readMessage, string } from './messages.js';

/**
 * `key` tells one line from all others; `id` is the id of the user's message, which its answer and error share.
 * `past`: of an earlier session that the server no longer knows.
 * @typedef {import('./messages.js').BotMessage} BotMessage
 * @typedef {{ helped: boolean | null, reason: string | null }} Rating
 * @typedef {{ kind: 'user', key: string, id: string, at: number, text: string, sent: string, past?: boolean }} UserEntry
 * @typedef {{
 *   kind: 'bot', key: string, id: string, at: number, message: BotMessage, rating: Rating, past?: boolean
 * }} BotEntry
 * @typedef {{ kind: 'note', key: string, says: 'expired', at: number }} NoteEntry
 * @typedef {{
 *   kind: 'error', key: string, id: string, reason: string, detail: string, retryFrom: number | null, lasting: boolean
 * }} ErrorEntry  `reason` is a text of our own, used when the server gave no `detail`; `retryFrom` null: no use trying.
 * @typedef {UserEntry | BotEntry | NoteEntry | ErrorEntry} Entry
 */

const MOST_ENTRIES = 100;

/** The reason of whoever wrote one herself: the tab alone knows it, so that it is not asked again. */
export const IN_OWN_WORDS = 'egne-ord';

/** @type {Rating} */
export const NO_RATING = { helped: null, reason: null };

/**
 * @param {Entry[]} entries
 * @returns {string | null}
 */
export function writeHistory(entries) {
  const kept = entries
    .filter((entry) => entry.kind !== 'error')
    .slice(-MOST_ENTRIES)
    .map((entry) => (entry.kind === 'bot' ? { ...entry, message: asSent(entry.message) } : entry));
  return kept.length ? JSON.stringify(kept) : null;
}

/**
 * @param {string | null} text
 * @returns {Entry[]} whatever of it is sound
 */
export function readHistory(text) {
  return list(parseKept(text)).slice(-MOST_ENTRIES).flatMap((kept, index) => readEntry(kept, `kept-${index}`) ?? []);
}

/**
 * @param {any} kept
 * @param {string} key
 * @returns {Entry | null}
 */
function readEntry(kept, key) {
  // Beyond what a Date can hold, writing the time out would throw.
  const at = Math.abs(kept.at) <= 8.64e15 ? kept.at : 0;
  const line = { key, at, id: string(kept.id), past: kept.past === true };
  if (kept.kind === 'note') return { key, at, kind: 'note', says: 'expired' };
  if (!/^[\w-]{8,64}$/.test(line.id)) return null;
  if (kept.kind === 'user') return { ...line, kind: 'user', text: string(kept.text), sent: string(kept.sent) };
  const message = readMessage(kept.message);
  return kept.kind === 'bot' && message ? { ...line, kind: 'bot', message, rating: readRating(kept.rating) } : null;
}

/**
 * @param {any} kept
 * @returns {Rating}
 */
function readRating(kept) {
  if (typeof kept?.helped !== 'boolean') return NO_RATING;
  return { helped: kept.helped, reason: string(kept.reason) || null };
}
