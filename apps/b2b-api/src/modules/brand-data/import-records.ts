import { contentHash } from '@luneo/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { TxCtx } from '../../platform/ctx.ts';
import { uuidOf } from '../../platform/ids.ts';
import { ApiError } from '../../platform/problem.ts';
import { type Manifest, type RecordTable, TABLES, withIds } from './format.ts';
import { invalid, jsonOf, type ReadArchive } from './read-archive.ts';
import { type DataRow, RecordsRepository } from './records.repository.ts';

/** Tables of which a brand that is to be filled has no rows. */
const EMPTY = ['product', 'asset', 'design', 'order', 'template'];
/** Rows nothing else refers to: one whose file is missing is left out. The others cannot be. */
const LEAVES = new Set(['print_file', 'render', 'placed_mockup']);

export interface Imported {
  readonly records: Record<string, number>;
  readonly skipped: Manifest['skipped'];
}

/** Puts rows back under ids of their own; everything in one transaction. */
@Injectable()
export class ImportRecords {
  constructor(@Inject(RecordsRepository) private readonly rows: RecordsRepository) {}

  /** Throws `brand_not_empty`. */
  async refuseUnlessEmpty(tx: TxCtx): Promise<void> {
    for (const table of EMPTY)
      if ((await this.rows.count(tx, table)) > 0)
        throw new ApiError('brand_not_empty', `the brand has rows of ${table}`, { params: { table } });
  }

  /** Looks at every row before anything is stored. Throws `import_invalid`. */
  async check(archive: ReadArchive): Promise<void> {
    const paths = archive.manifest.files.map(({ path }) => /\/([0-9a-f]{64})[^/]*$/.exec(path)?.[1]);
    const stored = new Set(paths.filter((hash) => hash !== undefined));
    const imported: Imported = { records: {}, skipped: [] };
    for await (const { table, rows } of this.#pages(archive))
      for (const row of rows) this.#fits(row, { table, stored, imported });
  }

  /** New ids in the order of the old ones, so that what was sorted by them stays so. */
  async rename(tx: TxCtx, archive: ReadArchive): Promise<(uuid: string) => string | undefined> {
    const old = new Set<string>();
    for await (const { rows } of this.#pages(archive))
      for (const { id } of rows) if (typeof id === 'string') old.add(id);
    const names = new Map([...old].sort().map((id) => [id, tx.newId()]));
    names.set(uuidOf('brand', archive.manifest.brand.id), tx.brandId);
    return (uuid) => names.get(uuid);
  }

  async write(tx: TxCtx, archive: ReadArchive, stored: ReadonlySet<string>): Promise<Imported> {
    const rename = await this.rename(tx, archive);
    const imported: Imported = { records: {}, skipped: [] };
    for await (const { table, rows } of this.#pages(archive, rename)) {
      const kept = rows.filter((row) => this.#fits(row, { table, stored, imported }));
      const columns = new Set(await this.rows.columns(tx, table.name));
      for (const name of Object.keys(kept[0] ?? {}))
        if (!columns.has(name))
          imported.skipped.push({ what: `${table.name}.${name}`, why: 'not known here' });
      const known = kept.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([name]) => columns.has(name))),
      );
      await this.rows.insert(tx, table.name, table.name === 'product_version' ? known.map(named) : known);
      imported.records[table.name] = (imported.records[table.name] ?? 0) + known.length;
    }
    return imported;
  }

  /** Throws `import_invalid` for a row that is not what its table holds. */
  #fits(
    row: DataRow,
    { table, stored, imported }: { table: RecordTable; stored: ReadonlySet<string>; imported: Imported },
  ): boolean {
    for (const [column, shape] of Object.entries(table.shapes ?? {})) {
      const parsed = shape.safeParse(row[column]);
      if (!parsed.success)
        throw invalid(`${table.name} ${row.id ?? ''}: ${column}: ${parsed.error.issues[0]!.message}`);
    }
    if (table.name === 'asset' && (row.facts as { hash?: unknown }).hash !== row.hash)
      throw invalid(`asset ${row.id ?? ''}: its facts are of another file`);
    const missing = (table.blobs ?? []).find(({ column }) => {
      const hash = row[column];
      return hash !== null && hash !== undefined && !stored.has(String(hash));
    });
    if (missing === undefined) return true;
    if (!LEAVES.has(table.name))
      throw invalid(`${table.name} ${row.id ?? ''}: its ${missing.column} is missing`);
    imported.skipped.push({ what: `${table.name} ${row.id ?? ''}`, why: `its ${missing.column} is missing` });
    return false;
  }

  /** Rows of the known tables, a file at a time. */
  async *#pages(
    archive: ReadArchive,
    rename?: (uuid: string) => string | undefined,
  ): AsyncGenerator<{ table: RecordTable; rows: DataRow[] }> {
    const paths = archive.paths('records');
    for (const table of TABLES)
      for (const path of paths.filter((one) =>
        new RegExp(`^records/${table.name}-\\d+\\.jsonl$`).test(one),
      )) {
        const text = (await archive.bytes(path)).toString('utf8');
        const lines = (rename === undefined ? text : withIds(text, rename)).split('\n').filter(Boolean);
        yield { table, rows: lines.map((line, i) => rowOf(line, `${path}, line ${i + 1}`)) };
      }
  }
}

function rowOf(line: string, where: string): DataRow {
  const row = jsonOf(line);
  if (typeof row !== 'object' || row === null || Array.isArray(row)) throw invalid(`${where} is no row`);
  if ('brand_id' in row) throw invalid(`${where} names a brand`);
  return row as DataRow;
}

/** A version under the address that follows from its content. */
export const named = (row: DataRow): DataRow => ({ ...row, hash: contentHash(row.content) });
