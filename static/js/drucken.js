/* A button that prints the page; without script it is not there, and the browser's menu does the same. */

for (const knopf of document.querySelectorAll("[data-drucken]")) {
  knopf.hidden = false;
  knopf.addEventListener("click", () => window.print());
}
