import { describe, expect, it } from 'vitest';
import { importsOf, type Repo, type Workspace } from '../lib/repo.ts';
import { checkLayers, type Layers } from './layers.ts';
import { checkLicences, type Lock, meets } from './licences.ts';
import { checkPurity, withoutComments } from './purity.ts';
import { checkReadmes, checkReferences, checkSizes, checkVersions } from './workspaces.ts';

const LAYERS: Layers = {
  layers: {
    L0: ['kernel'],
    L1: ['design', 'contracts'],
    L3: ['config', 'database'],
    L4: ['shop', 'api'],
    L5: ['backend'],
  },
  arrows: { database: ['config'] },
  appsImportedBy: ['backend'],
  devOnly: ['testing'],
  pure: ['L0', 'L1'],
  browser: [],
  restricted: { react: ['shop'] },
};

interface Shape {
  readonly deps?: readonly string[];
  readonly source?: string;
  readonly file?: string;
  readonly references?: readonly string[];
}

function workspace(
  name: string,
  { deps = [], source = '', file = 'index.ts', references }: Shape = {},
): Workspace {
  const dependencies = Object.fromEntries(deps.map((dep) => [dep, '0.1.0']));
  return {
    name,
    folder: `packages/${name}`,
    manifest: { name: `@luneo/${name}`, dependencies },
    references:
      references ?? deps.filter((dep) => dep.startsWith('@luneo/')).map((dep) => `../${dep.slice(7)}`),
    hasReadme: true,
    files: [{ path: `packages/${name}/src/${file}`, text: source }],
  };
}

const repo = (...workspaces: Workspace[]): Repo => ({
  workspaces,
  rootReferences: workspaces.map(({ folder }) => folder),
  rootManifest: { name: 'root' },
});
const layersOf = (...workspaces: Workspace[]) => checkLayers(repo(...workspaces), LAYERS);

describe('layers', () => {
  it('lets imports go down and along arrows, and the composition root import apps', () => {
    expect(
      layersOf(
        workspace('kernel'),
        workspace('design', { deps: ['@luneo/kernel'], source: "import { ok } from '@luneo/kernel';" }),
        workspace('config', { deps: ['@luneo/kernel'] }),
        workspace('database', { deps: ['@luneo/config'] }),
        workspace('api', { deps: ['@luneo/database'] }),
        workspace('backend', { deps: ['@luneo/api'] }),
      ),
    ).toEqual([]);
  });

  it.each([
    ['up', 'kernel', '@luneo/design'],
    ['sideways without an arrow', 'design', '@luneo/contracts'],
    ['from one app to another', 'shop', '@luneo/api'],
    ['from a package to an app', 'database', '@luneo/api'],
  ])('refuses a dependency %s', (_, from, to) => {
    expect(layersOf(workspace(from, { deps: [to] }))).toHaveLength(1);
  });

  it('refuses an import that package.json does not name', () => {
    const source = "import type { Fault } from '@luneo/kernel';";
    expect(layersOf(workspace('design', { source }))).toEqual([
      'packages/design/src/index.ts: @luneo/kernel is not in package.json',
    ]);
  });

  it('refuses test tools in shipped files, not in tests', () => {
    const shape = { deps: ['@luneo/testing'], source: "import { x } from '@luneo/testing';" };
    expect(layersOf(workspace('api', shape)).join()).toContain('for tests only');
    const inTest = layersOf(workspace('api', { ...shape, deps: [], file: 'a.test.ts' }));
    expect(inTest).toEqual(['packages/api/src/a.test.ts: @luneo/testing is not in package.json']);
  });

  it('refuses a restricted library elsewhere', () => {
    expect(layersOf(workspace('api', { source: "import React from 'react';" }))).toHaveLength(1);
  });

  it('names cycles', () => {
    const found = layersOf(
      workspace('config', { deps: ['@luneo/database'] }),
      workspace('database', { deps: ['@luneo/config'] }),
    );
    expect(found).toContain('cycle: config -> database -> config');
  });

  it('wants a layer for every workspace', () => {
    expect(layersOf(workspace('stranger'))).toEqual(['packages/stranger: no layer in scripts/layers.json']);
  });
});

it('reads imports of every form', () => {
  const text = `import a from '@x/a/sub';\nimport 'b';\nexport * from "c";\nconst d = await import('d');\nimport {\n  e,\n} from './e.ts';`;
  expect(importsOf({ path: 'x.ts', text })).toEqual(['@x/a', 'b', 'c', 'd', './e.ts']);
});

describe('purity', () => {
  const check = (name: string, source: string) => checkPurity(repo(workspace(name, { source })), LAYERS);

  it.each([
    "import { readFile } from 'node:fs';",
    'Math.random();',
    'const t = Date.now();',
    'process.exit();',
    'await fetch(url);',
  ])('refuses `%s` below L3 and takes it above', (source) => {
    expect(check('design', source)).toHaveLength(1);
    expect(check('database', source)).toEqual([]);
  });

  it('does not read comments', () => {
    expect(check('design', '// Math.random()\n/* Date.now() */ const url = "https://x.test";')).toEqual([]);
    expect(withoutComments('a\n/* b\nc */\nd').split('\n')).toHaveLength(4);
  });

  it('keeps the environment in config', () => {
    expect(check('api', 'const { PORT } = process.env;')).toHaveLength(1);
    expect(check('config', 'const { PORT } = process.env;')).toEqual([]);
  });
});

describe('workspaces', () => {
  const manifest = (name: string, version: string): Workspace => ({
    ...workspace(name),
    manifest: { name, dependencies: { zod: version } },
  });

  it('wants one exact version', () => {
    expect(checkVersions(repo(manifest('a', '4.6.7'), manifest('b', '4.6.7')))).toEqual([]);
    expect(checkVersions(repo(manifest('a', '4.6.7'), manifest('b', '4.6.8')))[0]).toContain(
      'zod has 2 versions',
    );
    expect(checkVersions(repo(manifest('a', '^4.6.7')))).toEqual(['zod: "^4.6.7" is not an exact version']);
  });

  it('wants short files', () => {
    expect(checkSizes(repo(workspace('a', { source: 'x\n'.repeat(400) })))).toEqual([]);
    expect(checkSizes(repo(workspace('a', { source: 'x\n'.repeat(401) })))).toHaveLength(1);
  });

  it('wants READMEs', () => {
    expect(checkReadmes(repo({ ...workspace('a'), hasReadme: false }))).toHaveLength(1);
  });

  it('wants references to say what package.json says', () => {
    const kernel = workspace('kernel');
    expect(checkReferences(repo(kernel, workspace('design', { deps: ['@luneo/kernel'] })))).toEqual([]);
    expect(
      checkReferences(repo(kernel, workspace('design', { deps: ['@luneo/kernel'], references: [] }))),
    ).toHaveLength(1);
    expect(checkReferences(repo(kernel, workspace('design', { references: ['../kernel'] })))).toHaveLength(1);
    expect(checkReferences({ ...repo(kernel), rootReferences: [] })).toHaveLength(1);
  });
});

describe('licences', () => {
  const lock = (name: string, license: string | undefined, dev = false): Lock => ({
    packages: {
      [`node_modules/${name}`]: { version: '1.0.0', dev, ...(license === undefined ? {} : { license }) },
    },
  });

  it('reads expressions', () => {
    const mit = (licence: string): boolean => licence === 'MIT';
    expect(meets('MIT OR GPL-3.0', mit)).toBe(true);
    expect(meets('(MIT AND GPL-3.0)', mit)).toBe(false);
  });

  it.each(['GPL-3.0', 'AGPL-3.0-only', 'MIT AND GPL-2.0', 'LGPL-3.0', undefined])(
    'refuses %s in what ships',
    (licence) => {
      expect(checkLicences(lock('thing', licence))).toHaveLength(1);
      expect(checkLicences(lock('thing', licence, true))).toEqual([]);
    },
  );

  it('takes LGPL where the library can be exchanged', () => {
    expect(checkLicences(lock('@img/sharp-libvips-linux-x64', 'LGPL-3.0-or-later'))).toEqual([]);
  });
});
