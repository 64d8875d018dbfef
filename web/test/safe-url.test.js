import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOwn, isPicture, safeUrl } from '../src/safe-url.js';
import { wildTexts } from './wild.js';

const BASE = 'https://server.example/chat/';
// The page the chat is on, which is somebody else's.
globalThis.location = /** @type {any} */ (new URL('https://page.example/side'));

test('https addresses and paths on the server are let through', () => {
  assert.equal(safeUrl('https://a.example/b?c#d', BASE), 'https://a.example/b?c#d');
  assert.equal(safeUrl('HTTPS://A.example', BASE), 'https://a.example/');
  assert.equal(safeUrl('/chat/plan/1.svg', BASE), 'https://server.example/chat/plan/1.svg');
});

test('a path stays a path on the server’s own page', () => {
  globalThis.location = /** @type {any} */ (new URL(BASE));
  assert.equal(safeUrl('/chat/plan', BASE), '/chat/plan');
  globalThis.location = /** @type {any} */ (new URL('https://page.example/side'));
});

for (const wild of [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  '\u0000javascript:alert(1)',
  'java\nscript:alert(1)',
  'java\tscript:alert(1)',
  'javascript://https://a.example/%0aalert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'blob:https://a.example/1',
  'file:///etc/passwd',
  'ftp://a.example',
  'http://a.example',
  'mailto:a@b.example',
  'tel:112',
  '//evil.example/x',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  'https:\\\\evil.example',
  'https:/evil.example',
  'https:evil.example',
  'https://',
  'https://a b.example',
  'https://a.example/\nx',
  'https://[::1',
  'https://a.example:99999/',
  'plan.svg',
  './plan.svg',
  '#top',
  '?q',
  '',
  null,
  undefined,
  12,
  ['https://a.example'],
  { toString: () => 'https://a.example' },
]) {
  test(`not let through: ${JSON.stringify(wild)}`, () => assert.equal(safeUrl(wild, BASE), null));
}

test('wild input: what is let through is https, and a path never leaves the server', () => {
  const pieces = ['https://', 'HTTPS:', 'javascript:', 'data:', '/', '//', '\\', '@', ':', '..', '.', '%2f', '%5c', '?', '#'];
  pieces.push('evil.example', 'a', '\t', '\n', '\u0000', '\u00a0', '\u2028', '\ufeff', '[', ']', '<', '"');
  let letThrough = 0;
  for (const wild of wildTexts(20000, pieces, 6)) {
    const safe = safeUrl(wild, BASE);
    if (safe === null) continue;
    letThrough += 1;
    // As the browser reads it in an href of the page.
    const { protocol, origin } = new URL(safe, location.href);
    assert.equal(protocol, 'https:', JSON.stringify(wild));
    if (wild.startsWith('/')) assert.equal(origin, 'https://server.example', JSON.stringify(wild));
  }
  assert.ok(letThrough > 500, `only ${letThrough} were tried to the end`);
});

test('own is the server alone', () => {
  assert.equal(isOwn('/x.png', BASE), true);
  assert.equal(isOwn('https://server.example/x.png', BASE), true);
  assert.equal(isOwn('https://server.example:444/x.png', BASE), false);
  assert.equal(isOwn('https://server.example.evil.example/x.png', BASE), false);
  assert.equal(isOwn('https://server.example@evil.example/x.png', BASE), false);
});

test('a picture is told by the end of its path', () => {
  for (const url of ['/a.png', '/a.JPG', '/a.jpeg?x=1', 'https://a.example/b.svg#c']) {
    assert.equal(isPicture(url, BASE), true, url);
  }
  for (const url of ['/a.pdf', '/png', '/a?b.png', '/a.png/b', '/a#b.png']) {
    assert.equal(isPicture(url, BASE), false, url);
  }
});
