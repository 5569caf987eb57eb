// <desk-presence data-url="…" role="status">: tells the server every 20 seconds that this ticket is open, and shows who else is here.
// The text is changed only when it says something else, so that nothing is read aloud twice.
const EVERY = 20000;

class DeskPresence extends HTMLElement {
  connectedCallback() {
    this.beat = () => this.tell();
    this.leave = () => navigator.sendBeacon(this.dataset.url, this.values({ left: "1" }));
    this.timer = setInterval(this.beat, EVERY);
    window.addEventListener("pagehide", this.leave);
    document.addEventListener("visibilitychange", this.beat);
    document.addEventListener("input", (event) => this.write(event));
    this.tell();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    window.removeEventListener("pagehide", this.leave);
    document.removeEventListener("visibilitychange", this.beat);
  }

  write(event) {
    if (!event.target.closest?.(".composer")) return;
    const isFirst = !this.isWriting;
    this.isWriting = true;
    if (isFirst) this.tell();
  }

  values(more) {
    const values = new FormData();
    values.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
    for (const [name, value] of Object.entries(more)) values.set(name, value);
    return values;
  }

  async tell() {
    if (document.hidden) return;
    try {
      const answer = await fetch(this.dataset.url, { method: "POST", body: this.values({ writing: this.isWriting ? "1" : "0" }) });
      if (answer.status !== 200 || answer.redirected) return;
      const said = new DOMParser().parseFromString(await answer.text(), "text/html").body;
      if (said.textContent.trim() !== this.textContent.trim()) this.replaceChildren(...said.childNodes);
    } catch {
      // Offline: the next beat tries again.
    }
  }
}

customElements.define("desk-presence", DeskPresence);
