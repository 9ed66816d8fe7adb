/** A view of a product: which render it shows and when. The first of a product is its shop picture. */
export interface View {
  readonly product: string;
  readonly folder: string;
  readonly id: string;
  readonly name: string;
  readonly side: string;
  /** A further base of the same view; `base` when absent. */
  readonly base?: string;
  /** Reflects nothing to speak of: its base is its shade. */
  readonly matt?: true;
  readonly when?: Readonly<Record<string, string>>;
}

const mug = (folder: string, name: string): readonly View[] =>
  [
    { inside: 'white', base: 'base' },
    { inside: 'red', base: 'base-red' },
  ].map(({ inside, base }) => ({
    product: 'mug',
    folder,
    id: `${folder}-${inside}`,
    name,
    side: 'wrap',
    base,
    when: { inside },
  }));

export const VIEWS: readonly View[] = [
  ...mug('right', 'Handle on the right'),
  ...mug('left', 'Handle on the left'),
  ...mug('front', 'Middle of the wrap'),
  { product: 't-shirt', folder: 'front', id: 'front', name: 'Front', side: 'front', matt: true },
  { product: 't-shirt', folder: 'back', id: 'back', name: 'Back', side: 'back', matt: true },
  { product: 'card', folder: 'front', id: 'front', name: 'Front', side: 'front', matt: true },
  { product: 'card', folder: 'back', id: 'back', name: 'Back', side: 'back', matt: true },
];
