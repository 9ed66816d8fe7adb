import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { checkPrint, listAssets, type Report, validate } from './check.ts';
import { asStop, EXIT, lineOf, usage } from './outcome.ts';
import { type RenderOptions, render } from './render.ts';

const EXIT_HELP = `
Exit codes: ${EXIT.done} done, ${EXIT.refused} input refused or preflight blocks, ${EXIT.usage} wrong call,
${EXIT.file} a file cannot be read or written, ${EXIT.internal} a fault of ours. "-" is standard input or output.`;

const program = new Command('luneo')
  .description('Draw, check and validate designs without a server')
  .addHelpText('after', EXIT_HELP)
  .exitOverride()
  .configureOutput({ outputError: () => {} });

const whole =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`expected a whole number from ${least} to ${most}`);
  };
const ground = (text: string): string => {
  if (text === 'transparent' || /^#[0-9a-f]{6}$/i.test(text)) return text;
  throw new InvalidArgumentError('expected "#rrggbb" or "transparent"');
};
const productOption = () => new Option('--product <file>', 'product geometry, JSON').makeOptionMandatory();
const assetsOption = () => new Option('--assets <folder>', 'pictures and artwork of the design');
const jsonOption = () => new Option('--json', 'answer for programs');

program
  .command('render')
  .description('draw a design as PDF, PNG, WebP or SVG')
  .argument('<design>', 'design document, JSON')
  .addOption(productOption())
  .addOption(assetsOption())
  .requiredOption('--to <file>', 'what to write')
  .option('--format <name>', 'pdf, png, webp or svg, where --to does not say')
  .option('--side <id>', 'one side; a PDF without it holds all')
  .option('--dpi <n>', 'resolution of PNG and WebP (default 300)', whole(1, 2400))
  .option('--width <px>', 'width instead of resolution', whole(1, 32_000))
  .option('--trim', 'cut to the trim box instead of the bleed box')
  .option('--marks', 'crop and registration marks')
  .option('--ground <color>', '"#rrggbb" under PNG and WebP', ground, 'transparent')
  .addOption(jsonOption())
  .action(async (design: string, options: RenderOptions & { json?: boolean }) => {
    const done = await render(design, options);
    if (options.json)
      (options.to === '-' ? process.stderr : process.stdout).write(`${JSON.stringify(done)}\n`);
  });

program
  .command('preflight')
  .description('say what may go wrong in print')
  .argument('<design>', 'design document, JSON')
  .addOption(productOption())
  .addOption(assetsOption())
  .addOption(jsonOption())
  .action(async (design: string, options) => tell(await checkPrint(design, options), options.json));

program
  .command('validate')
  .description('check a design document')
  .argument('<design>', 'design document, JSON')
  .option('--product <file>', 'product geometry, JSON')
  .addOption(jsonOption())
  .action(async (design: string, options) => tell(await validate(design, options), options.json));

program
  .command('assets')
  .description('list the files of a folder by the hashes designs know them by')
  .argument('<folder>')
  .addOption(jsonOption())
  .action(async (folder: string, options) => tell(await listAssets(folder), options.json));

function tell({ lines, json, blocked = false }: Report, asJson = false): void {
  process.stdout.write(asJson ? `${JSON.stringify(json)}\n` : lines.map((line) => `${line}\n`).join(''));
  if (blocked) process.exitCode = EXIT.refused;
}

/** One line on standard error, also as JSON; never a stack. */
function fail(error: unknown): void {
  if (error instanceof CommanderError && error.exitCode === 0) return;
  const stop = error instanceof CommanderError ? usage(error.message.replace(/^error: /, '')) : asStop(error);
  process.exitCode = stop.exit;
  // called without a command, it has shown its help
  if (error instanceof CommanderError && error.code === 'commander.help') return;
  const asJson = process.argv.includes('--json');
  process.stderr.write(`${asJson ? JSON.stringify({ fault: stop.fault }) : lineOf(stop.fault)}\n`);
}

await program.parseAsync().catch(fail);
