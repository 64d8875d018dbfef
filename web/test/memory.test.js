import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { Memory, parseKept } from '../src/conversation/memory.js';
import { giveStorages } from './storages.js';

afterEach(() => giveStorages());

test('what is kept is there after a page change, for this server and site alone', () => {
  giveStorages();
  new Memory('https://a.example/chat/', 'by').draft.set('Hej');
  assert.equal(new Memory('https://a.example/chat/', 'by').draft.get(), 'Hej');
  assert.equal(new Memory('https://a.example/chat/', '').draft.get(), null);
  assert.equal(new Memory('https://b.example/chat/', 'by').draft.get(), null);
});

test('only what is to be remembered, and how large the text is, outlives the tab', () => {
  const { tab, browser } = giveStorages();
  const memory = new Memory('https://a.example/', '');
  for (const kept of Object.values(memory)) kept.set('x');
  assert.deepEqual(
    [...browser.keys()],
    ['skolebro.remembered:https://a.example/#', 'skolebro.text-size:https://a.example/#'],
  );
  assert.equal(tab.size, 5);
  for (const kept of Object.values(memory)) kept.set(null);
  assert.equal(tab.size + browser.size, 0, 'forgotten without a trace');
});

test('an empty text is kept as one', () => {
  giveStorages();
  const memory = new Memory('https://a.example/', '');
  memory.remembered.set('');
  assert.equal(memory.remembered.get(), '');
});

test('where the storage is blocked, the page remembers for itself', () => {
  const blocked = { get: () => assert.fail('blocked') };
  Object.defineProperty(globalThis, 'sessionStorage', { ...blocked, configurable: true });
  const memory = new Memory('https://a.example/', '');
  assert.equal(memory.draft.get(), null);
  memory.draft.set('Hej');
  assert.equal(memory.draft.get(), 'Hej');
  memory.draft.set(null);
  assert.equal(memory.draft.get(), null);
});

test('where the storage is full, the old text is not taken for the new one', () => {
  const { tab } = giveStorages();
  const memory = new Memory('https://a.example/', '');
  memory.draft.set('gammel');
  sessionStorage.setItem = () => assert.fail('full');
  memory.draft.set('ny');
  assert.equal(memory.draft.get(), 'ny');
  assert.equal(tab.size, 0);
});

test('what is no JSON is nothing', () => {
  for (const text of [null, '', '{', 'undefined', '[1,']) assert.equal(parseKept(text), null);
  assert.deepEqual(parseKept('{"a":[1]}'), { a: [1] });
});
