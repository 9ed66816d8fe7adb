import type { Design, TextLayer } from '@luneo/design';
import { describe, expect, it } from 'vitest';
import { type InkNode, sideFacts } from './index.ts';

const font = { family: 'F', weight: 400, style: 'normal', hash: 'ab'.repeat(32) } as const;
const text = (id: string, words: string, visible = true): TextLayer => ({
  id,
  type: 'text',
  xUm: 0,
  yUm: 0,
  widthUm: 1,
  heightUm: 1,
  rotationMdeg: 0,
  flipX: false,
  flipY: false,
  opacityPm: 1000,
  visible,
  locks: {},
  runs: [
    {
      text: words,
      font,
      sizeUm: 1_000,
      fill: { type: 'solid', color: { rgb: '#000000' } },
      letterSpacingPm: 0,
    },
  ],
  align: 'start',
  verticalAlign: 'top',
  direction: 'auto',
  lineHeightPm: 1000,
  fit: { mode: 'none' },
  breaks: [],
});
const box = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });
const ink = (rgb: string, at: ReturnType<typeof box>): InkNode => ({
  kind: 'path',
  box: at,
  fill: { type: 'solid', rgb },
});

describe('facts of a design', () => {
  const layers = [text('a', 'Ab c\n👍🏽'), text('b', 'hidden', false)];
  const design: Design = {
    schemaVersion: 1,
    sides: [
      { id: 'front', layers: ['a', 'b'] },
      { id: 'back', layers: [] },
    ],
    layers: Object.fromEntries(layers.map((layer) => [layer.id, layer])),
  };
  const bleed = box(0, 0, 1_000_000, 1_000_000);

  it('count code points, colours and photos of what is seen', () => {
    const nodes: InkNode[] = [
      {
        kind: 'group',
        box: bleed,
        children: [
          ink('#000000', box(100_000, 100_000, 200_000, 100_000)),
          { ...ink('#000000', box(0, 0, 1, 1)), stroke: { paint: { type: 'solid', rgb: '#ff0000' } } },
          { kind: 'image', box: box(0, 0, 10, 10) },
          {
            kind: 'path',
            box: box(0, 0, 1, 1),
            fill: { type: 'linear', stops: [{ rgb: '#ff0000' }, { rgb: '#00ff00' }] },
          },
        ],
      },
    ];
    const facts = sideFacts(design, {
      sides: [
        { id: 'front', bleed, nodes },
        { id: 'back', bleed, nodes: [] },
      ],
    });
    expect(facts).toEqual([{ id: 'front', characters: 5, colours: 3, photos: 1, areaMm2: 600 }]);
  });

  it('measure the ink within the bleed, rounded up; a background is all of it', () => {
    const areaOf = (nodes: InkNode[], background?: string) =>
      sideFacts(design, { sides: [{ id: 'front', bleed, nodes, ...(background && { background }) }] })[0]
        ?.areaMm2;
    expect(areaOf([ink('#000000', box(0, 0, 15_000, 10_000))])).toBe(2);
    expect(areaOf([ink('#000000', box(-500_000, 0, 600_000, 50_000))])).toBe(50);
    expect(areaOf([ink('#000000', box(2_000_000, 0, 10, 10))])).toBe(0);
    expect(areaOf([], '#ffffff')).toBe(10_000);
  });
});
