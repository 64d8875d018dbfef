/** The controllers of one element, each with one thing to look after. */
import { AnswersController } from './answers-controller.js';
import { ComposerController } from './composer-controller.js';
import { EndingController } from './ending-controller.js';
import { FocusController } from './focus-controller.js';
import { MenuController } from './menu-controller.js';
import { NoticesController } from './notices-controller.js';
import { PictureController } from './picture-controller.js';
import { RoleController } from './role-controller.js';
import { ScrollController } from './scroll-controller.js';
import { SessionController } from './session-controller.js';
import { SpeechController } from './speech-controller.js';
import { TextSizeController } from './text-size-controller.js';
import { ThemeController } from './theme-controller.js';

// Lit calls them in this order. The session makes the conversation the others look at; the focus is put right last.
const CONTROLLERS = {
  session: SessionController,
  theme: ThemeController,
  textSize: TextSizeController,
  notices: NoticesController,
  speech: SpeechController,
  picture: PictureController,
  composer: ComposerController,
  role: RoleController,
  scroll: ScrollController,
  answers: AnswersController,
  ending: EndingController,
  menu: MenuController,
  focus: FocusController,
};

/** @typedef {{ [Name in keyof typeof CONTROLLERS]: InstanceType<(typeof CONTROLLERS)[Name]> }} Parts */

/**
 * @param {import('../skolebro-chat.js').SkolebroChat} host
 * @returns {Parts}
 */
export function controllersOf(host) {
  const parts = /** @type {any} */ ({});
  for (const [name, Controller] of Object.entries(CONTROLLERS)) parts[name] = new Controller(host, parts);
  return parts;
}
