// form[data-draft-url]: what is being filled in is saved by itself, two seconds after the last key. Files are saved with the form alone.
const waiting = new WeakMap();
const PAUSE = 2000;
const WITH_THE_FORM = ["files", "remove_files"];

async function save(form) {
  const begun = waiting.get(form);
  if (!begun || begun.isSent) return;
  const values = new FormData(form);
  for (const name of WITH_THE_FORM) values.delete(name);
  values.set("quiet", "1");
  begun.request = new AbortController();
  try {
    const answer = await fetch(form.dataset.draftUrl, { method: "POST", body: values, signal: begun.request.signal });
    if (answer.status !== 204) return;
    form.elements.version.value = answer.headers.get("Draft-Version");
    const isTorn = answer.headers.get("Draft-Elsewhere");
    tell(form, isTorn ? form.dataset.draftElsewhere : form.dataset.draftSaved);
    form.dispatchEvent(new CustomEvent("draft-saved", { bubbles: true }));
  } catch {
    // Offline, or the form is on its way: the next key tries again.
  }
}

function tell(form, words) {
  const status = form.querySelector("[data-draft-status]");
  // Said once, not at every pause.
  if (status && status.textContent !== words) status.textContent = words;
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.dataset.draftUrl || !event.target.name || WITH_THE_FORM.includes(event.target.name)) return;
  const begun = waiting.get(form) ?? {};
  clearTimeout(begun.timer);
  begun.isSent = false;
  begun.timer = setTimeout(() => save(form), PAUSE);
  waiting.set(form, begun);
});

document.addEventListener("submit", (event) => {
  const begun = waiting.get(event.target);
  if (!begun) return;
  clearTimeout(begun.timer);
  begun.isSent = true;
  begun.request?.abort();
});
