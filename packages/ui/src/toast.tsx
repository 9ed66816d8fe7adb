import { Toast as Base } from '@base-ui/react/toast';
import { Button } from './button.tsx';
import { CloseIcon } from './icons.tsx';

export interface ToastMessage {
  text: string;
  /** A way back, such as undo. */
  action?: { label: string; run(): void };
  /** Errors are read out at once and stay until closed. */
  urgent?: boolean;
}

export interface Toasts {
  readonly manager: ReturnType<typeof Base.createToastManager>;
  show(message: ToastMessage): void;
}

/** One a page: `toasts.show({ text, action })` from anywhere, `<Toaster toasts={toasts}>` once. */
export function createToasts(): Toasts {
  const manager = Base.createToastManager();
  return {
    manager,
    show({ text, action, urgent = false }) {
      const id = manager.add({
        description: text,
        priority: urgent ? 'high' : 'low',
        timeout: urgent ? 0 : 6000,
        ...(action && {
          actionProps: {
            children: action.label,
            onClick: () => {
              manager.close(id);
              action.run();
            },
          },
        }),
      });
    },
  };
}

export function Toaster({ toasts, closeLabel }: { toasts: Toasts; closeLabel: string }) {
  return (
    <Base.Provider toastManager={toasts.manager} limit={2}>
      <Base.Portal className="ln-portal">
        <Base.Viewport className="ln-toasts">
          <List closeLabel={closeLabel} />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function List({ closeLabel }: { closeLabel: string }) {
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => (
    <Base.Root key={toast.id} toast={toast} className="ln-toast" swipeDirection={['down', 'right']}>
      <Base.Description />
      <Base.Action className="ln-button ln-toast-action" data-look="quiet" />
      <Base.Close render={<Button look="quiet" data-icon-only="" aria-label={closeLabel} />}>
        <CloseIcon />
      </Base.Close>
    </Base.Root>
  ));
}
