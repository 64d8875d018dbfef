// The own page: hands on to the widget what the address says.
(() => {
  const chat = document.querySelector('skolebro-chat');
  const query = new URLSearchParams(location.search);
  for (const name of ['site', 'start-role', 'language', 'accent']) {
    const value = query.get(name);
    if (value) chat.setAttribute(name, value);
  }

  // The sign-in comes in the fragment, which no server and no log ever sees; nor shall whoever looks at the address bar.
  function takeToken() {
    const token = new URLSearchParams(location.hash.slice(1)).get('token');
    if (!token) return;
    history.replaceState(history.state, '', location.pathname + location.search);
    chat.token = token;
  }
  takeToken();
  window.addEventListener('hashchange', takeToken);
})();
