/* The map of the first page: it draws what the table says, and asks the server for anything else. */

import { decode } from "./topology.js";
import { draw, dress, look, style } from "./drawing.js";
import { Labels, shortName } from "./labels.js";
import { Card } from "./card.js";
import { steerByKeyboard } from "./keyboard.js";
import { onSwap, visit } from "./switch.js";

const INDONESIA = [[94.9, -11.1], [141.1, 6.2]];
const STEPS = { provinsi: { inside: 6.4 }, kabkota: { inside: 9.2, outside: 5.2 }, kecamatan: { outside: 8.2 } };
const calm = matchMedia("(prefers-reduced-motion: reduce)");

class VulnerabilityMap {
  constructor(frame) {
    this.frame = frame;
    this.topologies = new Map();
    this.layer = null;
    this.lookedAt = null;
    this.switchedAt = null;
    const place = frame.querySelector(".map");
    this.map = new maplibregl.Map({
      container: place, style: style(), bounds: INDONESIA, fitBoundsOptions: { padding: 12 }, minZoom: 2, maxZoom: 13,
      attributionControl: false, renderWorldCopies: false, dragRotate: false, pitchWithRotate: false, keyboard: false,
      fadeDuration: 0, canvasContextAttributes: { preserveDrawingBuffer: true }, scrollZoom: false,
    });
    this.map.touchZoomRotate.disableRotation();
    this.addControls();
    this.labels = new Labels(this.map, this.overlay());
    this.card = new Card(frame, (code) => this.enter(code));
    this.listen(place);
  }

  get data() { return this.frame.dataset; }

  overlay() {
    const place = document.createElement("div");
    place.className = "map-labels";
    place.setAttribute("aria-hidden", "true");
    this.map.getCanvasContainer().append(place);
    return place;
  }

  addControls() {
    this.map.addControl(new maplibregl.ScaleControl({ maxWidth: 120 }), "bottom-left");
    this.map.addControl(new maplibregl.AttributionControl({ compact: false, customAttribution: this.data.attribution }), "bottom-right");
    const buttons = document.createElement("div");
    buttons.className = "map-buttons";
    for (const [sign, word, act] of [
      ["+", this.data.wordIn, (e) => this.map.zoomIn({}, { originalEvent: e })],
      ["−", this.data.wordOut, (e) => this.map.zoomOut({}, { originalEvent: e })],
      ["⌂", this.data.wordAll, () => this.goTo({ within: "", level: "" })],
    ]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.title = word;
      button.setAttribute("aria-label", word);
      button.addEventListener("click", act);
      buttons.append(button);
    }
    this.frame.append(buttons);
  }

  listen(place) {
    const { map } = this;
    map.on("load", () => { dress(map); this.show(); });
    map.on("mousemove", "areas", (event) => this.lookAt(event.features[0].properties.code));
    map.on("mouseout", () => this.lookAt(null));
    map.on("click", "areas", (event) => this.press(event));
    map.on("zoomend", (event) => { if (event.originalEvent) this.changeLevelByZoom(); });
    map.on("mousedown", () => map.scrollZoom.enable());
    place.addEventListener("mouseleave", () => map.scrollZoom.disable());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => dress(map));
    onSwap(() => this.show());
    steerByKeyboard(place, this);
  }

  /** What the table says of each area, by the code of its outline. */
  readTable() {
    this.rows = new Map();
    for (const row of document.querySelectorAll("#tabel tr[data-outline]")) this.rows.set(row.dataset.outline, row);
  }

  async topology(name) {
    if (!this.topologies.has(name)) {
      this.topologies.set(name, fetch(this.data.layers.replace("LAYER", name)).then((answer) => {
        if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
        return answer.json();
      }));
    }
    return this.topologies.get(name);
  }

  /** Draw the level and place that the page now shows, with its neighbours as quiet ground; "shown" says it is done. */
  async show() {
    this.readTable();
    const { layer: name, shapes, outline, level, edition } = this.data;
    const asked = (this.asked = Symbol("show"));
    const [topology, provinces] = await Promise.all([this.topology(name), this.topology("provinsi")]);
    if (asked !== this.asked) return;
    this.layer = decode(topology, shapes, (code) => this.rows.has(code));
    const mine = new Set([...this.rows.keys()].map((code) => code.slice(0, 2)));
    const ground = level === "provinsi" ? [] : [decode(provinces, "provinsi", (code) => !mine.has(code))];
    const kabkota = level === "kecamatan" && outline.length === 5 ? await this.topology("kabkota") : null;
    if (kabkota) ground.push(decode(kabkota, "kabkota", (code) => mine.has(code.slice(0, 2)) && code !== outline));
    const classes = new Map([...this.rows].map(([code, row]) => [code, row.dataset.class]));
    draw(this.map, { layer: this.layer, classes, ground, approximate: "approximate" in this.data });
    this.pinned = false;
    this.lookAt(null);
    this.offerLabels(classes);
    if (this.shownPlace !== `${outline}/${level}` && !this.keepView) this.fit(outline);
    this.keepView = false;
    this.shownPlace = `${outline}/${level}`;
    this.map.once("idle", () => { if (asked === this.asked) this.frame.dataset.shown = `${level}/${outline}/${edition}`; });
  }

  offerLabels(classes) {
    this.labels.offer([...this.layer.shapes.values()].map((shape) => ({
      ...shape, class: classes.get(shape.code), name: shortName(this.nameOf(shape.code)),
    })));
  }

  nameOf(code) { return this.rows.get(code).querySelector("th").textContent.trim(); }

  /** Bring the place shown into view; the whole country when none is chosen. */
  fit(outline) {
    let box = INDONESIA;
    if (outline && this.layer.shapes.size) {
      box = [...this.layer.shapes.values()].reduce(
        ([[w, s], [e, n]], { box: [x, y, X, Y] }) => [[Math.min(w, x), Math.min(s, y)], [Math.max(e, X), Math.max(n, Y)]],
        [[180, 90], [-180, -90]]);
    }
    this.map.fitBounds(box, { padding: outline ? 40 : 12, duration: calm.matches ? 0 : 500, maxZoom: 12 });
    this.map.once("moveend", () => { this.switchedAt = this.map.getZoom(); });
  }

  /** Show one area in the card and mark it on the map; `say` reads it aloud too. */
  lookAt(code, { say = false, stay = false } = {}) {
    if (!stay && (code === this.lookedAt || (this.pinned && !code))) return;
    this.pinned = stay;
    this.lookedAt = code;
    const shape = code ? this.layer.shapes.get(code) : null;
    look(this.map, shape);
    this.card.show(shape ? this.rows.get(code) : null, { say, links: stay, deeper: this.data.level !== "kecamatan" });
  }

  /** A finger first looks and then enters; a mouse has looked already. */
  press(event) {
    const { code } = event.features[0].properties;
    const finger = event.originalEvent.pointerType === "touch";
    if (this.data.level === "kecamatan" || (finger && !(this.pinned && code === this.lookedAt))) {
      this.lookAt(code, { stay: true, say: finger });
    } else this.enter(code);
  }

  /** Go into an area, one level down. */
  enter(code) {
    if (this.data.level !== "kecamatan") this.goTo({ within: this.rows.get(code).dataset.code, level: "" });
  }

  /** Go up one level. */
  leave() {
    const { within } = this.data;
    this.goTo({ within: within.includes(".") ? within.slice(0, within.lastIndexOf(".")) : "", level: "" });
  }

  goTo(changes) {
    this.pinned = false;
    const address = new URL(location.href);
    address.hash = "";
    for (const [key, value] of Object.entries(changes)) {
      if (value) address.searchParams.set(key, value); else address.searchParams.delete(key);
    }
    visit(address);
  }

  /** Zooming far enough in shows the smaller areas, zooming out the wider ones; what is in view stays. */
  changeLevelByZoom() {
    const zoom = this.map.getZoom();
    const { level } = this.data;
    const steps = STEPS[level];
    const since = this.switchedAt ?? zoom;
    if (steps.inside && zoom > Math.max(steps.inside, since + 1)) this.deepen(level);
    else if (steps.outside && zoom < Math.min(steps.outside, since - 1)) this.widen(level);
  }

  deepen(level) {
    this.keepView = true;
    this.switchedAt = this.map.getZoom();
    if (level === "provinsi") return this.goTo({ within: "", level: "kabkota" });
    const { x, y } = this.map.project(this.map.getCenter());
    const [found] = this.map.queryRenderedFeatures([x, y], { layers: ["areas"] });
    if (!found) { this.keepView = false; return undefined; }
    const { code } = this.rows.get(found.properties.code).dataset;
    return this.goTo({ within: code.slice(0, 2), level: "kecamatan" });
  }

  widen(level) {
    this.keepView = true;
    this.switchedAt = this.map.getZoom();
    this.goTo(level === "kecamatan" ? { within: "", level: "kabkota" } : { within: "", level: "provinsi" });
  }

  openPage(code) {
    const row = this.rows.get(code);
    if (row) location.href = row.querySelector("th a").href;
  }
}

const frame = document.querySelector("[data-map]");
if (frame && globalThis.maplibregl) {
  frame.hidden = false;
  try {
    const shown = new VulnerabilityMap(frame);
    frame.vulnerabilityMap = shown;
    document.querySelector(".map-fallback").hidden = true;
  } catch (problem) {
    frame.hidden = true;
    console.warn(problem);
  }
}
