// How the renderer is bundled: for `npm run build` into dist/renderer, and for `npm run dev` from memory with hot reload.
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const engine = process.env.MILLRACE_URL ?? 'http://127.0.0.1:4400';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  publicDir: fileURLToPath(new URL('../resources/icons', import.meta.url)),
  plugins: [react()],
  build: {
    target: 'chrome114',
    outDir: fileURLToPath(new URL('../dist/renderer', import.meta.url)),
    emptyOutDir: true,
    // Fonts and pictures stay files: the policy of the pages allows no data: fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4_000,
  },
  worker: { format: 'es' },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: {
      '/api': {
        target: engine,
        changeOrigin: true,
        // The engine answers its own origin alone.
        configure: (proxy) => proxy.on('proxyReq', (request) => request.setHeader('origin', engine)),
      },
    },
  },
});
