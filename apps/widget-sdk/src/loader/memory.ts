/** What the host page remembers for the frame, whose own storage browsers block; nothing where it is blocked here too. */
function guarded<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(localStorage);
  } catch {
    return undefined;
  }
}

export const recall = (name: string): string | undefined =>
  guarded((storage) => storage.getItem(`luneo.${name}`)) ?? undefined;

export function remember(name: string, value: string | undefined): void {
  guarded((storage) =>
    value ? storage.setItem(`luneo.${name}`, value) : storage.removeItem(`luneo.${name}`),
  );
}
