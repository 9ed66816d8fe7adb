import { describe, expect, test } from 'vitest';
import { svgElement } from './svg-element.ts';
import { reactAttributes, writeSvg } from './svg-writer.ts';
import type { GroupNode, PathNode, SceneSide } from './tree.ts';

const box = { x: 0, y: 0, width: 100, height: 100 };
const path: PathNode = { kind: 'path', d: 'M0 0L9 9Z', matrix: [1e6, 0, 0, 1e6, 0, 0], rule: 'nonzero', box };
const layer = (id: string, children: GroupNode['children'], extra: Partial<GroupNode> = {}): GroupNode => ({
  kind: 'group',
  layer: id,
  opacityPm: 1000,
  box,
  children,
  ...extra,
});
const side = (nodes: GroupNode[], extra: Partial<SceneSide> = {}): SceneSide => ({
  id: 'front',
  trim: { x: 0, y: 0, width: 1_000_000, height: 500_000 },
  bleed: { x: -30_000, y: -30_000, width: 1_060_000, height: 560_000 },
  safe: box,
  printArea: 'M-30000 -30000L1030000 -30000L1030000 530000L-30000 530000Z',
  substrate: '#ffffff',
  nodes,
  ...extra,
});
const gradient = {
  type: 'radial',
  cx: 5,
  cy: 6,
  rx: 10,
  ry: 20,
  stops: [
    { offsetPm: 0, rgb: '#000000' },
    { offsetPm: 333, rgb: '#ffffff' },
  ],
} as const;

describe('writeSvg', () => {
  test('millimetres outside, su inside; the bleed box unless told otherwise', () => {
    expect(writeSvg(side([]))).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" width="106mm" height="56mm" viewBox="-30000 -30000 1060000 560000"/>\n',
    );
    expect(writeSvg(side([]), { clipTo: 'trim' })).toContain(
      'width="100mm" height="50mm" viewBox="0 0 1000000 500000"',
    );
    expect(writeSvg(side([]), { clipTo: 'none' })).toContain('overflow="visible"');
  });

  test('the background covers the bleed, under all layers', () => {
    const svg = writeSvg(
      side([layer('a', [{ ...path, fill: { type: 'solid', rgb: '#123456' } }])], { background: '#ff0000' }),
    );
    expect(svg).toContain(
      '<rect x="-30000" y="-30000" width="1060000" height="560000" fill="#ff0000"/><g data-layer="a"><path d="M0 0L9 9Z" fill="#123456"/></g>',
    );
  });

  test('ink ends at a print area that is smaller', () => {
    const printArea = 'M0 0L9 0L9 9Z';
    const nodes = [layer('a', [path])];
    expect(writeSvg(side(nodes, { printArea }))).toContain(
      `<g clip-path="url(#l-.area)"><clipPath id="l-.area"><path d="${printArea}"/></clipPath><g data-layer="a">`,
    );
    expect(writeSvg(side(nodes, { printArea }), { clipTo: 'none' })).not.toContain('clipPath');
    expect(writeSvg(side(nodes))).not.toContain('clipPath');
  });

  test('addresses are escaped', () => {
    const image = {
      kind: 'image',
      asset: 'x',
      mime: 'image/png',
      widthPx: 4,
      heightPx: 2,
      hasAlpha: true,
    } as const;
    const matrix = [1_500_000, 0, 0, -1, 7, 8] as const;
    const svg = writeSvg(side([layer('a', [{ ...image, matrix, box }])]), { href: () => '/a?b=1&c="<' });
    expect(svg).toContain(
      '<image href="/a?b=1&amp;c=&quot;&lt;" width="4" height="2" preserveAspectRatio="none" transform="matrix(1.5 0 0 -0.000001 7 8)"/>',
    );
  });

  test('gradients and clips have ids of their layer, different in every drawing and place', () => {
    const clip = { d: 'M0 0L1 0L1 1Z', rule: 'evenodd' } as const;
    const inner: GroupNode = { kind: 'group', opacityPm: 500, box, children: [{ ...path, fill: gradient }] };
    const nodes = [
      layer('a', [{ ...path, fill: gradient }, inner], { clip }),
      layer('b', [{ ...path, fill: gradient }]),
    ];
    const svg = writeSvg(side(nodes), { idPrefix: 'p-' });
    const ids = Array.from(svg.matchAll(/ id="([^"]+)"/g), ([, id]) => id);
    expect(ids).toEqual(['p-a.clip', 'p-a.0.fill', 'p-a.1.0.fill', 'p-b.0.fill']);
    const used = Array.from(svg.matchAll(/url\(#([^)]+)\)/g), ([, id]) => id);
    expect(used.sort()).toEqual([...ids].sort());
    expect(svg).toContain('<g opacity="0.5">');
    expect(svg).toContain('clip-rule="evenodd"');
    expect(svg).toContain('r="1" gradientTransform="matrix(10 0 0 20 5 6)"');
    expect(svg).toContain('<stop offset="0.333" stop-color="#ffffff"/>');
  });
});

describe('svgElement', () => {
  test('a stroke with a fill is painted under it', () => {
    const stroke = {
      paint: { type: 'solid', rgb: '#0000ff' },
      width: 40,
      join: 'miter',
      cap: 'round',
    } as const;
    const fill = { type: 'solid', rgb: '#ffffff' } as const;
    const { attrs } = svgElement({ ...path, rule: 'evenodd', fill, stroke }, { href: String, idPrefix: '' });
    expect(attrs).toEqual({
      d: 'M0 0L9 9Z',
      fill: '#ffffff',
      'fill-rule': 'evenodd',
      stroke: '#0000ff',
      'stroke-width': '40',
      'stroke-miterlimit': '4',
      'stroke-linecap': 'round',
      'paint-order': 'stroke',
    });
    expect(Object.keys(reactAttributes({ ...attrs, 'data-layer': 'a' }))).toEqual([
      'd',
      'fill',
      'fillRule',
      'stroke',
      'strokeWidth',
      'strokeMiterlimit',
      'strokeLinecap',
      'paintOrder',
      'data-layer',
    ]);
  });
});
