// Fast entry: each row keeps its draft as the log form does.

import { ENTWUERFE, entfernen, entwurfskennung } from "./ablage.js";
import { hueten } from "./entwurf.js";
import { Zeile } from "./zeile.js";

const netz = JSON.parse(document.getElementById("netz").textContent);
const ort = document.querySelector("[data-netz]");
if (ort) {
  const zeile = new Zeile(ort);
  for (const reihe of document.querySelectorAll("fieldset[data-entwurf]")) hueten(reihe, netz, zeile);
}

// The page is sent as any other form: only the next one knows which rows have arrived and need no draft here.
for (const besuch of netz.gespeichert) entfernen(ENTWUERFE, entwurfskennung(netz.person, besuch));
