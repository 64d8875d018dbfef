import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chat, lines, paths, storages } from './chat.js';
import { problem, tokenOf } from './server.js';

const ANNA = tokenOf({ iss: 'login', sub: 'anna' });
const BO = tokenOf({ iss: 'login', sub: 'bo' });

test('where one must sign in, the page is asked for a token, and what was said is sent with it', async () => {
  const { conversation, says, page, told } = await chat();
  says.session = ({ body }) =>
    body.token ? { body: { session: 's1', role: 'skole' } } : problem('sign-in-required', 401);
  await conversation.say('Hej');
  assert.deepEqual(lines(conversation), ['> Hej', '! signIn']);
  assert.deepEqual(told.signIns, ['sign-in-required']);
  page.token = ANNA;
  await conversation.signedIn();
  assert.deepEqual(lines(conversation), ['> Hej', 'svar: Hej']);
  assert.equal(conversation.role, 'skole');
});

test('who is signed in is met before anything is said, and hears when the sign-in is wrong', async () => {
  const { conversation, says, page, told } = await chat();
  says.session = () => problem('token-refused', 401);
  page.token = ANNA;
  const started = conversation.start();
  assert.ok(conversation.isMeeting);
  await started;
  assert.ok(!conversation.isMeeting);
  assert.deepEqual(lines(conversation), ['! signIn']);
  assert.deepEqual(told.signIns, ['token-refused']);
});

test('a network that fails before anything was said is not told of', async () => {
  const { conversation, says, page } = await chat();
  says.session = () => ({ hangUp: true });
  page.token = ANNA;
  await conversation.start();
  assert.deepEqual(lines(conversation), []);
});

test('what one person said is not for the next who signs in', async () => {
  const { conversation, asked, page, told } = await chat();
  page.token = ANNA;
  await conversation.start();
  conversation.remembers = true;
  await conversation.say('Min hemmelighed');
  page.token = BO;
  await conversation.signedIn();
  assert.deepEqual(lines(conversation), []);
  assert.equal(told.handedOver, 1);
  assert.equal(conversation.remembers, false);
  assert.doesNotMatch([...storages.tab.values(), ...storages.browser.values()].join(), /hemmelighed|s1/);
  assert.deepEqual(paths(asked).slice(2).sort(), ['DELETE session?papers=false s1', 'POST session']);
});

test('nor is it after a reload', async () => {
  const { conversation, begin, page } = await chat();
  page.token = ANNA;
  await conversation.start();
  await conversation.say('Min hemmelighed');
  page.token = BO;
  const reloaded = begin();
  await reloaded.start();
  assert.deepEqual(lines(reloaded), []);
});

test('nor is a session that was remembered for other days', async () => {
  const { conversation, begin, asked, page } = await chat();
  page.token = ANNA;
  await conversation.start();
  conversation.remembers = true;
  storages.tab.clear();
  page.token = BO;
  const nextDay = begin();
  await nextDay.start();
  assert.equal(nextDay.remembers, false);
  await nextDay.say('fortsæt');
  assert.equal(asked.at(-1)?.key, 's2');
});

test('once left, a talk is nobody’s: who signs in after it takes over what is said now', async () => {
  const { conversation, page, told } = await chat();
  page.token = ANNA;
  page.role = /** @type {any} */ ('skole');
  await conversation.start();
  assert.equal(conversation.role, 'skole');
  conversation.leave();
  assert.equal(conversation.role, null);
  page.token = '';
  await conversation.say('Hej');
  page.token = BO;
  await conversation.signedIn();
  assert.deepEqual(lines(conversation), ['> Hej', 'svar: Hej']);
  assert.equal(told.handedOver, 0);
});

test('a new token of the same person changes nothing', async () => {
  const { conversation, page, told, asked } = await chat();
  page.token = ANNA;
  await conversation.start();
  await conversation.say('Hej');
  const before = asked.length;
  page.token = tokenOf({ iss: 'login', sub: 'anna', exp: 2 });
  await conversation.signedIn();
  assert.deepEqual(lines(conversation), ['> Hej', 'svar: Hej']);
  assert.equal(told.handedOver, 0);
  assert.equal(asked.length, before);
});

test('what was said before signing in is one’s own, and goes on in a session of one’s own', async () => {
  const { conversation, page, told } = await chat();
  await conversation.say('Hej');
  page.token = ANNA;
  await conversation.signedIn();
  assert.deepEqual(lines(conversation), ['> Hej', 'svar: Hej']);
  assert.equal(told.handedOver, 0);
  assert.match(String([...storages.tab.values()]), /"session":"s2"/);
});
