/**
 * One accent colour becomes all that are needed, in light and in dark. Whatever the accent is, text in it, on it and
 * rings of it stay readable: it is mixed with black or white until the contrast is there (WCAG 2.2, 1.4.3 and 1.4.11).
 */

/** @typedef {[number, number, number]} Colour */

/** The accent of a site that has none of its own. */
export const DEFAULT_ACCENT = '#0f5c6e';

const TEXT_CONTRAST = 4.6; // 4.5 is asked for; the rest is for rounding
/** @type {Colour} */
const WHITE = [255, 255, 255];
/** @type {Colour} */
const BLACK = [0, 0, 0];
// The surfaces and the pages of styles/base.css.
const LIGHT = ['#ffffff', '#f4f6f5'];
const DARK = ['#19252a', '#10181b'];

/**
 * @param {string | null | undefined} hex
 * @returns {hex is string}
 */
export function isColour(hex) {
  return /^#([\da-f]{3}|[\da-f]{6})$/i.test(hex ?? '');
}

/**
 * @param {string} hex
 * @returns {Record<string, string>} custom properties for the stylesheet
 */
export function accentProperties(hex) {
  const accent = parse(hex);
  return {
    ...shades('light', readable(accent, LIGHT.map(parse), BLACK, WHITE), BLACK, WHITE, WHITE),
    ...shades('dark', readable(accent, DARK.map(parse), WHITE, parse(DARK[0])), WHITE, parse(DARK[0]), BLACK),
    '--bubble-light': css(readable(accent, [WHITE], BLACK, BLACK)),
    '--bubble-dark': css(readable(mix(accent, BLACK, 0.25), [WHITE], BLACK, BLACK)),
  };
}

/**
 * @param {string} scheme
 * @param {Colour} accent
 * @param {Colour} away what makes it stand out more
 * @param {Colour} surface what makes it soft
 * @param {Colour} on text on it
 */
function shades(scheme, accent, away, surface, on) {
  return {
    [`--accent-${scheme}`]: css(accent),
    [`--accent-strong-${scheme}`]: css(mix(accent, away, 0.3)),
    [`--accent-soft-${scheme}`]: css(soft(accent, surface)),
    [`--on-accent-${scheme}`]: css(on),
  };
}

/**
 * @param {Colour} accent
 * @param {Colour} surface
 */
function soft(accent, surface) {
  return mix(accent, surface, 0.88);
}

/**
 * @param {Colour} colour
 * @param {Colour[]} backgrounds
 * @param {Colour} towards
 * @param {Colour} surface its own soft shade on this one is a background, too
 */
function readable(colour, backgrounds, towards, surface) {
  for (let share = 0; share < 1; share += 0.04) {
    const mixed = mix(colour, towards, share);
    const all = surface === towards ? backgrounds : [...backgrounds, soft(mixed, surface)];
    if (all.every((background) => contrast(mixed, background) >= TEXT_CONTRAST)) return mixed;
  }
  return towards;
}

/**
 * @param {Colour} a
 * @param {Colour} b
 */
function contrast(a, b) {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

/** @param {Colour} colour */
function luminance(colour) {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * @param {Colour} colour
 * @param {Colour} other
 * @param {number} share of the other
 */
function mix(colour, other, share) {
  return /** @type {Colour} */ (colour.map((part, index) => Math.round(part + (other[index] - part) * share)));
}

/**
 * @param {string} hex
 * @returns {Colour}
 */
function parse(hex) {
  const digits = hex.length === 4 ? hex.replace(/[\da-f]/gi, '$&$&') : hex;
  return /** @type {Colour} */ ([1, 3, 5].map((start) => parseInt(digits.slice(start, start + 2), 16)));
}

/** @param {Colour} colour */
function css(colour) {
  return `rgb(${colour})`;
}
