import type { MockupView } from '@luneo/contracts';
import { useSessionState } from '@luneo/editor-react';
import type { SceneSide } from '@luneo/scene';
import { useEffect, useRef, useState } from 'react';
import { useCell } from '../cell.ts';
import { useCustomizer } from '../context.ts';
import { useText } from '../messages/index.ts';
import { artworkOf } from './artwork.ts';
import { createPlacer, type Placer } from './placer.ts';
import { viewsFor } from './views.ts';

/** The design on the product, as the variant looks: one picture for each view of it. */
export default function MockupViews() {
  const t = useText();
  const { product, variant } = useCustomizer();
  const current = useCell(variant);
  const scene = useSessionState((state) => state.resolved?.scene);
  const [placer, setPlacer] = useState<Placer>();
  useEffect(() => {
    const made = createPlacer();
    setPlacer(made);
    return () => made.close();
  }, []);
  const views = viewsFor(product.mockups, current.options).flatMap((view) => {
    const side = scene?.sides.find(({ id }) => id === view.side);
    return side ? [{ view, side }] : [];
  });
  if (!placer || views.length === 0) return null;
  return (
    <section aria-label={t('review.mockups')}>
      <ul className="lw-mockups">
        {views.map(({ view, side }) => (
          <li key={view.id}>
            <MockupPicture view={view} side={side} placer={placer} substrate={current.substrate} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface PictureProps {
  view: MockupView;
  side: SceneSide;
  placer: Placer;
  substrate: string | undefined;
}

function MockupPicture({ view, side, placer, substrate }: PictureProps) {
  const { pictures } = useCustomizer();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [state, setState] = useState<'waiting' | 'placed' | 'missing'>('waiting');
  useEffect(() => {
    let wanted = true;
    artworkOf(side, pictures.blob)
      .then((artwork) => placer.place(view, artwork, substrate))
      .then(
        (placed) => {
          if (!wanted) return;
          canvas.current?.getContext('bitmaprenderer')?.transferFromImageBitmap(placed);
          setState('placed');
        },
        () => wanted && setState('missing'),
      );
    return () => {
      wanted = false;
    };
  }, [view, side, placer, substrate, pictures]);
  if (state === 'missing') return null;
  return (
    <canvas
      ref={canvas}
      width={view.widthPx}
      height={view.heightPx}
      role="img"
      aria-label={view.name}
      aria-busy={state === 'waiting'}
      data-state={state}
      style={{ backgroundImage: `url("${view.baseUrl}")` }}
    />
  );
}
