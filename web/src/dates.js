/** Times and dates as one says them. */

const LOCALES = /** @type {Record<string, string>} */ ({ da: 'da-DK', en: 'en-GB' });

/**
 * @param {number} at
 * @param {string} language
 * @param {import('./i18n/index.js').Texts} t
 */
export function timeOf(at, language, t) {
  const date = new Date(at);
  const time = t.clock(format(date, language, { hour: '2-digit', minute: '2-digit' }));
  const yesterday = new Date();
  if (date.toDateString() === yesterday.toDateString()) return time;
  yesterday.setDate(yesterday.getDate() - 1);
  if (date.toDateString() === yesterday.toDateString()) return `${t.yesterday} ${time}`;
  return `${format(date, language, { day: 'numeric', month: 'long' })} ${time}`;
}

/**
 * @param {Date} date
 * @param {string} language
 * @param {Intl.DateTimeFormatOptions} options
 */
function format(date, language, options) {
  return new Intl.DateTimeFormat(LOCALES[language], options).format(date);
}
