import { VARIABLES, type Variable, type VariableName } from './variables.ts';

const ENTRIES = Object.entries(VARIABLES) as [VariableName, Variable][];
const GROUPS = [...new Set(ENTRIES.map(([, { group }]) => group))];
const inGroup = (wanted: string) => ENTRIES.filter(([, { group }]) => group === wanted);

function presetOf({ schema, production }: Variable): string {
  const parsed = schema.safeParse(undefined);
  const preset = parsed.success ? parsed.data : undefined;
  const text = Array.isArray(preset) ? preset.join(',') : String(preset ?? '');
  const shown = text === '' ? '–' : `\`${text}\``;
  return production === 'required' ? `${shown}; required in production` : shown;
}

/** `docs/configuration.md`. */
export function markdown(): string {
  const parts = [
    '# Configuration',
    '',
    'Written by `npm run generate` from `packages/config/src/variables.ts`; change it there.',
    '',
    'Luneo reads environment variables and nothing else; `npm start` takes them from `.env` at the root too. All',
    'faults are reported at once. In development nothing needs to be set. With `LUNEO_ENV=production` it refuses to start on defaults that are unsafe and on weak secrets.',
  ];
  for (const group of GROUPS) {
    parts.push('', `## ${group}`, '', '| variable | what for | expected | default |', '|---|---|---|---|');
    for (const [name, v] of inGroup(group))
      parts.push(
        `| \`${name}\`${v.secret ? ' (secret)' : ''} | ${v.about} | ${v.expected} | ${presetOf(v)} |`,
      );
  }
  return `${parts.join('\n')}\n`;
}

/** `.env.example`: every variable, commented out. */
export function envExample(): string {
  const parts = ['# Every variable Luneo reads; see docs/configuration.md. Written by `npm run generate`.'];
  for (const group of GROUPS) {
    parts.push('', `# --- ${group}`);
    for (const [name, v] of inGroup(group))
      parts.push(`# ${v.about}`, `#${name}=${v.secret ? '' : v.example}`);
  }
  return `${parts.join('\n')}\n`;
}
