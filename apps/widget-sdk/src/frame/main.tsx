import '@luneo/ui/styles.css';
import './styles.css';
import { type Catalogue, createTranslator, I18nProvider } from '@luneo/editor-react/i18n';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { greetHost, type HostLink } from './handshake.ts';
import { loadCatalogue } from './messages/index.ts';

async function boot(): Promise<void> {
  const host: HostLink | undefined = await greetHost();
  const wanted = [host?.options.locale, ...navigator.languages].filter(
    (tag) => tag !== undefined && tag !== '',
  );
  const { locale, catalogue }: { locale: string; catalogue: Catalogue } = await loadCatalogue(
    wanted as string[],
  );
  document.documentElement.lang = locale;
  document.documentElement.dir = createTranslator(locale, catalogue).dir;
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <I18nProvider locale={locale} catalogue={catalogue}>
        <App host={host} />
      </I18nProvider>
    </StrictMode>,
  );
}

void boot();
