import { fault, ok, type Result } from '@luneo/kernel';
import { SCHEMA_VERSION } from './limits.ts';

type Json = Record<string, unknown>;

/**
 * One step between two versions. Both ways, so that a newer client can hand a document to an older one;
 * `down` loses only what the older version has no word for.
 */
export interface Migration {
  readonly name: string;
  /** The version this step leads to. */
  readonly to: number;
  up(design: Json): Json;
  down(design: Json): Json;
}

const mapLayers = (design: Json, change: (layer: Json) => Json): Json => ({
  ...design,
  layers: Object.fromEntries(
    Object.entries((design.layers ?? {}) as Record<string, Json>).map(([id, layer]) => [id, change(layer)]),
  ),
});

/** In order. Version 0 gave opacity in per cent and had no locks. */
export const MIGRATIONS: readonly Migration[] = [
  {
    name: 'opacity-per-mille-and-locks',
    to: 1,
    up: (design) =>
      mapLayers(design, ({ opacityPercent = 100, ...layer }) => ({
        ...layer,
        opacityPm: Math.round(Number(opacityPercent) * 10),
        locks: layer.locks ?? {},
      })),
    down: (design) =>
      mapLayers(design, ({ opacityPm, locks: _, ...layer }) => ({
        ...layer,
        opacityPercent: Math.round(Number(opacityPm) / 10),
      })),
  },
];

function versionOf(json: unknown): number | undefined {
  const version = typeof json === 'object' && json !== null ? (json as Json).schemaVersion : undefined;
  return typeof version === 'number' && Number.isInteger(version) && version >= 0 ? version : undefined;
}

/**
 * Brings a draft to the current version (or down to `to`). Frozen versions are never migrated. Faults:
 * `design_invalid` when it is no document, `design_too_new` when it comes from a later release.
 */
export function migrate(json: unknown, to: number = SCHEMA_VERSION): Result<unknown> {
  const from = versionOf(json);
  if (from === undefined)
    return fault('design_invalid', 'expected a design document with a schemaVersion', {
      pointer: '/schemaVersion',
    });
  if (from > SCHEMA_VERSION)
    return fault(
      'design_too_new',
      `the document is of version ${from}; this release knows up to ${SCHEMA_VERSION}`,
      {
        pointer: '/schemaVersion',
        params: { version: from, known: SCHEMA_VERSION },
      },
    );
  try {
    const upwards = MIGRATIONS.filter((step) => step.to > from && step.to <= to);
    const downwards = MIGRATIONS.filter((step) => step.to <= from && step.to > to).reverse();
    const steps = [
      ...upwards.map((step) => ({ run: step.up, version: step.to })),
      ...downwards.map((step) => ({ run: step.down, version: step.to - 1 })),
    ];
    return ok(
      steps.reduce<Json>(
        (design, { run, version }) => ({ ...run(design), schemaVersion: version }),
        json as Json,
      ),
    );
  } catch {
    return fault('design_invalid', 'the document is broken', { pointer: '' });
  }
}
