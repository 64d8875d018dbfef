/** All that was said, from the notice and the greeting to the answer that is being written. */
import { html, nothing } from 'lit';
import { linkView } from './markdown-view.js';
import { botView, errorView, noteView, userView } from './messages-view.js';
import { toolsView } from './tools-view.js';

/**
 * @param {import('../skolebro-chat.js').SkolebroChat} host
 * @param {import('../controllers/index.js').Parts} parts
 */
export function logView({ t, frameLanguage, name, base, startRole }, parts) {
  const { conversation } = parts.session;
  const { current: theme, greets } = parts.theme;
  const { entries, waiting, isBusy } = conversation;
  const lastAsked = entries.findLastIndex(({ kind }) => kind === 'user');
  const around = {
    t,
    language: frameLanguage,
    title: name,
    base,
    waiting: isBusy,
    contacts: theme.contacts,
    showPicture: parts.picture.show,
    choose: parts.composer.choose,
    retry: parts.composer.retry,
  };
  const greeting = theme.greetings.get(conversation.role ?? startRole ?? '') ?? theme.greeting;
  return html`
    <p class="notice" id="notice">${t.notice} ${linkView(theme.privacy, t.howWeProtect, t.newTab)}</p>
    ${greets && !conversation.isMeeting ? botView({ message: greeting }, lastAsked < 0, nothing, around) : nothing}
    ${entries.map((entry, index) => {
      const newest = index > lastAsked;
      if (entry.kind === 'user') return userView(entry, around);
      if (entry.kind === 'note') return noteView(t[entry.says]);
      if (entry.kind === 'error') return errorView(entry, newest && !isBusy, around);
      return botView(entry, newest, toolsView(t, entry, parts), around);
    })}
    ${waiting ? html`<div class="typing" aria-hidden="true"><i></i><i></i><i></i></div>` : nothing}
  `;
}
