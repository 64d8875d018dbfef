import { plainText } from '../markdown.js';
import { Controller } from './controller.js';

const synthesis = window.speechSynthesis;

function danishVoice() {
  return synthesis?.getVoices().find(({ lang, localService }) => localService === true && /^da\b/i.test(lang));
}

/**
 * Reading aloud, only with a Danish voice on the device itself: a remote voice would send the text to somebody else.
 */
export class SpeechController extends Controller {
  /** Key of the answer that is being read, or ''. */
  speaking = '';

  /** @param {{ signal: AbortSignal }} onPage */
  listen(onPage) {
    // Voices arrive some time after the page.
    synthesis?.addEventListener?.('voiceschanged', this.changed, onPage);
  }

  hostDisconnected() {
    super.hostDisconnected();
    this.stop();
  }

  get canSpeak() {
    return Boolean(danishVoice());
  }

  /**
   * Begins with an answer, or stops when it was that one.
   * @param {import('../conversation/history.js').BotEntry} entry
   */
  toggle({ key, message }) {
    const stop = this.speaking === key;
    this.stop();
    const voice = danishVoice();
    if (stop || !voice) return;
    this.#set(key);
    const ended = () => {
      if (this.speaking === key) this.#set('');
    };
    synthesis.cancel();
    // Line by line: browsers break off an utterance that is very long.
    const lines = plainText(message.text, () => '', false).split('\n').filter((line) => line.trim());
    lines.forEach((line, index) => {
      const utterance = new SpeechSynthesisUtterance(line);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      utterance.onerror = ended;
      if (index === lines.length - 1) utterance.onend = ended;
      synthesis.speak(utterance);
    });
  }

  stop() {
    if (!this.speaking) return;
    synthesis.cancel();
    this.#set('');
  }

  /** @param {string} key */
  #set(key) {
    this.speaking = key;
    this.changed();
  }
}
