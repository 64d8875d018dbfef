/** The conversation on paper: a window of its own with nothing but what was said. */
import { html, nothing, render } from 'lit';
import { timeOf } from './dates.js';
import print from './styles/print.css';
import { attachmentView } from './views/messages-view.js';
import { markdownView } from './views/markdown-view.js';

/**
 * @typedef {import('./conversation/history.js').Entry} Entry
 * @typedef {{ t: import('./i18n/index.js').Texts, language: string, title: string, base: string }} Around
 */

/**
 * @param {Entry[]} entries
 * @param {Around} around
 * @returns {boolean} false when the browser blocked the window
 */
export function printConversation(entries, around) {
  const paper = window.open('about:blank', '_blank');
  if (!paper) return false;
  const { document } = paper;
  document.title = around.title;
  document.documentElement.lang = around.language;
  // A stylesheet belongs to the window it was made in.
  const sheet = new /** @type {any} */ (paper).CSSStyleSheet();
  sheet.replaceSync(print);
  document.adoptedStyleSheets = [sheet];
  render(paperView(entries, around), document.body, { creationScope: document });
  const pictures = Array.from(document.images, (image) => image.decode().catch(() => {}));
  Promise.all(pictures).then(() => paper.print());
  return true;
}

/**
 * @param {Entry[]} entries
 * @param {Around} around
 */
function paperView(entries, around) {
  return html`<h1>${around.t.dialog(around.title)}</h1>
    <p class="notice">${around.t.notice}</p>
    ${entries.map((entry) => {
      if (entry.kind === 'user') {
        return html`${whoView(around.t.you, entry.at, around)}<p class="asked">${entry.text}</p>`;
      }
      if (entry.kind !== 'bot') return nothing;
      const { text, attachments } = entry.message;
      return html`${whoView(around.title, entry.at, around)}
        <div lang="da">
          ${markdownView(text, around)}
          ${attachments.map((attachment) => attachmentView(attachment, around))}
        </div>`;
    })}`;
}

/**
 * @param {string} who
 * @param {number} at
 * @param {Around} around
 */
function whoView(who, at, { language, t }) {
  return html`<h2>${who} <small>${timeOf(at, language, t)}</small></h2>`;
}
