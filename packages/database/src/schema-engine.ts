import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';

type Engine = typeof import('@prisma/schema-engine-wasm');

/**
 * Prisma's own schema engine as WebAssembly, over our driver: the same migrations and the same
 * `_prisma_migrations` table as `prisma migrate deploy`, without a download.
 */
let loaded: Promise<Engine> | undefined;

async function load(): Promise<Engine> {
  // The package's entry imports its .wasm as a module, which Node does not do; its glue is imported alone.
  const glue = (await import('@prisma/schema-engine-wasm/schema_engine_bg' as string)) as Engine & {
    __wbg_set_wasm(exports: WebAssembly.Exports): void;
  };
  const glueFile = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(glueFile.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, {
    './schema_engine_bg.js': glue as unknown as WebAssembly.ModuleImports,
  });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return glue;
}

interface Disposable {
  dispose(): Promise<void>;
}

/**
 * Sends a migration to the server as it is. The adapter's own way splits at every semicolon, also at
 * those within comments and function bodies.
 */
class WholeScripts extends PrismaPg {
  readonly opened: Disposable[] = [];

  override async connect() {
    const adapter = await super.connect();
    this.opened.push(adapter);
    adapter.executeScript = async (script) => {
      await adapter.underlyingDriver().query(script);
    };
    return adapter;
  }
}

export async function withSchemaEngine<T>(
  url: string,
  schema: readonly { readonly path: string; readonly content: string }[] | undefined,
  use: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  loaded ??= load();
  const { SchemaEngine } = await loaded;
  const factory = new WholeScripts({ connectionString: url, max: 1 });
  const adapter = bindMigrationAwareSqlAdapterFactory(factory);
  const datamodels = schema?.map(({ path, content }): [string, string] => [path, content]);
  const engine = await SchemaEngine.new({ datamodels }, () => undefined, adapter);
  try {
    return await use(engine);
  } finally {
    engine.free();
    // Its connections hold the migration lock until they close.
    await Promise.all(factory.opened.map((connection) => connection.dispose()));
  }
}
