// <priority-matrix>: says at once which priority the two answers give, and marks its cell in the matrix. Without script the page says so
// after saving.
class PriorityMatrix extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", this);
    this.handleEvent();
  }

  disconnectedCallback() {
    this.removeEventListener("change", this);
  }

  handleEvent() {
    const people = this.chosen("people");
    const urgency = this.chosen("urgency");
    let found = null;
    for (const cell of this.querySelectorAll("td[data-people]")) {
      const here = cell.dataset.people === people && cell.dataset.urgency === urgency;
      if (here) found = cell;
      cell.classList.toggle("matrix__cell--chosen", here);
    }
    const answer = this.querySelector(".matrix__answer");
    answer.hidden = !found;
    const words = found?.textContent ?? "";
    const place = answer.querySelector("strong");
    if (place.textContent !== words) place.textContent = words;
  }

  chosen(name) {
    return this.querySelector(`input[name="${name}"]:checked`)?.value ?? "";
  }
}

customElements.define("priority-matrix", PriorityMatrix);
