import { fromString, getType, TypeID, toUUID } from 'typeid-js';
import { V7Generator } from 'uuidv7';
import type { Clock, Random } from './ports.ts';
import { fault, ok, type Result } from './result.ts';

/** Public id prefixes: `ord_01h…` outside (TypeID), a UUIDv7 in the database. */
export const ID_PREFIX = {
  brand: 'brd',
  user: 'usr',
  member: 'mbr',
  invitation: 'inv',
  brandRole: 'rol',
  product: 'prd',
  variant: 'var',
  option: 'opt',
  side: 'sid',
  printArea: 'par',
  asset: 'ast',
  design: 'dsn',
  designVersion: 'dsv',
  designShare: 'dsh',
  order: 'ord',
  approval: 'apv',
  lineItem: 'lin',
  productionJob: 'job',
  longJob: 'ljb',
  printFile: 'prf',
  event: 'evt',
  apiKey: 'key',
  price: 'prc',
  priceDraft: 'pdr',
  template: 'tpl',
  libraryItem: 'lib',
  webhookEndpoint: 'whe',
  webhookDelivery: 'whd',
  auditEntry: 'aud',
  supplier: 'sup',
  jobTicket: 'tkt',
  shipment: 'shp',
  platformAct: 'pla',
  supportSession: 'sup',
  announcement: 'ann',
  ssoConnection: 'sso',
  ssoDomain: 'sdm',
} as const;
export type IdKind = keyof typeof ID_PREFIX;

/** Makes UUIDv7 values that sort by creation time, also within a millisecond. */
export function uuidFactory(clock: Clock, random: Random): () => string {
  const word = new Uint8Array(4);
  const generator = new V7Generator({
    nextUint32: () => new DataView(random.fill(word).buffer).getUint32(0),
  });
  return () => generator.generateOrResetCore(clock.now(), 10_000).toString();
}

export const toPublicId = (kind: IdKind, uuid: string): string =>
  TypeID.fromUUID(ID_PREFIX[kind], uuid).toString();

/** UUID of a public id, or the fault `id_malformed` when prefix or digits are wrong. */
export function fromPublicId(kind: IdKind, id: string): Result<string> {
  try {
    const typeId = fromString(id);
    if (getType(typeId) === ID_PREFIX[kind]) return ok(toUUID(typeId));
  } catch {
    // falls through: whatever was wrong, the answer is the same
  }
  return fault('id_malformed', `expected an id like ${ID_PREFIX[kind]}_…`, { params: { kind } });
}
