import { fixedClock } from '@luneo/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LOCALES,
  linkOf,
  type Message,
  type MessageData,
  type MessageKind,
  messageLocale,
  Outbox,
  type OutboxPool,
  outboxPage,
  renderMessage,
} from './index.ts';

const link = 'https://app.test/accept?token=a_b&x=1';
const DATA: MessageData = {
  verify: { name: 'Ada', link },
  reset: { name: 'Ada', link },
  magicLink: { link },
  invite: { brand: 'Moreau & Sons', inviter: 'Ada', role: 'designer', days: 7, link },
  proof: { brand: 'Moreau & Sons', order: '#1042', deadline: '1 December', link },
  resume: { brand: 'Moreau & Sons', link },
};
const KINDS = Object.keys(DATA) as MessageKind[];
const messageOf = (kind: MessageKind, locale: 'en' | 'fr', data: MessageData[MessageKind]): Message => ({
  kind,
  locale,
  to: 'bo@brand.test',
  data,
});

describe('a message', () => {
  it.each(KINDS.flatMap((kind) => LOCALES.map((locale) => [kind, locale] as const)))(
    '%s in %s says all it was told, and nothing unfilled',
    (kind, locale) => {
      const { subject, text, html } = renderMessage(messageOf(kind, locale, DATA[kind]));
      expect(subject.length).toBeGreaterThan(5);
      expect(`${subject}${text}${html}`).not.toMatch(/\{\{|\}\}|undefined/);
      for (const value of Object.values(DATA[kind])) expect(`${subject}\n${text}`).toContain(String(value));
      expect(linkOf({ text })).toBe(link);
      expect(html).toContain(`<html lang="${locale}">`);
    },
  );

  it('is not the same in both languages', () => {
    for (const kind of KINDS)
      expect(renderMessage(messageOf(kind, 'en', DATA[kind])).text).not.toBe(
        renderMessage(messageOf(kind, 'fr', DATA[kind])).text,
      );
  });

  it('carries no markup and no header that it was told', () => {
    fc.assert(
      fc.property(fc.string(), (noise) => {
        const brand = `<img src=x onerror=alert(1)>\r\nBcc: all@brand.test${noise}`;
        const { subject, html } = renderMessage(messageOf('invite', 'en', { ...DATA.invite, brand }));
        expect(subject).not.toMatch(/[\r\n]/);
        expect(html).not.toContain('<img');
      }),
    );
  });

  it('fills no template that it was told', () => {
    const { text } = renderMessage(messageOf('invite', 'en', { ...DATA.invite, brand: '{{link}}' }));
    expect(text).toContain('work in {{link}} on Luneo');
  });

  it('leads to web addresses only', () => {
    for (const bad of ['javascript:alert(1)', 'data:text/html,x', '/relative'])
      expect(() => renderMessage(messageOf('magicLink', 'en', { link: bad }))).toThrow(TypeError);
  });
});

it.each([
  [undefined, 'en'],
  ['fr-CA,fr;q=0.9,en;q=0.5', 'fr'],
  ['de, en;q=0.3, fr;q=0.6', 'fr'],
  ['fr;q=0, en', 'en'],
  ['*;q=x', 'en'],
] as const)('prefers of %s: %s', (header, locale) => {
  expect(messageLocale(header)).toBe(locale);
});

it('keeps what it sends, and shows it with its link, escaped', async () => {
  const calls: { text: string; values: readonly unknown[] }[] = [];
  const pool: OutboxPool = {
    query: async <Row>(text: string, values: readonly unknown[]) => {
      calls.push({ text, values });
      return { rows: [] as Row[] };
    },
  };
  const clock = fixedClock(Date.UTC(2026, 10, 23));
  const outbox = new Outbox({ pool, clock, newId: () => 'id' });
  await outbox.send(messageOf('verify', 'en', { name: '<b>', link }));
  const [id, brandId, kind, to, locale, subject, text, html] = calls[0]!.values as string[];
  expect([id, brandId, kind, to, locale]).toEqual(['id', null, 'verify', 'bo@brand.test', 'en']);
  const page = outboxPage([
    {
      id: id!,
      brandId: null,
      kind: kind!,
      to: '"><script>',
      locale: locale!,
      subject: subject!,
      text: text!,
      html: html!,
      createdAt: new Date(clock.now()),
    },
  ]);
  expect(page).not.toContain('<script>');
  expect(page).toContain('href="https:&#x2F;&#x2F;app.test');
});
