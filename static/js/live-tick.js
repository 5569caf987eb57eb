// <live-tick data-every="25">…</live-tick>: tells what is inside to ask for news, by an event named "tick", while somebody can see the page.
// It asks at once when the page comes to the front again.
class LiveTick extends HTMLElement {
  connectedCallback() {
    const every = 1000 * Number(this.dataset.every || 25);
    this.timer = setInterval(() => this.tick(), every);
    this.onSight = () => this.tick();
    document.addEventListener("visibilitychange", this.onSight);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    document.removeEventListener("visibilitychange", this.onSight);
  }

  tick() {
    if (document.visibilityState !== "visible") return;
    this.querySelector("[hx-trigger=tick]")?.dispatchEvent(new Event("tick"));
  }
}

customElements.define("live-tick", LiveTick);
