import { z } from 'zod';
import { Locale, publicId, Timestamp } from './common.ts';
import { RoleRef } from './members.ts';
import { route } from './route.ts';

export const WidgetSession = z.object({
  /** JWT for the frame: bearer of this product's API calls, 15 minutes. */
  token: z.string(),
  expiresAt: Timestamp,
  /** Where the frame is served for this key (its frame-ancestors are the key's allowed origins). */
  frameUrl: z.url(),
  apiOrigin: z.url(),
  /** What `resume` handed over. */
  designId: publicId('design').optional(),
});
export type WidgetSession = z.infer<typeof WidgetSession>;

export const widgetRoutes = {
  createWidgetSession: route({
    method: 'POST',
    path: '/v1/widget-sessions',
    tag: 'Widget',
    summary:
      'Open the customizer: publishable key and allowed origin give a short token (called by the loader, CORS)',
    credentials: ['public'],
    body: z.object({
      key: z.string().regex(/^pk_(test|live)_[A-Za-z0-9]{16,64}$/),
      productId: publicId('product'),
      locale: Locale.optional(),
      /** Renews a session of the same shopper: the former token, expired less than a day. */
      renew: z.string().optional(),
      /** Code of a design begun on another device: this one goes on as the same shopper. Works once. */
      resume: z.string().min(10).max(20).optional(),
    }),
    status: 201,
    response: WidgetSession,
    errors: ['origin_not_allowed', 'not_found', 'link_expired'],
  }),
} as const;

export const Me = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  brands: z.array(
    z.object({
      id: publicId('brand'),
      name: z.string(),
      slug: z.string(),
      role: RoleRef,
      roleName: z.string(),
      permissions: z.array(z.string()),
      /** True: this session may not act in the brand, which wants its single sign-on. */
      ssoRequired: z.boolean(),
    }),
  ),
});
export type Me = z.infer<typeof Me>;

export const meRoutes = {
  /** Session calls name the brand by the header `Luneo-Brand`; without it, the only or first membership counts. */
  getMe: route({
    method: 'GET',
    path: '/v1/me',
    tag: 'Account',
    summary: 'Who is signed in, and in which brands',
    credentials: ['session'],
    status: 200,
    response: Me,
  }),
} as const;
