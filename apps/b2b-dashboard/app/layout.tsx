import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import '@luneo/ui/styles.css';
import './dashboard.css';
import { Shell } from '../components/shell.tsx';
import { I18nProvider } from '../lib/i18n.tsx';

export const metadata: Metadata = {
  title: 'Luneo',
  description: 'Personalised products: orders and print files',
  robots: { index: false },
  icons: { icon: '/icon.svg' },
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1, viewportFit: 'cover' };

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <body className="ln-root">
        <I18nProvider>
          <Shell>{children}</Shell>
        </I18nProvider>
      </body>
    </html>
  );
}
