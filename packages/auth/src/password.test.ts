import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PasswordPolicy } from './password.ts';

const GOOD = 'correct horse battery';
const digest = createHash('sha1').update(GOOD).digest('hex').toUpperCase();

describe('passwords', () => {
  const policy = new PasswordPolicy();

  it.each([
    ['short', 'Xk29!pqL', 'too_short'],
    ['long', 'Xk29!pqL'.repeat(17), 'too_long'],
    ['from the list of breaches', 'Administrator', 'breached'],
    ['a row of keys', 'poiuytrewqasdf', 'weak'],
    ['one letter', 'aaaaaaaaaaaaaa', 'weak'],
    ['a known one with a tail', 'iloveyou123456', 'weak'],
    ['good', GOOD, undefined],
    ['random', 'kP3v9Xr1Qw8Z', undefined],
  ])('%s', async (_, password, fault) => {
    expect(await policy.fault(password)).toBe(fault);
  });

  it('made of the name are weak', async () => {
    expect(await policy.fault('adamoreau2026', ['Ada Moreau', 'ada.moreau@brand.test'])).toBe('weak');
    expect(await policy.fault(`${GOOD} ada`, ['Ada Moreau'])).toBeUndefined();
  });

  /** A range API that knows one password. */
  function api(line: string | Error) {
    const asked: string[] = [];
    const range = async (url: string | URL | Request) => {
      asked.push(String(url));
      if (line instanceof Error) throw line;
      return new Response(`0018A45C4D1DEF81644B54AB7F969B88D65:0\r\n${line}`);
    };
    const rangeUrl = 'https://range.test/range/';
    return { asked, policy: new PasswordPolicy({ rangeUrl, fetch: range as typeof fetch }) };
  }

  it('are asked of the range API by five digits only', async () => {
    const known = api(`${digest.slice(5)}:3`);
    expect(await known.policy.fault(GOOD)).toBe('breached');
    expect(known.asked).toEqual([`https://range.test/range/${digest.slice(0, 5)}`]);
  });

  it('are not breached by padding, by another suffix or by an API that is away', async () => {
    for (const line of [`${digest.slice(5)}:0`, `${'A'.repeat(35)}:9`, new Error('away')])
      expect(await api(line).policy.fault(GOOD)).toBeUndefined();
  });
});
