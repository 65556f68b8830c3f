/* The search box as a combobox: results under it while typing; without this the form opens the result page. */

const WAIT = 180;

class SearchBox {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[type=search]");
    this.says = form.querySelector("[role=status]");
    this.list = document.createElement("ul");
    this.list.id = "cari-daftar";
    this.list.className = "hits-list";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.form.querySelector("label").textContent);
    this.input.after(this.list);
    for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", this.list.id], ["aria-autocomplete", "list"]]) {
      this.input.setAttribute(name, value);
    }
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    const text = this.input.value.trim();
    if (text.length < 2) { this.close(); return; }
    const address = new URL(this.form.action);
    for (const [key, value] of new FormData(this.form)) address.searchParams.set(key, value);
    const answer = await fetch(address, { headers: { "HX-Request": "true" } });
    if (!answer.ok || text !== this.input.value.trim()) return;
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll(".hits li");
    this.fill([...found]);
  }

  fill(found) {
    this.list.replaceChildren(...found.map((item, place) => {
      const option = document.createElement("li");
      option.id = `cari-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.address = item.querySelector("a").getAttribute("href");
      const [name, where] = [document.createElement("span"), document.createElement("span")];
      name.textContent = item.querySelector("a").textContent;
      where.textContent = item.querySelector(".quiet").textContent;
      where.className = "quiet";
      option.append(name, where);
      option.addEventListener("mousedown", (event) => { event.preventDefault(); this.open(option); });
      return option;
    }));
    this.list.hidden = !found.length;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.input.removeAttribute("aria-activedescendant");
    this.says.textContent = found.length ? this.input.dataset.some.replace("{n}", found.length) : this.input.dataset.none;
  }

  key(event) {
    const options = [...this.list.children];
    const now = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
    if (event.key === "Escape") { this.close(); return; }
    if (event.key === "Enter" && now >= 0) { event.preventDefault(); this.open(options[now]); return; }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || this.list.hidden || !options.length) return;
    event.preventDefault();
    const next = (now + step + options.length) % options.length;
    options.forEach((one, place) => one.setAttribute("aria-selected", String(place === next)));
    options[next].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", options[next].id);
  }

  open(option) { location.assign(option.dataset.address); }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

for (const form of document.querySelectorAll(".area-search")) new SearchBox(form);
