import { ProductDraft } from '@luneo/contracts';
import { AssetFacts, Design } from '@luneo/design';
import { fromPublicId, ID_PREFIX, type IdKind, sha256Hex, toPublicId } from '@luneo/kernel';
import { z } from 'zod';
import { ProductContent } from '../products/product-content.ts';

export const FORMAT = 'luneo-brand-data';
export const SCHEMA_VERSION = 1;

/** Where the files of a blob column go, and what they are. */
interface BlobColumn {
  readonly column: string;
  readonly folder: 'assets' | 'print-files' | 'files';
}

export interface RecordTable {
  readonly name: string;
  readonly blobs?: readonly BlobColumn[];
  /** What a JSON column must be to be taken in. */
  readonly shapes?: Readonly<Record<string, z.ZodType>>;
}

const files = (...columns: string[]): BlobColumn[] => columns.map((column) => ({ column, folder: 'files' }));

/** What an export holds, in the order in which rows can be put back. */
export const TABLES: readonly RecordTable[] = [
  { name: 'product', shapes: { draft: ProductDraft.nullable() } },
  { name: 'product_version', shapes: { content: ProductContent } },
  { name: 'variant' },
  { name: 'option' },
  { name: 'side' },
  { name: 'print_area' },
  { name: 'price_book' },
  { name: 'price_draft' },
  { name: 'print_settings' },
  { name: 'production_settings' },
  { name: 'placed_mockup', blobs: files('base_hash', 'shade_hash', 'map_hash') },
  {
    name: 'asset',
    blobs: [{ column: 'hash', folder: 'assets' }, ...files('proxy_hash', 'thumb_hash')],
    shapes: { facts: AssetFacts },
  },
  { name: 'library_item', blobs: files('hash') },
  { name: 'template' },
  { name: 'template_version' },
  { name: 'template_version_asset' },
  { name: 'design', shapes: { document: Design } },
  { name: 'design_revision', shapes: { document: Design } },
  { name: 'design_version', blobs: files('document_hash', 'scene_hash'), shapes: { document: Design } },
  { name: 'design_version_asset' },
  { name: 'order' },
  { name: 'approval' },
  { name: 'line_item' },
  { name: 'production_job' },
  {
    name: 'print_file',
    blobs: [{ column: 'sha256', folder: 'print-files' }, ...files('certificate_hash', 'proof_hash')],
  },
  {
    name: 'render',
    blobs: [{ column: 'sha256', folder: 'print-files' }, ...files('certificate_hash', 'proof_hash')],
  },
  { name: 'supplier' },
  { name: 'job_ticket' },
  { name: 'stage_scan' },
  { name: 'shipment' },
  { name: 'shipment_line' },
  { name: 'event' },
];

/** Tenant tables that stay behind, and why. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  idempotency_key: 'answers kept for a day',
  design_share: 'links of this installation',
  design_handover: 'codes for a quarter of an hour',
  long_job: 'work of this installation',
  variant_import_row: 'work of this installation',
  webhook_endpoint: 'has secrets; set it up anew',
  webhook_secret: 'is secret',
  webhook_delivery: 'what was sent from here',
  webhook_attempt: 'what was sent from here',
  quota_alert: 'told by this installation',
  supplier_member: 'members of this installation',
  audit_entry: 'the log of this installation',
  retention_rules: 'set by each brand for itself',
};
export const NOT_IN_FORMAT = 'not part of this version of the format';

const ExportedFile = z.object({
  path: z.string().max(300),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The same for all that names ids: SHA-256 of the text with its ids numbered in order of appearance. */
  digest: z.string().optional(),
});
export type ExportedFile = z.infer<typeof ExportedFile>;

export const Manifest = z.object({
  format: z.literal(FORMAT),
  schemaVersion: z.literal(SCHEMA_VERSION),
  brand: z.object({ id: z.string(), name: z.string() }),
  /** Rows a table. */
  records: z.record(z.string(), z.int()),
  files: z.array(ExportedFile),
  /** What could not be written, and what was left out on purpose. */
  skipped: z.array(z.object({ what: z.string(), why: z.string() })),
});
export type Manifest = z.infer<typeof Manifest>;

/** UUIDs and public ids, wherever they stand in a text. */
const ID = new RegExp(
  `[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?:${Object.values(ID_PREFIX).join('|')})_[0-7][0-9a-hjkmnp-tv-z]{25}`,
  'g',
);
const KINDS = Object.fromEntries(Object.entries(ID_PREFIX).map(([kind, prefix]) => [prefix, kind as IdKind]));

/** The text with every id that has another name by then written so; both spellings of an id are one. */
export function withIds(text: string, rename: (uuid: string) => string | undefined): string {
  return text.replace(ID, (found) => {
    const kind = found.includes('_') ? KINDS[found.slice(0, found.indexOf('_'))]! : undefined;
    if (kind === undefined) return rename(found) ?? found;
    const uuid = fromPublicId(kind, found);
    const next = uuid.ok ? rename(uuid.value) : undefined;
    return next === undefined ? found : toPublicId(kind, next);
  });
}

/** What a text says apart from its ids. */
export function digestOf(text: string): string {
  const numbers = new Map<string, string>();
  const numbered = withIds(text, (uuid) => {
    const known = numbers.get(uuid) ?? numbers.size.toString(16).padStart(12, '0');
    numbers.set(uuid, known);
    return `00000000-0000-7000-8000-${known}`;
  });
  return sha256Hex(numbered);
}
