import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { webRequest } from '../../http/web-request.ts';
import { ContextFactory, type Ctx } from '../../platform/ctx.ts';
import { IDENTITY, type Identity } from '../../platform/platform.module.ts';
import { NewsService } from './news.service.ts';

@Controller()
export class NewsController {
  constructor(
    @Inject(NewsService) private readonly news: NewsService,
    @Inject(IDENTITY) private readonly identity: Identity,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
  ) {}

  @Operation('listFeatureFlags')
  flags(): Promise<Answer<'listFeatureFlags'>> {
    return this.news.flags();
  }

  @Operation('putFeatureFlag')
  putFlag(@Input() { ctx, params, body }: Call<'putFeatureFlag'>): Promise<Answer<'putFeatureFlag'>> {
    return this.news.putFlag(ctx, params.flag, body);
  }

  @Operation('deleteFeatureFlag')
  deleteFlag(@Input() { ctx, params }: Call<'deleteFeatureFlag'>): Promise<Answer<'deleteFeatureFlag'>> {
    return this.news.deleteFlag(ctx, params.flag);
  }

  @Operation('listOwnFeatures')
  async features(@Input() call: Call<'listOwnFeatures'>): Promise<Answer<'listOwnFeatures'>> {
    return this.news.features(await this.#member(call));
  }

  @Operation('listAnnouncements')
  announcements(@Input() { query }: Call<'listAnnouncements'>): Promise<Answer<'listAnnouncements'>> {
    return this.news.announcements(query);
  }

  @Operation('createAnnouncement')
  announce(@Input() { ctx, body }: Call<'createAnnouncement'>): Promise<Answer<'createAnnouncement'>> {
    return this.news.announce(ctx, body);
  }

  @Operation('deleteAnnouncement')
  takeDown(@Input() { ctx, params }: Call<'deleteAnnouncement'>): Promise<Answer<'deleteAnnouncement'>> {
    return this.news.takeDown(ctx, params.announcementId);
  }

  @Operation('listOpenAnnouncements')
  async open(@Input() call: Call<'listOpenAnnouncements'>): Promise<Answer<'listOpenAnnouncements'>> {
    return this.news.open(await this.#member(call));
  }

  /** For every member, so no permission is asked for and the guard does not say who calls. */
  async #member({ request, ctx }: Pick<Call<'listOwnFeatures'>, 'request' | 'ctx'>): Promise<Ctx> {
    const principal = await this.identity
      .authenticator()
      .authenticate(webRequest(request), { credentials: ['session'], account: true });
    return this.contexts.of(principal, ctx.requestId);
  }
}
