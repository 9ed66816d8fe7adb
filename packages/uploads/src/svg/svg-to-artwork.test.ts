import { Artwork } from '@luneo/design';
import { pathBox, readPath } from '@luneo/geometry';
import { unwrap } from '@luneo/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePathData } from './path-data.ts';
import { svgToArtwork } from './svg-to-artwork.ts';

const XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"';
const svg = (body: string, attrs = 'viewBox="0 0 100 100"'): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${XLINK} ${attrs}>\n${body}\n</svg>`;
const convert = (body: string, attrs?: string): Artwork => {
  const artwork = unwrap(svgToArtwork(svg(body, attrs)));
  expect(Artwork.parse(artwork)).toEqual(artwork);
  return artwork;
};
const boxes = (artwork: Artwork) => artwork.paths.map((path) => pathBox(readPath(path.d)));
const reasonOf = (text: string): unknown => {
  const result = svgToArtwork(text);
  return result.ok ? 'accepted' : result.error.params?.reason;
};

describe('what is drawn', () => {
  test('the longest side of the view box becomes 100 000 units, its corner the origin', () => {
    const artwork = convert(
      '<rect x="-10" y="20" width="50" height="25"/>',
      'viewBox="-10 20 50 25" width="3mm"',
    );
    expect([artwork.width, artwork.height]).toEqual([100_000, 50_000]);
    expect(boxes(artwork)).toEqual([{ x: 0, y: 0, width: 100_000, height: 50_000 }]);
  });

  test('without a view box the size in millimetres is the frame', () => {
    const artwork = convert('<rect width="100%" height="50%"/>', 'width="20mm" height="10mm"');
    expect(boxes(artwork)[0]).toMatchObject({ width: 100_000, height: 25_000 });
  });

  test.each([
    ['<circle cx="50" cy="50" r="10"/>', [40, 40, 20, 20]],
    ['<ellipse cx="50" cy="50" rx="20" ry="10"/>', [30, 40, 40, 20]],
    ['<polygon points="10,10 30,10 20,40"/>', [10, 10, 20, 30]],
    ['<polyline points="10 10 30 10 20 40"/>', [10, 10, 20, 30]],
    ['<rect x="10" y="10" width="20" height="30" rx="5" ry="9"/>', [10, 10, 20, 30]],
    ['<path d="M10 10h20v30h-20z"/>', [10, 10, 20, 30]],
    ['<path d="m10 10 20 0 0 30-20 0z"/>', [10, 10, 20, 30]],
    ['<path d="M40 50A10 10 0 0 1 60 50A10 10 0 1 1 40 50"/>', [40, 40, 20, 20]],
    ['<path d="M40 50a10 10 0 0160 50" transform="scale(.1)"/>', undefined],
    [
      '<g transform="translate(10 20)"><rect width="5" height="5" transform="scale(2 4)"/></g>',
      [10, 20, 10, 20],
    ],
    ['<rect width="10" height="20" transform="rotate(90 50 50)"/>', [80, 0, 20, 10]],
    [
      '<defs><rect id="r" width="10" height="10"/></defs><use xlink:href="#r" x="30" y="40"/>',
      [30, 40, 10, 10],
    ],
    [
      '<symbol id="s" viewBox="0 0 2 2"><rect width="2" height="2"/></symbol><use href="#s" x="10" y="10" width="40" height="40"/>',
      [10, 10, 40, 40],
    ],
    [
      '<svg x="10" y="10" width="20" height="20" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>',
      [10, 10, 20, 20],
    ],
  ])('%s', (body, expected) => {
    const [box] = boxes(convert(body));
    if (!expected) return expect(box!.width).toBeGreaterThan(0);
    const [x, y, width, height] = expected.map((value) => value * 1000);
    for (const [name, value] of Object.entries({ x, y, width, height }))
      expect(Math.abs(box![name as 'x'] - value!)).toBeLessThanOrEqual(3);
  });

  test('quadratics and arcs become cubics on the same curve', () => {
    const quadratic = parsePathData('M0 0Q50 100 100 0T200 0', 100)!;
    expect(quadratic.map((segment) => segment.op).join('')).toBe('MCC');
    const box = pathBox(quadratic)!;
    expect([box.x, box.width]).toEqual([0, 200]);
    expect(box.height).toBeCloseTo(100, 9);
    const arc = parsePathData('M0 0A50 50 0 0 0 100 0', 100)!;
    expect(arc.at(-1)).toMatchObject({ x: 100, y: 0 });
    expect(pathBox(arc)!.height).toBeCloseTo(50, 1);
  });

  test('colours: attribute < rule < style attribute < important, inherited and current', () => {
    const css = '<style>.a{fill:#00ff00} #b{fill:blue} rect{fill:red!important}</style>';
    const one = (body: string) => convert(css + body).paths[0]!.fill;
    const path = (attrs: string) => one(`<path d="M0 0h9v9z" ${attrs}/>`);
    expect(path('fill="#f00"')).toEqual({ type: 'solid', color: '#ff0000' });
    expect(path('fill="#f00" class="x a"')).toEqual({ type: 'solid', color: '#00ff00' });
    expect(path('class="a" id="b"')).toEqual({ type: 'solid', color: '#0000ff' });
    expect(path('class="a" style="fill:rgb(50%, 0%, 100%)"')).toEqual({ type: 'solid', color: '#8000ff' });
    expect(one('<rect width="9" height="9" style="fill:lime"/>')).toEqual({
      type: 'solid',
      color: '#ff0000',
    });
    expect(one('<g color="hsl(120,100%,25%)" fill="currentColor"><path d="M0 0h9v9z"/></g>')).toEqual({
      type: 'solid',
      color: '#008000',
    });
  });

  test('opacity: of fill and stroke apart, of groups where nothing shows through', () => {
    const faded = convert('<path d="M0 0h9v9z" stroke="red" fill-opacity=".5" stroke-opacity="25%"/>');
    expect(faded.paths.map((path) => path.opacityPm)).toEqual([500, 250]);
    const group = convert(
      '<g opacity=".5"><rect width="9" height="9"/><rect x="50" width="9" height="9" opacity=".5"/></g>',
    );
    expect(group.paths.map((path) => path.opacityPm)).toEqual([500, 250]);
  });

  test('gradients end in artwork units, box units, transforms and templates folded in', () => {
    const defs = `<defs><linearGradient id="base"><stop offset="0" stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient>
      <linearGradient id="l" xlink:href="#base" gradientTransform="rotate(90)"/>
      <radialGradient id="r" href="#base"/></defs>`;
    const artwork = convert(
      `${defs}<rect x="20" width="40" height="20" fill="url(#l)"/><rect y="50" width="40" height="20" fill="url(#r)"/>`,
    );
    expect(artwork.paths[0]!.fill).toMatchObject({
      type: 'linear',
      x1: 20_000,
      y1: 0,
      x2: 20_000,
      y2: 20_000,
    });
    expect(artwork.paths[1]!.fill).toMatchObject({
      type: 'radial',
      cx: 20_000,
      cy: 60_000,
      r: 20_000,
      ry: 10_000,
    });
  });

  test('a skewed linear gradient keeps its lines of equal colour', () => {
    const body = `<linearGradient id="l" gradientUnits="userSpaceOnUse" x1="0" x2="10"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient>
      <g transform="skewX(45)"><rect width="10" height="10" fill="url(#l)"/></g>`;
    // lines of equal colour run along (1, 1); the vector across them from (0, 0) ends at (5, -5)
    expect(convert(body).paths[0]!.fill).toMatchObject({ x1: 0, y1: 0, x2: 5000, y2: -5000 });
  });

  test('clips that cut nothing, junk outside the frame and hidden things go', () => {
    const clip = '<clipPath id="c"><rect width="100" height="100" fill="white"/></clipPath>';
    expect(convert(`${clip}<g clip-path="url(#c)"><circle cx="50" cy="50" r="20"/></g>`).paths).toHaveLength(
      1,
    );
    const hidden =
      '<rect width="9" height="9" display="none"/><rect width="9" height="9" visibility="hidden"/>';
    expect(
      convert(`${hidden}<rect x="900" width="9" height="9"/><rect width="1" height="1"/>`).paths,
    ).toHaveLength(1);
  });

  test('editors leave their own elements; they are passed over', () => {
    const body =
      '<i:view xmlns:i="http://www.inkscape.org/" i:zoom="1"><i:guide/></i:view><metadata><x/></metadata><rect width="9" height="9"/>';
    expect(convert(body).paths).toHaveLength(1);
    expect(
      reasonOf(
        `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">${svg('<rect width="9" height="9"/>')}`,
      ),
    ).toBe('accepted');
  });
});

const uses = (depth: number): string => {
  const levels = Array.from({ length: depth }, (_, i) => {
    const inner = i === 0 ? '<rect width="1" height="1"/>' : `<use href="#u${i - 1}"/>`.repeat(10);
    return `<g id="u${i}">${inner}</g>`;
  });
  return `<defs>${levels.join('')}</defs><use href="#u${depth - 1}"/>`;
};
const clipped = (clip: string): string =>
  `<clipPath id="c">${clip}</clipPath><rect width="90" height="90" clip-path="url(#c)"/>`;
const R = '<rect width="50" height="50"/>';
const stops = '<stop stop-color="red"/><stop offset="1" stop-color="blue" stop-opacity="0"/>';

describe('what is refused', () => {
  test.each([
    ['svg_script', '<script>alert(1)</script>'],
    ['svg_script', '<rect onload="alert(1)" width="1" height="1"/>'],
    ['svg_foreign', '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'],
    ['svg_foreign', '<iframe xmlns="http://www.w3.org/1999/xhtml" src="https://example.org"/>'],
    ['svg_external', '<use href="https://example.org/a.svg#x"/>'],
    ['svg_external', '<use xlink:href="file:///etc/passwd#x"/>'],
    ['svg_external', '<a href="javascript:alert(1)"><rect width="9" height="9"/></a>'],
    ['svg_external', '<style>@import url("https://example.org/a.css");</style>'],
    ['svg_external', '<style>rect{fill:url(https://example.org/#a)}</style>'],
    ['svg_external', '<rect width="9" height="9" style="fill:url(//example.org/a#b)"/>'],
    ['svg_external', '<?xml-stylesheet href="https://example.org/a.css"?>'],
    ['svg_image', '<image href="https://example.org/a.png" width="9" height="9"/>'],
    ['svg_image', '<image xlink:href="data:image/png;base64,AAAA" width="9" height="9"/>'],
    ['svg_text', '<text x="1" y="9">Hello</text>'],
    ['svg_animation', '<rect width="9" height="9"><animate attributeName="x" to="9"/></rect>'],
    ['svg_filter', '<g filter="url(#f)"><rect width="9" height="9"/></g>'],
    ['svg_mask', '<rect width="9" height="9" style="mask:url(#m)"/>'],
    ['svg_blend', '<rect width="9" height="9" style="mix-blend-mode:multiply"/>'],
    ['svg_marker', '<path d="M0 0L9 9" stroke="red" marker-end="url(#m)"/>'],
    ['svg_pattern', '<pattern id="p"/><rect width="9" height="9" fill="url(#p)"/>'],
    ['svg_dash', '<path d="M0 0L9 9" stroke="red" stroke-dasharray="4 2"/>'],
    ['svg_stroke', '<g transform="scale(1 3)"><circle r="9" stroke="red"/></g>'],
    ['svg_group_opacity', `<g opacity=".5">${R}${R}</g>`],
    [
      'svg_gradient',
      `<linearGradient id="g">${stops}</linearGradient><rect width="9" height="9" fill="url(#g)"/>`,
    ],
    ['svg_clip', clipped('<circle r="40"/>')],
    ['svg_clip', clipped('<rect width="40" height="90"/>')],
    ['svg_clip', '<svg width="10" height="10"><rect width="50" height="5"/></svg>'],
    ['svg_css', '<style>g > rect{fill:red}</style>'],
    ['svg_css', '<style>@media print{rect{fill:red}}</style>'],
    ['svg_css', '<rect width="9" height="9" style="transform:rotate(9deg)"/>'],
    ['svg_element', '<switch><rect width="9" height="9"/></switch>'],
    ['svg_value', '<path d="M0 0L9 banana"/>'],
    ['svg_value', '<path d="L9 9"/>'],
    ['svg_value', '<rect width="1e999" height="9"/>'],
    ['svg_value', '<rect width="9" height="9" fill="var(--x)"/>'],
    ['svg_value', '<rect width="9" height="9" transform="perspective(1)"/>'],
    ['svg_reference', '<use href="#nowhere"/>'],
    ['svg_reference', '<g id="loop"><use href="#loop"/></g>'],
    ['svg_reference', '<rect width="9" height="9" fill="url(#nowhere)"/>'],
    ['svg_too_complex', uses(7)],
    ['svg_too_complex', `${'<g>'.repeat(100)}${'</g>'.repeat(100)}`],
    ['svg_too_complex', '<g/>'.repeat(60_000)],
    ['svg_empty', '<g/>'],
    ['svg_malformed', '<g>'],
    ['svg_malformed', '<rect width="9" width="8"/>'],
    ['svg_malformed', '<rect fill="&lol;"/>'],
    ['svg_malformed', '<rect></g>'],
  ])('%s: %s', (reason, body) => {
    expect(reasonOf(svg(body))).toBe(reason);
  });

  test('entities, whether to grow or to read files', () => {
    const lol = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">';
    expect(reasonOf(`<!DOCTYPE svg [${lol}]>${svg('<rect/>')}`)).toBe('svg_dtd');
    expect(reasonOf(`<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg('&x;')}`)).toBe('svg_dtd');
    expect(reasonOf(`<!DOCTYPE svg SYSTEM "file:///etc/passwd">${svg('&x;')}`)).toBe('svg_malformed');
  });

  test('a drawing without a size, and what is no drawing', () => {
    expect(reasonOf(svg(R, ''))).toBe('svg_size');
    expect(reasonOf(svg(R, 'viewBox="0 0 0 9"'))).toBe('svg_size');
    expect(reasonOf('<html/>')).toBe('svg_malformed');
  });

  test('the message names the element and its line, and what to do', () => {
    const result = svgToArtwork(svg('<g>\n<text>x</text></g>'));
    expect(result).toMatchObject({
      error: {
        code: 'upload_unsafe',
        message: 'the SVG holds text, which needs its font (<text>), line 3',
        params: { element: 'text', line: 3, advice: expect.stringContaining('outlines') },
      },
    });
  });

  test('no text makes it throw or hang', () => {
    const piece = fc.constantFrom(
      '<g',
      '>',
      '</g>',
      '<path d="',
      'M0 0',
      'a1 1 0 01',
      '"/>',
      '<use href="#',
      'x',
      'id="x"',
      '<style>',
      '}',
      '{',
      '.a',
      '&',
      '<!--',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (parts) => {
        const result = svgToArtwork(svg(parts.join(' ')));
        expect(result.ok || result.error.code.startsWith('upload_')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
