import { expect, it } from 'vitest';
import { z } from 'zod';
import * as contracts from './index.ts';

const examples = Object.entries(contracts).flatMap(([name, schema]) => {
  const example = schema instanceof z.ZodType ? schema.meta()?.example : undefined;
  return example === undefined ? [] : [[name, schema as z.ZodType, example] as const];
});

it('has examples', () => expect(examples.length).toBeGreaterThan(4));

it.each(examples)('the example of %s is one', (_, schema, example) => {
  expect(schema.safeParse(example).error).toBeUndefined();
});
