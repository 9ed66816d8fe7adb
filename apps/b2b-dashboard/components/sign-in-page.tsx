'use client';
import { Button, TextInput } from '@luneo/ui';
import { useRouter } from 'next/navigation';
import { type FormEvent, useEffect, useState } from 'react';
import { runtimeConfig, signIn } from '../lib/api.ts';
import { useI18n } from '../lib/i18n.tsx';
import type { MessageKey } from '../lib/messages.en.ts';
import { LanguageSwitch } from './shell.tsx';

interface Faults {
  email?: MessageKey;
  password?: MessageKey;
  form?: MessageKey;
}

export function SignInPage() {
  const { t } = useI18n();
  const router = useRouter();
  const [faults, setFaults] = useState<Faults>({});
  const [busy, setBusy] = useState(false);
  const [demo, setDemo] = useState(false);
  useEffect(() => {
    runtimeConfig().then(
      (config) => setDemo(Boolean(config.demoShopUrl)),
      () => setFaults({ form: 'error.offline' }),
    );
  }, []);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const email = String(form.get('email') ?? '').trim();
    const password = String(form.get('password') ?? '');
    const found: Faults = {
      ...(/^\S+@\S+\.\S+$/.test(email) ? {} : { email: 'signIn.emailMissing' as const }),
      ...(password ? {} : { password: 'signIn.passwordMissing' as const }),
    };
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      const status = await signIn(email, password);
      if (status === 200) return router.replace('/');
      setFaults({ form: status === 429 ? 'signIn.tooMany' : status < 500 ? 'signIn.wrong' : 'error.title' });
    } catch {
      setFaults({ form: 'error.offline' });
    }
    setBusy(false);
  }

  return (
    <div className="db-sign-in">
      <form onSubmit={submit} noValidate>
        {/* biome-ignore lint/performance/noImgElement: a static export has no image server */}
        <img src="/icon.svg" alt="" width={36} height={36} />
        <h1>{t('signIn.title')}</h1>
        <TextInput
          label={t('signIn.email')}
          name="email"
          type="email"
          autoComplete="username"
          error={faults.email && t(faults.email)}
        />
        <TextInput
          label={t('signIn.password')}
          name="password"
          type="password"
          autoComplete="current-password"
          error={faults.password && t(faults.password)}
        />
        {faults.form && (
          <p className="ln-error" role="alert">
            {t(faults.form)}
          </p>
        )}
        <Button look="primary" type="submit" block disabled={busy}>
          {busy ? t('signIn.busy') : t('signIn.submit')}
        </Button>
        {demo && <p className="ln-hint">{t('signIn.demo')}</p>}
      </form>
      <LanguageSwitch />
    </div>
  );
}
