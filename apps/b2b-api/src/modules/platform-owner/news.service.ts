import { type AnnouncementRecord, type FlagRecord, NewsBook } from '@luneo/auth';
import type { Announcement, Api, FeatureFlag } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { type Ctx, now } from '../../platform/ctx.ts';
import { readCursor } from '../../platform/cursor.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { actOf } from './act.ts';
import { pageOf } from './page.ts';
import { isOn } from './rollout.ts';

type FlagSettings = z.output<Api['putFeatureFlag']['body']>;
type NewAnnouncement = z.output<Api['createAnnouncement']['body']>;
type Page = z.input<Api['listAnnouncements']['response']>;

const publicBrands = (ids: readonly string[]): string[] => ids.map((id) => publicIdOf('brand', id));
const uuidsOf = (ids: readonly string[]): string[] => ids.map((id) => uuidOf('brand', id));
const aboutAll = { brandId: null, reason: null } as const;

const flagOf = ({ brandsOn, brandsOff, updatedAt, ...rest }: FlagRecord): FeatureFlag => ({
  ...rest,
  brandsOn: publicBrands(brandsOn),
  brandsOff: publicBrands(brandsOff),
  updatedAt: updatedAt.toISOString(),
});

const announcementOf = (record: AnnouncementRecord): Announcement => ({
  id: publicIdOf('announcement', record.id),
  title: { en: record.titleEn, fr: record.titleFr },
  text: { en: record.textEn, fr: record.textFr },
  startsAt: record.startsAt.toISOString(),
  endsAt: record.endsAt.toISOString(),
  audience: publicBrands(record.brandIds),
  createdAt: record.createdAt.toISOString(),
});

@Injectable()
export class NewsService {
  constructor(@Inject(NewsBook) private readonly news: NewsBook) {}

  async flags(): Promise<{ items: FeatureFlag[] }> {
    return { items: (await this.news.flags()).map(flagOf) };
  }

  async putFlag(ctx: Ctx, name: string, settings: FlagSettings): Promise<FeatureFlag> {
    const { description, percentage, brandsOn, brandsOff } = settings;
    const flag: FlagRecord = {
      name,
      description,
      percentage,
      brandsOn: uuidsOf(brandsOn),
      brandsOff: uuidsOf(brandsOff),
      updatedAt: now(ctx),
    };
    await this.news.putFlag(actOf(ctx, { ...aboutAll, details: { flag: name, ...settings } }), flag);
    return flagOf(flag);
  }

  async deleteFlag(ctx: Ctx, name: string): Promise<undefined> {
    await this.news.deleteFlag(actOf(ctx, { ...aboutAll, details: { flag: name } }), name);
    return undefined;
  }

  /** What the brand that asks has. */
  async features({ brandId }: Ctx): Promise<{ items: string[] }> {
    const flags = await this.news.flags();
    return { items: flags.filter((flag) => isOn(flag, brandId)).map(({ name }) => name) };
  }

  async announcements({ cursor, limit }: z.output<Api['listAnnouncements']['query']>): Promise<Page> {
    const found = await this.news.announcements({ before: readCursor(cursor)?.id, limit: limit + 1 });
    return pageOf(found, limit, announcementOf);
  }

  async announce(ctx: Ctx, wanted: NewAnnouncement): Promise<Announcement> {
    const { title, text, startsAt, endsAt, audience } = wanted;
    const record: AnnouncementRecord = {
      id: ctx.newId(),
      titleEn: title.en,
      titleFr: title.fr,
      textEn: text.en,
      textFr: text.fr,
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
      brandIds: uuidsOf(audience),
      createdAt: now(ctx),
    };
    const announcement = announcementOf(record);
    const { id, ...details } = announcement;
    await this.news.announce(
      actOf(ctx, { ...aboutAll, details: { announcementId: id, ...details } }),
      record,
    );
    return announcement;
  }

  async takeDown(ctx: Ctx, announcementId: string): Promise<undefined> {
    const id = uuidOf('announcement', announcementId);
    await this.news.takeDown(actOf(ctx, { ...aboutAll, details: { announcementId } }), id);
    return undefined;
  }

  /** What the brand that asks is told now. */
  async open(ctx: Ctx): Promise<{ items: Announcement[] }> {
    return { items: (await this.news.open(ctx.brandId, now(ctx))).map(announcementOf) };
  }
}
