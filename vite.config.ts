import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The browser's half: one page, hashed assets, nothing fetched from elsewhere. */
export default defineConfig({
  root: 'web',
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // A font or picture inside a style sheet would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
})
