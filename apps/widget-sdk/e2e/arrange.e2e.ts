import type { Design } from '@luneo/design';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addText, type Harness, layersOf, middleOf, savedDesign, startHarness } from './harness.ts';

let harness: Harness;
let photo: Buffer;
beforeAll(async () => {
  harness = await startHarness();
  photo = await sharp({ create: { width: 2400, height: 1800, channels: 3, background: '#6a8' } })
    .jpeg()
    .toBuffer();
});
afterAll(() => harness?.stop());

const wide = { viewport: { width: 1440, height: 900 } };
describe('several layers', () => {
  it('are grouped, moved as one, spread and given back', async () => {
    const { page, frame, complaints, close } = await harness.open(wide);
    await addText(page, frame, 'One');
    await addText(page, frame, 'Two');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+a');
    await frame.getByText('2 layers selected').waitFor();
    await frame.getByRole('button', { name: 'Align top edges' }).click();
    const level = (tops: number[]): boolean => tops.length === 2 && tops[0] === tops[1];
    await savedDesign(harness, (document) => level(layersOf(document).map(({ yUm }) => yUm)));

    await page.locator('iframe').focus();
    await frame.locator('.lne-target').first().focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+Shift+ArrowLeft');
    const middles = (document: Design): number[] =>
      layersOf(document).map(({ xUm, widthUm }) => xUm + widthUm / 2);
    await page.keyboard.press('Control+ArrowRight');
    const ends = (document: Design): number[] => layersOf(document).map(({ xUm, widthUm }) => xUm + widthUm);
    await savedDesign(harness, (document) => level(ends(document)));
    await page.keyboard.press('Control+z');
    await savedDesign(harness, (document) => level(middles(document)));
    await page.keyboard.press('Control+g');
    await frame.getByRole('button', { name: 'Ungroup' }).waitFor();
    await frame.locator('.lne-target').first().focus();
    await page.keyboard.press('Shift+ArrowRight');
    const grouped = await savedDesign(harness, ({ sides }) => sides[0]!.layers.length === 1);
    const group = grouped.layers[grouped.sides[0]!.layers[0]!];
    expect(group).toMatchObject({ type: 'group', children: [expect.any(String), expect.any(String)] });

    await frame.getByRole('button', { name: 'Ungroup' }).click();
    await frame.getByText('2 layers selected').waitFor();
    await frame.getByRole('button', { name: 'Undo', exact: true }).click();
    await frame.getByRole('button', { name: 'Ungroup' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('a picture', () => {
  it('is cropped by hand, by keys and by form, without changing its size', async () => {
    const { page, frame, complaints, close } = await harness.open(wide);
    const picture = { name: 'sea.jpg', mimeType: 'image/jpeg', buffer: photo };
    await frame.locator('[data-testid=picture-input]').setInputFiles(picture);
    await frame.getByText(/^\d+ dpi$/).waitFor();
    const [before] = layersOf(await savedDesign(harness, (document) => layersOf(document).length === 1));
    const { x, y } = await middleOf(frame);
    await page.mouse.dblclick(x, y);
    await frame.locator('.lne-ghost').waitFor();
    const bar = frame.getByRole('group', { name: 'Crop' });
    await bar.getByRole('slider', { name: 'Zoom' }).fill('25');
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 500, y, { steps: 4 });
    await page.mouse.up();
    await frame.locator('.lne-target').first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => frame.locator('.lne-ghost').count()).toBe(0);
    const cropped = (document: Design): boolean =>
      layersOf(document).some(
        (layer) => layer.type === 'image' && layer.crop.widthPx < 2400 / 1.4 && layer.crop.xPx === 0,
      );
    const [after] = layersOf(await savedDesign(harness, cropped));
    expect(after).toMatchObject({ widthUm: before!.widthUm, heightUm: before!.heightUm });

    const sharpness = frame.getByText(/^\d+ dpi$/);
    const kept = await sharpness.textContent();
    await page.keyboard.press('Enter');
    for (let i = 0; i < 5; i++) await page.keyboard.press('+');
    expect(await sharpness.textContent()).not.toBe(kept);
    await bar.getByRole('button', { name: 'Cancel' }).click();
    expect(await sharpness.textContent()).toBe(kept);
    expect(await frame.evaluate(() => document.activeElement?.className)).toBe('lne-target');
    expect(await frame.getByRole('button', { name: 'Redo', exact: true }).isDisabled()).toBe(true);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('clip art', () => {
  it('is put on the side as vectors', async () => {
    const { frame, complaints, close } = await harness.open(wide);
    await frame.getByRole('button', { name: 'Clip art' }).first().click();
    await frame.getByRole('button', { name: 'Diamond' }).click();
    const document = await savedDesign(harness, (each) =>
      layersOf(each).some(({ type }) => type === 'artwork'),
    );
    expect(layersOf(document)).toMatchObject([{ type: 'artwork', name: 'Diamond', asset: 'd'.repeat(64) }]);
    expect(complaints).toEqual([]);
    await close();
  });
});
