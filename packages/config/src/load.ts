import { err, type Fault, ok, type Result } from '@luneo/kernel';
import { VARIABLES, type Values, type Variable, type VariableName } from './variables.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** All that is wrong with an environment, at once; values of secrets are not repeated. */
export interface ConfigFault extends Fault {
  readonly code: 'config_invalid';
  readonly faults: readonly { readonly name: VariableName; readonly problem: string }[];
}

const ENTRIES = Object.entries(VARIABLES) as [VariableName, Variable][];

/** An empty string counts as unset: compose files and shells cannot say it otherwise. */
const given = (env: Environment, name: VariableName): string | undefined => env[name] || undefined;

function problemOf(variable: Variable, text: string | undefined): string {
  const got =
    text === undefined ? 'is not set' : variable.secret ? 'has a wrong value' : `is "${text.slice(0, 80)}"`;
  return `${got}; expected ${variable.expected}, e.g. ${variable.example}`;
}

/** Reads and checks everything. In production what is `required` must be set. */
export function loadConfig(env: Environment): Result<Values, ConfigFault> {
  const values: Record<string, unknown> = {};
  const faults: { name: VariableName; problem: string }[] = [];
  const production = given(env, 'LUNEO_ENV') === 'production';
  for (const [name, variable] of ENTRIES) {
    const text = given(env, name);
    const parsed = variable.schema.safeParse(text);
    const missing = production && variable.production === 'required' && text === undefined;
    if (!parsed.success || missing) faults.push({ name, problem: problemOf(variable, text) });
    else values[name] = parsed.data;
  }
  for (const [name, { needs = [] }] of ENTRIES)
    for (const other of (given(env, name) === undefined ? [] : needs) as VariableName[])
      if (given(env, other) === undefined)
        faults.push({
          name: other,
          problem: `is not set; ${name} needs it, e.g. ${VARIABLES[other].example}`,
        });
  if (faults.length === 0) return ok(values as Values);
  const lines = faults.map(({ name, problem }) => `  ${name} ${problem}`);
  return err({
    code: 'config_invalid',
    message: `The configuration has ${faults.length} fault${faults.length === 1 ? '' : 's'}:\n${lines.join('\n')}`,
    faults,
  });
}

/** The environment of this process; the one place that reads it. */
export const processEnvironment = (): Environment => process.env;
