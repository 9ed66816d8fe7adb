import { z } from 'zod';
import { page, pageQuery, publicId, Timestamp } from './common.ts';
import { platformShared } from './platform-brands.ts';
import { route } from './route.ts';

const FlagName = z.string().regex(/^[a-z][a-z0-9-]{1,58}[a-z0-9]$/, 'lower case, digits and hyphens');
const Brands = z.array(publicId('brand')).max(500);
const flagSettings = {
  description: z.string().trim().max(300),
  /** Of all brands; a brand once in stays in while it grows. */
  percentage: z.int().min(0).max(100),
  /** Have it, whatever the percentage. */
  brandsOn: Brands,
  /** Have it not; wins over `brandsOn`. */
  brandsOff: Brands,
};
export const FeatureFlag = z.object({ name: FlagName, ...flagSettings, updatedAt: Timestamp }).meta({
  example: {
    name: 'gang-sheets',
    description: 'Several lines on one sheet',
    percentage: 10,
    brandsOn: ['brd_01kb0c6z3mf9v8x2q4t7y1n5rg'],
    brandsOff: [],
    updatedAt: '2026-11-23T09:30:00.000Z',
  },
});
export type FeatureFlag = z.infer<typeof FeatureFlag>;

const Title = z.string().trim().min(1).max(120);
const Text = z.string().trim().min(1).max(2_000);
const announcementSettings = {
  title: z.strictObject({ en: Title, fr: Title }),
  text: z.strictObject({ en: Text, fr: Text }),
  startsAt: Timestamp,
  endsAt: Timestamp,
};
export const Announcement = z
  .object({
    id: publicId('announcement'),
    ...announcementSettings,
    /** Empty = all brands. */
    audience: Brands,
    createdAt: Timestamp,
  })
  .meta({
    example: {
      id: 'ann_01kb0c6z3mf9v8x2q4t7y1n5rg',
      title: { en: 'Maintenance on Sunday', fr: 'Maintenance dimanche' },
      text: {
        en: 'Files are made later from 2 to 3.',
        fr: 'Les fichiers sont faits plus tard de 2 h à 3 h.',
      },
      startsAt: '2026-11-23T09:30:00.000Z',
      endsAt: '2026-11-29T03:00:00.000Z',
      audience: [],
      createdAt: '2026-11-23T09:30:00.000Z',
    },
  });
export type Announcement = z.infer<typeof Announcement>;
/** As members see it. */
export const OpenAnnouncement = Announcement.omit({ audience: true, createdAt: true });

const ofFlag = z.object({ flag: FlagName });
const ofAnnouncement = z.object({ announcementId: publicId('announcement') });
const forMembers = {
  tag: 'Account',
  credentials: ['session'],
  method: 'GET',
  status: 200,
} as const;

export const platformNewsRoutes = {
  listFeatureFlags: route({
    ...platformShared,
    method: 'GET',
    path: '/v1/platform/feature-flags',
    summary: 'Feature flags by name, and who has them',
    status: 200,
    response: z.object({ items: z.array(FeatureFlag) }),
  }),
  putFeatureFlag: route({
    ...platformShared,
    method: 'PUT',
    path: '/v1/platform/feature-flags/{flag}',
    summary: 'Make a flag, or change who has it; counts from the next question',
    params: ofFlag,
    body: z.strictObject(flagSettings),
    status: 200,
    response: FeatureFlag,
  }),
  deleteFeatureFlag: route({
    ...platformShared,
    method: 'DELETE',
    path: '/v1/platform/feature-flags/{flag}',
    summary: 'Delete a flag: nobody has it any more',
    params: ofFlag,
    status: 204,
  }),
  listOwnFeatures: route({
    ...forMembers,
    path: '/v1/features',
    summary: 'Names of the features the brand named by Luneo-Brand has by flag',
    response: z.object({ items: z.array(z.string()) }),
  }),
  listAnnouncements: route({
    ...platformShared,
    method: 'GET',
    path: '/v1/platform/announcements',
    summary: 'Announcements past, present and to come, newest first',
    query: z.object(pageQuery),
    status: 200,
    response: page(Announcement),
  }),
  createAnnouncement: route({
    ...platformShared,
    method: 'POST',
    path: '/v1/platform/announcements',
    summary: 'Tell members of all brands or of some, for a time',
    body: z
      .strictObject({ ...announcementSettings, audience: Brands.default([]) })
      .refine(({ startsAt, endsAt }) => startsAt < endsAt, {
        path: ['endsAt'],
        message: 'ends after it starts',
      }),
    status: 201,
    response: Announcement,
  }),
  deleteAnnouncement: route({
    ...platformShared,
    method: 'DELETE',
    path: '/v1/platform/announcements/{announcementId}',
    summary: 'Take an announcement down',
    params: ofAnnouncement,
    status: 204,
  }),
  listOpenAnnouncements: route({
    ...forMembers,
    path: '/v1/announcements',
    summary: 'What the platform tells the brand named by Luneo-Brand now, newest first',
    response: z.object({ items: z.array(OpenAnnouncement) }),
  }),
} as const;
