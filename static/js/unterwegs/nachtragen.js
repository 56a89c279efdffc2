// Fast entry: each row keeps its draft as the log form does.

import { hueten } from "./entwurf.js";
import { Zeile } from "./zeile.js";

const netz = JSON.parse(document.getElementById("netz").textContent);
const ort = document.querySelector("[data-netz]");
if (ort) {
  const zeile = new Zeile(ort);
  for (const reihe of document.querySelectorAll("fieldset[data-entwurf]")) hueten(reihe, netz, zeile);
}
