// Keeps what is typed into a log: at once on this device, a moment later on the server.

import { ENTWUERFE, entfernen, entwurfskennung, holen, legen } from "./ablage.js";
import { Abgemeldet, KeinNetz, beharrlich, marke, schicken } from "./senden.js";
import { anmelden } from "./zeile.js";

const RUHE = 800; // milliseconds without a key before the server is asked
// They name one filled-in form and its appointment; a draft has only words, it may be taken up for a later one.
const KENNZEICHEN = ["schluessel", "termin"];

const vorsatz = (bereich) => bereich.dataset.vorsatz ?? "";
const angekreuzt = (feld) => !["checkbox", "radio"].includes(feld.type) || feld.checked;

function eigene(bereich) {
  const anfang = vorsatz(bereich);
  return [...bereich.elements].filter(
    (feld) => feld.name && feld.name.startsWith(anfang) && feld.name !== "csrfmiddlewaretoken",
  );
}

// [[name, value], …] as a form would send them, without the prefix of its row.
export function felder(bereich) {
  return eigene(bereich)
    .filter(angekreuzt)
    .map((feld) => [feld.name.slice(vorsatz(bereich).length), feld.value]);
}

export const worte = (paare) => paare.filter(([name]) => !KENNZEICHEN.includes(name));

// ["question: answer", …] as people read them.
export function gelesen(bereich) {
  const antworten = new Map();
  for (const feld of eigene(bereich)) {
    if (feld.type === "hidden" || !angekreuzt(feld)) continue;
    const bezeichnung = feld.labels[0]?.textContent.replace("– freiwillig", "").trim();
    const kaestchen = ["checkbox", "radio"].includes(feld.type);
    const frage = kaestchen ? feld.closest("fieldset")?.querySelector("legend").textContent.trim() : bezeichnung;
    const wert = feld.valueAsDate?.toLocaleDateString("de-DE", { timeZone: "UTC" }) ?? feld.value;
    const antwort = kaestchen ? bezeichnung : (feld.selectedOptions?.[0].textContent.trim() ?? wert);
    if (antwort) antworten.set(frage, [...(antworten.get(frage) ?? []), antwort]);
  }
  return [...antworten].map(([frage, liste]) => `${frage}${frage.endsWith("?") ? "" : ":"} ${liste.join(", ")}`);
}

export function fuellen(bereich, paare) {
  for (const feld of eigene(bereich)) {
    const werte = paare.filter(([name]) => vorsatz(bereich) + name === feld.name).map(([, wert]) => wert);
    if (["checkbox", "radio"].includes(feld.type)) feld.checked = werte.includes(feld.value);
    else if (werte.length) feld.value = werte[0];
  }
}

// Both have been written since they were one: only who wrote them knows which counts.
function dieserGilt({ felder: paare }) {
  const notiz = paare.find(([name, wert]) => name === "notiz" && wert);
  const worin = notiz ? ` („${notiz[1]}“)` : "";
  return confirm(
    `Auf diesem Gerät liegt ein Entwurf, der noch nicht gespeichert war${worin}. Inzwischen ist ein neuerer ` +
      "gespeichert, vielleicht von einem anderen Gerät. Soll trotzdem der von diesem Gerät gelten? Mit „Abbrechen“ " +
      "gilt der neuere.",
  );
}

// `bereich`: a form or a fieldset with data-besuch, data-entwurf and data-stand, the age of the draft on the
// server that it was filled from; `netz`: { person, marke, anmelden }.
export function hueten(bereich, netz, zeile) {
  const kennung = entwurfskennung(netz.person, bereich.dataset.besuch);
  const gesichert = bereich.querySelector("[data-gesichert]");
  let neues = false;
  let ruht = false;
  let gesagt = false;
  let wecker;

  const jetzige = () => worte(felder(bereich));
  const behalten = () =>
    legen(ENTWUERFE, { kennung, person: netz.person, felder: jetzige(), stand: bereich.dataset.stand });

  const speichern = beharrlich(
    async () => {
      clearTimeout(wecker);
      if (!neues || ruht) return;
      neues = false;
      try {
        const wer = await marke(netz.marke);
        if (wer.person !== netz.person) throw new Abgemeldet();
        const { stand } = await schicken(bereich.dataset.entwurf, jetzige(), wer.csrf);
        bereich.dataset.stand = stand;
      } catch (fehler) {
        neues = true;
        if (ruht) return;
        throw fehler;
      }
      if (ruht) return;
      if (neues) {
        await behalten();
        return;
      }
      await entfernen(ENTWUERFE, kennung);
      if (gesagt) zeile.schweigen();
      gesagt = false;
      const jetzt = new Date().toLocaleTimeString("de-DE", { hour: "numeric", minute: "2-digit" });
      if (gesichert) gesichert.textContent = `Entwurf gespeichert, ${jetzt} Uhr.`;
    },
    (fehler) => {
      gesagt = true;
      if (fehler instanceof KeinNetz)
        zeile.sagen("Keine Verbindung. Ihr Entwurf liegt auf diesem Gerät und wird gespeichert, sobald es geht.");
      else if (fehler instanceof Abgemeldet)
        zeile.sagen("Sie sind abgemeldet. Ihr Entwurf liegt auf diesem Gerät.", anmelden(netz.anmelden));
      else zeile.sagen(fehler.message);
    },
  );

  bereich.addEventListener("input", () => {
    neues = true;
    behalten();
    clearTimeout(wecker);
    wecker = setTimeout(speichern, RUHE);
  });

  holen(ENTWUERFE, kennung).then(async (liegt) => {
    if (!liegt || neues || ruht) return;
    const paare = worte(liegt.felder);
    const gleich = JSON.stringify(paare) === JSON.stringify(jetzige());
    const ueberholt = bereich.dataset.stand > (liegt.stand ?? "");
    if (!gleich && ueberholt && !dieserGilt(liegt)) {
      await entfernen(ENTWUERFE, kennung);
      return;
    }
    fuellen(bereich, paare);
    neues = true;
    await behalten();
    speichern();
  });

  return {
    // The log is written, or waits with all that was typed: the draft says and sends nothing, and is not kept here.
    async ruhen() {
      ruht = true;
      clearTimeout(wecker);
      await entfernen(ENTWUERFE, kennung);
    },
    async weiter() {
      ruht = false;
      neues = true;
      await behalten();
      speichern();
    },
  };
}
