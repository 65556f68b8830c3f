/* The layers of the map: quiet ground, class fills, hatching, thin borders, and the one area looked at. */

import { collection, lines, polygon } from "./topology.js";
import { dots, hatch, palette } from "./palette.js";

const NOTHING = collection([]);
const SOURCES = ["ground", "ground-lines", "areas", "borders", "coasts", "looked-at"];

function paints(colours) {
  const byClass = ["match", ["get", "class"], "rendah", colours.rendah, "sedang", colours.sedang, "tinggi", colours.tinggi, colours.unknown];
  return {
    sea: { "background-color": colours.sea },
    ground: { "fill-color": colours.land },
    "ground-lines": { "line-color": colours.coast, "line-width": 0.5, "line-opacity": 0.7 },
    areas: { "fill-color": byClass, "fill-antialias": false },
    unknown: { "fill-pattern": "hatch" },
    unclassed: { "fill-pattern": "dots" },
    borders: { "line-color": colours.border, "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.6, 8, 1.2] },
    "unknown-lines": { "line-color": colours.hatch, "line-width": 0.6 },
    coasts: { "line-color": colours.coast, "line-width": 0.7 },
    "looked-at-halo": { "line-color": colours.paper, "line-width": 5 },
    "looked-at": { "line-color": colours.ink, "line-width": 2.25 },
  };
}

const LAYERS = [
  { id: "sea", type: "background" },
  { id: "ground", type: "fill", source: "ground" },
  { id: "ground-lines", type: "line", source: "ground-lines" },
  { id: "areas", type: "fill", source: "areas" },
  { id: "unknown", type: "fill", source: "areas", filter: ["==", ["get", "class"], "unknown"] },
  { id: "unclassed", type: "fill", source: "areas", filter: ["==", ["get", "class"], "unclassed"] },
  { id: "borders", type: "line", source: "borders" },
  { id: "unknown-lines", type: "line", source: "areas", filter: ["in", ["get", "class"], ["literal", ["unknown", "unclassed"]]] },
  { id: "coasts", type: "line", source: "coasts" },
  { id: "looked-at-halo", type: "line", source: "looked-at" },
  { id: "looked-at", type: "line", source: "looked-at" },
];

/** A style without anything from elsewhere: no tiles, no glyphs, no sprites. */
export function style() {
  const colours = paints(palette());
  return {
    version: 8,
    sources: Object.fromEntries(SOURCES.map((name) => [name, { type: "geojson", data: NOTHING }])),
    layers: LAYERS.map((layer) => ({ ...layer, layout: layer.type === "line" ? { "line-join": "round" } : {}, paint: colours[layer.id] })),
  };
}

/** Draw the patterns and colours of the theme in force. */
export function dress(map) {
  const colours = palette();
  for (const [name, image] of [["hatch", hatch(colours)], ["dots", dots(colours)]]) {
    if (map.hasImage(name)) map.updateImage(name, image);
    else map.addImage(name, image, { pixelRatio: 2 });
  }
  for (const [layer, values] of Object.entries(paints(colours))) {
    for (const [property, value] of Object.entries(values)) map.setPaintProperty(layer, property, value);
  }
}

/** Show areas with their classes on a ground of neighbouring areas. */
export function draw(map, { layer, classes, ground, approximate }) {
  const features = [...layer.shapes.values()].map((shape) => polygon(shape, { class: classes.get(shape.code) ?? "unknown" }));
  map.getSource("areas").setData(collection(features));
  map.getSource("borders").setData(lines(layer.borders));
  map.getSource("coasts").setData(lines(layer.coasts));
  map.getSource("ground").setData(collection(ground.flatMap((one) => [...one.shapes.values()].map((shape) => polygon(shape, {})))));
  map.getSource("ground-lines").setData(lines(ground.flatMap((one) => [...one.borders, ...one.coasts])));
  map.setPaintProperty("borders", "line-dasharray", approximate ? [2, 1.5] : null);
  map.setPaintProperty("unknown-lines", "line-dasharray", approximate ? [4, 3] : null);
}

/** Mark the one area looked at, or none. */
export function look(map, shape) {
  map.getSource("looked-at").setData(shape ? collection([polygon(shape, {})]) : NOTHING);
}
