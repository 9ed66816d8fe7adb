// `npm run check`: what a change must satisfy before its tests matter. Under two minutes on two cores.
import { globSync } from 'node:fs';
import {
  environmentFaults,
  readmeFaults,
  referenceFaults,
  sizeFaults,
  versionFaults,
} from './check-house.ts';
import { layerFaults } from './check-layers.ts';
import { licenceFaults } from './check-licences.ts';
import { GENERATORS } from './lib/generators.ts';
import { ROOT, run, tool } from './lib/run.ts';

type Check = readonly [name: string, faults: () => string[] | Promise<string[]>];

const program =
  (name: string, ...args: string[]) =>
  async (): Promise<string[]> => {
    const { code, output } = await run(name, args, { cwd: ROOT });
    return code === 0 ? [] : [output.trim()];
  };
const generator = (script: string) =>
  program(process.execPath, '--conditions=@luneo/source', script, '--check');

const CHECKS: readonly Check[] = [
  ['layers and imports', layerFaults],
  ['one version of each dependency', versionFaults],
  ['project references', referenceFaults],
  ['file sizes', sizeFaults],
  ['environment read in one place', environmentFaults],
  ['a README a package', readmeFaults],
  ['licences of what ships', licenceFaults],
  ...GENERATORS.map(({ name, script }): Check => [`generated: ${name}`, generator(script)]),
  [
    'lint and format',
    program(tool('biome'), 'ci', '--colors=off', '--reporter=github', '--error-on-warnings'),
  ],
  ['types', program(tool('tsc'), '-b')],
  ...globSync('tests/*/tsconfig.json', { cwd: ROOT }).map(
    (path): Check => [`types: ${path}`, program(tool('tsc'), '-p', path)],
  ),
];

let passed = 0;
const began = performance.now();
for (const [name, faultsOf] of CHECKS) {
  const faults = await faultsOf();
  if (faults.length === 0) passed++;
  console.log(
    `${faults.length === 0 ? 'ok  ' : 'FAIL'} ${name}${faults.map((fault) => `\n     ${fault.replaceAll('\n', '\n     ')}`).join('')}`,
  );
}
console.log(`${((performance.now() - began) / 1000).toFixed(0)} s`);
console.log(`${passed} passed, ${CHECKS.length - passed} failed`);
process.exitCode = passed === CHECKS.length ? 0 : 1;
