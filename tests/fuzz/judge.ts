import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Document, Operation } from './operations.ts';

export interface Received {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Statuses a server in front of every route may give: shed load, too large, wrong media type. */
const ANYWHERE: ReadonlySet<number> = new Set([404, 405, 408, 413, 414, 415, 429, 431]);

/** Holds answers against what the document of the API promises. */
export class Judge {
  readonly #ajv: Ajv2020;
  readonly #known = new Map<string, ValidateFunction>();

  constructor(document: Document) {
    this.#ajv = new Ajv2020({ strict: false, allErrors: false });
    formats.default(this.#ajv);
    this.#ajv.addSchema({ ...document }, 'api');
  }

  /** What is wrong with the answer, if anything. */
  fault(operation: Operation, { status, type, text }: Received): string | undefined {
    if (status >= 500) return `${status}: ${text.slice(0, 200)}`;
    const promised = operation.responses[status];
    if (promised === undefined && !ANYWHERE.has(status)) return `${status} is not in the document`;
    if (status >= 400) return this.#problem(type, text);
    const types = Object.keys(promised?.content ?? {});
    if (types.length === 0) return text === '' ? undefined : `${status} with a body where none is promised`;
    const media = types.find((one) => type.startsWith(one.replace(/\*$/, '')));
    if (media === undefined) return `${status} of type ${type}, promised ${types.join(', ')}`;
    if (media !== 'application/json') return undefined;
    const path = `#/paths/${pointer(operation.path)}/${operation.method.toLowerCase()}/responses/${status}/content/application~1json/schema`;
    return this.#fit(path, text, `${status}`);
  }

  #problem(type: string, text: string): string | undefined {
    if (!type.startsWith('application/problem+json'))
      return `a refusal of type ${type}: ${text.slice(0, 100)}`;
    return this.#fit('#/components/schemas/Problem', text, 'a refusal');
  }

  #fit(path: string, text: string, what: string): string | undefined {
    const validate = this.#validator(path);
    if (validate(JSON.parse(text))) return undefined;
    const [error] = validate.errors!;
    return `${what} does not fit: ${error!.instancePath} ${error!.message}`;
  }

  #validator(path: string): ValidateFunction {
    const known = this.#known.get(path) ?? this.#ajv.compile({ $ref: `api${encodeURI(path)}` });
    this.#known.set(path, known);
    return known;
  }
}

const pointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
