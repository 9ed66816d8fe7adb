import { Tabs } from '@luneo/ui';
import { useEditorText } from '../messages/index.ts';
import { useSession, useSessionState } from '../session.ts';

/** One tab a side, with the number of its layers; nothing when the product has one side. */
export function SideTabs() {
  const t = useEditorText();
  const session = useSession();
  const sides = useSessionState((state) => state.product.sides);
  const design = useSessionState((state) => state.design);
  const current = useSessionState((state) => state.side);
  if (sides.length < 2) return null;
  return (
    <div className="lne-sides">
      <Tabs
        label={t('sides.label')}
        value={current}
        onChange={(side) => session.setSide(side)}
        tabs={sides.map((side) => {
          const count = design.sides.find((candidate) => candidate.id === side.id)?.layers.length ?? 0;
          return {
            id: side.id,
            label: (
              <>
                {side.name}
                {count > 0 && (
                  <span className="lne-count">
                    <span aria-hidden="true">{count}</span>
                    <span className="ln-hidden">{t('sides.layers', { count })}</span>
                  </span>
                )}
              </>
            ),
          };
        })}
      />
    </div>
  );
}
