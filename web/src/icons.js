/** Drawn for this widget. They say nothing to those who do not see them: the buttons have names. */
import { html } from 'lit';

/** @param {string} path */
const icon = (path) => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;

export const bridge = html`<svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
  <path d="M3 22h26M5 22a11 11 0 0 1 22 0M11 22v-9.8M16 22v-11M21 22v-9.8" />
</svg>`;
export const menu = icon('M4 7h16M4 12h16M4 17h16');
export const close = icon('M6 6l12 12M18 6L6 18');
export const copy = icon('M9 9h10v11H9zM15 9V4H5v11h4');
export const done = icon('M5 13l4.5 4.5L19 7');
export const speak = icon('M4 9.5v5h3.5L12 19V5L7.5 9.5zM15.5 9a4.5 4.5 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11');
export const stop = icon('M7 7h10v10H7z');
export const pencil = icon('M4 20l1-4L16 5l3 3L8 19zM14 7l3 3');
export const back = icon('M15 5l-7 7 7 7');
export const file = icon('M7 3h7l4 4v14H7zM14 3v4h4M12 11v6M9.5 14.5L12 17l2.5-2.5');
export const thumb = icon(
  'M7 11v9H4v-9zM7 11l4-7.5c1.6 0 2.4 1.2 2.1 2.7L12.5 9.5H18c1.3 0 2.2 1.2 1.9 2.4l-1.5 6.3c-.2 1-1 1.8-2.1 1.8H7',
);
