/** A picture as Electron takes it: rows of BGRA, premultiplied. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly buffer: Buffer;
}

type Colour = readonly [red: number, green: number, blue: number];
const BLUE: Colour = [54, 100, 174];
const WHITE: Colour = [255, 255, 255];
const RED: Colour = [196, 43, 28];

/**
 * The tray's picture: a sheet with three lines, and a red dot where something is due. Drawn here, so that a count of any size and a screen
 * of any scale need no file.
 */
export function trayPicture(due: number, size = 32): Bitmap {
  const buffer = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const colour = colourAt((x + 0.5) / size, (y + 0.5) / size, due > 0);
      if (colour === undefined) continue;
      const [red, green, blue] = colour;
      buffer.set([blue, green, red, 255], (y * size + x) * 4);
    }
  }
  return { width: size, height: size, buffer };
}

function colourAt(x: number, y: number, dot: boolean): Colour | undefined {
  if (dot) {
    const distance = Math.hypot(x - 0.74, y - 0.26);
    if (distance < 0.24) return RED;
    if (distance < 0.3) return undefined;
  }
  if (x < 0.12 || x > 0.88 || y < 0.06 || y > 0.94) return undefined;
  const line = [0.3, 0.5, 0.7].some((at) => Math.abs(y - at) < 0.045);
  return line && x > 0.26 && x < (y > 0.6 ? 0.56 : 0.74) ? WHITE : BLUE;
}
