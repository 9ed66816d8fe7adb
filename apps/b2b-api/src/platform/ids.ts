import { fromPublicId, type IdKind, toPublicId, unwrap } from '@luneo/kernel';

/** UUID of a public id. Throws `id_malformed`. */
export const uuidOf = (kind: IdKind, id: string): string => unwrap(fromPublicId(kind, id));
export const publicIdOf = toPublicId;
