// Keeps what is typed into a log: at once on this device, a moment later on the server.

import { ENTWUERFE, entfernen, holen, legen } from "./ablage.js";
import { Abgemeldet, KeinNetz, beharrlich, marke, schicken } from "./senden.js";
import { anmelden } from "./zeile.js";

const RUHE = 800; // milliseconds without a key before the server is asked

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

export function fuellen(bereich, paare) {
  for (const feld of eigene(bereich)) {
    const werte = paare.filter(([name]) => vorsatz(bereich) + name === feld.name).map(([, wert]) => wert);
    if (["checkbox", "radio"].includes(feld.type)) feld.checked = werte.includes(feld.value);
    else if (werte.length) feld.value = werte[0];
  }
}

// `bereich`: a form or a fieldset with data-besuch and data-entwurf; `netz`: { person, marke, anmelden }.
export function hueten(bereich, netz, zeile) {
  const kennung = `${netz.person}/${bereich.dataset.besuch}`;
  const gesichert = bereich.querySelector("[data-gesichert]");
  let neues = false;
  let wecker;

  const speichern = beharrlich(
    async () => {
      clearTimeout(wecker);
      if (!neues) return;
      neues = false;
      try {
        const wer = await marke(netz.marke);
        if (wer.person !== netz.person) throw new Abgemeldet();
        await schicken(bereich.dataset.entwurf, felder(bereich), wer.csrf);
      } catch (fehler) {
        neues = true;
        throw fehler;
      }
      if (neues) return;
      await entfernen(ENTWUERFE, kennung);
      zeile.schweigen();
      const jetzt = new Date().toLocaleTimeString("de-DE", { hour: "numeric", minute: "2-digit" });
      if (gesichert) gesichert.textContent = `Entwurf gespeichert, ${jetzt} Uhr.`;
    },
    (fehler) => {
      if (fehler instanceof KeinNetz)
        zeile.sagen("Keine Verbindung. Ihr Entwurf liegt auf diesem Gerät und wird gespeichert, sobald es geht.");
      else if (fehler instanceof Abgemeldet)
        zeile.sagen("Sie sind abgemeldet. Ihr Entwurf liegt auf diesem Gerät.", anmelden(netz.anmelden));
      else zeile.sagen(fehler.message);
    },
  );

  bereich.addEventListener("input", () => {
    neues = true;
    legen(ENTWUERFE, { kennung, person: netz.person, felder: felder(bereich) });
    clearTimeout(wecker);
    wecker = setTimeout(speichern, RUHE);
  });
  holen(ENTWUERFE, kennung).then((liegt) => {
    if (!liegt || neues) return;
    fuellen(bereich, liegt.felder);
    neues = true;
    speichern();
  });
  return {
    // The log is written: no draft is left, on its way or here.
    async erledigt() {
      neues = false;
      clearTimeout(wecker);
      await entfernen(ENTWUERFE, kennung);
    },
  };
}
