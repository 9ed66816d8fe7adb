import { type Answer, absentIds, callRoute } from '../api/kit/requests.ts';
import { type Caller, CROSS_SITE, type Promised, type World } from './world.ts';

export interface Outcome {
  /** Routes of the running router. */
  readonly routes: number;
  /** Calls judged. */
  readonly cells: number;
  /** Routes nobody promised anything about. */
  readonly unlisted: readonly string[];
  /** Bytes of the demo brand seen by another. */
  readonly foreignBytes: number;
  /** What went otherwise than promised. */
  readonly failed: readonly string[];
}

/** Routes beside the contract: open to everybody, each for a reason. */
const OPEN: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^\/health\/(live|ready)$/, 'probes'],
  [/^\/auth\/\*$/, 'the sign-in library, which checks for itself'],
  [/^\/dev\/outbox/, 'what was written, outside production, to the same machine'],
  [/^\/reference/, 'documentation'],
  [/^\/v1\/openapi\.json$/, 'documentation'],
  [/^\/widget\/v1\//, 'built files and the frame'],
  [/^\/mockups\//, 'pictures of products under addresses that name their content'],
  [/^\*$/, 'preflights'],
];

/** Calls every route as every caller and holds the answer against what the contract promises. */
export async function runMatrix(world: World): Promise<Outcome> {
  const failed: string[] = [];
  let [cells, foreignBytes] = [0, 0];
  for (const promised of world.promised.filter(
    ({ route }) => route.permission !== undefined || ofPlatform(route),
  ))
    for (const caller of world.callers) {
      const found = await judge(world, promised, caller);
      cells += 1;
      foreignBytes += found.foreignBytes;
      if (found.fault !== undefined) failed.push(`${promised.id} as ${caller.name}: ${found.fault}`);
    }
  return { routes: world.server.api.routes.length, cells, unlisted: unlisted(world), foreignBytes, failed };
}

function unlisted({ server, promised }: World): string[] {
  const known = new Set(
    promised.map(({ route }) => `${route.method} ${route.path.replace(/\{(\w+)\}/g, ':$1')}`),
  );
  return server.api.routes
    .filter(({ method, url }) => !['HEAD', 'OPTIONS'].includes(method) && !known.has(`${method} ${url}`))
    .filter(({ url }) => !OPEN.some(([pattern]) => pattern.test(url)))
    .map(({ method, url }) => `${method} ${url}`);
}

interface Judgement {
  readonly fault: string | undefined;
  readonly foreignBytes: number;
}

async function judge(world: World, { id, route }: Promised, caller: Caller): Promise<Judgement> {
  const { server, requests, canaries } = world;
  const call = (ids: Readonly<Record<string, string>>): Promise<Answer> =>
    callRoute(server, { id, route, ids, headers: caller.headers, bodies: requests.bodies });
  const foreign = caller.brand === 'other' || caller.kind === undefined;
  // Nothing of one's own is touched: where a call is allowed, it asks for what is not there.
  const real = foreign || !allowed({ route }, caller);
  const answer = await call(real ? requests.real : absentIds());
  // The cookie is the owner's own: what it reads, CORS keeps from the other site.
  // A word that the caller said themselves tells them nothing.
  const said = JSON.stringify(requests.bodies[id] ?? {});
  const unsaid = canaries.filter((word) => !said.includes(word));
  const foreignBytes = foreign && caller.name !== CROSS_SITE ? leaked(answer, unsaid) : 0;
  const fault = await faultOf(answer, { route, caller, absent: () => call(absentIds()) });
  return { fault: fault ?? (foreignBytes > 0 ? 'tells data of the other brand' : undefined), foreignBytes };
}

const ofPlatform = ({ credentials }: Promised['route']): boolean => credentials.includes('platform');
/** What an address without a route says. */
const NO_ROUTE = { status: 404, code: 'not_found', detail: 'there is nothing at this address' };

export const allowed = ({ route }: Pick<Promised, 'route'>, { kind, permissions }: Caller): boolean =>
  kind !== undefined &&
  route.credentials.includes(kind) &&
  (kind === 'platform' || permissions.has(route.permission!));

interface Cell {
  readonly route: Promised['route'];
  readonly caller: Caller;
  /** The same call with ids of nothing. */
  absent(): Promise<Answer>;
}

async function faultOf(answer: Answer, { route, caller, absent }: Cell): Promise<string | undefined> {
  const { status } = answer;
  const told = `${status} ${answer.code ?? ''}`;
  if (status >= 500) return told;
  // A cookie is of no use from another site where something changes; reading is what CORS keeps from that site.
  if (caller.name === CROSS_SITE)
    return (ofPlatform(route) && status === 404) || route.method === 'GET' || status === 403 || status === 401
      ? undefined
      : `${told}, expected 403`;
  if (caller.kind === undefined) return status === 401 ? undefined : `${told}, expected 401`;
  if (ofPlatform(route) && caller.kind !== 'platform') {
    const hidden =
      status === NO_ROUTE.status && answer.code === NO_ROUTE.code && answer.detail === NO_ROUTE.detail;
    return hidden ? undefined : `${told}, expected what an address without a route says`;
  }
  if (!allowed({ route }, caller))
    return status === 403 || status === 401 ? undefined : `${told}, expected 403`;
  if (status === 401 || status === 403) return `${told}, expected to be let in`;
  if (caller.brand === 'own' || route.params === undefined) return undefined;
  const missing = await absent();
  return missing.status === status && missing.code === answer.code && missing.detail === answer.detail
    ? undefined
    : `${told}, but ${missing.status} ${missing.code ?? ''} for what is missing`;
}

/** Bytes of the demo brand's own in an answer. */
const leaked = ({ raw }: Answer, canaries: readonly string[]): number =>
  canaries.filter((word) => raw.includes(word)).reduce((sum, word) => sum + word.length, 0);
