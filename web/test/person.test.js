import assert from 'node:assert/strict';
import { test } from 'node:test';
import { personOf } from '../src/conversation/person.js';
import { randomId } from '../src/conversation/random-id.js';
import { tokenOf } from './server.js';

test('the same person is told from another, whatever else the token says', () => {
  const one = personOf(tokenOf({ iss: 'a', sub: 'æ?>ø', exp: 1 }));
  assert.equal(personOf(tokenOf({ sub: 'æ?>ø', iss: 'a', exp: 2, role: 'skole' })), one);
  assert.notEqual(personOf(tokenOf({ iss: 'a', sub: 'b' })), one);
  assert.notEqual(personOf(tokenOf({ iss: 'b', sub: 'æ?>ø' })), one);
});

test('nobody is signed in without a token', () => {
  for (const none of ['', null, undefined]) assert.equal(personOf(none), null);
});

test('who has a token we cannot read is somebody, and their name is not in what is kept', () => {
  for (const wild of ['x', 'a.b', 'a.!!!.c', `a.${btoa('[]')}.c`, `a.${btoa('null')}.c`]) assert.ok(personOf(wild));
  assert.doesNotMatch(String(personOf(tokenOf({ sub: 'Anna Andersen' }))), /anna/i);
});

test('an id is one the server takes, and there are not two of them', () => {
  const ids = Array.from({ length: 500 }, randomId);
  for (const id of ids) assert.match(id, /^[\da-f]{32}$/);
  assert.equal(new Set(ids).size, ids.length);
});
