/* Turns a TopoJSON layer into shapes, inner borders and coasts; borders are shared, so they have no gaps. */

/** Arcs in degrees: TopoJSON keeps differences on a grid. */
function arcsInDegrees(topology) {
  const { scale: [stepX, stepY], translate: [startX, startY] } = topology.transform;
  return topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => [(x += dx) * stepX + startX, (y += dy) * stepY + startY]);
  });
}

/** The rings of a geometry, as numbers of arcs, one list of rings a polygon. */
function polygonsOf(geometry) {
  return geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs;
}

/** Arcs joined to one ring; a negative number is the arc walked backwards. */
function ringOf(numbers, arcs) {
  const ring = [];
  for (const number of numbers) {
    const arc = number < 0 ? [...arcs[~number]].reverse() : arcs[number];
    ring.push(...(ring.length ? arc.slice(1) : arc));
  }
  return ring;
}

/** The largest ring of a shape decides where its label stands. */
function twiceArea(ring) {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) sum += ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1];
  return Math.abs(sum);
}

/** The centre of a ring's box, and the centroid where the ring has an area. */
function centreOf(ring) {
  let area = 0;
  let x = 0;
  let y = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const cross = ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1];
    area += cross;
    x += (ring[j][0] + ring[i][0]) * cross;
    y += (ring[j][1] + ring[i][1]) * cross;
  }
  return area ? [x / (3 * area), y / (3 * area)] : ring[0];
}

function boxOf(polygons) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [outer] of polygons) {
    for (const [x, y] of outer) {
      box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y);
    }
  }
  return box;
}

/** One area ready to draw: coordinates, where its label stands, its box and its size. */
function shapeOf(code, polygons) {
  const largest = polygons.map(([outer]) => outer).reduce((a, b) => (twiceArea(b) > twiceArea(a) ? b : a));
  return { code, coordinates: polygons, centre: centreOf(largest), box: boxOf(polygons), size: twiceArea(largest) };
}

/** Which areas use each arc, as a list of codes an arc. */
function usersOf(geometries, count) {
  const users = Array.from({ length: count }, () => []);
  for (const { id, polygons } of geometries) {
    for (const ring of polygons.flat()) for (const number of ring) users[number < 0 ? ~number : number].push(id);
  }
  return users;
}

/**
 * The shapes of one object of a topology that `wanted` accepts, with the lines between them.
 * `replacements` are outlines users imported (GeoJSON by code): they replace shapes, and draw their own line.
 */
export function decode(topology, name, wanted = () => true) {
  const arcs = arcsInDegrees(topology);
  const replaced = topology.replacements ?? {};
  const geometries = topology.objects[name].geometries
    .filter((one) => wanted(one.id))
    .map((one) => ({ id: one.id, polygons: polygonsOf(one) }));
  const packaged = geometries.filter(({ id }) => !(id in replaced));
  const shapes = new Map();
  for (const { id, polygons } of packaged) {
    shapes.set(id, shapeOf(id, polygons.map((rings) => rings.map((ring) => ringOf(ring, arcs)))));
  }
  const borders = [];
  const coasts = [];
  usersOf(packaged, arcs.length).forEach((codes, number) => {
    if (codes.length === 1) coasts.push(arcs[number]);
    else if (codes.length > 1) borders.push(arcs[number]);
  });
  for (const [code, geometry] of Object.entries(replaced)) {
    if (!wanted(code)) continue;
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    shapes.set(code, shapeOf(code, polygons));
    borders.push(...polygons.flat());
  }
  return { shapes, borders, coasts };
}

export const lines = (coordinates) => ({ type: "Feature", properties: {}, geometry: { type: "MultiLineString", coordinates } });

export const collection = (features) => ({ type: "FeatureCollection", features });

export const polygon = (shape, properties) => ({
  type: "Feature", properties: { code: shape.code, ...properties },
  geometry: { type: "MultiPolygon", coordinates: shape.coordinates },
});
