interface Artwork {
  /** Drawn in millimetres of the print area, rendered at 8 pixels each. */
  readonly svg: string;
  readonly substrate?: string;
}

const PX_PER_MM = 8;
const svg = (width: number, height: number, body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width * PX_PER_MM}" height="${height * PX_PER_MM}">${body}</svg>`;

const round = (x: number): number => Math.round(x * 100) / 100;

/** A ridge over the whole wrap: its ends meet behind the handle. */
function ridge(top: number, rise: number, waves: readonly number[], fill: string): string {
  const points = Array.from({ length: 101 }, (_, i) => {
    const turn = (i / 100) * 2 * Math.PI;
    const y = waves.reduce((sum, phase, k) => sum + Math.sin((k + 1) * turn + phase) / (k + 1), 0);
    return `${i * 2},${round(top - rise * y)}`;
  });
  return `<path d="M0,92 L${points.join(' L')} L200,92 Z" fill="${fill}"/>`;
}

const fir = (x: number, y: number, h: number, fill: string): string =>
  `<path d="M${x},${y - h} l${round(h * 0.24)},${h} h${round(-h * 0.48)} Z" fill="${fill}"/>`;

const mug = svg(
  200,
  90,
  [
    '<rect width="200" height="90" fill="#f7ecdc"/>',
    '<circle cx="118" cy="32" r="15" fill="#e8743b"/>',
    ridge(47, 7, [0.6, 2.4, 4.1], '#eec9a3'),
    ridge(57, 7, [2.2, 0.3, 1.4], '#d99a78'),
    ridge(67, 6, [4.0, 1.9, 3.3], '#7f9a94'),
    ridge(76, 5, [5.4, 3.8, 0.8], '#3f6b6d'),
    ...Array.from({ length: 26 }, (_, i) =>
      fir(
        round(3 + i * 7.7 + 2 * Math.sin(i * 2.3)),
        87 + (i % 3),
        round(11 + 5 * Math.sin(i * 1.7)),
        '#24474c',
      ),
    ),
    '<rect y="86" width="200" height="4" fill="#24474c"/>',
  ].join(''),
);

const wave = (y: number): string =>
  `M30,${y} ${Array.from({ length: 6 }, () => 'q10,-11 20,0 t20,0').join(' ')}`;

const shirt = svg(
  300,
  400,
  `<g transform="translate(0 14)">
  <defs><clipPath id="round"><circle cx="150" cy="130" r="100"/></clipPath></defs>
  <g clip-path="url(#round)">
    <rect x="50" y="30" width="200" height="200" fill="#f2dfc0"/>
    <circle cx="150" cy="118" r="46" fill="#e8743b"/>
    <rect x="50" y="140" width="200" height="100" fill="#1f6f8b"/>
    <g fill="none" stroke="#f2dfc0" stroke-width="5" stroke-linecap="round">
      ${[156, 174, 192, 210].map((y) => `<path d="${wave(y)}"/>`).join('')}
    </g>
  </g>
  <circle cx="150" cy="130" r="106" fill="none" stroke="#1f4e63" stroke-width="3"/>
  <g fill="none" stroke="#1f4e63" stroke-width="4" stroke-linecap="round">
    <path d="M96,70 q9,-10 16,0 q7,-10 16,0"/><path d="M186,58 q7,-8 12,0 q6,-8 12,0"/>
  </g></g>`,
);

/** A twig: leaves in pairs along a bent stem. */
function twig(x: number, y: number, turn: number, size: number, color: string): string {
  const leaves = Array.from({ length: 7 }, (_, i) => {
    const [at, long] = [12 + i * 10, round(17 - i * 1.5)];
    const leaf = `<path d="M0,0 C${round(long * 0.3)},${round(-long * 0.34)} ${round(long * 0.8)},${round(-long * 0.26)} ${long},0 C${round(long * 0.8)},${round(long * 0.26)} ${round(long * 0.3)},${round(long * 0.34)} 0,0 Z" fill="${color}"/>`;
    const bend = round(Math.sin(at / 50) * 5);
    return [-38, -142]
      .map((angle, k) => `<g transform="translate(${bend} ${-at - k * 4}) rotate(${angle})">${leaf}</g>`)
      .join('');
  });
  return `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${size})"><path d="M0,0 Q8,-45 3,-86" fill="none" stroke="${color}" stroke-width="1.2" stroke-linecap="round"/>${leaves.join('')}</g>`;
}

const card = svg(
  210,
  148,
  [
    '<rect width="210" height="148" fill="#f6efe4"/>',
    '<circle cx="150" cy="66" r="40" fill="#e9b08f"/>',
    '<path d="M0,148 V112 Q60,84 122,108 T210,104 V148 Z" fill="#8fa79c"/>',
    '<path d="M0,148 V130 Q70,108 140,128 T210,124 V148 Z" fill="#4f7570"/>',
    twig(48, 132, 8, 1.15, '#2f4f4c'),
    twig(72, 136, 32, 0.85, '#c0634a'),
    twig(26, 138, -22, 0.8, '#b98a3c'),
  ].join(''),
);

/** Sample artwork of each demo product, drawn here: no fonts, nobody else's rights. */
export const ARTWORKS: Readonly<Record<string, Artwork>> = {
  mug: { svg: mug },
  't-shirt': { svg: shirt },
  card: { svg: card },
};
