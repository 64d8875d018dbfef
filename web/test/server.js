/** A real HTTP server on this machine, that says what a test wants it to. */
import { createServer } from 'node:http';
import { after } from 'node:test';

/**
 * @typedef {{ method: string, path: string, key: string, body: any }} Asked
 * @typedef {{ status?: number, body?: unknown, headers?: Record<string, string>, hangUp?: boolean }} Answer
 */

/** @param {(asked: Asked) => Answer | Promise<Answer>} answer */
export async function serve(answer) {
  /** @type {Asked[]} */
  const asked = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const question = {
      method: String(request.method),
      path: String(request.url).replace('/chat/', ''),
      key: (request.headers.authorization ?? '').replace('Bearer ', ''),
      body: text && JSON.parse(text),
    };
    asked.push(question);
    const { status = 200, body = {}, headers = {}, hangUp } = await answer(question);
    if (hangUp) return request.socket.destroy();
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(status === 204 ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(null)));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { base: `http://127.0.0.1:${port}/chat/`, asked };
}

/**
 * @param {string} kind
 * @param {number} status
 * @param {Record<string, string>} [headers]
 * @returns {Answer} a refusal as the server writes it
 */
export function problem(kind, status, headers) {
  return { status, headers, body: { type: `urn:skolebro:${kind}`, title: 'Nej', status, detail: `Nej: ${kind}` } };
}

/** @param {object} claims */
export function tokenOf(claims) {
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
}
