/* Names on the map as HTML: few, the largest and highest first, never over one another. */

const MOST = 22;
/* How far up or down the name of a high area may step aside, in pixels. */
const BESIDE = [0, -17, 17, -30];

/** Short forms fit where long names do not. */
export const shortName = (name) => name.replace(/^Kabupaten (Administrasi )?/, "").replace(/^Kota Administrasi /, "Kota ")
  .replace(/^Daerah Khusus (Ibukota )?/, "").replace(/^Daerah Istimewa /, "");

const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

export class Labels {
  constructor(map, place) {
    this.map = map;
    this.place = place;
    this.candidates = [];
    this.shown = [];
    map.on("move", () => this.follow());
    map.on("moveend", () => this.choose());
  }

  /** Which areas could be named: code, name, centre, size, class; the highest class before all others. */
  offer(candidates) {
    this.candidates = [...candidates].sort((a, b) => (b.class === "tinggi") - (a.class === "tinggi") || b.size - a.size);
    this.choose();
  }

  /** Name those that fit inside their area, and high ones in any case, where they overlap nobody. */
  choose() {
    this.place.replaceChildren();
    this.shown = [];
    const { clientWidth: width, clientHeight: height } = this.place;
    const taken = [];
    const letter = 0.43 * parseFloat(getComputedStyle(document.documentElement).fontSize);
    const degrees = this.map.getBounds().getEast() - this.map.getBounds().getWest();
    for (const one of this.candidates) {
      if (this.shown.length >= MOST) break;
      const half = (one.name.length * letter) / 2 + 4;
      const high = one.class === "tinggi";
      if (!high && ((one.box[2] - one.box[0]) / degrees) * width < half * 2) continue;
      const free = (high ? BESIDE : [0]).find((shift) => {
        const { x, y } = this.map.project(one.centre);
        const box = [x - half, y + shift - 9, x + half, y + shift + 9];
        if (box[0] < 0 || box[1] < 0 || box[2] > width || box[3] > height || taken.some((other) => overlap(box, other))) return false;
        taken.push(box);
        return true;
      });
      if (free !== undefined) this.add(one, free);
    }
    this.follow();
  }

  add(one, shift) {
    const label = document.createElement("span");
    label.textContent = one.name;
    this.place.append(label);
    this.shown.push([label, one.centre, shift]);
  }

  follow() {
    for (const [label, centre, shift] of this.shown) {
      const { x, y } = this.map.project(centre);
      label.style.transform = `translate(${Math.round(x)}px, ${Math.round(y) + shift}px) translate(-50%, -50%)`;
    }
  }
}
