/* The card that says what is known of the area under the pointer, in the words of the table. */

export class Card {
  constructor(frame, enter) {
    this.place = frame.querySelector(".map-card");
    this.says = frame.querySelector(".map-says");
    this.words = frame.dataset;
    this.enter = enter;
  }

  /** Show a row of the table, or nothing; `links` when the card stays, `say` when it is to be read aloud. */
  show(row, { say, links, deeper }) {
    this.place.hidden = !row;
    if (!row) return;
    const [name, code, mark, score] = row.cells;
    const title = document.createElement("strong");
    title.textContent = name.textContent.trim();
    const kind = document.createElement("span");
    kind.append(...[...mark.childNodes].map((node) => node.cloneNode(true)));
    const figure = document.createElement("span");
    figure.className = "map-card-score";
    figure.textContent = score.dataset.score;
    const number = document.createElement("span");
    number.className = "quiet";
    number.textContent = code.textContent.trim();
    this.place.replaceChildren(title, number, kind, figure);
    if (links) this.place.append(this.links(row, deeper));
    if (say) this.says.textContent = [title, kind, figure].map((part) => part.textContent.trim()).filter(Boolean).join(", ");
  }

  links(row, deeper) {
    const links = document.createElement("span");
    links.className = "map-card-links";
    const open = document.createElement("a");
    open.href = row.querySelector("th a").href;
    open.textContent = this.words.wordOpen;
    links.append(open);
    if (deeper) {
      const inside = document.createElement("button");
      inside.type = "button";
      inside.className = "link";
      inside.textContent = this.words.wordInside;
      inside.addEventListener("click", () => this.enter(row.dataset.outline));
      links.append(inside);
    }
    return links;
  }
}
