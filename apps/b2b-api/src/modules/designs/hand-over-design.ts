import { randomInt } from 'node:crypto';
import { ApiKeys } from '@luneo/auth';
import { type Api, DESIGN_HANDOVERS_MOST, type DesignHandover } from '@luneo/contracts';
import { Outbox } from '@luneo/notifications';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { uuidOf } from '../../platform/ids.ts';
import { ApiError } from '../../platform/problem.ts';
import { BrandNames } from '../orders/brand-names.ts';
import { DesignsRepository } from './designs.repository.ts';
import { HandoversRepository } from './handovers.repository.ts';

type Wish = z.output<Api['createDesignHandover']['body']>;

/** Without I, L, O and U: 50 bits in ten characters. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const MINUTE_MS = 60_000;
const AT_HAND_MS = 15 * MINUTE_MS;
const MAILED_MS = 24 * 60 * MINUTE_MS;

const part = (): string => Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

/** Hands a guest's claim to another device: whoever brings the code first is the same shopper from then on. */
@Injectable()
export class HandOverDesign {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(DesignsRepository) private readonly designs: DesignsRepository,
    @Inject(HandoversRepository) private readonly handovers: HandoversRepository,
    @Inject(ApiKeys) private readonly keys: ApiKeys,
    @Inject(BrandNames) private readonly brands: BrandNames,
    @Inject(Outbox) private readonly messages: Outbox,
  ) {}

  async create(ctx: Ctx, designId: string, { pageUrl, email, locale }: Wish): Promise<DesignHandover> {
    const id = uuidOf('design', designId);
    const code = `${part()}-${part()}`;
    const link = pageUrl === undefined ? null : await this.#link(ctx, pageUrl, code);
    const lifetimeMs = email === undefined ? AT_HAND_MS : MAILED_MS;
    const expiresAt = new Date(ctx.clock.now() + lifetimeMs);
    const handover = { code, link, expiresAt: expiresAt.toISOString() };
    const stored = await this.work.answer(ctx, async (tx) => {
      const { shopperId } = await this.designs.get(tx, id);
      if ((await this.handovers.waiting(tx, id)) >= DESIGN_HANDOVERS_MOST)
        throw new ApiError('handover_limit', 'use one of its codes, or wait until they end', {
          params: { limit: DESIGN_HANDOVERS_MOST },
        });
      await this.handovers.insert(tx, { code, designId: id, shopperId: shopperId!, expiresAt });
      return handover;
    });
    if (email !== undefined && link !== null) await this.#send(ctx, email, { link, locale });
    return stored;
  }

  /** A page of the shop alone: nobody is sent elsewhere in a brand's name. */
  async #link({ actor }: Ctx, pageUrl: string, code: string): Promise<string> {
    const page = new URL(pageUrl);
    if (actor.kind !== 'shopper' || !(await this.keys.allows(actor.keyId, page.origin)))
      throw new ApiError('origin_not_allowed', `the key does not allow ${page.origin}`);
    // Behind the sign that browsers do not send on: no log and no referrer holds it.
    page.hash = `luneo-resume=${code}`;
    return page.href;
  }

  async #send(
    { brandId }: Ctx,
    to: string,
    { link, locale }: { link: string; locale: Wish['locale'] },
  ): Promise<void> {
    const brand = await this.brands.nameOf(brandId);
    await this.messages.send({ kind: 'resume', to, locale, brandId, data: { brand, link } });
  }
}
