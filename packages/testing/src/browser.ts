import { access } from 'node:fs/promises';
import { type Browser, chromium } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

/** Flags under which Debian's Chromium runs without a desktop, a GPU, or calls home; colours are sRGB. */
const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
];

/** Why there is no browser here, or undefined when there is one. */
export const browserMissing = (): Promise<string | undefined> =>
  access(CHROMIUM).then(
    () => undefined,
    () => `${CHROMIUM} is not installed (Debian package chromium)`,
  );

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: ARGS });
