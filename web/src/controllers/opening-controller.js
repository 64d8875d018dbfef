import { Controller } from './controller.js';

/** What can stand open below the header; a controller of it says what opens it. */
export class OpeningController extends Controller {
  isOpen = false;

  /** The button that opens it. */
  get opener() {
    return '';
  }

  toggle = () => {
    this.isOpen = !this.isOpen;
    this.changed();
  };

  hide() {
    if (this.isOpen) this.toggle();
  }

  /** Closes it; the focus goes back to what opened it. */
  close() {
    this.hide();
    this.find(this.opener)?.focus();
  }
}
