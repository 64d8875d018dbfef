/** Pictures: small in the answer, and as large as the window allows. */
import { html, nothing } from 'lit';
import * as icons from '../icons.js';

/**
 * @typedef {import('../conversation/messages.js').Attachment} Picture
 * @typedef {{ label: (alt: string) => string, fallback: string, show: (picture: Picture) => void }} ShowPicture
 */

/**
 * @param {Picture} picture its url was found safe
 * @param {ShowPicture} [showPicture] without: where nothing can be pressed, as on paper
 */
export function pictureButton(picture, showPicture) {
  const alt = picture.alt || picture.title || showPicture?.fallback || '';
  if (!showPicture) return html`<img src=${picture.url} alt=${alt} />`;
  return html`<button
    class="picture"
    type="button"
    aria-label=${showPicture.label(alt)}
    @click=${() => showPicture.show({ ...picture, alt })}
  >
    <img src=${picture.url} alt=${alt} />
  </button>`;
}

/**
 * The browser's own modal dialog closes with Esc and gives the focus back.
 * @param {Picture | null} picture
 * @param {{ close: string, closed: () => void }} around
 */
export function pictureDialog(picture, { close, closed }) {
  return html`<dialog class="picture-dialog" aria-label=${picture?.alt ?? nothing} @close=${closed}>
    ${picture
      ? html`<form method="dialog">
            <button class="icon-button picture-close" aria-label=${close} title=${close}>${icons.close}</button>
          </form>
          <img src=${picture.url} alt=${picture.alt} />
          ${picture.title ? html`<p lang="da">${picture.title}</p>` : nothing}`
      : nothing}
  </dialog>`;
}
