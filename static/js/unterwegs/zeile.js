// The line that tells about the net; it is read aloud, so it says each thing once.

export class Zeile {
  constructor(ort) {
    this.ort = ort;
  }

  // Sentences, links ({ text, adresse }), buttons ({ text, tun }) and lists ({ liste }), in this order.
  sagen(...teile) {
    const wortlaut = JSON.stringify(teile);
    if (wortlaut === this.wortlaut) return;
    this.wortlaut = wortlaut;
    this.ort.replaceChildren(...teile.map(bauen));
  }

  schweigen() {
    this.wortlaut = "";
    this.ort.replaceChildren();
  }
}

function bauen(teil) {
  if (typeof teil === "string") {
    return Object.assign(document.createElement("span"), { textContent: teil });
  }
  if (teil.liste) {
    const liste = document.createElement("ul");
    liste.append(...teil.liste.map((textContent) => Object.assign(document.createElement("li"), { textContent })));
    return liste;
  }
  if (teil.adresse) {
    return Object.assign(document.createElement("a"), { textContent: teil.text, href: teil.adresse });
  }
  const knopf = document.createElement("button");
  Object.assign(knopf, { textContent: teil.text, type: "button", className: "fb-link", onclick: teil.tun });
  return knopf;
}

// Back to this very page after signing in.
export const anmelden = (adresse) => ({
  text: "Neu anmelden",
  adresse: `${adresse}?next=${encodeURIComponent(location.pathname)}`,
});
