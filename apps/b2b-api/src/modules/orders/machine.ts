/** A state may change from any of `from` to `to`, and why it does. */
export interface Move<S extends string> {
  readonly from: readonly S[];
  readonly to: S;
  readonly why: string;
}

/** States as data: what begins, and every move that is allowed. */
export interface Machine<S extends string> {
  readonly states: readonly S[];
  readonly first: S;
  readonly moves: readonly Move<S>[];
}

export const mayMove = <S extends string>({ moves }: Machine<S>, from: S, to: S): boolean =>
  moves.some((move) => move.to === to && move.from.includes(from));

/** States from which `to` can be reached in one move: the guard of an UPDATE. */
export const sourcesOf = <S extends string>({ moves }: Machine<S>, to: S): S[] => [
  ...new Set(moves.filter((move) => move.to === to).flatMap(({ from }) => from)),
];

export const targetsOf = <S extends string>({ moves }: Machine<S>, from: S): S[] => [
  ...new Set(moves.filter((move) => move.from.includes(from)).map(({ to }) => to)),
];

/** States that can be reached from the given one, itself included. */
export function reachable<S extends string>(machine: Machine<S>, from: S = machine.first): Set<S> {
  const seen = new Set([from]);
  for (const state of seen) for (const next of targetsOf(machine, state)) seen.add(next);
  return seen;
}
