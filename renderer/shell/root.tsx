import { useEffect, useState } from 'react';
import * as z from 'zod';
import { type Client, httpClient } from '../api/client.ts';
import { takeToken } from '../api/token.ts';
import type { Platform } from '../app/platform.ts';
import { type Services, ServicesProvider } from '../app/services.ts';
import { App } from './app.tsx';
import { browserPlatform } from './browser-platform.ts';
import { ConnectScreen } from './connect-screen.tsx';
import { createServices } from './create-services.ts';
import { desktopBridge } from './desktop-bridge.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Frame } from './frame.tsx';

// The pages' policy allows no code from text, which zod would try.
z.config({ jitless: true });

/** Finds the engine, by the window's own port or with a token over HTTP, and shows the application. */
export function Root() {
  const [services, setServices] = useState<Services | null>(null);
  const [problem, setProblem] = useState<'refused' | null>(null);
  const [isAsking, setAsking] = useState(false);

  useEffect(() => {
    const begin = (client: Client, platform: Platform) => setServices((before) => before ?? createServices(client, platform));
    const bridge = desktopBridge();
    if (bridge) {
      void bridge.connect().then((client) => begin(client, bridge.platform));
      return;
    }
    const token = takeToken();
    if (token === null) {
      setAsking(true);
      return;
    }
    const client = httpClient(new URL('api', document.baseURI).href, token, () => {
      sessionStorage.removeItem('millrace.token');
      setProblem('refused');
      setAsking(true);
    });
    begin(client, browserPlatform());
  }, []);

  if (isAsking) {
    return (
      <ConnectScreen
        isRefused={problem === 'refused'}
        onToken={(token) => {
          sessionStorage.setItem('millrace.token', token);
          location.reload();
        }}
      />
    );
  }
  if (services === null) return <Frame />;
  return (
    <ServicesProvider value={services}>
      <ErrorBoundary>
        <App />
      </ErrorBoundary>
    </ServicesProvider>
  );
}
