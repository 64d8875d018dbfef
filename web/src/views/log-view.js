/** All that was said, from the notice and the greeting to the answer that is being written. */
import { html, nothing } from 'lit';
import { linkView } from './markdown-view.js';
import { botView, errorView, noteView, userView } from './messages-view.js';
import { rolesView } from './role-view.js';
import { toolsView } from './tools-view.js';

/** From here on it says something when a line was said. */
const PAUSE_MS = 5 * 60_000;

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
  const greeting = theme.greetings.get(conversation.greetedRole ?? startRole ?? '') ?? theme.greeting;
  const greeted = greets && !conversation.isMeeting;
  const asksWho = greeted && conversation.isEmpty && !parts.role.current && theme.roles.length;
  // What a message answered is told by the reply to it; it can be corrected while the questions go on.
  const answered = new Map(
    entries.flatMap((entry) => {
      const question = entry.kind === 'bot' && conversation.question && entry.message.progress?.answered;
      return question ? [[entry.id, question]] : [];
    }),
  );
  return html`
    <p class="notice" id="notice">${t.notice} ${linkView(theme.privacy, t.howWeProtect, t.newTab)}</p>
    ${greeted ? botView({ message: greeting }, lastAsked < 0, false, nothing, around) : nothing}
    ${asksWho ? rolesView(t, parts) : nothing}
    ${entries.map((entry, index) => {
      const newest = index > lastAsked;
      const timed = comesAfterPause(entries, index);
      if (entry.kind === 'user') return userView(entry, timed, answered.get(entry.id) ?? '', around);
      if (entry.kind === 'note') return noteView(t[entry.says]);
      if (entry.kind === 'error') return errorView(entry, newest && !isBusy, around);
      return botView(entry, newest, timed, toolsView(t, entry, parts), around);
    })}
    ${waiting ? html`<div class="typing" aria-hidden="true"><i></i><i></i><i></i></div>` : nothing}
  `;
}

/**
 * Whether minutes passed since the line before; since the first one, if it was not said just now.
 * @param {import('../conversation/history.js').Entry[]} entries
 * @param {number} index
 */
function comesAfterPause(entries, index) {
  const [before, at] = [entries[index - 1], entries[index]].map((entry) => entry && 'at' in entry && entry.at);
  return Boolean(at) && Math.abs((before || Date.now()) - Number(at)) >= PAUSE_MS;
}
