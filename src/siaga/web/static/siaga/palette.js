/* The map's colours and patterns, read from the style sheet so that there is one palette. */

const NAMES = ["sea", "land", "border", "coast", "rendah", "sedang", "tinggi", "unknown", "hatch", "ink", "paper", "quiet"];
const SIDE = 16;

export function palette() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

function tile(colours, draw) {
  const canvas = document.createElement("canvas");
  canvas.width = SIDE;
  canvas.height = SIDE;
  const pen = canvas.getContext("2d");
  pen.fillStyle = colours.unknown;
  pen.fillRect(0, 0, SIDE, SIDE);
  pen.strokeStyle = colours.hatch;
  pen.fillStyle = colours.hatch;
  draw(pen);
  return pen.getImageData(0, 0, SIDE, SIDE);
}

/** Diagonal hatching for what nobody knows; it tiles without a seam. */
export function hatch(colours) {
  return tile(colours, (pen) => {
    pen.lineWidth = 2;
    for (const shift of [-SIDE, 0, SIDE]) {
      pen.beginPath();
      pen.moveTo(shift - 2, SIDE + 2);
      pen.lineTo(shift + SIDE + 2, -2);
      pen.stroke();
    }
  });
}

/** Dots for a score whose class was not published. */
export function dots(colours) {
  return tile(colours, (pen) => {
    for (const [x, y] of [[4, 4], [12, 12]]) {
      pen.beginPath();
      pen.arc(x, y, 1.75, 0, 7);
      pen.fill();
    }
  });
}
