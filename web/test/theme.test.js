import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTheme } from '../src/theme.js';

const BASE = 'https://server.example/chat/';
globalThis.location = /** @type {any} */ (new URL('https://page.example/'));

test('a theme is read', () => {
  const theme = readTheme(
    {
      title: 'Brobyggeren',
      greetings: { alle: { text: 'Hej alle' }, skole: { text: 'Hej skole' }, ukendt: { text: 'x' } },
      roles: [
        { role: 'skole', choice: 'Jeg arbejder på en skole', name: 'ansat på en skole', payload: '/staff_asks' },
        { role: 'chef', choice: 'Jeg er chef', name: 'chef', payload: '/staff_asks' },
        { role: 'foraelder', choice: 'Jeg er forælder', payload: '/parent_asks' },
        null,
      ],
      contacts: { length: 0 },
      logo: '/chat/logo',
      privacy: 'https://kommune.example/privatliv',
      accent: '#7a1f5c',
      sign_in: 'required',
      longest_message: 500,
    },
    BASE,
  );
  assert.equal(theme.title, 'Brobyggeren');
  assert.equal(theme.greeting.text, 'Hej alle');
  assert.deepEqual([...theme.greetings.keys()], ['skole']);
  assert.deepEqual(theme.roles.map(({ name }) => name), ['ansat på en skole'], 'a known role with all its words');
  assert.equal(theme.logo, 'https://server.example/chat/logo');
  assert.equal(theme.privacy, 'https://kommune.example/privatliv');
  assert.deepEqual([theme.accent, theme.signIn, theme.longest], ['#7a1f5c', 'required', 500]);
});

test('where remarks are taken is told by how long they may be and are kept', () => {
  assert.deepEqual(readTheme({ remarks: { longest: 200, days: 30 } }, BASE).remarks, { longest: 200, days: 30 });
  for (const remarks of [null, 'x', {}, { longest: 200 }, { longest: 0, days: 30 }, { longest: 'x', days: 'y' }]) {
    assert.equal(readTheme({ remarks }, BASE).remarks, null);
  }
});

for (const wild of [null, undefined, 'x', 7, [], {}, { greetings: 'x', contacts: 'x', title: {}, longest_message: 'x' }]) {
  test(`with ${JSON.stringify(wild)} the chat looks and greets as it does by itself`, () => {
    const theme = readTheme(wild, BASE);
    assert.equal(theme.title, 'Skolebro');
    assert.equal(theme.greeting.text, 'Hej. Hvad kan jeg hjælpe med?');
    assert.equal(theme.greetings.size, 0);
    assert.deepEqual(theme.roles, []);
    assert.deepEqual(theme.contacts, []);
    assert.equal(theme.privacy, `${BASE}privatliv`);
    assert.equal(theme.accessibility, `${BASE}tilgaengelighed`);
    assert.equal(theme.logo, null);
    assert.equal(theme.longest, 1000);
  });
}

test('a greeting that is none does not keep the chat from greeting', () => {
  assert.equal(readTheme({ greetings: { alle: 'Hej' } }, BASE).greeting.text, 'Hej. Hvad kan jeg hjælpe med?');
});

test('a contact has a name and a number', () => {
  const contacts = [{ label: 'a', value: '112' }, { label: 'b' }, { value: '1' }, { label: {}, value: 2 }, null];
  assert.deepEqual(readTheme({ contacts }, BASE).contacts, [{ label: 'a', value: '112' }]);
});

test('a logo of somebody else’s server, or a link that runs something, is not taken', () => {
  assert.equal(readTheme({ logo: 'https://evil.example/logo.png' }, BASE).logo, null);
  assert.equal(readTheme({ privacy: 'javascript:alert(1)' }, BASE).privacy, `${BASE}privatliv`);
});
