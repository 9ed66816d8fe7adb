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

/** Lines a press operator would want the shopper to see. Painted over the ink, in su. */
export function SideGuides({ side, px }: { side: SceneSide /** Su of one CSS pixel. */; px: number }) {
  const { trim, bleed, safe } = side;
  const cut = bleed.width > trim.width;
  const hasSafe = safe.width < trim.width;
  const outer = `M${bleed.x} ${bleed.y}h${bleed.width}v${bleed.height}h${-bleed.width}z`;
  const hole = `M${trim.x} ${trim.y}h${trim.width}v${trim.height}h${-trim.width}z`;
  const area = cut ? undefined : side.printArea;
  return (
    <g pointerEvents="none">
      {cut && <path className="lne-bleed" d={outer + hole} fillRule="evenodd" />}
      {cut && <path className="lne-trim" d={hole} strokeWidth={px} />}
      {area && (
        <path className="lne-area" d={area} strokeWidth={px} strokeDasharray={`${px * 6} ${px * 4}`} />
      )}
      {hasSafe && (
        <rect
          className="lne-safe"
          x={safe.x}
          y={safe.y}
          width={safe.width}
          height={safe.height}
          strokeWidth={px}
          strokeDasharray={`${px * 4} ${px * 4}`}
        />
      )}
    </g>
  );
}
