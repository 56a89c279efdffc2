// Signing out leaves nothing on this device. What waits is sent before; what would be lost, of whomever, is asked about.

import { ENTWUERFE, WARTESCHLANGE, alle, allesVernichten } from "./ablage.js";
import { KeinNetz, marke, schicken, warteschlangeSenden } from "./senden.js";

const OHNE_NETZ =
  "Keine Verbindung. Abmelden geht erst wieder mit Netz; bis dahin bleibt alles auf diesem Gerät, auch das Blatt von heute.";

const zaehlen = (zahl, eins, viele) => (zahl ? [zahl === 1 ? `ein ${eins}` : `${zahl} ${viele}`] : []);

async function verlorenes() {
  const protokolle = await alle(WARTESCHLANGE);
  const entwuerfe = await alle(ENTWUERFE);
  const personen = new Set([...protokolle, ...entwuerfe].map(({ person }) => person));
  const teile = [
    ...zaehlen(protokolle.length, "nicht gesendetes Protokoll", "nicht gesendete Protokolle"),
    ...zaehlen(entwuerfe.length, "Entwurf", "Entwürfe"),
  ];
  const einzeln = protokolle.length + entwuerfe.length === 1;
  const geht = entwuerfe.length ? "geht er" : "geht es";
  return {
    personen,
    was: teile.join(" und "),
    liegt: einzeln ? "liegt" : "liegen",
    geht: einzeln ? geht : "gehen sie",
  };
}

function frage({ personen, was, liegt, geht }, person) {
  personen.delete(person);
  const wessen = personen.size ? " Nicht alles davon ist von Ihnen." : "";
  return `Auf diesem Gerät ${liegt} noch ${was}.${wessen} Wenn Sie sich jetzt abmelden, ${geht} verloren. Trotzdem abmelden?`;
}

async function darfGehen({ person, marke: adresse }) {
  let liegt = await verlorenes();
  if (!liegt.was) return true;
  try {
    await warteschlangeSenden(await marke(adresse));
  } catch (fehler) {
    if (fehler instanceof KeinNetz) throw fehler;
  }
  liegt = await verlorenes();
  return !liegt.was || confirm(frage(liegt, person));
}

// The device is emptied after the server has signed out, and not before.
async function abmelden(formular) {
  const felder = [...new FormData(formular)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const { location: ziel } = await schicken(formular.action, felder, formular.elements.csrfmiddlewaretoken.value);
  await allesVernichten();
  location.assign(ziel);
}

for (const formular of document.querySelectorAll("form[data-abmelden]")) {
  formular.addEventListener("submit", async (ereignis) => {
    ereignis.preventDefault();
    try {
      if (await darfGehen(formular.dataset)) await abmelden(formular);
    } catch (fehler) {
      if (fehler instanceof KeinNetz) alert(OHNE_NETZ);
      // A browser that refuses its storage has nothing to lose; otherwise the page of the server says what is wrong.
      else formular.submit();
    }
  });
}
