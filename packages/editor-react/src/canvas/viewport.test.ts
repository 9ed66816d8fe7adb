import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitView, pinchView, toScreen, toSide, zoomView } from './viewport.ts';

const content = { x: -300, y: -300, width: 100_600, height: 50_600 };
const screen = { width: 360, height: 480 };
const fitted = fitView(content, screen, 20);
const point = fc.record({ x: fc.integer({ min: 0, max: 360 }), y: fc.integer({ min: 0, max: 480 }) });

describe('view', () => {
  it('fits the content with its margin, centred', () => {
    const topLeft = toScreen(fitted, content);
    const end = toScreen(fitted, { x: content.x + content.width, y: content.y + content.height });
    expect(topLeft.x).toBeCloseTo(20);
    expect(end.x).toBeCloseTo(340);
    expect(topLeft.y).toBeCloseTo(480 - end.y);
  });

  it('keeps the point under the pointer while zooming', () => {
    fc.assert(
      fc.property(point, fc.double({ min: 0.5, max: 3, noNaN: true }), (at, factor) => {
        const zoomed = zoomView(fitted, factor, at, fitted);
        const before = toSide(fitted, at);
        const after = toSide(zoomed, at);
        expect(after.x).toBeCloseTo(before.x, 3);
        expect(after.y).toBeCloseTo(before.y, 3);
      }),
    );
  });

  it('never leaves its bounds', () => {
    expect(zoomView(fitted, 1e9, { x: 0, y: 0 }, fitted).scale).toBeCloseTo(fitted.scale * 24);
    expect(zoomView(fitted, 1e-9, { x: 0, y: 0 }, fitted).scale).toBeCloseTo(fitted.scale * 0.25);
  });

  it('keeps the middle of two fingers on the same spot of the side', () => {
    const from = [
      { x: 100, y: 100 },
      { x: 200, y: 100 },
    ] as const;
    const to = [
      { x: 90, y: 140 },
      { x: 290, y: 140 },
    ] as const;
    const pinched = pinchView(fitted, from, to, fitted);
    const before = toSide(fitted, { x: 150, y: 100 });
    const after = toSide(pinched, { x: 190, y: 140 });
    expect(after.x).toBeCloseTo(before.x, 3);
    expect(pinched.scale).toBeCloseTo(fitted.scale * 2);
  });
});
