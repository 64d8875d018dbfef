import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_RATING, readHistory, writeHistory } from '../src/conversation/history.js';
import { readMessage } from '../src/conversation/messages.js';

const ASKED = { kind: 'user', key: 'k1', id: 'id-000001', at: 1000, text: 'Hej', sent: '/hej' };
const ANSWER = {
  kind: 'bot',
  key: 'k2',
  id: 'id-000001',
  at: 2000,
  message: readMessage({ text: 'Hej selv', custom: { card: 'kort' } }),
  rating: { helped: false, reason: 'forkert' },
  past: true,
};
const NOTE = { kind: 'note', key: 'k3', says: 'expired', at: 3000 };
const ERROR = { kind: 'error', key: 'k4', id: 'id-000001', reason: 'noAnswer', detail: '', retryFrom: 0, lasting: false };

const kept = (entries) => readHistory(writeHistory(/** @type {any} */ (entries)));

test('what was said is read back; errors are not kept', () => {
  assert.deepEqual(kept([ASKED, ANSWER, NOTE, ERROR]), [
    { ...ASKED, key: 'kept-0', past: false },
    { ...ANSWER, key: 'kept-1' },
    { ...NOTE, key: 'kept-2' },
  ]);
  assert.equal(writeHistory(/** @type {any} */ ([ERROR])), null);
  assert.equal(writeHistory([]), null);
});

test('only the last hundred lines are kept and read', () => {
  const many = Array.from({ length: 130 }, (_, index) => ({ ...ASKED, text: String(index) }));
  const texts = kept(many).map((entry) => /** @type {any} */ (entry).text);
  assert.deepEqual([texts.length, texts[0], texts[99]], [100, '30', '129']);
  assert.equal(readHistory(JSON.stringify(many)).length, 100);
});

test('of what another script wrote there, only what is sound is believed', () => {
  const read = (...wild) => readHistory(JSON.stringify(wild));
  assert.deepEqual(read({ ...ASKED, id: 'x' }), [], 'too short for an id');
  assert.deepEqual(read({ ...ASKED, id: '../../session' }), []);
  assert.deepEqual(read({ ...ASKED, id: 'a'.repeat(65) }), []);
  assert.deepEqual(read({ ...ASKED, kind: 'error' }), []);
  assert.deepEqual(read({ ...ASKED, kind: '__proto__' }), []);
  assert.deepEqual(read({ ...ANSWER, message: 'Hej' }), []);
  assert.deepEqual(read(null, 1, 'x', [ASKED]), []);
  assert.deepEqual(readHistory('{"0":{}}'), []);
  assert.deepEqual(readHistory('no JSON'), []);
  assert.deepEqual(readHistory(null), []);
  const [note] = read({ kind: 'note', says: '<b>', at: 'now' });
  assert.deepEqual(note, { kind: 'note', key: 'kept-0', says: 'expired', at: 0 });
});

test('a time that no Date can hold becomes one that it can', () => {
  for (const at of [8.64e15 + 1, -9e15, null, 'x', {}, 1e400]) {
    const [entry] = readHistory(JSON.stringify([{ ...ASKED, at }]));
    assert.doesNotThrow(() => new Date(/** @type {any} */ (entry).at).toISOString(), String(at));
  }
});

test('a rating is one of ours or none', () => {
  const rating = (wild) => /** @type {any} */ (readHistory(JSON.stringify([{ ...ANSWER, rating: wild }]))[0]).rating;
  assert.deepEqual(rating({ helped: true, reason: 5 }), { helped: true, reason: null });
  assert.deepEqual(rating({ helped: 'yes', reason: 'x' }), NO_RATING);
  assert.deepEqual(rating(null), NO_RATING);
});
