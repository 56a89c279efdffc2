// "Mein Tag": keeps the sheet of today readable without a net, and shows what waits for it.

import { WARTESCHLANGE, alleVon, blattVernichten, entfernen } from "./ablage.js";
import { Abgemeldet, KeinNetz, beharrlich, marke, warteschlangeSenden } from "./senden.js";
import { Zeile, anmelden } from "./zeile.js";

const netz = JSON.parse(document.getElementById("netz").textContent);
const zeile = new Zeile(document.querySelector("[data-netz]"));

async function behalten() {
  if (!navigator.serviceWorker) return; // only over https
  const { active } = await navigator.serviceWorker
    .register(netz.arbeiter, { scope: netz.bereich })
    .then(() => navigator.serviceWorker.ready);
  active.postMessage({ art: "behalten", person: netz.person, seiten: netz.seiten });
}

const abgleichen = beharrlich(
  async () => {
    const wer = await marke(netz.marke);
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
  else if (fehler instanceof KeinNetz) teile.push(`Ohne Verbindung. Sie sehen den Stand von ${netz.stand} Uhr.`);
  else if (fehler) teile.push(fehler.message);
  for (const { adresse } of wartend)
    for (const weg of document.querySelectorAll(`a[href="${adresse}"] .kern-label`)) weg.textContent = "Protokoll wartet";
  zeile.sagen(...teile);
}

function abgelehnt({ kennung, adresse, ablehnung }) {
  const verwerfen = async () => {
    await entfernen(WARTESCHLANGE, kennung);
    zeigen();
  };
  return [
    `Ein Protokoll wurde nicht angenommen: ${ablehnung}`,
    { text: "Ansehen", adresse },
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
