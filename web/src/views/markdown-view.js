/** Markdown as Lit templates. */
import { html, nothing } from 'lit';
import { parseBlocks, parseInline } from '../markdown.js';
import { phonesIn } from '../phone-numbers.js';
import { isOwn, safeUrl } from '../safe-url.js';
import { pictureButton } from './picture.js';

/**
 * @typedef {import('../markdown.js').Part} Part
 * @typedef {{
 *   base: string, t: import('../i18n/index.js').Texts, showPicture?: import('./picture.js').ShowPicture,
 *   linePayloads?: string[], choose?: (choice: import('../conversation/messages.js').Choice) => void
 * }} Around  `linePayloads`: what pressing each numbered line sends
 */

/**
 * @param {string} text
 * @param {Around} around
 */
export function markdownView(text, around) {
  return parseBlocks(text).map((block) => blockView(block, around));
}

/**
 * The source is named in one line; the rest of it is there for who wants it.
 * @param {string} text
 * @param {string} source its name, or ''
 * @param {Around} around
 */
export function foldedMarkdownView(text, source, around) {
  const blocks = parseBlocks(text);
  const sources = blocks.filter((block) => block.source);
  return [
    around.linePayloads?.length
      ? partsView(blocks, around)
      : blocks.filter((block) => !block.source).map((block) => blockView(block, around)),
    sources.length
      ? html`<details class="sources">
          <summary>Kilde${source && `: ${source}`}</summary>
          ${sources.map((block) => blockView(block, around))}
        </details>`
      : nothing,
  ];
}

/**
 * A heading folds the numbered lines under it, and each line can be pressed.
 * @param {ReturnType<typeof parseBlocks>} blocks
 * @param {Around} around
 */
function partsView(blocks, around) {
  const isNumbered = (/** @type {number} */ at) => blocks[at]?.kind === 'list' && /** @type {any} */ (blocks[at]).ordered;
  return blocks.map((block, at) => {
    if (isNumbered(at)) return nothing;
    if (!isNumbered(at + 1) || block.kind !== 'paragraph') return blockView(block, around);
    const lines = /** @type {import('../markdown.js').List} */ (blocks[at + 1]);
    return html`<details class="part" open>
      <summary>${inlineView(parseInline(block.lines.join(' ')), around)}</summary>
      <ol start=${lines.start}>
        ${lines.items.map((line, place) => html`<li>${lineView(line, around.linePayloads?.[lines.start + place - 1], around)}</li>`)}
      </ol>
    </details>`;
  });
}

/**
 * @param {string} line
 * @param {string | undefined} payload
 * @param {Around} around
 */
function lineView(line, payload, { choose, ...around }) {
  const words = inlineView(parseInline(line), around);
  if (!payload || !choose) return words;
  const [named] = line.split(':');
  const choice = { title: `${around.t.correct}: ${named}`, payload, kind: '' };
  return html`<button class="line" type="button" title=${around.t.correct} @click=${() => choose(choice)}>${words}</button>`;
}

/**
 * @param {ReturnType<typeof parseBlocks>[number]} block
 * @param {Around} around
 */
function blockView(block, around) {
  const style = block.source ? 'source' : nothing;
  if (block.kind === 'paragraph') {
    return html`<p class=${style} dir="auto">${inlineView(parseInline(block.lines.join('\n')), around)}</p>`;
  }
  const items = block.items.map((item) => html`<li dir="auto">${inlineView(parseInline(item), around)}</li>`);
  return block.ordered
    ? html`<ol class=${style} start=${block.start}>${items}</ol>`
    : html`<ul class=${style}>${items}</ul>`;
}

/**
 * @param {Part[]} parts
 * @param {Around} around
 * @returns {unknown[]}
 */
function inlineView(parts, around) {
  return parts.map((part) => {
    if (part.kind === 'text') return textView(part.text);
    if (part.kind === 'break') return html`<br />`;
    if (part.kind === 'strong') return html`<strong>${inlineView(part.parts, around)}</strong>`;
    if (part.kind === 'em') return html`<em>${inlineView(part.parts, around)}</em>`;
    const url = safeUrl(part.url, around.base);
    if (part.kind === 'picture') {
      const { alt } = part;
      if (!url) return alt;
      return isOwn(url, around.base)
        ? pictureButton({ url, alt, title: '' }, around.t, around.showPicture)
        : linkView(url, alt || url, around.t.newTab);
    }
    const label = inlineView(part.parts, around);
    return url ? linkView(url, label, around.t.newTab) : ['[', label, `](${part.url})`];
  });
}

/**
 * Numbers to call can be tapped.
 * @param {string} text
 */
export function textView(text) {
  return phonesIn(text).map((piece, place) =>
    place % 2 ? html`<a dir="ltr" href="tel:${piece.replaceAll(' ', '')}">${piece}</a>` : piece,
  );
}

/**
 * A new tab, because leaving the page would lose the place one is at.
 * @param {string} url
 * @param {unknown} label
 * @param {string} newTab
 */
export function linkView(url, label, newTab) {
  return html`<a href=${url} target="_blank" rel="noopener noreferrer"
    >${label}<span class="visually-hidden"> (${newTab})</span></a
  >`;
}
