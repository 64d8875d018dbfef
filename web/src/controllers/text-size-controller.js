import { Controller } from './controller.js';

/** In percent; each has its class in styles/frame.css. */
export const SIZES = [100, 125, 150, 200];

/** How large the text of the chat is, as somebody chose it in this browser. */
export class TextSizeController extends Controller {
  get size() {
    const kept = Number(this.parts.session.memory.textSize.get());
    return SIZES.includes(kept) ? kept : SIZES[0];
  }

  /** @param {number} size */
  async choose(size) {
    this.parts.session.memory.textSize.set(size === SIZES[0] ? null : String(size));
    this.changed();
    await this.host.updateComplete;
    this.parts.composer.fit();
  }
}
