// <desk-keys><dialog>…</dialog></desk-keys>: single keys of the desk; the dialog lists them and opens with "?".
// The server leaves the element out for agents who turned the keys off. Never inside a field, never with a modifier.
const FIELDS = "input:not([type=checkbox]), textarea, select, [contenteditable], dialog";
const ROWS = "a.queue__link";

class DeskKeys extends HTMLElement {
  connectedCallback() {
    this.before = "";
    this.onKey = (event) => this.press(event);
    document.addEventListener("keydown", this.onKey);
    this.querySelector("[data-close]")?.addEventListener("click", () => this.querySelector("dialog").close());
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.onKey);
  }

  press(event) {
    const isBusy = event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented;
    if (isBusy || event.target.closest?.(FIELDS)) return;
    const key = this.before + event.key;
    this.before = event.key === "g" ? "g " : "";
    if (event.key.startsWith("Arrow") && !event.target.closest?.(ROWS)) return;
    if (this.act(key)) event.preventDefault();
  }

  act(key) {
    if (key === "?") return this.show();
    if (key === "/") return this.focusOn("#search-tickets");
    if (key === "j" || key === "ArrowDown") return this.move(1);
    if (key === "k" || key === "ArrowUp") return this.move(-1);
    if (key === "o") return this.click(document.activeElement?.closest?.(ROWS));
    if (key === "x") return this.click(document.activeElement?.closest?.(".queue__row")?.querySelector("[name=row]"));
    if (key === "n") return this.click(document.querySelector("#page-older"));
    if (key === "p") return this.click(document.querySelector("#page-newer"));
    if (key === "g h" || key === "g m") return this.click(this.querySelector(`[data-key="${key}"]`));
    if (key === "r") return this.write("reply");
    if (key === "i") return this.write("note");
    if (key === "t") return this.click(document.querySelector(".verbs form[action$='/take/'] button"));
    if (key === "e") return this.click(document.querySelector(".verbs a[href$='/escalate/']"));
    return false;
  }

  move(step) {
    const rows = [...document.querySelectorAll(ROWS)];
    const row = document.activeElement?.closest?.(".queue__row")?.querySelector(ROWS);
    const next = row ? rows.indexOf(row) + step : step > 0 ? 0 : rows.length - 1;
    rows[Math.max(0, Math.min(rows.length - 1, next))]?.focus();
    return rows.length > 0;
  }

  click(element) {
    element?.click();
    return Boolean(element);
  }

  focusOn(selector) {
    const field = document.querySelector(selector);
    field?.focus();
    return Boolean(field);
  }

  write(kind) {
    const choice = document.querySelector(`[name=composer-kind][value=${kind}]`);
    return this.click(choice) && this.focusOn(`form[action$="/${kind}/"] textarea`);
  }

  show() {
    this.querySelector("dialog").showModal();
    return true;
  }
}

customElements.define("desk-keys", DeskKeys);
