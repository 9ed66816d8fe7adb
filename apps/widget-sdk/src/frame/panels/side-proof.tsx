import { LayerSvg, SidePaper } from '@luneo/editor-react';
import type { SceneSide, SvgOptions } from '@luneo/scene';
import { useId } from 'react';

interface SideProofProps {
  side: SceneSide;
  label: string;
  options: SvgOptions;
}

/** One side as it will be held in the hand: cut at its trim, ink only where ink may lie. */
export function SideProof({ side, label, options }: SideProofProps) {
  const id = useId();
  const { width, height } = side.trim;
  return (
    <svg className="lw-proof" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <clipPath id={id}>
        <path d={side.printArea} />
      </clipPath>
      <SidePaper side={side} />
      <g clipPath={`url(#${id})`}>
        {side.nodes.map((node) => (
          <LayerSvg key={node.layer} node={node} options={options} />
        ))}
      </g>
    </svg>
  );
}
