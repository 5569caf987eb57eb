// <leaves-in seconds="12">…<span data-seconds>12</span>…</leaves-in>: counts down, and goes when the reply has left.
class LeavesIn extends HTMLElement {
  connectedCallback() {
    const ends = Date.now() + Number(this.getAttribute("seconds")) * 1000;
    const shown = this.querySelector("[data-seconds]");
    this.timer = setInterval(() => {
      const left = Math.ceil((ends - Date.now()) / 1000);
      if (left > 0) shown.textContent = String(left);
      else if (!this.contains(document.activeElement) || left < -60) this.remove();
    }, 500);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }
}

customElements.define("leaves-in", LeavesIn);
