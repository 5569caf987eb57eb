// form[data-drop-files]: files that are dropped on the form, or pasted into its text, join those of its file input. The input remains
// what it is: its own list shows them, and the keyboard reaches it.
function inputOf(target) {
  return target.closest?.("form[data-drop-files]")?.querySelector("input[type=file]");
}

function add(input, files) {
  const all = new DataTransfer();
  for (const file of [...input.files, ...files]) all.items.add(file);
  input.files = all.files;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function holdsFiles(event) {
  return [...(event.dataTransfer?.types ?? [])].includes("Files");
}

function mark(event, isOver) {
  event.target.closest?.("form[data-drop-files]")?.classList.toggle("is-drop-target", isOver);
}

document.addEventListener("dragover", (event) => {
  if (!holdsFiles(event) || !inputOf(event.target)) return;
  event.preventDefault();
  mark(event, true);
});

document.addEventListener("dragleave", (event) => mark(event, false));

document.addEventListener("drop", (event) => {
  const input = inputOf(event.target);
  if (!input || !holdsFiles(event)) return;
  event.preventDefault();
  mark(event, false);
  add(input, event.dataTransfer.files);
});

document.addEventListener("paste", (event) => {
  const input = inputOf(event.target);
  const files = event.clipboardData?.files ?? [];
  if (!input || !files.length) return;
  event.preventDefault();
  add(input, files);
});
