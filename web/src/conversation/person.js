/**
 * Tells whether two sign-in tokens are of the same person, without keeping either: a short fingerprint of the subject.
 * It proves nothing, and need not: the server checks the token itself. It only keeps one person's talk from being shown
 * to the next one who signs in in the same tab.
 * @param {string | null | undefined} token JWT
 * @returns {string | null} null without a token
 */
export function personOf(token) {
  if (!token) return null;
  let subject = '';
  try {
    const { iss = '', sub = '' } = JSON.parse(atob(token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/')));
    subject = `${iss} ${sub}`;
  } catch {
    // Not a token we can read: the server will say so.
  }
  let hash = 0x811c9dc5;
  for (const char of subject) hash = Math.imul(hash ^ /** @type {number} */ (char.codePointAt(0)), 0x01000193);
  return (hash >>> 0).toString(36);
}
