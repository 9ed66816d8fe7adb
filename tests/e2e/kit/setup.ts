import type { TestProject } from 'vitest/node';
import { dataFolder, type Place, removeFolder, startServer } from './server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    place: Place;
  }
}

/** One server on a fresh folder for all files; at the end nothing of it may be left running. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const data = await dataFolder();
  const server = await startServer(data);
  const { app, shop, email, password, secretKey } = server;
  project.provide('place', { app, shop, data, email, password, secretKey });
  return async () => {
    const { code, left } = await server.stop('SIGTERM');
    await removeFolder(data);
    if (code !== 0 || left.length > 0)
      throw new Error(`the server ended with ${code}; left running: ${left.join(', ') || 'nothing'}`);
  };
}
