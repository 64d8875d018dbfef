import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timeOf } from '../src/dates.js';
import { TEXTS, knownLanguage } from '../src/i18n/index.js';
import { phonesIn } from '../src/phone-numbers.js';

test('numbers to call are found, every other piece is one, and the text stays whole', () => {
  assert.deepEqual(phonesIn('Ring 112 eller 70 201 201.'), ['Ring ', '112', ' eller ', '70 201 201', '.']);
  assert.deepEqual(phonesIn('116 111'), ['', '116 111', '']);
  assert.deepEqual(phonesIn('Ring til 12 34 56 78'), ['Ring til ', '12 34 56 78', '']);
  assert.deepEqual(phonesIn('1813 og 114 og 1888').filter((_, place) => place % 2), ['1813', '114', '1888']);
});

test('what only looks like a number to call is none', () => {
  for (const text of ['', '§ 115', '1120', 'nr. 21123', '2026-05-03', '12345678', 'a112', '010203-1234', '70 2012 01']) {
    assert.deepEqual(phonesIn(text), [text]);
  }
});

test('a time of today has no date, one of yesterday says so, an older one its date', () => {
  const at = new Date();
  at.setHours(9, 5);
  assert.equal(timeOf(at.getTime(), 'da', TEXTS.da), 'kl. 09.05');
  assert.equal(timeOf(at.getTime(), 'en', TEXTS.en), '09:05');
  at.setDate(at.getDate() - 1);
  assert.equal(timeOf(at.getTime(), 'da', TEXTS.da), 'i går kl. 09.05');
  assert.equal(timeOf(new Date(2020, 4, 3, 14, 30).getTime(), 'da', TEXTS.da), '3. maj kl. 14.30');
  assert.equal(timeOf(new Date(2020, 4, 3, 14, 30).getTime(), 'en', TEXTS.en), '3 May 14:30');
});

test('each language has all the words, and each word says something', () => {
  const wordsOf = (texts, path = '') =>
    Object.entries(texts).flatMap(([name, said]) =>
      typeof said === 'object' ? wordsOf(said, `${path}${name}.`) : [[path + name, said]],
    );
  const danish = wordsOf(TEXTS.da).map(([name, said]) => `${name}: ${typeof said}`);
  for (const [language, texts] of Object.entries(TEXTS)) {
    const words = wordsOf(texts);
    assert.deepEqual(words.map(([name, said]) => `${name}: ${typeof said}`), danish, language);
    for (const [name, said] of words) {
      const text = typeof said === 'function' ? said('Skolebro', 7) : said;
      assert.ok(text.trim() && !text.includes('undefined'), `${language} ${name}`);
    }
  }
});

test('a language we have no words for is Danish', () => {
  assert.equal(knownLanguage('en'), 'en');
  for (const wild of ['', null, undefined, 'fr', 'EN', 'constructor', '__proto__']) assert.equal(knownLanguage(wild), 'da');
});
