import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chat, lines, storages } from './chat.js';
import { problem, tokenOf } from './server.js';

const SCHOOL = /** @type {const} */ (['skole', 'Jeg arbejder på en skole', '/staff_asks']);
const PARENT = /** @type {const} */ (['foraelder', 'Jeg er forælder', '/parent_asks']);
/** @param {string} voice */
const answers = (voice) => () => ({ body: { messages: [{ text: 'svar', custom: { voice } }] } });
const sent = (asked) => asked.filter(({ path }) => path === 'message').map(({ body }) => [body.message, body.role]);

test('a role that is chosen is said in the log, and goes along with all that is said after it', async () => {
  const { conversation, asked } = await chat();
  assert.equal(conversation.role, null);
  await conversation.choose(...SCHOOL);
  await conversation.say('Hej');
  assert.equal(conversation.role, 'skole');
  assert.equal(lines(conversation)[0], '> Jeg arbejder på en skole');
  assert.deepEqual(sent(asked), [['/staff_asks', 'skole'], ['Hej', 'skole']]);
  assert.equal(asked.find(({ path }) => path === 'session')?.body.role, 'skole', 'the session is opened in it, too');
});

test('nobody has a role who did not choose one', async () => {
  const { conversation, asked } = await chat();
  await conversation.say('Hej');
  assert.equal(conversation.role, null);
  assert.deepEqual(sent(asked), [['Hej', undefined]]);
});

test('a choice goes before what the page tells, and does not change the greeting', async () => {
  const { conversation, page } = await chat();
  page.role = /** @type {any} */ ('medarbejder');
  await conversation.say('Hej');
  assert.deepEqual([conversation.role, conversation.greetedRole], ['medarbejder', 'medarbejder']);
  await conversation.choose(...PARENT);
  assert.deepEqual([conversation.role, conversation.greetedRole], ['foraelder', 'medarbejder']);
});

test('it is there after a reload, and stays when the session had expired', async () => {
  const { conversation, begin, says, asked } = await chat();
  await conversation.choose(...PARENT);
  const reloaded = begin();
  assert.equal(reloaded.role, 'foraelder');
  assert.equal(reloaded.greetedRole, null);
  says.message = ({ key }) => (key === 's1' ? problem('session-expired', 401) : answers('foraelder')());
  await reloaded.say('Hej');
  assert.equal(reloaded.role, 'foraelder');
  assert.deepEqual(sent(asked).at(-1), ['Hej', 'foraelder']);
});

test('on another day one is greeted in the role one chose, where the browser remembers the conversation', async () => {
  const { conversation, begin } = await chat();
  await conversation.choose(...SCHOOL);
  conversation.remembers = true;
  storages.tab.clear();
  const nextDay = begin();
  assert.deepEqual([nextDay.role, nextDay.greetedRole], ['skole', 'skole']);
});

test('with the conversation it is gone', async () => {
  const { conversation, begin } = await chat();
  await conversation.choose(...PARENT);
  conversation.leave();
  assert.equal(conversation.role, null);
  assert.equal(begin().role, null);
});

test('nor does it pass on to the next who signs in', async () => {
  const { conversation, page } = await chat();
  page.token = tokenOf({ iss: 'login', sub: 'anna' });
  await conversation.start();
  await conversation.choose(...PARENT);
  page.token = tokenOf({ iss: 'login', sub: 'bo' });
  await conversation.signedIn();
  assert.equal(conversation.role, null);
});

test('who says in words who she is has that role from then on; of the two at work the chosen one stays', async () => {
  const { conversation, says, asked } = await chat();
  says.message = answers('foraelder');
  await conversation.say('Jeg er mor');
  assert.equal(conversation.role, 'foraelder');
  says.message = answers('medarbejder');
  await conversation.choose(...SCHOOL);
  assert.equal(conversation.role, 'skole');
  says.message = () => ({ body: { messages: [{ text: 'svar', custom: { voice: 'chef' } }] } });
  await conversation.say('Hej');
  assert.equal(conversation.role, 'skole', 'a voice we do not know tells nothing');
  assert.deepEqual(sent(asked).at(-1), ['Hej', 'skole']);
});

test('a question stands until something else was said to it', async () => {
  const { conversation, says } = await chat();
  const progress = { part: 'Formål', number: 1, of: 2, can_go_back: false, can_skip: true };
  says.message = () => ({ body: { messages: [{ text: 'Et svar' }, { text: 'Hvorfor?', custom: { progress } }] } });
  await conversation.say('Lav en plan');
  assert.equal(conversation.question?.text, 'Hvorfor?');
  assert.deepEqual(conversation.question?.progress, { ...progress, answered: '' });
  const waiting = conversation.say('Derfor');
  assert.ok(conversation.question, 'also while the answer is on its way');
  says.message = () => ({ body: { messages: [{ text: 'Vi stopper her.' }] } });
  await waiting;
  await conversation.say('stop');
  assert.equal(conversation.question, null);
});

test('a question of a session that expired is nobody’s to answer', async () => {
  const { conversation, says } = await chat();
  const progress = { part: 'Formål', number: 1, of: 2 };
  says.message = () => ({ body: { messages: [{ text: 'Hvorfor?', custom: { progress } }] } });
  await conversation.say('Lav en plan');
  says.message = ({ key }) => (key === 's1' ? problem('session-expired', 401) : { body: { messages: [{ text: 'Hej' }] } });
  await conversation.say('Derfor');
  assert.equal(conversation.question, null);
});
