import { z } from 'zod';
import { publicId, Timestamp } from './common.ts';
import { route } from './route.ts';

/** Codes of one design that wait to be used. */
export const DESIGN_HANDOVERS_MOST = 5;

export const DesignHandover = z.object({
  /** To be typed on the other device, or scanned in `link`; works once. */
  code: z.string(),
  /** The page with the code behind its `#`, which the loader reads; null without `pageUrl`. */
  link: z.url().nullable(),
  expiresAt: Timestamp,
});
export type DesignHandover = z.infer<typeof DesignHandover>;

export const designHandoverRoutes = {
  createDesignHandover: route({
    method: 'POST',
    path: '/v1/designs/{designId}/handovers',
    tag: 'Designs',
    summary: 'Go on elsewhere: a code, a link or a message that makes another device the same shopper, once',
    credentials: ['widget'],
    permission: 'designs.write',
    idempotent: true,
    params: z.object({ designId: publicId('design') }),
    body: z
      .object({
        /** Page of the shop that opens the customizer, on an origin the key allows. */
        pageUrl: z
          .url({ protocol: /^https?$/ })
          .max(1_000)
          .optional(),
        /** Is sent the link, which then works for a day instead of a quarter of an hour. Not stored with the design. */
        email: z.email().max(254).optional(),
        /** Of the message. */
        locale: z.enum(['en', 'fr']).default('en'),
      })
      .refine(({ email, pageUrl }) => email === undefined || pageUrl !== undefined, {
        message: 'a message needs the page its link leads to',
        path: ['pageUrl'],
      })
      .meta({ example: { pageUrl: 'https://shop.example/mug', email: 'ada@example.com', locale: 'fr' } }),
    status: 201,
    response: DesignHandover,
    errors: ['origin_not_allowed', 'handover_limit'],
  }),
} as const;
