/**
 * The small part of Markdown that the server's answers use, rendered with Lit templates:
 * paragraphs, line breaks, **bold**, *italic* or _italic_, "- " and "1. " lists, and links.
 * Everything else, raw HTML included, is shown as the text it is.
 */
import { html, nothing } from 'lit';
import { safeUrl } from './safe-url.js';

/**
 * @typedef {{ kind: 'paragraph', lines: string[], source: boolean }} Paragraph
 * @typedef {{ kind: 'list', ordered: boolean, start: number, items: string[], source: boolean }} List
 */

const SOURCE_LINE = /^(\*\*)?Kilder?:/;
const BULLET = /^\s*- +(.*)$/;
const NUMBERED = /^\s*(\d{1,3})\. +(.*)$/;

/**
 * @param {string} text
 * @param {string} base URL that relative links belong to
 */
export function renderMarkdown(text, base) {
  return parseBlocks(text).map((block) => {
    const style = block.source ? 'source' : nothing;
    if (block.kind === 'paragraph') return html`<p class=${style} dir="auto">${renderInline(block.lines.join('\n'), base)}</p>`;
    const items = block.items.map((item) => html`<li>${renderInline(item, base)}</li>`);
    return block.ordered
      ? html`<ol class=${style} start=${block.start}>${items}</ol>`
      : html`<ul class=${style}>${items}</ul>`;
  });
}

/**
 * @param {string} text
 * @returns {(Paragraph | List)[]}
 */
function parseBlocks(text) {
  /** @type {(Paragraph | List)[]} */
  const blocks = [];
  let afterBlank = true;
  for (const line of text.split(/\r?\n/)) {
    const last = blocks[blocks.length - 1];
    if (!line.trim()) {
      afterBlank = true;
      continue;
    }
    const bullet = BULLET.exec(line);
    const numbered = NUMBERED.exec(line);
    const number = numbered ? Number(numbered[1]) : 1;
    // A line that merely wraps at "2. klasse" is not a list: inside a paragraph only "1." starts one.
    const startsList = bullet || (numbered && (afterBlank || number === 1 || last?.kind === 'list'));

    if (startsList) {
      const ordered = !bullet;
      const item = bullet ? bullet[1] : /** @type {RegExpExecArray} */ (numbered)[2];
      const continues =
        last?.kind === 'list' &&
        last.ordered === ordered &&
        (!ordered || !afterBlank || number === last.start + last.items.length);
      if (continues) last.items.push(item);
      else {
        const source = !afterBlank && Boolean(last?.source);
        blocks.push({ kind: 'list', ordered, start: number, items: [item], source });
      }
    } else if (last?.kind === 'list' && !afterBlank && /^\s/.test(line)) {
      last.items[last.items.length - 1] += `\n${line.trim()}`;
    } else if (last?.kind === 'paragraph' && !afterBlank && (last.source || !SOURCE_LINE.test(line))) {
      last.lines.push(line.trim());
    } else {
      blocks.push({ kind: 'paragraph', lines: [line.trim()], source: SOURCE_LINE.test(line) });
    }
    afterBlank = false;
  }
  return blocks;
}

const STRONG = /\*\*(?=\S)([^]*?\S)\*\*(?!\*)/y;
const STAR_EMPHASIS = /\*(?=[^\s*])([^]*?[^\s*])\*(?!\*)/y;
const UNDERSCORE_EMPHASIS = /_(?=[^\s_])([^]*?[^\s_])_(?![\p{L}\p{N}_])/uy;
const LINK = /\[([^[\]\n]+)\]\(((?:[^\s()]|\([^\s()]*\))+)\)/y;
const WORD_CHARACTER = /[\p{L}\p{N}_]/u;

/**
 * @param {RegExp} pattern sticky pattern
 * @param {string} text
 * @param {number} index
 */
function matchAt(pattern, text, index) {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

/**
 * @param {string} text
 * @param {string} base
 * @returns {unknown[]} things a Lit template can hold
 */
function renderInline(text, base) {
  /** @type {unknown[]} */
  const out = [];
  let plain = '';
  const flush = () => {
    if (plain) out.push(plain);
    plain = '';
  };
  for (let index = 0; index < text.length; ) {
    const char = text[index];
    /** @type {RegExpExecArray | null} */
    let match = null;
    /** @type {unknown} */
    let rendered = null;
    if (char === '\n') {
      flush();
      out.push(html`<br />`);
      index += 1;
      continue;
    }
    if (char === '*' && (match = matchAt(STRONG, text, index))) {
      rendered = html`<strong>${renderInline(match[1], base)}</strong>`;
    } else if (char === '*' && (match = matchAt(STAR_EMPHASIS, text, index))) {
      rendered = html`<em>${renderInline(match[1], base)}</em>`;
    } else if (
      char === '_' &&
      !WORD_CHARACTER.test(text[index - 1] ?? '') &&
      (match = matchAt(UNDERSCORE_EMPHASIS, text, index))
    ) {
      rendered = html`<em>${renderInline(match[1], base)}</em>`;
    } else if (char === '[' && (match = matchAt(LINK, text, index))) {
      const href = safeUrl(match[2], base);
      if (href) rendered = renderLink(href, renderInline(match[1], base));
    }
    if (match && rendered) {
      flush();
      out.push(rendered);
      index += match[0].length;
    } else {
      plain += char;
      index += 1;
    }
  }
  flush();
  return out;
}

/**
 * A new tab, because leaving the page would lose the conversation.
 * @param {string} href
 * @param {unknown} label
 */
function renderLink(href, label) {
  return html`<a href=${href} target="_blank" rel="noopener noreferrer"
    >${label}<span class="visually-hidden"> (åbner i ny fane)</span></a
  >`;
}
