import { printConversation } from '../print-view.js';
import { OpeningController } from './opening-controller.js';

/** The menu in the header: open or closed, and what its items do. */
export class MenuController extends OpeningController {
  get opener() {
    return '.menu-button';
  }

  /** @param {FocusEvent} event */
  leave = ({ currentTarget, relatedTarget }) => {
    if (relatedTarget && !(/** @type {Element} */ (currentTarget).contains(/** @type {Node} */ (relatedTarget)))) {
      this.hide();
    }
  };

  /** @param {PointerEvent} event */
  pressedBeside = (event) => {
    const area = this.find('.menu-area');
    if (area && !event.composedPath().includes(area)) this.hide();
  };

  /** @param {import('./ending-controller.js').Ending} ending */
  end(ending) {
    this.close();
    this.parts.ending.ask(ending);
  }

  print = () => {
    this.close();
    const { t, name: title, base, frameLanguage: language } = this.host;
    const { entries } = this.parts.session.conversation;
    if (!printConversation(entries, { t, title, base, language })) this.parts.notices.warn(t.windowBlocked);
  };

  toggleRemember = () => {
    const { t } = this.host;
    const { conversation } = this.parts.session;
    conversation.remembers = !conversation.remembers;
    this.parts.notices.tell(conversation.remembers ? t.remembering : t.notRemembering);
  };
}
