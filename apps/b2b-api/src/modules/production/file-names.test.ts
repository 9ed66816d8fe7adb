import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { besides, DEFAULT_FILE_NAMES, FILE_NAME_FIELDS, fileName, unknownFields } from './file-names.ts';

const facts = {
  order: 'A-1001',
  line: '2',
  sku: 'MUG/white',
  product: 'Tasse céramique',
  variant: 'Blanc',
  side: 'wrap',
  quantity: '12',
  date: '2026-11-23',
};

describe('a file name', () => {
  it('tells what the template asks for', () => {
    expect(fileName(DEFAULT_FILE_NAMES, facts)).toBe('A-1001-2-wrap');
    expect(fileName('{date}_{sku}_{product}_x{quantity}', facts)).toBe(
      '2026-11-23_MUG_white_Tasse_ceramique_x12',
    );
  });

  it('is one that every file system takes, whatever a shop calls its orders', () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 });
    const any = fc.record(
      Object.fromEntries(FILE_NAME_FIELDS.map((name) => [name, text])) as Record<string, typeof text>,
    );
    fc.assert(
      fc.property(fc.oneof(text, fc.constant('{order}/{side}')), any, (template, found) => {
        const name = fileName(template, found as typeof facts);
        expect(name).toMatch(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,118}[A-Za-z0-9])?$/);
        expect(besides(name, 'abcdef0123', 3).length).toBeLessThan(200);
      }),
    );
    expect(fileName('{order}', { ...facts, order: '../../etc/passwd' })).toBe('etc_passwd');
    expect(fileName('{order}', { ...facts, order: '訂單' })).toBe('file');
  });

  it('knows its fields', () => {
    expect(unknownFields('{order}-{colour}-{}')).toEqual(['colour', '']);
    expect(unknownFields(FILE_NAME_FIELDS.map((name) => `{${name}}`).join('-'))).toEqual([]);
  });
});
