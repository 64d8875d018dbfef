/**
 * The frame's own words, one file a language. The answers, the greeting and what the server says when it refuses are
 * always Danish.
 */
import { da } from './da.js';
import { en } from './en.js';

/** @typedef {import('./da.js').Texts} Texts */

/** @type {Record<string, Texts>} */
export const TEXTS = { da, en };

/**
 * @param {string | null | undefined} language as the page asks for it
 * @returns {string} a language there are words for; Danish for any other
 */
export function knownLanguage(language) {
  return language && Object.hasOwn(TEXTS, language) ? language : 'da';
}
