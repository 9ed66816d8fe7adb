import { expect, it } from 'vitest';
import {
  api,
  type Credential,
  type Permission,
  type Route,
  SECRET_KEY_PERMISSIONS,
  WIDGET_PERMISSIONS,
} from './index.ts';

const RIGHTS: Partial<Record<Credential, readonly Permission[]>> = {
  secret: SECRET_KEY_PERMISSIONS,
  widget: WIDGET_PERMISSIONS,
};
const accepted = Object.entries<Route>(api).flatMap(([id, { credentials, permission }]) =>
  credentials.flatMap((credential) =>
    permission && RIGHTS[credential] ? [{ id, credential, permission }] : [],
  ),
);

it.each(accepted)(
  '$id, open to a $credential credential, asks for what one may hold',
  ({ credential, permission }) => {
    expect(RIGHTS[credential]).toContain(permission);
  },
);
