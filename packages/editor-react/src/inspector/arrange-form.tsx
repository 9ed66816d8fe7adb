import type { Alignment, Axis } from '@luneo/editor';
import {
  Button,
  EdgeBottomIcon,
  EdgeCenterIcon,
  EdgeLeftIcon,
  EdgeMiddleIcon,
  EdgeRightIcon,
  EdgeTopIcon,
  GroupIcon,
  IconButton,
  type IconComponent,
  SpreadXIcon,
  SpreadYIcon,
} from '@luneo/ui';
import { useEditorText } from '../messages/index.ts';
import { useSession, useSessionState } from '../session.ts';
import { Section, Tools } from './parts.tsx';

const EDGES: readonly (readonly [Alignment, IconComponent, shortcut: string])[] = [
  ['left', EdgeLeftIcon, 'Ctrl ←'],
  ['center', EdgeCenterIcon, 'Ctrl ⇧ ←'],
  ['right', EdgeRightIcon, 'Ctrl →'],
  ['top', EdgeTopIcon, 'Ctrl ↑'],
  ['middle', EdgeMiddleIcon, 'Ctrl ⇧ ↑'],
  ['bottom', EdgeBottomIcon, 'Ctrl ↓'],
];
const GAPS: readonly (readonly [Axis, IconComponent])[] = [
  ['x', SpreadXIcon],
  ['y', SpreadYIcon],
];

/** What can be done to several layers at once. */
export function ArrangeForm({ ids }: { ids: readonly string[] }) {
  const t = useEditorText();
  const session = useSession();
  const layers = useSessionState((state) => ids.flatMap((id) => state.design.layers[id] ?? []));
  const moved = layers.every(({ locks }) => !locks.move);
  const grouped = layers.every(({ locks }) => !locks.order);
  return (
    <Section title={t('arrange.title')}>
      <Tools label={t('arrange.align')}>
        {EDGES.map(([to, icon, shortcut]) => (
          <IconButton
            key={to}
            icon={icon}
            label={t(`arrange.${to}`)}
            shortcut={shortcut}
            disabled={!moved}
            onClick={() => session.align(ids, to)}
          />
        ))}
      </Tools>
      {ids.length > 2 && (
        <Tools label={t('arrange.spread')}>
          {GAPS.map(([axis, icon]) => (
            <IconButton
              key={axis}
              icon={icon}
              label={t(`arrange.spread.${axis}`)}
              disabled={!moved}
              onClick={() => session.distribute(ids, axis)}
            />
          ))}
        </Tools>
      )}
      <Button icon={GroupIcon} disabled={!grouped} onClick={() => session.group(ids)}>
        {t('arrange.group')}
      </Button>
    </Section>
  );
}
