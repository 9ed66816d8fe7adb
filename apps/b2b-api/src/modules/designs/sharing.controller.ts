import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { ForkDesign } from './fork-design.ts';
import { HandOverDesign } from './hand-over-design.ts';
import { RevisionsService } from './revisions.service.ts';
import { ShareDesign } from './share-design.ts';

@Controller()
export class SharingController {
  constructor(
    @Inject(RevisionsService) private readonly revisions: RevisionsService,
    @Inject(ShareDesign) private readonly shares: ShareDesign,
    @Inject(HandOverDesign) private readonly handing: HandOverDesign,
    @Inject(ForkDesign) private readonly forking: ForkDesign,
  ) {}

  @Operation('listDesignRevisions')
  list(@Input() { ctx, params, query }: Call<'listDesignRevisions'>): Promise<Answer<'listDesignRevisions'>> {
    return this.revisions.list(ctx, params.designId, query);
  }

  @Operation('getDesignRevision')
  get(@Input() { ctx, params }: Call<'getDesignRevision'>): Promise<Answer<'getDesignRevision'>> {
    return this.revisions.get(ctx, params.designId, params.revision);
  }

  @Operation('restoreDesignRevision')
  restore(
    @Input() { ctx, params, body }: Call<'restoreDesignRevision'>,
  ): Promise<Answer<'restoreDesignRevision'>> {
    return this.revisions.restore(ctx, params.designId, params.revision, body.baseRevision);
  }

  @Operation('forkDesign')
  fork(@Input() { ctx, body }: Call<'forkDesign'>): Promise<Answer<'forkDesign'>> {
    return this.forking.fork(ctx, body);
  }

  @Operation('createDesignShare')
  share(@Input() { ctx, params, body }: Call<'createDesignShare'>): Promise<Answer<'createDesignShare'>> {
    return this.shares.share(ctx, params.designId, body);
  }

  @Operation('listDesignShares')
  shared(@Input() { ctx, params, query }: Call<'listDesignShares'>): Promise<Answer<'listDesignShares'>> {
    return this.shares.list(ctx, params.designId, query);
  }

  @Operation('revokeDesignShare')
  revoke(@Input() { ctx, params }: Call<'revokeDesignShare'>): Promise<Answer<'revokeDesignShare'>> {
    return this.shares.revoke(ctx, params.designShareId);
  }

  @Operation('createDesignHandover')
  handOver(
    @Input() { ctx, params, body }: Call<'createDesignHandover'>,
  ): Promise<Answer<'createDesignHandover'>> {
    return this.handing.create(ctx, params.designId, body);
  }

  @Operation('openDesignShare')
  open(@Input() { ctx, body }: Call<'openDesignShare'>): Promise<Answer<'openDesignShare'>> {
    return this.shares.open(ctx, body.token);
  }
}
