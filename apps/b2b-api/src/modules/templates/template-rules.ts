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

/** Hashes of all fonts a template sets text in or offers. */
export function fontsOf({ document, placeholders }: Template): string[] {
  const set = Object.values(document.layers).flatMap((layer) =>
    layer.type === 'text' ? layer.runs.map(({ font }) => font.hash) : [],
  );
  const offered = placeholders.flatMap((one) => (one.kind === 'text' ? (one.fonts ?? []) : []));
  return [...new Set([...set, ...offered])];
}

/** What a template may use: sides and fonts of its product, assets of the brand. */
export interface TemplateSurroundings {
  readonly sides: readonly { readonly id: string }[];
  readonly fonts: readonly { readonly hash: string }[];
  readonly assets: readonly { readonly hash: string }[];
}

/** What stands against publishing. */
export function templateFaults(
  template: Template,
  { sides, fonts, assets }: TemplateSurroundings,
): FieldError[] {
  const ids = template.document.sides.map(({ id }) => id);
  const lacks = (known: readonly { readonly hash: string }[], hash: string): boolean =>
    !known.some((one) => one.hash === hash);
  return [
    ...checkTemplate(template).map(({ code, message, pointer = '' }) => ({ code, message, pointer })),
    ...ids
      .filter((id) => !sides.some((side) => side.id === id))
      .map((id) => ({
        code: 'side_unknown',
        message: `the product has no side "${id}"`,
        pointer: `/sides/${ids.indexOf(id)}/id`,
      })),
    ...fontsOf(template)
      .filter((hash) => lacks(fonts, hash))
      .map((hash) => ({
        code: 'font_unknown',
        message: `the product does not offer the font ${hash}`,
        pointer: '',
      })),
    ...assetsOf(template)
      .filter((hash) => lacks(assets, hash))
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
