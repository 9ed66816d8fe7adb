import { checkAgainstTemplate, checkTemplate, type Design, type Template } from '@luneo/design';
import { ApiError, type FieldError } from '../../platform/problem.ts';

/** Hashes of all pictures and artwork a template shows or offers. */
export function assetsOf({ document, placeholders }: Template): string[] {
  const shown = Object.values(document.layers).flatMap((layer) =>
    layer.type === 'image' || layer.type === 'artwork' ? [layer.asset] : [],
  );
  const offered = placeholders.flatMap((one) => (one.kind === 'picture' ? (one.assets ?? []) : []));
  return [...new Set([...shown, ...offered])];
}

/** What stands against publishing, given the sides of the product and the assets the brand has. */
export function templateFaults(
  template: Template,
  { sides, assets }: { sides: readonly { readonly id: string }[]; assets: ReadonlySet<string> },
): FieldError[] {
  const ids = template.document.sides.map(({ id }) => id);
  return [
    ...checkTemplate(template).map(({ code, message, pointer = '' }) => ({ code, message, pointer })),
    ...ids
      .filter((id) => !sides.some((side) => side.id === id))
      .map((id) => ({
        code: 'side_unknown',
        message: `the product has no side "${id}"`,
        pointer: `/sides/${ids.indexOf(id)}/id`,
      })),
    ...assetsOf(template)
      .filter((hash) => !assets.has(hash))
      .map((hash) => ({ code: 'asset_unknown', message: `the brand has no asset ${hash}`, pointer: '' })),
  ];
}

/** Throws `design_off_template`. `complete`: what is required is there. */
export function holdToTemplate(template: Template, design: Design, complete: boolean): void {
  const errors = checkAgainstTemplate(template, design, complete).map(({ code, message, pointer = '' }) => ({
    code,
    message,
    pointer: `/body/document${pointer}`,
  }));
  if (errors.length > 0) throw new ApiError('design_off_template', errors[0]!.message, { errors });
}
