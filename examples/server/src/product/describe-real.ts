import type { RealSettings, Settings } from '../settings/read-settings.ts';
import { videoWebhookPath } from './real-video.ts';
import { toWebhookUrl } from './twilio-messages.ts';

/** Says at start what the program talks to, and what is left to do. */
export function describeReal({ file, publicUrl }: Settings, real: RealSettings): readonly string[] {
  const { allowList = null, pmsProfile = 'unset' } = file.settings;
  const webhookUrl = toWebhookUrl(publicUrl, real.twilio);
  return [
    'ClinicArrivals, real: it reads and writes the PMS that FHIR_BASE_URL names and texts real patients.',
    ...(real.relay === null ? [] : ['Replies are collected from the relay that RELAY_URL names.']),
    ...(webhookUrl === null ? [] : [`Set the webhook of your Twilio numbers to ${webhookUrl} (HTTP POST).`]),
    ...describeVideo(real, publicUrl),
    ...(allowList === null ? [] : ['allowList is set: nothing leaves for other numbers.']),
    ...(pmsProfile === 'unset'
      ? [
          'pmsProfile is unset: a ready doctor raises a task and texts nobody; choose it in the CLINICARRIVALS_CONFIG file.',
        ]
      : []),
  ];
}

function describeVideo({ video, joinPage }: RealSettings, publicUrl: URL | null): readonly string[] {
  if (video === null) return [];
  const webhookPath = videoWebhookPath(video);
  return [
    joinPage === null
      ? 'Patients meet their doctors at the address that JITSI_URL names.'
      : `Patients join consultations at ${joinPage.url}${joinPage.isAtRelay ? ', a page of the relay' : ''}.`,
    ...(webhookPath === null || publicUrl === null
      ? []
      : [`Set the webhook of your video server to ${publicUrl.href.replace(/\/+$/, '')}${webhookPath}.`]),
  ];
}
