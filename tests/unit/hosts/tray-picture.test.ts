import { expect, test } from 'vitest';
import { trayPicture } from '../../../src-main/electron/tray-picture.ts';

const at = ({ buffer, width }: ReturnType<typeof trayPicture>, x: number, y: number) => [
  ...buffer.subarray((y * width + x) * 4, (y * width + x) * 4 + 4),
];

test('a sheet on nothing, with a red dot only where something is due', () => {
  const [none, some] = [trayPicture(0), trayPicture(3)];
  expect([at(none, 0, 0)[3], at(none, 8, 16)[3]]).toEqual([0, 255]);
  expect(at(some, 23, 8)).toEqual([28, 43, 196, 255]);
  expect(at(none, 23, 8)).not.toEqual(at(some, 23, 8));
  expect(some.buffer).toEqual(trayPicture(12).buffer);
});

test.each([16, 32, 64])('has four bytes for each of its points at %i', (size) => {
  expect(trayPicture(1, size).buffer).toHaveLength(size * size * 4);
});
