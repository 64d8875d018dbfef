import { Controller } from './controller.js';

/** @typedef {import('../conversation/messages.js').Attachment} Picture */

/** The picture that is shown large, in the browser's own modal dialog. */
export class PictureController extends Controller {
  /** @type {Picture | null} */
  shown = null;

  /** @param {Picture | null} picture */
  show = (picture) => {
    this.shown = picture;
    this.changed();
  };

  close = () => this.show(null);

  hostUpdated() {
    const dialog = /** @type {HTMLDialogElement} */ (this.find('dialog'));
    if (!this.shown) dialog.close();
    else if (!dialog.open) dialog.showModal();
  }
}
