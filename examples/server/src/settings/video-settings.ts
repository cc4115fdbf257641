import type { Problems } from './problems.ts';
import type { VariableName, Variables } from './variables.ts';

/** The video server of a clinic. */
export type VideoSettings =
  | { readonly type: 'livekit'; readonly url: string; readonly apiKey: string; readonly apiSecret: string }
  | { readonly type: 'openvidu'; readonly url: string; readonly secret: string }
  | { readonly type: 'jitsi'; readonly url: string; readonly access: JitsiAccess };

/** How people get into the rooms of a Jitsi server. */
export type JitsiAccess =
  /** Who has the address gets in. */
  | { readonly type: 'open' }
  /** With a token that the server checks with a shared secret. */
  | { readonly type: 'secret'; readonly appId: string; readonly appSecret: string }
  /** With a token of JaaS (8x8.vc), signed with a private key in PEM. */
  | { readonly type: 'jaas'; readonly appId: string; readonly keyId: string; readonly privateKey: string };

const families = {
  LIVEKIT_URL: ['LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET'],
  OPENVIDU_URL: ['OPENVIDU_SECRET'],
  JITSI_URL: ['JITSI_APP_ID', 'JITSI_APP_SECRET', 'JITSI_KEY_ID', 'JITSI_PRIVATE_KEY'],
} as const satisfies Readonly<Partial<Record<VariableName, readonly VariableName[]>>>;

/** The variables that name a video server, or what it wants to know. */
export const videoVariables: readonly VariableName[] = Object.entries(families).flatMap(([url, others]) => [
  // The keys of a literal are what they are written as.
  url as keyof typeof families,
  ...others,
]);

/** Reads which video server is used. Null for none: then the fixed links of the settings file are all there is. */
export function readVideoSettings(
  variables: Variables,
  { problems, canLink }: { readonly problems: Problems; readonly canLink: boolean },
): VideoSettings | null {
  const named = namedServers(variables, problems);
  const [name] = named;
  if (name === undefined) return null;
  if (named.length > 1) {
    problems.add(named[1] ?? name, `stands beside ${name}; there is one video server for a clinic, unset the others`);
    return null;
  }
  const settings = readServer(name, variables, problems);
  const needsPage = settings.type !== 'jitsi' || settings.access.type !== 'open';
  if (needsPage && !canLink) {
    problems.add(
      'PUBLIC_URL',
      `must be the https address of this server beside ${name}: the links to consultations lead to it, and browsers give camera ` +
        'and microphone to no http page of another machine; or set RELAY_* with RELAY_PRIVATE_KEY, whose page is used then',
    );
  }
  return settings;
}

function namedServers(variables: Variables, problems: Problems): readonly (keyof typeof families)[] {
  // The keys of a literal are what they are written as.
  const names = Object.keys(families) as (keyof typeof families)[];
  return names.filter((name) => {
    if (variables[name] !== undefined) return true;
    const stray = families[name].find((other) => variables[other] !== undefined);
    if (stray !== undefined) problems.add(name, `is missing beside ${stray}; give it, or unset both`);
    return false;
  });
}

function readServer(name: keyof typeof families, variables: Variables, problems: Problems): VideoSettings {
  const url = variables[name] ?? '';
  const { protocol = '', hostname = '' } = URL.canParse(url) ? new URL(url) : {};
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  if (!/^(?:https?|wss?):$/.test(protocol))
    problems.add(name, 'must be the whole URL of the video server, such as https://video.example');
  else if (!isHere && !/^(?:https|wss):$/.test(protocol))
    problems.add(name, 'must be the https address at which browsers reach it: they connect to no other');
  const need = (needed: VariableName): string => {
    const value = variables[needed];
    if (value === undefined) problems.add(needed, `is missing beside ${name}; copy it from the video server`);
    return value ?? '';
  };
  switch (name) {
    case 'LIVEKIT_URL':
      return { type: 'livekit', url, apiKey: need('LIVEKIT_API_KEY'), apiSecret: need('LIVEKIT_API_SECRET') };
    case 'OPENVIDU_URL':
      return { type: 'openvidu', url, secret: need('OPENVIDU_SECRET') };
    case 'JITSI_URL':
      return { type: 'jitsi', url, access: readJitsiAccess(variables, need, problems) };
    default:
      return name satisfies never;
  }
}

function readJitsiAccess(variables: Variables, need: (name: VariableName) => string, problems: Problems): JitsiAccess {
  const { JITSI_APP_SECRET, JITSI_KEY_ID, JITSI_PRIVATE_KEY } = variables;
  const isJaas = JITSI_KEY_ID !== undefined || JITSI_PRIVATE_KEY !== undefined;
  if (isJaas) {
    if (JITSI_APP_SECRET !== undefined)
      problems.add('JITSI_APP_SECRET', 'stands beside a key of JaaS; give the secret of your own server, or the key');
    // A variable has one line: the lines of the key may be written with \n between them.
    const privateKey = need('JITSI_PRIVATE_KEY').replaceAll('\\n', '\n');
    return { type: 'jaas', appId: need('JITSI_APP_ID'), keyId: need('JITSI_KEY_ID'), privateKey };
  }
  if (JITSI_APP_SECRET === undefined && variables.JITSI_APP_ID === undefined) return { type: 'open' };
  return { type: 'secret', appId: need('JITSI_APP_ID'), appSecret: need('JITSI_APP_SECRET') };
}
