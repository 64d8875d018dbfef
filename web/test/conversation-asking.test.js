import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chat, later, lines, paths, storages } from './chat.js';
import { problem, tokenOf } from './server.js';

const ANNA = tokenOf({ iss: 'login', sub: 'anna' });

test('a message is shown at once, answered in its session, and busy in between', async () => {
  const { conversation, asked, told } = await chat();
  assert.ok(conversation.isEmpty && !conversation.isOpen);
  const said = conversation.say('Ja tak', '/yes');
  assert.deepEqual(lines(conversation), ['> Ja tak']);
  assert.ok(conversation.isBusy && conversation.waiting && told.changes > 0);
  await said;
  assert.deepEqual(lines(conversation), ['> Ja tak', 'svar: /yes']);
  assert.ok(!conversation.isBusy && conversation.isOpen && !conversation.isEmpty);
  await conversation.say('Mere');
  assert.deepEqual(paths(asked), ['POST session', 'POST message s1', 'POST message s1']);
});

test('what the server took out is taken out here, too, and from what is kept', async () => {
  const { conversation, says } = await chat();
  says.message = () => ({ body: { messages: [{ text: 'Hej' }], masked: 'Jeg hedder …' } });
  await conversation.say('Jeg hedder Ida');
  assert.deepEqual(lines(conversation), ['> Jeg hedder …', 'Hej']);
  assert.doesNotMatch([...storages.tab.values()].join(), /Ida/);
});

test('a message that failed is sent again under its own id, and shown once', async () => {
  const { conversation, says, asked } = await chat();
  says.message = () => ({ hangUp: true });
  await conversation.say('Hej');
  assert.deepEqual(lines(conversation), ['> Hej', '! noConnection']);
  const failed = /** @type {any} */ (conversation.entries.at(-1));
  assert.equal(failed.lasting, false);
  await conversation.retry(failed);
  assert.equal(/** @type {any} */ (conversation.entries.at(-1)).lasting, true, 'the second time in a row');
  delete says.message;
  await conversation.reconnected();
  assert.deepEqual(lines(conversation), ['> Hej', 'svar: Hej']);
  const ids = asked.filter(({ path }) => path === 'message').map(({ body }) => body.id);
  // The browser itself may send once more what broke off.
  assert.ok(ids.length >= 3);
  assert.equal(new Set(ids).size, 1);
});

test('errors last from the second in a row on, and an answer in between makes them news again', async () => {
  const { conversation, says } = await chat();
  const lasting = async () => {
    says.message = () => problem('error', 500);
    await conversation.say('Hej');
    return /** @type {any} */ (conversation.entries.at(-1)).lasting;
  };
  assert.equal(await lasting(), false);
  assert.equal(await lasting(), true);
  delete says.message;
  await conversation.say('Hej');
  assert.equal(await lasting(), false);
  conversation.leave();
  assert.equal(await lasting(), false);
});

test('while an answer is on its way nothing is tried again', async () => {
  const { conversation, says, asked } = await chat();
  says.message = () => problem('error', 500);
  await conversation.say('Et');
  const failed = /** @type {any} */ (conversation.entries.at(-1));
  const { promise, settle } = later();
  says.message = () => promise;
  const said = conversation.say('To');
  await conversation.retry(failed);
  settle({ body: { messages: [{ text: 'svar: To' }] } });
  await said;
  assert.deepEqual(lines(conversation), ['> Et', '! refused', '> To', 'svar: To']);
  assert.deepEqual(asked.filter(({ path }) => path === 'message').map(({ body }) => body.message), ['Et', 'To']);
});

test('the network that is back changes nothing where it was not missed', async () => {
  const { conversation, says, asked } = await chat();
  says.message = () => problem('too-large', 413);
  await conversation.say('Hej');
  const before = asked.length;
  await conversation.reconnected();
  assert.equal(asked.length, before);
  const failed = /** @type {any} */ (conversation.entries.at(-1));
  assert.deepEqual([failed.reason, failed.detail, failed.retryFrom], ['refused', 'Nej: too-large', null]);
});

test('who is too fast hears when to try again', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { conversation, says, told } = await chat();
  says.message = () => problem('too-many', 429, { 'Retry-After': '7' });
  const from = Date.now();
  await conversation.say('Hej');
  const { retryFrom } = /** @type {any} */ (conversation.entries.at(-1));
  assert.ok(retryFrom >= from + 7000 && retryFrom <= Date.now() + 7000);
  const before = told.changes;
  t.mock.timers.tick(7000);
  assert.equal(told.changes, before, 'not before the time');
  t.mock.timers.tick(500);
  assert.equal(told.changes, before + 1);
});

test('an answer without words is an error', async () => {
  const { conversation, says } = await chat();
  says.message = () => ({ body: { messages: [] } });
  await conversation.say('Hej');
  assert.deepEqual(lines(conversation), ['> Hej', '! noAnswer']);
});

test('an expired session is renewed, once, and the log says where', async () => {
  const { conversation, says, asked } = await chat();
  await conversation.say('Et');
  says.message = ({ key, body }) =>
    key === 's1' ? problem('session-expired', 401) : { body: { messages: [{ text: `svar: ${body.message}` }] } };
  await conversation.say('To');
  assert.deepEqual(lines(conversation), ['> Et', 'svar: Et', '(expired)', '> To', 'svar: To']);
  assert.deepEqual(
    conversation.entries.map((entry) => Boolean(/** @type {any} */ (entry).past)),
    [true, true, false, false, false],
  );
  const ids = asked.filter(({ body }) => body.message === 'To').map(({ key, body }) => [key, body.id]);
  assert.deepEqual(ids.map(([key]) => key), ['s1', 's2']);
  assert.equal(ids[0][1], ids[1][1]);
});

test('where there was no talk yet, the log says nothing of an expired session', async () => {
  const { conversation, says } = await chat();
  says.message = () => problem('error', 500);
  await conversation.say('Hej');
  says.message = ({ key }) => (key === 's1' ? problem('session-expired', 401) : { body: { messages: [{ text: 'Hej' }] } });
  await conversation.retry(/** @type {any} */ (conversation.entries.at(-1)));
  assert.deepEqual(lines(conversation), ['> Hej', 'Hej']);
});

test('two that want a session at once get the same', async () => {
  const { conversation, asked, page } = await chat();
  page.token = ANNA;
  await Promise.all([conversation.start(), conversation.say('Hej')]);
  assert.deepEqual(paths(asked), ['POST session', 'POST message s1']);
});

test('a session that is refused as soon as it was opened is not renewed for ever', async () => {
  const { conversation, says, asked } = await chat();
  says.message = () => problem('session-expired', 401);
  await conversation.say('Hej');
  assert.deepEqual(lines(conversation), ['> Hej', '! refused']);
  assert.deepEqual(paths(asked), ['POST session', 'POST message s1']);
});
