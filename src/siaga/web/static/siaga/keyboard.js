/* The map by keyboard: arrows go to the neighbour in that direction, Enter opens its page. */

const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** The nearest area in a direction: what lies straight ahead counts more than what lies aside. */
function neighbour(shapes, from, [dx, dy]) {
  let best = null;
  let least = Infinity;
  for (const shape of shapes) {
    const x = shape.centre[0] - from[0];
    const y = shape.centre[1] - from[1];
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (ahead <= 1e-9 || aside > 2.5 * ahead) continue;
    const distance = ahead + 2 * aside;
    if (distance < least) { least = distance; best = shape; }
  }
  return best;
}

/** The area whose centre is nearest to the middle of the view, to begin with. */
function central(shapes, { lng, lat }) {
  const far = (shape) => (shape.centre[0] - lng) ** 2 + (shape.centre[1] - lat) ** 2;
  return shapes.reduce((best, shape) => (!best || far(shape) < far(best) ? shape : best), null);
}

function move(shown, way) {
  const shapes = [...shown.layer.shapes.values()];
  const now = shown.layer.shapes.get(shown.lookedAt);
  const next = now ? neighbour(shapes, now.centre, way) : central(shapes, shown.map.getCenter());
  if (!next) return;
  shown.lookAt(next.code, { say: true, stay: true });
  if (!shown.map.getBounds().contains(next.centre)) shown.map.panTo(next.centre);
}

/** What each key does. */
function press(shown, event) {
  const { key } = event;
  if (WAYS[key]) move(shown, WAYS[key]);
  else if (key === "Enter" && shown.lookedAt) shown.openPage(shown.lookedAt);
  else if (key === " " && shown.lookedAt) shown.enter(shown.lookedAt);
  else if (key === "Escape" || key === "Backspace") shown.leave();
  else if (key === "+" || key === "=") shown.map.zoomIn({}, { originalEvent: event });
  else if (key === "-") shown.map.zoomOut({}, { originalEvent: event });
  else return false;
  return true;
}

export function steerByKeyboard(place, shown) {
  place.addEventListener("keydown", (event) => {
    if (event.target !== place || !shown.layer || event.ctrlKey || event.metaKey || event.altKey) return;
    if (press(shown, event)) event.preventDefault();
  });
}
