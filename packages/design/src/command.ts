import { z } from 'zod';
import { BlobHash, Color, Crop, Layer, LayerId, SideId, TextLayer, TextRun } from './schema.ts';

/** Where a layer goes: into a side or a group, before the layer that stands at `index` (absent = on top). */
export const Target = z.union([
  z.strictObject({ side: SideId, index: z.int().min(0).optional() }),
  z.strictObject({ group: LayerId, index: z.int().min(0).optional() }),
]);

/** `unset` takes optional properties away (outline, curve, mask, recolor, fill, stroke, name). */
const Optional = z.enum(['outline', 'curve', 'mask', 'recolor', 'fill', 'stroke', 'name']);

const Simple = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('layer.add'), layer: Layer, to: Target }),
  z.strictObject({ type: z.literal('layer.remove'), id: LayerId }),
  z.strictObject({
    type: z.literal('layer.set'),
    id: LayerId,
    /** Any properties but id, type, runs, breaks, children and asset, which have their own commands. */
    patch: z.record(z.string(), z.unknown()),
    unset: z.array(Optional).optional(),
    /** New line breaks, where the change moves them. */
    breaks: TextLayer.shape.breaks.optional(),
  }),
  z.strictObject({ type: z.literal('layer.move'), id: LayerId, to: Target }),
  z.strictObject({ type: z.literal('layer.group'), ids: z.array(LayerId).min(1), group: LayerId }),
  z.strictObject({ type: z.literal('layer.ungroup'), id: LayerId }),
  z.strictObject({
    type: z.literal('text.set'),
    id: LayerId,
    runs: z.array(TextRun),
    breaks: TextLayer.shape.breaks,
  }),
  z.strictObject({ type: z.literal('image.replace'), id: LayerId, asset: BlobHash, crop: Crop }),
  z.strictObject({ type: z.literal('artwork.replace'), id: LayerId, asset: BlobHash }),
  z.strictObject({ type: z.literal('side.background'), side: SideId, color: Color.nullable() }),
]);

/** Everything that can be done to a document; the only writers. `batch` happens whole or not at all. */
export const Command = z.union([
  Simple,
  z.strictObject({ type: z.literal('batch'), commands: z.array(Simple).max(1_000) }),
]);

export type Target = z.infer<typeof Target>;
export type SimpleCommand = z.infer<typeof Simple>;
export type Command = z.infer<typeof Command>;
