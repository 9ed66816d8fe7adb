import type { MockupView } from '@luneo/contracts';
import { expect, it } from 'vitest';
import { viewsFor } from './views.ts';

const view = (id: string, when?: Record<string, string>): MockupView => ({
  id,
  name: id,
  side: 'wrap',
  widthPx: 1200,
  heightPx: 1000,
  baseUrl: `/${id}`,
  shadeUrl: '/shade',
  uvUrl: '/uv',
  ...(when && { when }),
});

it('shows a variant in views of its own options, and in those of all', () => {
  const views = [view('any'), view('white', { inside: 'white' }), view('red', { inside: 'red' })];
  const ids = viewsFor(views, { inside: 'red', size: 'm' }).map(({ id }) => id);
  expect(ids).toEqual(['any', 'red']);
  expect(viewsFor(views, {}).map(({ id }) => id)).toEqual(['any']);
});
