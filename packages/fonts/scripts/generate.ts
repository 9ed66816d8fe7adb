/**
 * Writes the manifest and LICENSES.md from the installed font packages; a test refuses stale ones.
 * Run: node --conditions=@luneo/source packages/fonts/scripts/generate.ts
 */
import { writeFileSync } from 'node:fs';
import { generate, LICENCES_FILE, MANIFEST_FILE } from '../src/generate.ts';

const { manifest, licences } = await generate();
writeFileSync(MANIFEST_FILE, manifest);
writeFileSync(LICENCES_FILE, licences);
