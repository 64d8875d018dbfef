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
 * @param {string} iso e.g. 2026-05-03
 * @returns {string} e.g. 3. maj 2026; '' for what is no date
 */
export function danishDate(iso) {
  const date = new Date(`${iso}T12:00`);
  return isNaN(date.getTime()) ? '' : format(date, 'da', { day: 'numeric', month: 'long', year: 'numeric' });
}

/**
 * @param {Date} date
 * @param {string} language
 * @param {Intl.DateTimeFormatOptions} options
 */
function format(date, language, options) {
  return new Intl.DateTimeFormat(LOCALES[language], options).format(date);
}
