// Sends forms from a page that may have waited: with a fresh token, again until it works, one sender at a time.

import { ENTWUERFE, WARTESCHLANGE, alleVon, entfernen, entwurfskennung, holen, legen } from "./ablage.js";

export class KeinNetz extends Error {}
export class Abgemeldet extends Error {}
export class Abgelehnt extends Error {}
// Refused because this person may not see the visit any more: there is no form to come back to.
export class Fort extends Abgelehnt {}
// Not about what was written: an old token, a limit of a proxy. It may work the next time.
export class NichtAngenommen extends Error {}

// A phone in a stairwell may hold a request for minutes; what has arrived nevertheless counts once.
const GEDULD = 10_000; // milliseconds

async function fragen(adresse, wie = {}) {
  let antwort;
  try {
    antwort = await fetch(adresse, {
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(GEDULD),
      ...wie,
      headers: { Accept: "application/json" },
    });
  } catch {
    throw new KeinNetz();
  }
  if (antwort.type === "opaqueredirect") throw new Abgemeldet();
  if (antwort.status >= 500 || antwort.status === 429) throw new KeinNetz();
  // Not ours: the sign-in page of a strange network, for instance.
  if (!antwort.headers.get("Content-Type")?.startsWith("application/json")) {
    if (antwort.ok) throw new KeinNetz();
    if (antwort.status === 404) throw new Fort("Dieser Besuch gehört nicht mehr zu Ihren Besuchen. Bitte sagen Sie dem Büro, was war.");
    throw new NichtAngenommen(
      `Der Server nimmt das Geschriebene gerade nicht an (Fehler ${antwort.status}). Es bleibt auf diesem Gerät. ` +
        "Laden Sie die Seite neu; hilft das nicht, rufen Sie bitte im Büro an.",
    );
  }
  const inhalt = await antwort.json().catch(() => {
    throw new KeinNetz(); // broken off in the middle
  });
  if (!antwort.ok) throw new Abgelehnt(inhalt.fehler.join(" "));
  return inhalt;
}

// { person, csrf }: who is signed in now, and the token that this session accepts.
export const marke = (adresse) => fragen(adresse);

export async function schicken(adresse, felder, csrf) {
  const body = new URLSearchParams([...felder, ["csrfmiddlewaretoken", csrf]]);
  return fragen(adresse, { method: "POST", body });
}

// Two pages may be open; where a browser has no locks (without https), the key of the form is enough.
const allein = (tun) => (navigator.locks ? navigator.locks.request("protokolle", tun) : tun());

// Not when it was taken back meanwhile, or lies here anew with other contents.
const liegtNoch = async ({ kennung, wann }) => (await holen(WARTESCHLANGE, kennung))?.wann === wann;

// Sends what waits for this person; what is refused or not taken stays, with the reason. Answers what arrived.
export async function warteschlangeSenden(wer) {
  return allein(async () => {
    const angekommen = [];
    for (const zeile of await alleVon(WARTESCHLANGE, wer.person)) {
      if (zeile.ablehnung) continue;
      try {
        angekommen.push({ ...zeile, antwort: await schicken(zeile.adresse, zeile.felder, wer.csrf) });
        if (await liegtNoch(zeile)) await entfernen(WARTESCHLANGE, zeile.kennung);
        await entfernen(ENTWUERFE, entwurfskennung(zeile.person, zeile.besuch));
      } catch (fehler) {
        if (!(fehler instanceof Abgelehnt || fehler instanceof NichtAngenommen)) throw fehler;
        if (!(await liegtNoch(zeile))) continue;
        if (fehler instanceof Abgelehnt)
          await legen(WARTESCHLANGE, { ...zeile, ablehnung: fehler.message, fort: fehler instanceof Fort });
        else await legen(WARTESCHLANGE, { ...zeile, stoerung: fehler.message });
      }
    }
    return angekommen;
  });
}

// Tries until there is a net: after 2, 4, 8 … 60 seconds, and at once when the browser says so.
export function beharrlich(versuchen, gescheitert) {
  let pause = 1;
  let wecker;
  let laeuft = false;
  let nochmal = false;

  async function los() {
    clearTimeout(wecker);
    if (laeuft) {
      nochmal = true;
      return;
    }
    laeuft = true;
    nochmal = false;
    try {
      await versuchen();
      pause = 1;
    } catch (fehler) {
      gescheitert(fehler);
      if (fehler instanceof KeinNetz) {
        pause = Math.min(pause * 2, 60);
        wecker = setTimeout(los, pause * 1000);
      }
    } finally {
      laeuft = false;
    }
    if (nochmal) los();
  }

  addEventListener("online", los);
  return los;
}
