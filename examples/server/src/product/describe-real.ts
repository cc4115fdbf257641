import type { RealSettings, Settings } from '../settings/read-settings.ts';
import { eventPath } from './real-appointments.ts';
import { videoWebhookPath } from './real-video.ts';
import { toWebhookUrl } from './twilio-messages.ts';

/** Says at start what the program talks to, and what is left to do. */
export function describeReal({ file, publicUrl }: Settings, real: RealSettings): readonly string[] {
  const { allowList = null, pmsProfile = 'unset', waitingRoom = true } = file.settings;
  const webhookUrl = toWebhookUrl(publicUrl, real.twilio);
  return [
    real.fhir === null
      ? 'ClinicArrivals, real: it knows the appointments that the EHR pushes and texts real patients.'
      : 'ClinicArrivals, real: it reads and writes the PMS that FHIR_BASE_URL names and texts real patients.',
    ...describeEhr(real, publicUrl),
    ...(real.subscription === null
      ? []
      : [`The PMS is asked to tell of changes at ${real.subscription.endpoint}; it is polled all the same.`]),
    ...(real.relay === null ? [] : ['Replies are collected from the relay that RELAY_URL names.']),
    ...(webhookUrl === null ? [] : [`Set the webhook of your Twilio numbers to ${webhookUrl} (HTTP POST).`]),
    ...describeVideo(real, publicUrl),
    ...(allowList === null ? [] : ['allowList is set: nothing leaves for other numbers.']),
    // Where nobody is called in, nothing hangs on it.
    ...(pmsProfile === 'unset' && waitingRoom
      ? [
          'pmsProfile is unset: a ready doctor raises a task and texts nobody; choose it in the CLINICARRIVALS_CONFIG file.',
        ]
      : []),
  ];
}

function describeEhr({ fhir, ehr }: RealSettings, publicUrl: URL | null): readonly string[] {
  const { events, answers, hl7 } = ehr;
  const use = fhir === null ? '' : ', as hints to read the PMS at once';
  const where = publicUrl === null ? eventPath : `${publicUrl.href.replace(/\/+$/, '')}${eventPath}`;
  return [
    ...(events === null ? [] : [`Events of the EHR are taken at ${where} (HTTP POST)${use}.`]),
    ...(hl7 === null ? [] : [`HL7 v2 SIU messages are taken on port ${hl7.port} of ${hl7.host} (MLLP)${use}.`]),
    ...(fhir === null && answers === null
      ? ['EHR_ANSWERS_URL is unset: the EHR is told nothing, what patients say becomes tasks for people.']
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
