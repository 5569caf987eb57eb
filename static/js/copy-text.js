// <copy-text data-copied="Copied"><span data-text>suport#310</span> <button type="button" hidden>Copy</button></copy-text>
// The button appears only where the browser can copy; the result is said in a status region.
class CopyText extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    if (!button || !navigator.clipboard) return;
    this.status = document.createElement("span");
    this.status.setAttribute("role", "status");
    this.status.className = "small muted";
    button.after(this.status);
    button.hidden = false;
    button.addEventListener("click", () => this.copy());
  }

  async copy() {
    const text = this.querySelector("[data-text]")?.textContent.trim() ?? "";
    await navigator.clipboard.writeText(text);
    this.status.textContent = this.dataset.copied ?? "";
    setTimeout(() => {
      this.status.textContent = "";
    }, 4000);
  }
}

customElements.define("copy-text", CopyText);
