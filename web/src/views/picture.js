/** Pictures: small in the answer, and as large as the window allows. */
import { html, nothing } from 'lit';
import * as icons from '../icons.js';

/**
 * @typedef {import('../conversation/messages.js').Attachment} Picture
 * @typedef {import('../i18n/index.js').Texts} Texts
 * @typedef {(picture: Picture) => void} ShowPicture
 */

/**
 * @param {Picture} picture its url was found safe
 * @param {Texts} t
 * @param {ShowPicture} [showPicture] without: where nothing can be pressed, as on paper
 */
export function pictureButton(picture, t, showPicture) {
  const alt = picture.alt || picture.title || (showPicture ? t.picture : '');
  const image = html`<img src=${picture.url} alt=${alt} />`;
  if (!showPicture) return image;
  return html`<button
    class="picture"
    type="button"
    aria-label=${t.openPicture(alt)}
    @click=${() => showPicture({ ...picture, alt })}
  >
    ${image}
  </button>`;
}

/**
 * The browser's own modal dialog closes with Esc and gives the focus back.
 * @param {Texts} t
 * @param {import('../controllers/index.js').Parts['picture']} shown
 */
export function pictureDialog(t, { shown: picture, close }) {
  return html`<dialog class="picture-dialog" aria-label=${picture?.alt ?? nothing} @close=${close}>
    ${picture
      ? html`<form method="dialog">
            <button class="icon-button picture-close" aria-label=${t.closePicture} title=${t.closePicture}>${icons.close}</button>
          </form>
          <img src=${picture.url} alt=${picture.alt} />
          ${picture.title ? html`<p lang="da">${picture.title}</p>` : nothing}`
      : nothing}
  </dialog>`;
}
