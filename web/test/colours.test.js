import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_ACCENT, accentProperties, isColour } from '../src/colours.js';
import { dice } from './wild.js';

const rgb = (css) => (css.match(/\d+/g) ?? []).map(Number);
const hex = (colour) => [1, 3, 5].map((from) => parseInt(colour.slice(from, from + 2), 16));

/** WCAG 2.2, worked out on its own here. */
function contrast(one, other) {
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

test('a colour is # with three or six digits', () => {
  for (const colour of ['#fff', '#0F5c6e', DEFAULT_ACCENT]) assert.equal(isColour(colour), true, colour);
  for (const wild of ['', 'red', '#ffff', '#12345g', 'fff', '#fff;}', '#fff\n', ' #fff', 'rgb(0,0,0)', null, undefined]) {
    assert.equal(isColour(wild), false, String(wild));
  }
});

test('three digits are the same colour as six', () => {
  assert.deepEqual(accentProperties('#1af'), accentProperties('#11AAff'));
});

test('a colour that is readable as it is stays as it is', () => {
  assert.deepEqual(rgb(accentProperties(DEFAULT_ACCENT)['--accent-light']), hex(DEFAULT_ACCENT));
});

test('whatever the colour, what is written in it and on it can be read', () => {
  const roll = dice(5);
  const some = Array.from({ length: 400 }, () => `#${roll(0x1000000).toString(16).padStart(6, '0')}`);
  for (const accent of ['#000000', '#ffffff', '#808080', '#ffff00', '#00ff00', '#0000ff', '#ff0000', ...some]) {
    const of = Object.fromEntries(Object.entries(accentProperties(accent)).map(([name, css]) => [name, rgb(css)]));
    const pairs = [
      [of['--accent-light'], hex('#ffffff')],
      [of['--accent-light'], hex('#f4f6f5')],
      [of['--accent-light'], of['--accent-soft-light']],
      [of['--accent-strong-light'], hex('#ffffff')],
      [of['--on-accent-light'], of['--accent-light']],
      [of['--accent-dark'], hex('#19252a')],
      [of['--accent-dark'], hex('#10181b')],
      [of['--accent-dark'], of['--accent-soft-dark']],
      [of['--on-accent-dark'], of['--accent-dark']],
      [of['--bubble-light'], hex('#ffffff')],
      [of['--bubble-dark'], hex('#ffffff')],
    ];
    for (const [one, other] of pairs) {
      assert.ok(contrast(one, other) >= 4.5, `${accent}: ${one} on ${other} is ${contrast(one, other)}`);
    }
  }
});
