import { type Box, rectPath, writePath } from '@luneo/geometry';
import type { SceneSide } from '@luneo/scene';

/** The bare product side under the ink: its substrate over the bleed. */
export function SidePaper({ side }: { side: SceneSide }) {
  const { x, y, width, height } = side.bleed;
  return (
    <>
      <rect className="lne-paper-edge" x={x} y={y} width={width} height={height} />
      <rect x={x} y={y} width={width} height={height} fill={side.substrate} />
      {side.background && <rect x={x} y={y} width={width} height={height} fill={side.background} />}
    </>
  );
}

const path = (box: Box): string => writePath(rectPath(box));

/** Veils what will not be held in the hand: all beyond the print area or bleed, lightly the bleed itself. */
export function SideOutside({ side }: { side: SceneSide }) {
  const { trim, bleed } = side;
  const far = 4 * Math.max(bleed.width, bleed.height);
  const all = path({ x: -far, y: -far, width: 3 * far, height: 3 * far });
  const cut = bleed.width > trim.width;
  return (
    <g pointerEvents="none" fillRule="evenodd">
      <path className="lne-outside" d={all + side.printArea} />
      {cut && <path className="lne-bleed" d={path(bleed) + path(trim)} />}
    </g>
  );
}

interface SideGuidesProps {
  side: SceneSide;
  /** Su of one CSS pixel. */
  px: number;
}

/** Lines a press operator would want the shopper to see. Painted over the ink, in su. */
export function SideGuides({ side, px }: SideGuidesProps) {
  const { trim, bleed, safe } = side;
  const cut = bleed.width > trim.width;
  return (
    <g pointerEvents="none">
      {cut && <path className="lne-trim" d={path(trim)} strokeWidth={px} />}
      {side.cut !== undefined && <path className="lne-trim" d={side.cut} strokeWidth={px} />}
      {side.folds !== undefined && (
        <path className="lne-safe" d={side.folds} strokeWidth={px} strokeDasharray={`${px * 8} ${px * 3}`} />
      )}
      {(!cut || side.printArea !== path(bleed)) && (
        <path
          className="lne-area"
          d={side.printArea}
          strokeWidth={px}
          strokeDasharray={`${px * 6} ${px * 4}`}
        />
      )}
      {safe.width < trim.width && (
        <path className="lne-safe" d={path(safe)} strokeWidth={px} strokeDasharray={`${px * 4} ${px * 4}`} />
      )}
    </g>
  );
}
