import type { OperationId } from '@luneo/contracts';
import { fromPublicId, type IdKind } from '@luneo/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { Call } from '../../http/operation.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { AuditRepository } from './audit.repository.ts';

const SECRET = /secret|token|password|credential|authorization|code$/i;
const LEFT_OUT = '(left out: secret)';
const LONGEST = 16_384;

/** What was asked for, secrets left out at any depth. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value === 'string') return value.replaceAll('\0', '');
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      SECRET.test(name) && typeof inner === 'string' ? LEFT_OUT : withoutSecrets(inner),
    ]),
  );
}

function subjectOf(params: Readonly<Record<string, unknown>>): {
  subjectType: string;
  subjectId: string | null;
} {
  const [name, id] = Object.entries(params)[0] ?? ['brand', undefined];
  const kind = name.replace(/Id$/, '');
  const uuid = typeof id === 'string' ? fromPublicId(kind as IdKind, id) : undefined;
  return { subjectType: kind, subjectId: uuid?.ok ? uuid.value : null };
}

/** Writes down calls that no trigger sees, before they run: nothing of that kind happens without an entry. */
@Injectable()
export class AuditCalls {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(AuditRepository) private readonly entries: AuditRepository,
  ) {}

  async note(ctx: Ctx, { params, body }: Pick<Call<OperationId>, 'params' | 'body'>): Promise<void> {
    const asked = withoutSecrets({ ...(params ?? {}), ...((body as object | undefined) ?? {}) }) as object;
    const after = JSON.stringify(asked).length > LONGEST ? { leftOut: 'large' } : asked;
    const subject = subjectOf((params ?? {}) as Record<string, unknown>);
    await this.work.run(ctx, (tx) => this.entries.insertCall(tx, { ...subject, after }));
  }
}
