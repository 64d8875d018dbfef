import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asSent, list, readMessage, readMessages, string } from '../src/conversation/messages.js';

const SENT = {
  text: 'Hej',
  buttons: [{ title: 'Spring over', payload: '/skip', kind: 'skip' }],
  custom: {
    outcome: 'walkthrough',
    card: 'kort',
    voice: 'foraelder',
    progress: { part: 'Formål', number: 2, of: 4, can_go_back: true, can_skip: true, answered: 'formaalet' },
    line_payloads: ['/correct_this{"question":"formaalet"}'],
    sources: [{ title: 'Samarbejde i praksis' }],
    attachments: [{ title: 'Plan', url: '/chat/plan/1.svg', alt: 'Et billede' }],
  },
};

test('a message is read, and written as it was sent', () => {
  const message = readMessage(SENT);
  assert.equal(message?.text, 'Hej');
  assert.equal(message?.attachments[0].alt, 'Et billede');
  assert.deepEqual(asSent(/** @type {any} */ (message)), SENT);
});

test('what is missing is empty', () => {
  const empty = { text: '', buttons: [], outcome: '', card: '', sources: [], voice: '', attachments: [], progress: null, line_payloads: [] };
  assert.deepEqual(readMessage({}), empty);
  assert.deepEqual(readMessage({ custom: null, buttons: null, text: null }), empty);
});

test('nothing of another kind is let in', () => {
  for (const wild of [null, undefined, 0, 1, '', 'Hej', true, () => 1]) assert.equal(readMessage(wild), null);
  const message = readMessage({
    text: { toString: () => 'Hej' },
    buttons: [null, 'Ja', { title: 'Ja' }, { payload: '/yes' }, { title: 1, payload: '/yes' }, { title: '', payload: '/x' }],
    custom: { outcome: ['crisis'], card: 7, attachments: [{ title: 'uden adresse' }, { url: {} }, 5, { url: '/x' }] },
    extra: 'x',
  });
  assert.deepEqual(message, {
    text: '',
    buttons: [],
    outcome: '',
    card: '',
    sources: [],
    voice: '',
    attachments: [{ title: '', url: '/x', alt: '' }],
    progress: null,
    line_payloads: [],
  });
});

test('progress is whole and possible, or there is none', () => {
  const read = (progress) => readMessage({ custom: { progress } })?.progress;
  const sound = { part: 'Formål', number: 1, of: 1 };
  assert.deepEqual(read(sound), { ...sound, can_go_back: false, can_skip: false, answered: '' });
  assert.equal(read({ ...sound, can_go_back: 'yes' })?.can_go_back, false);
  for (const wild of [null, 'x', {}, { ...sound, part: '' }, { ...sound, number: 2 }, { ...sound, number: 0 }, { ...sound, of: 'x' }]) {
    assert.equal(read(wild), null, JSON.stringify(wild));
  }
});

test('of several, the sound ones are kept', () => {
  assert.deepEqual(
    readMessages([null, { text: 'a' }, 'b', { text: 'c' }]).map(({ text }) => text),
    ['a', 'c'],
  );
  assert.deepEqual(readMessages({ length: 1, 0: { text: 'a' } }), []);
});

test('a text is a text, and a list has objects', () => {
  assert.equal(string(12), '');
  assert.equal(string('x'), 'x');
  assert.deepEqual(list([1, null, { a: 1 }, 'x']), [{ a: 1 }]);
  assert.deepEqual(list('abc'), []);
});
