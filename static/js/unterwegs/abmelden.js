// Signing out leaves nothing on this device; what still waits is sent before, or asked about.

import { WARTESCHLANGE, allesVernichten, alleVon } from "./ablage.js";
import { marke, warteschlangeSenden } from "./senden.js";

const FRAGE = "Ein Protokoll wartet noch auf Netz. Wenn Sie sich jetzt abmelden, geht es verloren. Trotzdem abmelden?";

async function wartet({ person, marke: adresse }) {
  if (!(await alleVon(WARTESCHLANGE, person)).length) return false;
  try {
    await warteschlangeSenden(await marke(adresse));
  } catch {
    return true;
  }
  return (await alleVon(WARTESCHLANGE, person)).length > 0;
}

for (const formular of document.querySelectorAll("form[data-abmelden]")) {
  formular.addEventListener("submit", async (ereignis) => {
    ereignis.preventDefault();
    if ((await wartet(formular.dataset)) && !confirm(FRAGE)) return;
    await allesVernichten();
    formular.submit();
  });
}
