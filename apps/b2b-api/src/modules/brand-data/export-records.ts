import { faceByHash } from '@luneo/fonts';
import { Inject, Injectable } from '@nestjs/common';
import type { TxCtx } from '../../platform/ctx.ts';
import { publicIdOf } from '../../platform/ids.ts';
import type { Archive } from './archive.ts';
import { LEFT_OUT, type Manifest, NOT_IN_FORMAT, type RecordTable, TABLES } from './format.ts';
import { type DataRow, RecordsRepository } from './records.repository.ts';

/** Rows a file. */
const PAGE = 500;
const EXTENSION: Readonly<Record<string, string>> = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/webp': '.webp',
  'print-files': '.pdf',
};

/** What the rows led to: files to fetch, things to draw. */
export interface Found {
  readonly records: Record<string, number>;
  /** Path in the archive, by hash. */
  readonly blobs: Map<string, string>;
  readonly fonts: Set<string>;
  readonly designs: string[];
  readonly orders: string[];
  readonly skipped: Manifest['skipped'];
}

/** Writes the rows of a brand, and what of them people read as files of their own. */
@Injectable()
export class ExportRecords {
  constructor(@Inject(RecordsRepository) private readonly rows: RecordsRepository) {}

  async write(tx: TxCtx, archive: Archive): Promise<Found> {
    const found: Found = {
      records: {},
      blobs: new Map(),
      fonts: new Set(),
      designs: [],
      orders: [],
      skipped: [],
    };
    const slugs = new Map<string, DataRow>();
    for (const table of TABLES) await this.#table(tx, archive, { table, found, slugs });
    for (const [name, why] of Object.entries(LEFT_OUT)) found.skipped.push({ what: `table ${name}`, why });
    const known = new Set([...TABLES.map(({ name }) => name), ...Object.keys(LEFT_OUT)]);
    for (const name of await this.rows.tables(tx))
      if (!known.has(name) && (await this.rows.count(tx, name)) > 0)
        found.skipped.push({ what: `table ${name}`, why: NOT_IN_FORMAT });
    return found;
  }

  async #table(
    tx: TxCtx,
    archive: Archive,
    { table, found, slugs }: { table: RecordTable; found: Found; slugs: Map<string, DataRow> },
  ): Promise<void> {
    found.records[table.name] = 0;
    for (let page = 0; ; page++) {
      const rows = await this.rows.page(tx, table.name, { skip: page * PAGE, take: PAGE });
      if (rows.length === 0) return;
      found.records[table.name]! += rows.length;
      // A version's hash follows from its content, which names ids: it is made anew.
      const lines = rows.map(({ hash, ...row }) =>
        JSON.stringify(table.name === 'product_version' || hash === undefined ? row : { ...row, hash }),
      );
      const path = `records/${table.name}-${String(page + 1).padStart(5, '0')}.jsonl`;
      await archive.text(path, `${lines.join('\n')}\n`);
      for (const row of rows) this.#note(table, row, found);
      await writeReadable(archive, table.name, { rows, slugs });
    }
  }

  #note({ name, blobs = [] }: RecordTable, row: DataRow, found: Found): void {
    for (const { column, folder } of blobs) {
      const hash = row[column];
      if (typeof hash !== 'string' || found.blobs.has(hash)) continue;
      const mime = folder === 'assets' ? String((row.facts as { mime?: string }).mime) : folder;
      found.blobs.set(hash, `${folder}/${hash}${EXTENSION[mime] ?? (folder === 'assets' ? '.json' : '')}`);
    }
    if (name === 'design') found.designs.push(row.id as string);
    if (name === 'order') found.orders.push(row.id as string);
    if (['product', 'product_version', 'design', 'design_version', 'template'].includes(name))
      for (const [hash] of JSON.stringify(row).matchAll(/[0-9a-f]{64}/g))
        if (faceByHash(hash) !== undefined) found.fonts.add(hash);
  }
}

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Products, prices and templates once more, each as a file that says what it is. */
async function writeReadable(
  archive: Archive,
  table: string,
  { rows, slugs }: { rows: readonly DataRow[]; slugs: Map<string, DataRow> },
): Promise<void> {
  for (const row of rows) {
    const product = slugs.get(String(row.product_id));
    if (table === 'product') {
      slugs.set(String(row.id), row);
      await archive.text(`products/${row.slug}.draft.json`, pretty(row.draft));
    }
    if (product !== undefined && table === 'product_version' && row.version === product.published_version)
      await archive.text(`products/${product.slug}.json`, pretty(row.content));
    if (product !== undefined && table === 'price_book')
      await archive.text(`price-books/${product.slug}-v${row.version}.json`, pretty(row.book));
    if (table === 'template')
      await archive.text(`templates/tpl-${row.id}.json`, pretty({ name: row.name, template: row.template }));
    if (table === 'print_settings') await archive.text('print-settings.json', pretty(row.settings));
  }
}

export const designPath = (id: string): string => `designs/${publicIdOf('design', id)}`;
