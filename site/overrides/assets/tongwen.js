// The switch between the languages keeps the page and the anchor: both languages have the same of each.
"use strict";
(() => {
  const root = new URL("../", document.currentScript.src).href;

  const follow = (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-tw-language]") : null;
    if (!link || !location.href.startsWith(root)) return;
    const page = location.pathname.slice(new URL(root).pathname.length);
    link.href = new URL(link.dataset.twLanguage, root).href + page + location.search + location.hash;
  };

  for (const event of ["click", "focusin", "pointerover"]) document.addEventListener(event, follow, true);
})();
