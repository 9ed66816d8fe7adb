import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { ApiError } from '../../platform/problem.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.webp': 'image/webp',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
};

/** Mockup pictures under addresses that name their content: `/mockups/<hash12>-<file>`. */
export class MockupFiles {
  readonly #urls = new Map<string, string>();
  readonly #paths = new Map<string, string>();

  /** Reads every picture of the folder (one level of sub-folders) once; a missing folder is empty. */
  static async of(folder: string): Promise<MockupFiles> {
    const files = new MockupFiles();
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (!entry.isFile() || TYPES[extname(entry.name)] === undefined) continue;
      const path = join(entry.parentPath, entry.name);
      const digest = createHash('sha256')
        .update(await readFile(path))
        .digest('hex')
        .slice(0, 12);
      const relative = path.slice(folder.length + 1);
      const name = `${digest}-${relative.replaceAll('/', '-')}`;
      files.#urls.set(relative, `/mockups/${name}`);
      files.#paths.set(name, path);
    }
    return files;
  }

  /** Address of a picture by its path in the folder. */
  urlOf(relative: string): string | undefined {
    return this.#urls.get(relative);
  }

  serve(app: FastifyInstance): void {
    app.get<{ Params: { name: string } }>('/mockups/:name', async ({ params }, reply) => {
      const path = this.#paths.get(params.name);
      if (path === undefined) throw new ApiError('not_found', 'there is no such picture');
      return reply
        .header('content-type', TYPES[extname(path)])
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('cross-origin-resource-policy', 'cross-origin')
        .header('access-control-allow-origin', '*')
        .send(await readFile(path));
    });
  }
}
