// Writes the JSON Schema of the design document, and of its layers for the check that runs in browsers; with
// --check it only says whether they are up to date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { Design, Layer } from '../src/schema.ts';

const layers = Object.fromEntries(
  Layer.options.map((layer) => {
    const { $schema: _, ...schema } = z.toJSONSchema(layer);
    return [layer.shape.type.value, schema];
  }),
);
const files = {
  'schema/design.schema.json': JSON.stringify(
    { title: 'Luneo design document', ...z.toJSONSchema(Design) },
    null,
    2,
  ),
  'src/generated/layers.ts': `// Written by scripts/emit-schema.ts from src/schema.ts. Do not edit.
import type { JsonSchema } from '../json-check.ts';
import type { LayerType } from '../schema.ts';

export const LAYER_SCHEMAS: Readonly<Record<LayerType, JsonSchema>> = ${JSON.stringify(layers)};`,
};
for (const [path, body] of Object.entries(files)) {
  const file = new URL(`../${path}`, import.meta.url);
  const text = `${body}\n`;
  const stale = !existsSync(file) || readFileSync(file, 'utf8') !== text;
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (stale) {
    console.error(`packages/design/${path} is out of date: npm run generate`);
    process.exitCode = 1;
  }
}
