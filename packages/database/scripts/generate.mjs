// Generates the Prisma client into src/generated and notes the schema's digest beside it. The `prisma` package
// is fetched on demand (docs/adr/0004). With --check it only compares the digest.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VERSION = '7.10.0';
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const schema = join(root, 'prisma/schema');
const note = join(root, 'src/generated/schema.sha256');
const hash = createHash('sha256').update(VERSION);
for (const name of readdirSync(schema).sort()) hash.update(readFileSync(join(schema, name)));
const digest = `${hash.digest('hex')}\n`;

if (process.argv.includes('--check')) {
  if (readFileSync(note, 'utf8') !== digest) {
    console.error('packages/database/src/generated is out of date: npm run generate');
    process.exitCode = 1;
  }
} else {
  execFileSync('npx', ['--yes', `--package=prisma@${VERSION}`, 'prisma', 'generate', '--schema', schema], {
    cwd: root,
    stdio: 'inherit',
    // Any executable does: generation does not run the schema engine, but would download it.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
  });
  writeFileSync(note, digest);
}
