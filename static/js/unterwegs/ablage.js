// What lies on this device: logs that wait for the net, drafts not yet on the server, the sheet of the day.

const NAME = "unterwegs";
export const WARTESCHLANGE = "warteschlange";
export const ENTWUERFE = "entwuerfe";
export const entwurfskennung = (person, besuch) => `${person}/${besuch}`;
// Cache of the day's sheet: "tag/<end in milliseconds>/<person>", filled by the service worker.
export const BLATT = "tag/";

function antwort(frage) {
  return new Promise((gut, schlecht) => {
    frage.onsuccess = () => gut(frage.result);
    frage.onerror = frage.onblocked = () => schlecht(frage.error);
  });
}

async function im(lager, art, tun) {
  const oeffnen = indexedDB.open(NAME, 1);
  oeffnen.onupgradeneeded = () => {
    for (const neu of [WARTESCHLANGE, ENTWUERFE]) oeffnen.result.createObjectStore(neu, { keyPath: "kennung" });
  };
  const bank = await antwort(oeffnen);
  try {
    return await antwort(tun(bank.transaction(lager, art).objectStore(lager)));
  } finally {
    bank.close();
  }
}

export const legen = (lager, zeile) => im(lager, "readwrite", (ort) => ort.put(zeile));
export const entfernen = (lager, kennung) => im(lager, "readwrite", (ort) => ort.delete(kennung));
export const holen = (lager, kennung) => im(lager, "readonly", (ort) => ort.get(kennung));

export const alle = (lager) => im(lager, "readonly", (ort) => ort.getAll());
export const alleVon = async (lager, person) => (await alle(lager)).filter((zeile) => zeile.person === person);

export async function blattVernichten() {
  if (!globalThis.caches) return; // only pages over https keep one
  const namen = await caches.keys();
  await Promise.all(namen.filter((name) => name.startsWith(BLATT)).map((name) => caches.delete(name)));
}

export async function allesVernichten() {
  await blattVernichten();
  await antwort(indexedDB.deleteDatabase(NAME));
}
