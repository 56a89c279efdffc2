// "Mein Tag": keeps the sheet of today readable without a net, and shows what waits for it.

import { WARTESCHLANGE, alleVon, blattVernichten, entfernen } from "./ablage.js";
import { worte } from "./entwurf.js";
import { Abgemeldet, KeinNetz, beharrlich, marke, warteschlangeSenden } from "./senden.js";
import { Zeile, anmelden } from "./zeile.js";

const netz = JSON.parse(document.getElementById("netz").textContent);
const zeile = new Zeile(document.querySelector("[data-netz]"));
const UNGEDULD = 3000; // milliseconds without an answer before the page says how old it is
class Langsam extends KeinNetz {}
const aufgeklappt = new Set();

async function behalten() {
  if (!navigator.serviceWorker) return; // only over https
  const { active } = await navigator.serviceWorker
    .register(netz.arbeiter, { scope: netz.bereich })
    .then(() => navigator.serviceWorker.ready);
  active.postMessage({ art: "behalten", person: netz.person, seiten: netz.seiten });
}

const abgleichen = beharrlich(
  async () => {
    const ungeduld = setTimeout(zeigen, UNGEDULD, new Langsam());
    const wer = await marke(netz.marke).finally(() => clearTimeout(ungeduld));
    if (wer.person !== netz.person) {
      await blattVernichten();
      throw new Abgemeldet();
    }
    const angekommen = await warteschlangeSenden(wer);
    if (angekommen.length) location.reload();
    else zeigen();
  },
  (fehler) => zeigen(fehler),
);

async function zeigen(fehler) {
  const eigene = await alleVon(WARTESCHLANGE, netz.person);
  const wartend = eigene.filter((eins) => !eins.ablehnung);
  const aufNetz = wartend.filter((eins) => !eins.stoerung).length;
  const teile = eigene.filter((eins) => eins.ablehnung).flatMap(abgelehnt);
  for (const { stoerung, adresse } of wartend)
    if (stoerung) teile.push(`Ein Protokoll wartet. ${stoerung}`, { text: "Ansehen", adresse });
  if (aufNetz === 1) teile.push("1 Protokoll wartet auf Netz.");
  if (aufNetz > 1) teile.push(`${aufNetz} Protokolle warten auf Netz.`);
  if (fehler instanceof Abgemeldet) teile.push("Sie sind abgemeldet.", anmelden(netz.anmelden));
  else if (fehler instanceof Langsam) teile.push(`Die Verbindung ist langsam. Sie sehen den Stand von ${netz.stand} Uhr.`);
  else if (fehler instanceof KeinNetz) teile.push(`Ohne Verbindung. Sie sehen den Stand von ${netz.stand} Uhr.`);
  else if (fehler) teile.push(fehler.message);
  for (const { adresse } of wartend)
    for (const weg of document.querySelectorAll(`a[href="${adresse}"] .kern-label`)) weg.textContent = "Protokoll wartet";
  zeile.sagen(...teile);
}

// What was written is shown from this device: there may be no page any more that would show it.
function abgelehnt({ kennung, adresse, ablehnung, titel, gelesen, felder, fort }) {
  const offen = aufgeklappt.has(kennung);
  const klappen = () => {
    if (!aufgeklappt.delete(kennung)) aufgeklappt.add(kennung);
    zeigen();
  };
  const verwerfen = async () => {
    if (!confirm("Was Sie geschrieben haben, ist dann endgültig gelöscht. Verwerfen?")) return;
    await entfernen(WARTESCHLANGE, kennung);
    zeigen();
  };
  return [
    `${titel ?? "Ein Protokoll"}: nicht angenommen. ${ablehnung}`,
    ...(offen ? [{ liste: gelesen ?? worte(felder).map((paar) => paar.join(": ")) }] : []),
    { text: offen ? "Zuklappen" : "Ansehen", tun: klappen },
    ...(fort ? [] : [{ text: "Ändern", adresse }]),
    { text: "Verwerfen", tun: verwerfen },
  ];
}

// At midnight the sheet is over, also on a page that was left open.
function mitternacht() {
  const ende = new Date().setHours(24, 0, 0, 0);
  setTimeout(async () => {
    await blattVernichten();
    location.reload();
  }, ende - Date.now());
}

if (netz.heute) {
  mitternacht();
  behalten();
}
abgleichen();
