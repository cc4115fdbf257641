import { defineConfig } from 'tsup';

export default defineConfig({
  entry: {
    'fixed-link': 'src/fixed-link.ts',
    'join-links': 'src/join-links.ts',
    'join-page': 'src/join-page.ts',
    livekit: 'src/livekit.ts',
    jitsi: 'src/jitsi.ts',
    openvidu: 'src/openvidu.ts',
    webhooks: 'src/webhooks.ts',
  },
  format: 'esm',
  dts: true,
  // The page is built into a folder of its own, by Vite, which cleans it itself.
  clean: ['!page/**'],
  target: 'node22',
  sourcemap: true,
});
