// <local-time><time datetime="…">…</time></local-time>: shows the moment in the reader's own zone and names the zone.
// Without script the server's text stays, which names its zone too.
class LocalTime extends HTMLElement {
  connectedCallback() {
    const time = this.querySelector("time[datetime]");
    const moment = new Date(time?.dateTime ?? "");
    if (Number.isNaN(moment.getTime())) return;
    const page = this.closest("[lang]")?.lang;
    const language = page === "en" ? "en-GB" : page || undefined;
    time.textContent = this.absolute(moment, language);
    if (this.hasAttribute("relative")) time.append(` (${this.relative(moment, language)})`);
  }

  absolute(moment, language) {
    const now = new Date();
    const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" };
    const day = { weekday: "short", day: "numeric", month: "short" };
    if (moment.getFullYear() !== now.getFullYear()) day.year = "numeric";
    if (moment.toDateString() !== now.toDateString()) return new Intl.DateTimeFormat(language, { ...day, ...clock }).format(moment);
    const today = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(0, "day");
    return `${today}, ${new Intl.DateTimeFormat(language, clock).format(moment)}`;
  }

  relative(moment, language) {
    const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
    const minutes = (moment.getTime() - Date.now()) / 60000;
    if (Math.abs(minutes) < 60) return words.format(Math.round(minutes), "minute");
    if (Math.abs(minutes) < 1440) return words.format(Math.round(minutes / 60), "hour");
    return words.format(Math.round(minutes / 1440), "day");
  }
}

customElements.define("local-time", LocalTime);
