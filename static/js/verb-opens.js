// #verb: the form of a verb opens there and takes the focus. Cancelled with nothing written, it closes and gives the focus back to
// what opened it; otherwise the link leads away as without script, and the browser asks.
let opener = null;

function hasWords(form) {
  return [...form.elements].some((control) => control.matches("textarea") && control.value.trim() !== "");
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "verb") return;
  opener = event.detail.requestConfig.elt;
  opener.closest("details.menu")?.removeAttribute("open");
  event.target.querySelector(".verb__title")?.focus();
});

document.addEventListener("click", (event) => {
  const form = event.target.closest("#verb [data-close]")?.closest("form");
  if (!form || event.ctrlKey || event.metaKey || event.shiftKey || hasWords(form)) return;
  event.preventDefault();
  document.querySelector("#verb").replaceChildren();
  (opener?.closest("details.menu")?.querySelector("summary") ?? opener)?.focus();
});
