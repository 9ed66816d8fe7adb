'use client';
import type { Me } from '@luneo/contracts';
import { Button, createToasts, Select, Toaster } from '@luneo/ui';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { api, rememberBrand, rememberedBrand, signOut } from '../lib/api.ts';
import { LOCALES, type Locale, useI18n } from '../lib/i18n.tsx';
import { Failure, isSignedOut } from './failure.tsx';

export const toasts = createToasts();

type Brand = Me['brands'][number];
interface Session {
  readonly me: Me;
  readonly brand: Brand;
}
const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession outside a signed-in page');
  return session;
}

/** Pages for who is not signed in. */
const OUTSIDE = ['/sign-in', '/invitation'];

export function Shell({ children }: { children: ReactNode }) {
  const { t } = useI18n();
  const path = usePathname();
  const outside = OUTSIDE.some((one) => path.startsWith(one));
  return (
    <>
      <a className="db-skip" href="#content">
        {t('app.skip')}
      </a>
      {outside ? <main id="content">{children}</main> : <SignedIn>{children}</SignedIn>}
      <Toaster toasts={toasts} closeLabel={t('release.cancel')} />
    </>
  );
}

function SignedIn({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [me, setMe] = useState<Me | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [turn, setTurn] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks for another try
  useEffect(() => {
    setError(null);
    api()
      .then((client) => client.getMe({}))
      .then(setMe)
      .catch((reason: unknown) => {
        if (isSignedOut(reason)) router.replace('/sign-in/');
        else setError(reason);
      });
  }, [router, turn]);

  const brand = me?.brands.find(({ id }) => id === rememberedBrand()) ?? me?.brands[0];
  return (
    <div className="db-frame">
      <TopBar me={me} brand={brand} />
      <main id="content" className="db-main">
        {error ? <Failure error={error} onRetry={() => setTurn((n) => n + 1)} /> : null}
        {me && brand ? <SessionContext value={{ me, brand }}>{children}</SessionContext> : null}
      </main>
    </div>
  );
}

function TopBar({ me, brand }: { me: Me | null; brand: Brand | undefined }) {
  const { t } = useI18n();
  const router = useRouter();
  const developing = usePathname().startsWith('/developers');
  return (
    <header className="db-top">
      <Link href="/" className="db-logo">
        {/* biome-ignore lint/performance/noImgElement: a static export has no image server */}
        <img src="/icon.svg" alt="" width={22} height={22} />
        {t('app.name')}
      </Link>
      {brand && me && <BrandSwitch me={me} brand={brand} />}
      <nav aria-label={t('nav.main')}>
        <Link href="/" aria-current={developing ? undefined : 'page'}>
          {t('nav.orders')}
        </Link>
        {brand?.permissions.includes('keys.manage') && (
          <Link href="/developers/" aria-current={developing ? 'page' : undefined}>
            {t('nav.developers')}
          </Link>
        )}
      </nav>
      <div className="db-account">
        <LanguageSwitch />
        {me && (
          <>
            <span className="db-user" title={me.user.email}>
              {me.user.name}
            </span>
            <Button look="quiet" onClick={() => signOut().then(() => router.replace('/sign-in/'))}>
              {t('nav.signOut')}
            </Button>
          </>
        )}
      </div>
    </header>
  );
}

function BrandSwitch({ me, brand }: { me: Me; brand: Brand }) {
  const { t } = useI18n();
  if (me.brands.length === 1) return <span className="db-brand">{brand.name}</span>;
  return (
    <span className="db-brand db-inline">
      <Select
        label={t('nav.brand')}
        value={brand.id}
        options={me.brands.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(id) => {
          rememberBrand(id);
          location.assign('/');
        }}
      />
    </span>
  );
}

const LANGUAGE_NAMES: Record<Locale, string> = { en: 'English', fr: 'Français' };

export function LanguageSwitch() {
  const { t, locale, setLocale } = useI18n();
  return (
    <span className="db-inline">
      <Select
        label={t('nav.language')}
        value={locale}
        options={LOCALES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        onChange={(value) => setLocale(value as Locale)}
      />
    </span>
  );
}
