import { Button, Dialog } from '@luneo/ui';
import { useCell } from '../cell.ts';
import { useCustomizer } from '../context.ts';
import { useText } from '../messages/index.ts';

/** Shown when another window saved this design meanwhile. */
export function ConflictDialog() {
  const t = useText();
  const { autosave, saving, session, pictures, client } = useCustomizer();
  const state = useCell(saving);
  const mine = (): void => void autosave.keepMine().catch(() => saving.set('failed'));
  const theirs = async (): Promise<void> => {
    const design = await autosave.takeTheirs();
    const hashes = Object.values(design.layers).flatMap((layer) => ('asset' in layer ? [layer.asset] : []));
    for (const hash of hashes.filter((known) => !pictures.get(known)))
      pictures.add((await client.getAsset({ params: { hash } })).facts);
    session.replaceDesign(design);
  };
  return (
    <Dialog
      open={state === 'conflict'}
      onClose={mine}
      title={t('conflict.title')}
      footer={
        <>
          <Button onClick={() => void theirs().catch(() => saving.set('failed'))}>
            {t('conflict.theirs')}
          </Button>
          <Button look="primary" onClick={mine}>
            {t('conflict.mine')}
          </Button>
        </>
      }
    >
      <p>{t('conflict.text')}</p>
    </Dialog>
  );
}

export function LeaveDialog({ open, onStay }: { open: boolean; onStay(): void }) {
  const t = useText();
  const { host, saving } = useCustomizer();
  const state = useCell(saving);
  return (
    <Dialog
      open={open}
      onClose={onStay}
      title={t('leave.title')}
      closeLabel={t('leave.stay')}
      footer={
        <>
          <Button onClick={onStay}>{t('leave.stay')}</Button>
          <Button look="primary" onClick={() => host.send({ type: 'close' })}>
            {t('leave.go')}
          </Button>
        </>
      }
    >
      <p>{t(state === 'saved' ? 'leave.saved' : 'leave.unsaved')}</p>
    </Dialog>
  );
}
