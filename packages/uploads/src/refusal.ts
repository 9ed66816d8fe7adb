import { CodedError, type Fault } from '@luneo/kernel';

type Reason = readonly [code: string, message: string, adviceEn: string, adviceFr: string];

const SVG_PLAIN_EN = 'Export it again as "plain SVG" or "SVG 1.1", or save it as PNG at 300 DPI.';
const SVG_PLAIN_FR = 'Exportez-le de nouveau en « SVG simple » ou « SVG 1.1 », ou en PNG à 300 ppp.';
const FLATTEN_EN = 'Flatten transparency and effects in your drawing program, or save it as PNG at 300 DPI.';
const FLATTEN_FR = 'Aplatissez transparences et effets dans votre logiciel, ou enregistrez en PNG à 300 ppp.';
const EXPAND_EN =
  'Expand it to plain shapes ("Object > Expand", "Path > Object to path"), then export again.';
const EXPAND_FR = 'Convertissez-le en formes simples (« Objet > Décomposer »), puis exportez de nouveau.';
const RESAVE_EN = 'Open it, save it again as JPEG or PNG, and upload that file.';
const RESAVE_FR = 'Ouvrez-le, enregistrez-le de nouveau en JPEG ou PNG, puis envoyez ce fichier.';
const TYPES_EN = 'Use JPEG, PNG, WebP, HEIC or SVG.';
const TYPES_FR = 'Utilisez JPEG, PNG, WebP, HEIC ou SVG.';
const FONT_EN = 'Fetch the font anew from where it comes, and upload that file.';
const FONT_FR = 'Téléchargez de nouveau la police à sa source, puis envoyez ce fichier.';
const SAFE_EN = 'Remove it and export again; a file that only draws holds none.';
const SAFE_FR = "Retirez-le et exportez de nouveau ; un simple dessin n'en contient pas.";

/** Every refusal: API code, what was found, what the uploader can do (English, French). */
export const REFUSALS = {
  empty: [
    'upload_broken',
    'the file is empty',
    'Choose the file again.',
    'Choisissez de nouveau le fichier.',
  ],
  too_large: [
    'upload_too_large',
    'the file is too large',
    'Save it smaller; 300 DPI at the printed size is enough.',
    'Réduisez-le ; 300 ppp à la taille imprimée suffisent.',
  ],
  too_many_pixels: [
    'upload_too_many_pixels',
    'the picture has too many pixels',
    'Scale it down; 300 DPI at the printed size is enough.',
    'Réduisez ses dimensions ; 300 ppp à la taille imprimée suffisent.',
  ],
  too_slow: [
    'upload_timeout',
    'the file takes too long to read',
    'Simplify or shrink it and try again.',
    'Simplifiez-le ou réduisez-le, puis réessayez.',
  ],
  too_hungry: [
    'upload_timeout',
    'the file needs too much memory to read',
    'Simplify or shrink it and try again.',
    'Simplifiez-le ou réduisez-le, puis réessayez.',
  ],
  crashed: ['upload_broken', 'the file could not be read', RESAVE_EN, RESAVE_FR],
  type_unknown: ['upload_type_unsupported', 'this is no picture we know', TYPES_EN, TYPES_FR],
  type_gif: ['upload_type_unsupported', 'GIF has too few colours to print well', RESAVE_EN, RESAVE_FR],
  type_pdf: [
    'upload_type_unsupported',
    'a PDF is not accepted as a picture',
    'Export the page as SVG, or as PNG at 300 DPI.',
    'Exportez la page en SVG, ou en PNG à 300 ppp.',
  ],
  type_tiff: ['upload_type_unsupported', 'TIFF is not accepted', RESAVE_EN, RESAVE_FR],
  type_bmp: ['upload_type_unsupported', 'BMP is not accepted', RESAVE_EN, RESAVE_FR],
  type_psd: ['upload_type_unsupported', 'a Photoshop document is not accepted', RESAVE_EN, RESAVE_FR],
  type_avif: ['upload_type_unsupported', 'AVIF is not accepted', RESAVE_EN, RESAVE_FR],
  type_jxl: ['upload_type_unsupported', 'JPEG XL is not accepted', RESAVE_EN, RESAVE_FR],
  type_svgz: [
    'upload_type_unsupported',
    'the file is compressed',
    'Unpack it, or export SVG without compression.',
    'Décompressez-le, ou exportez en SVG non compressé.',
  ],
  type_html: ['upload_type_unsupported', 'this is a web page, not a picture', TYPES_EN, TYPES_FR],
  animated: [
    'upload_unsafe',
    'the picture is animated',
    'Save the frame you want as PNG.',
    "Enregistrez l'image voulue en PNG.",
  ],
  jpeg_structure: ['upload_broken', 'the JPEG is damaged', RESAVE_EN, RESAVE_FR],
  jpeg_process: ['upload_broken', 'this kind of JPEG compression cannot be printed', RESAVE_EN, RESAVE_FR],
  raster_damaged: ['upload_broken', 'the picture is damaged or incomplete', RESAVE_EN, RESAVE_FR],
  heic_unreadable: [
    'upload_broken',
    'this HEIC picture cannot be read',
    'On the iPhone: Settings > Camera > Formats > Most Compatible; or share it as JPEG.',
    "Sur l'iPhone : Réglages > Appareil photo > Formats > Le plus compatible ; ou partagez en JPEG.",
  ],
  svg_malformed: ['upload_broken', 'the SVG is not well-formed', SVG_PLAIN_EN, SVG_PLAIN_FR],
  svg_encoding: ['upload_broken', 'the SVG is not UTF-8 or UTF-16 text', SVG_PLAIN_EN, SVG_PLAIN_FR],
  svg_too_large: [
    'upload_too_large',
    'the SVG is too large',
    'Simplify the drawing, or save it as PNG at 300 DPI.',
    'Simplifiez le dessin, ou enregistrez-le en PNG à 300 ppp.',
  ],
  svg_too_complex: [
    'upload_unsafe',
    'the SVG holds too many or too deeply nested parts',
    'Simplify the drawing, or save it as PNG at 300 DPI.',
    'Simplifiez le dessin, ou enregistrez-le en PNG à 300 ppp.',
  ],
  svg_dtd: ['upload_unsafe', 'the SVG declares entities', SVG_PLAIN_EN, SVG_PLAIN_FR],
  svg_script: ['upload_unsafe', 'the SVG holds a script or an event handler', SAFE_EN, SAFE_FR],
  svg_external: ['upload_unsafe', 'the SVG refers to something outside itself', SAFE_EN, SAFE_FR],
  svg_foreign: ['upload_unsafe', 'the SVG embeds another kind of document', SAFE_EN, SAFE_FR],
  svg_animation: ['upload_unsafe', 'the SVG is animated', SAFE_EN, SAFE_FR],
  svg_text: [
    'upload_unsafe',
    'the SVG holds text, which needs its font',
    'Convert the text to outlines ("Type > Create outlines", "Path > Object to path").',
    'Vectorisez le texte (« Texte > Vectoriser », « Chemin > Objet en chemin »).',
  ],
  svg_image: [
    'upload_unsafe',
    'the SVG holds a pixel picture',
    'Upload the picture itself as JPEG or PNG.',
    "Envoyez l'image elle-même en JPEG ou PNG.",
  ],
  svg_filter: ['upload_unsafe', 'the SVG uses a filter effect', FLATTEN_EN, FLATTEN_FR],
  svg_mask: ['upload_unsafe', 'the SVG uses a mask', FLATTEN_EN, FLATTEN_FR],
  svg_clip: ['upload_unsafe', 'the SVG cuts shapes with a clip path', EXPAND_EN, EXPAND_FR],
  svg_blend: ['upload_unsafe', 'the SVG uses a blend mode', FLATTEN_EN, FLATTEN_FR],
  svg_group_opacity: [
    'upload_unsafe',
    'the SVG makes overlapping shapes translucent as one',
    FLATTEN_EN,
    FLATTEN_FR,
  ],
  svg_pattern: ['upload_unsafe', 'the SVG uses a pattern', EXPAND_EN, EXPAND_FR],
  svg_marker: ['upload_unsafe', 'the SVG uses markers (arrow heads)', EXPAND_EN, EXPAND_FR],
  svg_dash: ['upload_unsafe', 'the SVG uses dashed lines', EXPAND_EN, EXPAND_FR],
  svg_stroke: ['upload_unsafe', 'the SVG has a line whose width is distorted', EXPAND_EN, EXPAND_FR],
  svg_gradient: [
    'upload_unsafe',
    'the SVG uses a gradient that cannot be kept exactly',
    FLATTEN_EN,
    FLATTEN_FR,
  ],
  svg_css: ['upload_unsafe', 'the SVG uses style rules that are not supported', SVG_PLAIN_EN, SVG_PLAIN_FR],
  svg_element: [
    'upload_unsafe',
    'the SVG holds an element that is not supported',
    SVG_PLAIN_EN,
    SVG_PLAIN_FR,
  ],
  svg_value: ['upload_unsafe', 'the SVG holds a value that cannot be read', SVG_PLAIN_EN, SVG_PLAIN_FR],
  svg_reference: ['upload_broken', 'the SVG refers to a part it does not hold', SVG_PLAIN_EN, SVG_PLAIN_FR],
  svg_size: [
    'upload_broken',
    'the SVG does not say how large it is',
    'Export it with a viewBox.',
    'Exportez-le avec un attribut viewBox.',
  ],
  svg_empty: [
    'upload_broken',
    'the SVG draws nothing',
    'Choose another file.',
    'Choisissez un autre fichier.',
  ],
  font_type: [
    'upload_type_unsupported',
    'this is no font we know',
    'Use a TrueType, OpenType or WOFF2 file (.ttf, .otf, .woff2).',
    'Utilisez un fichier TrueType, OpenType ou WOFF2 (.ttf, .otf, .woff2).',
  ],
  font_collection: [
    'upload_type_unsupported',
    'this is a collection of fonts',
    'Take the one font out of it and upload that.',
    'Extrayez-en la police voulue et envoyez-la.',
  ],
  font_broken: ['upload_broken', 'the font is damaged', FONT_EN, FONT_FR],
  font_variable: [
    'upload_type_unsupported',
    'a variable font of this kind cannot be printed',
    'Use a file of one weight and style.',
    "Utilisez un fichier d'une seule graisse et d'un seul style.",
  ],
  font_restricted: [
    'upload_restricted',
    'the font forbids to be embedded, edited with or cut down',
    'Ask its foundry for a licence and a file that allow embedding.',
    "Demandez à sa fonderie une licence et un fichier qui autorisent l'incorporation.",
  ],
  font_too_complex: [
    'upload_unsafe',
    'the font holds glyphs too intricate to print',
    'Simplify the glyph, or use another font.',
    'Simplifiez le glyphe, ou utilisez une autre police.',
  ],
} as const satisfies Record<string, Reason>;
export type RefusalReason = keyof typeof REFUSALS;

/** Where in the file, and what: numbers and names for the message. */
export type RefusalDetails = Readonly<Record<string, string | number>>;

/** A coded fault; `params` hold `reason`, `advice`, `adviceFr` and the details. */
export function refusal(reason: RefusalReason, details: RefusalDetails = {}): Fault {
  const [code, message, advice, adviceFr] = REFUSALS[reason];
  const what = details.element === undefined ? '' : ` (<${details.element}>)`;
  const where = details.line === undefined ? '' : `, line ${details.line}`;
  const more = details.detail === undefined ? '' : `: ${details.detail}`;
  return {
    code,
    message: `${message}${what}${more}${where}`,
    params: { reason, advice, adviceFr, ...details },
  };
}

/** Leaves a deep parser; the entry points turn it back into a value. */
export function refuse(reason: RefusalReason, details?: RefusalDetails): never {
  throw new CodedError(refusal(reason, details));
}
