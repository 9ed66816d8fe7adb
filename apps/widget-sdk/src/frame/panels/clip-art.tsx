import type { ProductBundle } from '@luneo/contracts';
import type { Artwork, ArtworkFacts } from '@luneo/design';
import { Button } from '@luneo/ui';
import { useEffect, useState } from 'react';
import { useCustomizer } from '../context.ts';
import { useText } from '../messages/index.ts';

type Entry = ProductBundle['clipArt'][number];

/** The brand's drawings: one press puts one on the side, as vectors. */
export default function ClipArt() {
  const t = useText();
  const { product, client, session, pictures } = useCustomizer();
  const [drawings, setDrawings] = useState<ReadonlyMap<string, ArtworkFacts>>(new Map());
  const [failed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a retry asks again
  useEffect(() => {
    let wanted = true;
    setFailed(false);
    Promise.all(product.clipArt.map(({ hash }) => client.getAsset({ params: { hash } }))).then(
      (assets) => {
        if (!wanted) return;
        const found = assets.flatMap(({ facts }) => (facts.kind === 'artwork' ? [facts] : []));
        setDrawings(new Map(found.map((facts) => [facts.hash, facts])));
      },
      () => wanted && setFailed(true),
    );
    return () => {
      wanted = false;
    };
  }, [product, client, tries]);
  const add = (facts: ArtworkFacts, name: string): void => {
    pictures.add(facts);
    session.addPicture(facts, name);
  };
  if (failed)
    return (
      <div role="alert" className="ln-error">
        <p>{t('clipArt.failed')}</p>
        <Button onClick={() => setTries(tries + 1)}>{t('app.retry')}</Button>
      </div>
    );
  return (
    <ul className="lw-clip-art" aria-label={t('add.clipArt')}>
      {product.clipArt.map((entry) => (
        <Drawing key={entry.hash} entry={entry} facts={drawings.get(entry.hash)} onAdd={add} />
      ))}
    </ul>
  );
}

interface DrawingProps {
  entry: Entry;
  facts: ArtworkFacts | undefined;
  onAdd(facts: ArtworkFacts, name: string): void;
}

function Drawing({ entry, facts, onAdd }: DrawingProps) {
  return (
    <li>
      <button
        type="button"
        className="lw-drawing"
        aria-label={entry.name}
        title={entry.name}
        disabled={!facts}
        onClick={() => facts && onAdd(facts, entry.name)}
      >
        {facts && <ArtworkPicture artwork={facts.artwork} />}
      </button>
    </li>
  );
}

function ArtworkPicture({ artwork: { width, height, paths } }: { artwork: Artwork }) {
  return (
    <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {paths.map(({ d, fill, stroke, fillRule, opacityPm }) => (
        <path
          key={d}
          d={d}
          fill={flat(fill) ?? 'none'}
          fillRule={fillRule}
          opacity={opacityPm / 1000}
          {...(stroke && { stroke: flat(stroke.paint), strokeWidth: stroke.width })}
        />
      ))}
    </svg>
  );
}

/** One colour is enough for a picture of this size. */
const flat = (fill: Artwork['paths'][number]['fill']): string | undefined =>
  fill && (fill.type === 'solid' ? fill.color : fill.stops[0]?.color);
