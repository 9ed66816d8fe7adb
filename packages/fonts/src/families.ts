export type FontKind =
  | 'sans'
  | 'serif'
  | 'slab'
  | 'script'
  | 'hand'
  | 'display'
  | 'mono'
  | 'stencil'
  | 'pixel'
  | 'emoji';

export interface Family {
  readonly family: string;
  readonly kind: FontKind;
  /** npm package holding whole TrueType files in folders such as `400Regular`. */
  readonly package: string;
}

const google = (kind: FontKind, ...families: string[]): Family[] =>
  families.map((family) => ({
    family,
    kind,
    package: `@expo-google-fonts/${family.toLowerCase().replaceAll(' ', '-')}`,
  }));

/** Families of the catalogue, in the order shops show them. Every regular, bold and italic a package has. */
export const FAMILIES: readonly Family[] = [
  ...google('sans', 'Open Sans', 'Lato', 'Montserrat', 'Poppins', 'Quicksand', 'Josefin Sans', 'Oswald'),
  ...google('serif', 'Playfair Display', 'Lora', 'Libre Baskerville', 'PT Serif', 'Cinzel'),
  ...google('slab', 'Roboto Slab', 'Zilla Slab'),
  ...google('script', 'Dancing Script', 'Pacifico', 'Great Vibes', 'Lobster'),
  ...google('hand', 'Caveat', 'Permanent Marker', 'Amatic SC'),
  ...google('display', 'Anton', 'Bebas Neue', 'Bangers', 'Righteous', 'Fredoka', 'Abril Fatface'),
  ...google('display', 'Luckiest Guy', 'Monoton', 'Rye'),
  ...google('stencil', 'Black Ops One'),
  ...google('mono', 'Courier Prime', 'Space Mono', 'Special Elite'),
  ...google('pixel', 'Press Start 2P'),
  ...google('sans', 'Cairo', 'Heebo', 'Hind', 'Sarabun', 'Kosugi Maru', 'Nanum Gothic', 'Jua'),
  ...google('serif', 'Amiri', 'ZCOOL XiaoWei'),
];

/** Behind every chosen face, for characters it lacks. Han is decided per text: see `layout`. */
export const FALLBACK_FAMILIES: readonly string[] = [
  'Open Sans',
  'Heebo',
  'Cairo',
  'Hind',
  'Sarabun',
  'Kosugi Maru',
  'Nanum Gothic',
  'ZCOOL XiaoWei',
];

/** COLRv0, packed as WOFF2 in its package. Drawings: Twemoji, CC-BY 4.0. */
export const EMOJI = { family: 'Twemoji', package: 'twemoji-colr-font', file: 'twemoji.woff2' } as const;
