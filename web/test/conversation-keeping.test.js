import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chat, later, lines, paths, storages } from './chat.js';
import { problem } from './server.js';

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
