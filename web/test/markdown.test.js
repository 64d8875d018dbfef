import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseBlocks, parseInline, plainText } from '../src/markdown.js';
import { wildTexts } from './wild.js';

const text = (words) => ({ kind: 'text', text: words });
const noAddress = () => '';

test('paragraphs are parted by blank lines, and a line break stays in its paragraph', () => {
  assert.deepEqual(parseBlocks('En\nto\r\n\r\n  \nTre'), [
    { kind: 'paragraph', lines: ['En', 'to'], source: false },
    { kind: 'paragraph', lines: ['Tre'], source: false },
  ]);
  assert.deepEqual(parseInline('En\nto'), [text('En'), { kind: 'break' }, text('to')]);
  assert.deepEqual(parseBlocks(' \n\n'), []);
});

test('lists: bullets, numbers and what wraps under them', () => {
  assert.deepEqual(parseBlocks('- en\n  mere\n- to\n\n3. tre\n4. fire'), [
    { kind: 'list', ordered: false, start: 1, items: ['en\nmere', 'to'], source: false },
    { kind: 'list', ordered: true, start: 3, items: ['tre', 'fire'], source: false },
  ]);
});

test('a numbered list goes on after a blank line only with the next number', () => {
  const starts = (words) => parseBlocks(words).map(({ start, items }) => [start, items.length]);
  assert.deepEqual(starts('1. a\n\n2. b'), [[1, 2]]);
  assert.deepEqual(starts('1. a\n\n1. b'), [
    [1, 1],
    [1, 1],
  ]);
});

test('after a blank line a list begins with any number', () => {
  const list = { kind: 'list', ordered: true, start: 2, items: ['to'], source: false };
  assert.deepEqual(parseBlocks('Som sagt:\n\n2. to').slice(1), [list]);
});

test('a line that wraps at "2. klasse" is no list', () => {
  assert.deepEqual(parseBlocks('Barnet går i\n2. klasse nu'), [
    { kind: 'paragraph', lines: ['Barnet går i', '2. klasse nu'], source: false },
  ]);
});

test('sources are told from the answer, with the list below them', () => {
  const blocks = parseBlocks('Svar.\nKilde: loven\n\n**Kilder:**\n- en\n\nMere');
  assert.deepEqual(
    blocks.map(({ kind, source }) => [kind, source]),
    [
      ['paragraph', false],
      ['paragraph', true],
      ['paragraph', true],
      ['list', true],
      ['paragraph', false],
    ],
  );
  assert.equal(plainText('Svar.\n\nKilde: loven', noAddress, false), 'Svar.');
  assert.equal(plainText('Svar.\n\nKilde: loven', noAddress, true), 'Svar.\n\nKilde: loven');
});

test('emphasis, links and pictures', () => {
  assert.deepEqual(parseInline('**a _b_** *c*'), [
    { kind: 'strong', parts: [text('a '), { kind: 'em', parts: [text('b')] }] },
    text(' '),
    { kind: 'em', parts: [text('c')] },
  ]);
  assert.deepEqual(parseInline('[*a*](https://a.dk/x_(y)) ![alt](/b.png)'), [
    { kind: 'link', parts: [{ kind: 'em', parts: [text('a')] }], url: 'https://a.dk/x_(y)' },
    text(' '),
    { kind: 'picture', alt: 'alt', url: '/b.png' },
  ]);
});

for (const plain of [
  '2 * 3 * 4',
  'snake_case_name',
  'snake_case_ her',
  'et_*',
  '** a **',
  '[a] (b)',
  '[a](b c)',
  '[](c)',
  '![',
  '*',
  '**',
  '****',
  '<b onclick="x">&amp;</b><script>',
  '<img src=x onerror=alert(1)>',
  '\\*a',
]) {
  test(`no mark: ${plain}`, () => assert.deepEqual(parseInline(plain), [text(plain)]));
}

test('plain text: numbers go on, addresses stand after their words', () => {
  const address = (url) => ` (${url})`;
  assert.equal(plainText('3. **a**\n4. [b](/c)\n\n- ![alt](/d.png)', address, true), '3. a\n4. b (/c)\n\n- alt');
});

/** How long the Markdown of it is. */
function written(part) {
  if (part.kind === 'text') return part.text.length;
  if (part.kind === 'break') return 1;
  if (part.kind === 'picture') return '![]()'.length + part.alt.length + part.url.length;
  const inner = part.parts.reduce((sum, each) => sum + written(each), 0);
  if (part.kind === 'link') return '[]()'.length + inner + part.url.length;
  return inner + (part.kind === 'strong' ? 4 : 2);
}

test('wild input: not a character is lost or made up', () => {
  const pieces = ['*', '**', '_', '[', ']', '(', ')', '![', '](', '\n', ' ', 'a', 'å', '9', '/', '<b>', '\u202e', '😀', '\\'];
  for (const wild of wildTexts(4000, pieces, 24)) {
    const length = parseInline(wild).reduce((sum, part) => sum + written(part), 0);
    assert.equal(length, wild.length, JSON.stringify(wild));
  }
});

test('wild input: each word is in one block, in its order', () => {
  const pieces = ['- ', '1. ', '2. ', 'Kilde: ', '\n', '\n\n', '\r\n', '  ', 'ord', 'x', '-', '12.'];
  const words = (said) => said.match(/ord|x|Kilde:/g) ?? [];
  for (const wild of wildTexts(3000, pieces, 20)) {
    const said = parseBlocks(wild).flatMap((block) => (block.kind === 'list' ? block.items : block.lines));
    assert.deepEqual(words(said.join('\n')), words(wild), JSON.stringify(wild));
  }
});

for (const [name, wild] of Object.entries({
  stars: '*'.repeat(4000),
  'open emphasis': '*a '.repeat(2000),
  'open strong': '**a '.repeat(2000),
  brackets: '['.repeat(4000),
  'open links': '[a]('.repeat(2000),
  parentheses: `[a](${'('.repeat(4000)}`,
  pictures: '!['.repeat(4000),
  'emphasis in emphasis': `${'*_'.repeat(300)}a${'_*'.repeat(300)}`,
})) {
  test(`a long line is read in no time: ${name}`, () => {
    const from = performance.now();
    const length = parseInline(wild).reduce((sum, part) => sum + written(part), 0);
    assert.equal(length, wild.length);
    assert.ok(performance.now() - from < 2000, `${performance.now() - from} ms`);
  });
}
