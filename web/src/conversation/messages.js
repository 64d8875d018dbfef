/**
 * What a message of Skolebro's may hold, and a reader that lets nothing else in: messages come from the server, but also
 * from the browser's storage, where any script of the page may have been.
 */

/**
 * @typedef {{ title: string, payload: string }} Choice
 * @typedef {{ title: string, url: string, alt: string }} Attachment
 * @typedef {{
 *   text: string, buttons: Choice[], outcome: string, card: string, reviewed: string, attachments: Attachment[]
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
      .map(({ title, payload }) => ({ title: string(title), payload: string(payload) }))
      .filter(({ title, payload }) => title && payload),
    outcome: string(custom.outcome),
    card: string(custom.card),
    reviewed: string(custom.reviewed),
    attachments: list(custom.attachments)
      .map(({ title, url, alt }) => ({ title: string(title), url: string(url), alt: string(alt) }))
      .filter(({ url }) => url),
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
