import { EVIL, type Hostile } from './hostile-rasters.ts';

const NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
const RECT = '<rect width="5" height="5"/>';
const svg = (inner: string, before = '', attributes = 'viewBox="0 0 10 10"'): string =>
  `${before}<svg ${NS} ${attributes}>${inner}</svg>`;
const file = (name: string, text: string, fate: Hostile['fate'] = 'refused'): Hostile => ({
  name: `svg: ${name}`,
  bytes: Buffer.from(text),
  fate,
});

/** Each level draws the one below ten times. */
const uses = (levels: number): string =>
  Array.from({ length: levels }, (_, level) => {
    const inner = level === 0 ? RECT : `<use href="#u${level - 1}"/>`.repeat(10);
    return `<g id="u${level}">${inner}</g>`;
  }).join('');

const entities = `<!DOCTYPE svg [<!ENTITY a "${'x'.repeat(100)}">${Array.from(
  { length: 9 },
  (_, i) => `<!ENTITY ${'bcdefghij'[i]} "${`&${'abcdefghi'[i]};`.repeat(10)}">`,
).join('')}]>`;

/** Pictures as text, by people who mean harm. */
export const hostileSvgs = (): Hostile[] => [
  file('script', svg(`<script>${EVIL}</script>${RECT}`)),
  file(
    'script in another namespace',
    svg(`<h:script xmlns:h="http://www.w3.org/1999/xhtml">${EVIL}</h:script>${RECT}`),
  ),
  file(
    'script by prefix',
    `<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><s:script>${EVIL}</s:script></s:svg>`,
  ),
  file('onload', svg(RECT, '', `viewBox="0 0 9 9" onload="${EVIL}"`)),
  file('onclick on a shape', svg(`<rect width="5" height="5" onclick="${EVIL}"/>`)),
  file('link with javascript:', svg(`<a href="javascript:${EVIL}">${RECT}</a>`)),
  file('foreign web page', svg(`<foreignObject><iframe src="http://${EVIL}.test"/></foreignObject>${RECT}`)),
  file(
    'picture from the network',
    svg(`<image href="http://169.254.169.254/${EVIL}" width="5" height="5"/>${RECT}`),
  ),
  file('picture from the disk', svg(`<image xlink:href="file:///etc/passwd" width="5" height="5"/>${RECT}`)),
  file(
    'picture in the picture',
    svg(`<image href="data:image/svg+xml,${EVIL}" width="5" height="5"/>${RECT}`),
  ),
  file('style sheet from the network', svg(`<style>@import url(http://${EVIL}.test/x.css);</style>${RECT}`)),
  file('style with an address', svg(`<rect width="5" height="5" style="fill:url(http://${EVIL}.test/#a)"/>`)),
  file('style sheet by instruction', svg(RECT, `<?xml-stylesheet href="http://${EVIL}.test/x.css"?>`)),
  file('billion laughs', svg('<text>&j;</text>', entities)),
  file('file by entity', svg('<text>&e;</text>', '<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]>')),
  file('parameter entity', svg(RECT, `<!DOCTYPE svg [<!ENTITY % e SYSTEM "http://${EVIL}.test/x.dtd">%e;]>`)),
  file(
    'document type from the network',
    svg(RECT, `<!DOCTYPE svg SYSTEM "http://${EVIL}.test/x.dtd">`),
    'taken',
  ),
  file(
    'include',
    svg(`<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>${RECT}`),
    'taken',
  ),
  file('use bomb, 10^9', svg(uses(10))),
  file('use of itself', svg('<g id="a"><use href="#a"/></g>')),
  file('use of a file elsewhere', svg(`<use href="http://${EVIL}.test/x.svg#a"/>${RECT}`)),
  file(
    'gradient of itself',
    svg('<linearGradient id="a" href="#a"/><rect width="5" height="5" fill="url(#a)"/>'),
  ),
  file(
    'pattern of itself',
    svg(
      '<pattern id="a" width="1" height="1"><rect width="1" height="1" fill="url(#a)"/></pattern><rect width="5" height="5" fill="url(#a)"/>',
    ),
  ),
  file(
    'clip of itself',
    svg(
      '<clipPath id="a" clip-path="url(#a)"><rect width="1" height="1"/></clipPath><rect width="5" height="5" clip-path="url(#a)"/>',
    ),
  ),
  file(
    'filter of a gigapixel',
    svg(
      '<filter id="a" width="99999"><feTurbulence numOctaves="999"/></filter><rect width="5" height="5" filter="url(#a)"/>',
    ),
  ),
  file('groups 20,000 deep', svg(`${'<g>'.repeat(20_000)}${RECT}${'</g>'.repeat(20_000)}`)),
  file('two million shapes', svg('<path d="M0 0h1"/>'.repeat(2_000_000))),
  file('a path of ten megabytes', svg(`<path d="M0 0${'l1 1'.repeat(2_500_000)}"/>`)),
  file(
    'a transform of a megabyte',
    svg(`<rect width="5" height="5" transform="${'scale(1.0001)'.repeat(80_000)}"/>`),
    'taken',
  ),
  file(
    'attributes without end',
    svg(`<rect ${Array.from({ length: 100_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`),
  ),
  file('an arc of 1e308', svg('<path d="M0 0A1e308 1e-308 0 0 1 1e308 1e308z"/>')),
  file('a view box of nothing', svg(RECT, '', 'viewBox="0 0 0 0"')),
  file('a view box that is no number', svg(RECT, '', 'viewBox="NaN Infinity 1 1"')),
  file('without end', `<svg ${NS} viewBox="0 0 9 9"><rect`),
  file('in UTF-16', '\ufeff<svg/>'.split('').join('\0')),
  file(
    'animation into a script',
    svg(`<rect width="5" height="5"><set attributeName="onclick" to="${EVIL}"/></rect>`),
  ),
  file(
    'a font from the network',
    svg(`<style>@font-face{font-family:a;src:url(http://${EVIL}.test/a.woff)}</style>${RECT}`),
  ),
];
