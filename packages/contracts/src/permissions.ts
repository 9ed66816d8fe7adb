/** What can be done, and which role may do it. Supplier sees its queue only (row filter in the service). */
export const PERMISSIONS = [
  'products.read',
  'products.write',
  'assets.read',
  'assets.write',
  'designs.read',
  'designs.write',
  'orders.read',
  'orders.write',
  'production.read',
  'production.write',
  'keys.manage',
  'members.manage',
  'brand.manage',
  'prices.read',
  'prices.write',
  'templates.write',
  'webhooks.manage',
  'audit.inspect',
  'jobs.read',
  'jobs.cancel',
  'suppliers.read',
  'suppliers.write',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const READ: Permission[] = [
  'products.read',
  'assets.read',
  'designs.read',
  'orders.read',
  'production.read',
  'prices.read',
  'jobs.read',
  'suppliers.read',
];

export const ROLE_PERMISSIONS = {
  owner: PERMISSIONS,
  admin: PERMISSIONS,
  designer: [...READ, 'products.write', 'assets.write', 'designs.write', 'templates.write', 'jobs.cancel'],
  production: [...READ, 'production.write', 'orders.write', 'suppliers.write', 'jobs.cancel'],
  viewer: READ,
  supplier: ['production.read', 'production.write', 'jobs.read', 'jobs.cancel'],
} as const satisfies Record<string, readonly Permission[]>;
export type Role = keyof typeof ROLE_PERMISSIONS;

/** A widget token: one shopper, one product, fifteen minutes. */
export const WIDGET_PERMISSIONS = [
  'products.read',
  'assets.read',
  'assets.write',
  'designs.read',
  'designs.write',
] as const;
/** A secret key without narrower scopes: a brand's own server. */
export const SECRET_KEY_PERMISSIONS = [
  ...READ,
  'products.write',
  'assets.write',
  'designs.write',
  'orders.write',
  'production.write',
  'prices.write',
  'templates.write',
  'webhooks.manage',
  'jobs.cancel',
  'suppliers.write',
] as const satisfies readonly Permission[];

/** Somebody of the platform inside a brand, who reads unless it was said that they write. */
export const SUPPORT_READ_PERMISSIONS = [...READ, 'audit.inspect'] as const satisfies readonly Permission[];
/** Never keys, members, webhooks or the brand itself: nothing that would outlast the session. */
export const SUPPORT_WRITE_PERMISSIONS = [
  ...SUPPORT_READ_PERMISSIONS,
  'products.write',
  'assets.write',
  'designs.write',
  'orders.write',
  'production.write',
  'prices.write',
  'templates.write',
  'jobs.cancel',
] as const satisfies readonly Permission[];
