// form[data-unsaved-guard]: the browser asks before a page with unsent words is left. Sending is not leaving.
const touched = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-unsaved-guard]")) touched.add(form);
});

document.addEventListener("submit", (event) => touched.delete(event.target));

// What is saved as a draft is not lost; chosen files still would be.
document.addEventListener("draft-saved", (event) => {
  if (![...event.target.elements].some((control) => control.matches("input[type=file]") && control.value)) touched.delete(event.target);
});

document.addEventListener("htmx:afterSwap", () => {
  for (const form of touched) if (!form.isConnected) touched.delete(form);
});

function hasWords(form) {
  return [...form.elements].some((control) => control.matches("textarea, input[type=file]") && control.value.trim() !== "");
}

window.addEventListener("beforeunload", (event) => {
  if ([...touched].some(hasWords)) event.preventDefault();
});
