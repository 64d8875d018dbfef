/**
 * Reading aloud, only with a Danish voice on the device itself: a remote voice would send the text to somebody else.
 */

const synthesis = window.speechSynthesis;

function danishVoice() {
  return synthesis?.getVoices().find(({ lang, localService }) => localService === true && /^da\b/i.test(lang));
}

export function canSpeak() {
  return Boolean(danishVoice());
}

/**
 * Voices arrive some time after the page.
 * @param {() => void} listener
 */
export function onVoices(listener) {
  synthesis?.addEventListener?.('voiceschanged', listener);
}

/**
 * @param {string} text
 * @param {() => void} ended also called when it was stopped
 */
export function speak(text, ended) {
  const voice = danishVoice();
  if (!voice) return ended();
  synthesis.cancel();
  // Line by line: browsers break off an utterance that is very long.
  const lines = text.split('\n').filter((line) => line.trim());
  lines.forEach((line, index) => {
    const utterance = new SpeechSynthesisUtterance(line);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.onerror = ended;
    if (index === lines.length - 1) utterance.onend = ended;
    synthesis.speak(utterance);
  });
}

export function stopSpeaking() {
  synthesis?.cancel();
}
