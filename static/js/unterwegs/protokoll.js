// The log form: put into the queue first, then sent, until it has arrived. The key in the form sees to it that
// it takes effect once, however often it is sent. Without this script the form is sent as any other.

import { WARTESCHLANGE, alleVon, entfernen, legen } from "./ablage.js";
import { felder, fuellen, hueten } from "./entwurf.js";
import { Abgemeldet, KeinNetz, NichtAngenommen, beharrlich, marke, warteschlangeSenden } from "./senden.js";
import { Zeile, anmelden } from "./zeile.js";

const formular = document.querySelector("form[data-protokoll]");
const netz = JSON.parse(document.getElementById("netz").textContent);
const zeile = new Zeile(formular.querySelector("[data-netz]"));
const entwurf = hueten(formular, netz, zeile);
const kennung = () => formular.elements.schluessel.value;
let wartet = false;

const senden = beharrlich(
  async () => {
    if (!wartet) return;
    const wer = await marke(netz.marke);
    if (wer.person !== netz.person) throw new Abgemeldet();
    const angekommen = await warteschlangeSenden(wer);
    const dieses = angekommen.find((eins) => eins.kennung === kennung());
    if (!dieses && !wartet) return; // taken back in the meantime
    const liegt = (await alleVon(WARTESCHLANGE, netz.person)).find((eins) => eins.kennung === kennung());
    if (liegt?.stoerung) throw new NichtAngenommen(liegt.stoerung);
    if (liegt) {
      // Refused: the page of the server says why, with everything as it was entered.
      await entfernen(WARTESCHLANGE, kennung());
      formular.elements.csrfmiddlewaretoken.value = wer.csrf;
      stellen(false);
      formular.submit();
      return;
    }
    await entwurf.erledigt();
    location.assign(dieses?.antwort.weiter ?? netz.mein_tag);
  },
  (fehler) => {
    const aendern = { text: "Doch noch ändern", tun: zuruecknehmen };
    const weiter = { text: "Zurück zum Tag", adresse: netz.mein_tag };
    if (fehler instanceof Abgemeldet)
      zeile.sagen("Sie sind abgemeldet. Das Protokoll wartet auf diesem Gerät.", anmelden(netz.anmelden), aendern);
    else if (fehler instanceof KeinNetz)
      zeile.sagen(
        "Keine Verbindung. Das Protokoll wartet auf diesem Gerät und wird gesendet, sobald das Netz da ist.",
        weiter,
        aendern,
      );
    else zeile.sagen(fehler.message, aendern);
  },
);

function stellen(ruht) {
  wartet = ruht;
  formular.querySelector("button[type=submit]").disabled = ruht;
  for (const teil of formular.children) if (!teil.querySelector("[data-netz]")) teil.inert = ruht;
}

async function zuruecknehmen() {
  stellen(false);
  zeile.schweigen();
  await entfernen(WARTESCHLANGE, kennung());
}

formular.addEventListener("submit", async (ereignis) => {
  ereignis.preventDefault();
  if (wartet) return;
  const { besuch } = formular.dataset;
  const inhalt = { besuch, adresse: location.pathname, felder: felder(formular) };
  stellen(true);
  try {
    await legen(WARTESCHLANGE, { kennung: kennung(), person: netz.person, ...inhalt });
  } catch {
    stellen(false);
    formular.submit(); // a browser that keeps nothing
    return;
  }
  senden();
});

const verwerfen = document.querySelector("form[data-verwerfen]");
verwerfen?.addEventListener("submit", async (ereignis) => {
  ereignis.preventDefault();
  await entwurf.erledigt();
  verwerfen.submit();
});

// Back at a form that is still waiting.
const eigene = await alleVon(WARTESCHLANGE, netz.person);
const liegt = eigene.find((eins) => eins.besuch === formular.dataset.besuch);
if (liegt) {
  fuellen(formular, liegt.felder);
  if (liegt.ablehnung) await entfernen(WARTESCHLANGE, liegt.kennung);
  else stellen(true);
  senden();
}
