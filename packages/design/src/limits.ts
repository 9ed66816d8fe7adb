/** Version of the document's form. */
export const SCHEMA_VERSION = 1;

/** What a document may hold at most. Beyond these an edit is refused with a code, never cut short. */
export const LIMITS = {
  sides: 20,
  layersPerDesign: 500,
  /** Groups within groups. */
  nesting: 8,
  textCodeUnits: 5_000,
  runsPerText: 200,
  gradientStops: 16,
  pathSegments: 20_000,
  /** Of a print area or cut contour. */
  areaSegments: 500,
  folds: 20,
  nameLength: 120,
  /** Farthest coordinate from the side's origin, and largest length: 20 m. */
  lengthUm: 20_000_000,
  /** A whole document as canonical JSON, bytes. */
  documentBytes: 2_000_000,
} as const;
