/* The map of polling stations: shaded kab/kota from afar, points from nearby; a station is chosen by word or by finger. */

import { collection, decode, lines, polygon } from "./topology.js";
import { palette } from "./palette.js";

const INDONESIA = [[94.9, -11.1], [141.1, 6.2]];
const NEAR = 15;
const MOST_SHOWN = 8;
const SHADES = [0, 0.12, 0.26, 0.42, 0.6, 0.82];
const KINDS = ["approximate", "ordinary", "special"];
const calm = matchMedia("(prefers-reduced-motion: reduce)");

const json = (id) => JSON.parse(document.getElementById(id).textContent);

/** 3573021001003 is TPS 003 of 35.73.02.1001. */
function codeOf(id) {
  const digits = String(id).padStart(13, "0");
  return [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6), digits.slice(6, 10), digits.slice(10)].join(".");
}

function colours() {
  const accent = getComputedStyle(document.documentElement).getPropertyValue("--accent").trim();
  return { ...palette(), accent };
}

/** How points of each kind look: filled, ringed, and hollow where only the kelurahan's point is known. */
function circles(tone) {
  const radius = (size) => ["interpolate", ["linear"], ["zoom"], 7, size * 0.55, 10, size * 0.9, 13, size * 1.7, 16, size * 2.6];
  return {
    approximate: { "circle-radius": radius(2.4), "circle-color": tone.paper, "circle-stroke-color": tone.accent, "circle-stroke-width": 1 },
    ordinary: { "circle-radius": radius(2.2), "circle-color": tone.accent, "circle-opacity": 0.85, "circle-stroke-color": tone.paper, "circle-stroke-width": ["step", ["zoom"], 0, 11, 0.75] },
    special: { "circle-radius": radius(3.2), "circle-color": tone.ink, "circle-stroke-color": tone.paper, "circle-stroke-width": 1.5 },
  };
}

function paints(tone) {
  return {
    sea: { "background-color": tone.sea },
    land: { "fill-color": tone.land },
    shades: { "fill-color": tone.accent, "fill-opacity": ["match", ["get", "shade"], ...SHADES.flatMap((one, place) => (place ? [place, one] : [])), 0], "fill-antialias": false },
    borders: { "line-color": tone.coast, "line-width": 0.5, "line-opacity": 0.6 },
    coasts: { "line-color": tone.coast, "line-width": 0.8 },
    ...circles(tone),
  };
}

function style(data) {
  const empty = { type: "geojson", data: collection([]) };
  const paint = paints(colours());
  const lowest = Number(data.lowest);
  const points = {
    type: "vector", tiles: [`${location.origin}${data.tiles}{z}/{x}/{y}.pbf${data.query}`],
    minzoom: lowest, maxzoom: Number(data.highest),
  };
  return {
    version: 8,
    sources: { areas: empty, borders: empty, coasts: empty, stations: points },
    layers: [
      { id: "sea", type: "background", paint: paint.sea },
      { id: "land", type: "fill", source: "areas", paint: paint.land },
      { id: "shades", type: "fill", source: "areas", maxzoom: lowest, paint: paint.shades },
      { id: "borders", type: "line", source: "borders", paint: paint.borders },
      { id: "coasts", type: "line", source: "coasts", paint: paint.coasts },
      ...KINDS.map((kind) => ({ id: kind, type: "circle", source: "stations", "source-layer": kind, minzoom: lowest, paint: paint[kind] })),
    ],
  };
}

class StationMap {
  constructor(frame) {
    this.frame = frame;
    this.card = frame.querySelector(".station-card");
    this.map = new maplibregl.Map({
      container: frame.querySelector(".map"), style: style(frame.dataset), ...this.beginning(), minZoom: 2, maxZoom: 17,
      attributionControl: false, renderWorldCopies: false, dragRotate: false, pitchWithRotate: false, fadeDuration: 0,
      canvasContextAttributes: { preserveDrawingBuffer: true }, cooperativeGestures: false,
    });
    this.map.touchZoomRotate.disableRotation();
    this.addControls();
    this.map.on("load", () => this.shade());
    this.map.on("click", (event) => this.press(event));
    this.map.on("idle", () => { frame.dataset.shown = this.map.getZoom().toFixed(2); });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.dress());
  }

  /** The whole country, or the point in the address: #-7.98,112.63. */
  beginning() {
    const [latitude, longitude] = location.hash.slice(1).split(",").map(Number);
    if (Number.isFinite(latitude) && Number.isFinite(longitude)) return { center: [longitude, latitude], zoom: NEAR };
    return { bounds: INDONESIA, fitBoundsOptions: { padding: 12 } };
  }

  addControls() {
    const { data } = this;
    this.map.addControl(new maplibregl.ScaleControl({ maxWidth: 120 }), "bottom-left");
    this.map.addControl(new maplibregl.AttributionControl({ compact: false, customAttribution: data.attribution }), "bottom-right");
    const buttons = document.createElement("div");
    buttons.className = "map-buttons";
    for (const [sign, word, act] of [
      ["+", data.wordIn, () => this.map.zoomIn()],
      ["−", data.wordOut, () => this.map.zoomOut()],
      ["⌂", data.wordAll, () => this.map.fitBounds(INDONESIA, { padding: 12, duration: calm.matches ? 0 : 500 })],
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

  get data() { return this.frame.dataset; }

  /** Shade each kab/kota by how many stations it has. */
  async shade() {
    const [counts, limits] = [json("jumlah-tps"), json("batas-jumlah")];
    const topology = await (await fetch(this.data.layer)).json();
    const layer = decode(topology, "kabkota");
    const shadeOf = (count) => (count ? limits.findIndex((limit) => count <= limit) + 1 : 0);
    const features = [...layer.shapes.values()].map((shape) => polygon(shape, { shade: shadeOf(counts[shape.code]) }));
    this.map.getSource("areas").setData(collection(features));
    this.map.getSource("borders").setData(lines(layer.borders));
    this.map.getSource("coasts").setData(lines(layer.coasts));
  }

  dress() {
    for (const [layer, values] of Object.entries(paints(colours()))) {
      for (const [property, value] of Object.entries(values)) this.map.setPaintProperty(layer, property, value);
    }
  }

  /** A click goes nearer until stations stand apart, then shows those under the finger. */
  press({ point, lngLat }) {
    if (this.map.getZoom() < Number(this.data.single)) {
      this.goTo(lngLat, Math.min(this.map.getZoom() + 2, Number(this.data.single)));
      return;
    }
    const around = [[point.x - 9, point.y - 9], [point.x + 9, point.y + 9]];
    const found = this.map.queryRenderedFeatures(around, { layers: KINDS }).map((one) => codeOf(one.id));
    this.show([...new Set(found)].sort());
  }

  show(codes) {
    this.card.hidden = !codes.length;
    if (!codes.length) return;
    const head = document.createElement("p");
    head.textContent = `${this.data.wordHere} (${codes.length})`;
    const list = document.createElement("ul");
    list.append(...codes.slice(0, MOST_SHOWN).map((code) => {
      const link = document.createElement("a");
      link.href = this.data.station.replace("CODE", code);
      link.textContent = `TPS ${code.slice(-3)}`;
      link.dataset.station = code;
      const item = document.createElement("li");
      item.append(link, ` ${code.slice(0, -4)}`);
      return item;
    }));
    const close = document.createElement("button");
    close.type = "button";
    close.className = "link";
    close.textContent = this.data.wordClose;
    close.addEventListener("click", () => { this.card.hidden = true; });
    this.card.replaceChildren(head, list, close);
  }

  goTo(centre, zoom) {
    this.map.easeTo({ center: centre, zoom, duration: calm.matches ? 0 : 400 });
  }
}

/** Whoever embeds the picker may keep the code; nobody does on this page, so the link opens the station. */
function choose(event) {
  const link = event.target.closest("[data-station]");
  if (!link || event.ctrlKey || event.metaKey) return;
  const chosen = new CustomEvent("station-chosen", { bubbles: true, cancelable: true, detail: { code: link.dataset.station } });
  if (!link.dispatchEvent(chosen)) event.preventDefault();
}

const frame = document.querySelector("[data-stations]");
if (frame && globalThis.maplibregl) {
  frame.hidden = false;
  try {
    const shown = new StationMap(frame);
    frame.stationMap = shown;
    document.querySelector(".map-fallback").hidden = true;
    document.addEventListener("focusin", ({ target }) => {
      const { latitude, longitude } = target.dataset ?? {};
      if (latitude && target.closest(".picker-hits")) shown.goTo([Number(longitude), Number(latitude)], NEAR);
    });
  } catch (problem) {
    frame.hidden = true;
    console.warn(problem);
  }
}
document.addEventListener("click", choose);
