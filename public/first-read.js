// Asks for what pages show while their code is still being loaded: components/use-stored.ts takes it over.
globalThis.firstRead = {
  local: chrome.storage.local.get(null),
  session: chrome.storage.session.get(null),
};
