/**
 * The short way in: a script tag with data- attributes makes the widget by itself, unless the page has one.
 */

/** Attribute of the script tag -> attribute of the element. */
const ATTRIBUTES = {
  server: 'server',
  title: 'chat-title',
  startRole: 'start-role',
  accent: 'accent',
  position: 'position',
  language: 'language',
  site: 'site',
  token: 'token',
  open: 'open',
  inline: 'inline',
};

/** @param {HTMLScriptElement} script */
export function embed(script) {
  const { dataset } = script;
  whenLoaded(() => {
    if (document.querySelector('skolebro-chat')) return;
    const element = make(dataset);
    const place = () => {
      if (element.isConnected || document.querySelector('skolebro-chat')) return;
      const home = dataset.target ? document.querySelector(dataset.target) : document.body;
      home?.append(element);
    };
    place();
    // Pages that swap their contents without loading anew (htmx, Turbo, SharePoint) take the widget away with the rest.
    new MutationObserver(place).observe(document.documentElement, { childList: true, subtree: true });
  });
}

/** @param {DOMStringMap} dataset */
function make(dataset) {
  const element = document.createElement('skolebro-chat');
  for (const [name, attribute] of Object.entries(ATTRIBUTES)) {
    const value = dataset[name];
    if (value !== undefined && value !== 'false') element.setAttribute(attribute, value);
  }
  return element;
}

/** @param {() => void} start */
function whenLoaded(start) {
  if (document.readyState === 'complete') return start();
  // A script that a page adds late may have missed the first of the two. After both there still is only one chat.
  document.addEventListener('DOMContentLoaded', start);
  window.addEventListener('load', start);
}
