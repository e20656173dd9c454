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

  // The theme's search dialog has no name for those who cannot see it; its field has.
  const name = () => {
    const field = document.querySelector(".md-search__input");
    if (field) field.closest(".md-search").setAttribute("aria-label", field.getAttribute("aria-label"));
  };
  document.addEventListener("DOMContentLoaded", name);

  // Tables that are wider than the page can be scrolled with the keyboard. The theme wraps them when it likes.
  // To look how wide they are makes the browser lay out the page, so it is done once things have come to rest.
  let planned = 0;
  const reach = () => {
    const wraps = [...document.querySelectorAll(".md-typeset__scrollwrap")];
    const wide = wraps.map((wrap) => wrap.scrollWidth > wrap.clientWidth);
    wraps.forEach((wrap, at) => (wide[at] ? (wrap.tabIndex = 0) : wrap.removeAttribute("tabindex")));
  };
  const plan = () => {
    clearTimeout(planned);
    planned = setTimeout(reach, 200);
  };
  addEventListener("resize", reach);
  document.addEventListener("DOMContentLoaded", () => {
    plan();
    new MutationObserver(plan).observe(document.body, { childList: true, subtree: true });
  });
})();
