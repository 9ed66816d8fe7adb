import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { loadConfig, processEnvironment } from '@luneo/config';
import { createLogger, logFile } from '@luneo/monitoring';
import { type Running, startServer } from './server.ts';

/** Longest orderly stop, ms; after that the process ends anyway. */
const STOP_MS = 25_000;

function announce({ app, api, shop }: Running, seconds: string, logPath: string | undefined): void {
  const lines = [
    '',
    `Luneo is running (ready in ${seconds} s). Ctrl-C stops it.`,
    '',
    `  Dashboard   ${app}/`,
    ...(shop ? [`  Demo shop   ${shop.url}/`] : []),
    `  API         ${api}/v1          reference: ${api}/reference`,
    `  Health      ${api}/health/ready`,
    ...(shop ? ['', `  Sign in     ${shop.email}   ${shop.password}`] : []),
    ...(logPath ? [`  Log         ${logPath}`] : []),
    '',
  ];
  console.log(lines.join('\n'));
}

async function main(): Promise<void> {
  const began = performance.now();
  const config = loadConfig(processEnvironment());
  if (!config.ok) {
    console.error(config.error.message);
    process.exitCode = 1;
    return;
  }
  const { LUNEO_ENV, LUNEO_DATA_DIR, LOG_LEVEL } = config.value;
  const data = resolve(LUNEO_DATA_DIR);
  await mkdir(data, { recursive: true });
  // In development the terminal is for people: lines go to a file. Elsewhere they go to standard output.
  const logPath = LUNEO_ENV === 'development' ? join(data, 'luneo.log') : undefined;
  const log = createLogger({ level: LOG_LEVEL, ...(logPath && { destination: logFile(logPath) }) });

  let running: Running | undefined;
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    console.log('Stopping …');
    setTimeout(() => process.exit(1), STOP_MS).unref();
    await running?.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));

  try {
    running = await startServer(config.value, log, (step) => console.log(`Starting: ${step} …`));
    if (stopping) await running.stop();
    else announce(running, ((performance.now() - began) / 1000).toFixed(1), logPath);
  } catch (error) {
    log.fatal({ err: error }, 'start failed');
    console.error((error as Error).message);
    process.exit(1);
  }
}

await main();
