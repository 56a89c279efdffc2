// The line that tells about the net; it is read aloud, so it says each thing once.

export class Zeile {
  constructor(ort) {
    this.ort = ort;
  }

  // Sentences, links ({ text, adresse }) and buttons ({ text, tun }), in this order.
  sagen(...teile) {
    const wortlaut = teile.map((teil) => teil.text ?? teil).join("|");
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
