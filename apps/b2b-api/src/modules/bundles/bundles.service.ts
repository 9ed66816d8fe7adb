import { PassThrough, type Readable } from 'node:stream';
import type { TextEngine } from '@luneo/fonts';
import { CodedError } from '@luneo/kernel';
import type { BlobStore } from '@luneo/storage';
import { Inject, Injectable } from '@nestjs/common';
import yazl from 'yazl';
import { Bytes } from '../../http/bytes.ts';
import { Accounts } from '../../platform/accounts.ts';
import type { Ctx, TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { BLOBS, TEXT_ENGINE } from '../../platform/tokens.ts';
import { besides } from '../production/file-names.ts';
import { SuppliersRepository } from '../suppliers/suppliers.repository.ts';
import { checkOpen } from '../tickets/check-open.ts';
import { type BundleLine, BundlesRepository, type BundleTicket } from './bundles.repository.ts';
import { type SheetTicket, ticketSheets } from './ticket-sheet.ts';
import { type SheetLocale, wordsOf } from './words.ts';

interface Wanted {
  readonly lineItemIds: readonly string[];
  readonly locale: SheetLocale;
  readonly skipUnready: boolean;
}

interface Skipped {
  readonly lineItemId: string;
  readonly why: string;
}

const JSON_OPTIONS = { compress: true };
/** PDF and PNG are compressed already. */
const STORED = { compress: false };

const blob = ({ production }: BundleLine) => production?.printFiles ?? [];

/** What the press needs of lines, as one zip that is put together while it is sent. */
@Injectable()
export class BundlesService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(BundlesRepository) private readonly bundles: BundlesRepository,
    @Inject(SuppliersRepository) private readonly suppliers: SuppliersRepository,
    @Inject(Accounts) private readonly accounts: Accounts,
    @Inject(BLOBS) private readonly blobs: BlobStore,
    @Inject(TEXT_ENGINE) private readonly engine: () => Promise<TextEngine>,
  ) {}

  async bundle(ctx: Ctx, { lineItemIds, locale, skipUnready }: Wanted): Promise<Bytes> {
    const ids = lineItemIds.map((id) => uuidOf('lineItem', id));
    const found = await this.work.read(ctx, async (tx) =>
      this.bundles.lines(tx, ids, await this.suppliers.scope(tx)),
    );
    const skipped: Skipped[] = [];
    const ready = found.filter((line) => {
      try {
        checkOpen(line);
        return true;
      } catch (error) {
        if (!skipUnready || !(error instanceof CodedError)) throw error;
        skipped.push({ lineItemId: publicIdOf('lineItem', line.id), why: error.message });
        return false;
      }
    });
    await this.#checkBlobs(ready);
    const [only] = ready;
    const fileName = ready.length === 1 ? `${nameOf(only!)}.zip` : `production-${ready.length}-lines.zip`;
    const body = await this.#zip(ctx, { lines: ready, skipped, locale });
    return new Bytes(body, { contentType: 'application/zip', fileName });
  }

  async sheet(ctx: Ctx, jobTicketId: string, locale: SheetLocale): Promise<Bytes> {
    const id = uuidOf('jobTicket', jobTicketId);
    const line = await this.work.read(ctx, async (tx: TxCtx) =>
      this.bundles.ofTicket(tx, id, await this.suppliers.scope(tx)),
    );
    const pdf = await this.#sheets(ctx, line, locale);
    return new Bytes(pdf, { contentType: 'application/pdf', fileName: `${nameOf(line)}-ticket.pdf` });
  }

  /** A file that is lost is told of before the first byte goes out. Throws `blob_missing`. */
  async #checkBlobs(lines: readonly BundleLine[]): Promise<void> {
    for (const { sha256, proofHash, certificateHash } of lines.flatMap(blob))
      for (const hash of [sha256, proofHash, certificateHash])
        if ((await this.blobs.stat(hash)) === undefined)
          throw new CodedError({ code: 'blob_missing', message: `no stored bytes for ${hash}` });
  }

  async #zip(
    ctx: Ctx,
    {
      lines,
      skipped,
      locale,
    }: { lines: readonly BundleLine[]; skipped: readonly Skipped[]; locale: SheetLocale },
  ): Promise<Readable> {
    const zip = new yazl.ZipFile();
    const taken = new Set<string>();
    const manifest: object[] = [];
    for (const line of lines) {
      const mtime = line.order.createdAt;
      const files = blob(line).map((file) => {
        const name = unique(file.fileName.replace(/\.pdf$/, ''), taken, file.sha256.slice(0, 8));
        this.#stream(zip, `print-files/${name}.pdf`, { hash: file.sha256, mtime });
        this.#stream(zip, `proofs/${name}.png`, { hash: file.proofHash, mtime });
        this.#stream(zip, `certificates/${name}.json`, { hash: file.certificateHash, mtime });
        const { side, sha256, bytes } = file;
        return { path: `print-files/${name}.pdf`, side, sha256, bytes };
      });
      const sheet = `job-tickets/${unique(nameOf(line), taken, line.id.slice(-8))}.pdf`;
      // Drawn when its turn in the zip comes, so that many lines do not stand in memory.
      if (line.tickets.length > 0)
        zip.addReadStreamLazy(sheet, { mtime, ...STORED }, (give) => {
          this.#sheets(ctx, line, locale).then(
            (pdf) => give(null, new PassThrough().end(pdf)),
            (error: Error) => give(error, null as never),
          );
        });
      manifest.push(entryOf(line, { files, sheet: line.tickets.length > 0 ? sheet : null }));
    }
    const text = `${JSON.stringify({ lines: manifest, skipped }, null, 2)}\n`;
    zip.addBuffer(Buffer.from(text), 'bundle.json', { mtime: new Date(ctx.clock.now()), ...JSON_OPTIONS });
    zip.end();
    const out = new PassThrough();
    zip.on('error', (error: Error) => out.destroy(error));
    zip.outputStream.on('error', (error: Error) => out.destroy(error));
    return zip.outputStream.pipe(out);
  }

  #stream(zip: yazl.ZipFile, path: string, { hash, mtime }: { hash: string; mtime: Date }): void {
    const options = { mtime, compress: path.endsWith('.json') };
    zip.addReadStreamLazy(path, options, (give) => {
      this.blobs.stream(hash).then(
        (stream) => give(null, stream),
        (error: Error) => give(error, null as never),
      );
    });
  }

  async #sheets(ctx: Ctx, line: BundleLine, locale: SheetLocale): Promise<Buffer> {
    const words = wordsOf(locale);
    const { test } = await this.accounts.of(ctx.brandId);
    const proofs: { side: string; png: Uint8Array }[] = [];
    for (const { side, proofHash } of blob(line)) {
      const png = await this.blobs.get(proofHash);
      if (png !== undefined) proofs.push({ side, png });
    }
    const sheets = line.tickets.map((ticket): SheetTicket => {
      const notices = [test ? words.label('test') : '', reprintOf(ticket, words.label('reprint'))];
      return {
        id: publicIdOf('jobTicket', ticket.id),
        title: words.title,
        order: line.order.externalId,
        rows: rowsOf(line, ticket).map(([name, value]) => [words.label(name), value]),
        notice: notices.filter(Boolean).join(' · ') || null,
        proofs,
      };
    });
    return ticketSheets(await this.engine(), sheets, { words, createdAtMs: line.order.createdAt.getTime() });
  }
}

const nameOf = ({ order, externalId }: BundleLine): string =>
  `${order.externalId}-${externalId}`.replace(/[^\w.-]+/g, '_');

/** Two lines of one bundle may have files of one name from before names were told apart. */
function unique(name: string, taken: Set<string>, mark: string): string {
  let found = name;
  for (let tries = 0; taken.has(found.toLowerCase()); tries++) found = besides(name, mark, tries);
  taken.add(found.toLowerCase());
  return found;
}

function reprintOf({ reprint, reason }: BundleTicket, label: string): string {
  if (reprint === 0) return '';
  const { code, note } = reason as { code: string; note: string };
  return `${label} ${reprint}: ${code}, ${note}`;
}

type RowName = 'line' | 'product' | 'sku' | 'quantity' | 'process' | 'supplier' | 'due' | 'files';

function rowsOf(line: BundleLine, ticket: BundleTicket): [RowName, string][] {
  const files = blob(line).map(({ fileName }) => fileName);
  const rows: [RowName, string][] = [
    ['line', line.externalId],
    ['product', `${line.productName}, ${line.variantName}`],
    ['sku', line.sku],
    ['quantity', String(ticket.quantity)],
    ['process', ticket.process],
  ];
  if (ticket.supplier !== null) rows.push(['supplier', ticket.supplier.name]);
  if (line.order.dueAt !== null) rows.push(['due', line.order.dueAt.toISOString().slice(0, 10)]);
  rows.push(['files', files.join(', ')]);
  return rows;
}

const entryOf = (
  line: BundleLine,
  { files, sheet }: { files: readonly object[]; sheet: string | null },
): object => ({
  order: line.order.externalId,
  lineItemId: publicIdOf('lineItem', line.id),
  line: line.externalId,
  sku: line.sku,
  product: line.productName,
  variant: line.variantName,
  quantity: line.quantity,
  properties: line.properties,
  tickets: line.tickets.map(({ id, quantity, reprint }) => ({
    jobTicketId: publicIdOf('jobTicket', id),
    quantity,
    reprint,
  })),
  files,
  sheet,
});
