/**
 * Accepts https:// addresses and paths on the server ("/..."), nothing else.
 * @param {string} url
 * @param {string} base Absolute URL of the server
 * @returns {string | null} an address that is safe in href and src
 */
export function safeUrl(url, base) {
  // "//host" and "/\host" leave the server; white space and backslashes are rewritten by URL parsers.
  if (!/^(https:\/\/|\/(?!\/))/i.test(url) || /[\s\\]/.test(url)) return null;
  try {
    const resolved = new URL(url, base);
    return resolved.origin === location.origin && url.startsWith('/') ? url : resolved.href;
  } catch {
    return null;
  }
}
