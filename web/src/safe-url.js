/**
 * Accepts https:// addresses and paths on the server ("/..."), nothing else.
 * @param {unknown} url
 * @param {string} base Absolute URL of the server
 * @returns {string | null} an address that is safe in href and src
 */
export function safeUrl(url, base) {
  // "//host" and "/\host" leave the server; white space and backslashes are rewritten by URL parsers.
  if (typeof url !== 'string' || !/^(https:\/\/|\/(?!\/))/i.test(url) || /[\s\\]/.test(url)) return null;
  try {
    const resolved = new URL(url, base);
    return resolved.origin === location.origin && url.startsWith('/') ? url : resolved.href;
  } catch {
    return null;
  }
}

/**
 * Whoever a picture comes from learns who looks at it: that may only be the chat's own server.
 * @param {string} url
 * @param {string} base
 */
export function isOwn(url, base) {
  return new URL(url, base).origin === new URL(base).origin;
}

/**
 * @param {string} url
 * @param {string} base
 */
export function isPicture(url, base) {
  return /\.(png|jpe?g|gif|webp|avif|svg)$/i.test(new URL(url, base).pathname);
}
