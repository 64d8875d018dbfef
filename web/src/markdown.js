/**
 * The small part of Markdown that the server's answers use: paragraphs, line breaks, **bold**, *italic* or _italic_,
 * "- " and "1. " lists, links and pictures. Everything else, raw HTML included, is the text it is.
 */

/**
 * @typedef {{ kind: 'text', text: string }} Text
 * @typedef {{ kind: 'break' }} Break
 * @typedef {{ kind: 'strong', parts: Part[] }} Strong
 * @typedef {{ kind: 'em', parts: Part[] }} Emphasis
 * @typedef {{ kind: 'link', parts: Part[], url: string }} Link
 * @typedef {{ kind: 'picture', alt: string, url: string }} Picture
 * @typedef {Text | Break | Strong | Emphasis | Link | Picture} Part
 * @typedef {{ kind: 'paragraph', lines: string[], source: boolean }} Paragraph
 * @typedef {{ kind: 'list', ordered: boolean, start: number, items: string[], source: boolean }} List
 */

const SOURCE_LINE = /^(\*\*)?Kilder?:/;
const BULLET = /^\s*- +(.*)$/;
const NUMBERED = /^\s*(\d{1,3})\. +(.*)$/;

/**
 * @param {string} text
 * @returns {(Paragraph | List)[]}
 */
export function parseBlocks(text) {
  /** @type {(Paragraph | List)[]} */
  const blocks = [];
  let afterBlank = true;
  for (const line of text.split(/\r?\n/)) {
    const last = blocks.at(-1);
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
const PICTURE = /!\[([^[\]\n]*)\]\(((?:[^\s()]|\([^\s()]*\))+)\)/y;
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
 * @returns {Part[]}
 */
export function parseInline(text) {
  /** @type {Part[]} */
  const parts = [];
  let plain = '';
  const flush = () => {
    if (plain) parts.push({ kind: 'text', text: plain });
    plain = '';
  };
  for (let index = 0; index < text.length; ) {
    const found = partAt(text, index);
    if (found) {
      flush();
      parts.push(found.part);
      index += found.length;
    } else {
      plain += text[index];
      index += 1;
    }
  }
  flush();
  return parts;
}

/**
 * @param {string} text
 * @param {number} index
 * @returns {{ part: Part, length: number } | null}
 */
function partAt(text, index) {
  const char = text[index];
  let match = null;
  if (char === '\n') return { part: { kind: 'break' }, length: 1 };
  if (char === '*' && (match = matchAt(STRONG, text, index))) {
    return { part: { kind: 'strong', parts: parseInline(match[1]) }, length: match[0].length };
  }
  const pattern = char === '*' ? STAR_EMPHASIS : char === '_' ? UNDERSCORE_EMPHASIS : null;
  const insideWord = char === '_' && WORD_CHARACTER.test(text[index - 1] ?? '');
  if (pattern && !insideWord && (match = matchAt(pattern, text, index))) {
    return { part: { kind: 'em', parts: parseInline(match[1]) }, length: match[0].length };
  }
  if (char === '[' && (match = matchAt(LINK, text, index))) {
    return { part: { kind: 'link', parts: parseInline(match[1]), url: match[2] }, length: match[0].length };
  }
  if (char === '!' && (match = matchAt(PICTURE, text, index))) {
    return { part: { kind: 'picture', alt: match[1], url: match[2] }, length: match[0].length };
  }
  return null;
}

const LINK_LINE = /^(?:- )?(?:\*\*)?\[[^\]]*\]\(([^\s()]+)\)(?:\*\*)?(?: \([^()]*\))?$/;

/**
 * The text without the lines that say nothing but a link to one of these.
 * @param {string[]} urls
 * @param {string} text
 */
export function withoutLinesTo(urls, text) {
  return text
    .split('\n')
    .filter((line) => !urls.includes(LINK_LINE.exec(line.trim())?.[1] ?? ''))
    .join('\n');
}

/**
 * The text without its marks, to copy or to read aloud.
 * @param {string} text
 * @param {(url: string) => string} address what stands after a link's words, '' for nothing
 * @param {boolean} withSource
 */
export function plainText(text, address, withSource) {
  /** @type {(parts: Part[]) => string} */
  const inline = (parts) => parts.map(part).join('');
  /** @type {(found: Part) => string} */
  const part = (found) => {
    if (found.kind === 'text') return found.text;
    if (found.kind === 'break') return '\n';
    if (found.kind === 'picture') return found.alt;
    return inline(found.parts) + (found.kind === 'link' ? address(found.url) : '');
  };
  return parseBlocks(text)
    .filter(({ source }) => withSource || !source)
    .map((block) =>
      block.kind === 'paragraph'
        ? inline(parseInline(block.lines.join('\n')))
        : block.items
            .map((item, index) => `${block.ordered ? `${block.start + index}.` : '-'} ${inline(parseInline(item))}`)
            .join('\n'),
    )
    .join('\n\n');
}
