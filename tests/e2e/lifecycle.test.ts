import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESK, openBrowser, visit } from './kit/browser.ts';
import { signIn } from './kit/dashboard.ts';
import { dataFolder, launch, outputOf, removeFolder, type Server, startServer } from './kit/server.ts';
import { Shopper } from './kit/shopper.ts';

/** Later starts: the figure that is promised. */
const LATER_START_S = 10;

let data: string;
beforeAll(async () => {
  data = await dataFolder();
});
afterAll(() => removeFolder(data));

async function orderMug(server: Server): Promise<string> {
  const browser = await openBrowser();
  try {
    const visitor = await visit(browser, DESK);
    const shopper = await Shopper.personalise(visitor, server.shop, 'mug');
    await shopper.addText('Kept');
    await shopper.review();
    await shopper.approve();
    const { number, status } = await shopper.order();
    expect(status).toBe('produced');
    return number;
  } finally {
    await browser.close();
  }
}

async function numbersSeen(server: Server): Promise<string[]> {
  const browser = await openBrowser();
  try {
    const { page } = await visit(browser, DESK);
    await signIn(page, server);
    await page.locator('.db-order').first().waitFor();
    return (await page.locator('.db-order').allTextContents()).map((text) => text.trim());
  } finally {
    await browser.close();
  }
}

describe('the standalone server', () => {
  it('keeps orders over a Ctrl-C, and is back within ten seconds', async () => {
    const first = await startServer(data);
    const number = await orderMug(first);
    expect(await first.stop('SIGINT')).toEqual({ code: 0, left: [] });

    const second = await startServer(data);
    try {
      expect(second.seconds).toBeLessThan(LATER_START_S);
      expect(second.password).toBe(first.password);
      expect(await numbersSeen(second)).toEqual([number]);
    } finally {
      expect(await second.stop('SIGTERM')).toEqual({ code: 0, left: [] });
    }
  });

  it('says which port is taken, and what to do', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    const child = launch(data, { PORT: String(port) });
    const output = await outputOf(child);
    other.close();
    expect(output).toMatch(new RegExp(`port ${port} is taken.*PORT=\\d+ npm start`));
    expect(child.exitCode).not.toBe(0);
  });

  it('says what is wrong with its settings, all at once', async () => {
    const child = launch(data, { PORT: 'many', RENDER_WORKERS: '-1' });
    const output = await outputOf(child);
    expect(output).toContain('PORT');
    expect(output).toContain('RENDER_WORKERS');
    expect(child.exitCode).not.toBe(0);
  });
});
