/** Wild input, the same in each run. */

/**
 * @param {number} seed
 * @returns {(below: number) => number} a whole number from 0 on
 */
export function dice(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/**
 * @param {number} count
 * @param {string[]} pieces what the texts are made of
 * @param {number} longest in pieces
 * @returns {string[]}
 */
export function wildTexts(count, pieces, longest) {
  const roll = dice(count + longest);
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + roll(longest) }, () => pieces[roll(pieces.length)]).join(''),
  );
}
