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
import { Section } from './parts.tsx';

const EDGES: readonly (readonly [Alignment, IconComponent])[] = [
  ['left', EdgeLeftIcon],
  ['center', EdgeCenterIcon],
  ['right', EdgeRightIcon],
  ['top', EdgeTopIcon],
  ['middle', EdgeMiddleIcon],
  ['bottom', EdgeBottomIcon],
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
      <div className="ln-button-group" role="toolbar" aria-label={t('arrange.align')}>
        {EDGES.map(([to, icon]) => (
          <IconButton
            key={to}
            icon={icon}
            label={t(`arrange.${to}`)}
            disabled={!moved}
            onClick={() => session.align(ids, to)}
          />
        ))}
      </div>
      {ids.length > 2 && (
        <div className="ln-button-group" role="toolbar" aria-label={t('arrange.spread')}>
          {GAPS.map(([axis, icon]) => (
            <IconButton
              key={axis}
              icon={icon}
              label={t(`arrange.spread.${axis}`)}
              disabled={!moved}
              onClick={() => session.distribute(ids, axis)}
            />
          ))}
        </div>
      )}
      <Button icon={GroupIcon} disabled={!grouped} onClick={() => session.group(ids)}>
        {t('arrange.group')}
      </Button>
    </Section>
  );
}
