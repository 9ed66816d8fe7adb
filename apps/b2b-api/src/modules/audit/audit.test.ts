import { toPublicId } from '@luneo/kernel';
import { describe, expect, it } from 'vitest';
import { toAuditEntry } from './audit.mapper.ts';
import { withoutSecrets } from './audit-calls.ts';

const ID = '0197a000-0000-7000-8000-00000000000a';

describe('an entry', () => {
  const row = {
    id: ID,
    at: new Date(0),
    actor: `key:${ID}`,
    operation: 'createOrder',
    requestId: 'r',
    ip: null,
    userAgent: null,
    reason: null,
    action: 'created' as const,
    subjectType: 'line_item',
    subjectId: ID,
    before: null,
    after: { id: ID, order_id: ID, design_version_id: ID, quantity: 2, unknown_id: ID },
  };

  it('speaks as the API does: camel case and public ids', () => {
    expect(toAuditEntry(row)).toMatchObject({
      actor: { kind: 'key', id: toPublicId('apiKey', ID) },
      subject: { type: 'lineItem', id: toPublicId('lineItem', ID) },
      after: {
        id: toPublicId('lineItem', ID),
        orderId: toPublicId('order', ID),
        designVersionId: toPublicId('designVersion', ID),
        quantity: 2,
        unknownId: ID,
      },
    });
  });

  it('of a table without public ids keeps what there is', () => {
    expect(toAuditEntry({ ...row, subjectType: 'print_settings', actor: 'system:seed' })).toMatchObject({
      actor: { kind: 'system', id: 'seed' },
      subject: { type: 'printSettings', id: ID },
    });
  });
});

it('leaves secrets out at any depth', () => {
  const asked = {
    name: 'a',
    password: 'p',
    nested: [{ clientSecret: 's', scopes: ['x'] }],
    totp: { code: '1' },
  };
  expect(withoutSecrets(asked)).toEqual({
    name: 'a',
    password: '(left out: secret)',
    nested: [{ clientSecret: '(left out: secret)', scopes: ['x'] }],
    totp: { code: '(left out: secret)' },
  });
});
