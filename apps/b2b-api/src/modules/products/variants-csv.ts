import { CATALOGUE_LIMITS, VariantInput } from '@luneo/contracts';
import { fault, fromPublicId, ok, type Result, toPublicId } from '@luneo/kernel';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { WantedVariant } from './plan-variants.ts';
import type { StoredVariant } from './variants.repository.ts';

/** One line of the file, checked by itself. */
export interface CsvLine {
  /** The head is 1. */
  readonly line: number;
  readonly variant: WantedVariant | null;
  readonly faults: readonly CsvFault[];
}
export interface CsvFault {
  readonly column: string;
  readonly code: string;
  readonly message: string;
}

const PLAIN = ['id', 'sku', 'name', 'substrate', 'sides'] as const;
const OPTION = 'option:';
const MOST_COLUMNS = 100;

/** A spreadsheet runs a cell that begins like this as a formula; an apostrophe before it says text. */
const FORMULA = /^[=+\-@\t\r']/;
const guarded = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);
const unguarded = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;

/** Variants as CSV: ids, one column an option, what a variant changes of sides as JSON. */
export function toCsv(variants: readonly StoredVariant[], optionIds: readonly string[]): string {
  const extra = new Set(variants.flatMap(({ options }) => Object.keys(options)));
  const options = [...new Set([...optionIds, ...extra])];
  const head = ['id', 'sku', 'name', ...options.map((id) => `${OPTION}${id}`), 'substrate', 'sides'];
  const rows = variants.map((variant) =>
    [
      toPublicId('variant', variant.id),
      variant.sku,
      variant.name,
      ...options.map((id) => variant.options[id] ?? ''),
      variant.substrate ?? '',
      variant.sides === undefined ? '' : JSON.stringify(variant.sides),
    ].map(guarded),
  );
  return stringify([head, ...rows], { record_delimiter: 'windows', bom: true });
}

/** What separates the cells: spreadsheets in half of Europe write semicolons. */
function delimiterOf(text: string): string {
  const head = text.split(/\r?\n/, 1)[0]!;
  const count = (mark: string): number => head.split(mark).length;
  return [';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}

/**
 * Lines of a CSV of variants. A column that is not there leaves that of the variant as it is; an empty
 * cell takes it away. Fault `csv_invalid`.
 */
export function readCsv(bytes: Uint8Array): Result<CsvLine[]> {
  let records: { info: { lines: number }; record: string[] }[];
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    records = parse(text, {
      delimiter: delimiterOf(text),
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 100_000,
      // The head, and one line more than there may be.
      to: CATALOGUE_LIMITS.variants + 2,
    }) as unknown as typeof records;
  } catch (cause) {
    const why = cause instanceof TypeError ? 'it is not UTF-8' : (cause as Error).message;
    return fault('csv_invalid', `the file cannot be read: ${why}`);
  }
  const [head, ...rest] = records;
  const columns = (head?.record ?? []).map((cell) => cell.trim());
  const wrong = headFault(columns);
  if (wrong !== undefined) return fault('csv_invalid', wrong);
  if (rest.length > CATALOGUE_LIMITS.variants)
    return fault('csv_invalid', `expected at most ${CATALOGUE_LIMITS.variants} lines, there are more`);
  return ok(rest.map(({ info, record }) => readLine(info.lines, columns, record)));
}

function headFault(columns: readonly string[]): string | undefined {
  if (columns.length > MOST_COLUMNS) return `expected at most ${MOST_COLUMNS} columns`;
  if (!columns.includes('sku')) return 'the first line has no column "sku"';
  const twin = columns.find((name, i) => columns.indexOf(name) !== i);
  if (twin !== undefined) return `the column "${twin}" is there twice`;
  const strange = columns.find(
    (name) => !PLAIN.some((known) => known === name) && !/^option:[a-z0-9][a-z0-9_-]{0,39}$/.test(name),
  );
  return strange === undefined
    ? undefined
    : `the column "${strange}" is unknown; expected ${PLAIN.join(', ')} and option:…`;
}

function readLine(line: number, columns: readonly string[], record: readonly string[]): CsvLine {
  const faults: CsvFault[] = [];
  if (record.length !== columns.length)
    return {
      line,
      variant: null,
      faults: [
        {
          column: '',
          code: 'cells',
          message: `expected ${columns.length} cells, there are ${record.length}`,
        },
      ],
    };
  const cells = new Map(columns.map((name, i) => [name, unguarded(record[i]!.trim())]));
  const given = (name: string): string | undefined => cells.get(name);
  const options = columns
    .filter((name) => name.startsWith(OPTION) && given(name) !== '')
    .map((name) => [name.slice(OPTION.length), given(name)!] as const);
  const raw = {
    sku: given('sku'),
    ...(given('name') && { name: given('name') }),
    ...(columns.some((name) => name.startsWith(OPTION)) && { options: Object.fromEntries(options) }),
    ...(given('substrate') && { substrate: given('substrate') }),
    ...sidesOf(given('sides'), faults),
  };
  const parsed = CsvVariant.safeParse(raw);
  for (const { path, message, code } of parsed.error?.issues ?? [])
    faults.push({ column: columnOf(path), code: code ?? 'invalid', message });
  const id = idOf(given('id'), faults);
  if (!parsed.success || faults.length > 0) return { line, variant: null, faults };
  const emptied = {
    ...(given('substrate') === '' && { substrate: null }),
    ...(given('sides') === '' && { sides: null }),
  };
  return { line, variant: { ...parsed.data, ...emptied, ...(id && { id }) }, faults };
}

const CsvVariant = VariantInput.omit({ id: true }).partial({ name: true, options: true });

const columnOf = ([field, key]: readonly PropertyKey[]): string =>
  field === 'options' && key !== undefined ? `${OPTION}${String(key)}` : String(field ?? '');

function idOf(cell: string | undefined, faults: CsvFault[]): string | undefined {
  if (cell === undefined || cell === '') return undefined;
  const id = fromPublicId('variant', cell);
  if (id.ok) return id.value;
  faults.push({ column: 'id', code: 'id_malformed', message: id.error.message });
  return undefined;
}

function sidesOf(cell: string | undefined, faults: CsvFault[]): { sides?: unknown } {
  if (cell === undefined || cell === '') return {};
  try {
    return { sides: JSON.parse(cell) as unknown };
  } catch {
    faults.push({ column: 'sides', code: 'json_invalid', message: 'expected JSON, or nothing' });
    return {};
  }
}
