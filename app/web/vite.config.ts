import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  // Relative, so that the built page works from any folder of any static host.
  base: './',
  plugins: [react(), tailwindcss()],
  build: { target: 'es2022', sourcemap: true, manifest: true },
});
