import { expect, it } from 'vitest';
import { refused } from './check-licences.ts';

const one = (licence: string, name = 'thing', ships = true) => [{ name, version: '1.0.0', licence, ships }];

it.each(['MIT', 'MIT OR GPL-3.0', '(MIT AND Zlib)', 'Apache-2.0'])('lets %s ship', (licence) => {
  expect(refused(one(licence))).toEqual([]);
});

it.each(['GPL-3.0', 'AGPL-3.0-only', 'MIT AND GPL-2.0', 'LGPL-3.0', 'unknown'])(
  'refuses %s in what ships, not in tools',
  (licence) => {
    expect(refused(one(licence))).toHaveLength(1);
    expect(refused(one(licence, 'thing', false))).toEqual([]);
  },
);

it('takes LGPL where the library stays exchangeable, by name', () => {
  expect(refused(one('LGPL-3.0-or-later', '@img/sharp-libvips-linux-x64'))).toEqual([]);
});
