import type { Client } from '@luneo/api-client';
import type { Order } from '@luneo/contracts';
import { z } from 'zod';
import type { CartEntry } from './catalogue.ts';
import { type CheckoutForm, COUNTRIES, FIELDS, type FieldName } from './pages/checkout.ts';
import type { Word } from './words.ts';

const text = z.string().trim().max(200).catch('');
const Form = z.object({
  orderNumber: z.string().regex(/^[A-Z0-9-]{4,40}$/),
  name: text,
  email: text,
  line1: text,
  postalCode: text,
  city: text,
  country: z.enum(COUNTRIES).catch('FR'),
});

function faultOf(name: FieldName, value: string): Word | undefined {
  if (value === '') return 'required';
  if (name === 'email' && !z.email().safeParse(value).success) return 'emailWrong';
  if (name === 'postalCode' && value.length > 20) return 'postalWrong';
  return undefined;
}

/** What was typed, and what is wrong with it, field by field. */
export function readForm(body: unknown): CheckoutForm {
  const { orderNumber, ...values } = Form.parse(body);
  const faults = Object.fromEntries(
    FIELDS.flatMap(({ name }) => {
      const fault = faultOf(name, values[name]);
      return fault ? [[name, fault]] : [];
    }),
  );
  return { orderNumber, values, faults };
}

/** Places the order as the brand's server; the number makes a second try the same order. */
export function placeOrder(
  client: Client,
  entries: readonly CartEntry[],
  { orderNumber, values }: CheckoutForm,
): Promise<Order> {
  const { name = '', email = '', line1 = '', postalCode = '', city = '', country = 'FR' } = values;
  return client.createOrder(
    {
      body: {
        externalId: orderNumber,
        currency: entries[0]!.currency,
        customer: { name, email },
        shipTo: { name, line1, postalCode, city, country },
        lines: entries.map(({ designVersionId, variantId, quantity }, index) => ({
          externalId: String(index + 1),
          designVersionId,
          variantId,
          quantity,
        })),
      },
    },
    { idempotencyKey: orderNumber },
  );
}
