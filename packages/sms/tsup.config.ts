import { defineConfig } from 'tsup';

export default defineConfig({
  entry: {
    twilio: 'src/twilio.ts',
    webhooks: 'src/webhooks.ts',
    vonage: 'src/vonage.ts',
    aws: 'src/aws.ts',
    messagemedia: 'src/messagemedia.ts',
    android: 'src/android.ts',
    kannel: 'src/kannel.ts',
    smpp: 'src/smpp.ts',
  },
  format: 'esm',
  dts: true,
  clean: true,
  target: 'node22',
  sourcemap: true,
});
