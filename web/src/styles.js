import { css } from 'lit';

export const styles = css`
  :host {
    --page: #f4f6f5;
    --surface: #ffffff;
    --text: #1c2b30;
    --muted: #51626a;
    --line: #d8e0e0;
    --control-line: #74868c;
    --accent: #0f5c6e;
    --accent-strong: #0a4553;
    --accent-soft: #e4f0f2;
    --on-accent: #ffffff;
    --user-bubble: #0f5c6e;
    --alert: #9c2f1b;
    --alert-soft: #fdf3f0;

    display: block;
    height: 100%;
    color-scheme: light dark;
    color: var(--text);
    font:
      1rem/1.55 system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Helvetica Neue',
      Arial,
      sans-serif;
  }

  @media (prefers-color-scheme: dark) {
    :host {
      --page: #10181b;
      --surface: #19252a;
      --text: #e4ecee;
      --muted: #a5b5ba;
      --line: #2c3c42;
      --control-line: #74888f;
      --accent: #84cbd9;
      --accent-strong: #a9dfe9;
      --accent-soft: #1d3a43;
      --on-accent: #0b2229;
      --user-bubble: #1d5563;
      --alert: #f2a48f;
      --alert-soft: #2b1f1d;
    }
  }

  :host([hidden]) {
    display: none;
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  h1,
  p,
  ul,
  ol,
  figure {
    margin: 0;
  }

  button,
  textarea {
    font: inherit;
  }

  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  /* Layout: header, log (scrolls), composer */

  .chat {
    display: flex;
    flex-direction: column;
    height: 100%;
    background: var(--page);
  }

  .column {
    width: 100%;
    max-width: 46rem;
    margin: 0 auto;
    padding: 0 1rem;
  }

  .header {
    flex: none;
    padding: 0.75rem 0;
    background: var(--surface);
    border-bottom: 1px solid var(--line);
  }

  .header .column {
    display: grid;
    grid-template-columns: auto 1fr;
    column-gap: 0.75rem;
    align-items: center;
  }

  .logo {
    grid-row: span 2;
    width: 2.5rem;
    height: 2.5rem;
    fill: none;
    stroke: var(--accent);
    stroke-width: 2;
    stroke-linecap: round;
  }

  h1 {
    font-size: 1.125rem;
    font-weight: 650;
    line-height: 1.3;
  }

  .notice {
    color: var(--muted);
    font-size: 0.875rem;
    line-height: 1.4;
    text-wrap: pretty;
  }

  .notice span {
    white-space: nowrap;
  }

  .log {
    position: relative;
    flex: 1;
    min-height: 0;
    overflow-x: hidden;
    overflow-y: auto;
    overscroll-behavior: contain;
  }

  .log:focus-visible {
    outline-offset: -3px;
  }

  .log .column {
    display: flex;
    flex-direction: column;
    gap: 1.25rem;
    padding-block: 1.5rem;
  }

  /* Messages */

  .message {
    display: flex;
    flex-direction: column;
    gap: 0.75rem;
    align-items: flex-start;
  }

  .message.user {
    align-items: flex-end;
  }

  .bubble,
  .typing {
    position: relative;
    border: 1px solid var(--line);
    border-radius: 1.125rem;
    background: var(--surface);
  }

  .bubble {
    max-width: min(100%, 38rem);
    padding: 0.75rem 1rem;
    overflow-wrap: anywhere;
  }

  .bot .bubble,
  .typing {
    border-bottom-left-radius: 0.25rem;
  }

  .user .bubble {
    max-width: 85%;
    border-color: transparent;
    border-bottom-right-radius: 0.25rem;
    background: var(--user-bubble);
    color: #ffffff;
    white-space: pre-wrap;
  }

  .bubble > * + p,
  .bubble > * + ul,
  .bubble > * + ol,
  .bubble > * + .attachment,
  .bubble > * + .choice {
    margin-top: 0.75rem;
  }

  .bubble > .visually-hidden + * {
    margin-top: 0;
  }

  .bubble > p + ul,
  .bubble > p + ol {
    margin-top: 0.375rem;
  }

  .bubble ul,
  .bubble ol {
    padding-left: 1.5rem;
  }

  .bubble li + li {
    margin-top: 0.375rem;
  }

  .bubble li::marker {
    color: var(--muted);
  }

  .bubble .source {
    color: var(--muted);
    font-size: 0.875rem;
    line-height: 1.45;
  }

  a {
    color: var(--accent);
    text-underline-offset: 0.15em;
    border-radius: 0.125rem;
  }

  a:hover {
    color: var(--accent-strong);
    text-decoration-thickness: 2px;
  }

  .label {
    color: var(--alert);
    font-size: 0.875rem;
    font-weight: 700;
  }

  .bubble > .label + * {
    margin-top: 0.25rem;
  }

  [data-outcome='crisis'] .bubble,
  [data-outcome='error'] .bubble {
    border: 2px solid var(--alert);
    background: var(--alert-soft);
  }

  [data-outcome='crisis'] .bubble {
    border-left-width: 0.5rem;
  }

  .attachment img {
    display: block;
    max-width: 100%;
    height: auto;
    border-radius: 0.5rem;
  }

  figcaption {
    margin-top: 0.375rem;
    color: var(--muted);
    font-size: 0.875rem;
  }

  /* Buttons */

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    max-width: 38rem;
  }

  .choice {
    min-height: 2.75rem;
    max-width: 100%;
    padding: 0.5rem 1rem;
    border: 1px solid var(--accent);
    border-radius: 1.375rem;
    background: var(--surface);
    color: var(--accent);
    font-weight: 500;
    line-height: 1.35;
    text-align: left;
    overflow-wrap: anywhere;
    cursor: pointer;
  }

  .choice:hover {
    background: var(--accent-soft);
    color: var(--accent-strong);
  }

  .older .choice {
    border-color: var(--line);
    background: transparent;
    color: var(--muted);
  }

  .older .choice:hover {
    border-color: var(--control-line);
    color: var(--text);
  }

  .retry {
    display: block;
  }

  /* Typing indicator */

  .typing {
    display: flex;
    gap: 0.375rem;
    align-self: flex-start;
    padding: 1rem 1.125rem;
  }

  .typing i {
    width: 0.5rem;
    height: 0.5rem;
    border-radius: 50%;
    background: var(--muted);
    animation: typing 1.4s infinite ease-in-out;
  }

  .typing i:nth-child(2) {
    animation-delay: 0.2s;
  }

  .typing i:nth-child(3) {
    animation-delay: 0.4s;
  }

  @keyframes typing {
    0%,
    60%,
    100% {
      opacity: 0.35;
    }
    30% {
      opacity: 1;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .typing i {
      animation: none;
    }
  }

  /* Composer */

  .composer {
    flex: none;
    padding: 0.75rem 0 max(0.75rem, env(safe-area-inset-bottom));
    border-top: 1px solid var(--line);
    background: var(--surface);
  }

  .field {
    display: flex;
    gap: 0.5rem;
    align-items: flex-end;
  }

  textarea {
    display: block;
    flex: 1;
    min-width: 0;
    min-height: 3rem;
    max-height: calc(5 * 1.5em + 1.5rem);
    padding: calc(0.75rem - 1px) 1rem;
    border: 1px solid var(--control-line);
    border-radius: 1.5rem;
    background: var(--page);
    color: inherit;
    line-height: 1.5;
    resize: none;
  }

  textarea:focus-visible {
    outline-offset: -1px;
  }

  textarea::placeholder {
    color: var(--muted);
    opacity: 1;
  }

  .send {
    flex: none;
    min-width: 4.5rem;
    min-height: 3rem;
    padding: 0.5rem 1.25rem;
    border: 1px solid transparent;
    border-radius: 1.5rem;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
    cursor: pointer;
  }

  .send:hover {
    background: var(--accent-strong);
  }

  .below {
    display: flex;
    gap: 1rem;
    color: var(--muted);
    font-size: 0.875rem;
    line-height: 1.4;
  }

  .hint:not(:empty),
  .counter:not(:empty) {
    padding-top: 0.375rem;
  }

  .counter {
    flex: none;
    margin-left: auto;
    font-variant-numeric: tabular-nums;
  }

  [aria-disabled='true'] {
    cursor: default;
  }

  .send[aria-disabled='true'],
  .send[aria-disabled='true']:hover {
    border-color: var(--control-line);
    background: transparent;
    color: var(--muted);
  }

  /* Narrow windows */

  @media (max-width: 30em) {
    .column {
      padding-inline: 0.75rem;
    }

    .logo {
      grid-row: auto;
      width: 1.75rem;
      height: 1.75rem;
    }

    .notice {
      grid-column: 1 / -1;
      font-size: 0.8125rem;
    }
  }

  /* Low windows, such as 400 % zoom or a phone on its side: leave the room to the conversation */

  @media (max-height: 26em) {
    .header,
    .composer {
      padding-block: 0.375rem;
    }

    .logo {
      display: none;
    }

    .header .column {
      display: block;
      line-height: 1.1;
    }

    h1,
    .notice {
      display: inline;
      font-size: 0.8125rem;
      line-height: 1.3;
    }

    textarea {
      max-height: calc(2 * 1.5em + 1.5rem);
    }
  }

  @media print {
    .chat,
    :host {
      display: block;
      height: auto;
    }

    .log {
      overflow: visible;
    }

    .composer,
    .choices {
      display: none;
    }
  }
`;
