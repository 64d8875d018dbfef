import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chat, later, lines, moment, paths, storages } from './chat.js';
import { problem } from './server.js';

test('leaving ends it here at once and on the server', async () => {
  const { conversation, asked, says } = await chat();
  await conversation.say('Hej');
  says.end = () => problem('error', 500);
  conversation.leave();
  assert.ok(conversation.isEmpty && !conversation.isOpen);
  assert.equal(storages.tab.size, 0);
  await conversation.say('Forfra');
  assert.ok(paths(asked).includes('DELETE session?papers=false s1'));
  assert.deepEqual(lines(conversation), ['> Forfra', 'svar: Forfra']);
});

test('an answer that comes after one left is not shown in the next talk', async () => {
  const { conversation, says } = await chat();
  const { promise, settle } = later();
  says.message = () => promise;
  const said = conversation.say('Gammelt');
  conversation.leave();
  assert.ok(!conversation.waiting);
  settle({ body: { messages: [{ text: 'svar: Gammelt' }] } });
  await said;
  assert.deepEqual(lines(conversation), []);
});

test('a session that comes after one left is not taken for the next talk’s', async () => {
  const { conversation, says } = await chat();
  const { promise, settle } = later();
  says.session = () => promise;
  const said = conversation.say('Gammelt');
  conversation.leave();
  settle({ body: { session: 's-gammel', role: 'skole' } });
  await said;
  assert.equal(conversation.isOpen, false);
  assert.equal(conversation.role, null);
  assert.equal(storages.tab.size, 0);
});

test('a deletion under way is not overtaken by the next person’s leaving it', async () => {
  const { conversation, says, asked } = await chat();
  await conversation.say('Hej');
  const { promise, settle } = later();
  says.end = () => promise;
  const deleted = conversation.delete();
  conversation.handOver();
  assert.ok(conversation.isEmpty && !conversation.isBusy);
  settle({ status: 204 });
  assert.equal(await deleted, true);
  await moment();
  assert.deepEqual(paths(asked).slice(2), ['DELETE session?papers=true s1']);
});

test('nothing is dropped before the server has deleted it', async () => {
  const { conversation, says, asked } = await chat();
  await conversation.say('Hej');
  says.end = () => problem('error', 500);
  assert.equal(await conversation.delete(), false);
  assert.deepEqual(lines(conversation), ['> Hej', 'svar: Hej']);
  delete says.end;
  const deleted = conversation.delete();
  assert.ok(conversation.deleting && conversation.isBusy);
  assert.equal(await deleted, true);
  assert.ok(conversation.isEmpty && !conversation.isBusy);
  assert.equal(asked.at(-1)?.path, 'session?papers=true');
});

test('what the server no longer knows is as good as deleted; what it never knew, too', async () => {
  const { conversation, says, asked } = await chat();
  assert.equal(await conversation.delete(), true);
  assert.deepEqual(asked, []);
  await conversation.say('Hej');
  says.end = () => problem('session-expired', 401);
  assert.equal(await conversation.delete(), true);
  assert.deepEqual(lines(conversation), []);
});

test('a rating is shown at once, and taken back when the server does not have it', async () => {
  const { conversation, says, asked } = await chat();
  await conversation.say('Hej');
  const answer = () => /** @type {any} */ (conversation.entries[1]);
  const kept = conversation.rate(answer(), { helped: true, reason: null });
  assert.equal(answer().rating.helped, true);
  assert.equal(await kept, true);
  assert.deepEqual(asked.at(-1)?.body, { id: answer().id, card: '', helped: true, reason: null });
  says.feedback = () => problem('error', 500);
  assert.equal(await conversation.rate(answer(), { helped: false, reason: null }), false);
  assert.equal(answer().rating.helped, true);
});

test('what was wrong in own words is the reason once the server has it, and stays one after a reload', async () => {
  const { conversation, begin, says, asked } = await chat();
  await conversation.say('Hej');
  const answer = () => /** @type {any} */ (conversation.entries[1]);
  says.remark = () => problem('error', 503);
  assert.equal(await conversation.remark(answer(), 'gammelt'), false);
  assert.equal(answer().rating.reason, null);
  delete says.remark;
  assert.equal(await conversation.remark(answer(), 'gammelt'), true);
  assert.deepEqual(asked.at(-1)?.body, { card: '', words: 'gammelt' });
  const { rating } = /** @type {any} */ (begin().entries[1]);
  assert.deepEqual(rating, answer().rating);
  assert.ok(rating.helped === false && rating.reason);
  assert.ok(![...storages.tab.values()].some((kept) => kept.includes('gammelt')), 'the words are not kept here');
});

test('ratings are sent one after the other, so that the last one counts', async () => {
  const { conversation, says, asked } = await chat();
  await conversation.say('Hej');
  const { promise, settle } = later();
  const arrived = later();
  says.feedback = () => {
    arrived.settle(null);
    return promise;
  };
  const answer = /** @type {any} */ (conversation.entries[1]);
  const first = conversation.rate(answer, { helped: true, reason: null });
  const second = conversation.rate(answer, { helped: false, reason: null });
  await arrived.promise;
  await moment();
  assert.equal(asked.filter(({ path }) => path === 'feedback').length, 1);
  settle({ status: 204 });
  assert.deepEqual(await Promise.all([first, second]), [true, true]);
  assert.deepEqual(asked.filter(({ path }) => path === 'feedback').map(({ body }) => body.helped), [true, false]);
});

test('without a session there is nothing to rate', async () => {
  const { conversation, asked } = await chat();
  const entry = /** @type {any} */ ({ kind: 'bot', key: 'k', id: 'id', message: { card: '' }, rating: {} });
  assert.equal(await conversation.rate(entry, { helped: true, reason: null }), false);
  assert.deepEqual(asked, []);
});
