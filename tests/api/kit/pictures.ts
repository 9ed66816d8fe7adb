import sharp from 'sharp';

/** A PNG of two colours. */
export const pngOf = async (width: number, height: number): Promise<Uint8Array<ArrayBuffer>> => {
  const half = {
    create: { width: Math.ceil(width / 2), height, channels: 3 as const, background: '#c0282d' },
  };
  const left = await sharp(half).png().toBuffer();
  const whole = sharp({ create: { width, height, channels: 3, background: '#1f6f8b' } });
  return new Uint8Array(
    await whole
      .composite([{ input: left, left: 0, top: 0 }])
      .png()
      .toBuffer(),
  );
};
