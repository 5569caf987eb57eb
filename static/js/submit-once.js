// form[data-submit-once]: a second click while the first is on its way does nothing. The server refuses doubles by itself;
// this only spares the reader the wait. Coming back with the browser's back button makes the form usable again.
const sent = new WeakSet();

function mark(form, isBusy) {
  for (const button of form.querySelectorAll("button:not([type=button])")) {
    if (isBusy) button.setAttribute("aria-busy", "true");
    else button.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-submit-once]") || event.defaultPrevented) return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  mark(form, true);
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-submit-once]")) {
    sent.delete(form);
    mark(form, false);
  }
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form[data-submit-once]");
  if (form) {
    sent.delete(form);
    mark(form, false);
  }
});
