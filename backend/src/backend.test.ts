import { createServer } from 'node:net';
import { type Environment, loadConfig } from '@luneo/config';
import { freePort } from '@luneo/database';
import { unwrap } from '@luneo/kernel';
import { describe, expect, it } from 'vitest';
import { addressesOf, requirePorts } from './addresses.ts';
import { openDatabase } from './database.ts';
import { Stack } from './stack.ts';

const valuesOf = (env: Environment) => unwrap(loadConfig(env));

describe('addresses', () => {
  it('give API and demo shop different names of this machine: two sites to a browser', async () => {
    const found = await addressesOf(valuesOf({ PORT: '4000' }));
    expect(found).toMatchObject({ api: 'http://127.0.0.1:4000', shop: 'http://localhost:4001' });
    expect(found.pages).toEqual(['http://127.0.0.1:4000', 'http://localhost:4000']);
    expect(found.shopOrigins).toContain('http://127.0.0.1:4001');
  });

  it('are the configured ones behind a proxy', async () => {
    const env = { API_ORIGIN: 'https://api.brand.test', APP_ORIGIN: 'https://app.brand.test' };
    const found = await addressesOf(valuesOf(env));
    expect(found).toMatchObject({ api: env.API_ORIGIN, widget: env.API_ORIGIN, pages: [env.APP_ORIGIN] });
  });

  it('takes any free ports for 0', async () => {
    const { port, shopPort } = await addressesOf(valuesOf({ PORT: '0' }));
    expect(port).toBeGreaterThan(0);
    expect(shopPort).not.toBe(port);
  });

  it('says which port is taken and what to do', async () => {
    const taken = await freePort();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(taken, '127.0.0.1', resolve));
    const addresses = await addressesOf(valuesOf({ PORT: String(taken) }));
    await expect(requirePorts(addresses, false)).rejects.toThrow(
      new RegExp(`port ${taken} is taken.*PORT=\\d+ npm start`),
    );
    other.close();
  });
});

describe('the stack', () => {
  it('undoes in reverse, once, and all of it when one part fails', async () => {
    const done: string[] = [];
    const stack = new Stack();
    stack.push(async () => done.push('database'));
    stack.push(() => Promise.reject(new Error('jobs do not stop')));
    stack.push(async () => done.push('api'));
    await expect(stack.unwind()).rejects.toThrow('jobs do not stop');
    expect(done).toEqual(['api', 'database']);
    await stack.unwind();
    expect(done).toHaveLength(2);
  });
});

it('wants all three database addresses or none', async () => {
  const values = valuesOf({ DATABASE_URL: 'postgresql://luneo_app:x@db.test/luneo' });
  await expect(openDatabase(values, '/nowhere', () => undefined)).rejects.toThrow('DATABASE_DIRECT_URL');
});
