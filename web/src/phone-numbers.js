/** Telephone numbers in a text: the short ones everybody may need, and Danish ones of eight digits. */

const NUMBERS = /\b(11[24]|1813|1888|116 111|70 \d{3} \d{3}|\d\d( \d\d){3})\b/;

/**
 * @param {string} text
 * @returns {string[]} the text in pieces; every other one, from the second, is a number
 */
export function phonesIn(text) {
  const found = NUMBERS.exec(text);
  if (!found) return [text];
  return [text.slice(0, found.index), found[0], ...phonesIn(text.slice(found.index + found[0].length))];
}
