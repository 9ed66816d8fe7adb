import { Dialog } from '@luneo/ui';
import type { EditorKey } from '../messages/en.ts';
import { useEditorText } from '../messages/index.ts';

type Keys = readonly (EditorKey | { readonly raw: string })[];
const raw = (text: string): { raw: string } => ({ raw: text });
const CTRL = raw('Ctrl');

/** Every key the design surface knows: the map `keys.ts` implements. */
const GROUPS: readonly { title: EditorKey; rows: readonly (readonly [what: EditorKey, keys: Keys])[] }[] = [
  {
    title: 'keys.group.select',
    rows: [
      ['keys.next', [raw('Tab')]],
      ['keys.previous', ['key.shift', raw('Tab')]],
      ['keys.all', [CTRL, raw('A')]],
      ['keys.type', [raw('Enter')]],
      ['keys.deselect', [raw('Esc')]],
    ],
  },
  {
    title: 'keys.group.move',
    rows: [
      ['keys.nudge', ['key.arrows']],
      ['keys.nudgeFar', ['key.shift', 'key.arrows']],
      ['keys.nudgeFine', [raw('Alt'), 'key.arrows']],
      ['keys.grow', [raw('+'), raw('−')]],
      ['keys.turn', [raw(','), raw('.')]],
      ['keys.order', [raw(']'), raw('[')]],
      ['keys.constrain', ['key.shift']],
    ],
  },
  {
    title: 'keys.group.edit',
    rows: [
      ['keys.undo', [CTRL, raw('Z')]],
      ['keys.redo', [CTRL, 'key.shift', raw('Z')]],
      ['keys.duplicate', [CTRL, raw('D')]],
      ['keys.remove', ['key.delete']],
    ],
  },
  {
    title: 'crop.title',
    rows: [
      ['keys.crop', [raw('Enter')]],
      ['keys.crop.move', ['key.arrows']],
      ['keys.crop.zoom', [raw('+'), raw('−')]],
      ['keys.crop.done', [raw('Enter')]],
      ['keys.crop.cancel', [raw('Esc')]],
    ],
  },
  {
    title: 'arrange.title',
    rows: [
      ['arrange.group', [CTRL, raw('G')]],
      ['arrange.ungroup', [CTRL, 'key.shift', raw('G')]],
      ['keys.align', [CTRL, 'key.arrows']],
      ['keys.centre', [CTRL, 'key.shift', 'key.arrows']],
    ],
  },
  {
    title: 'keys.group.view',
    rows: [
      ['keys.zoom', [CTRL, raw('+'), raw('−')]],
      ['keys.fit', [CTRL, raw('0')]],
      ['keys.pan', ['key.space']],
      ['keys.help', [raw('?')]],
    ],
  },
];

export default function KeyboardHelp({ open, onClose }: { open: boolean; onClose(): void }) {
  const t = useEditorText();
  return (
    <Dialog open={open} onClose={onClose} title={t('keys.title')} closeLabel={t('keys.close')} size="wide">
      <div className="lne-keys">
        {GROUPS.map(({ title, rows }) => (
          <section key={title}>
            <h3 className="ln-heading">{t(title)}</h3>
            <dl>
              {rows.map(([what, keys]) => (
                <div key={what}>
                  <dt>{t(what)}</dt>
                  <dd>
                    {keys.map((key) => {
                      const text = typeof key === 'string' ? t(key) : key.raw;
                      return <kbd key={text}>{text}</kbd>;
                    })}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
