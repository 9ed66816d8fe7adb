/** What a file name may tell of the file; as in the template, in braces. */
export const FILE_NAME_FIELDS = [
  'order',
  'line',
  'sku',
  'product',
  'variant',
  'side',
  'quantity',
  'date',
] as const;
export type FileNameField = (typeof FILE_NAME_FIELDS)[number];
export type FileNameFacts = Readonly<Record<FileNameField, string>>;

export const DEFAULT_FILE_NAMES = '{order}-{line}-{side}';
/** Characters of a name without its extension; file systems take 255 bytes. */
const LONGEST = 120;

const FIELD = /\{(\w*)\}/g;

/** Fields of a template that there are not. */
export const unknownFields = (template: string): string[] =>
  [...template.matchAll(FIELD)]
    .map(([, name]) => name!)
    .filter((name) => !(FILE_NAME_FIELDS as readonly string[]).includes(name));

/** What every file system and RIP takes; never empty, never a name with a meaning (`..`, `.hidden`). */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^[._-]+|[._-]+$/g, '')
    .slice(0, LONGEST)
    .replace(/[._-]+$/, '');

/** The name of a file without its extension. */
export const fileName = (template: string, facts: FileNameFacts): string =>
  plain(template.replace(FIELD, (_, name: string) => plain(facts[name as FileNameField] ?? ''))) || 'file';

/** Another name for a file whose name is taken; `mark` tells files apart, `tries` how many of these were taken too. */
export const besides = (name: string, mark: string, tries = 0): string =>
  `${name.slice(0, LONGEST)}-${mark}${tries === 0 ? '' : `-${tries}`}`;
