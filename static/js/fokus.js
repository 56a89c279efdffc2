// A part of the page that was replaced under the focus keeps it: htmx finds what has the same id; if that is
// gone, the new part itself takes the focus, so that Tab goes on from here and not from the top of the page.
let hier = false;
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  hier = detail.target.contains(document.activeElement);
});
document.addEventListener("htmx:load", ({ detail }) => {
  if (!hier || document.activeElement !== document.body) return;
  detail.elt.tabIndex = -1;
  detail.elt.focus({ preventScroll: true });
});
