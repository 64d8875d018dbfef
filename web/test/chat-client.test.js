import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatClient, ConnectionError, RefusedError } from '../src/conversation/chat-client.js';
import { problem, serve } from './server.js';

/** A client of a server that always gives this answer. */
async function clientOf(answer) {
  const { base, asked } = await serve(() => answer);
  return { client: new ChatClient(base), asked };
}

test('a session is opened with what the page says of itself', async () => {
  const { client, asked } = await clientOf({ body: { session: 's1', role: 'skole' } });
  assert.deepEqual(await client.open({ site: 'by', role: undefined, token: 'jwt' }), { session: 's1', role: 'skole' });
  assert.deepEqual(asked, [{ method: 'POST', path: 'session', key: '', body: { site: 'by', token: 'jwt' } }]);
});

test('a role we do not know is none', async () => {
  const { client } = await clientOf({ body: { session: 's1', role: 'konge' } });
  assert.equal((await client.open({})).role, null);
});

test('a message is sent with the key and its id, and the answer is read', async () => {
  const { client, asked } = await clientOf({ body: { messages: [{ text: 'Hej' }, 7], masked: 'Jeg hedder …' } });
  const turn = await client.send('s1', 'id-1', 'Jeg hedder Ida');
  assert.deepEqual(asked, [
    { method: 'POST', path: 'message', key: 's1', body: { id: 'id-1', message: 'Jeg hedder Ida' } },
  ]);
  assert.equal(turn.id, 'id-1');
  assert.deepEqual(turn.messages.map(({ text }) => text), ['Hej']);
  assert.equal(turn.masked, 'Jeg hedder …');
});

test('what was missed is asked for after the last answer', async () => {
  const { client, asked } = await clientOf({ body: { turns: [{ id: 'id-2', messages: [{ text: 'b' }] }, null, 'x'] } });
  const turns = await client.missed('s1', 'id-1');
  assert.deepEqual(turns.map(({ id, messages }) => [id, messages[0].text]), [['id-2', 'b']]);
  await client.missed('s1', '');
  assert.deepEqual(asked.map(({ path, key }) => [path, key]), [
    ['messages?after=id-1', 's1'],
    ['messages', 's1'],
  ]);
});

test('the theme is asked for by the name of the site', async () => {
  const { client, asked } = await clientOf({ body: { title: 'Bro' } });
  assert.deepEqual(await client.theme('by & land'), { title: 'Bro' });
  await client.theme('');
  assert.deepEqual(asked.map(({ path }) => path), ['theme?site=by%20%26%20land', 'theme']);
});

test('a rating and an ending go to the session', async () => {
  const { client, asked } = await clientOf({ status: 204 });
  await client.rate('s1', { id: 'id-1', card: 'kort', helped: true, reason: null });
  await client.end('s1', true);
  assert.deepEqual(asked, [
    { method: 'POST', path: 'feedback', key: 's1', body: { id: 'id-1', card: 'kort', helped: true, reason: null } },
    { method: 'DELETE', path: 'session?papers=true', key: 's1', body: '' },
  ]);
});

test('a remark goes with its answer and nothing that says whose it is', async () => {
  const { client, asked } = await clientOf({ status: 204 });
  await client.remark('s1', { card: 'kort', words: 'det er gammelt' });
  assert.deepEqual(asked, [
    { method: 'POST', path: 'remark', key: 's1', body: { card: 'kort', words: 'det er gammelt' } },
  ]);
});

test('nothing counts as deleted before the server said so in its own way', async () => {
  const { client } = await clientOf({ status: 200, body: {} });
  await assert.rejects(client.end('s1', true), ConnectionError);
});

test('a refusal has the server’s words, its kind, and whether waiting helps', async () => {
  for (const [answer, waitSeconds] of /** @type {[any, number][]} */ ([
    [problem('too-many', 429, { 'Retry-After': '7' }), 7],
    [problem('too-many', 429), 10],
    [problem('too-many', 429, { 'Retry-After': 'i morgen' }), 10],
    [problem('session-expired', 401), 0],
    [problem('error', 500), 0],
    [problem('error', 503), 0],
    [problem('too-large', 413), Infinity],
    [problem('origin', 403), Infinity],
  ])) {
    const { client } = await clientOf(answer);
    await assert.rejects(client.send('s1', 'id-1', 'Hej'), (error) => {
      assert.ok(error instanceof RefusedError);
      const code = answer.body.type.replace('urn:skolebro:', '');
      assert.deepEqual([error.code, error.message, error.waitSeconds], [code, `Nej: ${code}`, waitSeconds]);
      return true;
    });
  }
});

for (const [name, answer] of Object.entries({
  'the connection breaks': { hangUp: true },
  'a page in between answers in HTML': { body: '<html>Log på netværket</html>' },
  'a proxy refuses in HTML': { status: 502, body: '<html>Bad gateway</html>' },
  'a proxy refuses in JSON of its own': { status: 403, body: { error: 'blocked' } },
  'a refusal says nothing': { status: 500, body: 'null' },
  'the answer has no messages': { body: { messages: 'Hej' } },
  'the answer is null': { body: 'null' },
  'the answer is a list': { body: [] },
})) {
  test(`no usable answer when ${name}`, async () => {
    const { client } = await clientOf(answer);
    await assert.rejects(client.send('s1', 'id-1', 'Hej'), ConnectionError);
    await assert.rejects(client.open({}), ConnectionError);
  });
}

test('nobody listens there', async () => {
  await assert.rejects(new ChatClient('http://127.0.0.1:1/chat/').open({}), ConnectionError);
});

test('a server that does not answer is given up after half a minute', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let arrived = () => {};
  const waiting = new Promise((resolve) => (arrived = () => resolve(null)));
  const { base } = await serve(() => {
    arrived();
    return new Promise(() => {});
  });
  const sent = assert.rejects(new ChatClient(base).send('s1', 'id-1', 'Hej'), ConnectionError);
  await waiting;
  t.mock.timers.tick(30_000);
  await sent;
});
