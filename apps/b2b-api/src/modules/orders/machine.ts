/** States as data: what happens, in which states it may, and where it leads. */
export interface Machine<S extends string, E extends string> {
  readonly first: S;
  readonly events: Readonly<Record<E, { readonly from: readonly S[]; readonly to: S }>>;
}

/** The state after an event; undefined where the event is refused and nothing changes. */
export function step<S extends string, E extends string>(
  { events }: Machine<S, E>,
  state: S,
  event: E,
): S | undefined {
  const { from, to } = events[event];
  return from.includes(state) ? to : undefined;
}
