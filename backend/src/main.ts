import { mkdir } from 'node:fs/promises';
import { loadConfig, processEnvironment } from '@luneo/config';
import { createLogger, logFile } from '@luneo/monitoring';
import { foldersOf } from './folders.ts';
import { type Luneo, startLuneo } from './luneo.ts';

/** Longest orderly stop, ms; after that the process ends anyway. */
const STOP_MS = 25_000;

function announce({ addresses, demo }: Luneo, seconds: string, logPath: string | undefined): void {
  const { app, api, shop } = addresses;
  const lines = [
    '',
    `Luneo is running (ready in ${seconds} s). Ctrl-C stops it.`,
    '',
    `  Dashboard   ${app}/`,
    ...(demo ? [`  Demo shop   ${shop}/`] : []),
    `  API         ${api}/v1   reference: ${api}/reference`,
    `  Health      ${api}/health/ready`,
    ...(demo
      ? [
          '',
          `  Sign in     ${demo.email}   ${demo.password}`,
          `  Platform    ${demo.platform.email}   ${demo.platform.password}`,
        ]
      : []),
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
  const { LUNEO_ENV, LOG_LEVEL } = config.value;
  const folders = foldersOf(config.value);
  await mkdir(folders.data, { recursive: true });
  // In development the terminal is for people: lines go to a file. Elsewhere they go to standard output.
  const logPath = LUNEO_ENV === 'development' ? folders.log : undefined;
  const log = createLogger({ level: LOG_LEVEL, ...(logPath && { destination: logFile(logPath) }) });

  let running: Luneo | undefined;
  let stopping = false;
  const stop = async (code: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    process.exitCode = code;
    console.log('Stopping …');
    setTimeout(() => process.exit(1), STOP_MS).unref();
    await running?.stop().catch((error: unknown) => {
      log.error({ err: error }, 'stopping failed');
      process.exitCode = 1;
    });
    // A start still under way sees `stopping` and ends itself.
    if (running) process.exit();
  };
  /** What nobody caught leaves an unknown state: written down, then an orderly end for whoever restarts us. */
  const crash = (error: unknown): void => {
    log.fatal({ err: error }, 'uncaught error');
    void stop(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);

  try {
    running = await startLuneo({ values: config.value, folders, log, progress: (line) => console.log(line) });
  } catch (error) {
    log.fatal({ err: error }, 'start failed');
    console.error((error as Error).message);
    process.exit(1);
  }
  if (stopping) {
    await running.stop();
    process.exit();
  }
  announce(running, ((performance.now() - began) / 1000).toFixed(1), logPath);
}

await main();
