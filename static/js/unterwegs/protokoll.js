// The log form: put into the queue first, then sent, until it has arrived. The key in the form sees to it that
// it takes effect once, however often it is sent. Without this script the form is sent as any other.

import { ENTWUERFE, WARTESCHLANGE, alleVon, entfernen, entwurfskennung, holen, legen } from "./ablage.js";
import { felder, fuellen, gelesen, hueten, worte } from "./entwurf.js";
import { Abgelehnt, Abgemeldet, KeinNetz, NichtAngenommen, beharrlich, marke, warteschlangeSenden } from "./senden.js";
import { Zeile, anmelden } from "./zeile.js";

const formular = document.querySelector("form[data-protokoll]");
const netz = JSON.parse(document.getElementById("netz").textContent);
const zeile = new Zeile(formular.querySelector("[data-netz]"));
const kennung = () => formular.elements.schluessel.value;
const zumTag = { text: "Zurück zum Tag", adresse: netz.mein_tag };
let wartet = false;

// Back at a form that is still waiting, or was refused: then its words go on as a draft, unless the page of the
// server shows them already, with what was wrong.
async function wiedergefunden() {
  const eigene = await alleVon(WARTESCHLANGE, netz.person);
  const liegt = eigene.find((eins) => eins.besuch === formular.dataset.besuch);
  if (!liegt?.ablehnung) return liegt;
  if (document.querySelector("[data-fehlerliste]")) return null;
  const entwurf = entwurfskennung(netz.person, liegt.besuch);
  if (!(await holen(ENTWUERFE, entwurf)))
    await legen(ENTWUERFE, { kennung: entwurf, person: netz.person, felder: worte(liegt.felder), stand: liegt.stand });
  await entfernen(WARTESCHLANGE, liegt.kennung);
  return null;
}

const senden = beharrlich(
  async () => {
    if (!wartet) return;
    const wer = await marke(netz.marke);
    if (wer.person !== netz.person) throw new Abgemeldet();
    const angekommen = await warteschlangeSenden(wer);
    const dieses = angekommen.find((eins) => eins.kennung === kennung());
    if (!wartet) {
      // Taken back in the meantime, and too late.
      if (dieses) zeile.sagen("Das Protokoll war schon angekommen. Es gilt die erste Fassung.", zumTag);
      return;
    }
    const liegt = (await alleVon(WARTESCHLANGE, netz.person)).find((eins) => eins.kennung === kennung());
    if (liegt?.fort) throw new Abgelehnt(liegt.ablehnung);
    if (liegt?.stoerung) throw new NichtAngenommen(liegt.stoerung);
    if (liegt?.ablehnung) {
      // The page of the server says why, with everything as it was entered. It stays in the queue as well.
      formular.elements.csrfmiddlewaretoken.value = wer.csrf;
      stellen(false);
      formular.submit();
      return;
    }
    if (liegt) return; // changed while it was on its way: this version comes next
    await entwurf.ruhen();
    location.assign(dieses?.antwort.weiter ?? netz.mein_tag);
  },
  (fehler) => {
    const aendern = { text: "Doch noch ändern", tun: zuruecknehmen };
    if (fehler instanceof Abgemeldet)
      zeile.sagen("Sie sind abgemeldet. Das Protokoll wartet auf diesem Gerät.", anmelden(netz.anmelden), aendern);
    else if (fehler instanceof KeinNetz)
      zeile.sagen(
        "Keine Verbindung. Das Protokoll wartet auf diesem Gerät und wird gesendet, sobald das Netz da ist.",
        zumTag,
        aendern,
      );
    else if (fehler instanceof Abgelehnt)
      zeile.sagen(`${fehler.message} Was Sie geschrieben haben, bleibt auf diesem Gerät.`, zumTag);
    else zeile.sagen(fehler.message, aendern);
  },
);

function stellen(ruht) {
  wartet = ruht;
  formular.querySelector("button[type=submit]").disabled = ruht;
  for (const teil of formular.children) if (!teil.querySelector("[data-netz]")) teil.inert = ruht;
}

function abschicken() {
  stellen(true);
  zeile.sagen("Das Protokoll wird gesendet …");
  entwurf.ruhen();
  senden();
}

// An answer may have been lost: then the log has arrived as it was.
async function zuruecknehmen() {
  stellen(false);
  zeile.sagen("Sie können weiterschreiben. Ist das Protokoll doch schon angekommen, gilt die erste Fassung.");
  await entfernen(WARTESCHLANGE, kennung());
  entwurf.weiter();
}

formular.addEventListener("submit", async (ereignis) => {
  ereignis.preventDefault();
  if (wartet) return;
  const { besuch, titel, stand } = formular.dataset;
  const geschrieben = { felder: felder(formular), gelesen: gelesen(formular) };
  const inhalt = { besuch, titel, stand, adresse: location.pathname, wann: Date.now(), ...geschrieben };
  stellen(true);
  try {
    await legen(WARTESCHLANGE, { kennung: kennung(), person: netz.person, ...inhalt });
  } catch {
    stellen(false);
    formular.submit(); // a browser that keeps nothing
    return;
  }
  abschicken();
});

const verwerfen = document.querySelector("form[data-verwerfen]");
verwerfen?.addEventListener("submit", async (ereignis) => {
  ereignis.preventDefault();
  await entwurf.ruhen();
  verwerfen.submit();
});

const liegt = await wiedergefunden();
const entwurf = hueten(formular, netz, zeile);
if (liegt) {
  fuellen(formular, liegt.felder);
  abschicken();
}
