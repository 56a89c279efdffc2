/* Print the page, or hand its address to whatever the device shares with. Without script neither button is
   there: the browser's menu prints, and a mail carries the address. */

for (const knopf of document.querySelectorAll("[data-drucken]")) {
  knopf.hidden = false;
  knopf.addEventListener("click", () => window.print());
}

for (const knopf of navigator.share ? document.querySelectorAll("[data-teilen]") : []) {
  knopf.hidden = false;
  knopf.nextElementSibling.hidden = true;
  knopf.addEventListener("click", () => {
    navigator.share({ title: knopf.dataset.teilen, url: location.href }).catch(() => {}); // closed again
  });
}
