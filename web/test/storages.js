/** The two storages of a browser, empty, as Maps to look into. */
export function giveStorages() {
  const tab = new Map();
  const browser = new Map();
  for (const [name, map] of Object.entries({ sessionStorage: tab, localStorage: browser })) {
    const storage = {
      getItem: (key) => map.get(key) ?? null,
      setItem: (key, text) => void map.set(key, String(text)),
      removeItem: (key) => void map.delete(key),
    };
    Object.defineProperty(globalThis, name, { value: storage, configurable: true });
  }
  return { tab, browser };
}
