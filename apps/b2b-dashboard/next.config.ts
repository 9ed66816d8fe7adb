import type { NextConfig } from 'next';

/** A static export: any file server can carry it; what varies comes from `/config.json` at run time. */
const config: NextConfig = {
  output: 'export',
  trailingSlash: true,
  reactStrictMode: true,
  images: { unoptimized: true },
  poweredByHeader: false,
};

export default config;
