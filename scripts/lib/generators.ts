/** Scripts that write committed files; each takes --check. */
export const GENERATORS = [
  { name: '.env.example, docs/configuration.md', script: 'packages/config/scripts/emit-docs.ts' },
  { name: 'JSON Schema of the document', script: 'packages/design/scripts/emit-schema.ts' },
  { name: 'docs/api/openapi.json', script: 'packages/contracts/scripts/emit-openapi.ts' },
  { name: 'operations of the API client', script: 'packages/api-client/scripts/emit-operations.ts' },
  { name: 'database client', script: 'packages/database/scripts/generate.mjs' },
  { name: 'font catalogue', script: 'packages/fonts/scripts/generate.ts' },
  { name: 'tables of scripts', script: 'packages/layout/scripts/generate-scripts.ts' },
  { name: 'docs/third-party-licences.md', script: 'scripts/emit-licences.ts' },
] as const;
