'use client';
import { ApiProblem } from '@luneo/api-client';
import type { OpenInvitation } from '@luneo/contracts';
import { Button, TextInput } from '@luneo/ui';
import { useRouter } from 'next/navigation';
import { type FormEvent, useEffect, useState } from 'react';
import { api, rememberBrand, signIn } from '../lib/api.ts';
import { useI18n } from '../lib/i18n.tsx';
import type { MessageKey } from '../lib/messages.en.ts';
import { LanguageSwitch } from './shell.tsx';

interface Faults {
  name?: MessageKey;
  password?: MessageKey;
  form?: MessageKey;
}

/** The token stands behind the sign that browsers keep to themselves. */
const tokenOf = (): string => location.hash.slice(1);

const FAULT_OF: Readonly<Record<string, Faults>> = {
  invitation_ended: { form: 'invitation.ended' },
  invitation_other_address: { form: 'invitation.otherAddress' },
  unauthenticated: { form: 'signIn.wrong' },
  too_many_requests: { form: 'signIn.tooMany' },
};
const PASSWORD_FAULTS: Readonly<Record<string, MessageKey>> = {
  too_short: 'invitation.password.tooShort',
  too_long: 'invitation.password.tooLong',
  weak: 'invitation.password.weak',
  breached: 'invitation.password.breached',
};

function faultsOf(error: unknown): Faults {
  if (!(error instanceof ApiProblem)) return { form: 'error.offline' };
  if (error.code === 'password_refused')
    return { password: PASSWORD_FAULTS[String(error.problem.params?.why)] ?? 'invitation.password.weak' };
  return FAULT_OF[error.code] ?? { form: 'error.title' };
}

export function InvitationPage() {
  const { t, tDynamic } = useI18n();
  const router = useRouter();
  const [invitation, setInvitation] = useState<OpenInvitation>();
  const [faults, setFaults] = useState<Faults>({});
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    api()
      .then((client) => client.openInvitation({ body: { token: tokenOf() } }))
      .then(setInvitation, (error: unknown) =>
        setFaults(
          error instanceof ApiProblem && error.problem.status < 500
            ? { form: 'invitation.ended' }
            : { form: 'error.offline' },
        ),
      );
  }, []);

  async function join(
    event: FormEvent<HTMLFormElement>,
    { email, hasAccount }: OpenInvitation,
  ): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = String(form.get('name') ?? '').trim();
    const password = String(form.get('password') ?? '');
    const found: Faults = {
      ...(hasAccount || name ? {} : { name: 'invitation.nameMissing' as const }),
      ...(password ? {} : { password: 'signIn.passwordMissing' as const }),
    };
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      if (hasAccount && (await signIn(email, password)) !== 200) setFaults({ form: 'signIn.wrong' });
      else {
        const account = hasAccount ? {} : { account: { name, password } };
        const { brandId } = await (await api()).acceptInvitation({ body: { token: tokenOf(), ...account } });
        rememberBrand(brandId);
        if (!hasAccount) await signIn(email, password);
        return router.replace('/');
      }
    } catch (error) {
      setFaults(faultsOf(error));
    }
    setBusy(false);
  }

  return (
    <div className="db-sign-in">
      {invitation === undefined ? (
        <div className="db-invitation" role={faults.form ? 'alert' : 'status'}>
          <h1>{t(faults.form ?? 'invitation.loading')}</h1>
          {faults.form === 'invitation.ended' && <p className="ln-hint">{t('invitation.endedHint')}</p>}
        </div>
      ) : (
        <form onSubmit={(event) => void join(event, invitation)} noValidate>
          {/* biome-ignore lint/performance/noImgElement: a static export has no image server */}
          <img src="/icon.svg" alt="" width={36} height={36} />
          <h1>{t('invitation.title', { brand: invitation.brand })}</h1>
          <p>
            {t('invitation.about', {
              inviter: invitation.invitedBy,
              role: tDynamic(`role.${invitation.roleName}`, invitation.roleName),
              email: invitation.email,
            })}
          </p>
          {!invitation.hasAccount && (
            <TextInput
              label={t('invitation.name')}
              name="name"
              autoComplete="name"
              error={faults.name && t(faults.name)}
            />
          )}
          {/* Where a password manager looks for whose password it is. */}
          <input type="hidden" name="username" autoComplete="username" value={invitation.email} />
          <TextInput
            label={t(invitation.hasAccount ? 'signIn.password' : 'invitation.newPassword')}
            name="password"
            type="password"
            autoComplete={invitation.hasAccount ? 'current-password' : 'new-password'}
            error={faults.password && t(faults.password)}
          />
          {faults.form && (
            <p className="ln-error" role="alert">
              {t(faults.form)}
            </p>
          )}
          <Button look="primary" type="submit" block disabled={busy}>
            {t(busy ? 'invitation.busy' : 'invitation.accept')}
          </Button>
        </form>
      )}
      <LanguageSwitch />
    </div>
  );
}
