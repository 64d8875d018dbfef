/**
 * What a message of Skolebro's may hold, and a reader that lets nothing else in: messages come from the server, but also
 * from the browser's storage, where any script of the page may have been.
 */

/**
 * `kind`: what a choice does that is no plain answer: 'help', 'skip', 'stop', 'delete' or 'keep'; else ''.
 * Progress is kept as the server names it: which question of a guided conversation waits for an answer.
 * @typedef {{ title: string, payload: string, kind: string }} Choice
 * @typedef {{ part: string, number: number, of: number, can_go_back: boolean, can_skip: boolean, answered: string }} Progress
 * @typedef {{ title: string, url: string, alt: string }} Attachment
 * @typedef {{
 *   text: string, buttons: Choice[], outcome: string, card: string, sources: { title: string }[], voice: string,
 *   attachments: Attachment[], progress: Progress | null, line_payloads: string[]
 * }} BotMessage  Empty texts and lists for what the message does not have.
 */

/**
 * @param {any} value
 * @returns {BotMessage | null}
 */
export function readMessage(value) {
  if (!value || typeof value !== 'object') return null;
  const custom = value.custom ?? {};
  return {
    text: string(value.text),
    buttons: list(value.buttons)
      .map(({ title, payload, kind }) => ({ title: string(title), payload: string(payload), kind: string(kind) }))
      .filter(({ title, payload }) => title && payload),
    outcome: string(custom.outcome),
    card: string(custom.card),
    sources: list(custom.sources)
      .map(({ title }) => ({ title: string(title) }))
      .filter(({ title }) => title),
    voice: string(custom.voice),
    attachments: list(custom.attachments)
      .map(({ title, url, alt }) => ({ title: string(title), url: string(url), alt: string(alt) }))
      .filter(({ url }) => url),
    progress: readProgress(custom.progress),
    line_payloads: Array.isArray(custom.line_payloads) ? custom.line_payloads.map(string) : [],
  };
}

/**
 * @param {any} value
 * @returns {Progress | null}
 */
function readProgress(value) {
  const { part, number, of, can_go_back, can_skip, answered } = Object(value);
  if (!string(part) || !(number >= 1 && number <= of)) return null;
  return {
    part,
    number: Number(number),
    of: Number(of),
    can_go_back: can_go_back === true,
    can_skip: can_skip === true,
    answered: string(answered),
  };
}

/**
 * The same message as the server would have sent it, which is how it is kept.
 * @param {BotMessage} message
 */
export function asSent({ text, buttons, ...custom }) {
  return { text, buttons, custom };
}

/**
 * @param {any} value
 * @returns {BotMessage[]}
 */
export function readMessages(value) {
  return /** @type {BotMessage[]} */ (list(value).map(readMessage).filter(Boolean));
}

/** @param {unknown} value */
export function string(value) {
  return typeof value === 'string' ? value : '';
}

/**
 * @param {unknown} value
 * @returns {any[]} the objects in the list
 */
export function list(value) {
  return Array.isArray(value) ? value.filter((item) => item && typeof item === 'object') : [];
}
