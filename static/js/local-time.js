// <local-time><time datetime="…">…</time></local-time>: shows the moment in the reader's own zone and names the zone.
// Without script the server's text stays, which names its zone too. With beside="where you are" it stays with script, too, and the
// reader's time comes after it where their clock shows another one. With "brief" it is the time today, else the day; with "ago" the
// words stay: both have the whole moment as title. A zone that the reader has chosen goes before the browser's.
const zone = document.documentElement.dataset.zone;
const inZone = zone ? { timeZone: zone } : {};

class LocalTime extends HTMLElement {
  connectedCallback() {
    const time = this.querySelector("time[datetime]");
    const moment = new Date(time?.dateTime ?? "");
    if (Number.isNaN(moment.getTime())) return;
    const page = this.closest("[lang]")?.lang;
    const language = page === "en" ? "en-GB" : page || undefined;
    if (this.hasAttribute("beside")) {
      if (this.isElsewhere(time.dateTime, moment)) this.addHere(this.absolute(moment, language));
      return;
    }
    if (time.title) time.title = this.absolute(moment, language);
    if (this.hasAttribute("ago")) return;
    time.textContent = this.hasAttribute("brief") ? this.brief(moment, language) : this.absolute(moment, language);
    if (this.hasAttribute("relative")) time.append(` (${this.relative(moment, language)})`);
  }

  // Whether the offset at the end of the server's moment is another than the browser's at that time.
  isElsewhere(text, moment) {
    if (zone) return false;
    const [, sign, hours, minutes] = text.match(/([+-])(\d\d):(\d\d)$/) ?? [null, "+", "0", "0"];
    return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) !== -moment.getTimezoneOffset();
  }

  addHere(words) {
    const here = document.createElement("span");
    here.className = "here-time";
    here.textContent = `${words}, ${this.getAttribute("beside")}`;
    this.append(" ", here);
  }

  absolute(moment, language) {
    const now = new Date();
    const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short", ...inZone };
    const day = { weekday: "short", day: "numeric", month: "short" };
    if (moment.getFullYear() !== now.getFullYear()) day.year = "numeric";
    if (this.day(moment) !== this.day(now)) return new Intl.DateTimeFormat(language, { ...day, ...clock }).format(moment);
    const today = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(0, "day");
    return `${today}, ${new Intl.DateTimeFormat(language, clock).format(moment)}`;
  }

  brief(moment, language) {
    const isToday = this.day(moment) === this.day(new Date());
    const parts = isToday ? { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } : { day: "numeric", month: "short" };
    return new Intl.DateTimeFormat(language, { ...parts, ...inZone }).format(moment);
  }

  day(moment) {
    return new Intl.DateTimeFormat("en-CA", inZone).format(moment);
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
