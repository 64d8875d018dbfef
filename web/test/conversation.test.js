import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { ChatClient } from '../src/conversation/chat-client.js';
import { Conversation } from '../src/conversation/conversation.js';
import { Memory } from '../src/conversation/memory.js';
import { problem, serve, tokenOf } from './server.js';
import { giveStorages } from './storages.js';

const ANNA = tokenOf({ iss: 'login', sub: 'anna' });
const BO = tokenOf({ iss: 'login', sub: 'bo' });

/** @type {ReturnType<typeof giveStorages>} */
let storages;
beforeEach(() => void (storages = giveStorages()));

/**
 * A conversation with a server that opens s1, s2 ... and answers each message with "svar: ...", but for what `says`
 * tells it for a path. A second one with the same server is the page after a reload.
 */
async function chat() {
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
function lines({ entries }) {
  return entries.map((entry) => {
    if (entry.kind === 'user') return `> ${entry.text}`;
    if (entry.kind === 'bot') return entry.message.text;
    return entry.kind === 'note' ? `(${entry.says})` : `! ${entry.reason}`;
  });
}

const paths = (asked) => asked.map(({ method, path, key }) => `${method} ${path} ${key}`.trim());
/** Long enough for what is on its way to the server to be there. */
const moment = () => new Promise((soon) => setTimeout(soon, 50));
/** Something that is settled from outside. */
function later() {
  let settle = (_) => {};
  const promise = new Promise((resolve) => (settle = resolve));
  return { promise, settle };
}

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

test('after a reload the talk is there and goes on in its session', async () => {
  const { conversation, begin, asked } = await chat();
  await conversation.say('Hej');
  const reloaded = begin();
  assert.deepEqual(lines(reloaded), ['> Hej', 'svar: Hej']);
  await reloaded.start();
  await reloaded.say('Igen');
  assert.deepEqual(paths(asked), ['POST session', 'POST message s1', 'POST message s1']);
});

test('an answer that came while the page was away is fetched', async () => {
  const { conversation, begin, says, asked } = await chat();
  await conversation.say('Et');
  says.message = () => new Promise(() => {});
  conversation.say('To');
  const [first, , second] = conversation.entries.map((entry) => /** @type {any} */ (entry).id);
  says.messages = () => ({ body: { turns: [{ id: second, messages: [{ text: 'svar: To' }] }] } });
  const reloaded = begin();
  await reloaded.start();
  assert.deepEqual(lines(reloaded), ['> Et', 'svar: Et', '> To', 'svar: To']);
  assert.equal(asked.at(-1)?.path, `messages?after=${first}`);
});

test('where there is no such answer, it is offered to ask again', async () => {
  const { conversation, begin, says } = await chat();
  says.message = () => new Promise(() => {});
  conversation.say('Et');
  const reloaded = begin();
  await reloaded.start();
  assert.deepEqual(lines(reloaded), ['> Et', '! unanswered']);
});

test('what was answered while it was asked for is not called unanswered', async () => {
  const { conversation, begin, says } = await chat();
  says.message = () => new Promise(() => {});
  conversation.say('Et');
  delete says.message;
  const { promise, settle } = later();
  says.messages = () => promise;
  storages.tab.set([...storages.tab.keys()][0].replace('history', 'session'), '{"session":"s1"}');
  const reloaded = begin();
  const started = reloaded.start();
  await reloaded.say('To');
  settle({ body: { turns: [] } });
  await started;
  assert.deepEqual(lines(reloaded), ['> Et', '> To', 'svar: To']);
});

test('where the error is already shown, nothing is asked for', async () => {
  const { conversation, says, asked } = await chat();
  says.message = () => problem('error', 500);
  await conversation.say('Hej');
  await conversation.start();
  assert.deepEqual(lines(conversation), ['> Hej', '! refused']);
  assert.ok(!paths(asked).some((path) => path.startsWith('GET')));
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

test('what was missed is asked for after the answers of this session, not of an expired one', async () => {
  const { conversation, begin, says, asked } = await chat();
  await conversation.say('Et');
  says.message = ({ key }) => (key === 's1' ? problem('session-expired', 401) : { hangUp: true });
  await conversation.say('To');
  const reloaded = begin();
  await reloaded.start();
  assert.deepEqual(lines(reloaded), ['> Et', 'svar: Et', '(expired)', '> To', '! unanswered']);
  assert.deepEqual(paths(asked).at(-1), 'GET messages s2');
});

test('a session that is refused as soon as it was opened is not renewed for ever', async () => {
  const { conversation, says, asked } = await chat();
  says.message = () => problem('session-expired', 401);
  await conversation.say('Hej');
  assert.deepEqual(lines(conversation), ['> Hej', '! refused']);
  assert.deepEqual(paths(asked), ['POST session', 'POST message s1']);
});

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

test('what is remembered for other days is the session, never words', async () => {
  const { conversation, begin, asked } = await chat();
  conversation.remembers = true;
  await conversation.say('Min hemmelighed');
  assert.doesNotMatch([...storages.browser.values()].join(), /hemmelighed/);
  storages.tab.clear();
  const nextDay = begin();
  assert.ok(nextDay.remembers && nextDay.isOpen && nextDay.isEmpty);
  await nextDay.say('fortsæt');
  assert.equal(asked.at(-1)?.key, 's1');
  nextDay.remembers = false;
  assert.equal(storages.browser.size, 0);
});

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

test('ratings are sent one after the other, so that the last one counts', async () => {
  const { conversation, says, asked } = await chat();
  await conversation.say('Hej');
  const { promise, settle } = later();
  says.feedback = () => promise;
  const answer = /** @type {any} */ (conversation.entries[1]);
  const first = conversation.rate(answer, { helped: true, reason: null });
  const second = conversation.rate(answer, { helped: false, reason: null });
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

for (const what of ['session', 'history', 'person', 'remembered']) {
  test(`what another script wrote as ${what} is not believed`, async () => {
    const { conversation, begin } = await chat();
    await conversation.say('Hej');
    const [key] = [...storages.tab.keys()].filter((kept) => kept.includes('session'));
    for (const wild of ['', '{', 'null', '[]', '7', '"s1"', '{"session":7}', '{"session":["s1"]}', '[{"kind":"user"}]']) {
      storages.tab.clear();
      storages.browser.clear();
      (what === 'remembered' ? storages.browser : storages.tab).set(key.replace('session', what), wild);
      const reloaded = begin();
      assert.deepEqual(lines(reloaded), [], wild);
      assert.equal(reloaded.isOpen, false, wild);
      assert.equal(reloaded.role, null, wild);
    }
  });
}

test('nor is a role we do not know, but the session is', async () => {
  const { conversation, begin } = await chat();
  await conversation.say('Hej');
  const [key] = [...storages.tab.keys()].filter((kept) => kept.includes('session'));
  storages.tab.set(key, '{"session":"s1","role":"konge","person":7}');
  assert.ok(begin().isOpen);
  assert.equal(begin().role, null);
  storages.tab.set(key, '{"session":"s1","role":"skole"}');
  assert.equal(begin().role, 'skole');
});
