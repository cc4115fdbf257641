import { ConfigurationError } from '../../errors.ts';
import { parsePhoneNumber } from '../../phone-number.ts';
import type { PhoneNumber } from '../../phone-number.ts';
import { carryNumber, isFilled, leaveBehind } from '../carry.ts';
import type { Carrying } from '../carry.ts';
import { isFields, parseJson } from '../parse-json.ts';

type Carry = (carrying: Carrying, value: unknown, country: string) => void | Promise<void>;

/** Names what stays behind, where anybody has filled it in. */
function stays(field: string, reason: string, whatToDo: string): Carry {
  return (carrying, value) => {
    if (isFilled(value)) leaveBehind(carrying, field, reason, whatToDo);
  };
}

const secret = 'it is a secret, and secrets do not stand in the settings file';
const account = 'which account texts leave by does not stand in the settings file';

/** Numbers below this were taken for "not set" there. */
const leastScreeningMinutes = 10;
const leastInviteMinutes = 2;

/** What becomes of each field. */
const fields: Readonly<Record<string, Carry>> = {
  FromTwilioMobileNumber: stays('FromTwilioMobileNumber', account, 'Set TWILIO_FROM.'),
  ACCOUNT_SID: stays('ACCOUNT_SID', account, 'Set TWILIO_ACCOUNT_SID.'),
  AUTH_TOKEN: stays('AUTH_TOKEN', secret, 'Set TWILIO_AUTH_TOKEN; better, make a new token for this program.'),
  OpenViduSecret: stays('OpenViduSecret', secret, 'Set OPENVIDU_URL and OPENVIDU_SECRET.'),
  PMSProfileName: stays('PMSProfileName', 'it opens the PMS', 'Set FHIR_BASE_URL and how to log in there.'),
  PMSLicenseKey: stays('PMSLicenseKey', secret, 'Set FHIR_TOKEN, or FHIR_USER and FHIR_PASSWORD.'),
  VideoType: (carrying, value) => {
    if (value === 1 || value === 'Jitsi')
      leaveBehind(carrying, 'VideoType', 'which server is used does not stand in the settings file', 'Set JITSI_URL.');
  },
  ExamplesServer: stays('ExamplesServer', 'there is no sample server', 'Leave FHIR_BASE_URL unset for the simulation.'),
  SystemIdentifier: stays('SystemIdentifier', 'nothing here needs it', 'Nothing.'),
  DeveloperPhoneNumber: stays('DeveloperPhoneNumber', 'no developer is texted', 'Nothing.'),
  AutoStartServices: stays('AutoStartServices', 'the program works as soon as it runs', 'Nothing.'),
  LoadOnStartup: stays('LoadOnStartup', 'it is a matter of the machine', 'Start the program by the service manager.'),
  AdminNotifiedOfUpdate: stays('AdminNotifiedOfUpdate', 'it told of versions of the old program', 'Nothing.'),
  // Nothing stood for a default there.
  PollIntervalSeconds: whenFilled((carrying, value) => {
    carryNumber(carrying, 'PollIntervalSeconds', value, 'pollSeconds');
  }),
  RegistrationPollIntervalSeconds: whenFilled((carrying, value) => {
    carryNumber(carrying, 'RegistrationPollIntervalSeconds', value, 'pollLaterSeconds');
  }),
  MessageLimitForNumber: whenFilled((carrying, value) => {
    carryNumber(carrying, 'MessageLimitForNumber', value, 'dailyTexts');
  }),
  MinutesBeforeScreeningMessage: atLeast(leastScreeningMinutes, (carrying, value) => {
    carryNumber(carrying, 'MinutesBeforeScreeningMessage', value, 'screeningMinutes');
  }),
  MinutesBeforeVideoInvitation: atLeast(leastInviteMinutes, (carrying, value) => {
    carryNumber(carrying, 'MinutesBeforeVideoInvitation', value, 'inviteMinutes');
  }),
  IsDoingVideo: (carrying, value) => {
    if (typeof value === 'boolean') carrying.settings.offersVideo = value;
    else leaveBehind(carrying, 'IsDoingVideo', 'it is neither true nor false', 'Set offersVideo.');
  },
  AdministratorPhone: whenFilled(carryAdministrator),
  PhoneWhiteList: whenFilled(carryAllowList),
};

/** Reads `appSettings.json`. Throws a `ConfigurationError` that repeats nothing of it. */
export async function carrySettings(carrying: Carrying, text: string, country: string): Promise<void> {
  const given = parseJson(text, 'appSettings.json');
  if (!isFields(given))
    throw new ConfigurationError({
      field: 'appSettings.json',
      message: 'holds no object; give the file of the program',
    });
  for (const [field, value] of Object.entries(given)) {
    const carry = Object.entries(fields).find(([known]) => known === field)?.[1];
    if (carry === undefined)
      leaveBehind(carrying, field, 'it is not known here', 'Look through ClinicSettings for one that does the same.');
    else await carry(carrying, value, country);
  }
}

function whenFilled(carry: Carry): Carry {
  return (carrying, value, country) => (isFilled(value) ? carry(carrying, value, country) : undefined);
}

function atLeast(least: number, carry: Carry): Carry {
  return (carrying, value, country) =>
    typeof value === 'number' && value < least ? undefined : carry(carrying, value, country);
}

async function carryAdministrator(carrying: Carrying, value: unknown, country: string): Promise<void> {
  const number = await parsePhoneNumber(String(value), country);
  if (number === null)
    leaveBehind(carrying, 'AdministratorPhone', 'it is no telephone number', 'Set administratorPhone.');
  else carrying.settings.administratorPhone = number;
}

/** While there was a list nobody else was texted: also when not one of its numbers can be read. */
async function carryAllowList(carrying: Carrying, value: unknown, country: string): Promise<void> {
  const entries = String(value)
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  if (entries.length === 0) return;
  const numbers = await Promise.all(entries.map((entry) => parsePhoneNumber(entry, country)));
  const known = [...new Set(numbers.filter((number): number is PhoneNumber => number !== null))];
  carrying.settings.allowList = known;
  const lost = numbers.filter((number) => number === null).length;
  if (lost === 0) return;
  const nobody = known.length === 0 ? ' Until then nobody is texted.' : '';
  leaveBehind(
    carrying,
    'PhoneWhiteList',
    `${String(lost)} of its ${String(entries.length)} entries are no telephone numbers`,
    `Put these numbers into allowList in international form.${nobody}`,
  );
}
