/** How a site wants Skolebro to look and greet. The widget works without: everything has a default of its own. */
import { ROLES, roleIn } from './conversation/chat-client.js';
import { list, readMessage, string } from './conversation/messages.js';
import { isOwn, safeUrl } from './safe-url.js';

/**
 * `choice` is what somebody says who chooses a role, `payload` what says it to the server, `name` what she is called.
 * @typedef {{ role: import('./conversation/chat-client.js').Role, choice: string, name: string, payload: string }} Asker
 * @typedef {import('./conversation/messages.js').BotMessage} BotMessage
 * @typedef {{
 *   title: string, roles: Asker[], greeting: BotMessage, greetings: Map<string, BotMessage>,
 *   contacts: { label: string, value: string }[], privacy: string, accessibility: string, logo: string | null,
 *   accent: string, signIn: string, longest: number, remarks: { longest: number, days: number } | null
 * }} Theme  `greetings`: those of a role that has its own; `remarks`: null where none is taken.
 */

const GREETING = /** @type {BotMessage} */ (readMessage({ text: 'Hej. Hvad kan jeg hjælpe med?' }));

/**
 * @param {any} answer what the server sent; anything will do
 * @param {string} base
 * @returns {Theme}
 */
export function readTheme(answer, base) {
  const theme = Object(answer);
  const greetings = Object(theme.greetings);
  const logo = safeUrl(theme.logo, base);
  return {
    title: string(theme.title) || 'Skolebro',
    roles: list(theme.roles).flatMap(({ role, choice, name, payload }) => {
      const known = roleIn(role);
      const said = { choice: string(choice), name: string(name), payload: string(payload) };
      return known && said.choice && said.name && said.payload ? [{ role: known, ...said }] : [];
    }),
    greeting: readMessage(greetings.alle) ?? GREETING,
    greetings: new Map(
      ROLES.flatMap((role) => {
        const greeting = readMessage(greetings[role]);
        return greeting ? [/** @type {[string, BotMessage]} */ ([role, greeting])] : [];
      }),
    ),
    contacts: list(theme.contacts)
      .map(({ label, value }) => ({ label: string(label), value: string(value) }))
      .filter(({ label, value }) => label && value),
    privacy: safeUrl(theme.privacy, base) ?? `${base}privatliv`,
    accessibility: safeUrl(theme.accessibility, base) ?? `${base}tilgaengelighed`,
    logo: logo && isOwn(logo, base) ? logo : null,
    accent: string(theme.accent),
    signIn: string(theme.sign_in),
    longest: theme.longest_message > 0 ? theme.longest_message : 1000,
    remarks: theme.remarks?.longest > 0 && theme.remarks.days > 0 ? theme.remarks : null,
  };
}
