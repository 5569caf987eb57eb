// <name-colleague data-url="…" data-found="…"><ul role="listbox"><p role="status"></name-colleague>: offers colleagues below the form's text
// while "@" and a name are typed. Arrow keys walk, Enter or Tab writes the name, Escape closes. The focus never leaves the text: it stays a
// text of several lines, whose active option is named by aria-activedescendant.
const NAMED = /(?:^|[^\p{L}\p{N}.@/+_-])@((?:[\p{L}\p{N}][\p{L}\p{N}.'’-]*(?: [\p{L}\p{N}'’-]{1,40}){0,2})?)$/u;
const PAUSE = 150;

class NameColleague extends HTMLElement {
  connectedCallback() {
    if (this.text) return;
    this.text = this.closest("form").elements.body;
    [this.list, this.status] = [this.querySelector("[role=listbox]"), this.querySelector("[role=status]")];
    this.text.after(this);
    for (const [name, value] of Object.entries({ autocomplete: "list", haspopup: "listbox", controls: this.list.id }))
      this.text.setAttribute(`aria-${name}`, value);
    this.text.addEventListener("input", () => this.look());
    this.text.addEventListener("keydown", (event) => this.press(event));
    this.text.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.take(event.target.closest("[role=option]"));
    });
  }

  get typed() {
    const caret = this.text.selectionStart;
    return caret === this.text.selectionEnd ? NAMED.exec(this.text.value.slice(0, caret))?.[1] : undefined;
  }

  look() {
    clearTimeout(this.timer);
    this.asking?.abort();
    if (this.typed === undefined) return this.close();
    this.timer = setTimeout(() => this.ask(this.typed), PAUSE);
  }

  async ask(typed) {
    this.asking = new AbortController();
    const headers = { "HX-Request": "true", "HX-Target": "colleagues" };
    try {
      const answer = await fetch(`${this.dataset.url}?q=${encodeURIComponent(typed ?? "")}`, { headers, signal: this.asking.signal });
      if (answer.ok && !answer.redirected) this.show(new DOMParser().parseFromString(await answer.text(), "text/html").body);
    } catch {
      // Offline, or another letter was typed meanwhile.
    }
  }

  show(found) {
    this.list.replaceChildren(...found.querySelectorAll("[role=option]"));
    if (!this.list.firstElementChild) return this.close();
    this.list.hidden = false;
    this.status.textContent = this.dataset.found.replace("{count}", this.list.childElementCount);
    this.choose(this.list.firstElementChild);
  }

  choose(option) {
    for (const one of this.list.children) one.setAttribute("aria-selected", String(one === option));
    this.text.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  press(event) {
    if (this.list.hidden || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const options = [...this.list.children];
    const chosen = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.choose(options[(chosen + step + options.length) % options.length]);
    else if (event.key === "Enter" || event.key === "Tab") this.take(options[chosen]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  take(option) {
    if (!option || this.typed === undefined) return;
    const caret = this.text.selectionStart;
    this.text.setRangeText(`${option.dataset.call} `, caret - this.typed.length, caret, "end");
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
    this.close();
  }

  close() {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.list.replaceChildren();
    this.status.textContent = "";
    this.text.removeAttribute("aria-activedescendant");
  }
}

customElements.define("name-colleague", NameColleague);
