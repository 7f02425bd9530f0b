/* What a page cannot do by itself: copy, go back, and say what went wrong on the way. All of it works without, by hand. */
(() => {
  "use strict";

  const problem = () => document.getElementById("problem");

  async function copy(field) {
    if (navigator.clipboard && window.isSecureContext) {
      try {
        await navigator.clipboard.writeText(field.value);
        return true;
      } catch {
        // Refused by the browser around us: the older way below may still be open.
      }
    }
    field.focus({ preventScroll: true });
    field.select();
    field.setSelectionRange(0, field.value.length);
    try {
      return document.execCommand("copy");
    } catch {
      return false;
    }
  }

  async function onCopy(button) {
    const copied = await copy(document.getElementById(button.dataset.copy));
    button.nextElementSibling.textContent = copied ? button.dataset.done : button.dataset.byHand;
    button.classList.toggle("is-done", copied);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy], [data-back]");
    if (!button) return;
    if ("copy" in button.dataset) onCopy(button);
    else history.back();
  });

  // What was taken by "copy" is copied at once where the browser still counts that as the tap's doing.
  document.addEventListener("htmx:afterSwap", (event) => {
    const button = event.detail.target.matches("[data-copies]") && event.detail.target.querySelector("[data-copy]");
    if (button) onCopy(button);
  });

  document.addEventListener("DOMContentLoaded", () => {
    if (history.length > 1) document.querySelectorAll("[data-back]").forEach((button) => (button.hidden = false));
  });

  const showOffline = () => problem().replaceChildren(document.getElementById("offline").content.cloneNode(true));
  document.addEventListener("htmx:sendError", showOffline);
  document.addEventListener("htmx:timeout", showOffline);
  document.addEventListener("htmx:beforeRequest", () => problem().replaceChildren());
})();
