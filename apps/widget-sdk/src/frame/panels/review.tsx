import { ApiProblem } from '@luneo/api-client';
import { useSessionState, WarningsList } from '@luneo/editor-react';
import { type SvgOptions, sceneHash } from '@luneo/scene';
import { Badge, Button, CartIcon, Checkbox, Dialog, Spinner } from '@luneo/ui';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useCustomizer } from '../context.ts';
import type { Customizer } from '../customizer.ts';
import { useText } from '../messages/index.ts';
import { formatMoney } from '../price.ts';
import { useQuote } from '../use-quote.ts';
import { PriceLines } from './price-lines.tsx';
import { SideProof } from './side-proof.tsx';

const MockupViews = lazy(() => import('../mockups/mockup-views.tsx'));

type Phase = { name: 'look' } | { name: 'adding' } | { name: 'failed'; code: string };

/** The last look: each side exactly as it prints, remarks to accept, the price, the cart. */
export default function Review({ open, onClose }: { open: boolean; onClose(): void }) {
  const t = useText();
  const customizer = useCustomizer();
  const findings = useSessionState((state) => state.findings);
  const quote = useQuote();
  const [accepted, setAccepted] = useState(false);
  const [phase, setPhase] = useState<Phase>({ name: 'look' });
  const blocked = findings.some((finding) => finding.severity === 'block');
  const warned = findings.some((finding) => finding.severity === 'warn');

  const add = async (): Promise<void> => {
    setPhase({ name: 'adding' });
    try {
      await addToCart(customizer);
      setPhase({ name: 'look' });
      onClose();
    } catch (error) {
      setPhase({ name: 'failed', code: error instanceof ApiProblem ? error.code : 'network' });
    }
  };
  const adding = phase.name === 'adding';
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('review.title')}
      closeLabel={t('app.close')}
      size="wide"
      footer={
        <>
          <p className="lw-price lw-review-price">
            <strong>{formatMoney(quote.totalMinor, quote.currency, t.locale)}</strong>
            <span>{t('price.net')}</span>
          </p>
          <Button onClick={onClose}>{t('review.back')}</Button>
          <Button
            look="primary"
            icon={CartIcon}
            disabled={blocked || (warned && !accepted) || adding}
            onClick={() => void add()}
          >
            {t(adding ? 'review.adding' : 'review.add')}
          </Button>
        </>
      }
    >
      <div className="lw-review">
        <p className="ln-muted">{t('review.intro')}</p>
        <Proofs />
        {open && customizer.product.mockups.length > 0 && (
          <Suspense>
            <MockupViews />
          </Suspense>
        )}
        {(blocked || warned) && (
          <section className="lne-section" aria-label={t('warnings.title')}>
            {blocked && <h3 className="ln-heading">{t('review.blocked')}</h3>}
            <WarningsList onGo={onClose} ordering />
            {!blocked && <Checkbox label={t('review.accept')} checked={accepted} onChange={setAccepted} />}
          </section>
        )}
        <PriceLines quote={quote} />
        {adding && <Spinner label={t('review.adding')} />}
        {phase.name === 'failed' && (
          <p className="ln-error" role="alert">
            {t('review.failed')}.{' '}
            {phase.code === 'scene_mismatch'
              ? t('review.mismatch')
              : t('app.failed.hint', { code: phase.code })}
          </p>
        )}
      </div>
    </Dialog>
  );
}

function Proofs() {
  const t = useText();
  const { pictures } = useCustomizer();
  const scene = useSessionState((state) => state.resolved?.scene);
  const sides = useSessionState((state) => state.product.sides);
  const options = useMemo<SvgOptions>(() => ({ href: pictures.href, idPrefix: 'proof-' }), [pictures]);
  return (
    <ul className="lw-proofs" data-count={sides.length}>
      {scene?.sides.map((side) => {
        const name = sides.find(({ id }) => id === side.id)?.name ?? side.id;
        return (
          <li key={side.id}>
            <SideProof side={side} label={name} options={options} />
            <p>
              {name}
              {side.nodes.length === 0 && <Badge>{t('review.side.empty')}</Badge>}
            </p>
          </li>
        );
      })}
    </ul>
  );
}

/** Saves, freezes what was approved, and tells the shop. The server's price is the one that counts. */
async function addToCart({ autosave, client, session, variant, quantity, host }: Customizer): Promise<void> {
  const { design, resolved } = session.getState();
  if (!resolved) throw new Error('nothing is drawn yet');
  const saved = await autosave.flush(design);
  const version = await client.freezeDesign({
    params: { designId: saved.id },
    body: {
      revision: saved.revision,
      variantId: variant.get().id,
      quantity: quantity.get(),
      sceneHash: sceneHash(resolved.scene),
    },
  });
  host.send({
    type: 'add-to-cart',
    detail: {
      designId: version.designId,
      designVersionId: version.id,
      variantId: version.variantId,
      quantity: version.quote.quantity,
      quote: {
        currency: version.quote.currency,
        totalMinor: version.quote.totalMinor,
        lines: version.quote.lines.map(({ label, totalMinor }) => ({ label, totalMinor })),
      },
      previews: version.previews,
    },
  });
}
