import { embed } from './embed.js';
import { SkolebroChat } from './skolebro-chat.js';

// Only known while the script first runs.
const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  SkolebroChat.scriptBase = new URL('.', script.src).href;
}
customElements.define('skolebro-chat', SkolebroChat);
if (script instanceof HTMLScriptElement) embed(script);
