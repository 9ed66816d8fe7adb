import type { AuditEntry, BrandRole, Invitation, Me, Member } from '@luneo/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeBrand, PASSWORD, signIn, type TestBrand } from './kit/brands.ts';
import { Browser, inbox, newestLink } from './kit/identity.ts';
import { startServer, type TestServer } from './kit/server.ts';

const DAY_MS = 86_400_000;
const offset = { ms: 0 };
const clock = { now: () => Date.now() + offset.ms };

let server: TestServer;
let brand: TestBrand;
let brands = 0;

beforeAll(async () => {
  server = await startServer({ file: 'members.test.ts', worker: false, clock });
});
afterAll(() => server?.stop());
beforeEach(async () => {
  brand = await makeBrand(server, `team-${++brands}`);
});

type Caller = { json: Browser['json'] };
/** A member of the brand with this role. */
async function as(role: Parameters<TestBrand['signIn']>[0]): Promise<Caller> {
  const cookie = await brand.signIn(role);
  return { json: (path, init) => new Browser(server, { cookie }).json(path, init) };
}
const members = async (caller: Caller, query = '') =>
  (await caller.json<{ items: Member[]; nextCursor: string | null }>(`/v1/members${query}`)).body;
const memberOf = async (caller: Caller, role: string): Promise<Member> =>
  (await members(caller, `?role=${role}`)).items[0]!;
const invite = (caller: Caller, email: string, role: string) =>
  caller.json<Invitation & { code?: string }>('/v1/invitations', { body: { email, role } });
const tokenTo = async (email: string): Promise<string> => (await newestLink(server, email)).split('#')[1]!;
const accept = (caller: Caller, token: string, account?: object) =>
  caller.json<{ code?: string; brandId?: string }>('/v1/invitation-answers', {
    body: { token, ...(account && { account }) },
  });
const makeRole = async (caller: Caller, name: string, permissions: string[]) =>
  (await caller.json<BrandRole & { code?: string }>('/v1/roles', { body: { name, permissions } })).body;

describe('members', () => {
  it('are listed by page, found by name or address and by role', async () => {
    const owner = await as('owner');
    for (const role of ['admin', 'designer', 'viewer'] as const) await as(role);
    const first = await members(owner, '?limit=3');
    expect(first.items.map(({ role }) => role)).toEqual(['owner', 'admin', 'designer']);
    const rest = await members(owner, `?limit=3&cursor=${first.nextCursor}`);
    expect(rest).toMatchObject({ items: [{ role: 'viewer' }], nextCursor: null });
    expect((await members(owner, '?search=DESIGN')).items).toHaveLength(1);
    expect((await members(owner, '?search=%25')).items).toEqual([]);
    expect((await members(owner, '?role=viewer')).items).toMatchObject([
      { roleName: 'viewer', twoFactor: false },
    ]);
  });

  it('get another role that counts from their next call, and are gone at once', async () => {
    const [owner, viewer] = [await as('owner'), await as('viewer')];
    const { id } = await memberOf(owner, 'viewer');
    expect((await viewer.json('/v1/api-keys')).status).toBe(403);
    expect(
      (await owner.json(`/v1/members/${id}`, { method: 'PATCH', body: { role: 'admin' } })).body,
    ).toMatchObject({
      role: 'admin',
    });
    expect((await viewer.json('/v1/api-keys')).status).toBe(200);
    expect((await owner.json(`/v1/members/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await viewer.json('/v1/orders')).status).toBe(403);
    expect((await owner.json(`/v1/members/${id}`, { method: 'DELETE' })).status).toBe(404);
  });

  it('are nothing to who may not manage them', async () => {
    const designer = await as('designer');
    for (const path of ['/v1/members', '/v1/invitations', '/v1/roles'])
      expect((await designer.json(path)).status).toBe(403);
  });

  it('keep an owner, whatever happens at once', async () => {
    const owner = await as('owner');
    const { id } = await memberOf(owner, 'owner');
    const refused = { status: 409, body: { code: 'last_owner' } };
    expect(
      await owner.json(`/v1/members/${id}`, { method: 'PATCH', body: { role: 'viewer' } }),
    ).toMatchObject(refused);
    expect(await owner.json(`/v1/members/${id}`, { method: 'DELETE' })).toMatchObject(refused);
    expect(await owner.json('/v1/me/membership', { method: 'DELETE' })).toMatchObject(refused);
    const admin = await as('admin');
    const second = await memberOf(owner, 'admin');
    await owner.json(`/v1/members/${second.id}`, { method: 'PATCH', body: { role: 'owner' } });
    const answers = await Promise.all([
      owner.json('/v1/me/membership', { method: 'DELETE' }),
      admin.json('/v1/me/membership', { method: 'DELETE' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  it('who are admins decide about everybody but owners', async () => {
    const [owner, admin] = [await as('owner'), await as('admin')];
    await as('viewer');
    const own = await memberOf(owner, 'owner');
    const viewer = await memberOf(owner, 'viewer');
    const refused = { status: 403, body: { code: 'forbidden' } };
    expect(await admin.json(`/v1/members/${own.id}`, { method: 'DELETE' })).toMatchObject(refused);
    expect(
      await admin.json(`/v1/members/${viewer.id}`, { method: 'PATCH', body: { role: 'owner' } }),
    ).toMatchObject(refused);
    expect(await invite(admin, 'boss@team.test', 'owner')).toMatchObject(refused);
    expect((await admin.json(`/v1/members/${viewer.id}`, { method: 'DELETE' })).status).toBe(204);
  });
});

describe('roles of the brand', () => {
  it('give just what they name, and change for who has them', async () => {
    const [owner, viewer] = [await as('owner'), await as('viewer')];
    const role = await makeRole(owner, 'Keys only', ['keys.manage']);
    expect(role).toMatchObject({ builtIn: false, permissions: ['keys.manage'], members: 0 });
    const { id } = await memberOf(owner, 'viewer');
    await owner.json(`/v1/members/${id}`, { method: 'PATCH', body: { role: role.id } });
    expect([(await viewer.json('/v1/api-keys')).status, (await viewer.json('/v1/orders')).status]).toEqual([
      200, 403,
    ]);
    const me = (await viewer.json<Me>('/v1/me')).body;
    expect(me.brands[0]).toMatchObject({
      role: role.id,
      roleName: 'Keys only',
      permissions: ['keys.manage'],
    });
    await owner.json(`/v1/roles/${role.id}`, { method: 'PATCH', body: { permissions: ['orders.read'] } });
    expect([(await viewer.json('/v1/api-keys')).status, (await viewer.json('/v1/orders')).status]).toEqual([
      403, 200,
    ]);
    const listed = (await owner.json<{ items: BrandRole[] }>('/v1/roles')).body.items;
    expect(listed.map(({ name }) => name)).toEqual([
      'owner',
      'admin',
      'designer',
      'production',
      'viewer',
      'supplier',
      'Keys only',
    ]);
    expect(listed.at(-1)).toMatchObject({ members: 1 });
  });

  it('are deleted when nobody has them or is invited to them', async () => {
    const owner = await as('owner');
    const role = await makeRole(owner, 'Night shift', ['production.read']);
    const { body } = await invite(owner, 'night@team.test', role.id);
    const drop = () => owner.json(`/v1/roles/${role.id}`, { method: 'DELETE' });
    expect(await drop()).toMatchObject({
      status: 409,
      body: { code: 'role_in_use', params: { invited: 1 } },
    });
    await owner.json(`/v1/invitations/${body.id}`, { method: 'DELETE' });
    expect((await drop()).status).toBe(204);
    expect((await owner.json(`/v1/roles/${role.id}`, { method: 'PATCH', body: { name: 'x' } })).status).toBe(
      404,
    );
    const listed = await owner.json<{ items: Invitation[] }>('/v1/invitations');
    expect(listed.body.items).toMatchObject([{ id: body.id, status: 'revoked' }]);
  });

  it('have names of their own', async () => {
    const owner = await as('owner');
    await makeRole(owner, 'Night', ['production.read']);
    for (const name of ['night', 'Owner', 'viewer'])
      expect(await makeRole(owner, name, ['production.read'])).toMatchObject({ code: 'role_name_taken' });
  });

  it('never let somebody give or take what they do not hold', async () => {
    const [owner, viewer] = [await as('owner'), await as('viewer')];
    const role = await makeRole(owner, 'Lead', ['members.manage', 'orders.read']);
    await owner.json(`/v1/members/${(await memberOf(owner, 'viewer')).id}`, {
      method: 'PATCH',
      body: { role: role.id },
    });
    const refused = { code: 'forbidden', params: { permission: expect.any(String) } };
    expect(await makeRole(viewer, 'More', ['keys.manage'])).toMatchObject(refused);
    expect(
      (await viewer.json(`/v1/roles/${role.id}`, { method: 'PATCH', body: { permissions: ['keys.manage'] } }))
        .body,
    ).toMatchObject(refused);
    expect((await invite(viewer, 'admin@team.test', 'admin')).body).toMatchObject(refused);
    await as('designer');
    const designer = await memberOf(owner, 'designer');
    expect((await viewer.json(`/v1/members/${designer.id}`, { method: 'DELETE' })).body).toMatchObject(
      refused,
    );
    expect((await makeRole(viewer, 'Reader', ['orders.read'])).permissions).toEqual(['orders.read']);
  });
});

describe('an invitation', () => {
  it('makes an account for a new address, which then signs in', async () => {
    const owner = await as('owner');
    const email = `lou${brands}@team.test`;
    expect(await invite(owner, email.toUpperCase(), 'production')).toMatchObject({
      status: 201,
      body: { email, role: 'production', status: 'pending', invitedBy: expect.any(String) },
    });
    const [message] = await inbox(server, email);
    expect(message).toMatchObject({ kind: 'invite', subject: expect.stringContaining(`team-${brands}`) });
    const token = await tokenTo(email);
    const stranger = new Browser(server);
    expect((await stranger.json('/v1/invitation-views', { body: { token } })).body).toMatchObject({
      brand: `team-${brands}`,
      email,
      roleName: 'production',
      hasAccount: false,
    });
    expect(await accept(stranger, token)).toMatchObject({ status: 422, body: { code: 'account_wanted' } });
    expect(await accept(stranger, token, { name: 'Lou', password: 'password1234' })).toMatchObject({
      status: 422,
      body: { code: 'password_refused', params: { why: expect.any(String) } },
    });
    expect(await accept(stranger, token, { name: 'Lou Petit', password: PASSWORD })).toMatchObject({
      status: 200,
    });
    await stranger.json('/auth/sign-in/email', { body: { email, password: PASSWORD } });
    expect((await stranger.json<Me>('/v1/me')).body).toMatchObject({
      user: { name: 'Lou Petit' },
      brands: [{ slug: `team-${brands}`, role: 'production' }],
    });
    expect(await accept(stranger, token)).toMatchObject({ status: 410, body: { code: 'invitation_ended' } });
    expect(await invite(owner, email, 'viewer')).toMatchObject({
      status: 409,
      body: { code: 'already_member' },
    });
  });

  it('is accepted by who is signed in with its address, and nobody else', async () => {
    const owner = await as('owner');
    const elsewhere = await makeBrand(server, `other-${brands}`);
    const email = `viewer@other-${brands}.test`;
    const known: Caller = { json: async (path, init) => new Browser(server, { cookie }).json(path, init) };
    const cookie = await elsewhere.signIn('viewer');
    await invite(owner, email, 'designer');
    const token = await tokenTo(email);
    expect((await new Browser(server).json('/v1/invitation-views', { body: { token } })).body).toMatchObject({
      hasAccount: true,
    });
    expect(await accept(new Browser(server), token, { name: 'Eve', password: PASSWORD })).toMatchObject({
      status: 401,
      body: { code: 'unauthenticated' },
    });
    expect(await accept(owner, token)).toMatchObject({
      status: 403,
      body: { code: 'invitation_other_address' },
    });
    expect(await accept(known, token)).toMatchObject({ status: 200 });
    const me = (await known.json<Me>('/v1/me')).body;
    expect(me.brands.map(({ role }) => role).sort()).toEqual(['designer', 'viewer']);
  });

  it('ends after seven days, by being revoked, and by its successor', async () => {
    const owner = await as('owner');
    const email = `late${brands}@team.test`;
    const { body } = await invite(owner, email, 'viewer');
    expect(await invite(owner, email, 'viewer')).toMatchObject({
      status: 409,
      body: { code: 'already_invited' },
    });
    const first = await tokenTo(email);
    expect((await owner.json(`/v1/invitations/${body.id}/resend`, { method: 'POST' })).status).toBe(200);
    const second = await tokenTo(email);
    const look = async (token: string) =>
      (await new Browser(server).json('/v1/invitation-views', { body: { token } })).status;
    expect([await look(first), await look(second)]).toEqual([410, 200]);
    offset.ms += 7 * DAY_MS;
    expect(await look(second)).toBe(410);
    expect(
      (await owner.json<{ items: Invitation[] }>('/v1/invitations?status=expired')).body.items,
    ).toHaveLength(1);
    await owner.json(`/v1/invitations/${body.id}/resend`, { method: 'POST' });
    const third = await tokenTo(email);
    expect(await look(third)).toBe(200);
    for (let i = 0; i < 2; i++)
      expect((await owner.json(`/v1/invitations/${body.id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await look(third)).toBe(410);
    expect(await owner.json(`/v1/invitations/${body.id}/resend`, { method: 'POST' })).toMatchObject({
      status: 410,
      body: { code: 'invitation_ended' },
    });
  });

  it('accepted twice at once makes one member', async () => {
    const owner = await as('owner');
    const email = `twice${brands}@team.test`;
    await invite(owner, email, 'viewer');
    const token = await tokenTo(email);
    const answers = await Promise.all(
      [1, 2, 3].map(() => accept(new Browser(server), token, { name: 'Two', password: PASSWORD })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await members(owner, `?search=${email}`)).items).toHaveLength(1);
  });

  it('is written in the language of who invites, its link not stored', async () => {
    const cookie = await brand.signIn('owner');
    const french = new Browser(server, { cookie, 'accept-language': 'fr' });
    const email = `fr${brands}@team.test`;
    await invite(french, email, 'designer');
    const [message] = await inbox(server, email);
    expect(message!.text).toContain('graphiste');
    const { rows } = await server.database.authPool.query<{ row: string }>(
      'SELECT row_to_json(i)::text AS row FROM auth.invitation i WHERE email = $1',
      [email],
    );
    expect(rows[0]!.row).not.toContain(await tokenTo(email));
  });
});

describe('the audit log', () => {
  const entries = async (owner: Caller, operation: string) =>
    (await owner.json<{ items: AuditEntry[] }>(`/v1/audit-entries?operation=${operation}`)).body.items;

  it('says who joined by an invitation, and who left', async () => {
    const owner = await as('owner');
    const email = `joins@team-${brands}.test`;
    const { body: invitation } = await invite(owner, email, 'viewer');
    await accept(owner, 'a'.repeat(43));
    expect(await entries(owner, 'acceptInvitation')).toEqual([]);
    expect(
      (await accept(new Browser(server), await tokenTo(email), { name: 'Jo', password: PASSWORD })).status,
    ).toBe(200);
    const [joined] = await entries(owner, 'acceptInvitation');
    const member = (await members(owner, '?search=joins')).items[0]!;
    expect(joined).toMatchObject({
      action: 'called',
      actor: { kind: 'member', id: member.userId },
      subject: { type: 'invitation', id: invitation.id },
    });
    const cookie = await signIn(server, email, PASSWORD);
    const gone = await new Browser(server, { cookie }).json('/v1/me/membership', { method: 'DELETE' });
    expect(gone.status).toBe(204);
    expect(await entries(owner, 'leaveBrand')).toMatchObject([
      { actor: { id: member.userId }, action: 'called' },
    ]);
  });
});

describe('sessions of a member', () => {
  it('are not the affair of a brand that did not prove the domain', async () => {
    const [owner, viewer] = [await as('owner'), await as('viewer')];
    const { id } = await memberOf(owner, 'viewer');
    const path = `/v1/members/${id}/sessions`;
    expect((await owner.json(path)).body).toEqual({ items: [] });
    expect((await owner.json(path, { method: 'DELETE' })).status).toBe(204);
    expect((await viewer.json('/v1/orders')).status).toBe(200);
  });
});
