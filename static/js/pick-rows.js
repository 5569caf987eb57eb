// [data-bulk-bar] in the form of a list: it appears when a row is chosen, says how many, and chooses all rows of the page;
// it stays while all that fit are chosen.
// Rows stay chosen when the list is swapped for a newer one. Without script the bar is always there.
const chosen = new Set();

function boxes(bar) {
  return [...bar.closest("form").querySelectorAll("[name=row]")];
}

function tell(bar) {
  const rows = boxes(bar);
  const count = rows.filter((box) => box.checked).length;
  const words = bar.querySelector("[data-pick-count]");
  const all = bar.querySelector("[data-pick-all]");
  all.hidden = false;
  all.querySelector("input").checked = count === rows.length;
  words.textContent = count === 1 ? words.dataset.one : words.dataset.many.replace("#", count);
  bar.hidden = count === 0 && !bar.querySelector("[data-pick-beyond]")?.checked;
}

function tellAll() {
  for (const bar of document.querySelectorAll("[data-bulk-bar]")) tell(bar);
}

document.addEventListener("change", (event) => {
  const bar = event.target.closest("form")?.querySelector("[data-bulk-bar]");
  if (!bar) return;
  if (event.target.closest("[data-pick-all]")) for (const box of boxes(bar)) box.checked = event.target.checked;
  tell(bar);
});

document.addEventListener("htmx:beforeSwap", () => {
  chosen.clear();
  for (const box of document.querySelectorAll("[name=row]:checked")) chosen.add(box.id);
});

document.addEventListener("htmx:afterSwap", () => {
  for (const id of chosen) {
    const box = document.getElementById(id);
    if (box) box.checked = true;
  }
  tellAll();
});

window.addEventListener("pageshow", tellAll);
tellAll();
