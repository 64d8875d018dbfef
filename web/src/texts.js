/** The frame's own words. The answers, the greeting and what the server says when it refuses are always Danish. */

const da = {
  launcher: (/** @type {string} */ title) => `Åbn chatten med ${title}`,
  dialog: (/** @type {string} */ title) => `Chat med ${title}`,
  close: 'Luk chatten',
  tagline: 'Automatisk assistent',
  notice:
    'Automatisk assistent om samarbejdet mellem skole, hjem og boligområde. Du får vejledning, ikke afgørelser. ' +
    'Skriv ikke navne, CPR-numre eller detaljer om et barn.',
  howWeProtect: 'Sådan passer vi på dine oplysninger',
  conversation: 'Samtale',
  you: 'Du',
  choices: 'Svarmuligheder',
  newTab: 'åbner i ny fane',

  label: 'Skriv dit spørgsmål',
  send: 'Send',
  counter: (/** @type {number} */ length, /** @type {number} */ longest) => `${length} af ${longest} tegn`,
  full: 'Teksten kan ikke blive længere.',
  wait: 'Vent på svaret, før du sender igen.',
  writing: (/** @type {string} */ title) => `${title} skriver`,
  offline: 'Du er offline. Det, du har skrevet, er her stadig.',

  crisis: 'Få hjælp nu',
  error: 'Fejl',
  noConnection: 'Der er ikke forbindelse til Skolebro lige nu.',
  noAnswer: 'Skolebro kom ikke med noget svar.',
  unanswered: 'Du nåede ikke at få svar på dit sidste spørgsmål.',
  expired: 'Den tidligere samtale var udløbet, så her begynder en ny.',
  retry: 'Prøv igen',
  contacts: 'Kan du ikke vente?',

  clock: (/** @type {string} */ time) => `kl. ${time}`,
  yesterday: 'i går',
  openPicture: (/** @type {string} */ alt) => `Vis stort: ${alt}`,
  picture: 'Billede',
  closePicture: 'Luk billedet',
  download: 'Hent fil',

  rating: 'Hjalp svaret?',
  helped: 'Svaret hjalp',
  notHelped: 'Svaret hjalp ikke',
  whatWasWrong: 'Tak. Hvad var der galt?',
  reasons: {
    forkert: 'Forkert',
    foraeldet: 'Forældet',
    svaert: 'Svært at forstå',
    'ikke-spurgt': 'Ikke det, jeg spurgte om',
    mangler: 'Noget mangler',
  },
  thanks: 'Tak. Det hjælper os med at gøre svarene bedre.',
  ratingRemoved: 'Din vurdering er fjernet.',
  ratingFailed: 'Din vurdering kunne ikke gemmes. Prøv igen om lidt.',
  copy: 'Kopiér svar',
  copied: 'Kopieret',
  copyFailed: 'Svaret kunne ikke kopieres.',
  speak: 'Læs op',
  stop: 'Stop',

  menu: 'Menu',
  newConversation: 'Ny samtale',
  print: 'Udskriv samtalen',
  delete: 'Slet samtalen',
  remember: 'Husk samtalen i denne browser',
  rememberHint: 'Så kan du skrive »fortsæt« i morgen. Gør det ikke på en computer, andre bruger.',
  remembering: 'Samtalen bliver husket i denne browser.',
  notRemembering: 'Samtalen bliver ikke længere husket i denne browser.',
  privacy: 'Privatliv',
  accessibility: 'Tilgængelighed',
  askNew: 'Vil du begynde forfra? Samtalen her bliver afsluttet og forsvinder.',
  askDelete:
    'Vil du slette samtalen? Den bliver slettet både her og på serveren. Har du lavet en plan eller en liste, bliver ' +
    'den også slettet. Hent den først, hvis du vil beholde den.',
  yesNew: 'Begynd forfra',
  yesDelete: 'Slet samtalen',
  keep: 'Fortryd',
  begun: 'En ny samtale er begyndt.',
  deleted: 'Samtalen er slettet.',
  deleteFailed: 'Samtalen kunne ikke slettes på serveren lige nu. Prøv igen om lidt.',
  windowBlocked: 'Browseren åbnede ikke vinduet til udskrift. Tillad pop op-vinduer for denne side, og prøv igen.',
};

/** @typedef {typeof da} Texts */

/** @type {Texts} */
const en = {
  launcher: (title) => `Open the chat with ${title}`,
  dialog: (title) => `Chat with ${title}`,
  close: 'Close the chat',
  tagline: 'Automatic assistant – answers in Danish',
  notice:
    'Automatic assistant about how school, home and neighbourhood work together. You get guidance, not decisions. ' +
    'Do not write names, CPR numbers or details about a child.',
  howWeProtect: 'How we protect your information',
  conversation: 'Conversation',
  you: 'You',
  choices: 'Suggested replies',
  newTab: 'opens in a new tab',

  label: 'Write your question',
  send: 'Send',
  counter: (length, longest) => `${length} of ${longest} characters`,
  full: 'The text cannot be longer.',
  wait: 'Wait for the answer before you send again.',
  writing: (title) => `${title} is writing`,
  offline: 'You are offline. What you have written is still here.',

  crisis: 'Get help now',
  error: 'Error',
  noConnection: 'There is no connection to Skolebro right now.',
  noAnswer: 'Skolebro gave no answer.',
  unanswered: 'Your last question was not answered.',
  expired: 'The earlier conversation had expired, so a new one begins here.',
  retry: 'Try again',
  contacts: 'Can’t wait?',

  clock: (time) => time,
  yesterday: 'yesterday',
  openPicture: (alt) => `Show larger: ${alt}`,
  picture: 'Picture',
  closePicture: 'Close the picture',
  download: 'Download file',

  rating: 'Did the answer help?',
  helped: 'The answer helped',
  notHelped: 'The answer did not help',
  whatWasWrong: 'Thank you. What was wrong?',
  reasons: {
    forkert: 'Wrong',
    foraeldet: 'Out of date',
    svaert: 'Hard to understand',
    'ikke-spurgt': 'Not what I asked about',
    mangler: 'Something is missing',
  },
  thanks: 'Thank you. It helps us make the answers better.',
  ratingRemoved: 'Your rating was removed.',
  ratingFailed: 'Your rating could not be saved. Try again in a moment.',
  copy: 'Copy answer',
  copied: 'Copied',
  copyFailed: 'The answer could not be copied.',
  speak: 'Read aloud',
  stop: 'Stop',

  menu: 'Menu',
  newConversation: 'New conversation',
  print: 'Print the conversation',
  delete: 'Delete the conversation',
  remember: 'Remember the conversation in this browser',
  rememberHint: 'Then you can write »fortsæt« tomorrow. Don’t do it on a computer that others use.',
  remembering: 'The conversation will be remembered in this browser.',
  notRemembering: 'The conversation is no longer remembered in this browser.',
  privacy: 'Privacy',
  accessibility: 'Accessibility',
  askNew: 'Start over? This conversation will end and disappear.',
  askDelete:
    'Delete the conversation? It will be deleted here and on the server. A plan or list you made will be deleted, too. ' +
    'Download it first if you want to keep it.',
  yesNew: 'Start over',
  yesDelete: 'Delete the conversation',
  keep: 'Cancel',
  begun: 'A new conversation has begun.',
  deleted: 'The conversation was deleted.',
  deleteFailed: 'The conversation could not be deleted on the server right now. Try again in a moment.',
  windowBlocked: 'The browser did not open the window for printing. Allow pop-ups for this page, and try again.',
};

/** @type {Record<string, Texts>} */
export const TEXTS = { da, en };
