import { createRequire } from 'node:module';
import { join } from 'node:path';
import type Sharp from 'sharp';
import { ROOT } from '../lib/run.ts';

/** Where the finished mockups lie. */
export const ASSETS = join(ROOT, 'assets/mockups');

/** The copy `print` uses. */
export const sharp = createRequire(join(ROOT, 'packages/print/package.json'))('sharp') as typeof Sharp;
